"""Who would get what: worked out before it happens, shown, then done by ``services.assigning`` exactly so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef

from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.plans.models import Assignment, Match, Part, Task, Watch
from thuocdo.portal.plans.selectors.plans import with_bodies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.plans.models import Plan, TaskBody

_STRENGTH = {Part.ANSWERS: 0, Part.DOES: 1}
Pair = tuple[int, int]
"""A task and a unit, by their keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who has to have what, by what the confirmed tasks say."""

    work: Mapping[Pair, Part]
    requests: Mapping[tuple[int, str], Part]
    watches: frozenset[Pair]
    tasks: int
    """Confirmed tasks that are no guidance."""
    without_anybody: tuple[Task, ...] = ()
    """Of these, the ones for which nobody gets anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What assigning now would change, and what is there afterwards."""

    wanted: Wanted
    new: Mapping[Pair, Part]
    new_requests: Mapping[tuple[int, str], Part]
    parted: Mapping[int, Part]
    """Assignments whose unit now has another part."""
    reopened: tuple[int, ...]
    ended: tuple[int, ...]
    new_watches: frozenset[Pair]
    ended_watches: frozenset[Pair]
    by_unit: Counter[int] = field(default_factory=Counter)
    """How many tasks each unit has afterwards."""

    @property
    def nothing(self) -> bool:
        """Whether everything is as it should be already."""
        return not (
            self.new
            or self.new_requests
            or self.parted
            or self.reopened
            or self.ended
            or self.new_watches
            or self.ended_watches
        )


def wanted_of(plan: Plan) -> Wanted:
    """Return who has to have what: one for each unit of a group.

    Who answers or does gets the task, who watches the overview. Who contributes gets nothing
    until somebody asks; a body outside the province's orders gets a request.
    """
    confirmed = Task.objects.filter(plan=plan, state=Task.State.CONFIRMED, guidance=False)
    if plan.carries_out_id is not None:
        return _wanted_of_unit(plan, confirmed)
    return _wanted_of_province(plan, confirmed)


def _wanted_of_province(plan: Plan, confirmed: QuerySet[Task]) -> Wanted:
    tasks = list(with_bodies(confirmed))
    members = _Members(plan)
    work: dict[Pair, Part] = {}
    requests: dict[tuple[int, str], Part] = {}
    watches: set[Pair] = set()
    without: list[Task] = []
    for task in tasks:
        before = len(work) + len(requests)
        for body in task.bodies.all():
            part = Part(body.part)
            if part is Part.WATCHES:
                watches |= {(task.pk, unit) for unit in members.of(body)}
            elif part in _STRENGTH:
                if body.match == Match.OUTSIDE:
                    requests.setdefault((task.pk, body.text), part)
                for unit in members.of(body):
                    work[task.pk, unit] = _stronger(work.get((task.pk, unit)), part)
        if len(work) + len(requests) == before:
            without.append(task)
    return Wanted(
        work=work, requests=requests, watches=frozenset(watches), tasks=len(tasks), without_anybody=tuple(without)
    )


def _wanted_of_unit(plan: Plan, confirmed: QuerySet[Task]) -> Wanted:
    """Return what the unit has to do beside what the province gave it.

    A task that carries out one which the unit has from the province is reported there, once, and gets no second
    assignment.
    """
    given = Assignment.objects.filter(unit=plan.unit_id, task=OuterRef("tie__serves"), state=Assignment.State.OPEN)
    keys = confirmed.filter(~Exists(given)).values_list("pk", flat=True)
    work = {(key, plan.unit_id): Part.DOES for key in keys}
    return Wanted(work=work, requests={}, watches=frozenset(), tasks=confirmed.count())


def _stronger(one: Part | None, other: Part) -> Part:
    return other if one is None or _STRENGTH[other] < _STRENGTH[one] else one


class _Members:
    """The units behind bodies; a group is resolved once."""

    def __init__(self, plan: Plan) -> None:
        self._day = plan.effective_on
        self._groups: dict[int, tuple[int, ...]] = {}

    def of(self, body: TaskBody) -> Iterator[int]:
        if body.match != Match.UNITS:
            return
        yield from (unit.pk for unit in body.units.all())
        for group in body.groups.all():
            if group.pk not in self._groups:
                units = organizations.resolve_group(group, self._day)
                self._groups[group.pk] = tuple(units.values_list("pk", flat=True))
            yield from self._groups[group.pk]


def change_of(plan: Plan) -> Change:
    """Return what assigning a plan now would change; assigned twice, nothing."""
    wanted = wanted_of(plan)
    # Bare rows: a province has tens of thousands, and nothing here needs more of them.
    rows = Assignment.objects.filter(task__plan=plan).order_by("pk")
    there = [_Held(*row) for row in rows.values_list(*_Held._fields)]
    held = {(found.task_id, found.unit_id) for found in there if found.unit_id is not None}
    asked = {(found.task_id, found.addressee) for found in there if found.unit_id is None}
    kept = [(found, _part_of(found, wanted)) for found in there]
    watched = frozenset(Watch.objects.filter(task__plan=plan).values_list("task_id", "unit_id"))
    return Change(
        wanted=wanted,
        new={pair: part for pair, part in wanted.work.items() if pair not in held},
        new_requests={pair: part for pair, part in wanted.requests.items() if pair not in asked},
        parted={found.pk: part for found, part in kept if part is not None and found.part != part},
        reopened=tuple(found.pk for found, part in kept if part is not None and found.state == Assignment.State.ENDED),
        ended=tuple(found.pk for found, part in kept if part is None and _ends(found)),
        new_watches=wanted.watches - watched,
        ended_watches=watched - wanted.watches,
        by_unit=Counter(unit for _task, unit in wanted.work),
    )


class _Held(NamedTuple):
    """An assignment that is there."""

    pk: int
    task_id: int
    unit_id: int | None
    addressee: str
    part: str
    state: str


def _part_of(held: _Held, wanted: Wanted) -> Part | None:
    """Return the part that the plan now asks for, nothing if it no longer asks."""
    if held.unit_id is None:
        return wanted.requests.get((held.task_id, held.addressee))
    return wanted.work.get((held.task_id, held.unit_id))


def _ends(assignment: _Held) -> bool:
    """Return whether an assignment that the plan no longer asks for ends; one that somebody asked for stays."""
    return assignment.state == Assignment.State.OPEN and assignment.part != Assignment.Part.CONTRIBUTES


def units_counted(change: Change) -> list[tuple[Unit, int]]:
    """Return the units with how many tasks each will have, most first."""
    units = organizations.known_units().filter(pk__in=list(change.by_unit)).in_bulk()
    counted = [(units[pk], count) for pk, count in change.by_unit.items()]
    return sorted(counted, key=lambda found: (-found[1], found[0].sort_key))
