"""The documents this software drafts: a plan with its tasks, a report by field, a reminder, an assignment slip.

Each is a draft: the office edits the text, signs and issues it. The sentences are ours, in plain official Vietnamese.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from thuocdo.documents.official.plans import task_table
from thuocdo.documents.official.structure import (
    Align,
    Appendix,
    Cell,
    Column,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Row,
    Signer,
    Table,
)
from thuocdo.documents.official.wording import roman
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from thuocdo.documents.official.plans import PlanAppendix, TaskRow
    from thuocdo.documents.official.structure import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who drafts: what stands the same on every document of one office."""

    issuer: Issuer
    letters: str
    """How the office is written in a number: ``UBND``, ``SNV``."""
    place: str
    signer: Signer
    drafter: str
    """Who drafted, in the file line and the number of letters: ``CCHC``."""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportField:
    """One field (*lĩnh vực*) of a report: its title, and its paragraphs and tables."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a report stands: to which day its figures go, which units have not reported, which did so late."""

    as_of: date
    missing: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """What one unit owes: the task, the day it was due, how many days ago that is."""

    unit: str
    task: str
    due: date
    days: int


def plan_document(
    office: Office,
    *,
    subject: str,
    year: int,
    body: Sequence[Block],
    appendices: Sequence[PlanAppendix],
    grounds: Sequence[str] = (),
) -> OfficialDocument:
    """Return the draft of a plan (*kế hoạch*) whose tasks stand in appendices lying on their side."""
    pointing = Paragraph(
        text=f"Nhiệm vụ cụ thể của từng cơ quan, đơn vị tại {_appendices_named(len(appendices))} kèm theo."
    )
    return OfficialDocument(
        issuer=office.issuer,
        symbol=f"KH-{office.letters}",
        place=office.place,
        type_name="Kế hoạch",
        subject=subject,
        grounds=tuple(grounds),
        body=(*body, pointing) if appendices else tuple(body),
        appendices=tuple(Appendix(title=one.title, blocks=(task_table(one.rows),)) for one in appendices),
        recipients=office.recipients,
        filing=f"VT, {office.drafter}",
        signer=office.signer,
        year=year,
    )


def _appendices_named(count: int) -> str:
    return "Phụ lục" if count == 1 else "các Phụ lục " + ", ".join(roman(number) for number in range(1, count + 1))


def report_document(
    office: Office,
    *,
    subject: str,
    standing: Standing,
    fields: Sequence[ReportField],
    opening: str | None = None,
    appendices: Sequence[Appendix] = (),
    addressees: Sequence[str] = (),
) -> OfficialDocument:
    """Return the draft of a report (*báo cáo*) by field: to which day its figures go, and who has not reported."""
    day = format_date(standing.as_of)
    body: list[Block] = [Paragraph(text=opening)] if opening else []
    body.append(Paragraph(text=f"Số liệu trong báo cáo tính đến ngày {day}.", italic=True))
    for number, field in enumerate(fields, start=1):
        body += [Heading(text=f"{roman(number)}. {field.title.upper()}"), *field.blocks]
    body += _who_reported(len(fields) + 1, standing)
    if appendices:
        body.append(Paragraph(text=f"Số liệu chi tiết tại {_appendices_named(len(appendices))} kèm theo."))
    return OfficialDocument(
        issuer=office.issuer,
        symbol=f"BC-{office.letters}",
        place=office.place,
        type_name="Báo cáo",
        subject=subject,
        addressees=tuple(addressees),
        body=tuple(body),
        appendices=tuple(appendices),
        recipients=office.recipients,
        filing=f"VT, {office.drafter}",
        signer=office.signer,
        year=standing.as_of.year,
    )


def _who_reported(number: int, standing: Standing) -> Iterable[Block]:
    missing, late = standing.missing, standing.late
    if missing or late:
        yield Heading(text=f"{roman(number)}. TÌNH HÌNH GỬI BÁO CÁO")
    if missing:
        day = format_date(standing.as_of)
        names = "; ".join(missing)
        yield Paragraph(text=f"Đến ngày {day}, còn {len(missing)} cơ quan, đơn vị chưa gửi báo cáo: {names}.")
    if late:
        yield Paragraph(text=f"Có {len(late)} cơ quan, đơn vị gửi báo cáo sau thời hạn: {'; '.join(late)}.")


def reminder_letter(
    office: Office,
    *,
    plan: str,
    overdue: Sequence[Overdue],
    on: date,
    answer_by: date,
    time: int = 1,
    report_to: str | None = None,
) -> OfficialDocument:
    """Return the draft of a letter (*công văn đôn đốc*) to the units that owe something, with what each owes.

    ``time`` counts the reminders; from the second on it says so, and to whom (``report_to``) it will be reported.
    """
    units = tuple(dict.fromkeys(one.unit for one in overdue))
    body = _reminding(plan, len(overdue), len(units), on, answer_by)
    if time > 1:
        body.append(Paragraph(text=f"Đây là lần đôn đốc thứ {time}{_reported(report_to)}."))
    return OfficialDocument(
        issuer=office.issuer,
        symbol=f"{office.letters}-{office.drafter}",
        place=office.place,
        subject="đôn đốc thực hiện nhiệm vụ quá hạn" + (f" (lần {time})" if time > 1 else ""),
        addressees=units,
        body=tuple(body),
        appendices=(Appendix(title="Nhiệm vụ quá hạn", blocks=(_overdue_table(units, overdue),), landscape=False),),
        recipients=office.recipients,
        filing=f"VT, {office.drafter}",
        signer=office.signer,
        year=on.year,
    )


def _reminding(plan: str, tasks: int, units: int, on: date, answer_by: date) -> list[Paragraph]:
    return [
        Paragraph(
            text=f"Qua theo dõi việc thực hiện {plan}, đến ngày {format_date(on)} còn {tasks} nhiệm vụ của "
            f"{units} cơ quan, đơn vị, địa phương đã quá thời hạn nhưng chưa có kết quả "
            "(chi tiết tại Phụ lục kèm theo)."
        ),
        Paragraph(
            text="Đề nghị Thủ trưởng các cơ quan, đơn vị, địa phương chỉ đạo thực hiện và gửi kết quả trước ngày "
            f"{format_date(answer_by)}; nội dung chưa hoàn thành cần nêu rõ nguyên nhân và thời hạn hoàn thành."
        ),
    ]


def _reported(report_to: str | None) -> str:
    return f"; các trường hợp tiếp tục chậm sẽ được tổng hợp, báo cáo {report_to}" if report_to else ""


def _overdue_table(units: Sequence[str], overdue: Sequence[Overdue]) -> Table:
    rows: list[Row] = []
    for number, unit in enumerate(units, start=1):
        rows.append((Cell(text=roman(number), bold=True), Cell(text=unit, across=3, bold=True)))
        owed = [one for one in overdue if one.unit == unit]
        for place, one in enumerate(owed, start=1):
            days = Cell(text=str(one.days), number=Decimal(one.days))
            rows.append((Cell(text=str(place)), Cell(text=one.task), Cell(text=format_date(one.due)), days))
    titles = ("STT", "Cơ quan, đơn vị/Nhiệm vụ", "Thời hạn", "Số ngày quá hạn")
    return Table(
        columns=(
            Column(share=8, align=Align.CENTER),
            Column(share=60, align=Align.JUSTIFY),
            Column(share=18, align=Align.CENTER),
            Column(share=14, align=Align.CENTER),
        ),
        header=(tuple(Cell(text=title) for title in titles),),
        rows=tuple(rows),
    )


def assignment_slip(
    office: Office, *, assignee: str, task: TaskRow, plan: str, due: str, symbol: str, year: int
) -> OfficialDocument:
    """Return the draft of a slip (*phiếu giao việc*) that gives one task to one position, with ``due`` in words."""
    rows = (
        ("Nhiệm vụ", task.content),
        ("Mã nhiệm vụ, căn cứ", f"{task.code}, {plan}"),
        ("Vị trí được giao", assignee),
        ("Chủ trì", task.lead),
        ("Phối hợp", task.coordinating),
        ("Sản phẩm", task.product),
        ("Thời hạn", due),
    )
    table = Table(
        columns=(Column(share=30), Column(share=70, align=Align.JUSTIFY)),
        header=((Cell(text="Mục"), Cell(text="Nội dung")),),
        rows=tuple((Cell(text=label, bold=True), Cell(text=text)) for label, text in rows if text),
    )
    return OfficialDocument(
        issuer=office.issuer,
        symbol=symbol,
        place=office.place,
        type_name="Phiếu giao việc",
        subject=plan,
        body=(table,),
        recipients=(assignee, *office.recipients),
        filing=f"VT, {office.drafter}",
        signer=office.signer,
        year=year,
    )
