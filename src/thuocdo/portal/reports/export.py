"""The provincial report as a workbook: text with its sources, units, tasks; every sheet says of which day it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from thuocdo import __version__
from thuocdo.portal.reports.composing import sending_words
from thuocdo.vietnamese.dates import format_date, format_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from thuocdo.portal.reports.models import Report
    from thuocdo.portal.reports.selectors.reports import Part

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF: Final = "application/pdf"

Row = tuple[str | int | None, ...]


def workbook_of(report: Report, parts: Sequence[Part], *, at: datetime, by: str) -> bytes:
    """Write the report as a workbook of three sheets."""
    buffer = io.BytesIO()
    # Text stays text: what a unit wrote is never run as a formula.
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"}),
            "cell": book.add_format({"text_wrap": True, "border": 1, "valign": "top"}),
            "note": book.add_format({"italic": True}),
        }
        told = (
            f"{report}: {report.get_state_display()}; số liệu đến ngày {format_date(report.round.as_of)}; "
            f"xuất lúc {format_moment(at)}, {by}; Thước Đo {__version__}"
        )
        _sheet(book, formats, "Nội dung", told, ("Lĩnh vực", "Nguồn", "Nội dung"), (30, 30, 100), _texts(parts))
        heads = ("Cơ quan, đơn vị, địa phương", "Gửi báo cáo", "Số liệu đến ngày", "Nhiệm vụ", "Hoàn thành", "Quá hạn")
        _sheet(book, formats, "Đơn vị", told, heads, (40, 24, 16, 12, 12, 12), _units(report.table))
        heads = ("Mục", "Nhiệm vụ", "Kế hoạch", "Đơn vị báo cáo", "Hoàn thành", "Đơn vị quá hạn")
        _sheet(book, formats, "Nhiệm vụ", told, heads, (10, 70, 34, 12, 12, 40), _tasks(report.tasks))
    return buffer.getvalue()


def _texts(parts: Sequence[Part]) -> Iterable[Row]:
    for part in parts:
        for one in part.included:
            source = one.section.unit.full_name if one.section else one.get_origin_display()
            yield part.title, source, one.text


def _units(table: Sequence[dict[str, Any]]) -> Iterable[Row]:
    for row in table:
        day = "/".join(reversed(row["as_of"].split("-"))) if row["as_of"] else ""
        yield row["unit"], sending_words(row), day, row["tasks"], row["done"], row["overdue"]


def _tasks(tasks: Sequence[dict[str, Any]]) -> Iterable[Row]:
    for task in tasks:
        yield task["code"], task["content"], task["plan"], task["units"], task["done"], "; ".join(task["late"])


def _sheet(
    book: Any,
    formats: dict[str, Any],
    name: str,
    told: str,
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Row],
) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write(0, 0, told, formats["note"])
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write(1, column, head, formats["head"])
        sheet.set_column(column, column, width)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    for line, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            sheet.write(line, column, "Chưa có số liệu" if value is None else value, formats["cell"])
