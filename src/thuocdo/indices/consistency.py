"""Whether published figures can be true together: sums, maxima, ranks, and what different sources say.

A contradiction (a part that earns points on a scale with no points left for it) is refused with its numbers; a doubt
(a printed 26 beside parts that add to 25.9789) is said and kept. Sums are checked within one source, differences are
sought between sources. ``docs/methods/published-results.md`` has the rules in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Problem
from thuocdo.indices.published import TOTAL, PublishedResult, by_source, warning
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thuocdo.errors import Place

_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_HALF: Final = Decimal("0.5")
_WHOLE_POINT: Final = Decimal("0.5")
"""A sum that is off by more than half a point cannot come from printing a part without its decimals."""
_USUAL_DECIMALS: Final = 2
"""Points are printed with two decimals; ``90.1`` is 90.10 whose zero a spreadsheet dropped."""

PARTS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("PAR INDEX", TOTAL): ("appraised", "survey", "statistics"),
    ("PAR INDEX", "survey"): ("sipas", "leaders_survey"),
    ("PAPI", TOTAL): ("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8"),
}
"""What adds up to what, by index and component; PAPI's dimensions add up from whatever sub-dimensions there are."""
_SCALES: Final[Mapping[tuple[str, str], Decimal]] = {
    ("PAR INDEX", TOTAL): Decimal(100),
    ("SIPAS", TOTAL): Decimal(100),
    ("PAPI", TOTAL): Decimal(80),
}
"""The scale of an index where a row does not give its maximum: 100 points, 100 %, eight dimensions of ten."""
_DIMENSION: Final = re.compile(r"D([1-9])", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """A figure with the parts that the same source gives of it; the figure itself may not be given."""

    component: str
    whole: PublishedResult | None
    parts: tuple[PublishedResult, ...]
    complete: bool
    """Whether every part of the index's structure is there with a score."""

    @property
    def place(self) -> Place:
        """Return where the figure stands, or its first part where it does not stand at all."""
        return replace(self.whole or self.parts[0], component=self.component).place

    @property
    def maximum(self) -> Decimal | None:
        """Return the stated maximum, or the scale of the index."""
        return _SCALES.get((self.parts[0].index, self.component)) if self.whole is None else _maximum(self.whole)


def contradictions(results: Sequence[PublishedResult]) -> list[Problem]:
    """Return what cannot be true: nothing with such a problem is taken in."""
    problems = _duplicates(results)
    for result in results:
        problems += _own_contradictions(result)
    for found in _wholes(results):
        problems += _maxima(found)
        if (gap := _gap(found)) is not None and abs(gap) > _WHOLE_POINT:
            problems.append(Problem(code="IX-215", place=found.place, params=_sum_params(found)))
    return problems


def doubts(results: Sequence[PublishedResult]) -> list[Problem]:
    """Return what deserves a second look: sums that are slightly off, sources and ranks that disagree."""
    problems = []
    for found in _wholes(results):
        gap = _gap(found)
        if gap is not None and _tolerance(found) < abs(gap):
            problems.append(warning("IX-220", found.place, _sum_params(found)))
    problems += [
        warning("IX-221", conflict[0].place, {"found": "; ".join(map(_said, conflict))})
        for conflict in conflicts(results)
    ]
    return problems + list(_rank_order(results))


def conflicts(results: Sequence[PublishedResult]) -> list[tuple[PublishedResult, ...]]:
    """Return every figure on which sources disagree, with what each of them says.

    A figure printed with fewer decimals agrees with the one it rounds; an empty cell disagrees with nothing.
    """
    groups: dict[tuple[str, int, str, str], list[PublishedResult]] = {}
    for result in results:
        groups.setdefault(result.key, []).append(result)
    return [tuple(group) for group in groups.values() if not all(_agree(group[0], other) for other in group[1:])]


def _agree(one: PublishedResult, other: PublishedResult) -> bool:
    if one.score is not None and other.score is not None and not _same_score(one.score, other.score):
        return False
    pairs = ((one.rank, other.rank), (one.ranked, other.ranked), (one.group or None, other.group or None))
    return all(a is None or b is None or a == b for a, b in pairs)


def _same_score(one: Decimal, other: Decimal) -> bool:
    decimals = min(_decimals(one), _decimals(other))
    unit = Decimal(1).scaleb(-decimals)
    return one.quantize(unit, context=_EXACT) == other.quantize(unit, context=_EXACT)


def _decimals(value: Decimal) -> int:
    return max(_USUAL_DECIMALS, -int(value.as_tuple().exponent))


def _duplicates(results: Sequence[PublishedResult]) -> list[Problem]:
    first: dict[tuple[object, ...], PublishedResult] = {}
    problems = []
    for result in results:
        earlier = first.setdefault((*result.key, result.source), result)
        if earlier is not result:
            params = {"first": str(earlier.row), "second": str(result.row)}
            problems.append(Problem(code="IX-206", place=result.place, params=params))
    return problems


def _own_contradictions(result: PublishedResult) -> list[Problem]:
    problems = []
    maximum = _maximum(result)
    if result.score is not None and maximum is not None and result.score > maximum:
        params = {"found": format_number(result.score), "expected": format_number(maximum)}
        problems.append(Problem(code="IX-211", place=result.place, params=params))
    if result.rank is not None and result.ranked is not None and result.rank > result.ranked:
        params = {"found": str(result.rank), "expected": str(result.ranked)}
        problems.append(Problem(code="IX-212", place=result.place, params=params))
    return problems


def _maximum(result: PublishedResult) -> Decimal | None:
    return _SCALES.get((result.index, result.component)) if result.max_points is None else result.max_points


def _wholes(results: Sequence[PublishedResult]) -> Iterator[_Whole]:
    for (index, *_), group in by_source(results).items():
        found = {result.component: result for result in group}
        for component in dict.fromkeys([*found, *(whole for of, whole in PARTS if of == index)]):
            names = _part_names(index, component, found)
            parts = tuple(found[name] for name in names if name in found)
            if parts:
                complete = len(parts) == len(names) and all(part.score is not None for part in parts)
                yield _Whole(component=component, whole=found.get(component), parts=parts, complete=complete)


def _part_names(index: str, component: str, found: Iterable[str]) -> tuple[str, ...]:
    if index == "PAPI" and (dimension := _DIMENSION.fullmatch(component)):
        return tuple(name for name in found if name.startswith(f"S{dimension[1]}."))
    return PARTS.get((index, component), ())


def _maxima(found: _Whole) -> list[Problem]:
    """Refuse parts that do not fit on the scale: a part without a stated maximum needs at least what it scored."""
    if found.maximum is None or all(part.max_points is None for part in found.parts):
        return []
    needed = Decimal(0)
    for part in found.parts:
        needed += (part.score or Decimal(0)) if part.max_points is None else part.max_points
    stated = all(part.max_points is not None for part in found.parts) and found.complete
    if needed <= found.maximum and not (stated and needed != found.maximum):
        return []
    maxima = [
        f"{part.component} {format_number(part.max_points)}" for part in found.parts if part.max_points is not None
    ]
    scored = [
        f"{part.component} {format_number(part.score)}"
        for part in found.parts
        if part.max_points is None and part.score is not None
    ]
    params = {
        "maxima": " + ".join(maxima),
        "scored": ", ".join(scored),
        "needed": format_number(needed),
        "scale": format_number(found.maximum),
    }
    return [Problem(code="IX-213" if scored else "IX-214", place=found.place, params=params)]


def _gap(found: _Whole) -> Decimal | None:
    """Return how far the parts' sum is from the printed whole, or nothing where they cannot be compared."""
    if not found.complete or found.whole is None or found.whole.score is None:
        return None
    return _sum(found) - found.whole.score


def _sum(found: _Whole) -> Decimal:
    return sum((part.score for part in found.parts if part.score is not None), Decimal(0))


def _tolerance(found: _Whole) -> Decimal:
    """Return what printing every figure with its decimals (two at least) may hide: half a unit of each last place."""
    figures = [one.score for one in (found.whole, *found.parts) if one is not None and one.score is not None]
    return sum((_HALF.scaleb(-_decimals(score)) for score in figures), Decimal(0))


def _sum_params(found: _Whole) -> dict[str, str]:
    scores = [part.score for part in found.parts if part.score is not None]
    printed = (found.whole and found.whole.score) or Decimal(0)
    return {
        "parts": " + ".join(map(format_number, scores)),
        "sum": format_number(_sum(found)),
        "printed": format_number(printed),
    }


def _rank_order(results: Sequence[PublishedResult]) -> Iterator[Problem]:
    """Yield every two neighbours of a ranking of which the better placed has the lower score."""
    rankings: dict[tuple[str, int, str], list[PublishedResult]] = {}
    for result in results:
        if result.rank is not None and result.score is not None and not result.is_aggregate:
            rankings.setdefault((result.index, result.year, result.component), []).append(result)
    for ranking in rankings.values():
        for better, worse in pairwise(sorted(ranking, key=_rank_of)):
            if better.province == worse.province or _rank_of(better) == _rank_of(worse):
                continue
            if better.score is not None and worse.score is not None and better.score < worse.score:
                yield warning("IX-222", better.place, {"better": _said(better), "worse": _said(worse)})


def _rank_of(result: PublishedResult) -> int:
    return result.rank or 0


def _said(result: PublishedResult) -> str:
    score = "" if result.score is None else format_number(result.score)
    rank = "" if result.rank is None else f"{result.rank}/{result.ranked or '?'}"
    figures = "; ".join(filter(None, (score, rank, result.group)))
    return f"{result.province} {figures} ({result.source or '?'})"
