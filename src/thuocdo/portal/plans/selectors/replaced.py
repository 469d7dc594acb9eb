"""What was reported before a plan was replaced, on the task that a new one was changed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.portal.plans.models import Assignment, Plan, Progress

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from thuocdo.portal.organizations.standing import Standing


def old_report(assignment: Assignment) -> Progress | None:
    """Return what was last reported on the task that this one was changed from; drafts, which nobody saw, are left out.

    A task that was kept took its reports along and has none of old.
    """
    before = Assignment.objects.filter(
        task__became__new=assignment.task_id, unit=assignment.unit_id, addressee=assignment.addressee
    )
    reports = Progress.objects.filter(assignment__in=before, latest=True).exclude(state=Progress.State.DRAFT)
    shown = reports.select_related("assignment__task__plan", "saved_by").prefetch_related("proofs__document")
    return shown.order_by("-saved_at").first()


def plans_left_behind(who: Standing) -> QuerySet[Plan]:
    """Return the plans in force of a person's units that carry out a plan of the province which was replaced."""
    behind = Plan.objects.filter(state=Plan.State.ASSIGNED, carries_out__state=Plan.State.REPLACED)
    return behind.filter(unit__in=who.units).select_related("unit", "carries_out__superseded_by__new")
