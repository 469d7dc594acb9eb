"""Figures of the past in running text: whose score, of which year, with what maximum, rank and change.

A passage is read from left to right. The index, the province and the year that were named last hold for the figures
that follow; what a bracket names holds inside the bracket only: after ``(năm 2023 đạt 87,73%)`` the year is again the
one before it. ``so với năm 2023`` names no year of a figure, ``thấp hơn tỉnh Yên Bái`` no owner. Figures of a
department, of a commune, of the whole country, and those of several owners in one breath (``lần lượt``) are left out:
rather none than one given to the wrong province.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from thuocdo.documents import provinces
from thuocdo.documents.bodies import UPPER
from thuocdo.documents.figures import FIGURES, INDEX, INDICES, NUMBER, Figure, figures_of
from thuocdo.documents.plan import Fact
from thuocdo.documents.rows import CERTAIN, LIKELY
from thuocdo.documents.standing import Standing, province_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thuocdo.documents.paragraphs import Paragraph

_MARKS: Final = re.compile(
    r"(?P<open>\()|(?P<close>\))|(?P<stop>\.\s)|(?P<since>so với (?:cùng kỳ )?(?:năm )?20\d\d|hơn năm 20\d\d)"
    r"|[Nn]ăm (?P<year>20\d\d)(?! ?\d)"
    rf"|(?P<another>(?<!do )(?<!theo )(?<!báo cáo của )(?:Sở [{UPPER}]"
    rf"|UBND (?:các )?(?:huyện|xã|phường|thành phố|thị xã|cấp)|(?:huyện|xã|phường|thị xã|thành phố) [{UPPER}]))"
)
_COMPARED: Final = re.compile(r"(?:hơn|so với|kém|bằng|sau|cùng với)(?: (?:của|với))? $")
_JOINED: Final = re.compile(r",? (?:và|,) (?:(?:tỉnh|thành phố) )?$|, (?:tỉnh |thành phố )?$")
_NATIONAL: Final = re.compile(
    r"(?:trung bình(?! cao| thấp)|bình quân|mức chung)[^,;.]{0,40}$|(?:cả nước|toàn quốc|khu vực|vùng [^,;.]{0,20}) $"
)
_IN_TURN: Final = re.compile("lần lượt")
_COMPONENT: Final = re.compile(
    r"(?:nội dung|lĩnh vực|trục|thành phần|tiêu chí|khảo sát|thẩm định|tác động|điều tra xã hội học"
    r"|[Tt]ham gia của người dân|[Cc]ông khai, minh bạch|[Tt]rách nhiệm giải trình|[Kk]iểm soát tham nhũng"
    r"|[Tt]hủ tục hành chính|[Cc]ung ứng dịch vụ|[Qq]uản trị (?:môi trường|điện tử)|[Cc]hế độ công vụ|[Tt]ổ chức bộ máy"
    r"|[Tt]ài chính công|[Cc]ải cách thể chế|[Cc]hính quyền (?:điện tử|số)|[Cc]hỉ đạo,? điều hành|chính sách công)"
)
_ANOTHER_THING: Final = re.compile(
    r"(?:[Tt][ỷỉ] lệ|[Gg]iải ngân|[Tt]hu ngân sách|[Tt]ốc độ|tăng trưởng|GRDP|[Tt]ổng vốn|[Cc]hi phí)[^,]*$"
)
_STATES: Final = re.compile(
    r"(?:[-–+•*] ?|(?:\d+|[a-zđ])\) ?)?(?:Năm 20|Kết quả|Tổng điểm|Điểm|Xếp|Đứng|Đạt|Thứ hạng|Vị trí|Tỉnh |Thành phố )"
)
_TRAILING_YEAR: Final = re.compile(
    r"(?: tỉnh, thành phố)?(?: cả nước)? (?:\((?:của )?năm (?P<within>20\d\d)\)"
    r"|(?:vào |của |trong )?năm (?P<after>20\d\d)(?=[,;.)]|$| (?:lên|xuống|và)))"
)
_STOPS: Final = re.compile(r"[;,.(:]|trong đó")
_LABELS: Final = {
    "score": "Kết quả chung",
    "rank": "Thứ hạng",
    "of": "Số được xếp hạng",
    "change_score": "Thay đổi điểm so với năm trước",
    "change_rank": "Thay đổi bậc so với năm trước",
    "component_score": "Điểm thành phần",
    "component_max": "Điểm tối đa của thành phần",
}
_NEAR: Final = 1_000
"""How far back, in characters, the words about a figure may begin."""
_SOON: Final = 12
"""How far after a figure its *trở lên* may stand."""
_FUTURE: Final = re.compile(r"[Pp]hấn đấu|[Mm]ục tiêu|tối thiểu|trở lên|ít nhất|bảo đảm|đảm bảo|[Cc]hỉ tiêu")
_NO_STANDING: Final = Standing()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    index: str | None = None
    province: str | None = None
    year: int | None = None
    nobody: bool = False
    """The figures to come belong to a department, a commune, or several provinces at once."""


@dataclass(slots=True)
class _Reading:
    """A passage while it is being read."""

    paragraph: Paragraph
    context: _Context
    outer: list[_Context] = field(default_factory=list)
    whole: str | None = None
    named_until: int = -1
    """Where the province named last ends."""
    indexed_until: int = 0
    """Where the index named last ends."""
    scored: dict[tuple[str, str | None, int | None], str] = field(default_factory=dict)
    """The results already given, with their units."""


def facts_in(paragraph: Paragraph, *, home: str | None, under: Standing = _NO_STANDING) -> tuple[Fact, ...]:
    """Return the figures of the past that a paragraph states.

    :param home: the plan's own province, for passages that name none.
    :param under: what the headings above name.
    """
    text = paragraph.text
    inherits = under.index is not None and (_STATES.match(text) or provinces.mention().match(text.lstrip("-–+• ")))
    if not FIGURES.search(text) or not (inherits or INDEX.search(text)):
        return ()
    context = _Context(index=under.index if inherits else None, province=under.province or home, year=under.year)
    return tuple(_read(_Reading(paragraph=paragraph, context=context)))


def about_the_future(text: str, start: int, end: int) -> bool:
    """Tell whether a figure is wanted and not reached: its clause says *phấn đấu*, *tối thiểu* or the like."""
    near = max(0, start - _NEAR)
    begins = max(text.rfind(". ", near, start), text.rfind("; ", near, start), near - 1) + 1
    opened = text.rfind("(", begins, start)
    if opened > text.rfind(")", begins, start):
        begins = opened
    after = re.split(r"\. |;|\(", text[end : end + _SOON], maxsplit=1)[0]
    return _FUTURE.search(text[begins:end] + after) is not None


def _read(reading: _Reading) -> Iterator[Fact]:
    text = reading.paragraph.text
    for found in _events(text):
        if found.re is FIGURES:
            if reading.context.index is not None and not about_the_future(text, found.start(), found.end()):
                yield from _facts(reading, found)
        elif found.re is INDEX:
            _name_index(reading, found)
        elif found.re is _MARKS:
            _mark(reading, found)
        else:
            _name_province(reading, found)


def _events(text: str) -> list[re.Match[str]]:
    """Return all that matters in the order of the text; marks inside a province's name (``(cũ)``) do not."""
    named = list(provinces.mention().finditer(text))
    inside = {place for found in named for place in range(found.start(), found.end())}
    marks = [found for found in _MARKS.finditer(text) if found.start() not in inside]
    return sorted((*INDEX.finditer(text), *named, *marks, *FIGURES.finditer(text)), key=re.Match.start)


def _mark(reading: _Reading, found: re.Match[str]) -> None:
    if found["open"]:
        reading.outer.append(reading.context)
    elif found["close"]:
        reading.context = reading.outer.pop() if reading.outer else reading.context
    elif found["stop"]:
        reading.context = replace(reading.context, nobody=False)
    elif found["another"]:
        reading.context = replace(reading.context, nobody=True)
    elif found["year"]:
        reading.context = replace(reading.context, year=int(found["year"]))


def _name_index(reading: _Reading, found: re.Match[str]) -> None:
    """Take the index named; a part of another one, listed in a bracket (``SIPAS 8,69/10 điểm``), changes nothing."""
    after = reading.paragraph.text[found.end() :]
    if reading.outer and re.match(rf" (?:là |đạt )?{NUMBER}/\d{{1,3}} điểm", after):
        return
    reading.context = replace(reading.context, index=INDICES[found.lastgroup or ""])
    reading.indexed_until = found.end()


def _name_province(reading: _Reading, found: re.Match[str]) -> None:
    """Take the province named as the owner of what follows, unless it is only compared with, or one of several."""
    text = reading.paragraph.text
    if _COMPARED.search(text, max(0, found.start() - 20), found.start()):
        return
    between = text[reading.named_until : found.start()] if reading.named_until >= 0 else "."
    several = _JOINED.fullmatch(between) is not None
    reading.context = replace(reading.context, province=province_named(found, text), nobody=several)
    reading.named_until = found.end()


def _facts(reading: _Reading, found: re.Match[str]) -> Iterator[Fact]:
    text, context = reading.paragraph.text, reading.context
    sentence, clause = _before(text, found.start())
    if context.nobody or _IN_TURN.search(sentence) or _NATIONAL.search(clause) or _ANOTHER_THING.search(clause):
        return
    context = _after(text, found.end(), context)
    label = _label(clause)
    since_index = clause[max(0, reading.indexed_until - found.start() + len(clause)) :]
    of_part = _COMPONENT.search(since_index) is not None
    figures = _as_parts(reading, context, figures_of(found), of_part=of_part)
    stated = [_fact(reading, found, context, figure, label) for figure in figures]
    if stated and not reading.outer:
        reading.whole = stated[-1].label
    yield from stated


def _before(text: str, place: int) -> tuple[str, str]:
    """Return the words before a figure back to the last full stop or semicolon, and of these those of its bracket."""
    near = max(0, place - _NEAR)
    begins = max(text.rfind(". ", near, place) + 1, text.rfind(";", near, place) + 1, near)
    sentence = text[begins:place]
    return sentence, sentence[max(sentence.rfind("("), sentence.rfind(")")) + 1 :]


def _after(text: str, place: int, context: _Context) -> _Context:
    """Return the context with the year or the province that stands right after the figure."""
    if year := _TRAILING_YEAR.match(text, place):
        context = replace(context, year=int(year["within"] or year["after"]))
    bracket = re.compile(r" ?\(").match(text, place)
    named = provinces.mention().match(text, bracket.end()) if bracket else None
    if named and text[named.end() : named.end() + 1] == ")":
        context = replace(context, province=province_named(named, text))
    return context


def _as_parts(reading: _Reading, context: _Context, figures: tuple[Figure, ...], *, of_part: bool) -> Iterator[Figure]:
    """Yield the figures, a score being that of a part where the words say so, or where the whole was already given.

    What is then given in another unit is a figure of something else.
    """
    for figure in figures:
        result = (context.index or "", context.province, figure.year or context.year)
        if figure.measure != "score":
            yield figure
        elif of_part or result in reading.scored:
            if reading.scored.get(result, figure.unit) == figure.unit:
                yield replace(figure, measure="component_score")
        else:
            reading.scored[result] = figure.unit
            yield figure


def _fact(reading: _Reading, found: re.Match[str], context: _Context, figure: Figure, label: str) -> Fact:
    of_part = figure.measure.startswith("component_")
    sure = context.year and context.province and not reading.outer
    return Fact(
        index=context.index or "",
        province=context.province,
        year=figure.year or context.year,
        measure=figure.measure,
        label=found["name"] or (label if of_part else "") or _LABELS[figure.measure],
        value=figure.value,
        unit=figure.unit,
        text=found[0].lstrip(": "),
        spot=reading.paragraph.spot_of(found.start()),
        confidence=CERTAIN if sure else LIKELY,
        part_of=reading.whole if of_part and reading.outer else None,
    )


def _label(before: str) -> str:
    """Return the words before a figure, back to the last stop."""
    stops = list(_STOPS.finditer(before))
    words = before[stops[-1].end() :] if stops else before
    return re.sub(r"(?:^|\s)(?:đạt|là)$", "", words.strip())
