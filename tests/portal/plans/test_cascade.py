"""Units owe their own plans: asked for, read by the same reader, tied to the province's tasks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.organizations.selectors import memberships_on
from thuocdo.portal.organizations.standing import Standing
from thuocdo.portal.plans.models import OwedPlan, Plan, Task, TaskTie
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors import cascade as read
from thuocdo.portal.plans.selectors.calendar import moved_due_days, working_calendar
from thuocdo.portal.plans.services import (
    ask_for_plans,
    begin_draft,
    confirm_tie,
    import_plan,
    propose_ties,
    withdraw_plan,
)
from thuocdo.vietnamese.workdays import DayKind, SpecialDay

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import PlanCall

TODAY = date(2026, 10, 8)
PAPER: dict[str, Any] = {"number": "7/KH-UBND", "issued_on": date(2026, 10, 5)}


def who(user: User) -> Standing:
    return Standing(user=user, memberships=tuple(memberships_on(user, TODAY)))


def codes(error: pytest.ExceptionInfo[PlanError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def again(call: PlanCall, coordinator: User, at: datetime, *keys: str, **other: Any) -> PlanCall:
    """Ask anew, with other groups or another day."""
    groups = [group for group in organizations.groups() if group.key in (keys or ("ubnd-cap-xa",))]
    said = {"due_on": call.due_on, "days_before": 5, "basis": "", "version": call.version, **other}
    return ask_for_plans(**{"plan": call.plan, "groups": groups, "by": coordinator, "at": at, **said})


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_unit_of_the_groups_owes_a_plan(call: PlanCall, commune: Unit, other_commune: Unit) -> None:
    assert {row.unit for row in read.register(call)} == {commune, other_commune}
    assert read.counts_of(call)[read.Shown.MISSING] == 2
    assert read.units_not_sent(call) == sorted([commune, other_commune], key=lambda unit: unit.sort_key)


def test_asked_of_others_units_that_brought_nothing_leave_the_register(
    call: PlanCall, owed: OwedPlan, brought: Plan, other_commune: Unit, coordinator: User, at: datetime
) -> None:
    again(call, coordinator, at, "so-ban-nganh-tinh")

    units = {str(row.unit) for row in read.register(call)}
    assert units == {"xã Vân Canh", "Sở Nội vụ", "Sở Tài chính"}, "Vân Canh has brought its plan already"


def test_everything_that_is_wrong_with_what_is_asked_is_said_at_once(
    call: PlanCall, coordinator: User, at: datetime
) -> None:
    with pytest.raises(PlanError) as error:
        again(call, coordinator, at, groups=[], due_on=date(2026, 2, 2), version=0)
    assert codes(error) == ["PL-146", "PL-147", "PL-148"]


def test_a_plan_that_is_not_assigned_asks_nothing(plan: Plan, coordinator: User, at: datetime) -> None:
    with pytest.raises(PlanError) as error:
        ask_for_plans(plan=plan, groups=[], due_on=TODAY, days_before=0, basis="", version=0, by=coordinator, at=at)
    assert codes(error) == ["PL-145", "PL-146"]


def test_a_new_day_off_moves_the_days_that_units_are_asked_for(call: PlanCall) -> None:
    now = working_calendar()
    off = SpecialDay(day=date(2026, 12, 28), kind=DayKind.OFF, vi="Nghỉ mẫu", en="Off", source="Thông báo mẫu")
    days = [special for special in now.days.values() if special.day.year == 2026]

    moved = moved_due_days(now, now.with_days([*days, off]), today=TODAY)

    found = {(one.task.code, one.of_units, one.before, one.after) for one in moved}
    assert found == {(code, True, date(2026, 12, 24), date(2026, 12, 23)) for code in ("1.1", "1.2", "1.6")}


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_units_plan_is_read_by_the_same_reader_and_asks_nothing_about_its_own_parts(
    brought: Plan, owed: OwedPlan, call: PlanCall, commune: Unit
) -> None:
    assert (brought.unit, brought.carries_out, owed.plan) == (commune, call.plan, brought)
    assert (owed.number, owed.issued_on) == ("7/KH-UBND", date(2026, 10, 5))
    assert set(Task.objects.filter(plan=brought).values_list("state", flat=True)) == {"certain"}
    assert [list(body.units.all()) for task in brought.tasks.all() for body in task.bodies.all()] == [[commune]] * 2


def test_the_communes_own_name_means_the_commune_and_no_group(
    owed: OwedPlan, bring: Callable[..., Plan], unit_officer: User, commune: Unit, department: Unit, paper: Any
) -> None:
    plan = bring(owed, unit_officer, paper.task("1", "Việc mẫu", ("UBND xã", "answers"), ("Sở Nội vụ", "contributes")))

    bodies = plan.tasks.get().bodies.all()
    assert [(body.text, list(body.units.all()), list(body.groups.all())) for body in bodies] == [
        ("UBND xã", [commune], []),
        ("Sở Nội vụ", [department], []),
    ]


def test_a_task_that_names_nobody_is_the_units(
    owed: OwedPlan, bring: Callable[..., Plan], unit_officer: User, paper: Any
) -> None:
    plan = bring(
        owed, unit_officer, paper.task("1", "Việc mẫu"), paper.task("2", "Việc khác", lead_role="chủ trì, đôn đốc")
    )

    assert [task.doubts for task in plan.tasks.all()] == [[], []]


def test_a_new_text_renews_the_plan_and_proposes_ties_for_what_is_new(
    ready: OwedPlan, brought: Plan, bring: Callable[..., Plan], unit_officer: User, paper: Any
) -> None:
    same = bring(ready, unit_officer, paper.own_hotline, paper.own_extra, paper.task("3", "Tập huấn tiếp nhận hồ sơ"))

    assert same == brought
    assert [(tie.own.code, bool(tie.confirmed_at)) for tie in TaskTie.objects.order_by("own__position")] == [
        ("1", True),
        ("2", True),
        ("3", False),
    ]


def test_the_same_text_again_changes_nothing(brought: Plan, owed: OwedPlan, unit_officer: User, at: datetime) -> None:
    draft = begin_draft(name="khac.docx", content=b"khac", by=unit_officer, at=at)
    draft.reading, draft.answers = brought.sources.get().reading, {"owed": str(owed.public_id)}
    draft.save()

    assert not import_plan(draft=draft, by=unit_officer, at=at).new


def test_the_provinces_own_file_is_no_plan_of_a_unit(
    call: PlanCall, owed: OwedPlan, unit_officer: User, at: datetime
) -> None:
    draft = begin_draft(name="tinh.docx", content=b"tinh", by=unit_officer, at=at)
    draft.reading, draft.answers = call.plan.sources.get().reading, {"owed": str(owed.public_id)}
    draft.save()

    with pytest.raises(PlanError, match="PL-140"):
        import_plan(draft=draft, by=unit_officer, at=at)


def test_nothing_is_brought_while_the_head_has_it_or_after_the_provinces_plan_ended(
    ready: OwedPlan, bring: Callable[..., Plan], unit_officer: User, at: datetime, paper: Any
) -> None:
    OwedPlan.objects.filter(pk=ready.pk).update(state="waiting")
    Plan.objects.filter(pk=ready.call.plan_id).update(state="replaced")

    with pytest.raises(PlanError) as error:
        bring(ready, unit_officer, paper.own_extra)
    assert codes(error) == ["PL-141", "PL-142"]


def test_a_plan_put_aside_no_longer_stands_in_the_register(
    brought: Plan, owed: OwedPlan, coordinator: User, at: datetime
) -> None:
    withdraw_plan(plan=brought, by=coordinator, at=at)

    owed.refresh_from_db()
    assert owed.plan is None


# ── Tying ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_each_task_comes_with_what_it_probably_carries_out(brought: Plan, owed: OwedPlan) -> None:
    found = read.compared(owed, today=TODAY)

    assert [(row.own.code, row.tie and row.tie.serves and row.tie.serves.code, row.certain) for row in found.rows] == [
        ("1", "1.2", True),
        ("2", None, False),
    ]
    assert [task.code for task, _dues in found.missing] == ["1.6"]
    assert found.missing[0][1].wanted == date(2026, 12, 24)
    assert found.counts == {"waiting": 2, "certain": 1, "own": 0, "late": 0}


def test_a_unit_without_a_plan_sees_what_it_has_to_take_up(owed: OwedPlan) -> None:
    found = read.compared(owed, today=TODAY)

    assert (found.rows, [task.code for task, _dues in found.missing]) == ((), ["1.2", "1.6"])


def test_what_a_person_says_wins_and_stays(ready: OwedPlan, brought: Plan, unit_officer: User, at: datetime) -> None:
    extra, training = Task.objects.get(plan=brought, code="2"), Task.objects.get(plan=ready.call.plan, code="1.6")
    confirm_tie(own=extra, serves=training, shown="", by=unit_officer, at=at)
    propose_ties(brought)

    tie = TaskTie.objects.get(own=extra)
    assert (tie.serves, tie.why, tie.confirmed_by) == (training, "person", unit_officer)
    assert read.compared(ready, today=TODAY).missing == ()


def test_a_task_without_a_proposal_can_be_tied_too(brought: Plan, unit_officer: User, at: datetime) -> None:
    TaskTie.objects.all().delete()
    tie = confirm_tie(own=brought.tasks.get(code="2"), serves=None, shown="", by=unit_officer, at=at)

    assert (tie.why, tie.serves) == ("person", None)


def test_two_people_do_not_overwrite_each_others_ties(
    ready: OwedPlan, brought: Plan, unit_officer: User, unit_head: User, at: datetime
) -> None:
    extra, training = brought.tasks.get(code="2"), Task.objects.get(plan=ready.call.plan, code="1.6")
    confirm_tie(own=extra, serves=training, shown="", by=unit_head, at=at)

    with pytest.raises(PlanError, match="PL-143"):
        confirm_tie(own=extra, serves=None, shown="", by=unit_officer, at=at)


def test_a_task_that_the_unit_does_not_have_is_refused(
    brought: Plan, call: PlanCall, unit_officer: User, at: datetime
) -> None:
    departments_task = call.plan.tasks.get(code="1.1")

    with pytest.raises(PlanError, match="PL-144"):
        confirm_tie(own=brought.tasks.get(code="2"), serves=departments_task, shown="", by=unit_officer, at=at)
