"""The head and the end of an official document: issuer, number, date, subject, recipients, signer.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I; text recovered from PDF may lack its head, then the body says
who issues what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from thuocdo.documents.announced import announcements
from thuocdo.documents.endings import is_signature, recipients, signer
from thuocdo.documents.issuers import columns, home_of, issuer_of, place_of, whole_name
from thuocdo.documents.lines import join
from thuocdo.documents.plan import Heading
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
    "BÁO CÁO": "Báo cáo",
    "HƯỚNG DẪN": "Hướng dẫn",
    "CÔNG ĐIỆN": "Công điện",
    "ĐỀ ÁN": "Đề án",
}
_TYPED: Final = re.compile(rf"({'|'.join(_TYPES)})(?:\s+(?P<rest>\S.*))?")
_SURELY_OPENS: Final = re.compile(r"Căn cứ|[IVX]+\. |\d\. |Kính gửi|Phần ")
_OPENS: Final = re.compile(r"Thực hiện|Theo |Để |Trên cơ sở|Xét |Năm 20|Nhằm ")
_NUMBER: Final = re.compile(r"Số:?\s*(?P<number>\d*)\s*(?P<sign>(?:/[A-ZĐ\d][\w-]*)+|-[A-ZĐ]+/[A-ZĐ]+)?", re.IGNORECASE)
_DAY: Final = re.compile(
    r".*ngày\s*(?P<day>\d{0,2})\s*(?:tháng|/)\s*(?P<month>\d{0,2})\s*(?:năm|/)\s*(?P<year>20\d\d)", re.IGNORECASE
)
_ISSUES: Final = re.compile(
    r"((?:Văn phòng )?(?:(?:Ủy|Uỷ) ban nhân dân|UBND)(?: \(UBND\))? tỉnh(?: [^,;.()]{2,20})?|Sở [^,;.()]{3,40}?)"
    r" (?:\([^)]*\) )?ban hành (?:Kế hoạch|kế hoạch)"
)
_AROUND: Final = re.compile(r"\((?:Ban hành )?[Kk]èm theo|\(Dự thảo|[\W_]+$")
_REPLACES: Final = re.compile(r"thay thế (.*?)(?:\.(?=\s|$)|$)")
_PLAN_NUMBER: Final = re.compile(r"\d{1,4}/[A-ZĐ]+-[A-ZĐ\d]+(?:-[A-ZĐ\d]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the parts of a document begin: its body and its end."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    end: tuple[Line, ...]


def frame(lines: Sequence[Line]) -> Frame:
    """Part a document into what stands before its first sentence, its body, and what follows ``Nơi nhận``.

    A signature that a file holds before ``Nơi nhận`` belongs to the end as well.
    """
    title = _title([line.text for line in lines])
    after_type = 0 if title is None else title + 1
    begins = (place for place in range(after_type, len(lines)) if _begins_body(lines, place, after_type))
    start = next(begins, after_type)
    texts = [line.text for line in lines]
    stop = next((place for place, text in enumerate(texts) if text.startswith("Nơi nhận")), len(lines))
    while start < stop < len(lines) and is_signature(texts, stop - 1):
        stop -= 1
    start = min(start, stop)
    return Frame(head=tuple(lines[:start]), body=tuple(lines[start:stop]), end=tuple(lines[stop:]))


def _title(lines: Sequence[str]) -> int | None:
    """Return the place of the line that says the type, alone or with the beginning of the subject."""
    if alone := [place for place, line in enumerate(lines) if line in _TYPES]:
        return alone[0]
    head = takewhile(lambda line: not _SURELY_OPENS.match(line), lines)
    for place, line in enumerate(head):
        found = _TYPED.match(line)
        if found and found["rest"] and found["rest"][0].isupper() and not (place and lines[place - 1] == "SỞ"):
            return place
    return None


def _begins_body(lines: Sequence[Line], place: int, after_type: int) -> bool:
    """Tell whether the first sentence begins here; right under the type a subject may say *Thực hiện …*."""
    text = lines[place].text
    under_type = place == after_type > 0 and lines[place - 1].text in _TYPES
    return _SURELY_OPENS.match(text) is not None or (_OPENS.match(text) is not None and not under_type)


def read_heading(parts: Frame, body: Sequence[Paragraph], *, appendices: int) -> Heading:
    """Return what the head, the body and the end say of the document itself.

    :param appendices: how many appendices were found; each says that it comes with the document.
    """
    left, right = columns(line.text for line in parts.head)
    end = [line.text for line in parts.end]
    text = " ".join(paragraph.text for paragraph in body)
    kind, subject = _type_and_subject(left)
    day, year = _day((*right, *(line for line in left if line.lower().startswith("ngày"))))
    issuer = issuer_of(_above_number(left)) or _who_issues(text)
    province = home_of(issuer, place_of(right), subject, text)
    return Heading(
        type=kind,
        number=_number(left),
        date=day,
        year=max(filter(None, (year, _year_of(subject))), default=None),
        issuer=whole_name(issuer, province),
        province=province,
        subject=subject,
        signer=signer(end),
        recipients=recipients(body, end),
        replaces=tuple(number for found in _REPLACES.finditer(text) for number in _PLAN_NUMBER.findall(found[1])),
        announced_appendices=max([appendices, *(many for _, many in announcements(text))]),
    )


def _above_number(head: Sequence[str]) -> list[str]:
    """Return the lines of a head above its number, its type or its subject."""
    return list(takewhile(lambda line: not (_NUMBER.match(line) or line.startswith("V/v")), head[: _title(head)]))


def _type_and_subject(head: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the type and the subject under it; a letter has no type but a line that begins with ``V/v``."""
    title = _title(head)
    letter = next((place for place, line in enumerate(head) if line.startswith("V/v")), None)
    if letter is not None and (title is None or head[title] not in _TYPES):
        return "Công văn", _subject([head[letter].removeprefix("V/v").strip(), *head[letter + 1 :]])
    found = _TYPED.match(head[title]) if title is not None else None
    if title is None or found is None:
        return None, None
    return _TYPES[found[1]], _subject([found["rest"] or "", *head[title + 1 :]])


def _subject(lines: Sequence[str]) -> str | None:
    """Return the lines of a subject, without what the paper sets around it in brackets or as a rule."""
    kept = [line for line in lines if line and not _AROUND.match(line)]
    end = next((place for place, line in enumerate(kept) if place and line.isupper() and not kept[0].isupper()), None)
    return join(kept[:end]).strip() or None


def _number(head: Sequence[str]) -> str | None:
    found = next((match for line in head if (match := _NUMBER.match(line))), None)
    return f"{found['number']}{found['sign']}" if found and found["number"] and found["sign"] else None


def _day(right: Sequence[str]) -> tuple[date | None, int | None]:
    for line in right:
        if found := _DAY.match(line):
            try:
                return parse_date(f"{found['day']}/{found['month']}/{found['year']}"), int(found["year"])
            except TextError:  # the day is left blank until the plan is issued
                return None, int(found["year"])
    return None, None


def _year_of(subject: str | None) -> int | None:
    """Return the year a subject names last; a stretch of years (``giai đoạn 2021-2030``) counts where it is all."""
    years = re.findall(r"20\d\d", re.sub(r"20\d\d ?[-–] ?(?=20\d\d)", "", subject or ""))
    return int(years[-1]) if years else None


def _who_issues(text: str) -> str | None:
    """Return the issuer from the sentence that issues the plan, for papers without a head."""
    issues = _ISSUES.search(text)
    return re.sub(r"(?:Ủy|Uỷ) ban nhân dân(?: \(UBND\))?", "UBND", issues[1]) if issues else None
