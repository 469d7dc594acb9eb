"""The register of units' plans, and how the tasks of one stand to those of the province."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q

from thuocdo.portal.plans.access import may_coordinate, reads_all
from thuocdo.portal.plans.cascade.due import Dues, dues
from thuocdo.portal.plans.cascade.likeness import CERTAIN_FROM
from thuocdo.portal.plans.models import Assignment, OwedPlan, OwedPlanAct, Plan, PlanCall, Task, TaskTie
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.portal.plans.selectors.plans import LIVE, current_source, reading_of, units_worked_in
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing

State = OwedPlan.State
_OPEN_TO_BRING = (State.MISSING, State.RETURNED)


class Shown(StrEnum):
    """Where a unit stands in the register, as its filters name it."""

    MISSING = "chua-gui"
    WAITING = "cho-duyet"
    SENT = "da-gui"
    LATE = "gui-muon"
    RETURNED = "tra-lai"


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────
def owed_visible_to(who: Standing) -> QuerySet[OwedPlan]:
    """Return the plans that units owe as far as a person may see them: all, or those of the own units."""
    rows = OwedPlan.objects.select_related("unit", "call__plan", "plan")
    return rows if reads_all(who) else rows.filter(unit__in=who.units)


def owed_to_bring(who: Standing) -> QuerySet[OwedPlan]:
    """Return the plans that a person may bring: the own unit's until it is sent, for the coordinator everybody's."""
    rows = owed_visible_to(who).filter(call__plan__state=Plan.State.ASSIGNED)
    if may_coordinate(who):
        return rows
    return rows.filter(unit__in=units_worked_in(who), state__in=_OPEN_TO_BRING)


def owed_by_units(who: Standing) -> QuerySet[OwedPlan]:
    """Return what the units in which a person works owe to plans in force, the earliest day first."""
    rows = OwedPlan.objects.select_related("unit", "call__plan")
    return rows.filter(unit__in=units_worked_in(who), call__plan__state=Plan.State.ASSIGNED).order_by("call__due_on")


def content_open_to(who: Standing, owed: OwedPlan) -> bool:
    """Tell whether a person may read what a unit plans: the unit and the coordinator always, others once it is sent."""
    return may_coordinate(who) or owed.unit in who.units or owed.state == State.SENT


def owed_of(plan: Plan) -> OwedPlan | None:
    """Return whose debt a plan settles; nothing for a plan of the province."""
    if plan.carries_out_id is None:
        return None
    return OwedPlan.objects.select_related("call__plan").filter(plan=plan).first()


def acts_on(owed: OwedPlan) -> QuerySet[OwedPlanAct]:
    """Return what was done with the plan of a unit, newest first."""
    return OwedPlanAct.objects.filter(owed=owed).select_related("by").order_by("-pk")


# ── The register ─────────────────────────────────────────────────────────────────────────────────────────────────────
def call_of(plan: Plan) -> PlanCall | None:
    """Return what a plan asks of units, if it asks."""
    return PlanCall.objects.select_related("plan__unit", "saved_by").filter(plan=plan).first()


def calls_open() -> QuerySet[PlanCall]:
    """Return what plans in force ask of units, with how many owe a plan and how many sent it."""
    counted = PlanCall.objects.select_related("plan").filter(plan__state=Plan.State.ASSIGNED)
    sent = Count("owed", filter=Q(owed__state=State.SENT))
    return counted.annotate(owing=Count("owed"), sent_count=sent).order_by("due_on", "pk")


def counts_of(call: PlanCall) -> Mapping[Shown, int]:
    """Return how many units stand where; who sent late counts as sent too."""
    found = OwedPlan.objects.filter(call=call).aggregate(
        **{name.name: Count("pk", filter=condition) for name, condition in _conditions(call).items()}
    )
    return {name: found[name.name] for name in Shown}


def _conditions(call: PlanCall) -> Mapping[Shown, Q]:
    return {
        Shown.MISSING: Q(state=State.MISSING),
        Shown.WAITING: Q(state=State.WAITING),
        Shown.SENT: Q(state=State.SENT),
        Shown.LATE: Q(state=State.SENT, sent_on__gt=call.due_on),
        Shown.RETURNED: Q(state=State.RETURNED),
    }


def register(call: PlanCall, *, shown: Shown | None = None, kind: str = "", typed: str = "") -> QuerySet[OwedPlan]:
    """Return the units of a register with what each owes, departments before communes, by name."""
    rows = OwedPlan.objects.select_related("unit", "plan", "call__plan").filter(call=call)
    if shown is not None:
        rows = rows.filter(_conditions(call)[shown])
    if kind:
        rows = rows.filter(unit__kind=kind)
    for word in fold(typed).split():
        rows = rows.filter(Q(unit__folded__contains=word) | Q(number__icontains=word))
    return rows.order_by("-unit__kind", "unit__sort_key", "pk")


def units_not_sent(call: PlanCall) -> list[Unit]:
    """Return the units whose plan the province has not got: to whom a letter goes."""
    rows = OwedPlan.objects.select_related("unit").filter(call=call).exclude(state=State.SENT)
    return [row.unit for row in rows.order_by("-unit__kind", "unit__sort_key", "pk")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """How many of the province's tasks that a unit has its own plan carries out."""

    given: int
    carried: int
    waiting: int
    """Ties that nobody has confirmed yet."""


def matched(owed: Iterable[OwedPlan]) -> dict[int, Matched]:
    """Return for each unit of some rows how its plan covers the province's tasks, in three queries."""
    rows = list(owed)
    plans, units = {row.call.plan_id for row in rows}, [row.unit_id for row in rows]
    own = [row.plan_id for row in rows if row.plan_id is not None]
    open_now = Assignment.objects.filter(task__plan__in=plans, unit__in=units, state=Assignment.State.OPEN)
    given = dict(open_now.order_by().values_list("unit").annotate(Count("pk")))
    ties = TaskTie.objects.filter(own__plan__in=own, own__state__in=LIVE)
    served = ties.filter(
        confirmed_at__isnull=False,
        serves__assignments__in=open_now,
        serves__assignments__unit=F("own__plan__unit"),
    )
    carried = dict(served.order_by().values_list("own__plan__unit").annotate(Count("serves", distinct=True)))
    unsaid = ties.filter(confirmed_at__isnull=True).order_by().values_list("own__plan__unit").annotate(Count("pk"))
    waiting = dict(unsaid)
    return {
        unit: Matched(given=given.get(unit, 0), carried=carried.get(unit, 0), waiting=waiting.get(unit, 0))
        for unit in units
    }


def sentences_of(plan: Plan) -> Iterator[tuple[str, date | None]]:
    """Yield the contents of a plan's tasks with their due days, then the lines of its document."""
    yield from Task.objects.filter(plan=plan, state__in=LIVE).order_by("position").values_list("content", "due_on")
    for line in reading_of(current_source(plan)).part("lines"):
        yield str(line["text"]), None


# ── One unit's plan beside the province's ────────────────────────────────────────────────────────────────────────────
def own_tasks(plan: Plan) -> QuerySet[Task]:
    """Return the tasks of a unit's plan that stand and are work, in the order of the document."""
    return Task.objects.filter(plan=plan, state__in=LIVE, guidance=False).order_by("position", "pk")


def given_to(plan: Plan) -> QuerySet[Task]:
    """Return the tasks of the province that the unit of a plan has, in the order of the province's plan."""
    return given_by(plan.carries_out_id, plan.unit_id)


def given_by(province_plan: int | None, unit: int) -> QuerySet[Task]:
    """Return the tasks of a plan of the province that a unit has."""
    rows = Task.objects.filter(plan=province_plan, assignments__unit=unit, assignments__state=Assignment.State.OPEN)
    return rows.order_by("position", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One task of a unit's plan beside what it carries out."""

    own: Task
    tie: TaskTie | None
    dues: Dues | None
    """The days of both, where it carries out a task of the province."""

    @property
    def confirmed(self) -> bool:
        """Whether a person has said what it carries out."""
        return self.tie is not None and self.tie.confirmed_at is not None

    @property
    def certain(self) -> bool:
        """Whether it is proposed and likely enough to be accepted with all that are."""
        tie = self.tie
        return tie is not None and not self.confirmed and tie.serves_id is not None and tie.likeness >= CERTAIN_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A unit's plan beside the province's."""

    rows: tuple[Side, ...]
    given: tuple[Task, ...]
    missing: tuple[tuple[Task, Dues], ...]
    """Tasks of the province that the unit has and its plan does not carry out, with the day asked of it."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many ties wait, are certain, are the unit's own tasks; how many days conflict."""
        found: Counter[str] = Counter()
        for row in self.rows:
            found["waiting"] += not row.confirmed
            found["certain"] += row.certain
            found["own"] += row.confirmed and row.dues is None
            found["late"] += bool(row.dues and row.dues.late)
        return {name: found[name] for name in ("waiting", "certain", "own", "late")}


def compared(owed: OwedPlan, *, today: date) -> Comparison:
    """Return a unit's plan beside the tasks that the province gave the unit, in a fixed number of queries."""
    given = tuple(given_by(owed.call.plan_id, owed.unit_id))
    calendar = cache(working_calendar)

    def days(province: Task, own: Task | None) -> Dues:
        deadline = own.deadline if own else None
        back = owed.call.days_before
        return dues(province.deadline, deadline, today=today, days_before=back, calendar=calendar)

    ties = Prefetch("tie", TaskTie.objects.select_related("serves", "confirmed_by"))
    rows = []
    for own in own_tasks(owed.plan).prefetch_related(ties) if owed.plan else ():
        tie = getattr(own, "tie", None)
        serves = tie.serves if tie else None
        rows.append(Side(own=own, tie=tie, dues=days(serves, own) if serves else None))
    served = {row.tie.serves_id for row in rows if row.tie is not None}
    missing = tuple((task, days(task, None)) for task in given if task.pk not in served)
    return Comparison(rows=tuple(rows), given=given, missing=missing)


def own_parts(assignment: Assignment) -> QuerySet[TaskTie]:
    """Return the tasks by which the unit's own plan carries out an assignment of the province."""
    ties = TaskTie.objects.select_related("own__plan").filter(serves=assignment.task_id)
    in_force = ties.filter(own__plan__unit=assignment.unit_id, own__plan__state=Plan.State.ASSIGNED)
    return in_force.filter(own__state__in=LIVE).order_by("own__position")
