"""What units owe on a day and plans that wait for a word: what reminders and letters are written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from thuocdo.portal.plans.models import Assignment, OwedPlan, OwedPlanAct, Plan, Progress, ProgressAct, Task
from thuocdo.portal.plans.progress.cells import Reported, Time, Work
from thuocdo.portal.plans.selectors.following import groups_of, in_groups, reported, tasks_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from thuocdo.portal.plans.progress.cells import Cell
    from thuocdo.portal.plans.selectors.following import Tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One assignment of a unit on which something is still to be done."""

    pk: int
    public_id: UUID
    unit_id: int
    position_id: int | None
    task: Task
    cell: Cell
    act: int | None
    """The last act on its report, where the report was sent or returned and nothing was decided since."""

    @property
    def of_province(self) -> bool:
        """Whether a plan of the province gives it; what a unit gave itself is no business of the province."""
        return self.task.plan.carries_out_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedOwnPlan:
    """The plan of its own that a unit owes under a plan of the province, and that has not come."""

    owed: OwedPlan
    act: int | None
    """The last act on it, where it was submitted to the head or returned."""


def owed_work(today: date) -> list[Owed]:
    """Return what units owe on a day, in four queries however many there are; requests to bodies outside are none."""
    work = _standing()
    return _owed(work, tasks_of(None, work, today), _open_acts())


def overdue_work(today: date) -> list[Owed]:
    """Return what units have overdue of the province's plans, in four queries however many there are."""
    work = _standing().filter(task__plan__carries_out__isnull=True)
    tasks = tasks_of(None, work, today)
    late = [group for group in groups_of(work, tasks) if group.cell.late]
    return [one for one in _owed(in_groups(work, late), tasks, _open_acts()) if one.cell.late] if late else []


def _owed(work: QuerySet[Assignment], tasks: Tasks, acts: Mapping[int, int]) -> list[Owed]:
    rows = reported(work).values_list(
        *("pk", "public_id", "unit_id", "position_id", "task_id", "assigned_text"),
        *("report__state", "report__due_on", "report__done"),
    )
    found = []
    for pk, public_id, unit, position, task, assigned, state, due_on, done in rows.order_by("task_id", "pk"):
        cell = tasks.cell(task, unit, assigned, Reported(state=state, due_on=due_on, done=bool(done)))
        if cell.time is Time.SETTLED:
            continue
        found.append(
            Owed(
                pk=pk,
                public_id=public_id,
                unit_id=unit,
                position_id=position,
                task=tasks.by_key[task],
                cell=cell,
                act=acts.get(pk) if cell.work in {Work.SENT, Work.RETURNED} else None,
            )
        )
    return found


def _standing() -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        unit__isnull=False,
        state=Assignment.State.OPEN,
        task__plan__state=Plan.State.ASSIGNED,
        task__state=Task.State.CONFIRMED,
    )


def _open_acts() -> Mapping[int, int]:
    waiting = (Progress.State.SENT, Progress.State.RETURNED)
    rows = ProgressAct.objects.filter(progress__latest=True, progress__state__in=waiting)
    return dict(rows.order_by().values_list("progress__assignment").annotate(Max("pk")))


def plans_with_queues(unit: int) -> list[tuple[Plan, int]]:
    """Return the plans of a unit in which tasks wait for a word, with how many."""
    waiting = Q(tasks__state__in=(Task.State.UNSURE, Task.State.CERTAIN))
    rows = Plan.objects.filter(unit=unit, state__in=(Plan.State.CONFIRMING, Plan.State.ASSIGNED))
    counted = rows.annotate(waiting=Count("tasks", filter=waiting)).filter(waiting__gt=0)
    return [(plan, plan.waiting) for plan in counted.order_by("pk")]


def owed_own_plans() -> list[OwedOwnPlan]:
    """Return the plans that units owe under plans in force and have not sent, in two queries."""
    rows = OwedPlan.objects.filter(call__plan__state=Plan.State.ASSIGNED).exclude(state=OwedPlan.State.SENT)
    acts = dict(
        OwedPlanAct.objects.filter(owed__in=rows.order_by().values("pk"))
        .order_by()
        .values_list("owed")
        .annotate(Max("pk"))
    )
    found = rows.select_related("call__plan").order_by("call__due_on", "pk")
    waiting = (OwedPlan.State.WAITING, OwedPlan.State.RETURNED)
    return [OwedOwnPlan(owed=row, act=acts.get(row.pk) if row.state in waiting else None) for row in found]
