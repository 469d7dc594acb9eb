"""An official document as Excel (.xlsx): its text on one sheet, each table on a sheet of its own, ready to print."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import xlsxwriter

from thuocdo.documents.official import layout, page, wording
from thuocdo.documents.official.structure import Align, Heading, Table, placed_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thuocdo.documents.official.structure import OfficialDocument, Placed

TEXT_SHEET: Final = "Văn bản"
_CHARACTERS: Final = 130
"""The width of a landscape table in Excel's unit, the width of a digit."""
_INCH: Final = 25.4
_PAPER_A4: Final = 9


def to_xlsx(document: OfficialDocument) -> bytes:
    """Write the document as an Excel workbook; what is a number in a table is a number there.

    :raises DocumentError: OD-1xx, every problem that keeps it from being written.
    """
    page.refuse_unready(document)
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": document.subject, "author": document.issuer.name})
        _TextSheet(book).write(document)
        for number, (title, table) in enumerate(document.tables(), start=1):
            _TableSheet(book, f"Bảng {number}").write(title, table)
    return written.getvalue()


class _Sheet:
    """A sheet set for A4 and the looks its cells have been given so far."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, *, landscape: bool) -> None:
        self._book = book
        self._sheet = book.add_worksheet(name)
        self._looks: dict[tuple[tuple[str, object], ...], object] = {}
        self._sheet.set_paper(_PAPER_A4)
        self._sheet.set_margins(
            left=layout.MARGIN_LEFT / _INCH,
            right=layout.MARGIN_RIGHT / _INCH,
            top=layout.MARGIN_TOP / _INCH,
            bottom=layout.MARGIN_BOTTOM / _INCH,
        )
        self._sheet.fit_to_pages(1, 0)
        if landscape:
            self._sheet.set_landscape()

    def _look(self, **changes: object) -> object:
        wanted = {"font_name": layout.FONT, "font_size": layout.CELL_LOOK.size, "text_wrap": True, "valign": "top"}
        key = tuple(sorted((wanted | changes).items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(dict(key))
        return self._looks[key]


class _TextSheet(_Sheet):
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        super().__init__(book, TEXT_SHEET, landscape=False)

    def write(self, document: OfficialDocument) -> None:
        self._sheet.set_column(0, 0, 90)
        for row, (text, look) in enumerate(_text_lines(document)):
            self._sheet.write_string(row, 0, text, self._look(**look))


def _text_lines(document: OfficialDocument) -> Iterator[tuple[str, Mapping[str, object]]]:
    plain: Mapping[str, object] = {}
    bold: Mapping[str, object] = {"bold": True}
    yield document.issuer.name.replace("\n", " ").upper(), bold
    yield wording.number_line(document), plain
    yield wording.date_line(document), {"italic": True}
    if document.type_name:
        yield document.type_name.upper(), bold
    yield ("V/v " if document.is_letter else "") + document.subject, bold
    for name in wording.addressees(document):
        yield f"Kính gửi: {name.removeprefix('- ')}", plain
    for ground in wording.grounds(document):
        yield ground, {"italic": True}
    for block in wording.closed(document.body):
        if not isinstance(block, Table):
            yield block.text, bold if isinstance(block, Heading) else plain
    for line in wording.recipients(document):
        yield line, plain
    yield " - ".join(filter(None, (*document.signer.capacity, document.signer.name))), bold


class _TableSheet(_Sheet):
    def __init__(self, book: xlsxwriter.Workbook, name: str) -> None:
        super().__init__(book, name, landscape=True)

    def write(self, title: str, table: Table) -> None:
        widths = layout.shares(tuple(column.share for column in table.columns), _CHARACTERS)
        for number, width in enumerate(widths):
            self._sheet.set_column(number, number, width)
        top = 1 if title else 0
        if title:
            look = self._look(bold=True, align="center", text_wrap=False)
            self._sheet.write_string(0, 0, title, look)
        heads = len(table.header)
        self._sheet.freeze_panes(top + heads, 0)
        self._sheet.repeat_rows(top, top + heads - 1)
        for placed in placed_cells(table):
            self._write_cell(placed, table, top, header=placed.row < heads)

    def _write_cell(self, placed: Placed, table: Table, top: int, *, header: bool) -> None:
        cell, row, column = placed.cell, top + placed.row, placed.column
        align = Align.CENTER if header else cell.align or table.columns[column].align
        look = self._look(bold=header or cell.bold, italic=cell.italic, align=align.value, border=1)
        if cell.across > 1 or cell.down > 1:
            self._sheet.merge_range(row, column, row + cell.down - 1, column + cell.across - 1, "", look)
        if cell.number is None:
            self._sheet.write_string(row, column, cell.text, look)
        else:
            self._sheet.write_number(row, column, float(cell.number), look)
