"""Where a unit's points were lost: every criterion with what it earned, lost, and what would earn more.

The lines of a unit add up to its published total. Where a group's criteria were not all published or computable, what
is left of the group stands as one line and says so; nothing is spread by guessing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from thuocdo.indices import Basis
from thuocdo.portal.editions.telling import law_number, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thuocdo.indices import IndexResult, NodeScore
    from thuocdo.rulebooks import Node
    from thuocdo.scoring import Worth

Kind = Literal["official", "computed", "group", "remainder", "none"]
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One criterion, or what is left of a group."""

    node: Node
    score: NodeScore | None
    """``None`` for what is left of a group."""
    points: Decimal | None
    maximum: Decimal
    basis: Kind
    of: tuple[Node, ...] = ()
    """The criteria that a remainder stands for."""
    taken_over: bool = False
    """Whether the figure is the province's, repeated for its units."""

    @property
    def lost(self) -> Decimal | None:
        """Return the points lost, nothing where nobody knows."""
        return None if self.points is None else self.maximum - self.points

    @property
    def number(self) -> str:
        """Return how the law numbers it; for a remainder, its criteria."""
        return ", ".join(map(law_number, self.of)) if self.of else law_number(self.node)

    @property
    def outside_scope(self) -> bool:
        """Tell whether the edition does not judge this kind of unit by the criterion."""
        return self.score is not None and self.score.basis is Basis.SCOPE


def lines(result: IndexResult) -> list[Line]:
    """Return the lines of a unit, most points lost first; those without a maximum are not among them."""
    found = [line for group in result.edition.total.children for line in _of_group(result, group)]
    return sorted(found, key=lambda line: (line.lost is None, -(line.lost or _ZERO)))


def _of_group(result: IndexResult, group: Node) -> Iterator[Line]:
    leaves = [node for node in group.walk() if node.is_leaf and node.max_points]
    known = [line for node in leaves if (line := _of_leaf(result, node)).points is not None]
    yield from known
    unknown = tuple(node for node in leaves if node.code not in {line.node.code for line in known})
    if not unknown:
        return
    published = result.data.official.get(group.code)
    left = None if published is None else published - sum((line.points or _ZERO for line in known), _ZERO)
    yield Line(
        node=unknown[0] if len(unknown) == 1 else group,
        score=None,
        points=left,
        maximum=sum((node.max_points or _ZERO for node in unknown), _ZERO),
        basis="none" if left is None else "remainder" if known else "group",
        of=unknown,
    )


def _of_leaf(result: IndexResult, node: Node) -> Line:
    score = result.scores[node.code]
    official = result.data.official.get(node.code)
    points = score.points if official is None else official
    return Line(
        node=node,
        score=score,
        points=points,
        maximum=node.max_points or _ZERO,
        basis="none" if points is None else "computed" if official is None else "official",
        taken_over=is_taken_over(node, result.data.kind),
    )


def is_taken_over(node: Node, kind: str) -> bool:
    """Tell whether the source repeats the province's figure for this kind of unit, which cannot change it alone."""
    return kind in node.criterion.copied_down


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What would earn more: so many more (or fewer) of an input, for so many more points."""

    label: str
    unit: str
    change: Decimal
    value: Decimal
    gain: Decimal
    full: bool
    """Whether that is all that can be earned."""


def next_step(line: Line) -> Step | None:
    """Return what would earn the next half point of a line, where its rule can say so."""
    if line.score is None or line.taken_over or not line.lost:
        return None
    return _step(line.score, line.score.next_half_point())


def to_the_full(line: Line) -> Step | None:
    """Return what would earn every point of a line."""
    if line.score is None or line.taken_over or not line.lost:
        return None
    return _step(line.score, line.score.worth(line.maximum))


def _step(score: NodeScore, worth: Worth | None) -> Step | None:
    if worth is None or not worth.change or score.points is None:
        return None
    given = score.node.criterion.inputs[worth.input]
    return Step(
        label=said(given),
        unit=given.unit,
        change=worth.change,
        value=worth.value,
        gain=worth.points - score.points,
        full=worth.points == score.node.max_points,
    )


def quotient(score: NodeScore) -> tuple[Decimal, Decimal] | None:
    """Return the numerator and denominator of a ratio rule, summed where the rule sums them."""
    rule = score.node.rule
    if rule is None or not rule.is_ratio or score.refused is not None:
        return None
    parts = []
    for written in (getattr(rule, "numerator", None), getattr(rule, "denominator", None)):
        names = (written,) if isinstance(written, str) else written or ()
        values = [score.reported.get(name) for name in names]
        if not values or any(value is None for value in values):
            return None
        parts.append(sum((value for value in values if value is not None), _ZERO))
    return parts[0], parts[1]
