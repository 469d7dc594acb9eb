"""The board of a snapshot: filtered, sorted, paged; what changed since an earlier day; what is not there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from thuocdo.portal.results.selectors.snapshots import comparable, rows_of
from thuocdo.portal.results.snapshots.wording import SATISFACTION, group_label
from thuocdo.vietnamese import folding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models.expressions import OrderBy

    from thuocdo.portal.results.models import Snapshot, SnapshotUnit
    from thuocdo.rulebooks import Edition

PAGE: Final = 50
_QUARTER: Final = Decimal("0.25")
_COLUMNS: Final = {
    "hang": "rank",
    "ten": "sort_name",
    "tong": "total_value",
    "pakn": "petitions",
    "thu-tu": "computed_rank",
    "thay-doi": "change_value",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardQuery:
    """What a person asks of the board; every part has a value that the address may leave out."""

    kind: str
    parent: str = ""
    lost_satisfaction: bool = False
    typed: str = ""
    sort: str = ""
    page: str = "1"

    @property
    def descending(self) -> bool:
        """Tell whether the largest stands first."""
        return self.sort.startswith("-")

    @property
    def column(self) -> str:
        """Return what is sorted by."""
        return self.sort.removeprefix("-") or "hang"

    @property
    def narrowed(self) -> bool:
        """Tell whether rows are hidden, so that a gap between ranks says nothing."""
        return bool(self.lost_satisfaction or self.typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Ranks that no unit of the snapshot holds."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """One group's score in a row; low where it lags the best by a quarter of its maximum."""

    code: str
    label: str
    value: str
    low: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One row of the board."""

    unit: SnapshotUnit
    scores: tuple[GroupScore, ...]
    change: Decimal | None
    rank_change: int | None
    """Places gained (positive) or lost; ``None`` where there is nothing to compare."""
    gap_before: Gap | None = None

    @property
    def low(self) -> bool:
        """Tell whether any group lags."""
        return any(score.low for score in self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One page of the board."""

    rows: tuple[BoardRow, ...]
    page: Page[SnapshotUnit]
    gap_after: Gap | None


def board_rows(
    snapshot: Snapshot, query: BoardQuery, *, before: Snapshot | None, maxima: dict[str, Decimal | None]
) -> QuerySet[SnapshotUnit]:
    """Return the filtered and sorted rows, each with its figures of the earlier day."""
    if query.column == "thay-doi" and (before is None or not comparable(before, snapshot)):
        query = replace(query, sort="")  # an old address: there is no change to sort by
    rows = rows_of(snapshot).filter(kind=query.kind)
    if query.parent:
        rows = rows.filter(parent_code=query.parent)
    if query.lost_satisfaction and (most := maxima.get(SATISFACTION)):
        rows = rows.filter(**{f"group_values__{SATISFACTION}__lt": float(most)})
    for word in folding.fold(query.typed).split():
        rows = rows.filter(Q(folded__contains=word) | Q(code__iexact=word))
    return _with_change(rows, snapshot, before).order_by(*_order(query, maxima))


def _with_change(rows: QuerySet[SnapshotUnit], snapshot: Snapshot, before: Snapshot | None) -> QuerySet[SnapshotUnit]:
    if before is None or not comparable(before, snapshot):
        return rows
    then = rows_of(before).filter(code=OuterRef("code"))
    return rows.annotate(
        total_then=Subquery(then.values("total")[:1]),
        rank_then=Subquery(then.values("rank")[:1]),
        rank_of_then=Subquery(then.values("rank_of")[:1]),
        change_value=F("total_value") - Subquery(then.values("total_value")[:1]),
    )


def _order(query: BoardQuery, maxima: dict[str, Decimal | None]) -> list[OrderBy]:
    column = query.column
    field = F(f"group_values__{column}" if column in maxima else _COLUMNS.get(column, "rank"))
    first = field.desc(nulls_last=True) if query.descending else field.asc(nulls_last=True)
    return [first, F("total_value").desc(nulls_last=True), F("sort_name").asc(), F("pk").asc()]


def board(snapshot: Snapshot, query: BoardQuery, *, edition: Edition, before: Snapshot | None = None) -> Board:
    """Return one page of the board."""
    maxima = {node.code: node.max_points for node in edition.total.children}
    compared = before is not None and comparable(before, snapshot)
    page = Paginator(board_rows(snapshot, query, before=before, maxima=maxima), PAGE).get_page(query.page)
    marks = low_marks(snapshot, query.kind, maxima)
    units = list(page.object_list)
    for unit in units:
        unit.snapshot = snapshot  # known already: asking each row for it would cost a query a row
    gaps: dict[int, Gap] = {}
    gap_after = None
    if query.column == "hang" and not query.descending and not query.narrowed:
        gaps, gap_after = _gaps(snapshot, query, page, units)
    rows = tuple(
        BoardRow(
            unit=unit,
            scores=_scores(unit, edition, marks),
            change=change_of(unit) if compared else None,
            rank_change=_rank_change(unit) if compared else None,
            gap_before=gaps.get(unit.pk),
        )
        for unit in units
    )
    return Board(rows=rows, page=page, gap_after=gap_after)


def low_marks(snapshot: Snapshot, kind: str, maxima: dict[str, Decimal | None]) -> dict[str, Decimal]:
    """Return, by group, the score at or below which a unit lags the best of its kind by a quarter of the maximum."""
    best: dict[str, Decimal] = {}
    for part in snapshot.coverage:
        if part["kind"] == kind:
            for code, score in part["best"].items():
                best[code] = max(Decimal(score), best.get(code, Decimal(0)))
    return {code: score - _QUARTER * most for code, score in best.items() if (most := maxima.get(code))}


def _scores(unit: SnapshotUnit, edition: Edition, marks: dict[str, Decimal]) -> tuple[GroupScore, ...]:
    return tuple(
        GroupScore(
            code=node.code,
            label=group_label(edition, node.code),
            value=value,
            low=bool(value) and node.code in marks and Decimal(value) <= marks[node.code],
        )
        for node in edition.total.children
        for value in [unit.groups.get(node.code, "")]
    )


def change_of(unit: Any) -> Decimal | None:
    """Return the exact change of the total since the earlier day, from the texts."""
    then = getattr(unit, "total_then", None)
    return Decimal(unit.total) - Decimal(then) if then and unit.total else None


def _rank_change(unit: Any) -> int | None:
    if unit.rank is None or unit.rank_then is None or unit.rank_of is None or unit.rank_of != unit.rank_of_then:
        return None  # another number of units ranked is another ranking
    return int(unit.rank_then) - int(unit.rank)


def _gaps(
    snapshot: Snapshot, query: BoardQuery, page: Page[SnapshotUnit], units: Sequence[SnapshotUnit]
) -> tuple[dict[int, Gap], Gap | None]:
    """Return the ranks that nobody holds before each row of the page, and after its last row.

    All kinds under one parent share a ranking (communes and departments of a province), so ranks that units of another
    kind hold are no gap.
    """
    parents = {unit.parent_code for unit in units}
    ranked = [unit for unit in units if unit.rank is not None]
    if len(parents) != 1 or not ranked:
        return {}, None  # several rankings in one list: their ranks cannot be read one after another
    held = set(rows_of(snapshot).filter(parent_code=parents.pop(), rank__isnull=False).values_list("rank", flat=True))
    gaps: dict[int, Gap] = {}
    last = _held_before(page, held, ranked[0].rank or 1)
    for unit in ranked:
        if gap := _between(last, unit.rank or 1, held):
            gaps[unit.pk] = gap
        last = unit.rank or 1
    of = ranked[-1].rank_of
    after = _between(last, of + 1, held) if of and not page.has_next() else None
    return gaps, after


def _held_before(page: Page[SnapshotUnit], held: set[int | None], first: int) -> int:
    if not page.has_previous():
        return 0
    return max((rank for rank in held if rank is not None and rank < first), default=0)


def _between(last: int, this: int, held: set[int | None]) -> Gap | None:
    missing = [rank for rank in range(last + 1, this) if rank not in held]
    return Gap(first=missing[0], last=missing[-1]) if missing else None
