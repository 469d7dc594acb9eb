"""What comes first: points at risk by the time that is left; where no points are known, the time alone.

The rule in words, with a worked table: ``docs/methods/progress.md``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.portal.plans.progress.cells import Time
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thuocdo.portal.plans.progress.cells import Cell
    from thuocdo.rulebooks import Edition

_NUMBERED: Final = re.compile(r"^(?:(?:tiêu chí|tctp|tc)\s*)?[\d.]+\s*[:.)\-–]?\s*", re.IGNORECASE)
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


def points_by_title(editions: Iterable[Edition]) -> Mapping[str, Decimal]:
    """Return the maximum of each criterion that has one, by its folded title.

    A title that two criteria bear with different points is left out: nobody could say which of them is at risk.
    """
    found: dict[str, Decimal] = {}
    unclear: set[str] = set()
    for edition in editions:
        for node in edition.nodes:
            if node.max_points is None or not node.is_leaf:
                continue
            title = fold(node.title.vi)
            if found.setdefault(title, node.max_points) != node.max_points:
                unclear.add(title)
    return {title: points for title, points in found.items() if title not in unclear}


def title_of(criterion: str) -> str:
    """Return a criterion as titles are compared: folded, without the number that a plan prints before it."""
    return fold(_NUMBERED.sub("", criterion.strip()))
