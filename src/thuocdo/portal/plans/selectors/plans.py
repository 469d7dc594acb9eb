"""Plans that a person may see, and everything that their pages tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from thuocdo.portal.plans.access import WORKS, belongs_here, may_coordinate, reads_all
from thuocdo.portal.plans.models import (
    Assignment,
    Finding,
    OwedPlan,
    Plan,
    PlanDraft,
    PlanFact,
    PlanSource,
    Supersession,
    Target,
    Task,
    TaskBody,
    TaskGroup,
    TaskLineage,
    Watch,
)
from thuocdo.portal.plans.reading.stored import Reading

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.standing import Standing

LIVE = (Task.State.UNSURE, Task.State.CERTAIN, Task.State.CONFIRMED)
"""Tasks that stand in the plan."""


def drafts_of(who: Standing) -> QuerySet[PlanDraft]:
    """Return a person's own uploads; nobody else's, whatever the role. A unit uploads only the plan that it owes."""
    own = PlanDraft.objects.filter(owner=who.user)
    if may_coordinate(who):
        return own
    return own.filter(answers__has_key="owed") if who.has(*WORKS) else own.none()


def plans_visible_to(who: Standing) -> QuerySet[Plan]:
    """Return the plans that a person may see: all, or for a unit its own and those in force that name the unit.

    A unit's plan that was not sent yet is seen by the unit and the coordinator alone.
    """
    plans = Plan.objects.select_related("unit")
    if may_coordinate(who):
        return plans
    sent = Q(carries_out__isnull=True) | Q(state__in=(Plan.State.ASSIGNED, Plan.State.REPLACED))
    own = Q(carries_out__isnull=False, unit__in=who.units)
    if reads_all(who):
        return plans.filter(sent | own)
    if not belongs_here(who):
        return plans.none()
    assigned = Assignment.objects.filter(task__plan=OuterRef("pk"), unit__in=who.units)
    watched = Watch.objects.filter(task__plan=OuterRef("pk"), unit__in=who.units)
    in_force = Q(state__in=(Plan.State.ASSIGNED, Plan.State.REPLACED))
    return plans.filter(own | in_force & (Exists(assigned) | Exists(watched)))


def reads_whole(who: Standing, plan: Plan) -> bool:
    """Tell whether a person who sees a plan sees all of it: its lines, its file, every task."""
    return reads_all(who) or (plan.carries_out_id is not None and plan.unit in who.units)


def plans_to_confirm(who: Standing) -> QuerySet[Plan]:
    """Return the plans that a person may confirm and mend; none for those who only read.

    A unit confirms its own plan until it is on its way to the province, and again when it was returned.
    """
    open_now = Plan.objects.select_related("unit").filter(state__in=(Plan.State.CONFIRMING, Plan.State.ASSIGNED))
    if may_coordinate(who):
        return open_now
    writable = (OwedPlan.State.MISSING, OwedPlan.State.RETURNED)
    return open_now.filter(unit__in=units_worked_in(who), owed__state__in=writable)


def units_worked_in(who: Standing) -> list[int]:
    """Return the keys of the units whose own affairs a person handles, as officer or head."""
    return [held.unit_id for held in who.memberships if held.role in WORKS]


def plans_unfinished(who: Standing) -> QuerySet[Plan]:
    """Return the province's plans of which a person has something to confirm, or which are not assigned yet."""
    own = plans_to_confirm(who).filter(carries_out__isnull=True)
    unsure = own.annotate(unsure_count=Count("tasks", filter=Q(tasks__state=Task.State.UNSURE)))
    return unsure.filter(Q(unsure_count__gt=0) | Q(state=Plan.State.CONFIRMING)).order_by("-effective_on", "-pk")


def plans_listed(who: Standing) -> QuerySet[Plan]:
    """Return the visible plans, newest first, with how many tasks stand and how many wait for a person.

    Of the plans that units owe only the own ones: the others stand in the register of their plan.
    """
    listed = plans_visible_to(who).filter(Q(carries_out__isnull=True) | Q(unit__in=who.units))
    counted = listed.annotate(
        tasks_count=Count("tasks", filter=Q(tasks__state__in=LIVE)),
        unsure_count=Count("tasks", filter=Q(tasks__state=Task.State.UNSURE)),
    )
    return counted.order_by("-effective_on", "-pk")


def tasks_visible_to(who: Standing, plan: Plan | None = None) -> QuerySet[Task]:
    """Return the tasks that a person may see: all of a visible plan, or for a unit those it has or watches."""
    tasks = Task.objects.select_related("plan")
    if plan is not None:
        tasks = tasks.filter(plan=plan)
    if may_coordinate(who) or (plan is not None and reads_whole(who, plan)):
        return tasks
    of_unit = Q(plan__carries_out__isnull=False)
    if reads_all(who):
        return tasks.filter(~of_unit | Q(plan__state__in=(Plan.State.ASSIGNED, Plan.State.REPLACED)))
    own = Assignment.objects.filter(task=OuterRef("pk"), unit__in=who.units)
    watched = Watch.objects.filter(task=OuterRef("pk"), unit__in=who.units)
    return tasks.filter(Exists(own) | Exists(watched) | of_unit & Q(plan__unit__in=who.units))


def with_bodies(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return tasks with their bodies and what those mean, in a fixed number of queries."""
    bodies = TaskBody.objects.prefetch_related("units", "groups")
    return tasks.prefetch_related(Prefetch("bodies", bodies))


def current_source(plan: Plan) -> PlanSource:
    """Return the text of a plan that holds: the one imported last."""
    return PlanSource.objects.filter(plan=plan).order_by("-revision")[0]


def sources_of(plan: Plan) -> QuerySet[PlanSource]:
    """Return every text of a plan that was imported, newest first; without the readings, which are large."""
    return PlanSource.objects.filter(plan=plan).select_related("imported_by").defer("reading").order_by("-revision")


def source_of(plan: Plan, revision: int) -> PlanSource | None:
    """Return one text of a plan."""
    return PlanSource.objects.filter(plan=plan, revision=revision).defer("reading").first()


def source_of_upload(who: Standing, upload: UUID) -> PlanSource | None:
    """Return the text that an upload became, of a plan that the person may see."""
    sources = PlanSource.objects.filter(upload=upload, plan__in=plans_visible_to(who))
    return sources.select_related("plan").defer("reading").first()


def upload_exists(upload: UUID) -> bool:
    """Tell whether an upload waits, whoever's it is."""
    return PlanDraft.objects.filter(public_id=upload).exists()


def reading_of(source: PlanSource | PlanDraft) -> Reading:
    """Return what was read from a file."""
    return Reading(source.reading)


def imported_before(*, sha256: str, fingerprint: str) -> PlanSource | None:
    """Return the text that was imported from the same file, or from another file that says exactly the same.

    A plan that was withdrawn is as if it had never been imported.
    """
    return (
        PlanSource.objects.filter(Q(sha256=sha256) | Q(fingerprint=fingerprint), withdrawn=False)
        .select_related("plan")
        .order_by("revision")
        .first()
    )


def plans_open() -> QuerySet[Plan]:
    """Return the plans of the province that a new text may belong to or that a new plan may replace."""
    open_now = Plan.objects.filter(state__in=(Plan.State.CONFIRMING, Plan.State.ASSIGNED))
    return open_now.filter(carries_out__isnull=True)


def groups_of(plan: Plan) -> QuerySet[TaskGroup]:
    """Return the headings of the appendices, in the order of the document."""
    return TaskGroup.objects.filter(plan=plan)


def targets_of(plan: Plan) -> QuerySet[Target]:
    """Return what the plan wants to reach."""
    return Target.objects.filter(plan=plan)


def facts_of(plan: Plan) -> QuerySet[PlanFact]:
    """Return the figures of the past that the plan states."""
    return PlanFact.objects.filter(plan=plan)


def findings_of(plan: Plan) -> QuerySet[Finding]:
    """Return what a good editor would ask about the text."""
    return Finding.objects.filter(plan=plan)


def supersessions_of(plan: Plan) -> QuerySet[Supersession]:
    """Return the plans that a plan replaces."""
    return Supersession.objects.filter(new=plan).select_related("old")


def lineage_of(plan: Plan) -> QuerySet[TaskLineage]:
    """Return what became of each task of a plan that was replaced."""
    return TaskLineage.objects.filter(old__plan=plan).select_related("old__plan", "new__plan").order_by("old__position")
