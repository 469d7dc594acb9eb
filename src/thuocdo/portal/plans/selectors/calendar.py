"""The days offices work: the one door through which every due day of the portal asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from thuocdo.documents.due_days import next_due
from thuocdo.documents.schedules import Schedule
from thuocdo.portal.plans.models import CalendarDay, CalendarYear, Plan, PlanCall, Task
from thuocdo.vietnamese.workdays import Calendar, DayKind, SpecialDay, national_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FIELDS = ("day", "kind", "vi", "en", "source")


def working_calendar() -> Calendar:
    """Return the calendar of this installation: the packaged years, and whole those that an officer stated."""
    return _stated(tuple(CalendarDay.objects.order_by("day").values_list(*_FIELDS)))


@lru_cache(maxsize=8)
def _stated(rows: tuple[tuple[date, str, str, str, str], ...]) -> Calendar:
    return national_calendar().with_days(
        SpecialDay(day=day, kind=DayKind(kind), vi=vi, en=en, source=source) for day, kind, vi, en, source in rows
    )


def days_of(calendar: Calendar, year: int) -> tuple[SpecialDay, ...]:
    """Return the days of a year that are not what their weekday says, in their order."""
    first = date(year, 1, 1).toordinal()
    days = (date.fromordinal(number) for number in range(first, date(year + 1, 1, 1).toordinal()))
    return tuple(special for day in days if (special := calendar.special(day)) is not None)


def stated_year(year: int) -> CalendarYear | None:
    """Return who stated a year here and when; nothing for a year as packaged."""
    return CalendarYear.objects.select_related("saved_by").filter(year=year).first()


def years_known(around: int) -> list[int]:
    """Return the years that a page offers: those stated here, the packaged ones, and the one after ``around``."""
    packaged = {day.year for day in national_calendar().days}
    return sorted(packaged | set(CalendarYear.objects.values_list("year", flat=True)) | {around, around + 1})


# ── What a change would move ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One due day that another calendar puts on another day."""

    task: Task
    of_units: bool
    """It is the day by which units do their part, counted back from the province's own."""
    before: date
    after: date


class Counted(NamedTuple):
    """A due day under one calendar, and whose it is."""

    task: Task
    of_units: bool
    day: date


def moved_due_days(before: Calendar, after: Calendar, *, today: date) -> list[Moved]:
    """Return every due day of plans in force that differs between two calendars, the earliest first."""
    pairs = zip(_due_days(before, today), _due_days(after, today), strict=True)
    moved = [
        Moved(task=old.task, of_units=old.of_units, before=old.day, after=new.day)
        for old, new in pairs
        if old.day != new.day
    ]
    return sorted(moved, key=lambda found: (found.before, found.task.pk))


def _due_days(calendar: Calendar, today: date) -> Iterator[Counted]:
    """Yield the due days that depend on the days offices work, alike and in one order whatever the calendar."""
    standing = Task.objects.filter(plan__state=Plan.State.ASSIGNED, state=Task.State.CONFIRMED).select_related("plan")
    for task in standing.filter(deadline__has_key="move").order_by("pk"):
        due = next_due(Schedule.from_json(task.deadline or {}), today, calendar)
        if due is not None:
            yield Counted(task, False, due.day)
    for call in PlanCall.objects.filter(plan__state=Plan.State.ASSIGNED, days_before__gt=0).order_by("pk"):
        for task in standing.filter(plan=call.plan_id, due_on__gte=today).order_by("pk"):
            if task.due_on is not None:
                yield Counted(task, True, calendar.add_workdays(task.due_on, -call.days_before))


def differences(before: Sequence[SpecialDay], after: Iterable[SpecialDay]) -> list[tuple[str, SpecialDay]]:
    """Return what changes between two states of a year: ``added``, ``changed`` or ``removed``, in the order of days."""
    old = {special.day: special for special in before}
    new = {special.day: special for special in after}
    found = [("removed", old[day]) for day in old.keys() - new.keys()]
    found += [("added", new[day]) for day in new.keys() - old.keys()]
    found += [("changed", new[day]) for day in old.keys() & new.keys() if old[day] != new[day]]
    return sorted(found, key=lambda one: one[1].day)
