"""From confirmed tasks to the work of units: once, again after changes, and when a plan takes the place of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.models import (
    Assignment,
    OwedPlan,
    Part,
    Plan,
    PlanSource,
    Supersession,
    Task,
    Watch,
)
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.assigning import change_of
from thuocdo.portal.plans.services.criteria import propose_criteria
from thuocdo.portal.plans.services.replacing import name_as_before, plans_without_their_tasks, replace_plans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.selectors.assigning import Change

_BATCH: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What assigning did."""

    new: int
    kept: int
    changed: int
    ended: int
    requests: int
    units: int


@transaction.atomic
def assign_plan(*, plan: Plan, by: User, at: datetime) -> Assigned:
    """Give every unit that answers for a confirmed task or does it that task; done twice, it changes nothing.

    After the plan was mended or imported again, assignments that still hold keep everything reported on them.
    Plans that this one replaces are replaced now (``replacing``), and what became of each of their tasks is kept.

    :raises PlanError: PL-120 the plan is not open, PL-121 no task is confirmed.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.state not in {Plan.State.CONFIRMING, Plan.State.ASSIGNED}:
        params = {"plan": str(plan), "state": str(plan.get_state_display())}
        raise PlanError(Problem(code="PL-120", place=Place(item=str(plan)), params=params))
    replaced = replace_plans(plan, at=at)
    change = change_of(plan)
    if not change.wanted.tasks:
        raise PlanError(Problem(code="PL-121", place=Place(item=str(plan))))
    _apply(change, by, at)
    first = plan.state == Plan.State.CONFIRMING
    if first:
        plan.state, plan.assigned_at = Plan.State.ASSIGNED, at
        plan.save(update_fields=["state", "assigned_at"])
    if replaced:
        _settle(plan, replaced, by=by, at=at)
    done = _done(change)
    if first or replaced or not change.nothing:
        now = {"new": done.new, "kept": done.kept, "changed": done.changed, "ended": done.ended, "units": done.units}
        record(
            "plans.plan.assigned", by=by, at=at, subject=plan, now=now | {"replaced": [str(old) for old in replaced]}
        )
    if plan.carries_out_id is None:
        propose_criteria(plan)
    return done


def _settle(plan: Plan, replaced: Sequence[Plan], *, by: User, at: datetime) -> None:
    """Leave changed work with whoever had it, and give units as their own what their plans did of tasks that ended."""
    name_as_before(plan)
    for old in replaced:
        for own in plans_without_their_tasks(old):
            assign_plan(plan=own, by=by, at=at)


def _done(change: Change) -> Assigned:
    new = len(change.new) + len(change.new_requests)
    return Assigned(
        new=new,
        kept=len(change.wanted.work) + len(change.wanted.requests) - new,
        changed=len(set(change.parted) | set(change.reopened)),
        ended=len(change.ended),
        requests=len(change.wanted.requests),
        units=len(change.by_unit),
    )


def _apply(change: Change, by: User, at: datetime) -> None:
    rows = [
        *(Assignment(task_id=task, unit_id=unit, part=part) for (task, unit), part in change.new.items()),
        *(Assignment(task_id=task, addressee=text, part=part) for (task, text), part in change.new_requests.items()),
    ]
    for row in rows:
        row.assigned_at, row.assigned_by = at, by
    Assignment.objects.bulk_create(rows, _BATCH)
    for part in (Part.ANSWERS, Part.DOES):
        Assignment.objects.filter(pk__in=[pk for pk, now in change.parted.items() if now == part]).update(part=part)
    Assignment.objects.filter(pk__in=change.reopened).update(
        state=Assignment.State.OPEN, ended_at=None, ended_because=""
    )
    Assignment.objects.filter(pk__in=change.ended).update(
        state=Assignment.State.ENDED, ended_at=at, ended_because="changed"
    )
    Watch.objects.bulk_create([Watch(task_id=task, unit_id=unit) for task, unit in change.new_watches], _BATCH)
    for task, unit in change.ended_watches:
        Watch.objects.filter(task=task, unit=unit).delete()


@transaction.atomic
def ask_to_contribute(*, task: Task, unit: Unit, by: User, at: datetime) -> Assignment:
    """Ask a unit that contributes to a task for its contribution; asked again, nothing changes.

    :raises PlanError: PL-122 the task is not one that is being worked on.
    """
    task = Task.objects.select_for_update().select_related("plan").get(pk=task.pk)
    if task.state != Task.State.CONFIRMED or task.plan.state != Plan.State.ASSIGNED:
        raise PlanError(Problem(code="PL-122", place=Place(item=task.code)))
    there = Assignment.objects.filter(task=task, unit=unit).first()
    if there is not None and there.state == Assignment.State.OPEN:
        return there
    if there is not None:
        there.state, there.ended_at, there.ended_because = Assignment.State.OPEN, None, ""
        there.part = Assignment.Part.CONTRIBUTES
        there.save()
    else:
        there = Assignment.objects.create(
            task=task, unit=unit, part=Assignment.Part.CONTRIBUTES, assigned_at=at, assigned_by=by
        )
    record("plans.assignment.asked", by=by, at=at, subject=there, now={"task": str(task), "unit": str(unit)})
    return there


@transaction.atomic
def withdraw_plan(*, plan: Plan, by: User, at: datetime) -> Plan:
    """Put aside a plan that was taken in by mistake, before anything of it was assigned; its file may begin another.

    :raises PlanError: PL-123 it was assigned already.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.state == Plan.State.WITHDRAWN:
        return plan
    if plan.state != Plan.State.CONFIRMING:
        raise PlanError(Problem(code="PL-123", place=Place(item=str(plan))))
    plan.state = Plan.State.WITHDRAWN
    plan.save(update_fields=["state"])
    PlanSource.objects.filter(plan=plan).update(withdrawn=True)
    Supersession.objects.filter(new=plan).delete()
    OwedPlan.objects.filter(plan=plan).update(plan=None)
    record("plans.plan.withdrawn", by=by, at=at, subject=plan)
    return plan
