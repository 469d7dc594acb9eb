"""The work of units: what each has, watches, and how many tasks every unit of a plan got."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from thuocdo.portal.plans.models import Assignment, Plan, Task, Watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.plans.models import Target


def open_assignments_of(units: Iterable[Unit]) -> QuerySet[Assignment]:
    """Return the open assignments of units, the earliest last day first, those without one after."""
    open_now = Assignment.objects.filter(unit__in=list(units), state=Assignment.State.OPEN)
    return (
        open_now.filter(task__plan__state=Plan.State.ASSIGNED)
        .select_related("task__plan", "unit")
        .order_by(F("task__due_on").asc(nulls_last=True), "task__plan_id", "task__position", "pk")
    )


def watched_by(units: Iterable[Unit]) -> QuerySet[Task]:
    """Return the tasks that units watch, with how many units have each."""
    watched = Watch.objects.filter(unit__in=list(units)).values("task")
    return (
        Task.objects.filter(pk__in=watched, state=Task.State.CONFIRMED, plan__state=Plan.State.ASSIGNED)
        .select_related("plan")
        .annotate(units_count=Count("assignments", filter=Q(assignments__state=Assignment.State.OPEN)))
        .order_by("plan_id", "position")
    )


def counts_by_unit(plan: Plan) -> list[tuple[int, str, str, int]]:
    """Return key, name, kind and number of open assignments of every unit of a plan, most first."""
    rows = Assignment.objects.filter(task__plan=plan, state=Assignment.State.OPEN, unit__isnull=False)
    counted = rows.values("unit", "unit__full_name", "unit__kind", "unit__sort_key").annotate(n=Count("pk"))
    return [
        (row["unit"], row["unit__full_name"], row["unit__kind"], row["n"])
        for row in counted.order_by("-n", "unit__sort_key")
    ]


def counts_by_task(plan: Plan) -> dict[int, int]:
    """Return how many units and addressees have each task of a plan."""
    rows = Assignment.objects.filter(task__plan=plan, state=Assignment.State.OPEN)
    return dict(rows.order_by().values_list("task").annotate(Count("pk")))


def assignments_of(task: Task) -> QuerySet[Assignment]:
    """Return who has a task, in the order of the alphabet."""
    return Assignment.objects.filter(task=task).select_related("unit").order_by("state", "unit__sort_key", "pk")


def places_of(tasks: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return where tasks stand, by their public ids: the plan, and the place in it."""
    rows = Task.objects.filter(public_id__in=list(tasks)).values_list("public_id", "plan_id", "position")
    return {str(public_id): (plan, position) for public_id, plan, position in rows}


def targets_of_task(task: Task) -> QuerySet[Target]:
    """Return the targets that stand in a task's cell."""
    return task.plan.targets.filter(task=task.code) if task.code else task.plan.targets.none()
