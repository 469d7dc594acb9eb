"""Results that others published, as records: one figure of one source each, never altered.

Two sources that disagree are two records, and both are shown. Provinces are those of the year: the tỉnh Yên Bái of 2024
keeps its own figures, whatever became of it. A name that begins with ``_`` is no province but a mean or an extreme of
many. :mod:`thuocdo.indices.reading` reads them, :mod:`thuocdo.indices.consistency` checks them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

TOTAL: Final = "TOTAL"
AGGREGATE: Final = "_"
"""How the name of a mean or an extreme of many provinces begins."""

_SPELLINGS: Final = {"parindex": "PAR INDEX", "sipas": "SIPAS", "papi": "PAPI"}


class Certainty(StrEnum):
    """How a published figure came to be known."""

    PUBLISHED = "published"
    """The source states it."""
    DERIVED = "derived"
    """Arithmetic on figures that sources state (this year's less the reported change)."""
    INFERRED = "inferred"
    """Concluded from what a source says otherwise (the order in which it lists provinces)."""
    LOW_CONFIDENCE = "low_confidence"
    """From a third party, or from a page that could not be found again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedResult:
    """One figure of one source, as printed; ``None`` where the source gives none."""

    index: str
    year: int
    province: str
    component: str
    score: Decimal | None
    max_points: Decimal | None = None
    rank: int | None = None
    ranked: int | None = None
    """How many were ranked, where the source says so."""
    source: str = ""
    note: str = ""
    basis: Certainty | None = None
    rank_basis: Certainty | None = None
    group: str = ""
    row: int | None = field(default=None, compare=False)

    @property
    def is_aggregate(self) -> bool:
        """Return whether this is a mean or an extreme of many provinces, not a province."""
        return self.province.startswith(AGGREGATE)

    @property
    def key(self) -> tuple[str, int, str, str]:
        """Return what the figure is of, whoever printed it."""
        return self.index, self.year, self.province, self.component

    @property
    def place(self) -> Place:
        """Return where the figure stands, for a problem that concerns it."""
        return Place(row=self.row, item=f"{self.index} {self.year}, {self.province}, {self.component}")


@dataclass(frozen=True, kw_only=True)
class Published:
    """Published results that hold together, with everything worth a second look."""

    results: tuple[PublishedResult, ...]
    warnings: tuple[Problem, ...] = ()

    def of(self, index: str, year: int, province: str, component: str = TOTAL) -> tuple[PublishedResult, ...]:
        """Return every source's figure of one thing; more than one where sources disagree or repeat each other."""
        return self._by_key.get((index, year, province, component), ())

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, int, str, str], tuple[PublishedResult, ...]]:
        groups: dict[tuple[str, int, str, str], list[PublishedResult]] = {}
        for result in self.results:
            groups.setdefault(result.key, []).append(result)
        return {key: tuple(group) for key, group in groups.items()}


def canonical_index(name: str) -> str:
    """Return an index's name as we write it: ``PAR_INDEX``, ``parindex`` and ``PAR INDEX`` are one."""
    return _SPELLINGS.get("".join(filter(str.isalnum, name.casefold())), name)


def warning(code: str, place: Place, params: Mapping[str, str]) -> Problem:
    """Return a problem that is said and kept, while the work goes on."""
    return Problem(code=code, place=place, params=params, severity=Severity.WARNING)


def by_source(results: Sequence[PublishedResult]) -> Mapping[tuple[str, int, str, str], list[PublishedResult]]:
    """Return the figures of one index, year, province and source together: what one author says of one thing."""
    groups: dict[tuple[str, int, str, str], list[PublishedResult]] = {}
    for result in results:
        groups.setdefault((result.index, result.year, result.province, result.source), []).append(result)
    return groups
