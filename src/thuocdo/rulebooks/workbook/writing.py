"""The workbook as a person meets it: headers that stay, cells that keep text as text, lists to choose from, help.

The same rows give the same bytes: no hour, no name of a machine or person gets into the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Final

from thuocdo.rulebooks.workbook.cells import Choice, Flag, Form, Several
from thuocdo.rulebooks.workbook.edition_columns import EDITION
from thuocdo.rulebooks.workbook.lines import CONTENT, Values
from thuocdo.rulebooks.workbook.needed import openpyxl
from thuocdo.rulebooks.workbook.sheets import GUIDE, LISTS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from thuocdo.rulebooks.workbook.columns import Column, Sheet

_SPARE_ROWS: Final = 500
"""Empty rows below the last one that already have the lists and the form of text."""
_LONGEST_PROMPT: Final = 255
_EPOCH: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp in a file format that knows no time zone
_HEAD: Final = "FF0B5394"
_REQUIRED: Final = "FF7A1F1F"
_SHADE: Final = "FFF1F4F8"

STEPS: Final = (
    "Điền lần lượt các trang từ trái sang phải: Bộ chỉ số, Tiêu chí, Quy tắc, Số liệu đầu vào, rồi các trang còn lại.",
    "Mỗi dòng một mục. Ở trang Tiêu chí, cột Mã cấp trên ghi mã của mục chứa nó; thứ tự dòng là thứ tự trong văn bản.",
    "Mã và điểm gõ dạng văn bản (ô đã đặt sẵn): 1.10 khác 1.1. Dán từ tệp khác thì chọn Dán giá trị.",
    "Cột có tiêu đề nền đỏ là bắt buộc. Chọn một ô để xem chú thích của cột; ô có mũi tên thì chọn trong danh sách.",
    "Điểm tối đa mà văn bản không nêu thì ghi chưa rõ, không đoán.",
    "Không đổi tên trang và tiêu đề cột, không gộp ô, không dùng công thức. Được thêm trang riêng của mình.",
    "Khi đọc lại, mọi lỗi được báo cùng lúc kèm tên trang, dòng và cột.",
)


def write(title: str, tables: Mapping[str, Sequence[Values]]) -> bytes:
    """Return the workbook with these rows in its sheets.

    :raises RulebookError: RB-330 where the package that writes workbooks is not installed.
    """
    workbook = openpyxl().Workbook()
    workbook.properties.creator = "Thước Đo"
    workbook.properties.created = _EPOCH
    _write_guide(workbook.active, title)
    lists = _Lists()
    for sheet in SHEETS:
        page = workbook.create_sheet(sheet.title)
        if sheet is EDITION:
            _write_edition(page, next(iter(tables.get(sheet.title, ())), {}), lists)
        else:
            _write_table(page, sheet, tables.get(sheet.title, ()), lists)
    lists.write(workbook)
    opened = io.BytesIO()
    workbook.save(opened)
    return _settled(opened.getvalue())


class _Lists:
    """The closed lists, each once, on a page of their own: a list inside a validation may have 255 characters only."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], str] = {}

    def reference(self, words: tuple[str, ...]) -> str:
        """Return the range that will hold these words."""
        letter = openpyxl().utils.get_column_letter(len(self._lists) + 1)
        return self._lists.setdefault(words, f"'{LISTS}'!${letter}$1:${letter}${len(words)}")

    def write(self, workbook: Workbook) -> None:
        page = workbook.create_sheet(LISTS)
        for column, words in enumerate(self._lists, start=1):
            for row, word in enumerate(words, start=1):
                _put(page.cell(row, column), word)
        page.sheet_state = "hidden"


def _write_guide(page: Worksheet, title: str) -> None:
    styles = openpyxl().styles
    page.title = GUIDE
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 110
    _put(page.cell(1, 1), title)
    for number, step in enumerate(STEPS, start=1):
        page.append([f"Cách điền, {number}", step])
    for sheet in SHEETS:
        page.append([])
        page.append([sheet.title, sheet.help])
        for cell in page[page.max_row]:
            cell.font = styles.Font(bold=True)
            cell.fill = styles.PatternFill("solid", fgColor=_SHADE)
        for column in sheet.columns:
            page.append([column.title, _help(column)])
    for row in page.iter_rows():
        for cell in row:
            cell.alignment = styles.Alignment(wrap_text=True, vertical="top")
    page["A1"].font = styles.Font(bold=True, size=14)
    page["A1"].alignment = styles.Alignment(wrap_text=False)


def _write_edition(page: Worksheet, values: Values, lists: _Lists) -> None:
    for at, (head, width) in enumerate((("Mục", 40), (CONTENT, 90), ("Giải thích", 70)), start=1):
        _head(page.cell(1, at), head, required=False)
        page.column_dimensions[openpyxl().utils.get_column_letter(at)].width = width
    for row, column in enumerate(EDITION.columns, start=2):
        _put(page.cell(row, 1), column.title, bold=True, colour=_REQUIRED if column.required else None)
        _put(page.cell(row, 2), _text(column, values))
        _put(page.cell(row, 3), column.help)
        _offer(page, column, f"B{row}", lists)
    page.freeze_panes = "A2"


def _write_table(page: Worksheet, sheet: Sheet, rows: Sequence[Values], lists: _Lists) -> None:
    last = len(rows) + 1 + _SPARE_ROWS
    for at, column in enumerate(sheet.columns, start=1):
        letter = openpyxl().utils.get_column_letter(at)
        _head(page.cell(1, at), column.title, required=column.required)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].number_format = "@"
        _offer(page, column, f"{letter}2:{letter}{last}", lists)
    for row, values in enumerate(rows, start=2):
        for at, column in enumerate(sheet.columns, start=1):
            if text := _text(column, values):
                _put(page.cell(row, at), text)
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{openpyxl().utils.get_column_letter(len(sheet.columns))}{len(rows) + 1}"


def _text(column: Column, values: Values) -> str:
    value = values.get(column.key)
    return "" if value is None else column.form.write(value)


def _put(cell: Cell | MergedCell, text: str, *, bold: bool = False, colour: str | None = None) -> None:
    """Write text as text: what looks like a number or a formula stays what it is."""
    styles = openpyxl().styles
    cell.value = text or None
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = styles.Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = styles.Font(bold=True, color=colour)


def _head(cell: Cell | MergedCell, title: str, *, required: bool) -> None:
    styles = openpyxl().styles
    _put(cell, title)
    cell.font = styles.Font(bold=True, color="FFFFFFFF")
    cell.fill = styles.PatternFill("solid", fgColor=_REQUIRED if required else _HEAD)
    cell.alignment = styles.Alignment(wrap_text=True, vertical="center")


def _offer(page: Worksheet, column: Column, cells: str, lists: _Lists) -> None:
    """Show the column's help at its cells and, for a closed list, the words to choose from."""
    words = choices(column.form)
    several = isinstance(column.form, Several)
    validation = openpyxl().worksheet.datavalidation.DataValidation(
        type="list" if words and not several else None,
        formula1=lists.reference(words) if words and not several else None,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Không có trong danh sách",
        error="Chọn một giá trị trong danh sách.",
        showInputMessage=True,
        promptTitle=column.title[:32],
        prompt=_help(column)[:_LONGEST_PROMPT],
    )
    validation.add(cells)
    page.add_data_validation(validation)


def choices(form: Form) -> tuple[str, ...]:
    """Return the words that a form lets one choose from; empty where it is free."""
    if isinstance(form, Several):
        return choices(form.of)
    return tuple(form.words.values()) if isinstance(form, Choice | Flag) else ()


def _help(column: Column) -> str:
    need = "Bắt buộc. " if column.required else ""
    words = choices(column.form)
    listed = f" Một trong: {'; '.join(words)}." if words and not isinstance(column.form, Several) else ""
    return " ".join(f"{need}{column.help} {column.form.hint}{listed}".split())


def _settled(data: bytes) -> bytes:
    """Return the same file with one fixed stamp on every part, so that equal editions make equal bytes."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
