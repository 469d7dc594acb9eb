"""Restate a baseline for a unit that came out of a merger, or say why it cannot be done.

The predecessors' own figures are never touched. A mean over people (PAPI) can be weighed with population and is then
an estimate, with its method named; points that were awarded (PAR INDEX) or a rate whose counts were not published
(SIPAS) cannot. ``docs/methods/merging.md`` has it in words with a worked table.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)
_ROUNDED_WEIGHTS: Final = Decimal("0.00001")
"""Weights printed with six decimals need not add to exactly one."""


class Nature(StrEnum):
    """What kind of figure an index publishes for a unit; it decides whether figures of two units can be joined."""

    MEAN_OVER_PEOPLE = "mean_over_people"
    """An average over residents: of two areas, the average weighed by their populations (PAPI)."""
    AWARDED_POINTS = "awarded_points"
    """Points given to one administration on its own evidence: no arithmetic joins two of them (PAR INDEX)."""
    RATE_WITHOUT_COUNTS = "rate_without_counts"
    """A rate whose numerators and denominators were not published (SIPAS)."""


NATURES: Final[Mapping[str, Nature]] = {
    "PAPI": Nature.MEAN_OVER_PEOPLE,
    "PAR INDEX": Nature.AWARDED_POINTS,
    "SIPAS": Nature.RATE_WITHOUT_COUNTS,
}
"""What the published indices are made of; of an index that is not here nobody has said so, and it is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor:
    """A unit of before, and its share of the unit that came out of it (of population, say: ``basis``)."""

    unit: str
    name: str
    weight: Decimal | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one predecessor brings: its own figure, untouched, and its weight."""

    predecessor: Predecessor
    figure: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A figure for the unit of today from those before it, or the reasons why there is none.

    ``estimate`` is false only for a unit that came out of one unit, whole: then the figure is simply its own.
    """

    value: Decimal | None
    refused: tuple[Problem, ...]
    contributions: tuple[Contribution, ...]
    estimate: bool
    basis: str


def restate(
    figures: Mapping[str, Decimal | None], predecessors: Sequence[Predecessor], *, nature: Nature | None
) -> Restated:
    """Restate one figure for the successor of ``predecessors``; ``figures`` are by predecessor unit, same measure.

    :raises ValueError: if there is no predecessor (a bug of the caller: a unit without one has nothing to restate).
    """
    if not predecessors:
        raise ValueError("a unit without predecessors has nothing to restate")
    contributions = tuple(Contribution(predecessor=one, figure=figures.get(one.unit)) for one in predecessors)
    basis = predecessors[0].basis
    alone = len(predecessors) == 1
    problems = () if alone and contributions[0].figure is not None else _refusals(contributions, nature)
    return Restated(
        value=None if problems else _weighed(contributions, alone=alone),
        refused=problems,
        contributions=contributions,
        estimate=not alone,
        basis=basis,
    )


def restate_parts(
    figures: Mapping[str, Mapping[str, Decimal | None]], predecessors: Sequence[Predecessor], *, nature: Nature | None
) -> dict[str, Restated]:
    """Restate every part of an index and its total, each by itself; ``figures`` are by part, then unit.

    A weighed mean of sums is the sum of the weighed means, so restated dimensions add up to the restated total (but
    for the last printed digit); a part may be restated where the total may not.
    """
    return {part: restate(values, predecessors, nature=nature) for part, values in figures.items()}


def _refusals(contributions: Sequence[Contribution], nature: Nature | None) -> tuple[Problem, ...]:
    problems = []
    if nature is not Nature.MEAN_OVER_PEOPLE and len(contributions) > 1:
        problems.append(Problem(code=_UNJOINABLE[nature], params={"units": _names(contributions)}))
    if missing := [found for found in contributions if found.figure is None]:
        problems.append(Problem(code="IX-140", params={"units": _names(missing)}))
    if problems:
        return tuple(problems)
    return _weight_problems([found.predecessor for found in contributions])


_UNJOINABLE: Final[Mapping[Nature | None, str]] = {
    Nature.AWARDED_POINTS: "IX-141",
    Nature.RATE_WITHOUT_COUNTS: "IX-142",
    None: "IX-143",
}


def _weight_problems(predecessors: Sequence[Predecessor]) -> tuple[Problem, ...]:
    unweighed = [one for one in predecessors if one.weight is None or one.weight < 0]
    if unweighed:
        return (Problem(code="IX-144", params={"units": ", ".join(one.name for one in unweighed)}),)
    bases = dict.fromkeys(one.basis for one in predecessors)
    if len(bases) > 1:
        return (Problem(code="IX-145", params={"found": "; ".join(bases)}),)
    whole = sum((one.weight for one in predecessors if one.weight is not None), Decimal(0))
    if abs(whole - _ONE) > _ROUNDED_WEIGHTS:
        return (Problem(code="IX-146", params={"found": format(whole, "f")}),)
    return ()


def _weighed(contributions: Sequence[Contribution], *, alone: bool) -> Decimal | None:
    if alone:
        return contributions[0].figure
    weighed = Decimal(0)
    for found in contributions:
        weighed = _EXACT.fma(found.figure or _ZERO, found.predecessor.weight or _ZERO, weighed)
    return weighed


def _names(contributions: Sequence[Contribution]) -> str:
    return ", ".join(found.predecessor.name for found in contributions)
