"""The provincial report and the letters as official documents: what Word and PDF are written from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from thuocdo.documents.official.structure import (
    Align,
    Appendix,
    Cell,
    Column,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signer,
    Stage,
    Table,
)
from thuocdo.documents.official.wording import roman
from thuocdo.portal.reports.assembling import OPENING
from thuocdo.portal.reports.letter_paper import addressee, cited, reminding_document
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thuocdo.documents.official.structure import Block
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.reports.models import Letter, Report, ReportRound
    from thuocdo.portal.reports.selectors.reports import Part

_BODY: Final = "Ủy ban nhân dân"
_SENDING: Final = "Tình hình gửi báo cáo và kết quả thực hiện nhiệm vụ của các cơ quan, đơn vị, địa phương"
_TASKS: Final = "Kết quả thực hiện từng nhiệm vụ được giao"


def report_document(report: Report, parts: Sequence[Part]) -> OfficialDocument:
    """Return a provincial report as an official document; number and day are blank until it is issued."""
    of = report.round
    return OfficialDocument(
        issuer=Issuer(name=f"{_BODY}\n{of.unit.full_name}"),
        symbol=report.symbol,
        place=of.unit.name["vi"],
        type_name="Báo cáo",
        subject=subject_of(of),
        body=tuple(_body(report, parts)),
        signer=Signer(capacity=tuple(report.capacity.splitlines()), name=report.signer or None),
        year=of.due_on.year,
        recipients=tuple(report.recipients.splitlines()),
        appendices=(
            Appendix(title=_SENDING, blocks=(units_table(report.table),)),
            *([Appendix(title=_TASKS, blocks=(table,))] if (table := tasks_table(report.tasks)).rows else []),
        ),
        stage=Stage(report.state),
        number=report.number,
        date=report.issued_on,
    )


def subject_of(of: ReportRound) -> str:
    """Return what the report of a round is on; an ad hoc round says it itself."""
    if of.kind == of.Kind.AD_HOC:
        return of.title
    return f"Kết quả thực hiện công tác cải cách hành chính {_small(of.title)}"


def _small(text: str) -> str:
    """Return a title as it goes on within a sentence; one that begins with an abbreviation stays."""
    return text if text[:2].isupper() else text[0].lower() + text[1:]


def _body(report: Report, parts: Sequence[Part]) -> Iterator[Block]:
    """Yield opening, fields numbered as far as they have something, closing; the appendices are pointed to."""
    number = 0
    for part in parts:
        if not part.included:
            continue
        if part.key != OPENING:
            number += 1
            yield Heading(text=f"{roman(number)}. {part.title.upper()}")
        for paragraph in part.included:
            yield from _paragraphs(paragraph.text, paragraph.section.unit.full_name if paragraph.section else "")
        if part.key == OPENING:
            yield Paragraph(
                text="Số liệu của từng cơ quan, đơn vị, địa phương và từng nhiệm vụ tại các phụ lục kèm theo."
            )


def _paragraphs(text: str, unit: str) -> Iterator[Block]:
    """Yield the lines of a paragraph; what a unit wrote stands under its name."""
    if unit:
        yield Heading(text=f"{unit[0].upper()}{unit[1:]}:", level=3)
    yield from (Paragraph(text=line) for line in text.splitlines())


def units_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return how each unit stands, one row each, with the sum of those that have sent in the last."""
    sent = [row for row in rows if row["sent"]]
    sums = [str(sum(row[name] for row in sent)) for name in ("tasks", "done", "overdue")]
    total = (
        Cell(text=f"Cộng: {len(sent)}/{len(rows)} đã gửi", across=4, bold=True),
        *(Cell(text=text, bold=True) for text in sums),
    )
    right = Column(share=12, align=Align.RIGHT)
    return Table(
        columns=(
            Column(share=5, align=Align.CENTER),
            Column(share=28),
            Column(share=16),
            Column(share=12, align=Align.CENTER),
            right,
            right,
            right,
        ),
        header=(
            (
                Cell(text="STT", down=2),
                Cell(text="Cơ quan, đơn vị, địa phương", down=2),
                Cell(text="Gửi báo cáo", down=2),
                Cell(text="Số liệu đến ngày", down=2),
                Cell(text="Nhiệm vụ được giao", across=3, align=Align.CENTER),
            ),
            (Cell(text="Tổng số"), Cell(text="Hoàn thành"), Cell(text="Quá hạn")),
        ),
        rows=(*(_unit_row(number, row) for number, row in enumerate(rows, start=1)), total),
    )


def _unit_row(number: int, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    counts = [str(row[name]) if row["sent"] else "Chưa có số liệu" for name in ("tasks", "done", "overdue")]
    return tuple(
        Cell(text=text) for text in (str(number), row["unit"], sending_words(row), _shown(row["as_of"]), *counts)
    )


def sending_words(row: Mapping[str, Any]) -> str:
    """Return whether a unit has sent, how late, and whether it was entered on its behalf."""
    if not row["sent"]:
        return "Chưa gửi"
    words = f"Gửi muộn {row['late']} ngày" if row["late"] else "Đúng hạn"
    return f"{words} (nhập thay)" if row["on_behalf"] else words


def _shown(day: str) -> str:
    return format_date(date.fromisoformat(day)) if day else ""


def tasks_table(tasks: Sequence[Mapping[str, Any]]) -> Table:
    """Return each task of the plans with how many units have it, have done it, are late, and who is late."""
    return Table(
        columns=(
            Column(share=5, align=Align.CENTER),
            Column(share=8),
            Column(share=34),
            Column(share=9, align=Align.RIGHT),
            Column(share=9, align=Align.RIGHT),
            Column(share=35),  # on a bad day more than a hundred names
        ),
        header=(
            tuple(
                Cell(text=text) for text in ("STT", "Mục", "Nhiệm vụ", "Đơn vị báo cáo", "Hoàn thành", "Đơn vị quá hạn")
            ),
        ),
        rows=tuple(
            (
                Cell(text=str(number)),
                Cell(text=task["code"]),
                Cell(text=f"{task['content']} ({task['plan']})"),
                Cell(text=str(task["units"])),
                Cell(text=str(task["done"])),
                Cell(text="; ".join(task["late"])),
            )
            for number, task in enumerate(tasks, start=1)
        ),
    )


def letter_document(letter: Letter, units: Sequence[Unit], before: Sequence[Letter]) -> OfficialDocument:
    """Return a letter to those who have not sent; one that escalates is the province's and tells its leaders."""
    return reminding_document(
        letter,
        root=letter.round.unit,
        subject=f"đôn đốc gửi báo cáo {_small(subject_of(letter.round))}",
        addressees=map(addressee, units),
        words=letter_words(letter, before),
    )


def letter_words(letter: Letter, before: Sequence[Letter]) -> list[str]:
    """Return the paragraphs of a letter."""
    of = letter.round
    due, answer = format_date(of.due_on), format_date(letter.answer_by)
    words = [
        (
            f"Báo cáo {_small(subject_of(of))} có hạn gửi ngày {due}. "
            "Đến nay các cơ quan, đơn vị, địa phương nêu trên chưa gửi báo cáo."
        )
    ]
    if letter.escalated:
        words.append(
            f"Các cơ quan, đơn vị, địa phương này đã được đôn đốc tại {cited(before)}. Yêu cầu Thủ trưởng cơ quan, "
            "đơn vị, Chủ tịch UBND cấp xã trực tiếp chỉ đạo gửi báo cáo "
            f"chậm nhất ngày {answer} và giải trình lý do chậm."
        )
    else:
        words.append(
            f"Đề nghị các cơ quan, đơn vị, địa phương gửi báo cáo chậm nhất ngày {answer}; "
            "số liệu nêu rõ tính đến ngày nào."
        )
    return [*words, "Phần báo cáo của đơn vị nào chưa gửi sẽ được nêu tên trong báo cáo của tỉnh."]
