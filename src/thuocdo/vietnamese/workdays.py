"""The days offices work: weekends, holidays, days off made up or exchanged, and days worked in their place.

What a year's notice decides (Tết, the second day of National Day, exchanges) is data, one row a day with its source
(``workdays.csv``, or a file an officer edits in the same form). Of a year without rows only what the law fixes is
known; the calendar then says so (:meth:`Calendar.unknown_years`) instead of inventing the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Place, Problem, TextError
from thuocdo.vietnamese.dates import WEEKDAYS, format_date, parse_date
from thuocdo.vietnamese.tables import read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COLUMNS: Final = ("date", "kind", "vi", "en", "source")
SATURDAY: Final = 5
_ONE: Final = timedelta(days=1)


class DayKind(StrEnum):
    """Why a day is not what its weekday says."""

    HOLIDAY = "holiday"
    """A public holiday."""
    OFF = "off"
    """Off because a holiday fell on a weekly rest day, or in exchange for a day worked."""
    WORK = "work"
    """A Saturday or Sunday worked in exchange for a day off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """One day that is not what its weekday says, and the document that made it so."""

    day: date
    kind: DayKind
    vi: str
    en: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fixed:
    month: int
    day: int
    since: int
    made_up: bool
    vi: str
    en: str
    source: str


_CODE: Final = "Bộ luật Lao động 2019, Điều 112 khoản 1"
_FIXED: Final = (
    _Fixed(month=1, day=1, since=2021, made_up=True, vi="Tết Dương lịch", en="New Year's Day", source=_CODE),
    _Fixed(month=4, day=30, since=2021, made_up=True, vi="Ngày Chiến thắng", en="Reunification Day", source=_CODE),
    _Fixed(month=5, day=1, since=2021, made_up=True, vi="Ngày Quốc tế lao động", en="Labour Day", source=_CODE),
    _Fixed(month=9, day=2, since=2021, made_up=True, vi="Quốc khánh", en="National Day", source=_CODE),
    _Fixed(
        month=11,
        day=24,
        since=2026,
        made_up=False,  # made-up days are for the holidays of Điều 112 alone
        vi="Ngày Văn hóa Việt Nam",
        en="Vietnamese Culture Day",
        source="Nghị quyết 28/2026/QH16, Điều 2",
    ),
)
_MAKE_UP: Final = "Bộ luật Lao động 2019, Điều 111 khoản 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which days are worked. A day is one of its years' special days, else worked from Monday to Friday."""

    days: Mapping[date, SpecialDay]
    _years: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))
        object.__setattr__(self, "_years", frozenset(day.year for day in self.days))

    def special(self, day: date) -> SpecialDay | None:
        """Return why a day is not what its weekday says, or nothing."""
        if day.year in self._years:
            return self.days.get(day)
        return _fixed_days(day.year).get(day)

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on the day."""
        special = self.special(day)
        return day.weekday() < SATURDAY if special is None else special.kind is DayKind.WORK

    def on_or_after(self, day: date) -> date:
        """Return the day itself when it is worked, else the next one that is."""
        while not self.is_workday(day):
            day += _ONE
        return day

    def on_or_before(self, day: date) -> date:
        """Return the day itself when it is worked, else the last one before it that is."""
        while not self.is_workday(day):
            day -= _ONE
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after the day (before it, when negative); 0 is the day itself."""
        step = _ONE if count > 0 else -_ONE
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Return how many working days come after ``start`` up to and with ``end``; less than 0 when it is past."""
        if end < start:
            return -self.workdays_between(end, start)
        return sum(map(self.is_workday, _days_after(start, end)))

    def unknown_years(self, start: date, end: date) -> tuple[int, ...]:
        """Return the years of the span of which only the fixed holidays are known: Tết and exchanges are not."""
        first, last = sorted((start.year, end.year))
        return tuple(year for year in range(first, last + 1) if year not in self._years)

    def with_days(self, days: Iterable[SpecialDay]) -> Calendar:
        """Return a calendar in which the years of ``days`` are taken whole from them, the others from this one."""
        newer = {special.day: special for special in days}
        years = {day.year for day in newer}
        return Calendar(days={day: kept for day, kept in self.days.items() if day.year not in years} | newer)


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=passed) for passed in range(1, (end - start).days + 1))


@cache
def _fixed_days(year: int) -> Mapping[date, SpecialDay]:
    days: dict[date, SpecialDay] = {}
    holidays = [fixed for fixed in _FIXED if fixed.since <= year]
    for fixed in holidays:
        day = date(year, fixed.month, fixed.day)
        days[day] = SpecialDay(day=day, kind=DayKind.HOLIDAY, vi=fixed.vi, en=fixed.en, source=fixed.source)
    for fixed in holidays:
        day = date(year, fixed.month, fixed.day)
        if fixed.made_up and day.weekday() >= SATURDAY:
            while day.weekday() >= SATURDAY or day in days:
                day += _ONE
            vi, en = f"Nghỉ bù {fixed.vi}", f"{fixed.en} made up"
            days[day] = SpecialDay(day=day, kind=DayKind.OFF, vi=vi, en=en, source=_MAKE_UP)
    return MappingProxyType(days)


@cache
def national_calendar() -> Calendar:
    """Return the calendar of the civil service as its yearly notices set it, for the years that ship with us."""
    data = (resources.files("thuocdo.vietnamese") / "workdays.csv").read_bytes()
    return Calendar(days={special.day: special for special in read_days(data, name="workdays.csv")})


def read_days(data: bytes, *, name: str) -> tuple[SpecialDay, ...]:
    """Read a file of special days: ``date,kind,vi,en,source``, one row a day, whole years.

    :raises TextError: every problem found: VN-2xx a day, VN-3xx and VN-4xx the file, VN-501 to VN-505 a row.
    """
    table = read_table(data, name=name)
    missing = [column for column in COLUMNS if column not in table.columns]
    if missing:
        raise TextError(Problem(code="VN-501", place=Place(file=name), params={"expected": one}) for one in missing)
    problems: list[Problem] = []
    days: dict[date, SpecialDay] = {}
    for row, cells in table.records():
        place = Place(file=name, row=row)
        try:
            special = _special_day(cells)
        except TextError as wrong:
            problems += wrong.at(place).problems
            continue
        if special.day in days:
            problems.append(Problem(code="VN-503", place=place, params={"day": format_date(special.day)}))
        days[special.day] = special
    if problems:
        raise TextError(problems)
    return tuple(days[day] for day in sorted(days))


def _special_day(cells: Mapping[str, str]) -> SpecialDay:
    day = parse_date(cells["date"])
    shown = format_date(day)
    problems = [
        Problem(code="VN-504", place=Place(column=column), params={"day": shown, "column": column})
        for column in ("vi", "source")
        if not cells[column]
    ]
    kind = cells["kind"]
    if kind not in frozenset(DayKind):
        problems.append(Problem(code="VN-502", place=Place(column="kind"), params={"found": kind}))
    elif kind == DayKind.WORK and day.weekday() < SATURDAY:
        params = {"day": shown, "weekday": WEEKDAYS[day.weekday()]}
        problems.append(Problem(code="VN-505", place=Place(column="date"), params=params))
    if problems:
        raise TextError(problems)
    return SpecialDay(
        day=day, kind=DayKind(kind), vi=cells["vi"], en=cells["en"] or cells["vi"], source=cells["source"]
    )


def write_days(days: Iterable[SpecialDay], *, excel: bool = False) -> bytes:
    """Write days so that an officer can edit them and :func:`read_days` reads them back."""
    rows = ((one.day.isoformat(), one.kind.value, one.vi, one.en, one.source) for one in days)
    return write_table(COLUMNS, rows, excel=excel)
