"""Letters about overdue work: one press, the work in an annex, the second time by the province to the heads."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import docx
import pytest
import time_machine

from thuocdo.portal.audit.models import Event
from thuocdo.portal.plans.models import Assignment, Task
from thuocdo.portal.reports import services
from thuocdo.portal.reports.models import WorkLetter
from thuocdo.portal.reports.overdue_paper import work_words
from thuocdo.portal.reports.problems import ReportError
from thuocdo.portal.reports.selectors.overdue import Said, late_units
from thuocdo.portal.reports.services import work_letters

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User

AT = datetime(2026, 9, 16, 3, 0, tzinfo=UTC)
LATER = AT + timedelta(days=6)
Draft = "Callable[..., list[WorkLetter]]"


@pytest.fixture
def draft(
    work: dict[str, Assignment], province: Unit, department: Unit, coordinator: User
) -> Callable[..., list[WorkLetter]]:
    """Presses the button for every late unit: ``draft(at=LATER, units=[commune])``."""

    def drafted(*, at: datetime = AT, units: list[Unit] | None = None) -> list[WorkLetter]:
        late = [one.unit for one in late_units(at.date())]
        keys = {unit.pk for unit in (late if units is None else units)}
        return services.draft_work_letters(root=province, issuer=department, units=keys, by=coordinator, at=at)

    return drafted


def issue(letter: WorkLetter, by: User, number: int = 8, at: datetime = AT) -> WorkLetter:
    return services.issue_letter(letter=letter, number=number, issued_on=at.date(), by=by, at=at)


def names(letter: WorkLetter) -> list[str]:
    return sorted(letter.units.values_list("full_name", flat=True))


def test_of_two_who_press_the_button_at_once_the_second_gets_the_same_draft(
    draft: Callable[..., list[WorkLetter]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = draft()
    monkeypatch.setattr(work_letters, "_draft_of", lambda *_asked, **_more: None)  # looked before the other was done

    assert draft() == first


def test_the_first_letter_addresses_who_is_late_and_names_the_work(draft: Callable[..., list[WorkLetter]]) -> None:
    (letter,) = draft()

    assert (letter.escalated, letter.symbol, letter.answer_by) == (False, "SNV", date(2026, 9, 21))
    assert names(letter) == ["Sở Nội vụ", "xã Ia Dom", "xã Vân Canh"]
    assert [(row["name"], row["code"], row["due"], row["days"], row["work"]) for row in letter.rows] == [
        ("Sở Nội vụ", "3.1", "2026-08-31", 16, "nothing"),
        ("xã Ia Dom", "1.1", "2026-06-30", 78, "nothing"),
        ("xã Vân Canh", "1.1", "2026-06-30", 78, "nothing"),
    ]
    assert Event.objects.get(action="reports.letter.drafted").now == {"units": 3, "tasks": 3, "escalated": False}


def test_requests_to_bodies_outside_are_never_in_it(
    work: dict[str, Assignment], draft: Callable[..., list[WorkLetter]]
) -> None:
    task = Task.objects.get(code="1.1")
    Assignment.objects.create(task=task, addressee="Hội Cựu chiến binh tỉnh", part="does", assigned_at=AT)

    (letter,) = draft()

    assert len(letter.rows) == 3


def test_pressed_again_there_is_one_draft_without_what_was_done_since(
    done: Assignment, draft: Callable[..., list[WorkLetter]]
) -> None:
    (letter,) = draft()
    assert names(letter) == ["Sở Nội vụ", "xã Ia Dom"]
    Assignment.objects.filter(unit__full_name="xã Ia Dom").update(state="ended", ended_at=AT)

    (same,) = draft(at=LATER)

    assert (same.pk, names(same), same.as_of) == (letter.pk, ["Sở Nội vụ"], LATER.date())


def test_while_its_day_of_answer_has_not_passed_nobody_is_addressed_again(
    draft: Callable[..., list[WorkLetter]], coordinator: User
) -> None:
    issue(draft()[0], coordinator)

    assert {one.said for one in late_units(AT.date())} == {Said.WAITING}
    with pytest.raises(ReportError, match="RP-130"):
        draft()


def test_the_second_time_the_province_writes_to_the_heads_about_the_same_work(
    draft: Callable[..., list[WorkLetter]], commune: Unit, coordinator: User
) -> None:
    issue(draft(units=[commune])[0], coordinator)

    first, second = draft(at=LATER)

    assert (first.escalated, names(first)) == (False, ["Sở Nội vụ", "xã Ia Dom"])
    assert (second.escalated, names(second), second.issuer == second.root) == (True, ["xã Vân Canh"], True)


def test_work_that_fell_due_since_is_no_second_time(
    work: dict[str, Assignment], draft: Callable[..., list[WorkLetter]], commune: Unit, coordinator: User
) -> None:
    issue(draft(units=[commune])[0], coordinator)
    january = datetime(2027, 1, 4, 3, 0, tzinfo=UTC)  # the task of 31 December is overdue now

    first, second = draft(at=january, units=[commune])

    assert [row["code"] for row in first.rows] == ["2.1"]
    assert [row["code"] for row in second.rows] == ["1.1"]


def test_a_draft_of_which_nothing_is_left_is_given_up(
    work: dict[str, Assignment], draft: Callable[..., list[WorkLetter]], commune: Unit, coordinator: User
) -> None:
    issue(draft(units=[commune])[0], coordinator)
    _first, second = draft(at=LATER)
    Assignment.objects.filter(unit=commune).update(state="ended", ended_at=AT)

    draft(at=LATER)

    second.refresh_from_db()
    assert second.state == "discarded"


def test_a_draft_to_others_stays_when_some_units_are_chosen(
    draft: Callable[..., list[WorkLetter]], commune: Unit, other_commune: Unit, coordinator: User
) -> None:
    issue(draft(units=[commune])[0], coordinator)
    _first, second = draft(at=LATER)

    draft(at=LATER, units=[other_commune])

    second.refresh_from_db()
    assert second.state == "draft"


def _word(client: Client, letter: WorkLetter) -> docx.document.Document:
    return docx.Document(io.BytesIO(client.get(f"{letter.get_absolute_url()}xuat.docx").content))


def test_the_word_file_has_addressees_and_the_work_in_an_annex(
    client: Client, draft: Callable[..., list[WorkLetter]], coordinator: User
) -> None:
    client.force_login(coordinator)
    word = _word(client, draft()[0])

    lines = [line.text for line in word.paragraphs if line.text]
    assert lines[:4] == ["Kính gửi:", "- Sở Nội vụ;", "- UBND xã Ia Dom;", "- UBND xã Vân Canh."]
    assert "3 cơ quan, đơn vị, địa phương nêu trên còn 3 nhiệm vụ" in lines[4]
    assert "chậm nhất ngày 21/09/2026" in lines[5]
    annex = word.tables[-1]
    assert [cell.text for cell in annex.rows[1].cells] == [
        "1",
        "Sở Nội vụ",
        "3.1",
        "Sắp xếp lại kho lưu trữ mẫu (Kế hoạch 12/KH-UBND)",
        "31/08/2026",
        "16",
        "Chưa báo cáo",
    ]
    assert len(annex.rows) == 4


def test_the_second_word_file_names_heads_earlier_letters_and_the_blame(
    client: Client, draft: Callable[..., list[WorkLetter]], coordinator: User
) -> None:
    issue(draft()[0], coordinator)
    (second,) = draft(at=LATER)
    client.force_login(coordinator)

    word = _word(client, second)

    lines = [line.text for line in word.paragraphs if line.text]
    assert lines[1:4] == ["- Thủ trưởng Sở Nội vụ;", "- Chủ tịch UBND xã Ia Dom;", "- Chủ tịch UBND xã Vân Canh."]
    body = "\n".join(lines)
    assert "Công văn số 08/SNV ngày 16/09/2026" in body
    assert "UBND tỉnh phê bình" in body
    assert "báo cáo Chủ tịch UBND tỉnh" in body
    heading = word.tables[0].rows[0].cells[0].text
    assert heading.splitlines()[:2] == ["ỦY BAN NHÂN DÂN", "TỈNH GIA LAI"]


@pytest.mark.parametrize(("work", "said"), [("sent", "Chờ Thủ trưởng phê duyệt"), ("done", "Đã báo cáo hoàn thành")])
def test_a_letter_says_how_far_overdue_work_is(work: str, said: str) -> None:
    assert work_words(work) == said


def test_from_the_follow_up_to_a_letter_that_is_issued(
    client: Client, work: dict[str, Assignment], commune: Unit, coordinator: User
) -> None:
    client.force_login(coordinator)
    with time_machine.travel(AT, tick=False):
        assert 'href="/theo-doi/don-doc/"' in client.get("/theo-doi/").content.decode()
        page = client.get("/theo-doi/don-doc/").content.decode()
        drafted = client.post("/theo-doi/don-doc/", {"don-vi": [str(commune.pk)]}, follow=True).content.decode()
        letter = WorkLetter.objects.get()
        address = letter.get_absolute_url()
        changed = client.post(address, {"act": "change", "answer_by": "2026-09-21", "symbol": "SNV-CCHC"})
        early = client.post(address, {"act": "issue", "number": "7", "issued_on": "2026-09-18"})
        empty = client.post(address, {"act": "issue"})
        issued = client.post(address, {"act": "issue", "number": "7", "issued_on": "2026-09-16"})
        nothing = client.post(address, {"act": "burn"})
        listed = client.get("/theo-doi/don-doc/", {"loc": "dang-cho", "q": "van canh"}).content.decode()
        again = client.post("/theo-doi/don-doc/", {"don-vi": [str(commune.pk)]})

    assert "3 cơ quan, đơn vị có 3 việc quá hạn" in page
    assert "Kính gửi 1 đơn vị" in drafted
    codes = [answer.status_code for answer in (changed, early, empty, issued, nothing, again)]
    assert codes == [302, 409, 400, 302, 404, 409]
    assert "7/SNV-CCHC, 16/09/2026" in " ".join(listed.split())
    assert "xã Ia Dom" not in listed
    assert "RP-130" in again.content.decode()


def test_the_list_says_when_nothing_is_overdue_and_knows_its_filters(
    client: Client, work: dict[str, Assignment], plan: object, coordinator: User
) -> None:
    client.force_login(coordinator)
    with time_machine.travel(AT, tick=False):
        of_plan = client.get("/theo-doi/don-doc/", {"ke-hoach": str(plan.public_id)})  # type: ignore[attr-defined]
        wrong = client.get("/theo-doi/don-doc/", {"ke-hoach": "7"})
        unknown = client.get("/theo-doi/don-doc/", {"loc": "7"})
        nobody = client.get("/theo-doi/don-doc/", {"q": "không ai"})
        Assignment.objects.update(state="ended", ended_at=AT)
        empty = client.get("/theo-doi/don-doc/")
    assert (of_plan.context["tasks"], wrong.status_code, unknown.status_code) == (3, 404, 404)
    assert "Không có đơn vị nào khớp" in nobody.content.decode()
    assert "Không có việc nào quá hạn" in empty.content.decode()


def test_a_discarded_draft_leads_back_to_the_list(
    client: Client, draft: Callable[..., list[WorkLetter]], coordinator: User
) -> None:
    client.force_login(coordinator)

    answer = client.post(draft()[0].get_absolute_url(), {"act": "discard"})

    assert answer.headers["Location"] == "/theo-doi/don-doc/"
