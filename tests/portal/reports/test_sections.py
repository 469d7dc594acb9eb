"""Rounds and the sections of units: opened, drafted from figures, sent, returned, entered on behalf."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from thuocdo.portal.audit.models import Event
from thuocdo.portal.organizations.selectors import memberships_on
from thuocdo.portal.organizations.standing import Standing
from thuocdo.portal.reports import services
from thuocdo.portal.reports.models import ReportRound, Section
from thuocdo.portal.reports.periods import Period, period_of
from thuocdo.portal.reports.problems import ReportChangedError, ReportError
from thuocdo.portal.reports.selectors.rounds import sections_visible_to, sendings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import Assignment

AT = datetime(2026, 9, 10, 3, 0, tzinfo=UTC)
DAY = date(2026, 9, 10)
TEXTS = {"3": "Đã làm xong việc được giao."}


def codes(refused: pytest.ExceptionInfo[ReportError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_every_department_and_commune_of_the_day_owes_a_section(third_quarter: ReportRound) -> None:
    owing = [one.section.unit.full_name for one in sendings(third_quarter, today=DAY)]

    assert owing == ["Sở Nội vụ", "xã Ia Dom", "xã Vân Canh"]
    event = Event.objects.get(action="reports.round.opened")
    assert event.now == {"due_on": "2026-09-14", "as_of": "2026-09-14", "units": 3}


def test_a_period_has_one_round(third_quarter: ReportRound, province: Unit, coordinator: User) -> None:
    period = period_of("quarter-3", 2026)

    with pytest.raises(ReportError) as refused:
        services.open_round(root=province, period=period, as_of=DAY, due_on=period.due_on, by=coordinator, at=AT)

    assert codes(refused) == ["RP-101"]
    assert Section.objects.count() == 3


def test_everything_that_is_wrong_with_a_round_is_said_at_once(department: Unit, coordinator: User) -> None:
    period = Period(kind="ad_hoc", start=DAY, end=DAY, due_on=DAY, title=" ")

    with pytest.raises(ReportError) as refused:
        services.open_round(
            root=department, period=period, as_of=DAY - timedelta(days=1), due_on=DAY, by=coordinator, at=AT
        )

    assert codes(refused) == ["RP-103", "RP-102", "RP-104"]


def test_a_submitted_section_keeps_its_facts_whatever_is_reported_later(
    done: Assignment, section: Section, submit: Callable[..., Section]
) -> None:
    submitted = submit(section)

    assert (submitted.state, submitted.submitted_at) == ("submitted", AT)
    assert [fact["work"] for fact in submitted.facts] == ["done", "nothing"]
    done.reports.update(state="returned", decided_at=None)
    submitted.refresh_from_db()
    assert submitted.facts[0]["work"] == "done"


def test_an_officer_sends_the_head_returns_and_then_submits(
    section: Section, unit_officer: User, unit_head: User
) -> None:
    told = {"as_of": DAY, "at": AT}
    sent = services.send_section(section=section, texts=TEXTS, version=0, by=unit_officer, **told)
    back = services.return_section(section=sent, reason="Nêu rõ số liệu", by=unit_head, at=AT)
    again = services.save_section(
        section=back, texts={"3": "Đã làm xong 12 việc."}, version=back.version, by=unit_officer, **told
    )
    assert again.state == "returned", "everybody sees why it is open while it is mended"

    submitted = services.submit_section(section=again, texts=again.texts, version=again.version, by=unit_head, **told)

    assert list(submitted.acts.values_list("act", "reason")) == [
        ("sent", ""),
        ("returned", "Nêu rõ số liệu"),
        ("submitted", ""),
    ]
    assert submitted.acts.first().texts == TEXTS, "before and after can be shown"
    assert Event.objects.filter(action__startswith="reports.section.").count() == 3


def test_a_section_submitted_twice_is_said_so_and_stays_as_it_is(
    section: Section, submit: Callable[..., Section], unit_head: User
) -> None:
    first = submit(section)

    with pytest.raises(ReportError) as refused:
        submit(section, text="Khác")

    assert codes(refused) == ["RP-110"]
    first.refresh_from_db()
    assert (first.texts, first.acts.count()) == (TEXTS, 1)


def test_two_people_do_not_overwrite_each_other(section: Section, unit_officer: User, unit_head: User) -> None:
    services.save_section(section=section, texts=TEXTS, as_of=DAY, version=0, by=unit_officer, at=AT)

    with pytest.raises(ReportChangedError) as refused:
        services.save_section(section=section, texts={"3": "Khác"}, as_of=DAY, version=0, by=unit_head, at=AT)

    assert codes(refused) == ["RP-111"]
    assert "Cán bộ xã (mẫu)" in str(refused.value)
    section.refresh_from_db()
    assert section.texts == TEXTS


def test_saving_the_same_again_changes_nothing(section: Section, unit_officer: User) -> None:
    told = {"section": section, "texts": TEXTS, "as_of": DAY, "by": unit_officer, "at": AT}
    first = services.save_section(version=0, **told)

    assert services.save_section(version=1, **told).version == first.version == 1


def test_everything_that_a_section_lacks_is_said_at_once(section: Section, unit_head: User) -> None:
    with pytest.raises(ReportError) as empty:
        services.submit_section(section=section, texts={"3": " \n"}, as_of=None, version=0, by=unit_head, at=AT)
    with pytest.raises(ReportError) as early:
        services.submit_section(
            section=section, texts=TEXTS, as_of=DAY + timedelta(days=1), version=0, by=unit_head, at=AT
        )

    assert (codes(empty), codes(early)) == (["RP-105", "RP-106"], ["RP-107"])
    section.refresh_from_db()
    assert section.version == 0, "what is refused leaves no trace"


def test_entering_on_behalf_names_its_source(section: Section, coordinator: User) -> None:
    told = {"section": section, "texts": TEXTS, "as_of": DAY, "version": 0, "by": coordinator, "at": AT}
    with pytest.raises(ReportError) as refused:
        services.enter_section(source=" ", **told)
    entered = services.enter_section(source="Thư điện tử ngày 09/09/2026", **told)

    assert codes(refused) == ["RP-108"]
    assert (entered.state, entered.source) == ("submitted", "Thư điện tử ngày 09/09/2026")
    assert entered.acts.get().reason == entered.source


def test_a_section_is_returned_with_a_reason_only(
    section: Section, submit: Callable[..., Section], coordinator: User
) -> None:
    submitted = submit(section)
    with pytest.raises(ReportError) as refused:
        services.return_section(section=submitted, reason=" ", by=coordinator, at=AT)
    back = services.return_section(section=submitted, reason="Thiếu số liệu", by=coordinator, at=AT)

    assert codes(refused) == ["RP-109"]
    assert (back.state, back.submitted_at) == ("returned", None)


def test_a_closed_round_takes_nothing_more(section: Section, submit: Callable[..., Section]) -> None:
    ReportRound.objects.update(state="closed")

    with pytest.raises(ReportError) as refused:
        submit(section)

    assert codes(refused) == ["RP-112"]


@pytest.mark.parametrize(
    ("person", "before", "after"),
    [("unit_officer", 1, 1), ("other_officer", 1, 1), ("coordinator", 3, 3), ("leader", 0, 1), ("administrator", 0, 0)],
)
def test_a_draft_is_its_units_alone_and_the_compilers(
    request: pytest.FixtureRequest,
    section: Section,
    submit: Callable[..., Section],
    person: str,
    before: int,
    after: int,
) -> None:
    user = request.getfixturevalue(person)
    who = Standing(user=user, memberships=tuple(memberships_on(user, DAY)))

    assert sections_visible_to(who).count() == before
    submit(section)
    assert sections_visible_to(who).count() == after


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def on_the_day() -> object:
    """The clock of the pages: 10 September 2026, in Vietnam 10:00."""
    with time_machine.travel(AT, tick=False):
        yield


def test_the_page_is_drafted_from_what_was_typed_at_the_tasks(
    on_the_day: None, client: Client, done: Assignment, section: Section, unit_officer: User
) -> None:
    client.force_login(unit_officer)

    page = client.get(section.get_absolute_url()).content.decode()

    assert "hoàn thành 1/2 nhiệm vụ, quá hạn 0 (số liệu đến ngày 10/09/2026)" in page
    assert "Số thôn niêm yết: 12 thôn (số liệu đến ngày 20/08/2026)" in page
    section.refresh_from_db()
    assert section.version == 0, "looking writes nothing"


def test_an_officer_sends_and_the_head_submits_in_the_page(
    on_the_day: None, client: Client, section: Section, unit_officer: User, unit_head: User
) -> None:
    sent = {"version": 0, "as_of": "2026-09-10", "text_3": "Xong.", "act": "send"}
    client.force_login(unit_officer)
    assert client.post(section.get_absolute_url(), sent).status_code == 302
    assert client.post(section.get_absolute_url(), {**sent, "act": "submit"}).status_code == 404
    section.refresh_from_db()

    client.force_login(unit_head)
    answer = client.post(section.get_absolute_url(), {**sent, "version": section.version, "act": "submit"}, follow=True)

    assert "Đã gửi báo cáo." in answer.content.decode()
    section.refresh_from_db()
    assert (section.state, section.texts) == ("submitted", {"3": "Xong."})


def test_a_conflict_shows_both_versions(
    on_the_day: None, client: Client, section: Section, unit_officer: User, unit_head: User
) -> None:
    services.save_section(section=section, texts={"3": "Bản của Thủ trưởng"}, as_of=DAY, version=0, by=unit_head, at=AT)
    client.force_login(unit_officer)

    answer = client.post(
        section.get_absolute_url(), {"version": 0, "as_of": "2026-09-10", "text_3": "Bản của tôi", "act": "save"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "RP-111" in page
    assert "Bản của Thủ trưởng" in page
    assert "Bản của tôi" in page
    assert 'name="version" value="1"' in page, "saved again, it is saved knowingly"


def test_a_wrong_day_keeps_what_was_typed(
    on_the_day: None, client: Client, section: Section, unit_officer: User
) -> None:
    client.force_login(unit_officer)
    answer = client.post(
        section.get_absolute_url(), {"version": 0, "as_of": "hôm qua", "text_3": "Giữ lại", "act": "save"}
    )

    assert answer.status_code == 400
    assert "Giữ lại" in answer.content.decode()


def test_a_coordinator_enters_and_returns_in_the_page(
    on_the_day: None, client: Client, section: Section, coordinator: User
) -> None:
    client.force_login(coordinator)
    entered = {"version": 0, "as_of": "10/09/2026", "text_3": "Theo thư.", "act": "enter"}
    refused = client.post(section.get_absolute_url(), entered)
    assert (refused.status_code, "RP-108" in refused.content.decode()) == (409, True)
    client.post(section.get_absolute_url(), {**entered, "source": "Thư ngày 09/09/2026"})
    section.refresh_from_db()
    assert section.source == "Thư ngày 09/09/2026"

    client.post(section.get_absolute_url(), {"version": section.version, "reason": "Thiếu", "act": "return"})

    section.refresh_from_db()
    assert section.state == "returned"


def test_a_coordinator_opens_a_round_in_the_page(
    on_the_day: None, client: Client, commune: Unit, coordinator: User
) -> None:
    client.force_login(coordinator)
    form = {"period": "quarter-3", "year": "2026"}
    page = client.get("/bao-cao/mo-ky/").content.decode()
    assert '<option value="quarter-3" selected>Quý III</option>' in page

    opened = client.post("/bao-cao/mo-ky/", form, follow=True).content.decode()
    again = client.post("/bao-cao/mo-ky/", form)
    lacking = client.post(
        "/bao-cao/mo-ky/", {"period": "ad_hoc", "year": "2026", "start": "2026-09-02", "end": "2026-09-01"}
    )

    assert "Quý III năm 2026" in opened
    assert (again.status_code, "RP-101" in again.content.decode()) == (400, True)
    assert lacking.status_code == 400
    assert ReportRound.objects.get().due_on == date(2026, 9, 14)


def test_the_page_of_a_round_costs_the_same_for_any_number_of_units(
    client: Client,
    third_quarter: ReportRound,
    coordinator: User,
    new_unit: Callable[..., Unit],
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in range(30):
        unit = new_unit(f"9{number:04}", f"Xã mẫu {number}", "commune", parent=third_quarter.unit, designation="xã")
        Section.objects.create(round=third_quarter, unit=unit)
    client.force_login(coordinator)

    with django_assert_num_queries(8):  # session, person, memberships, root, round, sections, report, letters
        page = client.get(third_quarter.get_absolute_url())

    assert page.content.decode().count('<th scope="row">') == 33


def test_the_page_of_a_section_costs_the_same_for_any_number_of_tasks(
    on_the_day: None,
    client: Client,
    done: Assignment,
    section: Section,
    unit_officer: User,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    client.force_login(unit_officer)

    # session, person, memberships, root, section, acts; the facts: assignments, reports, proofs, documents, headings
    with django_assert_num_queries(11):
        client.get(section.get_absolute_url())


@pytest.mark.parametrize("path", ["/bao-cao/", "/bao-cao/mo-ky/"])
def test_pages_in_english_show_no_vietnamese_labels(
    client: Client, third_quarter: ReportRound, coordinator: User, path: str
) -> None:
    client.force_login(coordinator)
    client.post("/ngon-ngu/", {"language": "en"})

    page = client.get(path).content.decode()

    assert "Open a round" in page
    for words in ("Mở kỳ", "Hạn gửi", "Kỳ báo cáo", "Số liệu đến ngày"):
        assert words not in page
