"""What a plan wants to reach, with the index, the year and the thing that each figure is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from thuocdo.documents import provinces
from thuocdo.documents.aims import AIMS, Aim, aim_of, number, wants_nothing
from thuocdo.documents.figures import INDEX, INDICES
from thuocdo.documents.plan import Target
from thuocdo.documents.rows import CERTAIN, LIKELY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from thuocdo.documents.spots import Spot

_NEAR: Final = 1_000
"""How far, in characters, the words about a figure may stand from it."""
_OPENING: Final = 40
"""An index named so early in a paragraph is what all of it is about: ``- Chỉ số SIPAS: …``."""
_YEAR: Final = re.compile(r"(?<!hơn )(?<!so với )[Nn]ăm (20\d\d)")
_STRIVES: Final = re.compile(r"[Pp]hấn đấu|[Mm]ục tiêu|[Cc]hỉ tiêu")
_STOP: Final = re.compile(r"[;:]|\.(?=\s|$)|\((?=[^()]*$)")
"""What parts clauses; a bracket that is closed again parts nothing."""
_PIVOT: Final = re.compile(
    r"(?:[Bb]ảo đảm|[Đđ]ảm bảo|[Pp]hấn đấu|[Hh]ướng tới|[Đđ]ồng thời|trong đó|(?<=, )với|[Nn]ằm trong"
    r"|thuộc (?=nhóm|tốp|top))(?: |$)?"
)
_MARKER: Final = re.compile(r"^\s*(?:[a-zđ]\)|\d+(?:\.\d+)*[.)]|[-–+])\s*")
_BEGINS_ANEW: Final = re.compile(r" (?:với|trong đó|phấn đấu|riêng|tỷ lệ)\b")
_LEADS_ON: Final = re.compile(r"(?:,| (?:đối với|với|cho|và|của))+\s*$")
_GOES_ON: Final = re.compile(r" (?!và\b|so với|của cả nước)(?=\w)")
_REACHED: Final = re.compile(r"đạt|là |còn", re.IGNORECASE)
_LONGEST: Final = 160
_OLD_TARGET: Final = re.compile(
    r"tỉnh (?P<name>[^,;]{2,20}?) (?P<old>\(cũ\) )?là (?P<value>\d{1,3}(?:[.,]\d{1,4})?) ?%"
)
_NOTE: Final = re.compile(r"(\d{1,2}) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known of a text before it is read."""

    year: int | None
    home: str | None
    """The province that the plan is of."""
    index: str | None
    """The index the text stands under, where it names none itself."""
    task: str | None = None
    """The code of the task whose content the text is."""
    about: str | None = None
    """What the text is about, for figures that stand alone: the criterion of a table's row."""


def targets_in(
    text: str, spot_of: Callable[[int], Spot], around: Around, *, striving: bool = False
) -> Iterator[Target]:
    """Yield the targets that a text states.

    :param striving: take only what a clause says to strive for; the rest of the text is about something else.
    """
    around = replace(around, index=index_named(text[:_OPENING]) or around.index)
    before: Target | None = None
    since = 0
    for found in AIMS.finditer(text):
        clause = _clause(text, found.start())
        named = _year_named(text, found)
        if wants_nothing(text, found) or (striving and not _STRIVES.search(text, clause, found.end())):
            continue
        if named and around.year and named < around.year:  # reached then, and told beside what is wanted now
            continue
        aim = _inherited(aim_of(text, found, year=around.year), text[since : found.start()], found, before)
        label = _label(text, found, max(clause, since)) or around.about or _earlier(text, found.start())
        before = Target(
            index=index_named(text[clause : found.start()]) or around.index,
            province=around.home,
            year=named or around.year,
            label=label,
            op=aim.op,
            value=aim.value,
            unit=aim.unit,
            base_year=aim.base_year,
            text=found[0].strip(),
            spot=spot_of(found.start()),
            confidence=CERTAIN if found["unit"] or found["rises"] else LIKELY,
            task=around.task,
        )
        since = found.end()
        yield before


def _inherited(aim: Aim, between: str, found: re.Match[str], before: Target | None) -> Aim:
    """Return the aim, *at least* being said once for a list: ``giảm ít nhất 30% thời gian, 30% chi phí``."""
    listed = before is not None and not found["wanted"] and re.fullmatch(r"[^;.:]*(?:,| và) ", between)
    if listed and before is not None and aim.op == "=" and aim.unit == before.unit and aim.value == before.value:
        return replace(aim, op=before.op)
    return aim


def old_targets_in(
    text: str, spot_of: Callable[[int], Spot], *, year: int | None, explained: Sequence[Target]
) -> Iterator[Target]:
    """Yield the targets of provinces that were merged, as footnotes quote them.

    :param explained: the plan's own targets; the one that carries the footnote's number says what it is about.
    """
    note = _NOTE.match(text)
    carrying = (target for target in explained if note and target.text.endswith(f"%{note[1]}"))
    own = next(carrying, None)
    for found in _OLD_TARGET.finditer(text):
        yield Target(
            index=own.index if own else None,
            province=provinces.canonical(found["name"]) + (" (cũ)" if found["old"] else ""),
            year=year,
            label=own.label if own else "Mục tiêu",
            op="=",
            value=number(found["value"]),
            unit="%",
            base_year=None,
            text=found[0],
            spot=spot_of(found.start()),
            confidence=LIKELY,
        )


def index_named(text: str) -> str | None:
    """Return the index that a text names last."""
    named = [found.lastgroup or "" for found in INDEX.finditer(text)]
    return INDICES[named[-1]] if named else None


def _clause(text: str, place: int) -> int:
    """Return where the clause of a figure begins: after the last stop, inside a bracket after it."""
    near = max(0, place - _NEAR)
    stops = [found.end() for found in _STOP.finditer(text[:place], near)]
    return stops[-1] if stops else near


def _year_named(text: str, found: re.Match[str]) -> int | None:
    """Return the year that the figure itself or its sentence names; those it is compared with do not count."""
    if found["due"]:
        return int(found["due"])
    near = max(0, found.start() - _NEAR)
    begins = max(text.rfind(". ", near, found.start()), text.rfind("; ", near, found.start()), near)
    years = _YEAR.findall(re.sub(r"\([^()]*\)", "", text[begins : found.start()]))
    return int(years[-1]) if years else None


def _label(text: str, found: re.Match[str], begins: int) -> str:
    """Return what a figure is about: the words that follow it, unless it closes its clause; else those before it."""
    if found["raised_from"]:
        return found[0].partition(" so với năm")[0].removeprefix("Nâng cao ").removeprefix("nâng cao ")
    said = (_plain(piece) for piece in _PIVOT.split(text[begins : found.start()].rpartition(" - ")[2]))
    before = next((piece for piece in reversed([*said]) if len(piece) > 3), "")
    counted = re.sub(r"\s*trở lên$", "", found["more"] or "").strip()
    whole = " ".join(filter(None, (counted, _following(text, found.end())))) if found["value"] else ""
    if whole and (not before or counted or not _REACHED.search(found["wanted"])):
        return whole
    return before[-_LONGEST:].partition(" ")[2] if len(before) > _LONGEST else before


def _plain(words: str) -> str:
    return _MARKER.sub("", words).strip(" -–:,.(")


def _earlier(text: str, place: int) -> str:
    """Return the words before a figure that stands alone in its clause: ``Năm 2026: đạt 90%``, ``…, xếp thứ 10``."""
    words = re.split(r"[;.](?=\s)", text[max(0, place - _LONGEST) : place])[-1]
    return _plain(_PIVOT.sub("", words))


def _following(text: str, place: int) -> str:
    """Return the words after a figure up to the end of its clause, or to the next figure."""
    if not _GOES_ON.match(text, place):
        return ""
    rest = text[place : place + _NEAR]
    stop = re.search(r"[;:()]|\.(?=\s|$)", rest)
    words = rest[: stop.start()] if stop else rest
    if following := next((after for after in AIMS.finditer(words) if not wants_nothing(words, after)), None):
        kept, comma, last = words[: following.start()].rpartition(",")
        words = kept if comma and (not last.strip() or _BEGINS_ANEW.match(last)) else words[: following.start()]
        words = _LEADS_ON.sub("", words)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition(" ")[0]
    return words.strip(" ,")
