"""When a task is due, as plans write it: by a day, in a period, recurring, continuous, on a condition, or several."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
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
_START: Final = (
    r"(?:-\s*)?"
    r"(?:[Nn]ăm 20\d\d|[Cc]ả năm|[Qq]u[ýí] (?:I{1,3}|IV|[1-4])\b|[Tt]hường xuyên|[Tt]rước(?:,| ngày| tháng| khi)"
    r"|[Tt]háng \d|[Hh][àằ]ng (?:năm|quý|tháng|tuần|ngày)|[Đđ]ịnh kỳ|6 tháng|[Tt]rong (?:năm|quý|tháng)"
    r"|[Đđ]ến (?:ngày|năm|hết)|[Nn]gày \d|\d{1,2}/\d{1,2}/20\d\d|[Tt]heo (?:[Kk]ế hoạch|yêu cầu|quy định|thời hạn)"
    r"|[Hh]oàn thành (?:trước|trong)|[Kk]hi có|[Ss]au khi|Kế hoạch \(trước)"
).replace(" ", r"\s+")
CELL: Final = rf"{_START}[^¶]*"
"""A pattern for the start of a deadline and whatever follows it in its cell."""

_LOOKS: Final = re.compile(_START)
_DAY: Final = re.compile(r"(trước\s+)?(?:ngày\s+)?(\d{1,2}/\d{1,2}/20\d\d)", re.IGNORECASE)
_DAY_OF_PERIOD: Final = re.compile(
    (
        r"(trước )?ngày (\d{1,2}) (?:của )?(?:thuộc )?"
        r"(?:(tháng cuối)(?: cùng)?(?: (?:của )?(?:kỳ|quý))?|h[àằ]ng tháng)"
    ).replace(" ", r"\s+"),
    re.IGNORECASE,
)
_QUARTER: Final = re.compile(r"qu[ýí]\s+(I{1,3}|IV|[1-4])\b(?:[/ ]+(?:năm\s+)?(20\d\d))?", re.IGNORECASE)
_MONTH: Final = re.compile(r"tháng\s+(1[0-2]|0?[1-9])(?:\s*/\s*|\s+năm\s+)?(20\d\d)?(?!\d)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:năm\s+|cả\s+)(20\d\d)|\b(?:cả\s+)?năm\b(?!\s+20)", re.IGNORECASE)
_HALF: Final = re.compile(r"6\s+tháng\s+(đầu|cuối)\s+năm", re.IGNORECASE)
_CONTINUOUS: Final = re.compile(r"thường\s+xuyên|liên\s+tục", re.IGNORECASE)
_EVERY: Final = re.compile(r"(?:hàng|hằng|mỗi)\s+(năm|quý|tháng|tuần|ngày)", re.IGNORECASE)
_CONDITIONAL: Final = re.compile(
    r"trước,\s*trong\s+và\s+sau|theo\s+(?:kế\s+hoạch|yêu\s+cầu)|tùy\s+thời\s+gian|khi\s+có|sau\s+khi|nếu\s+có",
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


def read_deadline(text: str, *, year: int | None) -> Deadline:
    """Read a deadline; ``year`` is the plan's own, for ``Quý III`` and ``năm`` that name none.

    A text that says no time at all has no kind: an officer must say what it means.
    """
    kinds: set[Kind] = set()
    ends: list[date] = []
    rhythm: str | None = None
    before = False
    rest = text
    if _CONTINUOUS.search(rest):
        kinds.add(Kind.CONTINUOUS)
    if recurring := _DAY_OF_PERIOD.search(rest):
        kinds.add(Kind.RECURRING)
        before = bool(recurring[1])
        period = "each period" if "kỳ" in recurring[0].lower() else "each quarter"
        rhythm = (
            f"{recurring[2]}th of the last month of {period}" if recurring[3] else f"{recurring[2]}th of each month"
        )
        rest = rest.replace(recurring[0], " ")
    if every := _EVERY.search(rest):
        kinds.add(Kind.RECURRING)
        rhythm = rhythm or _RHYTHMS[every[1].lower()]
        rest = rest.replace(every[0], " ")
    if condition := _CONDITIONAL.search(rest):
        kinds.add(Kind.CONDITIONAL)
        rest = rest.replace(condition[0], " ")
    for day in _DAY.finditer(rest):
        if (named := _day(day[2])) is not None:
            kinds.add(Kind.DATE)
            ends.append(named)
            before = before or bool(day[1])
    rest = _DAY.sub(" ", rest)
    if periods := _period_ends(rest, year):
        kinds.add(Kind.WITHIN)
        ends += [end for end in periods if end is not None]
    ordered = tuple(kind for kind in Kind if kind in kinds)
    named_ends = tuple(sorted(set(ends)))
    until = named_ends[-1] if named_ends else None
    return Deadline(text=text, kinds=ordered, until=until, ends=named_ends, before=before, rhythm=rhythm)


_IN_SENTENCE: Final = re.compile(
    r"[Tt]rước ngày \d{1,2}/\d{1,2}/20\d\d|[Hh]oàn thành trước \d{1,2}/\d{1,2}/20\d\d"
    r"|[Tt]rước ngày \d{1,2} (?:của )?tháng cuối(?: cùng)?(?: của)?(?: quý| kỳ báo cáo)?"
)


def find_deadline(text: str, *, year: int | None) -> Deadline | None:
    """Return the deadline that a sentence of the narrative names, if it names a day."""
    found = _IN_SENTENCE.search(text)
    return read_deadline(found[0], year=year) if found else None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except TextError:
        return None


def _period_ends(text: str, year: int | None) -> list[date | None]:
    stated = re.search(r"20\d\d", text)
    year = int(stated[0]) if stated else year
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
