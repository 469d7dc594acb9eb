"""Classes by bounds that an edition states, and groups by quarters where the publisher's own rule is not known."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeVar

from thuocdo.errors import CompileError, Problem

if TYPE_CHECKING:
    from thuocdo.indices.results import IndexResult
    from thuocdo.rulebooks.edition import Edition
    from thuocdo.rulebooks.schema import Band

Key = TypeVar("Key", bound=Hashable)
TieRule = Literal["at_or_above", "above"]

_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)


def classify(edition: Edition, result: IndexResult) -> Band | None:
    """Return the class of a result by the edition's bounds, compared with the unrounded figure.

    Nothing where the edition states no classes, the unit has no figure, or the figure lies below every bound.
    """
    classification = edition.file.classification
    if classification is None:
        return None
    value = result.percent if classification.of == "percent" else result.total.points
    if value is None:
        return None
    return next((band for band in classification.bands if value >= band.min), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartiles(Generic[Key]):
    """Four groups of ranked units: always an estimate, with the tie rule and the cuts that made it.

    ``group`` gives 1 for the highest quarter to 4 for the lowest, and nothing where a unit has no figure. ``cuts`` are
    the 75th, 50th and 25th percentiles.
    """

    group: Mapping[Key, int | None]
    cuts: tuple[Decimal, Decimal, Decimal]
    tie_rule: TieRule
    of: int

    @property
    def sizes(self) -> tuple[int, int, int, int]:
        """Return how many units each group has, the highest first."""
        found = list(self.group.values())
        return found.count(1), found.count(2), found.count(3), found.count(4)

    @property
    def on_a_cut(self) -> tuple[int, ...]:
        """Return which cuts are themselves the figure of a unit when ``4(n-1)`` divides so: then the tie rule decides.

        With 61 units all three are; with 63 only the middle one.
        """
        return tuple(quarter for quarter in (1, 2, 3) if (self.of - 1) * quarter % 4 == 0)


def quartile_groups(values: Mapping[Key, Decimal | None], *, tie_rule: TieRule) -> Quartiles[Key]:
    """Estimate the four groups of a ranking by type-7 percentiles (Hyndman and Fan 1996, the default of R).

    ``tie_rule`` says whether a unit exactly on a cut belongs to the group above it (``at_or_above``) or below it
    (``above``). Published years of PAPI follow now one, now the other, so this stays an estimate.

    :raises CompileError: IX-130 where fewer than four units have a figure.
    """
    ordered = sorted(value for value in values.values() if value is not None)
    if len(ordered) < 4:
        raise CompileError(Problem(code="IX-130", params={"found": str(len(ordered))}))
    upper, middle, lower = (percentile(ordered, Decimal(share)) for share in ("0.75", "0.5", "0.25"))
    cuts = (upper, middle, lower)
    return Quartiles(
        group={key: None if value is None else _group(value, cuts, tie_rule) for key, value in values.items()},
        cuts=cuts,
        tie_rule=tie_rule,
        of=len(ordered),
    )


def percentile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return a type-7 percentile: linear between the values at position ``(n - 1) x share``, counted from 0."""
    position = (len(ordered) - 1) * share
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    step = _EXACT.multiply(position - below, _EXACT.subtract(ordered[above], ordered[below]))
    return _EXACT.add(ordered[below], step)


def _group(value: Decimal, cuts: Sequence[Decimal], tie_rule: TieRule) -> int:
    for place, cut in enumerate(cuts, start=1):
        if value > cut or (value == cut and tie_rule == "at_or_above"):
            return place
    return 4
