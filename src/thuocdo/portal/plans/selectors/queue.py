"""The queue of one plan: what waits for a person, in the order of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.plans.models import Match, Part, Task, TaskBody
from thuocdo.portal.plans.selectors.plans import with_bodies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit, UnitGroup
    from thuocdo.portal.plans.models import Plan

ASKED = (Match.UNKNOWN, Match.GONE)


def tasks_in_state(plan: Plan, state: str) -> QuerySet[Task]:
    """Return the tasks of a plan in one state, in the order of the document."""
    return Task.objects.filter(plan=plan, state=state).order_by("position", "pk")


def counts_by_state(plan: Plan) -> dict[str, int]:
    """Return how many tasks of a plan are in each state."""
    return dict(Task.objects.filter(plan=plan).order_by().values_list("state").annotate(Count("pk")))


def task_opened(plan: Plan, public_id: UUID | str) -> Task | None:
    """Return one task of a plan with its bodies and what they mean."""
    tasks = Task.objects.select_related("plan__unit", "confirmed_by").filter(plan=plan, public_id=public_id)
    return with_bodies(tasks).first()


def first_waiting(plan: Plan, after: Task | None = None) -> Task | None:
    """Return the waiting task after another one, else the first that waits; nothing when the queue is empty."""
    waiting = tasks_in_state(plan, Task.State.UNSURE)
    following = waiting.filter(position__gt=after.position).first() if after is not None else None
    return following or (waiting.exclude(pk=after.pk) if after is not None else waiting).first()


def names_asked(plan: Plan) -> Sequence[TaskBody]:
    """Return one body for each name that nobody could match yet, in the order of the document."""
    bodies = TaskBody.objects.filter(task__plan=plan, match__in=ASKED)
    standing = bodies.exclude(task__state__in=(Task.State.DROPPED, Task.State.ENDED)).select_related("task")
    found: dict[str, TaskBody] = {}
    for body in standing.order_by("task__position", "position"):
        found.setdefault(body.key, body)
    return list(found.values())


def names_left_open(plan: Plan) -> Sequence[TaskBody]:
    """Return the bodies that should answer or do and are “named later”: nobody is assigned for them."""
    return list(
        TaskBody.objects.filter(
            task__plan=plan, task__state=Task.State.CONFIRMED, match=Match.UNNAMED, part__in=(Part.ANSWERS, Part.DOES)
        )
        .select_related("task")
        .order_by("task__position")
    )


def group_sizes(plan: Plan) -> dict[int, int]:
    """Return how many units each group of the plan's root has on the plan's day."""
    groups = [group for group in organizations.groups() if group.within_id == plan.unit_id]
    return {group.pk: organizations.resolve_group(group, plan.effective_on).count() for group in groups}


def choices_for(plan: Plan) -> tuple[list[UnitGroup], list[Unit]]:
    """Return the groups and the units of the plan's day that a name may be said to mean."""
    groups = [group for group in organizations.groups() if group.within_id == plan.unit_id]
    units = organizations.units_in_force(organizations.units_within(plan.unit), plan.effective_on)
    return groups, list(units.order_by("-kind", "sort_key"))
