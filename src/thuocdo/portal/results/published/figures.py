"""What published figures say together: one cell from several sources, rows by province and year, restated baselines.

Pure: rows come from the selectors, arithmetic from :mod:`thuocdo.indices`. An old province keeps its own figures; what
is worked out for the province of today stands in a row of its own, or the reason why it cannot be.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from thuocdo.indices import (
    NATURES,
    TOTAL,
    Certainty,
    Predecessor,
    PublishedResult,
    Restated,
    conflicts,
    restate,
    restate_parts,
)
from thuocdo.units.model import Scheme
from thuocdo.units.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.results.models import PublishedFigure
    from thuocdo.units.model import Link
    from thuocdo.units.model import Unit as Fact

WATCHED: Final = ("10", "15", "12", "08", "02")
"""Provinces of before July 2025 (GSO codes) whose plans the collected results go back to: Lào Cai, Yên Bái, Lai Châu,
Tuyên Quang, Hà Giang. Their results are shown first, beside those of the installation's own province."""

_CERTAINTY: Final = (Certainty.PUBLISHED, Certainty.DERIVED, Certainty.INFERRED, Certainty.LOW_CONFIDENCE, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one source says of one thing."""

    result: PublishedResult
    unit: Unit | None
    pk: int
    brought_by: int

    @classmethod
    def of(cls, row: PublishedFigure) -> Said:
        """Read a stored row as the library's record; its canonical text becomes a number again."""
        return cls(result=as_result(row), unit=row.unit, pk=row.pk, brought_by=row.brought_by_id)


def as_result(row: PublishedFigure) -> PublishedResult:
    """Return a stored row as the library's record."""
    return PublishedResult(
        index=row.index,
        year=row.year,
        province=row.province,
        component=row.component,
        score=Decimal(row.score) if row.score else None,
        max_points=Decimal(row.max_points) if row.max_points else None,
        rank=row.rank,
        ranked=row.ranked,
        source=row.source,
        note=row.note,
        basis=Certainty(row.basis) if row.basis else None,
        rank_basis=Certainty(row.rank_basis) if row.rank_basis else None,
        group=row.group,
        row=row.row,
    )


@dataclass(frozen=True)
class Cell:
    """Everything that sources say of one component of one province and year."""

    said: tuple[Said, ...] = ()

    @cached_property
    def shown(self) -> PublishedResult | None:
        """Return what stands in the table: the surest source, the most decimals; the others stay one click away."""
        return min((one.result for one in self.said), key=_worth_showing, default=None)

    @property
    def score(self) -> Decimal | None:
        """Return the score of the surest source that has one."""
        scored = [one.result for one in self.said if one.result.score is not None]
        return min(scored, key=_worth_showing).score if scored else None

    @cached_property
    def ranked(self) -> PublishedResult | None:
        """Return the source whose place is shown: with how many were ranked, if any source says so."""
        placed = [one.result for one in self.said if one.result.rank is not None]
        return min(placed, key=lambda one: (one.ranked is None, *_worth_showing(one)), default=None)

    @cached_property
    def disagree(self) -> bool:
        """Tell whether the sources contradict each other."""
        return bool(conflicts([one.result for one in self.said]))

    @property
    def basis(self) -> Certainty | None:
        """Return how the shown score came to be known."""
        return self.shown.basis if self.shown else None

    @property
    def maximum(self) -> Decimal | None:
        """Return the maximum that a source states for the component."""
        return next((one.result.max_points for one in self.said if one.result.max_points is not None), None)

    @property
    def group(self) -> str:
        """Return the group that the shown source puts the province in."""
        return next((one.result.group for one in self.said if one.result.group), "")


def _worth_showing(result: PublishedResult) -> tuple[object, ...]:
    decimals = -int(result.score.as_tuple().exponent) if result.score is not None else 0
    return result.score is None, _CERTAINTY.index(result.basis), -decimals, result.source


def cells(said: Iterable[Said]) -> dict[tuple[str, int, str], Cell]:
    """Return the cells of one index by province, year and component."""
    groups: dict[tuple[str, int, str], list[Said]] = {}
    for one in said:
        groups.setdefault((one.result.province, one.result.year, one.result.component), []).append(one)
    return {key: Cell(tuple(group)) for key, group in groups.items()}


# ── Provinces that merged ────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """A province of today and those it was made of."""

    unit: Fact
    links: tuple[Link, ...]

    @property
    def merged(self) -> bool:
        """Tell whether there was more than one before."""
        return len(self.links) > 1

    @property
    def predecessors(self) -> tuple[Predecessor, ...]:
        """Return the provinces of before with their weights, as the arithmetic wants them."""
        return tuple(
            Predecessor(unit=link.unit.code, name=link.unit.full_name, weight=link.weight, basis=link.basis or "")
            for link in self.links
        )


@cache
def merger_of(code: str) -> Merger:
    """Return the province of today that a province of before July 2025 belongs to, with all that it was made of."""
    registry = Registry()
    old = registry.get(code, scheme=Scheme.GSO_BEFORE_2025)
    if old is None:
        raise LookupError(f"no province {code} before July 2025")
    return merger_into(registry.successors(old)[0].unit.code)


@cache
def merger_into(code: str) -> Merger:
    """Return a province of today with all that it was made of."""
    registry = Registry()
    new = registry.get(code)
    if new is None:
        raise LookupError(f"no province {code} today")
    return Merger(unit=new, links=tuple(registry.predecessors(new)))


def restated(index: str, merger: Merger, figures: Mapping[str, Decimal | None]) -> Restated:
    """Return the figure of a province of today from the totals of those before it, by their codes, or the reason."""
    return restate(figures, merger.predecessors, nature=NATURES.get(index))


def restated_parts(
    index: str, merger: Merger, figures: Mapping[str, Mapping[str, Decimal | None]]
) -> dict[str, Restated]:
    """Return every part of a province of today, and its total, from figures by component, then old code."""
    return restate_parts(figures, merger.predecessors, nature=NATURES.get(index))


# ── The table of an index ────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A province with its total of every year."""

    unit: Unit
    by_year: Mapping[int, Cell]

    @property
    def old_code(self) -> str | None:
        """Return its code if it is a province of before July 2025."""
        return self.unit.code if self.unit.scheme == Scheme.GSO_BEFORE_2025.value else None

    @property
    def empty(self) -> bool:
        """Tell whether no source speaks of it in any year."""
        return not any(cell.said for cell in self.by_year.values())

    @property
    def merger(self) -> Merger:
        """Return the province of today that it is or belongs to."""
        return merger_of(self.unit.code) if self.old_code else merger_into(self.unit.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A province of today with the lines of those before it, and what can be restated."""

    merger: Merger
    lines: tuple[Line, ...]
    restated: Mapping[int, Restated]
    """Years in which any of those before has a figure; empty for a province that did not merge."""

    @property
    def has_estimate(self) -> bool:
        """Tell whether any year could be restated."""
        return any(found.value is not None for found in self.restated.values())

    @property
    def refusals(self) -> tuple[str, ...]:
        """Return why nothing is restated, each reason once with the years it holds for."""
        reasons: dict[tuple[str, ...], list[int]] = {}
        for year, found in self.restated.items():
            if found.refused:
                key = tuple(problem.message() for problem in found.refused)
                reasons.setdefault(key, []).append(year)
        return tuple(
            f"{', '.join(map(str, years)) if len(reasons) > 1 else ''}{': ' if len(reasons) > 1 else ''}{reason[0]}"
            for reason, years in reasons.items()
        )


def lines(said: Sequence[Said], years: Sequence[int]) -> list[Line]:
    """Return a line for each province that has a total."""
    by_key = cells(said)
    units = {one.result.province: one.unit for one in said if one.unit is not None}
    return [
        Line(unit=unit, by_year={year: by_key.get((name, year, TOTAL), Cell()) for year in years})
        for name, unit in units.items()
    ]


def blocks(index: str, found: Iterable[Line], every: Iterable[Line]) -> list[Block]:
    """Return lines under the province of today that each is or belongs to; ``every`` has the lines of all provinces."""
    known = {line.old_code: line for line in every if line.old_code}
    groups: dict[str, list[Line]] = {}
    for line in found:
        groups.setdefault(line.merger.unit.code, []).append(line)
    return [_block(index, merger_into(code), group, known) for code, group in groups.items()]


def _block(index: str, merger: Merger, group: Sequence[Line], every: Mapping[str, Line]) -> Block:
    known = [every[link.unit.code] for link in merger.links if link.unit.code in every]
    figures: dict[int, Restated] = {}
    if merger.merged:
        years = sorted({year for line in known for year, cell in line.by_year.items() if cell.score is not None})
        figures = {
            year: restated(
                index, merger, {line.unit.code: line.by_year[year].score for line in known if year in line.by_year}
            )
            for year in years
        }
    order = {link.unit.code: place for place, link in enumerate(merger.links)}
    ordered = sorted(group, key=lambda line: (line.old_code is None, order.get(line.unit.code, 0)))
    return Block(merger=merger, lines=tuple(ordered), restated=figures)
