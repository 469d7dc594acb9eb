"""When a task falls due, as one who follows it asks: the last due day that passed, and the next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from thuocdo.documents.due_days import next_due, occurrences
from thuocdo.documents.schedules import Continuous, Move, Recurring, Schedule
from thuocdo.vietnamese.workdays import Calendar, national_calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from thuocdo.errors import Language

_LONG_AGO: Final = timedelta(days=10 * 366)
"""A single day may have passed before the work was assigned; it is overdue all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The two due days between which a day lies."""

    past: date | None = None
    """The last one before today; for a rhythm only since the work was assigned."""
    next: date | None = None
    """The first one from today on."""
    again: bool = False
    """It falls due more than once: each report settles one due day."""
    why: str = ""
    """Why the next day is the next, or why there is none, in words."""


def turn_of(
    deadline: Mapping[str, object] | None,
    *,
    since: date,
    today: date,
    calendar: Callable[[], Calendar],
    language: Language = "vi",
) -> Turn:
    """Return the turn of a task's deadline on a day.

    :param calendar: gives the days offices work; asked only for a deadline that moves with them, which few do.
    """
    if not deadline:
        return Turn()
    text = json.dumps(deadline, sort_keys=True)
    schedule = _schedule(text)
    if schedule is None:
        # Read by an older version, or mended into something that no reader writes: nobody can say when it is due.
        return Turn()
    if schedule.move is Move.NO:
        return _turn(text, since, today, language)
    return _of(schedule, since, today, calendar(), language)


@lru_cache(maxsize=4096)
def _schedule(deadline: str) -> Schedule | None:
    try:
        return Schedule.from_json(json.loads(deadline))
    except (KeyError, ValueError):
        return None


@lru_cache(maxsize=4096)
def _turn(deadline: str, since: date, today: date, language: Language) -> Turn:
    return _of(Schedule.from_json(json.loads(deadline)), since, today, national_calendar(), language)


def _of(schedule: Schedule, since: date, today: date, calendar: Calendar, language: Language) -> Turn:
    rhythm = any(isinstance(part, Recurring | Continuous) for part in schedule.parts)
    start = since if rhythm else since - _LONG_AGO
    passed = occurrences(schedule, start, today - timedelta(days=1), calendar)
    coming = next_due(schedule, today, calendar)
    return Turn(
        past=passed[-1].day if passed else None,
        next=coming.day if coming else None,
        again=rhythm or len(passed) + (coming is not None) > 1,
        why=coming.why(language) if coming else "",
    )
