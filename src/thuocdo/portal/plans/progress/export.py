"""The list of assignments as a file: a workbook, or a CSV that a Vietnamese Excel opens by a double click."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import xlsxwriter
from django.utils import timezone

from thuocdo import __version__
from thuocdo.vietnamese.dates import format_date, format_moment
from thuocdo.vietnamese.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from thuocdo.portal.plans.selectors.following import Row

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
_HEADS: Final = (
    ("Cơ quan, đơn vị", 28),
    ("Vai", 12),
    ("Kế hoạch", 20),
    ("Số thứ tự", 10),
    ("Nhiệm vụ", 60),
    ("Sản phẩm", 30),
    ("Hạn", 12),
    ("Thời gian", 20),
    ("Tình trạng", 18),
    ("Tiến độ, %", 10),
    ("Kết quả", 60),
    ("Số liệu đến ngày", 16),
    ("Số tài liệu", 10),
    ("Nhập thay theo", 30),
    ("Điểm có nguy cơ mất", 12),
    ("Tính từ", 50),
)
Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is exported, and what a reader must know of it."""

    rows: Sequence[Row]
    filters: Sequence[str]
    exported_at: datetime
    by: str


def _values(table: Table) -> Iterator[list[Value]]:
    for row in table.rows:
        cell, report, task = row.line.cell, row.report, row.line.task
        yield [
            str(row.assignment.unit or row.assignment.addressee),
            str(row.assignment.get_part_display()) if row.assignment.unit_id else "Đề nghị",
            str(task.plan),
            task.code,
            task.content,
            task.product,
            format_date(cell.due) if cell.due else "",
            cell.when,
            cell.words,
            report.percent if report else None,
            report.text if report else "",
            format_date(report.as_of) if report and report.as_of else "",
            getattr(report, "proofs_count", None),
            report.source if report else "",
            row.line.points,
            row.line.risk.origin if row.line.risk else "chưa gắn tiêu chí",
        ]


def workbook(table: Table) -> bytes:
    """Return an Excel workbook: the list, and a sheet that says what it holds."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#f4f6f8"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Theo dõi")
    for column, (name, width) in enumerate(_HEADS):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width)
    for line, values in enumerate(_values(table), start=1):
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(line, column, value, wrapped)
            elif value is not None:
                sheet.write_number(line, column, value, wrapped)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(_HEADS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    notes = book.add_worksheet("Nguồn gốc")
    for line, (label, text) in enumerate(_origin(table)):
        notes.write_string(line, 0, label)
        notes.write_string(line, 1, text)
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 100)
    book.close()
    return target.getvalue()


def _origin(table: Table) -> list[tuple[str, str]]:
    return [
        ("Phạm vi", "; ".join(table.filters)),
        ("Số phân công", str(len(table.rows))),
        ("Tính đến ngày", format_date(timezone.localdate(table.exported_at))),
        ("Ghi chú", "Nơi được đề nghị không bị tính quá hạn. Ô trống là chưa có số liệu, không phải 0."),
        ("Phần mềm", f"Thước Đo {__version__}"),
        ("Xuất lúc", f"{format_moment(table.exported_at)}, {table.by}"),
    ]


def csv(table: Table) -> bytes:
    """Return a CSV: UTF-8 with its mark, semicolons, decimal commas."""
    return write_table([name for name, _width in _HEADS], _values(table), excel=True)
