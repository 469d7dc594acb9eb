"""The period that a figure speaks of: a year, a quarter or a month; open until its last day is over."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self

from django.utils.translation import gettext as _

PeriodKind = Literal["year", "quarter", "month"]

ROMAN: Final = ("", "I", "II", "III", "IV")
_WRITTEN: Final = (
    ("year", re.compile(r"(?:year|nam)[ -]?(?P<year>[0-9]{4})", re.ASCII)),
    ("quarter", re.compile(r"quarter[ -]?(?P<year>[0-9]{4})-?Q?(?P<part>[1-4])", re.ASCII | re.IGNORECASE)),
    ("quarter", re.compile(r"quy-(?P<part>[1-4])-(?P<year>[0-9]{4})", re.ASCII)),
    ("month", re.compile(r"month[ -]?(?P<year>[0-9]{4})-?(?P<part>0?[1-9]|1[0-2])", re.ASCII)),
    ("month", re.compile(r"thang-(?P<part>0?[1-9]|1[0-2])-(?P<year>[0-9]{4})", re.ASCII)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A closed or open stretch of time of one kind; figures of two kinds are never compared."""

    kind: PeriodKind
    start: date
    end: date
    """Its last day."""

    @classmethod
    def of(cls, kind: PeriodKind, year: int, part: int = 1) -> Self:
        """Return a year, its ``part``-th quarter or its ``part``-th month."""
        months = {"year": 12, "quarter": 3, "month": 1}[kind]
        first = months * (part - 1) + 1
        last = first + months - 1
        return cls(kind=kind, start=date(year, first, 1), end=date(year, last, calendar.monthrange(year, last)[1]))

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the period that a file ("year-2026", "quarter 2026-Q3") or an address ("quy-3-2026") names."""
        for kind, pattern in _WRITTEN:
            if match := pattern.fullmatch(text.strip()):
                return cls.of(kind, int(match["year"]), int(match.groupdict().get("part") or 1))  # type: ignore[arg-type]  # one of the three
        return None

    @property
    def part(self) -> int:
        """Return its number within the year: the quarter, the month, or 1 for the year."""
        return {"year": 1, "quarter": (self.start.month + 2) // 3, "month": self.start.month}[self.kind]

    @property
    def slug(self) -> str:
        """Return how addresses name it."""
        year = self.start.year
        return {"year": f"nam-{year}", "quarter": f"quy-{self.part}-{year}", "month": f"thang-{self.part}-{year}"}[
            self.kind
        ]

    def __str__(self) -> str:
        words = {
            "year": _("năm %(year)s"),
            "quarter": _("quý %(quarter)s năm %(year)s"),
            "month": _("tháng %(month)s năm %(year)s"),
        }[self.kind]
        return words % {"year": self.start.year, "quarter": ROMAN[min(self.part, 4)], "month": self.part}

    def is_open(self, on: date) -> bool:
        """Tell whether the period was not over on a day, so that its figures are provisional."""
        return on <= self.end
