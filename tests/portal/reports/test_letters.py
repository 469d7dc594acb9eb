"""Letters to who has not sent: one click, the second time by the province, recorded."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import docx
import pytest
import time_machine

from thuocdo.portal.audit.models import Event
from thuocdo.portal.reports import services
from thuocdo.portal.reports.composing import letter_words
from thuocdo.portal.reports.models import Letter
from thuocdo.portal.reports.problems import ReportError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.reports.models import ReportRound, Section

AT = datetime(2026, 9, 16, 3, 0, tzinfo=UTC)


def names(letter: Letter) -> list[str]:
    return sorted(letter.units.values_list("full_name", flat=True))


def again(of: ReportRound, department: Unit, by: User) -> list[Letter]:
    return services.draft_letters(of=of, issuer=department, by=by, at=AT + timedelta(days=5))


def test_the_first_letter_goes_to_everybody_who_has_not_sent(
    section: Section, submit: Callable[..., Section], department: Unit, coordinator: User
) -> None:
    submit(section)

    (letter,) = services.draft_letters(of=section.round, issuer=department, by=coordinator, at=AT)

    assert names(letter) == ["Sở Nội vụ", "xã Ia Dom"]
    assert (letter.escalated, letter.issuer, letter.symbol) == (False, department, "SNV")
    assert letter.answer_by == date(2026, 9, 21)


def test_pressed_twice_there_is_one_draft_and_who_has_sent_since_is_left_out(
    letter: Letter, section: Section, submit: Callable[..., Section], department: Unit, coordinator: User
) -> None:
    submit(section)

    (same,) = again(letter.round, department, coordinator)

    assert same.pk == letter.pk
    assert names(same) == ["Sở Nội vụ", "xã Ia Dom"]


def test_the_second_time_the_province_writes_and_names_the_first_letter(
    letter: Letter, section: Section, submit: Callable[..., Section], department: Unit, coordinator: User
) -> None:
    letter.units.set([section.unit])
    services.issue_letter(letter=letter, number=7, issued_on=date(2026, 9, 16), by=coordinator, at=AT)

    first, second = again(letter.round, department, coordinator)

    assert (first.escalated, names(first)) == (False, ["Sở Nội vụ", "xã Ia Dom"])
    assert (second.escalated, names(second)) == (True, ["xã Vân Canh"])
    assert second.issuer == letter.round.unit
    submit(section)
    (only,) = again(letter.round, department, coordinator)
    second.refresh_from_db()
    assert (only.pk, second.state) == (first.pk, "discarded"), "who has sent is reminded no more"


def test_a_draft_that_never_went_out_reminded_nobody(letter: Letter, department: Unit, coordinator: User) -> None:
    services.discard_letter(letter=letter, by=coordinator, at=AT)

    (new,) = again(letter.round, department, coordinator)

    assert not new.escalated
    assert Event.objects.filter(action="reports.letter.discarded").count() == 1


def test_with_nobody_missing_or_the_round_closed_there_is_no_letter(
    third_quarter: ReportRound, department: Unit, coordinator: User
) -> None:
    third_quarter.sections.update(state="submitted", submitted_at=AT, as_of=AT.date(), version=1)
    with pytest.raises(ReportError, match="RP-120"):
        again(third_quarter, department, coordinator)
    third_quarter.state = "closed"
    third_quarter.save()
    with pytest.raises(ReportError, match="RP-112"):
        again(third_quarter, department, coordinator)


def test_an_issued_letter_stands(letter: Letter, coordinator: User) -> None:
    who = {"letter": letter, "by": coordinator, "at": AT}
    with pytest.raises(ReportError, match="RP-116"):
        services.issue_letter(number=7, issued_on=date(2026, 9, 17), **who)
    services.issue_letter(number=7, issued_on=date(2026, 9, 16), **who)

    with pytest.raises(ReportError, match="RP-121"):
        services.change_letter(answer_by=date(2026, 9, 30), symbol="SNV", **who)


@pytest.fixture
def opened(client: Client, coordinator: User) -> Callable[[Letter], docx.document.Document]:
    """Opens the Word file of a letter."""

    def opened_again(letter: Letter) -> docx.document.Document:
        client.force_login(coordinator)
        return docx.Document(io.BytesIO(client.get(f"{letter.get_absolute_url()}xuat.docx").content))

    return opened_again


def test_the_word_file_of_the_first_letter_addresses_every_missing_unit(
    letter: Letter, opened: Callable[[Letter], docx.document.Document]
) -> None:
    word = opened(letter)

    heading, signing = word.tables
    left = heading.rows[0].cells[0].text
    assert "SỞ NỘI VỤ" in left
    assert "V/v đôn đốc gửi báo cáo kết quả thực hiện công tác cải cách hành chính quý III năm 2026" in left
    assert left.splitlines()[-1] == "DỰ THẢO"
    lines = [line.text for line in word.paragraphs if line.text]
    assert lines[:4] == ["Kính gửi:", "- Sở Nội vụ;", "- UBND xã Ia Dom;", "- UBND xã Vân Canh."]
    assert "có hạn gửi ngày 14/09/2026" in lines[4]
    assert "chậm nhất ngày 21/09/2026" in lines[5]
    assert signing.rows[0].cells[1].text.splitlines()[0] == "GIÁM ĐỐC"


def test_the_word_file_of_the_second_letter_is_the_provinces(
    letter: Letter, department: Unit, coordinator: User, opened: Callable[[Letter], docx.document.Document]
) -> None:
    services.issue_letter(letter=letter, number=7, issued_on=date(2026, 9, 16), by=coordinator, at=AT)
    (second,) = again(letter.round, department, coordinator)

    word = opened(second)

    heading, signing = word.tables
    assert heading.rows[0].cells[0].text.splitlines()[:2] == ["ỦY BAN NHÂN DÂN", "TỈNH GIA LAI"]
    body = "\n".join(line.text for line in word.paragraphs)
    assert "đã được đôn đốc tại Công văn số 07/SNV ngày 16/09/2026" in body
    assert "giải trình lý do chậm" in body
    assert "Chủ tịch, các Phó Chủ tịch UBND tỉnh Gia Lai (để báo cáo)" in signing.rows[0].cells[0].text


def test_one_click_drafts_and_the_page_records_number_and_day(
    client: Client, third_quarter: ReportRound, coordinator: User
) -> None:
    client.force_login(coordinator)
    with time_machine.travel(AT, tick=False):
        page = client.post(f"{third_quarter.get_absolute_url()}don-doc/", follow=True).content.decode()
        letter = Letter.objects.get()
        address = letter.get_absolute_url()
        changed = client.post(address, {"act": "change", "answer_by": "2026-09-21", "symbol": "SNV-CCHC"})
        early = client.post(address, {"act": "issue", "number": "7", "issued_on": "2026-09-18"})
        issued = client.post(address, {"act": "issue", "number": "7", "issued_on": "2026-09-16"})
        nothing = client.post(address, {"act": "burn"})

    assert "Kính gửi 3 đơn vị" in page
    assert [answer.status_code for answer in (changed, early, issued, nothing)] == [302, 409, 302, 404]
    assert "RP-116" in early.content.decode()
    letter.refresh_from_db()
    assert (letter.state, letter.number, letter.symbol, letter.answer_by) == (
        "issued",
        7,
        "SNV-CCHC",
        date(2026, 9, 21),
    )
    assert Event.objects.filter(action__startswith="reports.letter.").count() == 3


def test_a_discarded_draft_leads_back_to_its_round(client: Client, letter: Letter, coordinator: User) -> None:
    client.force_login(coordinator)

    answer = client.post(letter.get_absolute_url(), {"act": "discard"})

    assert answer.headers["Location"] == letter.round.get_absolute_url()


@pytest.mark.parametrize(
    ("title", "said"),
    [("Tình hình hồ sơ quá hạn", "tình hình hồ sơ quá hạn"), ("TTHC quá hạn", "TTHC quá hạn")],
)
def test_an_ad_hoc_round_says_itself_what_is_reported_on(letter: Letter, title: str, said: str) -> None:
    letter.round.kind, letter.round.title = "ad_hoc", title

    assert letter_words(letter, [])[0].startswith(f"Báo cáo {said} có hạn gửi ngày 14/09/2026.")
