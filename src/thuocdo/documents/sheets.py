"""Excel workbooks: every sheet a table, the lines above it its title."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from thuocdo.documents.content import Content, Reading
from thuocdo.documents.lines import Gap, Line
from thuocdo.documents.spots import Spot
from thuocdo.documents.tabular import GridRow, find_header
from thuocdo.errors import DocumentError, Place, Problem
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

_WHOLE: Final = re.compile(r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|CHỈ THỊ)$|V/v ")
"""A line like these heads a whole document, whose tasks may all stand in its text."""


def read_workbook(content: bytes, *, name: str) -> Content:
    """Return the tables of a workbook that was found safe to open.

    :raises DocumentError: PD-106 damaged, PD-110 no sheet has a header of tasks or the text of a plan.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, KeyError, ValueError) as error:
        raise DocumentError(Problem(code="PD-106", place=Place(file=name))) from error
    reading = Reading()
    for number, sheet in enumerate(book.worksheets, 1):
        _read_sheet(sheet, number, reading)
    if not reading.grids and not any(_WHOLE.match(line.text) for line in reading.lines):
        raise DocumentError(Problem(code="PD-110", place=Place(file=name)))
    return reading.content(broken=False)


def _read_sheet(sheet: Worksheet, number: int, reading: Reading) -> None:
    grid = tuple(_grid(sheet, number))
    header = next((place for place in range(len(grid)) if find_header(grid[place : place + 2])), None)
    for row in grid[:header]:
        for text in dict.fromkeys(text for text in row.texts if text):
            reading.add(Line(text=text, spot=row.spot, gap=Gap.HARD))
    if header is not None:
        reading.take_table(grid[header:])


def _grid(sheet: Worksheet, number: int) -> Iterator[GridRow]:
    owners = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    for row in range(1, sheet.max_row + 1):
        places = [owners.get((row, column), (row, column)) for column in range(1, sheet.max_column + 1)]
        yield GridRow(
            texts=tuple(_text(sheet.cell(*place).value) for place in places),
            spot=Spot(table=number, row=row),
            from_above=frozenset(at for at, place in enumerate(places) if place[0] < row),
        )


def _text(value: object) -> str:
    """Return a cell as it is read; a number or a day that Excel made of a code or a date is written back."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return format_date(value)
    return " ".join(unicodedata.normalize("NFC", str(value)).split())
