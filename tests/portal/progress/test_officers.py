"""Who answers for assignments, who names them, whose work a list shows, and who is told when nobody has it."""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine

from thuocdo.portal.audit.selectors import events
from thuocdo.portal.organizations import services as organizations
from thuocdo.portal.organizations.models import Position
from thuocdo.portal.organizations.services.handovers import Leaving
from thuocdo.portal.plans.models import Assignment, Progress, TaskGroup
from thuocdo.portal.plans.progress.content import Content, ReportConflictError, ReportRefusedError
from thuocdo.portal.plans.selectors.officers import answering_for
from thuocdo.portal.plans.services import progress as reports
from thuocdo.portal.plans.services.officers import name_officer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import Plan, Task

TODAY = date(2026, 10, 8)
SINCE = date(2025, 7, 1)


@pytest.fixture(autouse=True)
def eighth_of_october() -> Iterator[None]:
    """The day on which every page is opened."""
    with time_machine.travel(dt.datetime(2026, 10, 8, 3, 0, tzinfo=dt.UTC), tick=False):
        yield


def codes(refused: pytest.ExceptionInfo[ReportRefusedError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_each_assignment_has_its_answerer_and_a_request_has_none(
    assignment: Assignment,
    other_assignment: Assignment,
    each_quarter: Assignment,
    request_only: Assignment,
    position: Position,
    unit_officer: User,
    unit_head: User,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    each_quarter.position = position
    work = [assignment, other_assignment, each_quarter, request_only]
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        found = answering_for(work, TODAY)
    assert {pk: (answer.people, answer.through) for pk, answer in found.items()} == {
        assignment.pk: ((unit_officer,), "desk"),
        other_assignment.pk: ((), "heads"),
        each_quarter.pk: ((unit_head,), "heads"),
    }


# ── Naming ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_work_is_given_to_a_position_and_back_and_each_act_is_in_the_journal_once(
    assignment: Assignment, each_quarter: Assignment, position: Position, unit_head: User, at: dt.datetime
) -> None:
    unit = position.unit
    both = {assignment.pk: None, each_quarter.pk: None}
    assert name_officer(unit=unit, seen=both, position=position, by=unit_head, at=at) == 2
    assert set(Assignment.objects.values_list("position", flat=True)) == {position.pk}
    again = dict.fromkeys(both, position.pk)
    assert name_officer(unit=unit, seen=again, position=position, by=unit_head, at=at) == 0, "nothing changed"
    one = {assignment.pk: position.pk}
    assert name_officer(unit=unit, seen=one, position=None, by=unit_head, at=at) == 1
    named = [event for event in events() if event.action == "plans.assignment.officer_named"]
    assert [(event.now["count"], event.now["position"]) for event in named] == [(1, None), (2, "Công chức địa chính")]


def test_of_two_heads_the_second_is_told_and_none_of_the_lot_is_changed(
    assignment: Assignment, each_quarter: Assignment, position: Position, unit_head: User, at: dt.datetime
) -> None:
    other = Position.objects.create(unit=position.unit, title={"vi": "Văn phòng"}, valid_from=SINCE)
    name_officer(unit=position.unit, seen={assignment.pk: None}, position=position, by=unit_head, at=at)
    seen = {assignment.pk: None, each_quarter.pk: None}
    with pytest.raises(ReportConflictError) as refused:
        name_officer(unit=position.unit, seen=seen, position=other, by=unit_head, at=at)
    assert codes(refused) == ["PR-122"]
    each_quarter.refresh_from_db()
    assert each_quarter.position is None


def test_only_the_units_own_open_work_goes_to_the_units_own_positions(
    assignment: Assignment, other_assignment: Assignment, position: Position, other_commune: Unit,
    unit_head: User, at: dt.datetime,
) -> None:  # fmt: skip
    seen = {assignment.pk: None, other_assignment.pk: None}
    with pytest.raises(ReportRefusedError) as refused:
        name_officer(unit=other_commune, seen=seen, position=position, by=unit_head, at=at)
    assert codes(refused) == ["PR-120", "PR-121"]
    Assignment.objects.filter(pk=assignment.pk).update(state="ended", ended_at=at, ended_because="changed")
    with pytest.raises(ReportRefusedError) as refused:
        name_officer(unit=position.unit, seen={assignment.pk: None}, position=position, by=unit_head, at=at)
    assert codes(refused) == ["PR-121"]


# ── The page of naming ───────────────────────────────────────────────────────────────────────────────────────────────
PAGE = "/viec-cua-toi/giao-viec/"


def test_a_head_gives_ticked_work_to_a_position(
    client: Client,
    opened: Callable[..., str],
    assignment: Assignment,
    each_quarter: Assignment,
    holder: User,
    position: Position,
    unit_head: User,
) -> None:
    text = opened(unit_head, PAGE)
    assert "Công chức địa chính (Cán bộ địa chính (mẫu))" in text
    ticked = str(assignment.public_id)
    said = {"position": str(position.public_id), "assignment": ticked, f"seen-{ticked}": ""}
    assert client.post(PAGE, said).status_code == 302
    assignment.refresh_from_db()
    each_quarter.refresh_from_db()
    assert (assignment.position, each_quarter.position) == (position, None)
    stale = client.post(PAGE, said | {"position": "dau-moi", f"seen-{ticked}": "99999"})
    assert (stale.status_code, "PR-122" in stale.content.decode()) == (409, True)
    nothing = client.post(PAGE, {"position": "dau-moi"})
    assert (nothing.status_code, "PR-123" in nothing.content.decode()) == (409, True)
    assert client.post(PAGE, {"position": "khong-co"}).status_code == 404


def test_a_whole_plan_or_field_is_given_at_once_and_not_over_another_head(
    client: Client,
    plan: Plan,
    assignment: Assignment,
    each_quarter: Assignment,
    position: Position,
    unit_head: User,
    at: dt.datetime,
) -> None:
    TaskGroup.objects.create(plan=plan, position=1, code="1", title="TIẾP NHẬN HỒ SƠ")
    client.force_login(unit_head)
    page = client.get(PAGE)
    assert "1 TIẾP NHẬN HỒ SƠ" in page.content.decode()
    (of,) = page.context["plans"]
    ((field, _rows),) = of["fields"]
    assert len(field.rows) == 2
    said = {"field": f"{plan.public_id}|{field.key}", "token": field.token, "position": str(position.public_id)}
    assert client.post(PAGE, said).status_code == 302
    assert Assignment.objects.filter(position=position).count() == 2
    stale = client.post(PAGE, said | {"position": "dau-moi"})
    assert (stale.status_code, "PR-122" in stale.content.decode()) == (409, True)
    whole = {"field": f"{plan.public_id}|", "token": client.get(PAGE).context["plans"][0]["token"]}
    assert client.post(PAGE, whole | {"position": "dau-moi"}).status_code == 302
    assert not Assignment.objects.filter(position=position).exists()
    gone = {"field": "khong-co|", "token": "x", "position": "dau-moi"}
    assert client.post(PAGE, gone).status_code == 409


def test_the_page_shows_what_a_position_has_and_what_nobody_has(
    client: Client,
    opened: Callable[..., str],
    assignment: Assignment,
    each_quarter: Assignment,
    position: Position,
    unit_officer: User,
    unit_head: User,
) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(position=position)
    first, second = "Ban hành quy trình tiếp nhận mẫu", "Công khai số điện thoại đường dây nóng"
    for choice, there in (
        (str(position.public_id), {first}),
        ("chua-giao", {first}),
        ("dau-moi", {second}),
        ("", {first, second}),
    ):
        text = opened(unit_head, f"{PAGE}?phu-trach={choice}")
        assert {words for words in (first, second) if words in text} == there, choice
    assert client.get(f"{PAGE}?phu-trach=khong-co").status_code == 404


def test_a_unit_without_positions_is_told_how_to_divide_its_work(
    opened: Callable[..., str], assignment: Assignment, unit_head: User, unit_officer: User
) -> None:
    text = opened(unit_head, PAGE)
    assert "Đơn vị chưa đặt vị trí nào" in text
    assert "Giao việc đã chọn" not in text


def test_who_holds_a_position_beside_the_desk_names_nobody(
    client: Client, holder: User, unit_officer: User, position: Position, assignment: Assignment
) -> None:
    desk = Position.objects.create(unit=position.unit, title={"vi": "Văn phòng"}, desk=True, valid_from=SINCE)
    unit_officer.memberships.update(position=desk)
    client.force_login(holder)
    assert client.get(PAGE).status_code == 404
    client.force_login(unit_officer)
    assert client.get(PAGE).status_code == 200


def test_one_assignment_is_given_on_its_own_page(
    client: Client, opened: Callable[..., str], assignment: Assignment, position: Position, unit_head: User
) -> None:
    address = f"/nhiem-vu/{assignment.public_id}/"
    assert "Người phụ trách" in opened(unit_head, address)
    seen = f"seen-{assignment.public_id}"
    said = {"position": str(position.public_id), seen: ""}
    assert client.post(f"{address}phu-trach/", said).status_code == 302
    assert "chưa có người phụ trách" in opened(unit_head, address), "nobody holds that position"
    other = Position.objects.create(unit=position.unit, title={"vi": "Văn phòng"}, valid_from=SINCE)
    stale = client.post(f"{address}phu-trach/", {"position": str(other.public_id), seen: ""}, follow=True)
    assert "PR-122" in stale.content.decode()


# ── Whose work ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_my_work_is_my_positions_and_the_units_is_one_choice_away(
    opened: Callable[..., str],
    assignment: Assignment,
    each_quarter: Assignment,
    position: Position,
    holder: User,
    unit_officer: User,
    unit_head: User,
) -> None:
    Position.objects.create(unit=position.unit, title={"vi": "Văn phòng"}, desk=True, valid_from=SINCE)
    Assignment.objects.filter(pk=assignment.pk).update(position=position)
    mine, desk = "Ban hành quy trình tiếp nhận mẫu", "Công khai số điện thoại đường dây nóng"
    for person, choice, there in (
        (holder, "", {mine}),
        (holder, "don-vi", {mine, desk}),
        (unit_officer, "", set()),
        (unit_head, "", {mine, desk}),
        (unit_head, "chua-co-nguoi", {desk}),
    ):
        text = opened(person, f"/viec-cua-toi/?cua={choice}")
        assert {words for words in (mine, desk) if words in text} == there, (person, choice)


def test_a_draft_is_read_and_finished_by_the_next_holder(
    opened: Callable[..., str],
    assignment: Assignment,
    position: Position,
    holder: User,
    unit_officer: User,
    administrator: User,
    at: dt.datetime,
) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(position=position)
    written = Content(text="Đang lấy ý kiến các thôn", as_of=TODAY)
    reports.save_report(assignment=assignment, content=written, version=0, by=holder, at=at)
    leaving = Leaving(day=TODAY, reason="Nghỉ hưu", successor=unit_officer)
    made = organizations.leave_post(membership=holder.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert made is not None
    assert [item["kind"] for item in made.items] == ["assignment", "progress_draft"]
    assert "Đang lấy ý kiến các thôn" in opened(unit_officer, f"/nhiem-vu/{assignment.public_id}/")
    draft = Progress.objects.get()
    reports.send_report(
        assignment=assignment,
        content=Content(text="Đã xong bước lấy ý kiến", percent=50, as_of=TODAY),
        version=draft.version,
        by=unit_officer,
        at=at,
    )
    draft.refresh_from_db()
    assert draft.state == "sent"


def test_a_head_passes_on_what_waits_for_approval(
    sent: Progress, unit_head: User, administrator: User, at: dt.datetime
) -> None:
    leaving = Leaving(day=TODAY, reason="Nghỉ hưu", vacant=True)
    made = organizations.leave_post(membership=unit_head.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert made is not None
    assert [(item["kind"], item["title"]) for item in made.items] == [
        ("progress_sent", "1.1 Ban hành quy trình tiếp nhận mẫu")
    ]


def test_what_no_position_has_goes_with_the_desk(
    assignment: Assignment, each_quarter: Assignment, position: Position, holder: User, unit_officer: User,
    administrator: User, at: dt.datetime,
) -> None:  # fmt: skip
    Position.objects.filter(pk=position.pk).update(desk=True)
    leaving = Leaving(day=TODAY, reason="Nghỉ hưu", vacant=True)
    assert (
        organizations.end_membership(membership=unit_officer.memberships.get(), last_day=TODAY, by=administrator, at=at)
        is None
    ), "beside a desk, an officer without position has nothing"
    made = organizations.leave_post(membership=holder.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert made is not None
    assert len(made.items) == 2


def test_naming_costs_the_same_however_many_tasks(
    client: Client,
    new_task: Callable[..., Task],
    assign_to: Callable[..., Assignment],
    commune: Unit,
    holder: User,
    unit_head: User,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    client.force_login(unit_head)
    for number in range(12):
        assign_to(new_task(f"2.{number}", f"Việc {number}"), commune)
    client.get(PAGE)
    # session, person, memberships, desks, members, positions, work by position, work, headings, approvals, root
    with django_assert_num_queries(11):  # type: ignore[attr-defined]
        client.get(PAGE)
