"""The periods that are reported on, and by when: before the 15th of the period's last month."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from thuocdo.documents.official.wording import roman

if TYPE_CHECKING:
    from collections.abc import Mapping

DUE_DAY: Final = 14
"""The last day before the 15th."""
_MONTHS: Final[Mapping[str, tuple[int, int]]] = {
    **{f"quarter-{number}": (number * 3 - 2, number * 3) for number in range(1, 5)},
    "half-1": (1, 6),
    "year-1": (1, 12),
}
CHOICES: Final = tuple(_MONTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period, its name, and the last day for reports on it."""

    kind: str
    start: date
    end: date
    due_on: date
    title: str


def period_of(choice: str, year: int) -> Period:
    """Return a period of a year: ``quarter-1`` to ``quarter-4``, ``half-1`` or ``year-1``.

    :raises KeyError: for a choice that is none (a bug: forms offer :data:`CHOICES`).
    """
    first, last = _MONTHS[choice]
    kind, _, _number = choice.partition("-")
    return Period(
        kind=kind,
        start=date(year, first, 1),
        end=date(year, last, calendar.monthrange(year, last)[1]),
        due_on=date(year, last, DUE_DAY),
        title=period_words(choice, year),
    )


def period_words(choice: str, year: int) -> str:
    """Return what a period is called: ``Quý III năm 2026``, ``6 tháng đầu năm 2026``, ``Năm 2026``."""
    kind, _, number = choice.partition("-")
    if kind == "quarter":
        return f"Quý {roman(int(number))} năm {year}"
    return f"6 tháng đầu năm {year}" if kind == "half" else f"Năm {year}"


def period_ending_next(today: date) -> tuple[str, int]:
    """Return the choice and year of the period whose reports fall due next, for a form to begin with."""
    for choice in ("quarter-1", "half-1", "quarter-3", "year-1"):
        if period_of(choice, today.year).due_on >= today:
            return choice, today.year
    return "quarter-1", today.year + 1
