"""A deadline as a structure: its parts, and the JSON of ``docs/formats.md`` with the parts beside it.

The reader (``deadlines``) says what a text means; here stands what can be computed with. ``due_days`` computes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self, TypeAlias

from thuocdo.documents.deadlines import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Json: TypeAlias = Mapping[str, object]

_ONE: Final = timedelta(days=1)


class Span(StrEnum):
    """How long one turn of a rhythm is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    PERIOD = "period"
    """A reporting period. Quarter, half-year and year all end with a quarter, so a report is owed each quarter."""
    HALF = "half-year"
    YEAR = "year"


_MONTHS: Final = {Span.MONTH: 1, Span.QUARTER: 3, Span.PERIOD: 3, Span.HALF: 6, Span.YEAR: 12}
_RHYTHM: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th) of (?:the last month of )?)?"
    r"each (?P<span>day|week|month|quarter|period|half-year|year)"
)


class Move(StrEnum):
    """What becomes of a due day on which offices do not work."""

    NO = "no"
    """It stays: the default, because a plan's "trước ngày 15" names no other day."""
    EARLIER = "earlier"
    """The last working day before it."""
    LATER = "later"
    """The next working day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When something comes again: a day of the last month of each span, or the span's last day."""

    span: Span
    day: int | None = None
    before: bool = False
    """The day itself is too late (``trước ngày 15``): it is due the day before."""

    @classmethod
    def parse(cls, text: str, *, before: bool = False) -> Self | None:
        """Return the rhythm that ``formats.md`` writes ``15th of the last month of each quarter``, or nothing."""
        found = _RHYTHM.fullmatch(text.strip())
        if found is None or (found["day"] and not 1 <= int(found["day"]) <= 31):
            return None
        span, day = Span(found["span"]), int(found["day"]) if found["day"] else None
        return None if day and span not in _MONTHS else cls(span=span, day=day, before=before)

    def __str__(self) -> str:
        if self.day is None:
            return f"each {self.span}"
        last_month = "" if self.span is Span.MONTH else "the last month of "
        return f"{self.day}{_ordinal(self.day)} of {last_month}each {self.span}"

    def days(self, start: date, end: date) -> Iterator[tuple[date, date]]:
        """Yield each due day from ``start`` to ``end`` with the last day of the span it belongs to."""
        if self.span is Span.DAY or self.span is Span.WEEK:
            yield from self._of_short_spans(start, end)
            return
        months = _MONTHS[self.span]
        first = start.year * 12 + start.month - 1
        for number in range(first - first % months + months - 1, end.year * 12 + end.month + months, months):
            last = _last_of_month(number)
            due = last if self.day is None else last.replace(day=min(self.day, last.day))
            due -= _ONE * self.before
            if start <= due <= end:
                yield due, last

    def _of_short_spans(self, start: date, end: date) -> Iterator[tuple[date, date]]:
        step = 7 if self.span is Span.WEEK else 1
        day = start + timedelta(days=(6 - start.weekday()) % step)
        while day <= end:
            yield day, day
            day += timedelta(days=step)


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _last_of_month(number: int) -> date:
    """Return the last day of a month counted from January of year 0."""
    return date((number + 1) // 12, (number + 1) % 12 + 1, 1) - _ONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ByDate:
    """Due by a day, or the day before it (``trước ngày``)."""

    day: date
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """To be done within a period; its first day may be unknown."""

    end: date
    start: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """Comes again, until a last day where one is known; without a rhythm nobody knows when."""

    rhythm: Rhythm | None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuous:
    """Never done, never late; what falls due is the report on it."""

    reporting: Rhythm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """Due when something happens; ``day`` is the day somebody told."""

    condition: str
    day: date | None = None


Part: TypeAlias = ByDate | Within | Recurring | Continuous | Conditional
_DATED: Final = frozenset({Kind.DATE, Kind.WITHIN})
_KINDS: Final[Mapping[type[Part], Kind]] = {
    ByDate: Kind.DATE,
    Within: Kind.WITHIN,
    Recurring: Kind.RECURRING,
    Continuous: Kind.CONTINUOUS,
    Conditional: Kind.CONDITIONAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A deadline: its text as printed and the parts it was understood as (none: nobody could tell)."""

    text: str
    parts: tuple[Part, ...] = ()
    move: Move = Move.NO

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of its parts, each once, in the order ``formats.md`` joins them."""
        found = {_KINDS[type(part)] for part in self.parts}
        return tuple(kind for kind in Kind if kind in found)

    @property
    def until(self) -> date | None:
        """The last day that is named, or nothing."""
        return max((day for part in self.parts if (day := _named_end(part))), default=None)

    def told(self, day: date) -> Schedule:
        """Return the schedule with the day on which its condition falls due."""
        return self._with(lambda part: replace(part, day=day) if isinstance(part, Conditional) else part)

    def with_reporting(self, rhythm: Rhythm) -> Schedule:
        """Return the schedule with the plan's rhythm of reports wherever it is continuous and names none."""
        silent = Continuous()
        return self._with(lambda part: Continuous(reporting=rhythm) if part == silent else part)

    def _with(self, change: Callable[[Part], Part]) -> Schedule:
        return replace(self, parts=tuple(map(change, self.parts)))

    def as_json(self) -> dict[str, object]:
        """Return the deadline of ``formats.md`` (``text``, ``kind``, ``until``, ``rhythm``) with its ``parts``."""
        found: dict[str, object] = {"text": self.text, "kind": "+".join(self.kinds) or "unknown"}
        found["until"] = self.until.isoformat() if self.until else None
        rhythms = [rhythm for part in self.parts if (rhythm := _rhythm(part))]
        if any(rhythm.before for rhythm in rhythms) or any(isinstance(p, ByDate) and p.before for p in self.parts):
            found["before"] = True
        if rhythms:
            found["rhythm"] = str(rhythms[0])
        if self.move is not Move.NO:
            found["move"] = self.move.value
        found["parts"] = [_part_json(part) for part in self.parts]
        return found

    @classmethod
    def from_json(cls, deadline: Json) -> Self:
        """Return the schedule of a deadline of ``plan.json``, with or without ``parts``.

        Without them (the reader's, and files of other makers) they are made from ``kind``, ``until``, ``ends``,
        ``before`` and ``rhythm``. Where somebody mended ``until`` alone, it is what counts.

        :raises ValueError: for a kind or a day that is not of ``formats.md``; ``KeyError`` where one is missing.
        """
        text = str(deadline["text"])
        move = Move(str(deadline.get("move", Move.NO)))
        parts = deadline.get("parts")
        if isinstance(parts, list):
            found = cls(text=text, parts=tuple(_part(part) for part in parts), move=move)
            if found.until == _day_or_none(deadline.get("until")):
                return found
        return cls(text=text, parts=tuple(_parts_of_kinds(text, deadline)), move=move)


def _named_end(part: Part) -> date | None:
    match part:
        case ByDate(day=day):
            return day
        case Within(end=end):
            return end
        case Recurring(until=until):
            return until
        case _:
            return None


def _rhythm(part: Part) -> Rhythm | None:
    match part:
        case Recurring(rhythm=rhythm) | Continuous(reporting=rhythm):
            return rhythm
        case _:
            return None


def _part_json(part: Part) -> dict[str, object]:
    found: dict[str, object] = {"kind": _KINDS[type(part)].value}
    match part:
        case ByDate(day=day, before=before):
            found |= {"day": day.isoformat(), "before": before}
        case Within(start=start, end=end):
            found |= {"start": _iso(start), "end": end.isoformat()}
        case Recurring(until=until):
            found |= {"until": _iso(until)}
        case Conditional(condition=condition, day=told):
            found |= {"condition": condition, "day": _iso(told)}
    if rhythm := _rhythm(part):
        found |= {"rhythm": str(rhythm), "before": rhythm.before}
    return found


def _part(found: Json) -> Part:
    before = found.get("before") is True
    rhythm = Rhythm.parse(str(found.get("rhythm", "")), before=before)
    match Kind(str(found["kind"])):
        case Kind.DATE:
            return ByDate(day=_day(found["day"]), before=before)
        case Kind.WITHIN:
            return Within(start=_day_or_none(found.get("start")), end=_day(found["end"]))
        case Kind.RECURRING:
            return Recurring(rhythm=rhythm, until=_day_or_none(found.get("until")))
        case Kind.CONTINUOUS:
            return Continuous(reporting=rhythm)
        case _:
            return Conditional(condition=str(found["condition"]), day=_day_or_none(found.get("day")))


def _parts_of_kinds(text: str, deadline: Json) -> Iterator[Part]:
    before = deadline.get("before") is True
    kinds = [Kind(kind) for kind in str(deadline["kind"]).split("+") if kind not in {"", "unknown"}]
    rhythm = Rhythm.parse(str(deadline.get("rhythm") or ""), before=before)
    ends = _ends(deadline)
    periods = _period_ends(kinds, ends)
    last = ends[-1] if ends and not _DATED.intersection(kinds) else None
    if last and not {Kind.RECURRING, Kind.CONDITIONAL}.intersection(kinds):
        yield ByDate(day=last)  # a day that none of the kinds explains: an officer set it
    for kind in kinds:
        match kind:
            case Kind.CONTINUOUS:
                yield Continuous(reporting=None if Kind.RECURRING in kinds else rhythm)
            case Kind.DATE:
                yield from (ByDate(day=end, before=before) for end in ends if end not in periods)
            case Kind.WITHIN:
                yield from (Within(end=end) for end in periods)
            case Kind.RECURRING:
                yield Recurring(rhythm=rhythm, until=last)
            case _:
                yield Conditional(condition=text, day=last if Kind.RECURRING not in kinds else None)


def _ends(deadline: Json) -> tuple[date, ...]:
    until, several = _day_or_none(deadline.get("until")), deadline.get("ends")
    ends = sorted(map(_day, several)) if isinstance(several, list) else []
    if ends and ends[-1] == until:
        return tuple(dict.fromkeys(ends))
    return (until,) if until else ()


def _period_ends(kinds: list[Kind], ends: tuple[date, ...]) -> tuple[date, ...]:
    """Return the ends that are of periods; beside a day by which, only the last day of a month can be one."""
    if Kind.WITHIN not in kinds:
        return ()
    if Kind.DATE not in kinds:
        return ends
    return tuple(end for end in ends if (end + _ONE).day == 1)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(found: object) -> date:
    return date.fromisoformat(str(found))


def _day_or_none(found: object) -> date | None:
    return _day(found) if found else None
