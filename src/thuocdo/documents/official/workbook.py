"""An official document as Excel (.xlsx): its text on one sheet, each table on a sheet of its own, ready to print."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, TypeAlias

import xlsxwriter

from thuocdo.documents.official import layout, page, wording
from thuocdo.documents.official.structure import Align, Heading, Table, placed_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thuocdo.documents.official.structure import OfficialDocument, Placed

TEXT_SHEET: Final = "Văn bản"
_TextLine: TypeAlias = tuple[str, "Mapping[str, object]"]
"""A line of text and how it looks."""
_PLAIN: Final[Mapping[str, object]] = {}
_BOLD: Final[Mapping[str, object]] = {"bold": True}
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
        _TextSheet(book).write(_text_lines(document))
        for number, (titles, table) in enumerate(_tables(document), start=1):
            _TableSheet(book, f"Bảng {number}").write(titles, table)
        for number, lines in enumerate(_texts_of_appendices(document), start=1):
            _TextSheet(book, f"Phụ lục lời {number}").write(lines)
    return written.getvalue()


def _tables(document: OfficialDocument) -> Iterator[tuple[tuple[str, ...], Table]]:
    """Yield every table with the lines above it: number and title of its appendix."""
    yield from (((), block) for block in document.body if isinstance(block, Table))
    for number, appendix in enumerate(document.appendices, start=1):
        label = wording.appendix_label(number, len(document.appendices), appendix.number)
        yield from (((label, appendix.title), block) for block in appendix.blocks if isinstance(block, Table))


def _texts_of_appendices(document: OfficialDocument) -> Iterator[list[_TextLine]]:
    """Yield the lines of each appendix that has text, as far as it is no table."""
    for number, appendix in enumerate(document.appendices, start=1):
        if lines := [block.text for block in appendix.blocks if not isinstance(block, Table)]:
            label = wording.appendix_label(number, len(document.appendices), appendix.number)
            yield [(label, _BOLD), (appendix.title, _BOLD), *((line, _PLAIN) for line in lines)]


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
    def __init__(self, book: xlsxwriter.Workbook, name: str = TEXT_SHEET) -> None:
        super().__init__(book, name, landscape=False)

    def write(self, lines: Iterable[_TextLine]) -> None:
        self._sheet.set_column(0, 0, 90)
        for row, (text, look) in enumerate(lines):
            self._sheet.write_string(row, 0, text, self._look(**look))


def _text_lines(document: OfficialDocument) -> Iterator[_TextLine]:
    yield from _head_lines(document)
    for name in wording.addressees(document):
        yield f"Kính gửi: {name.removeprefix('- ')}", _PLAIN
    for ground in wording.grounds(document):
        yield ground, {"italic": True}
    for block in wording.closed(document.body):
        if not isinstance(block, Table):
            yield block.text, _BOLD if isinstance(block, Heading) else _PLAIN
    yield "Nơi nhận:", _BOLD
    yield from ((line, _PLAIN) for line in wording.recipients(document))
    yield from ((line.upper(), _BOLD) for line in document.signer.capacity)
    if document.signer.name:
        yield document.signer.name, _BOLD


def _head_lines(document: OfficialDocument) -> Iterator[_TextLine]:
    if document.issuer.parent:
        yield document.issuer.parent.replace("\n", " ").upper(), _PLAIN
    yield document.issuer.name.replace("\n", " ").upper(), _BOLD
    yield wording.number_line(document), _PLAIN
    yield wording.date_line(document), {"italic": True}
    if document.type_name:
        yield document.type_name.upper(), _BOLD
    yield ("V/v " if document.is_letter else "") + document.subject, _BOLD


class _TableSheet(_Sheet):
    def __init__(self, book: xlsxwriter.Workbook, name: str) -> None:
        super().__init__(book, name, landscape=True)

    def write(self, titles: Sequence[str], table: Table) -> None:
        widths = layout.shares(tuple(column.share for column in table.columns), _CHARACTERS)
        for number, width in enumerate(widths):
            self._sheet.set_column(number, number, width)
        top = len(titles)
        for row, title in enumerate(titles):
            self._sheet.write_string(row, 0, title, self._look(bold=True, align="left", text_wrap=False))
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
