"""Reading how far the work is: one line an assignment, in the order of urgency; the matrix; one assignment whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, overload

from django.db.models import CharField, Count, Exists, F, FilteredRelation, OuterRef, Prefetch, Q
from django.db.models.functions import Cast
from django.utils import timezone

from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.selectors import editions_visible_to, opened
from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import known_units
from thuocdo.portal.plans.access import reads_all
from thuocdo.portal.plans.models import Assignment, Plan, Progress, ProgressAct, ProgressDocument, Task, Watch
from thuocdo.portal.plans.progress.cells import Cell, Reported, Time, Work, cell_of
from thuocdo.portal.plans.progress.turns import turn_of
from thuocdo.portal.plans.progress.urgency import points_by_title, urgency
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.vietnamese.workdays import Calendar

_NUMBERED: Final = re.compile(r"^(?:(?:tiêu chí|tctp|tc)\s*)?[\d.]+\s*[:.)\-–]?\s*", re.IGNORECASE)
_ALIKE: Final = ("task_id", "assigned_text", "report__state", "due_text", "report__done")
"""What decides where an assignment stands; days and moments as text, which spares reading thousands of them."""
_FACTS: Final = ("task_id", "unit_id", "assigned_text", "report__state", "report__due_on", "report__done")


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────
def assignments_visible_to(who: Standing) -> QuerySet[Assignment]:
    """Return the assignments that a person may see: all, or those of the own units and of tasks these watch."""
    found = Assignment.objects.filter(task__plan__state__in=(Plan.State.ASSIGNED, Plan.State.REPLACED))
    if reads_all(who):
        return found
    if not who.memberships:
        return found.none()
    watched = Watch.objects.filter(task=OuterRef("task"), unit__in=who.units)
    return found.filter(Q(unit__in=who.units) | Exists(watched))


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


# ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One assignment as lists show it."""

    pk: int
    task: Task
    unit_id: int | None
    cell: Cell
    points: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Which assignments a list shows."""

    plan: int | None = None
    unit: int | None = None
    kind: str = ""
    time: Time | None = None
    work: Work | None = None
    typed: str = ""


@dataclass
class Tasks:
    """The tasks that some assignments are of, their turns and their points, each worked out once."""

    by_key: Mapping[int, Task]
    who: Standing
    today: date
    days: dict[str, date] = field(default_factory=dict)

    def cell(self, task: int, unit: int | None, assigned: str, report: Reported) -> Cell:
        """Return where an assignment stands."""
        since = self.day(assigned)
        turn = turn_of(self.by_key[task].deadline, since=since, today=self.today, calendar=lambda: self.calendar)
        return cell_of(turn, report, today=self.today, request=unit is None)

    def day(self, assigned: str) -> date:
        """Return the day in Vietnam of a moment as the database writes it; nearly all rows share a few."""
        known = self.days.get(assigned)
        if known is None:
            moment = datetime.fromisoformat(assigned)
            if timezone.is_naive(moment):
                moment = timezone.make_aware(moment, timezone.get_fixed_timezone(0))
            known = self.days[assigned] = timezone.localdate(moment)
        return known

    @cached_property
    def calendar(self) -> Calendar:
        """The days offices work, read once and only where a deadline moves with them."""
        return working_calendar()

    @cached_property
    def points_of(self) -> Mapping[int, Decimal]:
        """The points at risk of each task that is tied to a criterion whose points are known."""
        in_force = editions_visible_to(self.who).filter(state=Edition.State.IN_FORCE)
        points = points_by_title(opened(edition) for edition in in_force)
        found = {key: points.get(title_of(task.criterion)) for key, task in self.by_key.items()}
        return {key: points for key, points in found.items() if points is not None}


def title_of(criterion: str) -> str:
    """Return a criterion as titles are compared: folded, without the number that a plan prints before it."""
    return fold(_NUMBERED.sub("", criterion.strip()))


def tasks_of(who: Standing, work: QuerySet[Assignment], today: date) -> Tasks:
    """Return the tasks of some assignments."""
    tasks = Task.objects.filter(pk__in=work.order_by().values("task")).select_related("plan")
    kept = ("public_id", "plan", "position", "code", "content", "criterion", "deadline", "product")
    plans = ("plan__public_id", "plan__type", "plan__number", "plan__subject")
    return Tasks(by_key={task.pk: task for task in tasks.only(*kept, *plans)}, who=who, today=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Assignments of one task that stand alike: they differ in the unit alone."""

    task: Task
    cell: Cell
    points: Decimal | None
    members: Sequence[tuple[int, int | None]]
    """Key of the assignment and of its unit, in the order of the units' names."""


def lines(work: QuerySet[Assignment], tasks: Tasks, query: Followed) -> Lines:
    """Return the assignments that a list shows, most urgent first; those equally urgent by plan, task and unit name."""
    rows = _reported(narrowed(work, query)).order_by().values_list("pk", "unit_id", *_ALIKE)
    ordered = known_units().filter(pk__in=work.order_by().values("unit")).order_by("sort_key", "pk")
    place = {unit: number for number, unit in enumerate(ordered.values_list("pk", flat=True))}
    alike: dict[tuple[Any, ...], list[tuple[int, int | None]]] = {}
    for pk, unit, *facts in rows:
        alike.setdefault((unit is None, *facts), []).append((pk, unit))
    groups = []
    for (request, task, assigned, state, due_on, done), members in alike.items():
        reported = Reported(state=state, due_on=date.fromisoformat(due_on) if due_on else None, done=bool(done))
        cell = tasks.cell(task, None if request else 0, assigned, reported)
        if _asked_for(cell, query):
            members.sort(key=lambda member: (place.get(member[1] or 0, 0), member[0]))
            found = tasks.by_key[task]
            groups.append(Group(task=found, cell=cell, points=tasks.points_of.get(task), members=members))
    groups.sort(
        key=lambda group: (urgency(group.cell, group.points), group.task.plan_id, group.task.position, group.cell.work)
    )
    return Lines(groups)


class Lines(Sequence[Line]):
    """Many lines, held as groups: a page builds only those that it shows."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = groups
        self._members = [(number, member) for number, group in enumerate(groups) for member in group.members]

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, key: int) -> Line: ...
    @overload
    def __getitem__(self, key: slice) -> list[Line]: ...
    def __getitem__(self, key: int | slice) -> Line | list[Line]:
        if isinstance(key, slice):
            return [self._line(member) for member in self._members[key]]
        return self._line(self._members[key])

    def _line(self, member: tuple[int, tuple[int, int | None]]) -> Line:
        number, (pk, unit) = member
        group = self.groups[number]
        return Line(pk=pk, task=group.task, unit_id=unit, cell=group.cell, points=group.points)


def narrowed(work: QuerySet[Assignment], query: Followed) -> QuerySet[Assignment]:
    """Return those of some assignments that a list asks for by plan, unit, kind of unit or a few letters."""
    if query.plan is not None:
        work = work.filter(task__plan=query.plan)
    if query.unit:
        work = work.filter(unit=query.unit)
    if query.kind:
        work = work.filter(unit__isnull=True) if query.kind == "request" else work.filter(unit__kind=query.kind)
    for word in fold(query.typed).split():
        work = work.filter(
            Q(unit__folded__contains=word) | Q(task__content__icontains=query.typed) | Q(task__code=query.typed)
        )
    return work


def _asked_for(cell: Cell, query: Followed) -> bool:
    if query.time is Time.OVERDUE and not cell.late:
        return False
    return query.time in {None, cell.time} and query.work in {None, cell.work}


def _reported(work: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return work.annotate(
        report=FilteredRelation("reports", condition=Q(reports__latest=True)),
        assigned_text=Cast("assigned_at", CharField()),
        due_text=Cast("report__due_on", CharField()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many assignments stand where."""

    times: Mapping[Time, int]
    works: Mapping[Work, int]
    late: int
    """Overdue, requests aside."""
    late_units: int
    """How many units have something overdue."""
    all: int


def tally(work: QuerySet[Assignment], tasks: Tasks) -> Tally:
    """Return how many of some assignments stand where, from one grouped query however many there are."""
    times: dict[Time, int] = dict.fromkeys(Time, 0)
    works: dict[Work, int] = dict.fromkeys(Work, 0)
    late, late_tasks = 0, dict[tuple[Any, Any, Any], set[int]]()
    groups = (
        _reported(work)
        .order_by()
        .annotate(request=Q(unit__isnull=True))
        .values_list("task_id", "request", "assigned_text", "report__state", "report__due_on", "report__done")
    )
    for task, request, assigned, state, due_on, done, count in groups.annotate(n=Count("pk")):
        reported = Reported(state=state, due_on=due_on, done=bool(done))
        cell = tasks.cell(task, None if request else 0, assigned, reported)
        times[cell.time] += count
        works[cell.work] += count
        if cell.late:
            late += count
            late_tasks.setdefault((state, due_on, done), set()).add(task)
    late_units = _units_late(work, late_tasks)
    return Tally(times=times, works=works, late=late, late_units=late_units, all=sum(works.values()))


def _units_late(work: QuerySet[Assignment], late: Mapping[tuple[Any, Any, Any], set[int]]) -> int:
    """Return how many units have something overdue, of the tasks that are overdue in each state of the report."""
    if not late:
        return 0
    found = Q(pk__in=())
    for (state, due_on, done), tasks in late.items():
        said = {"report__state": state, "report__due_on": due_on, "report__done": done}
        same = {name: value for name, value in said.items() if value is not None}
        empty = {f"{name}__isnull": True for name, value in said.items() if value is None}
        found |= Q(task__in=tasks, **same, **empty)
    return _reported(work).filter(found, unit__isnull=False).order_by().values("unit").distinct().count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line with what its row on the page tells beside."""

    line: Line
    assignment: Assignment
    report: Progress | None
    """The latest, if there is one."""


def rows_of(found: Iterable[Line]) -> list[Row]:
    """Return the lines of one page with their units and latest reports, in three queries."""
    kept = list(found)
    keys = [line.pk for line in kept]
    assignments = Assignment.objects.select_related("unit", "position").in_bulk(keys)
    latest = {
        report.assignment_id: report
        for report in Progress.objects.filter(assignment__in=keys, latest=True).annotate(proofs_count=Count("proofs"))
    }
    return [Row(line=line, assignment=assignments[line.pk], report=latest.get(line.pk)) for line in kept]


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


def cells(work: QuerySet[Assignment], tasks: Tasks) -> dict[tuple[int, int], tuple[Any, Cell]]:
    """Return the public key and the cell of some assignments by unit and task."""
    found = {}
    for public_id, task, unit, assigned, state, due_on, done in _reported(work).values_list("public_id", *_FACTS):
        cell = tasks.cell(task, unit, assigned, Reported(state=state, due_on=due_on, done=bool(done)))
        found[unit, task] = public_id, cell
    return found
