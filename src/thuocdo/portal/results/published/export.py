"""Published results as a file: an Excel workbook with real numbers and a sheet of origins, or a CSV for Excel."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import xlsxwriter

from thuocdo import __version__
from thuocdo.portal.results.published.wording import BASES, source_words
from thuocdo.vietnamese.dates import format_moment
from thuocdo.vietnamese.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from thuocdo.portal.results.published.figures import Block, Said
    from thuocdo.portal.results.published.structure import Index

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
HEADS: Final = (
    "Chỉ số", "Năm", "Tỉnh, thành phố", "Mã phần", "Phần", "Điểm", "Điểm tối đa", "Hạng", "Trên tổng số", "Nhóm",
    "Căn cứ của điểm", "Căn cứ của hạng", "Nguồn", "Ghi chú",
)  # fmt: skip
RESTATED_HEADS: Final = (
    "Chỉ số",
    "Năm",
    "Tỉnh, thành phố hiện nay",
    "Ước tính",
    "Cách tính",
    "Vì sao không quy đổi được",
)

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is exported, and what a reader must know of it."""

    index: Index
    said: Sequence[Said]
    blocks: Sequence[Block]
    """Provinces of today with what is restated for them."""
    label: Callable[[str, int], str]
    """The name of a component in a year."""
    scope: str
    exported_at: datetime
    by: str


def rows(table: Table) -> Iterator[list[Cell]]:
    """Yield a row for each figure of each source."""
    for one in table.said:
        result = one.result
        yield [
            result.index,
            result.year,
            one.unit.full_name if one.unit else result.province.removeprefix("_"),
            result.component,
            table.label(result.component, result.year),
            result.score,
            result.max_points,
            result.rank,
            result.ranked,
            result.group,
            _basis(result.basis),
            _basis(result.rank_basis),
            source_words(result.source),
            result.note,
        ]


def _basis(basis: str | None) -> str:
    return str(BASES[basis][0]) if basis else ""


def restated_rows(table: Table) -> Iterator[list[Cell]]:
    """Yield a row for each year of each merged province: the estimate with its method, or why there is none."""
    for block in table.blocks:
        for year, found in block.restated.items():
            weights = "; ".join(
                f"{one.predecessor.name} × {one.predecessor.weight}" for one in found.contributions
            ).replace(".", ",")
            method = f"Bình quân theo dân số: {weights} ({found.basis})" if found.value is not None else ""
            reason = " ".join(problem.message() for problem in found.refused)
            estimate = None if found.value is None else found.value.quantize(Decimal("0.000001"))
            yield [table.index.name, year, block.merger.unit.full_name, estimate, method, reason]


def origin(table: Table) -> Mapping[str, str]:
    """Return what a reader must know of the file."""
    return {
        "Chỉ số": str(table.index.title),
        "Cơ quan công bố": str(table.index.publisher),
        "Phạm vi": table.scope,
        "Số dòng số liệu": str(len(table.said)),
        "Cách đọc": "Mỗi dòng là một số liệu của một nguồn, giữ nguyên như nguồn in. Hai nguồn khác nhau là hai dòng. "
        "Ô trống là nguồn không nêu, không phải 0.",
        "Tỉnh đã sắp xếp": "Số liệu của tỉnh cũ giữ nguyên dưới tên “(cũ)”; "
        "trang “Quy đổi” là ước tính hoặc lý do không quy đổi.",
        "Phần mềm": f"Thước Đo {__version__}",
        "Xuất lúc": f"{format_moment(table.exported_at)}, {table.by}",
    }


def workbook(table: Table) -> bytes:
    """Return an Excel workbook: figures as numbers, restated baselines, origins."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _sheet(book, "Số liệu", HEADS, rows(table), widths=(11, 7, 26, 12, 40, 11, 11, 8, 8, 16, 16, 16, 60, 60))
    _sheet(book, "Quy đổi", RESTATED_HEADS, restated_rows(table), widths=(11, 7, 26, 12, 60, 90))
    notes = book.add_worksheet("Nguồn gốc")
    bold = book.add_format({"bold": True})
    for line, (name, value) in enumerate(origin(table).items()):
        notes.write_string(line, 0, name, bold)
        notes.write_string(line, 1, value)
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 110)
    book.close()
    return target.getvalue()


def _sheet(
    book: xlsxwriter.Workbook, name: str, heads: Sequence[str], lines: Iterator[list[Cell]], *, widths: Sequence[int]
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#f4f6f8"})
    points, whole = book.add_format({"num_format": "#,##0.00####"}), book.add_format({"num_format": "0"})
    sheet.write_row(0, 0, heads, head)
    last = 0
    for last, cells in enumerate(lines, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(last, column, cell)
            elif cell is not None:
                sheet.write_number(last, column, cell, points if isinstance(cell, Decimal) else whole)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, last, len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def csv(table: Table) -> bytes:
    """Return a CSV that a Vietnamese Excel opens by a double click."""
    return write_table(HEADS, rows(table), excel=True)
