"""A plan that was read, written out again whole: head, text, appendices of tasks, recipients, signature.

What a person mended since stands in the place of what was read: a task of the text in its paragraph, a task of an
appendix in its row. Read back, the document gives the same tasks.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from thuocdo.documents.deadlines import find_deadline
from thuocdo.documents.official.plans import plan_appendices, task_table
from thuocdo.documents.official.structure import (
    Appendix,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signer,
    Stage,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thuocdo.documents.official.structure import Block

    Values = Mapping[str, object]

NOTES_TITLE: Final = "Chú thích"
_NUMBER: Final = re.compile(r"(?P<number>\d+)/(?P<symbol>\S+)")
_COMMITTEE: Final = re.compile(r"^UBND ")
_ABOVE: Final = re.compile(r"^(?P<own>Văn phòng|Thanh tra) (?P<parent>.+)$")
_NEXT_CAPACITY: Final = re.compile(
    r" (?=KT\.|TL\.|TUQ\.|PHÓ |CHÁNH |(?<!PHÓ )(?<!KT\. )CHỦ TỊCH|(?<!PHÓ )(?<!KT\. )GIÁM ĐỐC)"
)
_FILING: Final = re.compile(r"^Lưu:\s*")
_MARKER: Final = re.compile(r"^(?:[IVX]+\.|\d+(?:\.\d+)*[.)]|[a-zđ]\)|\(\d+\)|[-–+•])\s*")
_TO: Final = re.compile(r"Kính gửi:?(?P<names>.*)")
_DASHES: Final = ("-", "–")
_STOP: Final = re.compile(r"[;.…]$")


def whole_plan(plan: Values, *, stage: Stage = Stage.DRAFT) -> OfficialDocument:
    """Return a plan as an official document.

    :param plan: what :func:`~thuocdo.documents.writing.as_whole` gives; its tasks may have been mended, or split into
        several with one place. Those that are in it are written, in their order.
    :param stage: number and day are written when it is issued, and left blank until then.
    """
    head = _within(plan, "document")
    number, symbol = _number(_text(head, "number"))
    issued = stage is Stage.ISSUED
    paragraphs, addressees = _addressed(_listed(plan, "paragraphs"))
    names = [name for name in _names(head) if name not in addressees]
    return OfficialDocument(
        issuer=_issuer(_text(head, "issuer")),
        symbol=symbol,
        place=_text(head, "province"),
        type_name=None if addressees else _text(head, "type") or "Kế hoạch",
        subject=_text(head, "subject"),
        body=tuple(_body(paragraphs, _listed(plan, "tasks"))),
        addressees=addressees,
        signer=_signer(_within(head, "signer")),
        year=int(_text(head, "year") or 0),
        recipients=tuple(name for name in names if not _FILING.match(name)),
        filing=next((_FILING.sub("", name) for name in names if _FILING.match(name)), "VT"),
        appendices=tuple(_appendices(plan)),
        stage=stage,
        number=number if issued else None,
        date=date.fromisoformat(_text(head, "date")) if issued and head.get("date") else None,
    )


def _number(printed: str) -> tuple[int | None, str]:
    """Return the number and what follows it; a plan without number is one of the province."""
    found = _NUMBER.fullmatch(printed)
    return (int(found["number"]), found["symbol"]) if found else (None, "KH-UBND")


def _issuer(name: str) -> Issuer:
    """Return who issues, the body above over an office: ``Văn phòng UBND tỉnh`` stands under the committee."""
    inside = _ABOVE.match(name)
    if inside:
        return Issuer(name=inside["own"], parent=_COMMITTEE.sub("Ủy ban nhân dân ", inside["parent"]))
    return Issuer(name=_COMMITTEE.sub("Ủy ban nhân dân\n", name))


def _signer(signer: Values) -> Signer:
    capacity = _NEXT_CAPACITY.split(_text(signer, "position"))
    return Signer(capacity=tuple(capacity), name=_text(signer, "name") or None)


def _addressed(paragraphs: Sequence[Values]) -> tuple[Sequence[Values], tuple[str, ...]]:
    """Return the text of a letter without the lines that say whom it goes to, and whom they name; of a plan nobody."""
    if not paragraphs or not (found := _TO.match(_text(paragraphs[0], "text"))):
        return paragraphs, ()
    listed = list(takewhile(lambda one: _text(one, "text").startswith(_DASHES), paragraphs[1:]))
    texts = [*found["names"].split(";"), *(_text(one, "text") for one in listed)]
    names = tuple(name for text in texts if (name := text.strip("-–;. ")))
    return paragraphs[1 + len(listed) :], names


def _body(paragraphs: Sequence[Values], told: Sequence[Values]) -> Iterator[Block]:
    """Yield the paragraphs of the text, those that are tasks as their tasks now say."""
    tasks: dict[str, list[Values]] = {}
    for task in told:
        if task.get("appendix") is None:
            tasks.setdefault(str(_within(task, "place")), []).append(task)
    for paragraph in paragraphs:
        text = _text(paragraph, "text")
        if paragraph.get("footnote"):
            continue
        if paragraph.get("heading"):
            yield Heading(text=text, level=min(int(str(paragraph.get("level") or 3)), 3))
            continue
        yield from (Paragraph(text=words) for words in _as_told(text, tasks.get(str(_within(paragraph, "place")), ())))


def _as_told(text: str, tasks: Sequence[Values]) -> Iterator[str]:
    """Yield a paragraph as its tasks say: as printed where nobody mended it, else once for each task of it."""
    mended = [task for task in tasks if task.get("mended")]
    if not mended:
        yield text
        return
    marker = found[0] if (found := _MARKER.match(text)) else ""
    for task in tasks:
        yield marker + _sentence(task)


def _sentence(task: Values) -> str:
    """Return a task in one sentence: its bodies before it where they are mended, its deadline after it."""
    content, deadline = _text(task, "content"), _text(_within(task, "deadline"), "text")
    named = _text(task, "named")
    told = f"{named}: {content}" if named and not content.startswith(named) else content
    told = _with(told, "sản phẩm", _text(task, "product"))
    said = find_deadline(told, year=None)
    return told if said and said.text.lower() == deadline.lower() else _with(told, "thời hạn", deadline)


def _with(told: str, label: str, words: str) -> str:
    """Return a sentence with one thing more, before its stop."""
    if not words:
        return told
    stop = found[0] if (found := _STOP.search(told)) else ""
    return f"{told.removesuffix(stop)}; {label}: {words}{stop}"


def _appendices(plan: Values) -> Iterator[Appendix]:
    for one in plan_appendices(plan):
        yield Appendix(title=one.title, blocks=(task_table(one.rows),), number=one.number)
    if notes := [Paragraph(text=_text(one, "text")) for one in _listed(plan, "paragraphs") if one.get("footnote")]:
        yield Appendix(title=NOTES_TITLE, blocks=tuple(notes), landscape=False)


def _listed(plan: Values, name: str) -> list[Values]:
    found = plan.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _names(head: Values) -> list[str]:
    found = head.get("recipients")
    return [str(name) for name in found] if isinstance(found, list) else []


def _within(values: Values, name: str) -> Values:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value)
