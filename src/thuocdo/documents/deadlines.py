"""When a task is due, as plans write it: by a day, in a period, recurring, continuous, on a condition, or several."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from thuocdo.errors import TextError
from thuocdo.vietnamese.dates import parse_date


class Kind(StrEnum):
    """The kinds of deadline; the order is that in which several of them are named."""

    CONTINUOUS = "continuous"
    DATE = "date"
    WITHIN = "within"
    RECURRING = "recurring"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline as printed and as understood."""

    text: str
    kinds: tuple[Kind, ...]
    until: date | None = None
    """The last day that is named: ``trước ngày 15/7/2025`` and ``Quý III năm 2025`` give 15/7 and 30/9."""
    ends: tuple[date, ...] = ()
    """Every last day that is named, in order: ``Quý III và năm`` falls due twice."""
    before: bool = False
    """The day itself is named as too late (``trước ngày``)."""
    rhythm: str | None = None
    """How often it comes again, in a form people read: ``15th of the last month of each period``."""

    def as_json(self) -> dict[str, object]:
        """Return the deadline as ``formats.md`` writes it."""
        found: dict[str, object] = {"text": self.text, "kind": "+".join(self.kinds) or "unknown"}
        found["until"] = self.until.isoformat() if self.until else None
        if len(self.ends) > 1:
            found["ends"] = [end.isoformat() for end in self.ends]
        if self.before:
            found["before"] = True
        if self.rhythm:
            found["rhythm"] = self.rhythm
        return found


_QUARTERS: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
START: Final = (
    r"(?:-\s*)?"
    r"(?:(?:[Tt]rong |[Cc]uối |[Đđ]ầu |[Hh]ết )?(?:[Nn]ăm 20\d\d|[Qq]u[ýí] (?:I{1,3}|IV|[1-4])\b)|[Cc]ả năm"
    r"|[Tt]hường xuyên|[Ll]iên tục|[Tt]rước(?:,| ngày| tháng| khi| \d)|[Tt]háng (?:\d|cuối (?:quý|kỳ|cùng))"
    r"|[Hh][àằ]ng (?:năm|quý|tháng|tuần|ngày)|[Đđ]ịnh kỳ|6 tháng|[Tt]rong (?:năm|quý|tháng)"
    r"|[Đđ]ến (?:ngày|năm|hết|tháng|\d)|[Tt]ừ (?:ngày|tháng|quý|năm|\d{1,2}/)|[Gg]iai đoạn 20\d\d"
    r"|[Nn]gày \d|\d{1,2}/\d{1,2}/20\d\d|[Cc]hậm nhất|[Xx]ong trước|[Hh]oàn thành (?:trước|trong|\d)"
    r"|[Tt]heo (?:[Kk]ế hoạch|yêu cầu|quy định|thời hạn|tiến độ|lộ trình|hướng dẫn)"
    r"|[Kk]hi có|(?:[Nn]gay )?[Ss]au khi|Ngay sau khi|Kế hoạch \(trước)"
).replace(" ", r"\s+")
"""A pattern for the first words of a deadline."""
CELL: Final = rf"{START}[^¶]*(?:¶\s*(?=-){START}[^¶]*)*"
"""A pattern for the start of a deadline and whatever follows it in its cell; a list may go on after a boundary."""
YEARS: Final = r"20\d\d(?:\s*[-–]\s*20\d\d)?(?=\s*(?:[\n¶]|$))"
"""A pattern for years alone, which only their place tells from figures."""

_LOOKS: Final = re.compile(START)
_DAY: Final = re.compile(
    r"(trước\s+)?(?:ngày\s+)?(\d{1,2}/\d{1,2}(/20\d\d)|(?:(?<=ngày\s)|(?<=trước\s)|(?<=đến\s))\d{1,2}/\d{1,2})(?![/\d])",
    re.IGNORECASE,
)
"""A day, with the plan's own year where a word says that it is a day: ``trước 30/9``."""
_LAST_MONTH: Final = re.compile(r"tháng\s+cuối(?:\s+cùng)?(?:\s+(?:của|mỗi|h[àằ]ng))?\s+(quý|kỳ)", re.IGNORECASE)
_DAY_OF_PERIOD: Final = re.compile(
    (
        r"(trước )?ngày (\d{1,2}) (?:của )?(?:thuộc )?"
        r"(?:(tháng cuối)(?: cùng)?(?: (?:của )?(?:kỳ|quý))?|h[àằ]ng tháng)"
    ).replace(" ", r"\s+"),
    re.IGNORECASE,
)
_QUARTER: Final = re.compile(r"qu[ýí]\s+(I{1,3}|IV|[1-4])\b(?:[/ ]+(?:năm\s+)?(20\d\d))?", re.IGNORECASE)
_MONTH: Final = re.compile(r"tháng\s+(1[0-2]|0?[1-9])(?:\s*/\s*|\s+năm\s+)?(20\d\d)?(?!\d)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:năm\s+|cả\s+|giai\s+đoạn\s+|^\s*)(20\d\d)|\b(?:cả\s+)?năm\b(?!\s+20)", re.IGNORECASE)
_HALF: Final = re.compile(r"6\s+tháng\s+(đầu|cuối)\s+năm", re.IGNORECASE)
_CONTINUOUS: Final = re.compile(r"thường\s+xuyên|liên\s+tục", re.IGNORECASE)
_EVERY: Final = re.compile(r"(?:hàng|hằng|mỗi)\s+(năm|quý|tháng|tuần|ngày)", re.IGNORECASE)
_CONDITIONAL: Final = re.compile(
    r"trước,\s*trong\s+và\s+sau|theo\s+(?:kế\s+hoạch|yêu\s+cầu|tiến\s+độ|lộ\s+trình|hướng\s+dẫn)|tùy\s+thời\s+gian|khi\s+có|sau\s+khi|nếu\s+có",
    re.IGNORECASE,
)
_RHYTHMS: Final = {
    "năm": "each year",
    "quý": "each quarter",
    "tháng": "each month",
    "tuần": "each week",
    "ngày": "each day",
}


def looks_like_deadline(text: str) -> bool:
    """Tell whether a text begins as a deadline does."""
    return _LOOKS.match(text) is not None


_LONGEST: Final = 300
"""What stands further on in a cell says no time; a hostile text costs no more than a long one."""


@dataclass(slots=True)
class _Reading:
    """What was found of a deadline, and the words that nothing was found in yet."""

    rest: str
    year: int | None
    kinds: set[Kind] = field(default_factory=set)
    ends: list[date] = field(default_factory=list)
    rhythm: str | None = None
    before: bool = False

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take the first match out of the rest."""
        found = pattern.search(self.rest)
        if found:
            self.rest = self.rest.replace(found[0], " ", 1)
        return found


def read_deadline(text: str, *, year: int | None) -> Deadline:
    """Read a deadline; ``year`` is the plan's own, for ``Quý III`` and ``năm`` that name none.

    A text that says no time at all has no kind: an officer must say what it means. Where only a beginning is named
    (``Từ tháng 7/2025``) the work goes on from there.
    """
    stated = re.search(r"20\d\d", text)
    year = int(stated[0]) if stated else year
    reading = _Reading(rest=_ranges_to_their_ends(_days_in_figures(text[:_LONGEST], year)), year=year)
    begins = reading.take(_FROM)
    _take_rhythms(reading)
    if reading.take(_CONDITIONAL):
        reading.kinds.add(Kind.CONDITIONAL)
    _take_days(reading)
    _take_periods(reading)
    if _CONTINUOUS.search(text) or (begins and not reading.kinds):
        reading.kinds.add(Kind.CONTINUOUS)
    ends = tuple(sorted(set(reading.ends)))
    return Deadline(
        text=text,
        kinds=tuple(kind for kind in Kind if kind in reading.kinds),
        until=ends[-1] if ends else None,
        ends=ends,
        before=reading.before,
        rhythm=reading.rhythm,
    )


_WRITTEN_DAY: Final = re.compile(r"(?<=ngày\s)(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(20\d\d))?(?!\d)", re.IGNORECASE)
_BEFORE_PERIOD: Final = re.compile(
    r"(?<=trước\s)(?:năm\s+(?P<alone>20\d\d)|(?:tháng\s+(?P<month>1[0-2]|0?[1-9])|qu[ýí]\s+(?P<quarter>IV|I{1,3}|[1-4]))\b"
    r"(?:(?:\s*/\s*|\s+(?:năm\s+)?)(?P<year>20\d\d))?)",
    re.IGNORECASE,
)


def _days_in_figures(text: str, year: int | None) -> str:
    """Return a deadline with its days in figures: ``ngày 30 tháng 9`` is 30/9, ``trước quý IV`` before its day 1."""
    text = _WRITTEN_DAY.sub(lambda day: "/".join(part for part in day.groups() if part), text)
    return _BEFORE_PERIOD.sub(lambda period: _first_day(period, year), text)


def _first_day(period: re.Match[str], year: int | None) -> str:
    if period["alone"]:
        return f"ngày 1/1/{period['alone']}"
    named = period["year"] or year
    if named is None:
        return period[0]
    month = int(period["month"]) if period["month"] else 3 * _QUARTERS[period["quarter"].upper()] - 2
    return f"ngày 1/{month}/{named}"


_Q: Final = r"(?:IV|I{1,3}|[1-4])\b"
_M: Final = r"(?:1[0-2]|0?[1-9])\b(?!/\d{1,2}/)"
_FROM: Final = re.compile(
    r"từ\s+(?:đầu\s+)?(?:(?:tháng|quý|năm)\s+(?:20\d\d|(?:1[0-2]|0?[1-9]|IV|I{1,3})\b(?:\s*/\s*20\d\d|\s+năm\s+20\d\d)?)"
    r"|(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/20\d\d)?)",
    re.IGNORECASE,
)
_RANGES: Final = (
    (re.compile(r"20\d\d\s*[-–]\s*(?=20\d\d)"), ""),
    (re.compile(rf"(?:từ\s+)?qu[ýí]\s+{_Q}\s*(?:[-–]|đến|tới)\s*(?:qu[ýí]\s+)?(?={_Q})", re.IGNORECASE), "quý "),
    (re.compile(rf"(?:từ\s+)?tháng\s+{_M}\s*(?:[-–]|đến|tới)\s*(?:tháng\s+)?(?={_M})", re.IGNORECASE), "tháng "),
    (re.compile(r"(?<!tháng\s)đầu\s+(?:quý|năm|tháng)\s+[\w/]+", re.IGNORECASE), " "),
)
_LISTS: Final = (
    (re.compile(rf"(?<=[ýí]\s)({_Q}\s*(?:,|và)\s*)(?={_Q})", re.IGNORECASE), r"\1quý "),
    (re.compile(rf"(?<=tháng\s)({_M}\s*(?:,|và)\s*)(?={_M})", re.IGNORECASE), r"\1tháng "),
)


def _ranges_to_their_ends(text: str) -> str:
    """Return a deadline in which ranges are their last part and each quarter and month of a list is named as one.

    ``Quý III-IV`` becomes ``quý IV``, ``Tháng 9, 12`` becomes ``Tháng 9, tháng 12``; what is only a beginning
    (``đầu quý IV``) names no end and is left out.
    """
    for pattern, instead in _RANGES:
        text = pattern.sub(instead, text)
    for pattern, instead in _LISTS:
        while (listed := pattern.sub(instead, text)) != text:
            text = listed
    return text


def _take_rhythms(reading: _Reading) -> None:
    if recurring := reading.take(_DAY_OF_PERIOD):
        reading.kinds.add(Kind.RECURRING)
        reading.before = bool(recurring[1])
        period = "each period" if "kỳ" in recurring[0].lower() else "each quarter"
        reading.rhythm = (
            f"{recurring[2]}th of the last month of {period}" if recurring[3] else f"{recurring[2]}th of each month"
        )
    elif last_month := reading.take(_LAST_MONTH):
        reading.kinds.add(Kind.RECURRING)
        reading.rhythm = "each period" if last_month[1].lower() == "kỳ" else "each quarter"
    if every := reading.take(_EVERY):
        reading.kinds.add(Kind.RECURRING)
        reading.rhythm = reading.rhythm or _RHYTHMS[every[1].lower()]


def _take_days(reading: _Reading) -> None:
    while found := reading.take(_DAY):
        named = _day(found[2] if found[3] else f"{found[2]}/{reading.year}")
        if named is not None:
            reading.kinds.add(Kind.DATE)
            reading.ends.append(named)
            reading.before = reading.before or bool(found[1])


def _take_periods(reading: _Reading) -> None:
    if periods := _period_ends(reading.rest, reading.year):
        reading.kinds.add(Kind.WITHIN)
        reading.ends += [end for end in periods if end is not None]


_LABELLED: Final = re.compile(r"; [Tt]hời hạn: ([^;]+?)[.;]?$")
"""How a plan that is written out again says the deadline of a task of its text."""
_IN_SENTENCE: Final = re.compile(
    r"(?:[Tt]rước ngày|[Cc]hậm nhất (?:là )?(?:trước )?ngày) \d{1,2}(?:/\d{1,2}/| tháng \d{1,2} năm )20\d\d"
    r"|[Hh]oàn thành trước \d{1,2}/\d{1,2}/20\d\d"
    r"|[Tt]rước ngày \d{1,2} (?:của )?tháng cuối(?: cùng)?(?: của)?(?: quý| kỳ báo cáo)?"
    r"|[Tt]rước ngày \d{1,2} h[àằ]ng tháng|[Hh][àằ]ng (?:quý|tháng|năm) \(trước ngày \d{1,2}[^()]*\)"
    r"|(?:[Hh]oàn thành|[Xx]ong) trong (?:quý [IV]{1,3}|tháng \d{1,2})(?:/| năm )20\d\d"
)


def find_deadline(text: str, *, year: int | None) -> Deadline | None:
    """Return the deadline that a sentence of the narrative names: a day, or whatever it labels *thời hạn*."""
    if labelled := _LABELLED.search(text):
        return read_deadline(labelled[1], year=year)
    found = _IN_SENTENCE.search(text)
    return read_deadline(found[0], year=year) if found else None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except TextError:
        return None


def _period_ends(text: str, year: int | None) -> list[date | None]:
    without_halves = _HALF.sub(" ", text)
    years = _MONTH.sub(" ", _QUARTER.sub(" ", without_halves))
    return [
        *(_month_end(int(found[2] or 0) or year, 3 * _QUARTERS[found[1].upper()]) for found in _QUARTER.finditer(text)),
        *(_month_end(year, 6 if found[1].lower() == "đầu" else 12) for found in _HALF.finditer(text)),
        *(_month_end(int(found[2] or 0) or year, int(found[1])) for found in _MONTH.finditer(without_halves)),
        *(_month_end(int(found[1] or 0) or year, 12) for found in _YEAR.finditer(years)),
    ]


def _month_end(year: int | None, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if year else None
