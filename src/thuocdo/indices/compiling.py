"""Compile what units reported into the index of an edition, node by node, each figure with its reason.

The edition is prepared once for each kind of unit; a unit then costs one pass from the leaves up. A published score
stands *beside* a computed one and never replaces it; where nothing can be computed and the edition calls the published
score authoritative, it is taken and said to be so. ``docs/methods/compiling.md`` says every rule in words.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Place, Problem, ScoringError
from thuocdo.indices.plan import Step, steps_of
from thuocdo.indices.results import Basis, IndexResult, NodeScore
from thuocdo.indices.sums import own_maximum, sum_outcome
from thuocdo.scoring import Outcome, Reported, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from thuocdo.rulebooks.data import UnitData
    from thuocdo.rulebooks.edition import Edition

_ZERO: Final = Decimal(0)
_NOTHING: Final[Reported] = MappingProxyType({})
_MISSING: Final = Outcome(state=State.MISSING)
_UNKNOWN: Final = Outcome(state=State.UNKNOWN_POINTS)


def compile_unit(edition: Edition, data: UnitData, *, on: date | None = None) -> IndexResult:
    """Compile the index of one unit.

    ``on`` leaves out criteria that are not in force on that day; without it the whole edition counts.
    """
    return compile_all(edition, [data], on=on)[0]


def compile_all(edition: Edition, units: Iterable[UnitData], *, on: date | None = None) -> list[IndexResult]:
    """Compile the index of every unit, in the order given."""
    compilers: dict[str, _Compiler] = {}
    results = []
    for data in units:
        compiler = compilers.get(data.kind)
        if compiler is None:
            compiler = compilers[data.kind] = _Compiler(edition, data.kind, on)
        results.append(compiler.compile(data))
    return results


class _Compiler:
    """An edition, ready for units of one kind."""

    __slots__ = ("_authoritative", "_edition", "_full", "_steps")

    def __init__(self, edition: Edition, kind: str, on: date | None) -> None:
        self._edition = edition
        # The reverse of the tree's order: children before parents.
        self._steps = tuple(reversed(tuple(enumerate(steps_of(edition, kind, on)))))
        self._authoritative = edition.file.official == "authoritative"
        self._full = edition.file.not_applicable == "full"

    def compile(self, data: UnitData) -> IndexResult:
        found: dict[int, NodeScore] = {}
        for place, step in self._steps:
            if step.parts and step.outside_scope is None:
                found[place] = self._sum(step, data, tuple([found[part] for part in step.parts]))
            else:
                found[place] = self._leaf(step, data)
        scores = {score.code: score for score in reversed(found.values())}
        return IndexResult(edition=self._edition, data=data, scores=scores)

    def _leaf(self, step: Step, data: UnitData) -> NodeScore:
        reported = data.values.get(step.code, _NOTHING)
        if step.outside_scope is not None:
            return _not_applicable(step, data, reported, step.outside_scope, Basis.SCOPE)
        refused = None
        if step.scale is None:
            outcome = _UNKNOWN if step.maximum is None else _MISSING
        else:
            try:
                outcome = step.scale.score(reported, declared=data.declared.get(step.code))
            except ScoringError as error:
                refused, outcome = _placed(error.problems[0], step, data), _MISSING
        if outcome.state is State.NOT_APPLICABLE:
            return self._declared_away(step, data, reported, outcome)
        if outcome.state is State.MISSING or outcome.state is State.UNKNOWN_POINTS:
            return self._without_points(step, data, outcome, reported=reported, refused=refused)
        return NodeScore(
            step=step,
            outcome=outcome,
            basis=Basis.RULE,
            max_points=step.maximum,
            official=data.official.get(step.code),
            reported=reported,
        )

    def _declared_away(self, step: Step, data: UnitData, reported: Reported, outcome: Outcome) -> NodeScore:
        if self._full and step.maximum is not None:
            full = Outcome(state=State.NOT_APPLICABLE, points=step.maximum, exact=step.maximum)
            return _not_applicable(step, data, reported, full, Basis.SCOPE)
        return _not_applicable(step, data, reported, outcome, Basis.RULE)

    def _sum(self, step: Step, data: UnitData, parts: tuple[NodeScore, ...]) -> NodeScore:
        outcome = sum_outcome(step.node, parts)
        if outcome.state is State.MISSING or outcome.state is State.UNKNOWN_POINTS:
            return self._without_points(step, data, outcome, parts=parts)
        return NodeScore(
            step=step,
            outcome=outcome,
            basis=Basis.SUM,
            max_points=own_maximum(step.maximum, parts),
            official=data.official.get(step.code),
            reported=_NOTHING,
            parts=parts,
        )

    def _without_points(
        self,
        step: Step,
        data: UnitData,
        outcome: Outcome,
        *,
        reported: Reported = _NOTHING,
        refused: Problem | None = None,
        parts: tuple[NodeScore, ...] = (),
    ) -> NodeScore:
        """Take the published score, where there is one and the edition calls it authoritative."""
        official = data.official.get(step.code)
        basis = Basis.SUM if parts else Basis.RULE
        if self._authoritative and official is not None:
            outcome, basis = Outcome(state=State.GIVEN, points=official, exact=official), Basis.OFFICIAL
        return NodeScore(
            step=step,
            outcome=outcome,
            basis=basis,
            max_points=own_maximum(step.maximum, parts),
            official=official,
            refused=refused,
            reported=reported,
            parts=parts,
            published_empty=self._authoritative and official is None and step.code in data.official,
        )


def _not_applicable(step: Step, data: UnitData, reported: Reported, outcome: Outcome, basis: Basis) -> NodeScore:
    """Return a node that is not for this unit: it leaves the unit's own maximum, unless the edition gives it points."""
    return NodeScore(
        step=step,
        outcome=outcome,
        basis=basis,
        max_points=_ZERO if outcome.points is None else step.maximum,
        official=data.official.get(step.code),
        reported=reported,
    )


def _placed(problem: Problem, step: Step, data: UnitData) -> Problem:
    """Place what scoring found at an input (``numerator``) where a person looks for it: unit, criterion, row."""
    item = " · ".join(part for part in (data.unit, step.code, problem.place.item) if part)
    return replace(problem, place=Place(row=data.rows.get(step.code), item=item))
