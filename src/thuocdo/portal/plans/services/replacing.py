"""A plan takes the place of another: what became of each task, whose work goes on, and what units planned for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q

from thuocdo.portal.plans.models import (
    Assignment,
    OwedPlan,
    Plan,
    Supersession,
    Task,
    TaskLineage,
    TaskTie,
)
from thuocdo.portal.plans.reading.differences import Row, pairs

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User

Fate = TaskLineage.Fate
_BATCH: Final = 1000


def replace_plans(plan: Plan, *, at: datetime) -> list[Plan]:
    """Replace the plans that this one says it replaces, inside the caller's transaction; none the second time.

    The assignments of a task that is kept go over to its successor with everything reported on them and the positions
    that have them; those of other tasks end. What units tied to a task of the old plan is tied to its successor.
    """
    replaced = []
    waiting = Supersession.objects.filter(new=plan, old__state__in=(Plan.State.CONFIRMING, Plan.State.ASSIGNED))
    for step in waiting.select_related("old"):
        old = step.old
        _keep_lineage(old, plan)
        _move_kept(old, plan)
        _tie_to_successors(old)
        open_now = Assignment.objects.filter(task__plan=old, state=Assignment.State.OPEN)
        open_now.update(state=Assignment.State.ENDED, ended_at=at, ended_because="replaced")
        old.state, old.assigned_at = Plan.State.REPLACED, old.assigned_at or at
        old.save(update_fields=["state", "assigned_at"])
        replaced.append(old)
    return replaced


def _keep_lineage(old: Plan, new: Plan) -> None:
    standing = ~Q(state__in=(Task.State.DROPPED, Task.State.ENDED))
    before = {task.key: task for task in Task.objects.filter(standing, plan=old)}
    after = {task.key: task for task in Task.objects.filter(standing, plan=new)}
    found = pairs(
        [Row.of(key, task.original) for key, task in before.items()],
        [Row.of(key, task.original) for key, task in after.items()],
    )
    TaskLineage.objects.bulk_create(
        TaskLineage(
            old=before[pair.old],
            new=after[pair.new] if pair.new else None,
            fate=Fate.ENDED if pair.new is None else Fate.CHANGED if pair.changed else Fate.KEPT,
        )
        for pair in found
        if pair.old is not None
    )


def _move_kept(old: Plan, new: Plan) -> None:
    """Put the open assignments of kept tasks under their successors; one that is there already keeps its own."""
    successors = dict(TaskLineage.objects.filter(old__plan=old, fate=Fate.KEPT).values_list("old", "new"))
    there = set(Assignment.objects.filter(task__plan=new).values_list("task", "unit", "addressee"))
    moving = []
    for held in Assignment.objects.filter(task__plan=old, state=Assignment.State.OPEN):
        successor = successors.get(held.task_id)
        if successor is not None and (successor, held.unit_id, held.addressee) not in there:
            held.task_id = successor
            moving.append(held)
    Assignment.objects.bulk_update(moving, ["task"], _BATCH)


def _tie_to_successors(old: Plan) -> None:
    successors = dict(TaskLineage.objects.filter(old__plan=old, new__isnull=False).values_list("old", "new"))
    ties = list(TaskTie.objects.filter(serves__in=Task.objects.filter(plan=old), own__plan__state=Plan.State.ASSIGNED))
    moving = [tie for tie in ties if tie.serves_id in successors]
    for tie in moving:
        tie.serves_id = successors[tie.serves_id or 0]
    TaskTie.objects.bulk_update(moving, ["serves"], _BATCH)


def name_as_before(plan: Plan) -> int:
    """Give the assignments of changed tasks to the positions that had the old ones; return how many got one."""
    named = []
    before = Assignment.objects.filter(
        task__became__new=OuterRef("task"), unit=OuterRef("unit"), position__isnull=False
    ).order_by("-pk")
    rows = Assignment.objects.filter(task__plan=plan, state=Assignment.State.OPEN, position__isnull=True)
    for row in rows.annotate(before=before.values("position")[:1]).filter(before__isnull=False):
        row.position_id = row.before
        named.append(row)
    Assignment.objects.bulk_update(named, ["position"], _BATCH)
    return len(named)


def plans_without_their_tasks(replaced: Plan) -> list[Plan]:
    """Return the plans of units in force with a task that carried out one which the new plan no longer has.

    Nobody reports it under the province any more: it becomes the unit's own work, until the unit plans anew.
    """
    ended = TaskLineage.objects.filter(old__plan=replaced, fate=Fate.ENDED).values("old")
    orphan = TaskTie.objects.filter(own__plan=OuterRef("pk"), serves__in=ended, confirmed_at__isnull=False)
    return list(Plan.objects.filter(Exists(orphan), carries_out=replaced, state=Plan.State.ASSIGNED))


def supersede_earlier_plan(owed: OwedPlan, *, by: User, at: datetime) -> None:
    """Say that the plan which a unit sends replaces the one it had under a plan of the province that was replaced."""
    earlier = Plan.objects.filter(
        unit=owed.unit_id,
        carries_out__superseded_by__new=owed.call.plan_id,
        state=Plan.State.ASSIGNED,
        superseded_by__isnull=True,
    ).exclude(pk=owed.plan_id or 0)
    Supersession.objects.bulk_create(Supersession(new=owed.plan, old=old, at=at, by=by) for old in earlier)
