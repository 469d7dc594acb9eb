"""Who gets what, and what stays when things change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.audit.models import Event
from thuocdo.portal.plans.models import Assignment, Plan, Task, TaskLineage, Watch
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.assigning import change_of, units_counted
from thuocdo.portal.plans.services import ask_to_contribute, assign_plan, drop_task, withdraw_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User


def held(plan: Plan) -> set[tuple[str, str, str]]:
    rows = Assignment.objects.filter(task__plan=plan, state="open").select_related("task", "unit")
    return {(row.task.code, str(row.unit or row.addressee), row.part) for row in rows}


def test_who_answers_or_does_gets_a_task_each_who_watches_or_contributes_does_not(assigned_plan: Plan) -> None:
    assert held(assigned_plan) == {
        ("1.1", "Sở Nội vụ", "answers"),
        ("1.2", "xã Vân Canh", "does"),
        ("1.2", "xã Ia Dom", "does"),
        ("1.3", "Sở Nội vụ", "answers"),
        ("1.3", "Sở Tài chính", "answers"),
        ("1.5", "Hội Cựu chiến binh tỉnh", "answers"),
    }
    watched = [(watch.task.code, str(watch.unit)) for watch in Watch.objects.all()]
    assert watched == [("1.2", "Sở Nội vụ")]


def test_a_body_that_the_province_cannot_order_gets_a_request(assigned_plan: Plan) -> None:
    request = Assignment.objects.get(task__code="1.5")

    assert (request.unit, request.addressee) == (None, "Hội Cựu chiến binh tỉnh")


def test_assigning_twice_changes_nothing(assigned_plan: Plan, coordinator: User, at: datetime) -> None:
    before, events = held(assigned_plan), Event.objects.count()
    assert change_of(assigned_plan).nothing

    again = assign_plan(plan=assigned_plan, by=coordinator, at=at + timedelta(days=1))

    assert (again.new, again.kept, held(assigned_plan)) == (0, 6, before)
    assert Event.objects.count() == events


def test_the_counts_shown_before_are_those_that_come_about(
    paper: Any, take_in: Callable[..., Plan], assign: Callable[..., Any]
) -> None:
    plan = take_in(paper.answered, paper.by_departments, paper.guidance)
    Task.objects.filter(plan=plan).update(state="confirmed", confirmed_at=plan.created_at)

    shown = change_of(plan)
    done = assign(plan)

    assert (done.new, done.units) == (len(shown.new), len(shown.by_unit)) == (3, 2)
    assert [(str(unit), count) for unit, count in units_counted(shown)] == [("Sở Nội vụ", 2), ("Sở Tài chính", 1)]


def test_a_unit_that_is_named_and_in_a_group_gets_the_task_once_with_the_stronger_part(
    paper: Any, take_in: Callable[..., Plan], assign: Callable[..., Any]
) -> None:
    plan = take_in(paper.task("1", "Chấm điểm thử", ("Các Sở, ban, ngành", "does"), ("Sở Tài chính", "answers")))

    assign(plan)

    assert held(plan) == {("1", "Sở Tài chính", "answers"), ("1", "Sở Nội vụ", "does")}


def test_tasks_nobody_confirmed_are_not_assigned(plan: Plan, coordinator: User, at: datetime) -> None:
    with pytest.raises(PlanError, match="PL-121"):
        assign_plan(plan=plan, by=coordinator, at=at)

    assert not Assignment.objects.exists()


def test_a_task_that_is_dropped_after_assigning_ends_its_assignments_and_keeps_them(
    assigned_plan: Plan, coordinator: User, at: datetime
) -> None:
    row = Task.objects.get(plan=assigned_plan, code="1.2")

    drop_task(task=row, version=row.version, by=coordinator, at=at)

    assert set(row.assignments.values_list("state", "ended_because")) == {("ended", "ended")}


def test_a_unit_that_contributes_gets_the_task_when_somebody_asks_and_keeps_it_when_assigned_again(
    assigned_plan: Plan, commune: Unit, coordinator: User, at: datetime
) -> None:
    row = Task.objects.get(plan=assigned_plan, code="1.1")

    asked = ask_to_contribute(task=row, unit=commune, by=coordinator, at=at)
    again = ask_to_contribute(task=row, unit=commune, by=coordinator, at=at)
    assign_plan(plan=assigned_plan, by=coordinator, at=at)

    assert asked.pk == again.pk
    assert ("1.1", "xã Vân Canh", "contributes") in held(assigned_plan)


def test_a_contribution_cannot_be_asked_for_before_the_plan_is_assigned(
    plan: Plan, commune: Unit, coordinator: User, at: datetime
) -> None:
    with pytest.raises(PlanError, match="PL-122"):
        ask_to_contribute(task=Task.objects.filter(plan=plan)[0], unit=commune, by=coordinator, at=at)


def test_a_new_text_ends_what_it_no_longer_asks_and_keeps_the_rest_as_it_was(
    paper: Any, take_in: Callable[..., Plan], assign: Callable[..., Any]
) -> None:
    plan = take_in(paper.answered, paper.by_departments)
    assign(plan)
    kept = Assignment.objects.get(task__code="1.1")

    take_in(paper.answered, {**paper.by_departments, "code": "1.2"}, answers={"revises": str(plan.public_id)})
    again = take_in(paper.answered, answers={"revises": str(plan.public_id)})
    assign(plan)

    assert again.pk == plan.pk
    assert Assignment.objects.get(task__code="1.1").pk == kept.pk
    assert held(plan) == {("1.1", "Sở Nội vụ", "answers")}
    assert Assignment.objects.filter(state="ended", ended_because="ended").count() == 2


def test_a_plan_that_replaces_another_says_what_became_of_each_task(
    paper: Any, take_in: Callable[..., Plan], assign: Callable[..., Any]
) -> None:
    old = take_in(
        paper.answered, paper.by_departments, paper.task("1.9", "Việc cũ không còn", ("Sở Tài chính", "answers"))
    )
    assign(old)
    changed = {**paper.by_departments, "code": "4.1", "text": {**paper.by_departments["text"], "deadline": "Quý III"}}
    new = take_in(paper.answered, changed, number="40/KH-UBND", answers={"replaces": [str(old.public_id)]})
    assert held(old)

    assign(new)

    old.refresh_from_db()
    assert old.state == Plan.State.REPLACED
    assert not held(old)
    fates = {row.old.code: (row.fate, row.new and row.new.code) for row in TaskLineage.objects.all()}
    assert fates == {"1.1": ("kept", "1.1"), "1.3": ("changed", "4.1"), "1.9": ("ended", None)}
    with pytest.raises(PlanError, match="PL-120"):
        assign(old)


def test_a_plan_can_be_put_aside_until_it_is_assigned(
    paper: Any, take_in: Callable[..., Plan], assign: Callable[..., Any], coordinator: User, at: datetime
) -> None:
    mistake, right = take_in(paper.answered), take_in(paper.by_departments)
    assign(right)

    assert withdraw_plan(plan=mistake, by=coordinator, at=at).state == Plan.State.WITHDRAWN
    assert withdraw_plan(plan=mistake, by=coordinator, at=at).state == Plan.State.WITHDRAWN
    with pytest.raises(PlanError, match="PL-123"):
        withdraw_plan(plan=right, by=coordinator, at=at)


def test_communes_do_what_a_department_watches(paper: Any, take_in: Callable[..., Plan]) -> None:
    plan = take_in(paper.by_communes)

    assert Task.objects.get(plan=plan).doubts == ["roles"]
