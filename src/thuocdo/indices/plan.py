"""An edition prepared for units of one kind: everything about a node that does not change from unit to unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Language, Place, Problem, ScoringError
from thuocdo.scoring import Outcome, Scale, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from thuocdo.rulebooks.edition import Edition, Node

_ZERO: Final = Decimal(0)
_BETWEEN: Final = " · "
_NOT_APPLICABLE: Final = Outcome(state=State.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """One node with its rule made ready."""

    node: Node
    code: str
    maximum: Decimal | None
    scale: Scale | None
    """The rule with its maximum and roundings; nothing where the node has no rule."""
    labels: Mapping[Language, Mapping[str, str]]
    outside_scope: Outcome | None
    """What the node counts where it is not for this kind of unit, or not in force on the day."""
    authoritative: bool
    """Whether the edition takes a published score where nothing can be computed."""
    sums: bool
    """Whether it sums its criteria, which it does unless it lies outside the scope."""
    parts: tuple[int, ...]
    """The places of its criteria among the steps, counted from the end."""


def steps_of(edition: Edition, kind: str, on: date | None) -> tuple[Step, ...]:
    """Return the edition's nodes, parents before children, prepared for units of one kind.

    What lies below a node outside a unit's scope lies outside it too.

    :raises ScoringError: SC-2xx where a rule does not fit its criterion's maximum (an edition that was not checked).
    """
    places = {node.code: place for place, node in enumerate(reversed(edition.nodes))}
    outside: dict[str, Outcome | None] = {}
    for node in edition.nodes:
        above = outside[node.parent] if node.parent is not None else None
        outside[node.code] = _outside_scope(node, kind, on) if above is None else _NOT_APPLICABLE
    return tuple(
        Step(
            node=node,
            code=node.code,
            maximum=node.max_points,
            scale=_scale(node),
            labels={"vi": node.labels("vi"), "en": node.labels("en")},
            outside_scope=outside[node.code],
            authoritative=edition.file.official == "authoritative",
            sums=bool(node.children) and outside[node.code] is None,
            parts=tuple(places[child.code] for child in node.children),
        )
        for node in edition.nodes
    )


def _scale(node: Node) -> Scale | None:
    if node.rule is None:
        return None
    try:
        return Scale(
            node.rule,
            maximum=node.max_points,
            nothing_arose=node.criterion.nothing_arose,
            rounding=node.rounding,
        )
    except ScoringError as error:
        raise ScoringError(placed(problem, node.code) for problem in error.problems) from None


def placed(problem: Problem, *items: str, file: str | None = None, row: int | None = None) -> Problem:
    """Place what scoring found at an input or a parameter where a person looks for it: file, row, unit, criterion."""
    item = _BETWEEN.join(part for part in (*items, problem.place.item) if part)
    return replace(problem, place=Place(file=file, row=row, item=item))


def by_labels(problem: Problem, labels: Mapping[str, str]) -> Problem:
    """Return a problem of reported values that calls inputs by their labels, with their code names beside."""

    def named(text: str, between: str) -> str:
        return between.join(f"“{labels[part]}” ({part})" if part in labels else part for part in text.split(between))

    params = {name: named(value, " + ") for name, value in problem.params.items()}
    place = replace(problem.place, item=named(problem.place.item or "", _BETWEEN))
    return replace(problem, params=params, place=place)


def _outside_scope(node: Node, kind: str, on: date | None) -> Outcome | None:
    if on is not None and not node.in_force(on):
        return _NOT_APPLICABLE
    if node.applies_to_kind(kind):
        return None
    points = {"not_applicable": None, "zero": _ZERO, "full": node.max_points}[node.criterion.otherwise]
    return Outcome(state=State.NOT_APPLICABLE, points=points, exact=points)
