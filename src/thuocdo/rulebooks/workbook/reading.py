"""From a workbook's bytes to filled rows, with every cell that cannot be read named by sheet, row and column."""

from __future__ import annotations

import io
import unicodedata
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from thuocdo.errors import Place, Problem, RulebookError
from thuocdo.packages import too_wide_range
from thuocdo.rulebooks.workbook.cells import CellError, Day, Flag, Form, Whole
from thuocdo.rulebooks.workbook.columns import Column, Sheet
from thuocdo.rulebooks.workbook.edition_columns import EDITION
from thuocdo.rulebooks.workbook.lines import CONTENT, Line, Values
from thuocdo.rulebooks.workbook.needed import openpyxl
from thuocdo.rulebooks.workbook.sheets import SHEETS
from thuocdo.vietnamese.encodings import find_legacy
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    Cells = Sequence[Cell | MergedCell]

LARGEST: Final = 8_000_000
"""The bytes a workbook may have, and a tenth of what it may unpack to."""
LONGEST: Final = 20_000
"""The rows a sheet may have."""
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError, AttributeError, ParseError, EOFError,
    RuntimeError,
)  # fmt: skip
"""What zipfile and openpyxl raise for files that are archives, but not of a workbook, or locked or damaged ones."""


@dataclass(slots=True)
class Reading:
    """What was read: the rows of each sheet by its title, and the problems so far."""

    file: str
    lines: dict[str, list[Line]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, place: Place, **params: str) -> None:
        """Keep a problem of this file."""
        self.problems.append(Problem(code=code, place=replace(place, file=self.file), params=params))


def read_lines(data: bytes, *, name: str) -> Reading:
    """Read all filled rows of a workbook.

    Problems kept: RB-303 a sheet missing, RB-304 a column missing, RB-305 a column unknown, RB-306 a column twice,
    RB-307 merged cells, RB-308 a formula, RB-309 an error value, RB-310 a number where text is needed, RB-311 a
    required cell empty, RB-312 to RB-317 a cell of another form or in an old font, RB-319 an item of the edition
    unknown or twice, RB-327 a cell without a header, RB-329 too many rows.

    :raises RulebookError: RB-301, RB-302, RB-328 where the bytes are no workbook at all; RB-330 without openpyxl.
    """
    workbook = _open(data, name)
    reading = Reading(file=name)
    pages = {fold(title.strip()): workbook[title] for title in workbook.sheetnames}
    for sheet in SHEETS:
        page = pages.get(fold(sheet.title))
        if page is None or not hasattr(page, "iter_rows"):  # a sheet of charts has no cells
            found = ", ".join(workbook.sheetnames)
            reading.refuse("RB-303", Place(sheet=sheet.title), expected=sheet.title, found=found)
        elif page.max_row > LONGEST:
            reading.refuse("RB-329", Place(sheet=sheet.title), expected=str(LONGEST), found=str(page.max_row))
        else:
            _read_page(reading, sheet, page)
    reading.problems += [problem for lines in reading.lines.values() for line in lines for problem in _legacy(line)]
    return reading


def _open(data: bytes, name: str) -> Workbook:
    def refusal(code: str, **params: str) -> RulebookError:
        return RulebookError(Problem(code=code, place=Place(file=name), params=params))

    if data.startswith(_OLD_EXCEL):
        raise refusal("RB-328")
    if len(data) > LARGEST:
        raise refusal("RB-302", expected=str(LARGEST), found=str(len(data)))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > 10 * LARGEST:
            raise refusal("RB-302", expected=str(10 * LARGEST), found=str(unpacked))
        if (wide := too_wide_range(data)) is not None:
            raise refusal("RB-307", found=wide)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension it leaves alone
            opened: Workbook = openpyxl().load_workbook(io.BytesIO(data), keep_links=False)
    except _DAMAGED:
        raise refusal("RB-301") from None
    return opened


def _read_page(reading: Reading, sheet: Sheet, page: Worksheet) -> None:
    for merged in page.merged_cells.ranges:
        reading.refuse(
            "RB-307", Place(sheet=sheet.title, row=merged.min_row, column=str(merged.coord)), found=str(merged.coord)
        )
    rows = page.iter_rows()
    head = _Head.read(reading, sheet, next(rows, ()))
    if not head.columns or (sheet is EDITION and not head.whole):
        return
    lines = reading.lines.setdefault(sheet.title, [])
    if sheet is EDITION:
        lines.append(_edition_line(reading, head, rows))
        return
    for cells in rows:
        values = head.values(reading, sheet, cells)
        if values is not None:
            line = Line(sheet=sheet, row=cells[0].row or 0, values=values, file=reading.file)
            _require(reading, line, cells, head)
            lines.append(line)


@dataclass(frozen=True, slots=True)
class _Head:
    """The first row: which column of the sheet stands where."""

    columns: Mapping[int, Column]
    whole: bool
    """Whether every column is there once and no other: else what stands under no known header is left alone."""

    @classmethod
    def read(cls, reading: Reading, sheet: Sheet, cells: Cells) -> _Head:
        """Return the head with the columns that are known, after refusing what is missing, unknown or there twice."""
        wanted = _edition_head() if sheet is EDITION else sheet.columns
        by_title = {fold(column.title): column for column in wanted}
        found: dict[int, Column] = {}
        before = len(reading.problems)
        for at, cell in enumerate(cells):
            title = " ".join(str(cell.value or "").split())
            column = by_title.get(fold(title))
            if column in found.values() and column is not None:
                reading.refuse("RB-306", Place(sheet=sheet.title, row=1, column=title), found=title)
            elif column is not None:
                found[at] = column
            elif title:
                near = get_close_matches(title, [column.title for column in wanted], n=1, cutoff=0.5)
                reading.refuse(
                    "RB-305", Place(sheet=sheet.title, row=1, column=title), found=title, near=near[0] if near else "–"
                )
        for column in wanted:
            if column not in found.values():
                reading.refuse("RB-304", Place(sheet=sheet.title, row=1, column=column.title), expected=column.title)
        return cls(found, whole=len(reading.problems) == before)

    def values(self, reading: Reading, sheet: Sheet, cells: Cells) -> Values | None:
        """Return the values of a row, or nothing where it is empty."""
        filled = [(at, cell) for at, cell in enumerate(cells) if _is_filled(cell)]
        values: Values = {}
        for at, cell in filled:
            column = self.columns.get(at)
            if column is not None:
                _read_cell(reading, sheet, column, cell, values)
            elif self.whole:
                reading.refuse(
                    "RB-327",
                    Place(sheet=sheet.title, row=cell.row, column=openpyxl().utils.get_column_letter(at + 1)),
                    found=str(cell.value)[:40],
                )
        return values if filled else None


_LABEL: Final = Column(key="label", title="Mục", help="")
_CONTENT: Final = Column(key="content", title=CONTENT, help="")
_EXPLAINED: Final = Column(key="explained", title="Giải thích", help="")


def _edition_head() -> tuple[Column, ...]:
    return _LABEL, _CONTENT, _EXPLAINED


def _edition_line(reading: Reading, head: _Head, rows: Iterator[Cells]) -> Line:
    """Read the sheet about the edition, where every row is one value."""
    at = {column.key: place for place, column in head.columns.items()}
    by_title = {fold(column.title): column for column in EDITION.columns}
    values: Values = {}
    found: dict[str, int] = {}
    for cells in rows:
        label, content = cells[at["label"]], cells[at["content"]]
        title = " ".join(str(label.value or "").split())
        column = by_title.get(fold(title))
        row = label.row or 0
        if column is None or column.key in found:
            if title or _is_filled(content):
                near = get_close_matches(title, [column.title for column in EDITION.columns], n=1, cutoff=0.5)
                params = {"found": title or "–", "near": near[0] if near else "–"}
                reading.refuse("RB-319", Place(sheet=EDITION.title, row=row, column=_LABEL.title), **params)
            continue
        found[column.key] = row
        if _is_filled(content):
            _read_cell(reading, EDITION, column, content, values)
    line = Line(sheet=EDITION, row=1, values=values, file=reading.file, rows=found)
    said = {(problem.place.sheet, problem.place.row) for problem in reading.problems}
    for column in EDITION.columns:
        if column.key not in found:
            reading.refuse("RB-304", Place(sheet=EDITION.title, column=_LABEL.title), expected=column.title)
        elif column.required and column.key not in values and (EDITION.title, found[column.key]) not in said:
            reading.problems.append(line.problem("RB-311", column.key))
    return line


def _legacy(line: Line) -> Iterator[Problem]:
    """Yield what was pasted from documents in the fonts of before Unicode."""
    for key, value in line.values.items():
        if isinstance(value, str) and (legacy := find_legacy(value)):
            params = {"encoding": legacy.encoding, "found": legacy.found, "meant": legacy.meant}
            yield line.problem("RB-316", key, **params)


def _require(reading: Reading, line: Line, cells: Cells, head: _Head) -> None:
    """Refuse empty cells of columns that must be filled."""
    for at, column in head.columns.items():
        if column.required and not _is_filled(cells[at]):
            reading.problems.append(line.problem("RB-311", column.key))


def _read_cell(reading: Reading, sheet: Sheet, column: Column, cell: Cell | MergedCell, values: Values) -> None:
    try:
        values[column.key] = column.form.read(_text(cell, column.form))
    except CellError as error:
        place = Place(sheet=sheet.title, row=cell.row, column=column.title)
        if sheet is EDITION:
            place = replace(place, column=CONTENT, item=column.title)
        reading.refuse(error.code, place, found=str(cell.value)[:80], expected=error.expected)


def _text(cell: Cell | MergedCell, form: Form) -> str:
    """Return what a cell says as text; other kinds of value only where they can mean one thing alone.

    :raises CellError: RB-308 a formula, RB-309 an error value, RB-310 a number, a truth or a day where text is needed.
    """
    value: object = cell.value
    if cell.data_type == "f":
        raise CellError("RB-308")
    if cell.data_type == "e":
        raise CellError("RB-309")
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
    if isinstance(value, bool) and isinstance(form, Flag):
        return "true" if value else "false"
    if isinstance(value, datetime) and isinstance(form, Day):
        return value.date().isoformat()
    if type(value) is int and isinstance(form, Whole):
        return str(value)
    raise CellError("RB-310")


def _is_filled(cell: Cell | MergedCell) -> bool:
    return cell.value is not None and bool(str(cell.value).strip())
