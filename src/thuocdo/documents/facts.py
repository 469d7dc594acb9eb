"""Figures of the past in running text: whose score, of which year, with what maximum, rank and change.

A passage is read from left to right. The index, the province and the year that were named last hold for the figures
that follow; what a bracket names holds inside the bracket only: after ``(năm 2023 đạt 87,73%)`` the year is again the
one before it. ``so với năm 2023`` names no year of a figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.documents import provinces
from thuocdo.documents.plan import Fact
from thuocdo.documents.rows import CERTAIN, LIKELY
from thuocdo.vietnamese.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from thuocdo.documents.paragraphs import Paragraph

NUMBER: Final = r"\d{1,3}(?:[.,]\d{1,4})?"
INDEX: Final = re.compile(
    r"(?P<par>PAR ?INDEX|[Cc]hỉ số (?:cải cách hành chính|CCHC))|(?P<sipas>SIPAS|[Cc]hỉ số (?:đo lường sự )?hài lòng)"
    r"|(?P<papi>PAPI|[Hh]iệu quả quản trị và hành chính công)"
)
INDICES: Final = {"par": "PAR INDEX", "sipas": "SIPAS", "papi": "PAPI"}
_EVENTS: Final = re.compile(
    r"(?P<open>\((?!cũ\)))|(?P<close>(?<!cũ)\))"
    r"|(?P<since>so với (?:năm )?20\d\d)"
    r"|(?:(?:xếp|đứng)(?: ở)?(?: vị trí)?(?: hạng)?(?: thứ)?(?: hạng)? |vị trí (?:thứ )?)"
    r"(?P<rank>\d{1,2})/(?P<of>\d{2})"
    r"|(?P<moved>[Tt]ăng|[Gg]iảm) (?P<places>\d{1,2}) (?:bậc|hạng)|(?P<kept>giữ nguyên (?:thứ )?(?:bậc|hạng))"
    rf"|(?P<changed>[Tt]ăng|[Gg]iảm) (?P<by>{NUMBER}) ?(?P<by_unit>điểm|%)"
    rf"|(?P<part>{NUMBER})/(?P<most>\d{{1,3}}) điểm"
    rf"|(?:đạt|là|được) (?P<score>{NUMBER}) ?(?P<unit>điểm|%)"
    r"|nhóm (?P<group>(?:Cao nhất|Trung bình cao|Trung bình thấp|Thấp nhất))(?:, nhóm thứ (?P<order>\d)/\d)?"
    r"|(?:[Nn]ăm )(?P<year>20\d\d)(?! ?\d)"
)
_GROUPS: Final = {"Cao nhất": 1, "Trung bình cao": 2, "Trung bình thấp": 3, "Thấp nhất": 4}
_LABELS: Final = {
    "score": "Kết quả chung",
    "rank": "Thứ hạng",
    "of": "Số được xếp hạng",
    "change_score": "Thay đổi điểm so với năm trước",
    "change_rank": "Thay đổi bậc so với năm trước",
    "component_score": "Điểm thành phần",
    "component_max": "Điểm tối đa của thành phần",
    "group": "Nhóm",
}
_STOPS: Final = re.compile(r"[;,.(:]|trong đó")
_NEAR: Final = 1_000
"""How far back, in characters, the label of a figure may begin."""
_FUTURE: Final = re.compile(r"[Pp]hấn đấu|[Mm]ục tiêu|tối thiểu|trở lên|ít nhất|bảo đảm|đảm bảo")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    index: str | None = None
    province: str | None = None
    year: int | None = None


def facts_in(paragraph: Paragraph, *, home: str | None) -> tuple[Fact, ...]:
    """Return the figures of the past that a paragraph states.

    :param home: the plan's own province, for passages that name none.
    """
    text = paragraph.text
    if not _EVENTS.search(text) or not INDEX.search(text):
        return ()
    return tuple(_read(paragraph, _Context(province=home)))


def _read(paragraph: Paragraph, context: _Context) -> Iterator[Fact]:
    text = paragraph.text
    outer: list[_Context] = []
    whole: str | None = None
    for found in _marks(text):
        if found.re is not _EVENTS:
            context = _named(found, text, context, bracketed=bool(outer))
        elif found["open"]:
            outer.append(context)
        elif found["close"]:
            context = outer.pop() if outer else context
        elif found["year"]:
            context = replace(context, year=int(found["year"]))
        elif context.index is not None and not _about_the_future(text, found):
            stated = tuple(_facts(paragraph, found, context, whole=whole if outer else None, bracketed=bool(outer)))
            whole = stated[-1].label if stated and not outer else whole
            yield from stated


def _named(found: re.Match[str], text: str, context: _Context, *, bracketed: bool) -> _Context:
    """Return the context after an index or a province was named; a part of an index changes nothing."""
    if found.re is not INDEX:
        return replace(context, province=_province(found, text))
    if bracketed and _is_component(text, found.end()):
        return context
    return replace(context, index=INDICES[found.lastgroup or ""])


def _marks(text: str) -> list[re.Match[str]]:
    patterns = (INDEX, provinces.pattern(), _EVENTS)
    return sorted((found for pattern in patterns for found in pattern.finditer(text)), key=re.Match.start)


def _is_component(text: str, place: int) -> bool:
    """Tell whether an index named in a bracket is a part of another one: ``(Chỉ số SIPAS 8,69/10 điểm``."""
    return re.match(rf" (?:là |đạt )?{NUMBER}/\d{{1,3}} điểm", text[place:]) is not None


def _province(found: re.Match[str], text: str) -> str:
    """Return the province as named; without its mark it is the old one where the passage marks it elsewhere."""
    name = provinces.canonical(found[1])
    return f"{name} (cũ)" if found[2] or f"{found[1]} (cũ)" in text else name


def _about_the_future(text: str, found: re.Match[str]) -> bool:
    near = max(0, found.start() - _NEAR)
    begins = max(text.rfind(". ", near, found.start()), text.rfind("; ", near, found.start()), near - 1) + 1
    return _FUTURE.search(text, begins, found.end() + 12) is not None


def _facts(
    paragraph: Paragraph, found: re.Match[str], context: _Context, *, whole: str | None, bracketed: bool
) -> Iterator[Fact]:
    for measure, value, unit in _figures(found):
        named = measure.startswith("component_")
        label = found["group"] or (_label(paragraph.text, found.start()) if named else "") or _LABELS[measure]
        yield Fact(
            index=context.index or "",
            province=context.province,
            year=context.year,
            measure=measure,
            label=label,
            value=value,
            unit=unit,
            text=found[0],
            spot=paragraph.spot_of(found.start()),
            confidence=CERTAIN if context.year and context.province and not bracketed else LIKELY,
            part_of=whole if named else None,
        )


def _figures(found: re.Match[str]) -> tuple[tuple[str, Decimal, str], ...]:
    """Return the measures of one passage, their values and units; ``so với năm 2023`` has none."""
    kind = next((name for name in _READERS if found[name] is not None), None)
    return _READERS[kind](found) if kind else ()


_READERS: Final[Mapping[str, Callable[[re.Match[str]], tuple[tuple[str, Decimal, str], ...]]]] = {
    "rank": lambda found: (
        ("rank", Decimal(found["rank"]), "hạng"),
        ("of", Decimal(found["of"]), "tỉnh, thành phố"),
    ),
    "moved": lambda found: (("change_rank", _signed(found["moved"], found["places"]), "bậc"),),
    "kept": lambda _: (("change_rank", Decimal(0), "bậc"),),
    "changed": lambda found: (("change_score", _signed(found["changed"], found["by"]), found["by_unit"]),),
    "part": lambda found: (
        ("component_score", _number(found["part"]), "điểm"),
        ("component_max", _number(found["most"]), "điểm"),
    ),
    "score": lambda found: (
        ("score" if found[0].startswith("đạt") else "component_score", _number(found["score"]), found["unit"]),
    ),
    "group": lambda found: (("group", Decimal(_GROUPS[found["group"]]), "nhóm"),),
}


def _label(text: str, place: int) -> str:
    """Return the words before a figure, back to the last stop."""
    before = text[max(0, place - _NEAR) : place]
    stops = list(_STOPS.finditer(before))
    words = before[stops[-1].end() :] if stops else before
    return re.sub(r"\s(?:đạt|là)$", "", words.strip())


def _signed(direction: str, number: str) -> Decimal:
    """Return a change with its sign; more points and a better place are positive."""
    value = _number(number)
    return value if direction.casefold() == "tăng" else -value


def _number(text: str) -> Decimal:
    return parse_number(text, decimal="," if "," in text else ".")
