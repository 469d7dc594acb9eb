"""Compile what units reported into the index of an edition, node by node, each figure with its reason.

The edition is prepared once for each kind of unit; a unit then costs one pass from the leaves up. A published score
stands *beside* a computed one and never replaces it; where nothing can be computed and the edition calls the published
score authoritative, it is taken and said to be so. ``docs/methods/compiling.md`` says every rule in words.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Problem, ScoringError
from thuocdo.indices.plan import Step, placed, steps_of
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
_WANTING: Final = frozenset({State.MISSING, State.UNKNOWN_POINTS})


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

    __slots__ = ("_codes", "_edition", "_full", "_steps")

    def __init__(self, edition: Edition, kind: str, on: date | None) -> None:
        self._edition = edition
        # The reverse of the tree's order: children before parents.
        self._steps = tuple(reversed(steps_of(edition, kind, on)))
        self._codes = tuple(step.code for step in self._steps)[::-1]
        self._full = edition.file.not_applicable == "full"

    def compile(self, data: UnitData) -> IndexResult:
        found: list[NodeScore] = []
        for step in self._steps:
            if step.sums:
                found.append(_sum(step, data, tuple([found[part] for part in step.parts])))
            else:
                found.append(self._leaf(step, data))
        found.reverse()
        return IndexResult(edition=self._edition, data=data, scores=dict(zip(self._codes, found, strict=True)))

    def _leaf(self, step: Step, data: UnitData) -> NodeScore:
        if step.outside_scope is not None:
            return _not_applicable(step, data, step.outside_scope, Basis.SCOPE)
        if step.scale is None:
            return _without_points(step, data, _UNKNOWN if step.maximum is None else _MISSING)
        try:
            outcome = step.scale.score(data.values.get(step.code, _NOTHING), declared=data.declared.get(step.code))
        except ScoringError as error:
            file, row = data.files.get(step.code), data.rows.get(step.code)
            refused = placed(error.problems[0], data.unit, step.code, file=file, row=row)
            return _without_points(step, data, _MISSING, refused=refused)
        if outcome.points is None:
            return self._pointless(step, data, outcome)
        return NodeScore(step=step, data=data, outcome=outcome, basis=Basis.RULE, max_points=step.maximum)

    def _pointless(self, step: Step, data: UnitData, outcome: Outcome) -> NodeScore:
        if outcome.state is not State.NOT_APPLICABLE:
            return _without_points(step, data, outcome)
        if self._full and step.maximum is not None:
            full = Outcome(state=State.NOT_APPLICABLE, points=step.maximum, exact=step.maximum)
            return _not_applicable(step, data, full, Basis.SCOPE)
        return _not_applicable(step, data, outcome, Basis.RULE)


def _sum(step: Step, data: UnitData, parts: tuple[NodeScore, ...]) -> NodeScore:
    outcome = sum_outcome(step.node, parts)
    maximum = own_maximum(step.maximum, parts)
    if outcome.points is None:
        return _without_points(step, data, outcome, parts=parts, maximum=maximum)
    return NodeScore(step=step, data=data, outcome=outcome, basis=Basis.SUM, max_points=maximum, parts=parts)


def _without_points(
    step: Step,
    data: UnitData,
    outcome: Outcome,
    *,
    refused: Problem | None = None,
    parts: tuple[NodeScore, ...] = (),
    maximum: Decimal | None = None,
) -> NodeScore:
    """Take the published score, where a figure is wanting and the edition calls the published one authoritative."""
    official = data.official.get(step.code)
    basis = Basis.SUM if parts else Basis.RULE
    if step.authoritative and official is not None and outcome.state in _WANTING:
        outcome, basis = Outcome(state=State.GIVEN, points=official, exact=official), Basis.OFFICIAL
    return NodeScore(
        step=step,
        data=data,
        outcome=outcome,
        basis=basis,
        max_points=maximum if parts else step.maximum,
        refused=refused,
        parts=parts,
    )


def _not_applicable(step: Step, data: UnitData, outcome: Outcome, basis: Basis) -> NodeScore:
    """Return a node that is not for this unit: it leaves the unit's own maximum, unless the edition gives it points."""
    maximum = _ZERO if outcome.points is None else step.maximum
    return NodeScore(step=step, data=data, outcome=outcome, basis=basis, max_points=maximum)
