"""The board as a file: a workbook with real numbers, or a CSV that a Vietnamese Excel opens by a double click."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import xlsxwriter

from thuocdo import __version__
from thuocdo.portal.results.snapshots.wording import COLUMNS, KINDS
from thuocdo.vietnamese.dates import format_date, format_moment
from thuocdo.vietnamese.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from thuocdo.portal.results.models import Snapshot, SnapshotUnit
    from thuocdo.rulebooks import Edition

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is exported, and what a reader must know of it."""

    snapshot: Snapshot
    edition: Edition
    rows: Sequence[SnapshotUnit]
    before: Snapshot | None
    """The earlier day that changes are measured from; the rows carry its figures."""
    filters: Sequence[str]
    exported_at: datetime
    by: str


def _heads(table: Table) -> list[str]:
    groups = [
        f"{COLUMNS.get(node.code, node.title.vi)} (tối đa {_plain(node.max_points)})"
        for node in table.edition.total.children
    ]
    change = [f"Thay đổi so với {format_date(table.before.business_date)}"] if table.before else []
    return [
        "Mã",
        "Đơn vị",
        "Loại",
        "Thuộc",
        "Hạng công bố",
        "Trên tổng số",
        "Thứ tự trong số có số liệu",
        "Số đơn vị có số liệu",
        f"Tổng điểm (tối đa {_plain(table.edition.total.max_points)})",
        *groups,
        *change,
        "Phản ánh, kiến nghị",
        "Xếp loại",
    ]


def _plain(value: Decimal | None) -> str:
    return "chưa xác định" if value is None else f"{value.normalize():f}".replace(".", ",")


def _cells(table: Table) -> Iterator[list[Cell]]:
    codes = [node.code for node in table.edition.total.children]
    for row in table.rows:
        change = [_change(row)] if table.before else []
        yield [
            row.code,
            row.name,
            str(KINDS.get(row.kind, row.kind)),
            row.parent_code,
            row.rank,
            row.rank_of,
            row.computed_rank,
            row.computed_of,
            _decimal(row.total),
            *(_decimal(row.groups.get(code, "")) for code in codes),
            *change,
            row.petitions,
            row.band,
        ]


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _change(row: SnapshotUnit) -> Decimal | None:
    then = getattr(row, "total_then", None)
    return Decimal(row.total) - Decimal(then) if then and row.total else None


def origin(table: Table) -> list[tuple[str, str]]:
    """Return what a reader must know of the figures: whose, of when, made with what."""
    snapshot = table.snapshot
    return [
        ("Bộ Chỉ số", table.edition.title.vi),
        ("Kỳ", f"{snapshot.period}{' (kỳ đang mở, số liệu tạm thời)' if snapshot.provisional else ''}"),
        ("Ngày số liệu", format_date(snapshot.business_date)),
        ("Số liệu đến", format_moment(snapshot.fetched_at) if snapshot.fetched_at else "Nguồn không ghi giờ"),
        ("Nguồn", snapshot.source or "Không ghi"),
        *((f"Tệp nguồn {file['name']}", f"SHA-256 {file['sha256']}") for file in snapshot.files),
        ("Phạm vi", "; ".join(table.filters)),
        ("Số đơn vị trong bảng", str(len(table.rows))),
        ("Thay đổi so với", format_date(table.before.business_date) if table.before else "Chưa có kỳ trước để so sánh"),
        ("Ghi chú", "Điểm và hạng là số công bố, giữ nguyên. Ô trống là chưa có số liệu, không phải 0."),
        ("Dấu vân tay Bộ Chỉ số", f"{snapshot.edition.sha256} (lần sửa {snapshot.edition.revision})"),
        ("Phần mềm", f"Thước Đo {__version__}; số liệu tính khi nhập bằng bản {snapshot.library_version}"),
        ("Xuất lúc", f"{format_moment(table.exported_at)}, {table.by}"),
    ]


def workbook(table: Table) -> bytes:
    """Return an Excel workbook: the figures as numbers, and a sheet that says where they come from."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#f4f6f8"})
    points, whole, bold = (book.add_format({"num_format": code}) for code in ("#,##0.00", "#,##0", "@"))
    bold.set_bold()
    sheet = book.add_worksheet("Bảng điểm")
    heads = _heads(table)
    sheet.write_row(0, 0, heads, head)
    for line, cells in enumerate(_cells(table), start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            elif cell is not None:
                sheet.write_number(line, column, cell, points if isinstance(cell, Decimal) else whole)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 3, 18)
    sheet.set_column(4, len(heads), 13)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(table.rows), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    notes = book.add_worksheet("Nguồn gốc")
    for line, (label, value) in enumerate(origin(table)):
        notes.write_string(line, 0, label, bold)
        notes.write_string(line, 1, value)
    notes.set_column(0, 0, 34)
    notes.set_column(1, 1, 100)
    book.close()
    return target.getvalue()


def csv(table: Table) -> bytes:
    """Return a CSV that a Vietnamese Excel opens by a double click: UTF-8 with its mark, semicolons, decimal commas."""
    return write_table(_heads(table), _cells(table), excel=True)
