"""What was published for the territory of a province of today: its predecessors' own figures, and the joined one.

A province that came out of a merger has no figure of its own before 2025. Its predecessors keep theirs; beside them
stands a restated figure, or the reason why there can be none. ``docs/methods/merging.md`` says it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from thuocdo.indices.published import Certainty, PublishedResult
from thuocdo.indices.restating import NATURES, Predecessor, Restated, restate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thuocdo.units.model import Link, Unit
    from thuocdo.units.registry import Registry

UNWEIGHED: Final = ""
"""The basis of a weight that no source states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselinePart:
    """One component of an index: what was published, by unit of that time, and the figure for the province of today.

    ``published`` holds every source's figure. ``restated`` is nothing where the figures are the province's own.
    """

    published: Mapping[Unit, tuple[PublishedResult, ...]]
    restated: Restated | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was published of one index and year for a province of today, by component in the order of the sources."""

    index: str
    year: int
    province: Unit
    predecessors: tuple[Link, ...]
    """The provinces of before; empty where the province itself existed at the end of that year."""
    parts: Mapping[str, BaselinePart]


def baseline(
    results: Iterable[PublishedResult], *, index: str, year: int, province: Unit, registry: Registry
) -> Baseline:
    """Gather what was published for the territory of a province of today.

    Where sources disagree, the restated figure is made from the one that states its figure and prints most decimals.

    :raises UnitError: UN-102, UN-103 if a row names a province that did not exist in that year.
    """
    day = date(year, 12, 31)
    links = () if province.valid_from is None or province.valid_from <= day else tuple(registry.predecessors(province))
    units = {link.unit for link in links} or {province}
    found: dict[str, dict[Unit, tuple[PublishedResult, ...]]] = {}
    for result in results:
        if (result.index, result.year) != (index, year) or result.is_aggregate:
            continue
        unit = registry.province_named(result.province, on=day)
        if unit in units:
            by_unit = found.setdefault(result.component, {})
            by_unit[unit] = (*by_unit.get(unit, ()), result)
    parts = {
        component: BaselinePart(published=by_unit, restated=_restated(index, links, by_unit) if links else None)
        for component, by_unit in found.items()
    }
    return Baseline(index=index, year=year, province=province, predecessors=links, parts=parts)


def _restated(index: str, links: Sequence[Link], by_unit: Mapping[Unit, tuple[PublishedResult, ...]]) -> Restated:
    predecessors = [
        Predecessor(unit=link.unit.code, name=link.unit.full_name, weight=link.weight, basis=link.basis or UNWEIGHED)
        for link in links
    ]
    chosen = {link.unit.code: best_stated(by_unit.get(link.unit, ())) for link in links}
    figures = {code: None if result is None else result.score for code, result in chosen.items()}
    return restate(figures, predecessors, nature=NATURES.get(index))


def best_stated(results: Sequence[PublishedResult]) -> PublishedResult | None:
    """Return the figure to reckon with where there are several: stated rather than concluded, then of most decimals."""
    scored = [result for result in results if result.score is not None]
    return max(scored, key=lambda result: (result.basis is Certainty.PUBLISHED, _decimals(result)), default=None)


def _decimals(result: PublishedResult) -> int:
    return 0 if result.score is None else -int(result.score.as_tuple().exponent)
