"""When a deadline falls due: the next day, the days of a span, what is overdue, how long is left, and why.

Nothing here knows today's date: every function takes the day ``on`` which it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from thuocdo.documents.schedules import (
    ByDate,
    Conditional,
    Continuous,
    Move,
    Recurring,
    Rhythm,
    Schedule,
    Span,
    Within,
)
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thuocdo.documents.schedules import Part
    from thuocdo.errors import Language
    from thuocdo.vietnamese.workdays import Calendar

_LONGEST_MOVE: Final = timedelta(days=15)
"""No run of days off is longer: the longest Tết of the notices is nine days, weekends included."""
_A_TURN: Final = timedelta(days=366) + _LONGEST_MOVE
"""A yearly rhythm comes again within it."""
_SPANS: Final = {1: Span.MONTH, 3: Span.QUARTER, 6: Span.HALF, 12: Span.YEAR}
_ROMAN: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of a rhythm: which, the last day of its span, and whether it is the report on something continuous."""

    rhythm: Rhythm
    end: date
    report: bool


Reason: TypeAlias = ByDate | Within | Conditional | Turn
"""What makes a day due: the part of the deadline that names it, or the turn of its rhythm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """A day on which something is due."""

    day: date
    """The day itself, moved where the rule moves it."""
    named: date
    """The day before moving."""
    reasons: tuple[Reason, ...]
    calendar_known: bool = True
    """Whether the days off of its year are known; asked only where the rule moves days."""

    @property
    def moved(self) -> bool:
        """Whether it was moved to a working day."""
        return self.day != self.named

    def why(self, language: Language = "vi") -> str:
        """Return the reason in words: ``trước ngày 15 của tháng cuối quý III``."""
        words = dict.fromkeys(_reason(reason, language) for reason in self.reasons)
        told = "; ".join(words)
        if self.moved:
            told += _WORDS[language]["moved"].format(day=format_date(self.named))
        if not self.calendar_known:
            told += _WORDS[language]["unknown_year"].format(year=self.day.year)
        return told

    def sentence(self, language: Language = "vi") -> str:
        """Return the line a person reads: ``Hạn tới: 14/09/2025 (trước ngày 15 của tháng cuối quý III)``."""
        return _WORDS[language]["next"].format(day=format_date(self.day), why=self.why(language))


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysLeft:
    """How long there is until a due day; less than 0 when it is past."""

    days: int
    workdays: int

    def words(self, language: Language = "vi") -> str:
        """Return it in words: ``còn 3 ngày (1 ngày làm việc)``, ``hạn hôm nay``, ``quá hạn 2 ngày``."""
        if self.days == 0:
            return _WORDS[language]["today"]
        key = "left" if self.days > 0 else "late"
        return _WORDS[language][key].format(days=abs(self.days), workdays=abs(self.workdays))


def occurrences(schedule: Schedule, start: date, end: date, calendar: Calendar) -> tuple[DueDay, ...]:
    """Return every due day from ``start`` to ``end``, each once however many parts name it."""
    reasons: dict[date, list[Reason]] = {}
    for part in schedule.parts:
        for day, reason in _days(part, start - _LONGEST_MOVE, end + _LONGEST_MOVE):
            reasons.setdefault(day, []).append(reason)
    due = (_due_day(named, tuple(reasons[named]), schedule.move, calendar) for named in sorted(reasons))
    return tuple(one for one in due if start <= one.day <= end)


def next_due(schedule: Schedule, on: date, calendar: Calendar) -> DueDay | None:
    """Return the first due day on or after ``on``, or nothing when none is known."""
    last_named = schedule.until or on
    told = [part.day for part in schedule.parts if isinstance(part, Conditional) and part.day]
    horizon = max(on + _A_TURN, last_named + _LONGEST_MOVE, *(day + _LONGEST_MOVE for day in told))
    return next(iter(occurrences(schedule, on, horizon, calendar)), None)


def overdue(
    schedule: Schedule, on: date, calendar: Calendar, *, since: date, settled: date | None = None
) -> tuple[DueDay, ...]:
    """Return the due days before ``on`` that are not answered.

    ``since`` is the day the body got the task (what fell due before is not hers); ``settled`` the last due day whose
    report was accepted.
    """
    after = max(since, settled + timedelta(days=1)) if settled else since
    return occurrences(schedule, after, on - timedelta(days=1), calendar)


def is_overdue(schedule: Schedule, on: date, calendar: Calendar, *, since: date, settled: date | None = None) -> bool:
    """Tell whether anything is overdue (:func:`overdue`)."""
    return bool(overdue(schedule, on, calendar, since=since, settled=settled))


def days_left(due: DueDay, on: date, calendar: Calendar) -> DaysLeft:
    """Return the calendar days and the working days from ``on`` to the due day."""
    return DaysLeft(days=(due.day - on).days, workdays=calendar.workdays_between(on, due.day))


def next_due_words(schedule: Schedule, on: date, calendar: Calendar, language: Language = "vi") -> str:
    """Return the next due day in words, or why there is none."""
    if due := next_due(schedule, on, calendar):
        return due.sentence(language)
    words = _WORDS[language]
    if waiting := [part.condition for part in schedule.parts if isinstance(part, Conditional) and part.day is None]:
        return words["waiting"].format(condition="; ".join(waiting))
    if any(isinstance(part, Continuous) for part in schedule.parts):
        return words["continuous"]
    if any(isinstance(part, Recurring) and part.rhythm is None for part in schedule.parts):
        return words["no_rhythm"].format(text=schedule.text)
    if schedule.parts and schedule.until:
        return words["past"].format(day=format_date(schedule.until))
    return words["unread"].format(text=schedule.text) if schedule.text else words["none"]


def _due_day(named: date, reasons: tuple[Reason, ...], move: Move, calendar: Calendar) -> DueDay:
    if move is Move.NO:
        return DueDay(day=named, named=named, reasons=reasons)
    day = calendar.on_or_before(named) if move is Move.EARLIER else calendar.on_or_after(named)
    return DueDay(day=day, named=named, reasons=reasons, calendar_known=not calendar.unknown_years(named, day))


def _days(part: Part, start: date, end: date) -> Iterator[tuple[date, Reason]]:
    match part:
        case ByDate(day=day, before=before):
            yield day - timedelta(days=before), part
        case Within(end=last):
            yield last, part
        case Conditional(day=date() as told):
            yield told, part
        case Recurring(rhythm=Rhythm() as rhythm, until=until):
            for day, span_end in rhythm.days(start, min(end, until or end)):
                yield day, Turn(rhythm=rhythm, end=span_end, report=False)
        case Continuous(reporting=Rhythm() as rhythm):
            for day, span_end in rhythm.days(start, end):
                yield day, Turn(rhythm=rhythm, end=span_end, report=True)
        case _:  # a condition nobody told of, something continuous or recurring without a rhythm: no day is known
            return


def _reason(reason: Reason, language: Language) -> str:
    words = _WORDS[language]
    match reason:
        case ByDate(day=day, before=before):
            return words["before_day" if before else "by_day"].format(day=format_date(day))
        case Within(start=start, end=end):
            if start is None:
                return words["by_day"].format(day=format_date(end))
            return words["within"].format(period=_period(start, end, language))
        case Conditional(condition=condition):
            return words["told"].format(condition=condition)
        case _:
            turn = _turn(reason, language)
            return words["report"].format(turn=turn) if reason.report else turn


def _turn(turn: Turn, language: Language) -> str:
    words, rhythm = _WORDS[language], turn.rhythm
    name = _span_name(rhythm.span, turn.end, language)
    if rhythm.day is None:
        return words["turn_end"].format(span=name)
    key = "turn_before" if rhythm.before else "turn_on"
    key += "_month" if rhythm.span is Span.MONTH else ""
    return words[key].format(day=rhythm.day, span=name)


def _span_name(span: Span, end: date, language: Language) -> str:
    words = _WORDS[language]
    return words[f"span_{span}"].format(
        roman=_ROMAN[(end.month - 1) // 3],
        half=words["first_half" if end.month <= 6 else "second_half"],
        month=f"{end.month}/{end.year}",
        year=end.year,
        day=format_date(end),
    )


def _period(start: date, end: date, language: Language) -> str:
    """Return the name of a period that has one (a month, quarter, half or whole year), else its days."""
    words = _WORDS[language]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    span = _SPANS.get(months)
    if span is None or start.day != 1 or (end + timedelta(days=1)).day != 1 or end.month % months:
        return words["days"].format(start=format_date(start), end=format_date(end))
    name = _span_name(span, end, language)
    return name if str(end.year) in name else words[f"{span}_of_year"].format(name=name, year=end.year)


_WORDS: Final[dict[Language, dict[str, str]]] = {
    "vi": {
        "next": "Hạn tới: {day} ({why})",
        "waiting": "Chưa có ngày đến hạn: chờ thông báo ({condition})",
        "continuous": "Thường xuyên; chưa đặt kỳ báo cáo",
        "no_rhythm": "Định kỳ nhưng chưa rõ kỳ nào: “{text}”. Cần xác định kỳ báo cáo",
        "past": "Hạn cuối đã qua: {day}",
        "unread": "Chưa hiểu được thời hạn: “{text}”. Cần xác định ngày",
        "none": "Không ghi thời hạn",
        "moved": "; chuyển từ {day}, ngày nghỉ",
        "unknown_year": "; chưa có lịch nghỉ năm {year}, cần kiểm tra",
        "today": "hạn hôm nay",
        "left": "còn {days} ngày ({workdays} ngày làm việc)",
        "late": "quá hạn {days} ngày ({workdays} ngày làm việc)",
        "before_day": "trước ngày {day}",
        "by_day": "đến hết ngày {day}",
        "within": "trong {period}",
        "told": "ngày được thông báo: {condition}",
        "report": "báo cáo {turn}",
        "turn_end": "hết {span}",
        "turn_on": "ngày {day} của tháng cuối {span}",
        "turn_before": "trước ngày {day} của tháng cuối {span}",
        "turn_on_month": "ngày {day} {span}",
        "turn_before_month": "trước ngày {day} {span}",
        "span_day": "ngày {day}",
        "span_week": "tuần đến ngày {day}",
        "span_month": "tháng {month}",
        "span_quarter": "quý {roman}",
        "span_period": "quý {roman}",
        "span_half-year": "6 tháng {half}",
        "span_year": "năm {year}",
        "first_half": "đầu năm",
        "second_half": "cuối năm",
        "quarter_of_year": "{name}/{year}",
        "half-year_of_year": "{name} {year}",
        "days": "thời gian từ {start} đến {end}",
    },
    "en": {
        "next": "Next due: {day} ({why})",
        "waiting": "No due day yet: waiting to be told ({condition})",
        "continuous": "Continuous; no rhythm of reports is set",
        "no_rhythm": "It recurs, but when is not clear: “{text}”. Set the rhythm of reports",
        "past": "The last due day has passed: {day}",
        "unread": "The deadline could not be understood: “{text}”. Set a day",
        "none": "No deadline is written",
        "moved": "; moved from {day}, a day off",
        "unknown_year": "; the days off of {year} are not known yet, check it",
        "today": "due today",
        "left": "days left: {days} (working days: {workdays})",
        "late": "days overdue: {days} (working days: {workdays})",
        "before_day": "before {day}",
        "by_day": "by {day}",
        "within": "within {period}",
        "told": "the day that was told: {condition}",
        "report": "report {turn}",
        "turn_end": "by the end of {span}",
        "turn_on": "day {day} of the last month of {span}",
        "turn_before": "before day {day} of the last month of {span}",
        "turn_on_month": "day {day} of {span}",
        "turn_before_month": "before day {day} of {span}",
        "span_day": "{day}",
        "span_week": "the week to {day}",
        "span_month": "month {month}",
        "span_quarter": "quarter {roman}",
        "span_period": "quarter {roman}",
        "span_half-year": "the {half} half-year",
        "span_year": "{year}",
        "first_half": "first",
        "second_half": "second",
        "quarter_of_year": "{name}/{year}",
        "half-year_of_year": "{name} of {year}",
        "days": "the days from {start} to {end}",
    },
}
