"""Many assignments at once, in the order of urgency: lists and tallies that cost the same however many there are.

Thousands of assignments differ in little but the unit. The database counts those that stand alike; only what a page
shows is read one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, overload

from django.db.models import CharField, Count, FilteredRelation, Q
from django.db.models.functions import Cast
from django.utils import timezone

from thuocdo.portal.plans.criteria.risk import reason
from thuocdo.portal.plans.models import Assignment, Progress, Task
from thuocdo.portal.plans.progress.cells import Cell, Reported, Time, Work, cell_of
from thuocdo.portal.plans.progress.turns import turn_of
from thuocdo.portal.plans.progress.urgency import urgency
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.portal.plans.selectors.criteria import risks_of
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.criteria.risk import Risk
    from thuocdo.portal.plans.progress.turns import Turn
    from thuocdo.vietnamese.workdays import Calendar

_ALIKE: Final = ("task_id", "request", "assigned_text", "report__state", "due_text", "report__done")
"""What decides where an assignment stands; days and moments as text, which spares reading thousands of them."""
_FACTS: Final = ("task_id", "unit_id", "assigned_text", "report__state", "report__due_on", "report__done")

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One assignment as lists show it."""

    pk: int
    task: Task
    unit_id: int | None
    cell: Cell
    risk: Risk | None

    @property
    def points(self) -> Decimal | None:
        """The points at risk, where they are known."""
        return self.risk.points if self.risk else None

    @property
    def reason(self) -> str:
        """By what it stands where it stands, in words; nothing where points are not known."""
        return reason(self.cell, self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Which assignments a list shows."""

    plan: int | None = None
    unit: int | None = None
    kind: str = ""
    time: Time | None = None
    work: Work | None = None
    typed: str = ""

    @property
    def narrows(self) -> bool:
        """Whether the database has to leave some out; by time and work the groups are chosen afterwards."""
        return self.plan is not None or bool(self.unit or self.kind or self.typed)


@dataclass
class Tasks:
    """The tasks that some assignments are of, their turns and their points, each worked out once."""

    by_key: Mapping[int, Task]
    who: Standing | None
    """Who asks; nobody where work is read for all, and points are none of the matter."""
    today: date
    days: dict[str, date] = field(default_factory=dict)
    turns: dict[tuple[int, str], Turn] = field(default_factory=dict)

    def cell(self, task: int, unit: int | None, assigned: str, report: Reported) -> Cell:
        """Return where an assignment stands."""
        turn = self.turns.get((task, assigned))
        if turn is None:
            since, deadline = self.day(assigned), self.by_key[task].deadline
            turn = turn_of(deadline, since=since, today=self.today, calendar=lambda: self.calendar)
            self.turns[task, assigned] = turn
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
    def risks(self) -> Mapping[int, Risk]:
        """What stands at risk with each task that is tied to a criterion."""
        return risks_of(self.who, self.by_key) if self.who else {}


def tasks_of(who: Standing | None, work: QuerySet[Assignment], today: date) -> Tasks:
    """Return the tasks of some assignments."""
    tasks = Task.objects.filter(pk__in=work.order_by().values("task")).select_related("plan")
    kept = ("public_id", "plan", "position", "code", "content", "criterion", "deadline", "product")
    plans = ("plan__public_id", "plan__type", "plan__number", "plan__subject", "plan__carries_out")
    return Tasks(by_key={task.pk: task for task in tasks.only(*kept, *plans)}, who=who, today=today)


# ── Those that stand alike ───────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Assignments of one task that stand alike: they differ in the unit alone."""

    key: Key
    """What the database says of each of them."""
    task: Task
    cell: Cell
    risk: Risk | None
    count: int

    @property
    def points(self) -> Decimal | None:
        """The points at risk, where they are known."""
        return self.risk.points if self.risk else None


def groups_of(work: QuerySet[Assignment], tasks: Tasks) -> list[Group]:
    """Return some assignments in groups that stand alike, from one query however many there are."""
    rows = reported(work).annotate(request=Q(unit__isnull=True)).order_by().values_list(*_ALIKE)
    return [_group(tuple(key), count, tasks) for *key, count in rows.annotate(n=Count("pk"))]


def _group(key: Key, count: int, tasks: Tasks) -> Group:
    task, request, assigned, state, due_on, done = key
    report = Reported(state=state, due_on=date.fromisoformat(due_on) if due_on else None, done=bool(done))
    cell = tasks.cell(task, None if request else 0, assigned, report)
    return Group(key=key, task=tasks.by_key[task], cell=cell, risk=tasks.risks.get(task), count=count)


def lines(work: QuerySet[Assignment], tasks: Tasks, query: Followed, *, groups: Sequence[Group] | None = None) -> Lines:
    """Return the assignments that a list shows, most urgent first; those equally urgent by plan, task and unit name.

    :param groups: those of the whole work, where they are known; they spare a query that is not narrowed.
    """
    asked = narrowed(work, query)
    known = groups_of(asked, tasks) if groups is None or query.narrows else groups
    return Lines(asked, sorted((group for group in known if _asked_for(group.cell, query)), key=_order))


def _order(group: Group) -> tuple[Any, ...]:
    return (urgency(group.cell, group.points), group.task.plan_id, group.task.position, group.cell.work)


class Lines(Sequence[Line]):
    """Many lines, held as groups: a page reads only those that it shows."""

    def __init__(self, work: QuerySet[Assignment], groups: Sequence[Group]) -> None:
        self._work = work
        self.groups = groups
        self._ends = list(accumulate(group.count for group in groups))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Line]:
        return iter(self[:])

    @overload
    def __getitem__(self, key: int) -> Line: ...
    @overload
    def __getitem__(self, key: slice) -> list[Line]: ...
    def __getitem__(self, key: int | slice) -> Line | list[Line]:
        if isinstance(key, int):
            return self._between(range(len(self))[key], range(len(self))[key] + 1)[0]
        start, stop, step = key.indices(len(self))
        return self._between(start, stop)[::step]

    def _between(self, start: int, stop: int) -> list[Line]:
        """Read the groups that lie between two places, and return the lines there."""
        shown = [
            (group, end - group.count)
            for group, end in zip(self.groups, self._ends, strict=True)
            if end > start and end - group.count < stop
        ]
        members = _members(self._work, [group for group, _first in shown])
        return [
            Line(pk=pk, task=group.task, unit_id=unit, cell=group.cell, risk=group.risk)
            for group, first in shown
            for pk, unit in members.get(group.key, [])[max(start - first, 0) : stop - first]
        ]


def _members(work: QuerySet[Assignment], groups: Sequence[Group]) -> dict[Key, list[tuple[int, int | None]]]:
    """Return the keys of the assignments of some groups and of their units, in the order of the units' names."""
    if not groups:
        return {}
    rows = reported(work.filter(task__in={group.task.pk for group in groups})).annotate(request=Q(unit__isnull=True))
    found: dict[Key, list[tuple[int, int | None]]] = {group.key: [] for group in groups}
    for pk, unit, *key in rows.order_by("unit__sort_key", "pk").values_list("pk", "unit_id", *_ALIKE):
        if (same := found.get(tuple(key))) is not None:
            same.append((pk, unit))
    return found


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


def reported(work: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Return some assignments beside their latest report."""
    return work.annotate(
        report=FilteredRelation("reports", condition=Q(reports__latest=True)),
        assigned_text=Cast("assigned_at", CharField()),
        due_text=Cast("report__due_on", CharField()),
    )


# ── How many stand where ─────────────────────────────────────────────────────────────────────────────────────────────
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


def tally(work: QuerySet[Assignment], groups: Sequence[Group]) -> Tally:
    """Return how many of some assignments stand where.

    :param groups: those of ``work``.
    """
    times: dict[Time, int] = dict.fromkeys(Time, 0)
    works: dict[Work, int] = dict.fromkeys(Work, 0)
    for group in groups:
        times[group.cell.time] += group.count
        works[group.cell.work] += group.count
    late = [group for group in groups if group.cell.late]
    return Tally(
        times=times,
        works=works,
        late=sum(group.count for group in late),
        late_units=_units_of(work, late),
        all=sum(works.values()),
    )


def _units_of(work: QuerySet[Assignment], groups: Sequence[Group]) -> int:
    """Return how many units have an assignment of some groups."""
    if not groups:
        return 0
    return in_groups(work, groups).filter(unit__isnull=False).order_by().values("unit").distinct().count()


def in_groups(work: QuerySet[Assignment], groups: Sequence[Group]) -> QuerySet[Assignment]:
    """Return those of some assignments that are of some groups, whenever they were assigned."""
    tasks: dict[tuple[Any, Any, Any], set[int]] = {}
    for group in groups:
        task, _request, _assigned, state, due_on, done = group.key
        tasks.setdefault((state, due_on, done), set()).add(task)
    found = Q(pk__in=())
    for (state, due_on, done), same in tasks.items():
        said = {"report__state": state, "report__due_on": due_on, "report__done": done}
        given = {name: value for name, value in said.items() if value is not None}
        empty = {f"{name}__isnull": True for name, value in said.items() if value is None}
        found |= Q(task__in=same, **given, **empty)
    return reported(work).filter(found)


# ── What a row tells beside ──────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line with what its row on the page tells beside."""

    line: Line
    assignment: Assignment
    report: Progress | None
    """The latest, if there is one."""


def rows_of(found: Iterable[Line]) -> list[Row]:
    """Return the lines of one page with their units and latest reports, in two queries."""
    kept = list(found)
    keys = [line.pk for line in kept]
    assignments = Assignment.objects.select_related("unit", "position").in_bulk(keys)
    latest = {
        report.assignment_id: report
        for report in Progress.objects.filter(assignment__in=keys, latest=True).annotate(proofs_count=Count("proofs"))
    }
    return [Row(line=line, assignment=assignments[line.pk], report=latest.get(line.pk)) for line in kept]


def cells(work: QuerySet[Assignment], tasks: Tasks) -> dict[tuple[int, int], tuple[Any, Cell]]:
    """Return the public key and the cell of some assignments by unit and task: what the matrix shows."""
    found = {}
    for public_id, task, unit, assigned, state, due_on, done in reported(work).values_list("public_id", *_FACTS):
        cell = tasks.cell(task, unit, assigned, Reported(state=state, due_on=due_on, done=bool(done)))
        found[unit, task] = public_id, cell
    return found
