"""What comes first: points at risk by the time that is left; where no points are known, the time alone.

The rule in words, with a worked table: ``docs/methods/progress.md``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.portal.plans.progress.cells import Time

if TYPE_CHECKING:
    from thuocdo.portal.plans.progress.cells import Cell

_NEVER: Final = 10**6
_SOON_OR_PAST: Final = {Time.OVERDUE: 0, Time.SOON: 1, Time.LATER: 2, Time.UNDATED: 3, Time.SETTLED: 4}

Key = tuple[int, Decimal, int]


def urgency(cell: Cell, points: Decimal | None) -> Key:
    """Return a key that sorts the most urgent first.

    First overdue, then soon due, later, without a day, settled. Within each: points at risk for each day that is left
    (an overdue task has one), those without known points behind, by the days left.
    """
    days = _NEVER if cell.days is None else cell.days
    per_day = points / (max(days, 0) + 1) if points is not None else Decimal(-1)
    return (5 if cell.request else _SOON_OR_PAST[cell.time], -per_day, days)
