"""What a file of published results would change: read, matched to provinces, held against what is stored already."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from thuocdo.errors import Place, Problem, ThuocDoError, UnitError
from thuocdo.indices import PublishedResult, contradictions, doubts, read_published
from thuocdo.portal.results.published.figures import as_result
from thuocdo.portal.results.published.structure import INDICES, index_by_name
from thuocdo.portal.results.selectors.published import figures_in_use, import_of_fingerprint, provinces_by_key
from thuocdo.portal.results.snapshots.figures import text
from thuocdo.units.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.results.models import PublishedFigure, PublishedImport

Key = tuple[str, int, str, str, str]
_SAID = ("score", "max_points", "rank", "ranked", "group", "basis", "rank_basis", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A figure of the file with the province it is of; none for a mean or an extreme of many."""

    result: PublishedResult
    unit: Unit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A figure that the same source gave otherwise before."""

    stored: PublishedFigure
    placed: Placed

    @property
    def changes_figures(self) -> bool:
        """Tell whether a figure differs, not the note alone."""
        was, now = _says(as_result(self.stored)), _says(self.placed.result)
        return any(was[name] != now[name] for name in _SAID if name != "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPlan:
    """What taking in one file would do. Nothing is stored while there is a problem."""

    name: str
    sha256: str
    fingerprint: str = ""
    before: PublishedImport | None = None
    """The import that took in the same content, so that this one changes nothing."""
    new: tuple[Placed, ...] = ()
    same: int = 0
    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    counts: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """Index and year -> how many figures the file has."""

    @property
    def ready(self) -> bool:
        """Tell whether it can be taken in as it stands."""
        return not self.problems and self.before is None

    @property
    def changes_something(self) -> bool:
        """Tell whether anything would be stored."""
        return bool(self.new or self.corrections)


Effect = Literal["new", "same"]


def plan_published(*, name: str, content: bytes, replaces: bool = False) -> PublishedPlan:
    """Return what taking in a file would do; ``replaces`` allows a source to correct what it said before."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        read = read_published(content, name=name)
    except ThuocDoError as error:
        return PublishedPlan(name=name, sha256=sha256, problems=error.problems)
    placed, problems = _placed(read.results, name)
    if problems:
        return PublishedPlan(name=name, sha256=sha256, problems=tuple(problems))
    fingerprint = _fingerprint(one.result for one in placed)
    counts: dict[tuple[str, int], int] = {}
    for one in placed:
        counts[one.result.index, one.result.year] = counts.get((one.result.index, one.result.year), 0) + 1
    plan = PublishedPlan(name=name, sha256=sha256, fingerprint=fingerprint, counts=dict(sorted(counts.items())))
    if before := import_of_fingerprint(fingerprint):
        return replace(plan, before=before, same=len(placed))
    return _against_stored(plan, placed, replaces=replaces)


def _placed(results: Iterable[PublishedResult], name: str) -> tuple[list[Placed], list[Problem]]:
    """Return figures with their provinces, under the names the facts use; unknown names and indices are problems."""
    units, registry = provinces_by_key(), Registry()
    placed, problems = [], []
    for result in results:
        if index_by_name(result.index) is None:
            known = ", ".join(index.name for index in INDICES)
            place = Place(file=name, row=result.row, column="index")
            problems.append(Problem(code="RS-201", place=place, params={"found": result.index, "known": known}))
        elif result.is_aggregate:
            placed.append(Placed(result=result, unit=None))
        else:
            try:
                fact = registry.province_named(result.province, date(result.year, 12, 31))
            except UnitError as error:
                place = Place(file=name, row=result.row, column="province")
                problems += [problem.at(place) for problem in error.problems]
                continue
            unit = units[fact.scheme.value, fact.code]
            placed.append(Placed(result=replace(result, province=fact.name), unit=unit))
    return placed, problems


def _against_stored(plan: PublishedPlan, placed: Sequence[Placed], *, replaces: bool) -> PublishedPlan:
    """Return the plan with what is new, the same or corrected, and with what cannot be true together."""
    stored = figures_in_use({index for index, _ in plan.counts}, {year for _, year in plan.counts})
    known = {_key(as_result(row)): row for row in stored}
    new, corrections, same = [], [], 0
    for one in placed:
        row = known.pop(_key(one.result), None)
        if row is None:
            new.append(one)
        elif _says(as_result(row)) == _says(one.result):
            same += 1
        else:
            corrections.append(Correction(stored=row, placed=one))
    # A note in better words replaces the old one; another figure needs somebody's word.
    unlike = [] if replaces else [found for found in corrections if found.changes_figures]
    problems = [_unlike(found, plan.name) for found in unlike]
    # What the file says no longer of a thing it spoke of before stays: other files may have brought it.
    others = [as_result(row) for row in known.values()]
    together = [*others, *(one.result for one in placed)]
    problems += [problem.at(Place(file=plan.name)) for problem in contradictions(together)]
    return replace(
        plan,
        new=tuple(new),
        same=same,
        corrections=tuple(corrections),
        problems=tuple(problems),
        warnings=tuple(_new_doubts(doubts([one.result for one in placed]), doubts(others), doubts(together))),
    )


def _new_doubts(own: Sequence[Problem], before: Sequence[Problem], together: Sequence[Problem]) -> Iterator[Problem]:
    """Yield what is doubtful in the file itself, whoever said it before, and what it makes doubtful beside the rest."""
    heard = {_said(problem) for problem in before}
    seen = set()
    for problem in (*own, *(found for found in together if _said(found) not in heard)):
        if _said(problem) not in seen:
            seen.add(_said(problem))
            yield problem


def _said(problem: Problem) -> tuple[str, str | None, tuple[tuple[str, str], ...]]:
    """Return what a doubt is about, so that one that was there before is not blamed on the new file."""
    return problem.code, problem.place.item, tuple(sorted(problem.params.items()))


def _unlike(found: Correction, name: str) -> Problem:
    was, now = as_result(found.stored), found.placed.result
    params = {"stored": _in_words(was), "found": _in_words(now)}
    return Problem(code="RS-202", place=Place(file=name, row=now.row, item=now.place.item), params=params)


def _in_words(result: PublishedResult) -> str:
    parts = {name: value for name, value in _says(result).items() if value not in {None, ""}}
    words = {"score": "điểm", "max_points": "tối đa", "rank": "hạng", "ranked": "trên", "group": "nhóm"}
    said = [f"{words[name]} {value}" for name, value in parts.items() if name in words]
    return ", ".join(said) or "không có số liệu"


def _key(result: PublishedResult) -> Key:
    return result.index, result.year, result.province, result.component, result.source


def _says(result: PublishedResult) -> dict[str, Any]:
    return {name: _plain(getattr(result, name)) for name in _SAID}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int) or value is None else text(value)


def _fingerprint(results: Iterable[PublishedResult]) -> str:
    lines = sorted(json.dumps([*_key(one), *_says(one).values()], ensure_ascii=False) for one in results)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
