"""Which snapshots there are, for whom, and which earlier one may stand beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.results.access import may_read
from thuocdo.portal.results.models import Snapshot, SnapshotUnit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.results.periods import Period

INDEX: Final = "qd766"
_HEAVY: Final = ("files", "notes", "left_out", "coverage")
"""What a list of many days does without; the day that is shown fetches its own."""


def snapshots_visible_to(who: Standing) -> QuerySet[Snapshot]:
    """Return the 766 snapshots that a person may read: all, for whoever belongs to this installation."""
    if not may_read(who):
        return Snapshot.objects.none()
    return Snapshot.objects.filter(index=INDEX).select_related("edition").defer("edition__bundle")


def days_in_use(who: Standing) -> list[Snapshot]:
    """Return the snapshot in use of every day of every period, newest first."""
    return list(
        snapshots_visible_to(who)
        .filter(state=Snapshot.State.CURRENT)
        .defer("edition__bundle", *_HEAVY)
        .order_by("-business_date", "period_kind", "-id")
    )


def choose(days: Iterable[Snapshot], *, period: Period | None, day: date | None) -> Snapshot | None:
    """Return the snapshot that an address asks for: the newest of the period, or of that day.

    A complete day is preferred to a fragment, and of one day's periods the longest.
    """
    fitting = [
        found
        for found in days
        if (period is None or found.period == period) and (day is None or found.business_date == day)
    ]
    return max(
        fitting,
        key=lambda found: (found.complete, found.business_date, found.period_end - found.period_start),
        default=None,
    )


def earlier(days: Iterable[Snapshot], snapshot: Snapshot) -> Snapshot | None:
    """Return the newest earlier day that may be compared: same period, complete, whatever its edition."""
    return max(
        (
            found
            for found in days
            if found.period == snapshot.period and found.business_date < snapshot.business_date and found.complete
        ),
        key=lambda found: found.business_date,
        default=None,
    )


def fragments_before(days: Iterable[Snapshot], snapshot: Snapshot) -> bool:
    """Tell whether earlier days of the period exist that hold too few groups to be compared with."""
    return any(
        found.period == snapshot.period and found.business_date < snapshot.business_date and not found.complete
        for found in days
    )


def comparable(before: Snapshot, after: Snapshot) -> bool:
    """Tell whether two days were made by the same formula, so that a change is a change."""
    return before.edition_id == after.edition_id


def rows_of(snapshot: Snapshot) -> QuerySet[SnapshotUnit]:
    """Return the units of a snapshot."""
    return SnapshotUnit.objects.filter(snapshot=snapshot)


def rows_of_unit(who: Standing, code: str) -> QuerySet[SnapshotUnit]:
    """Return a unit's row in every snapshot in use, newest first."""
    return (
        SnapshotUnit.objects.filter(
            code=code, snapshot__in=snapshots_visible_to(who), snapshot__state=Snapshot.State.CURRENT
        )
        .select_related("snapshot__edition", "unit")
        .defer("snapshot__edition__bundle", *(f"snapshot__{name}" for name in _HEAVY))
        .order_by("-snapshot__business_date", "-snapshot_id")
    )
