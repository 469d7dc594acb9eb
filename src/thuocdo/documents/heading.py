"""The head and the end of an official document: issuer, number, date, subject, recipients, signer.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I; text recovered from PDF may lack its head, then the body says
who issues what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from thuocdo.documents import provinces
from thuocdo.documents.bodies import UPPER
from thuocdo.documents.lines import join
from thuocdo.documents.plan import Heading, Signer
from thuocdo.errors import TextError
from thuocdo.vietnamese.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from thuocdo.documents.lines import Line
    from thuocdo.documents.paragraphs import Paragraph

_TYPES: Final = {
    "KẾ HOẠCH": "Kế hoạch",
    "QUYẾT ĐỊNH": "Quyết định",
    "CHỈ THỊ": "Chỉ thị",
    "CHƯƠNG TRÌNH": "Chương trình",
    "THÔNG BÁO": "Thông báo",
    "NGHỊ QUYẾT": "Nghị quyết",
}
_OPENING: Final = re.compile(r"Căn cứ|Thực hiện|Theo |Để |Trên cơ sở|Xét |Năm 20|[IVX]+\. |\d\. |Kính gửi|Phần ")
_NUMBER: Final = re.compile(r"Số:?\s*(\d*)\s*(/[A-ZĐ\d][\w-]*)?", re.IGNORECASE)
_DAY: Final = re.compile(r".*ngày\s*(\d{0,2})\s*tháng\s*(\d{0,2})\s*năm\s*(20\d\d)", re.IGNORECASE)
_ISSUES: Final = re.compile(
    r"((?:Văn phòng )?(?:(?:Ủy|Uỷ) ban nhân dân|UBND)(?: \(UBND\))? tỉnh(?: [^,;.()]{2,20})?|Sở [^,;.()]{3,40}?)"
    r" (?:\([^)]*\) )?ban hành (?:Kế hoạch|kế hoạch)"
)
_FURNITURE: Final = ("CỘNG HÒA", "CỘNG HOÀ", "Độc lập", "Kính gửi")
_PERSON: Final = re.compile(rf"(?:[{UPPER}]\w* ?){{2,5}}")
_REPLACES: Final = re.compile(r"thay thế (.*?)(?:\.(?=\s|$)|$)")
_PLAN_NUMBER: Final = re.compile(r"\d{1,4}/[A-ZĐ]+-[A-ZĐ\d]+(?:-[A-ZĐ\d]+)*")
_ANNOUNCED: Final = re.compile(
    r"\((?:Có |Chi tiết |Theo )?(?:(\d{1,2}) )?(?:Phụ lục|Biểu|Danh mục|phụ lục|biểu|danh mục)[^)]*kèm theo\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the parts of a document begin: its body and its end."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    end: tuple[Line, ...]


def frame(lines: Sequence[Line]) -> Frame:
    """Part a document into what stands before its first sentence, its body, and what follows ``Nơi nhận``."""
    after_type = next((place for place, line in enumerate(lines) if line.text in _TYPES), -1) + 1
    begins = (place for place, line in enumerate(lines) if place >= after_type and _OPENING.match(line.text))
    start = next(begins, after_type)
    stop = next((place for place, line in enumerate(lines) if line.text.startswith("Nơi nhận")), len(lines))
    start = min(start, stop)
    return Frame(head=tuple(lines[:start]), body=tuple(lines[start:stop]), end=tuple(lines[stop:]))


def read_heading(parts: Frame, body: Sequence[Paragraph], *, appendices: int) -> Heading:
    """Return what the head, the body and the end say of the document itself.

    :param appendices: how many appendices were found; each says that it comes with the document.
    """
    head = [line.text for line in parts.head]
    text = " ".join(paragraph.text for paragraph in body)
    kind, subject = _type_and_subject(head)
    day, year = _day(head)
    issuer = _issuer(head, text)
    named = provinces.pattern().search(" ".join(filter(None, (issuer, subject, text))))
    province = provinces.canonical(named[1]) if named else None
    if issuer and province and issuer.endswith("tỉnh"):
        issuer = f"{issuer} {province}"
    return Heading(
        type=kind,
        number=_number(head),
        date=day,
        year=year or _last_year(subject),
        issuer=issuer,
        province=province,
        subject=subject,
        signer=_signer(parts.end),
        recipients=_recipients(body, parts.end),
        replaces=tuple(number for found in _REPLACES.finditer(text) for number in _PLAN_NUMBER.findall(found[1])),
        announced_appendices=_announced(text, appendices),
    )


def _type_and_subject(head: Sequence[str]) -> tuple[str | None, str | None]:
    for place, line in enumerate(head):
        if line in _TYPES:
            return _TYPES[line], join(head[place + 1 :]) or None
    letter = next((place for place, line in enumerate(head) if line.startswith("V/v")), None)
    if letter is None:
        return None, None
    rest = [head[letter].removeprefix("V/v").strip()]
    for line in head[letter + 1 :]:
        if line.startswith(_FURNITURE):
            break
        rest.append(line)
    return "Công văn", join(rest)


def _number(head: Sequence[str]) -> str | None:
    found = next((match for line in head if (match := _NUMBER.match(line))), None)
    return f"{found[1]}{found[2]}" if found and found[1] and found[2] else None


def _day(head: Sequence[str]) -> tuple[date | None, int | None]:
    for line in head:
        if found := _DAY.match(line):
            try:
                return parse_date(f"{found[1]}/{found[2]}/{found[3]}"), int(found[3])
            except TextError:  # the day is left blank until the plan is issued
                return None, int(found[3])
    return None, None


def _last_year(subject: str | None) -> int | None:
    years = re.findall(r"20\d\d", subject or "")
    return int(years[-1]) if years else None


def _issuer(head: Sequence[str], text: str) -> str | None:
    """Return the issuer of the head, else of the sentence that issues the plan."""
    top: list[str] = []
    for line in head:
        if _NUMBER.match(line) or line in _TYPES or line.startswith(_FURNITURE):
            break
        top.append(line)
    if found := re.search(r"(?:ỦY|UỶ) BAN NHÂN DÂN(?: TỈNH ([^\d]+))?", " ".join(top)):
        return f"UBND tỉnh {provinces.canonical(found[1].strip())}" if found[1] else "UBND tỉnh"
    if top and top[0].isupper():
        return join(top).capitalize()
    if issues := _ISSUES.search(text):
        return re.sub(r"(?:Ủy|Uỷ) ban nhân dân(?: \(UBND\))?", "UBND", issues[1])
    return None


def _recipients(body: Sequence[Paragraph], end: Sequence[Line]) -> tuple[str, ...]:
    """Return the addressees of a letter, then the list under ``Nơi nhận``."""
    listed: list[str] = []
    if body and body[0].text.startswith("Kính gửi"):
        listed += [paragraph.text for paragraph in takewhile(lambda after: after.marker == "-", body[1:])]
    for line in end[1:]:
        if line.text.startswith(("-", "–")):
            listed.append(line.text)
        elif line.text[0].islower() and listed:
            listed[-1] = join((listed[-1], line.text))
        else:
            break
    names = (text.lstrip("-– ").rstrip(";. ") for text in listed)
    return tuple(name for name in names if name != "Như trên")


def _signer(end: Sequence[Line]) -> Signer | None:
    after = [line.text for line in end[1:] if not line.text.startswith(("-", "–"))]
    positions = [text for text in after if text.isupper()]
    names = [text for text in after if _PERSON.fullmatch(text) and not text.isupper()]
    if not positions and not names:
        return None
    return Signer(name=names[-1] if names else None, position=" ".join(positions) or None)


def _announced(text: str, appendices: int) -> int:
    found = _ANNOUNCED.search(text)
    stated = int(found[1] or 1) if found else 0
    return max(stated, appendices)
