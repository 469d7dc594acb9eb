"""One unit in a snapshot: its figures as published, worked out again with the edition of that day, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from thuocdo.indices import Figures, IndexResult, SeriesBreak, compare, compile_unit
from thuocdo.portal.editions.selectors import opened
from thuocdo.portal.editions.telling import said
from thuocdo.portal.results.models import Snapshot, SnapshotUnit, UnitFigures
from thuocdo.portal.results.selectors.snapshots import choose, rows_of_unit
from thuocdo.portal.results.snapshots.stored import unpack_published

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from thuocdo.errors import Problem
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.results.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a unit's history, with what changed since the day before it in the list."""

    row: SnapshotUnit
    score: Decimal | None
    """The total, or the score of the criterion or group that the history is about."""
    change: Decimal | None = None
    places: int | None = None
    refused: tuple[Problem, ...] = ()
    """Why no change is concluded, where there is an earlier day."""
    broken: bool = False
    """Whether the formula changed on this day."""

    @property
    def snapshot(self) -> Snapshot:
        """Return the day's snapshot."""
        return self.row.snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """A unit on a day, with everything its pages tell."""

    row: SnapshotUnit
    result: IndexResult
    days: tuple[SnapshotUnit, ...]
    """Its rows of the same period, newest first."""

    @property
    def snapshot(self) -> Snapshot:
        """Return the snapshot that is shown."""
        return self.row.snapshot


def unit_view(who: Standing, code: str, *, period: Period | None, day: date | None) -> UnitView | None:
    """Return a unit as one day saw it, or nothing if no snapshot in use holds it."""
    rows = list(rows_of_unit(who, code))
    chosen = choose([row.snapshot for row in rows], period=period, day=day)
    if chosen is None:
        return None
    row = next(row for row in rows if row.snapshot_id == chosen.pk)
    return UnitView(
        row=row,
        result=compile_again(row),
        days=tuple(found for found in rows if found.snapshot.period == chosen.period),
    )


def compile_again(row: SnapshotUnit) -> IndexResult:
    """Return what a row's published figures earn, with the edition that its snapshot was made with."""
    published = UnitFigures.objects.values_list("published", flat=True).get(pk=row.pk)
    data = unpack_published(
        published,
        unit=row.code,
        kind=row.kind,
        name=row.name,
        parent=row.parent_code or None,
        keys={"date": row.snapshot.business_date.isoformat(), "period": row.snapshot.period.slug},
    )
    return compile_unit(opened(row.snapshot.edition), data)


def history(rows: Sequence[SnapshotUnit], group: str = "") -> tuple[Day, ...]:
    """Return a unit's days, newest first, each compared with the one before it where like meets like.

    :param group: a group's code, for the history of its score; the total without it.
    """
    days = []
    for place, row in enumerate(rows):
        before = rows[place + 1] if place + 1 < len(rows) else None
        days.append(_compared(row, before, group))
    return tuple(days)


def _score(row: SnapshotUnit, group: str) -> Decimal | None:
    written = row.groups.get(group, "") if group else row.total
    return Decimal(written) if written else None


def _compared(row: SnapshotUnit, before: SnapshotUnit | None, group: str) -> Day:
    score = _score(row, group)
    if before is None:
        return Day(row=row, score=score)
    comparison = compare(_figures(before, group), _figures(row, group), breaks=_breaks(row.snapshot))
    change = comparison.changes[row.code]
    same_ranking = row.rank_of is not None and row.rank_of == before.rank_of and not group
    places = before.rank - row.rank if same_ranking and before.rank and row.rank else None
    return Day(
        row=row,
        score=score,
        change=change.change,
        places=None if comparison.refused else places,
        refused=comparison.refused,
        broken=before.snapshot.edition_id != row.snapshot.edition_id,
    )


def _figures(row: SnapshotUnit, group: str) -> Figures[str]:
    snapshot = row.snapshot
    return Figures(
        when=snapshot.business_date.isoformat(),
        values={row.code: _score(row, group)},
        period=snapshot.period_kind,
        method=str(snapshot.edition),
        open=snapshot.provisional,
    )


def _breaks(snapshot: Snapshot) -> list[SeriesBreak]:
    declared = opened(snapshot.edition).file.series_breaks
    return [SeriesBreak(at=at, what="; ".join(map(said, what))) for at, what in declared.items()]


def best_of_kind(row: SnapshotUnit) -> dict[str, Decimal]:
    """Return the best score of each group among the units of the same kind under the same parent."""
    part: dict[str, dict[str, str]] = next(
        (found for found in row.snapshot.coverage if found["kind"] == row.kind and found["parent"] == row.parent_code),
        {"best": {}},
    )
    return {code: Decimal(score) for code, score in part["best"].items()}
