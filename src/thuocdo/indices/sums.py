"""How the points of criteria make the points of the node above them.

``docs/methods/compiling.md`` says it in words, with a worked table.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.scoring import Outcome, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.indices.results import NodeScore
    from thuocdo.rulebooks.edition import Node

_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_ZERO: Final = Decimal(0)
_NO_POINTS: Final = {state: Outcome(state=state) for state in State}
_OF_ALL: Final = (State.INFORMATION, State.NOT_APPLICABLE)
"""What a node is when all its parts are that."""


def sum_outcome(node: Node, parts: Sequence[NodeScore]) -> Outcome:
    """Return what a node earns from its parts.

    A maximum that nobody knows, then a part without a figure, leaves no sum. A bonus or a deduction that nobody
    reported adds nothing. A part published as empty, or for which nothing arose, counts nothing and keeps its maximum.
    """
    points = _ZERO
    for addend in addends(node, parts):
        if addend is not None:
            points = _EXACT.add(points, addend)
        elif (without := _without_sum(parts)) is not None:
            return without
    return Outcome(state=State.SCORED, points=points, exact=points)


def _without_sum(parts: Sequence[NodeScore]) -> Outcome | None:
    """Return why parts make no sum, where at least one of them has no points; nothing where they make one."""
    inside = [part for part in parts if not part.outside_sum]
    states = {part.state for part in inside}
    if State.UNKNOWN_POINTS in states:
        return _NO_POINTS[State.UNKNOWN_POINTS]
    if any(part.state is State.MISSING and not part.published_empty for part in inside):
        return _NO_POINTS[State.MISSING]
    if all(part.points is None for part in parts):
        return next((_NO_POINTS[state] for state in _OF_ALL if states == {state}), None)
    return None


def addends(node: Node, parts: Sequence[NodeScore]) -> list[Decimal | None]:
    """Return what each part brings to the sum: its displayed points, or those rounded again as the edition says."""
    steps = node.criterion.sum_rounding
    if not steps:
        return [part.outcome.points for part in parts]
    return [
        part.points
        if part.ratio is None or part.step.scale is None or part.state is not State.SCORED
        else part.step.scale.points_at(part.ratio, steps)
        for part in parts
    ]


def own_maximum(maximum: Decimal | None, parts: Sequence[NodeScore]) -> Decimal | None:
    """Return the unit's own maximum of a node: the edition's, less what is not applicable below."""
    if maximum is None:
        return None
    for part in parts:
        full = part.step.maximum
        if part.max_points is not full and not part.step.node.outside_sum:
            maximum = _EXACT.subtract(maximum, _EXACT.subtract(full or _ZERO, part.max_points or _ZERO))
    return maximum
