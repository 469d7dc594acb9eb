"""Reading how far the work is: one line an assignment, in the order of urgency; the matrix; one assignment whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Prefetch, Q

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import known_units
from thuocdo.portal.plans.access import reads_all
from thuocdo.portal.plans.models import Assignment, Plan, Progress, ProgressAct, ProgressDocument, Task, Watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────
def assignments_visible_to(who: Standing) -> QuerySet[Assignment]:
    """Return the assignments that a person may see: all, or those of the own units and of tasks these watch."""
    found = Assignment.objects.filter(task__plan__state__in=(Plan.State.ASSIGNED, Plan.State.REPLACED))
    if reads_all(who):
        return found
    if not who.memberships:
        return found.none()
    # Not EXISTS: PostgreSQL would ask it of every assignment of the province.
    watched = Watch.objects.filter(unit__in=who.units).values("task")
    return found.filter(Q(unit__in=who.units) | Q(task__in=watched))


def work_of(who: Standing) -> QuerySet[Assignment]:
    """Return the assignments that hold and that a person may see; who follows the province, those of its own plans."""
    found = _holding(who)
    return found.filter(task__plan__carries_out__isnull=True) if reads_all(who) else found


def _holding(who: Standing) -> QuerySet[Assignment]:
    return assignments_visible_to(who).filter(
        state=Assignment.State.OPEN, task__plan__state=Plan.State.ASSIGNED, task__state=Task.State.CONFIRMED
    )


def own_work(who: Standing) -> QuerySet[Assignment]:
    """Return the assignments that hold of the units in which a person works."""
    units = [held.unit_id for held in who.memberships if held.role in {Role.UNIT_OFFICER, Role.UNIT_HEAD}]
    return _holding(who).filter(unit__in=units)


def documents_of_visible_work(who: Standing) -> QuerySet[Any, Any]:
    """Return the keys of the documents that prove reports which a person may see."""
    visible = assignments_visible_to(who).values("pk")
    return ProgressDocument.objects.filter(progress__assignment__in=visible).values("document")


def assignment_page(who: Standing) -> QuerySet[Assignment]:
    """Return the visible assignments with all that the page of one tells."""
    proofs = ProgressDocument.objects.select_related("document")
    acts = ProgressAct.objects.select_related("by")
    reports = (
        Progress.objects.select_related("saved_by")
        .prefetch_related(Prefetch("proofs", proofs), Prefetch("acts", acts))
        .order_by("-number")
    )
    return (
        assignments_visible_to(who)
        .select_related("task__plan__unit", "unit", "position")
        .prefetch_related(Prefetch("reports", reports))
    )


def last_approved(found: Iterable[Assignment]) -> dict[int, Progress]:
    """Return the report that was approved last of each assignment: what “như kỳ trước” would repeat."""
    reports = Progress.objects.filter(assignment__in=list(found), state=Progress.State.APPROVED)
    reports = reports.annotate(proofs_count=Count("proofs")).order_by("number")
    return {report.assignment_id: report for report in reports}


def reports_to_approve(who: Standing) -> QuerySet[Progress]:
    """Return the reports that wait for a head: of the units that the person heads."""
    headed = [held.unit_id for held in who.memberships if held.role == Role.UNIT_HEAD]
    return (
        Progress.objects.filter(state=Progress.State.SENT, latest=True, assignment__in=work_of(who))
        .filter(assignment__unit__in=headed)
        .select_related("assignment__task__plan", "assignment__unit", "saved_by")
        .prefetch_related(Prefetch("proofs", ProgressDocument.objects.select_related("document")))
        .order_by(F("due_on").asc(nulls_last=True), "saved_at")
    )


# ── The matrix ───────────────────────────────────────────────────────────────────────────────────────────────────────
def plans_followed(work: QuerySet[Assignment]) -> QuerySet[Plan]:
    """Return the plans of some assignments, newest first."""
    return Plan.objects.filter(pk__in=work.order_by().values("task__plan"))


def units_of(work: QuerySet[Assignment]) -> QuerySet[Unit]:
    """Return the units that have some assignments, departments before communes, each in the order of its name."""
    found = known_units().filter(pk__in=work.filter(unit__isnull=False).order_by().values("unit"))
    return found.order_by("-kind", "sort_key", "pk")
