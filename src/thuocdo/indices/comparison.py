"""Compare the figures of two years or days: like with like, nothing chained across a break, ranks over the same units.

Figures that may not be compared are still shown side by side; what is refused is the conclusion, with the reason.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from thuocdo.errors import Problem
from thuocdo.indices.ranking import Rank, rank

if TYPE_CHECKING:
    from decimal import Decimal

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBreak:
    """A moment from which figures are made another way, so that they are not chained with those before."""

    at: str
    """The first year or ISO day of the new way: ``2021`` or ``2026-10-06``."""
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(Generic[Key]):
    """The published figures of many units at one moment.

    ``when`` is a year or an ISO day, ``period`` the kind of period the figures cover (``year``, ``quarter``,
    ``month``), ``method`` the edition that made them (nothing where it is not known), ``open`` whether the period was
    still running, so that the figures are provisional.
    """

    when: str
    values: Mapping[Key, Decimal | None]
    period: str = "year"
    method: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One unit in both figures; ``change`` and ``places`` are nothing where they may not be concluded."""

    before: Decimal | None
    after: Decimal | None
    change: Decimal | None = None
    rank_before: Rank | None = None
    rank_after: Rank | None = None
    places: int | None = None
    """Places gained: positive is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Generic[Key]):
    """Two moments side by side. ``refused`` says why figures are not chained, ``ranks_refused`` why places are not."""

    before: Figures[Key]
    after: Figures[Key]
    changes: Mapping[Key, Change]
    breaks: tuple[SeriesBreak, ...] = ()
    refused: tuple[Problem, ...] = ()
    ranks_refused: tuple[Problem, ...] = ()
    provisional: bool = False
    only_before: tuple[Key, ...] = field(default=())
    """Units with a figure before and none after."""
    only_after: tuple[Key, ...] = field(default=())


def compare(before: Figures[Key], after: Figures[Key], *, breaks: Sequence[SeriesBreak] = ()) -> Comparison[Key]:
    """Compare two sets of figures, the earlier first.

    :raises ValueError: if ``before`` is not the earlier of the two (a bug of the caller).
    """
    if before.when >= after.when:
        raise ValueError(f"{before.when} does not come before {after.when}")
    crossed = tuple(found for found in breaks if before.when < found.at <= after.when)
    refused = _unlike(before, after, crossed)
    only_before, only_after = _missing_from(before, after), _missing_from(after, before)
    ranks_refused = refused or _other_units(before, after, len(only_before), len(only_after))
    ranks = (rank(before.values), rank(after.values))
    keys = dict.fromkeys([*before.values, *after.values])
    return Comparison(
        before=before,
        after=after,
        changes={key: _change(key, before, after, ranks, bool(refused), bool(ranks_refused)) for key in keys},
        breaks=crossed,
        refused=refused,
        ranks_refused=ranks_refused,
        provisional=before.open or after.open,
        only_before=only_before,
        only_after=only_after,
    )


def _unlike(before: Figures[Key], after: Figures[Key], crossed: Sequence[SeriesBreak]) -> tuple[Problem, ...]:
    problems = [Problem(code="IX-120", params={"at": found.at, "what": found.what}) for found in crossed]
    if before.period != after.period:
        problems.append(Problem(code="IX-121", params={"before": before.period, "after": after.period}))
    if before.method is not None and after.method is not None and before.method != after.method:
        problems.append(Problem(code="IX-122", params={"before": before.method, "after": after.method}))
    return tuple(problems)


def _missing_from(one: Figures[Key], other: Figures[Key]) -> tuple[Key, ...]:
    return tuple(key for key, value in one.values.items() if value is not None and other.values.get(key) is None)


def _other_units(before: Figures[Key], after: Figures[Key], gone: int, came: int) -> tuple[Problem, ...]:
    if not gone and not came:
        return ()
    params = {"before": before.when, "after": after.when, "gone": str(gone), "came": str(came)}
    return (Problem(code="IX-123", params=params),)


def _change(
    key: Key,
    before: Figures[Key],
    after: Figures[Key],
    ranks: tuple[Mapping[Key, Rank | None], Mapping[Key, Rank | None]],
    refused: bool,
    ranks_refused: bool,
) -> Change:
    was, now = before.values.get(key), after.values.get(key)
    rank_was, rank_now = ranks[0].get(key), ranks[1].get(key)
    return Change(
        before=was,
        after=now,
        change=None if refused or was is None or now is None else now - was,
        rank_before=rank_was,
        rank_after=rank_now,
        places=None if ranks_refused or rank_was is None or rank_now is None else rank_was.place - rank_now.place,
    )
