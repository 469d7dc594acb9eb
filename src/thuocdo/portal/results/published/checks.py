"""What can be said of a province's figures of a year: do parts add up, what changed, what deserves a second look."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from thuocdo.indices import PARTS, TOTAL, Figures, PublishedResult, compare, doubts
from thuocdo.portal.results.published.structure import edition_of_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thuocdo.errors import Problem
    from thuocdo.indices import SeriesBreak
    from thuocdo.portal.results.published.figures import Cell, Said
    from thuocdo.rulebooks import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The parts of a whole as one source prints them, added up beside what it prints for the whole."""

    whole: PublishedResult
    parts: tuple[PublishedResult, ...]
    doubtful: bool
    """Whether the difference is larger than printing with few decimals explains."""

    @property
    def total(self) -> Decimal:
        """Return the sum of the parts."""
        return sum((part.score for part in self.parts if part.score is not None), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """Return how far the sum is from the printed whole."""
        return self.total - (self.whole.score or Decimal(0))


def sums(said: Iterable[Said]) -> list[Sum]:
    """Return every whole whose parts one source gives completely, with whether they add up."""
    by_source: dict[str, dict[str, PublishedResult]] = {}
    for one in said:
        by_source.setdefault(one.result.source, {})[one.result.component] = one.result
    found = []
    for results in by_source.values():
        off = {problem.place.item for problem in doubts(list(results.values())) if problem.code == "IX-220"}
        for whole in results.values():
            parts = [results[name] for name in _parts(whole, results) if name in results]
            complete = parts and len(parts) == len(_parts(whole, results))
            if complete and whole.score is not None and all(part.score is not None for part in parts):
                found.append(Sum(whole=whole, parts=tuple(parts), doubtful=whole.place.item in off))
    return found


def _parts(whole: PublishedResult, results: Mapping[str, PublishedResult]) -> Sequence[str]:
    if whole.index == "PAPI" and whole.component.startswith("D"):
        return [name for name in results if name.startswith(f"S{whole.component[1:]}.")]
    return PARTS.get((whole.index, whole.component), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What may be concluded from one year to the next."""

    before: int
    changes: Mapping[str, Decimal | None]
    """By component; nothing where one year has no figure or the two may not be compared."""
    refused: tuple[Problem, ...]
    """Why the two years are only shown side by side."""


def step(
    now: Mapping[str, Cell],
    before: Mapping[str, Cell],
    *,
    years: tuple[int, int],
    editions: Sequence[Edition],
    breaks: Sequence[SeriesBreak],
) -> Step:
    """Compare a province's components with an earlier year, or say why that year is only read beside this one."""
    methods = [edition_of_year(editions, year) for year in years]
    found = compare(
        Figures(
            when=str(years[0]),
            values={component: cell.score for component, cell in before.items()},
            method=methods[0].id if methods[0] else None,
        ),
        Figures(
            when=str(years[1]),
            values={component: cell.score for component, cell in now.items()},
            method=methods[1].id if methods[1] else None,
        ),
        breaks=breaks,
    )
    changes = {component: found.changes[component].change for component in now}
    return Step(before=years[0], changes=changes, refused=found.refused)


def second_looks(said: Iterable[Said], year_totals: Iterable[Said], province: str) -> list[Problem]:
    """Return what deserves a second look in one province's figures, its place among the others of the year included."""
    own = [one.result for one in said]
    others = [one.result for one in year_totals if one.result.component == TOTAL]
    among = [problem for problem in doubts(others) if problem.code == "IX-222" and _speaks_of(problem, province)]
    return [*doubts(own), *among]


def _speaks_of(problem: Problem, province: str) -> bool:
    return any(problem.params[name].startswith(f"{province} ") for name in ("better", "worse"))
