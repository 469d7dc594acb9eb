"""Days and hours as Vietnamese offices write them, in the time of Viet Nam (UTC+7, no summer time since 1975)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from thuocdo.errors import Problem, TextError

VIETNAM: Final = timezone(timedelta(hours=7), "UTC+7")
"""The time of Viet Nam, a fixed offset: no time-zone database is needed."""

WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

_ISO: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})", re.ASCII)
_SLASHED: Final = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})", re.ASCII)
_IN_WORDS: Final = re.compile(
    r"ngày (?P<day>[0-9]{1,2}) tháng (?P<month>[0-9]{1,2}) năm (?P<year>[0-9]{4})", re.IGNORECASE
)
_FORMS: Final = (_ISO, _SLASHED, _IN_WORDS)


def parse_date(text: str) -> date:
    """Read a day written ``2025-07-14``, ``14/07/2025`` (day first, always) or ``ngày 14 tháng 7 năm 2025``.

    :raises TextError: VN-201 not written in one of the three ways, VN-202 no such day in the calendar.
    """
    found = " ".join(unicodedata.normalize("NFC", text).split())
    for form in _FORMS:
        if match := form.fullmatch(found):
            try:
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                raise TextError(Problem(code="VN-202", params={"found": found})) from None
    raise TextError(Problem(code="VN-201", params={"found": found[:40]}))


def format_date(day: date) -> str:
    """Write a day as ``14/07/2025``; a moment is taken on the day it falls in Viet Nam."""
    day = in_vietnam(day) if isinstance(day, datetime) else day
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_time(at: datetime) -> str:
    """Write the hour of a moment in Viet Nam, ``14:05``."""
    return f"{in_vietnam(at):%H:%M}"


def format_moment(at: datetime) -> str:
    """Write hour and day of a moment in Viet Nam, ``14:05 ngày 14/07/2025``."""
    return f"{format_time(at)} ngày {format_date(at)}"


def weekday_name(day: date) -> str:
    """Return the name of the weekday, ``thứ Hai`` to ``Chủ nhật``; a moment is taken on its day in Viet Nam."""
    return WEEKDAYS[(in_vietnam(day) if isinstance(day, datetime) else day).weekday()]


def business_date(at: datetime, cutoff: time) -> date:
    """Return the day a moment's work belongs to: before the cut-off hour of Viet Nam, the day before.

    A run at 02:00 on the 6th with cut-off 06:00 belongs to the 5th; at 06:00 sharp it belongs to the 6th.
    """
    local = in_vietnam(at)
    return local.date() if local.time() >= cutoff else local.date() - timedelta(days=1)


def in_vietnam(at: datetime) -> datetime:
    """Return the same moment on the clock of Viet Nam.

    :raises ValueError: for a moment without a time zone (a bug of the caller: the hour would be a guess).
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(VIETNAM)
