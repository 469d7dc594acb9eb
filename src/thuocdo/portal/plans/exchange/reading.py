"""From the bytes of a workbook that came back to its rows, with every cell that cannot be read named by its place."""

from __future__ import annotations

import io
import warnings
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.utils import get_column_letter

from thuocdo.documents.package import check_package
from thuocdo.errors import DocumentError, Place, Problem, TextError
from thuocdo.packages import MOST_CELLS, too_wide_range
from thuocdo.portal.evidence.contents import EvidenceRefusedError, Media, media_of
from thuocdo.portal.plans.exchange.columns import BY_NAME, BY_TITLE, COLUMNS, FILLED, HEAD_DAY, KEY
from thuocdo.portal.plans.exchange.inputs import Inputs, cells_named, tidy
from thuocdo.portal.plans.exchange.keys import RowKey
from thuocdo.vietnamese.dates import format_date, parse_date
from thuocdo.vietnamese.folding import fold
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    Cells = Sequence[Cell | MergedCell]

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of a file: a unit's workbook takes some fifty kilobytes."""
LARGEST_UNPACKED: Final = 30 * 1024 * 1024
"""What it may unpack to: ours takes less than one megabyte."""
MOST_ROWS: Final = 5_000
_HEAD_WITHIN: Final = 60
_DAYS: Final = {"as_of", "issued_on"}
_DAY_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = range(36_526, 73_415)
"""What Excel counts a day of this century as, where a cell lost its format."""


class ExchangeError(EvidenceRefusedError):
    """A workbook that cannot be taken as it is (PX-…)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InRow:
    """One row that carries a key."""

    key: RowKey
    cells: Inputs
    place: Place
    columns: Mapping[str, str]
    """The letter of each column in this sheet, for saying where something stands."""

    def at(self, name: str) -> Place:
        """Return the place of one of its cells."""
        column = f"{self.columns[name]} ({BY_NAME[name].title})"
        return Place(file=self.place.file, sheet=self.place.sheet, row=self.place.row, column=column)

    @property
    def filled_in(self) -> bool:
        """Whether a cell differs from what stood in it when the workbook went out."""
        return self.cells.print != self.key.print


@dataclass(slots=True)
class InBook:
    """What was read: rows, the day in the head of each row's sheet, rows without a key, and the problems so far."""

    file: str
    rows: list[InRow] = field(default_factory=list)
    days: dict[str, date] = field(default_factory=dict)
    """By sheet."""
    day_places: dict[str, Place] = field(default_factory=dict)
    """Where these days stand, by sheet."""
    strangers: list[tuple[Place, str]] = field(default_factory=list)
    """Rows without a key: their place and what they say."""
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, place: Place, **params: str) -> None:
        """Keep a problem of this file."""
        self.problems.append(Problem(code=code, place=place, params=params))


def read_workbook(content: bytes, *, name: str) -> InBook:
    """Read every row that carries a key, in whatever sheet, order and columns.

    Problems kept: PX-104 a column that units fill in is missing, PX-105 is there twice, PX-106 merged cells, PX-107 too
    many rows, PX-108 the day in the head, PX-109 a damaged key, PX-110 a formula or an error value.

    :raises ExchangeError: PX-101 not an .xlsx, PX-102 too large, PX-103 no sheet with the columns that went out, PX-133
        its sheets stretch over too many cells.
    :raises EvidenceRefusedError: EV-102, EV-104 to EV-107, a file that must not or cannot be opened.
    """
    book, read = _open(content, name), InBook(file=name)
    if (cells := sum(map(_extent, book.worksheets))) > MOST_CELLS:
        raise ExchangeError(_too_wide(name, format_number(Decimal(cells))))
    found = [(sheet, head) for sheet in book.worksheets if (head := _head_of(sheet)) is not None]
    if not found:
        raise ExchangeError(Problem(code="PX-103", place=Place(file=name), params={"column": KEY.title}))
    for sheet, head in found:
        _read_sheet(read, sheet, head)
    return read


def _open(content: bytes, name: str) -> Workbook:
    def refusal(code: str, **params: str) -> ExchangeError:
        return ExchangeError(Problem(code=code, place=Place(file=name), params=params))

    if len(content) > LARGEST:
        raise refusal("PX-102", limit=str(LARGEST // 1_048_576), found=str(-(-len(content) // 1_048_576)))
    try:
        media = media_of(content, name=name)
    except EvidenceRefusedError as error:
        if any(problem.code == "EV-103" for problem in error.problems):
            raise refusal("PX-101") from None
        raise
    if media is not Media.XLSX:
        raise refusal("PX-101")
    try:
        _check_unpacked(content, name)
        if (found := too_wide_range(content)) is not None:
            raise ExchangeError(_too_wide(name, found))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension it leaves alone
            return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except _DAMAGED:
        raise refusal("PX-101") from None


_DAMAGED: Final = (
    DocumentError, BadZipFile, zlib.error, SyntaxError, OSError, EOFError, KeyError, ValueError, TypeError, IndexError,
    AttributeError,
)  # fmt: skip
"""What zipfile, the parser and openpyxl raise for packages that are damaged, or are no workbook after all."""


def _too_wide(name: str, found: str) -> Problem:
    params = {"limit": format_number(Decimal(MOST_CELLS)), "found": found}
    return Problem(code="PX-133", place=Place(file=name), params=params)


def _extent(sheet: Worksheet) -> int:
    """Return how many cells are looked at: openpyxl makes each one, be it as empty as the sheet is wide."""
    rows = sheet.max_row if sheet.max_row <= MOST_ROWS else _HEAD_WITHIN
    return rows * sheet.max_column


def _check_unpacked(content: bytes, name: str) -> None:
    """Refuse what would fill the memory, or pull in other files, once it is opened."""
    check_package(content, name=name)
    with ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > LARGEST_UNPACKED:
            raise EvidenceRefusedError(Problem(code="EV-104", place=Place(file=name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The row of titles: where each column stands."""

    row: int
    at: Mapping[str, int]
    """From 1, by the name of the column."""
    twice: Sequence[str]

    @property
    def letters(self) -> dict[str, str]:
        return {name: get_column_letter(at) for name, at in self.at.items()}


def _head_of(sheet: Worksheet) -> _Head | None:
    for cells in sheet.iter_rows(max_row=min(sheet.max_row, _HEAD_WITHIN)):
        at: dict[str, int] = {}
        twice = []
        for cell in cells:
            column = BY_TITLE.get(fold(str(cell.value or "")))
            if column is not None:
                twice += [column.title] if column.name in at else []
                at.setdefault(column.name, cell.column or 0)
        if KEY.name in at and cells[0].row:
            return _Head(row=cells[0].row, at=at, twice=twice)
    return None


def _read_sheet(read: InBook, sheet: Worksheet, head: _Head) -> None:
    place = Place(file=read.file, sheet=sheet.title)
    whole = Place(file=read.file, sheet=sheet.title, row=head.row)
    missing = [column.title for column in FILLED if column.name not in head.at]
    for title in missing:
        read.refuse("PX-104", whole, column=title)
    for title in head.twice:
        read.refuse("PX-105", whole, column=title)
    for merged in sheet.merged_cells.ranges:
        if merged.max_row > head.row:
            read.refuse("PX-106", Place(file=read.file, sheet=sheet.title, row=merged.min_row), found=str(merged.coord))
    if sheet.max_row > MOST_ROWS:
        read.refuse("PX-107", place, limit=str(MOST_ROWS), found=str(sheet.max_row))
        return
    _read_day(read, sheet, head)
    if not missing:
        for cells in sheet.iter_rows(min_row=head.row + 1):
            _read_row(read, sheet, head, cells)


def _read_day(read: InBook, sheet: Worksheet, head: _Head) -> None:
    """Find the day in the head of a sheet: the next filled cell to the right of its label."""
    label = fold(HEAD_DAY).rstrip(":")
    above = sheet.iter_rows(max_row=head.row - 1) if head.row > 1 else ()
    found = [(cells, at) for cells in above for at, cell in enumerate(cells) if fold(str(cell.value)).startswith(label)]
    for cells, at in found[:1]:
        texts = [str(cells[at].value).partition(":")[2].strip(), *(_text(one, day=True) for one in cells[at + 1 :])]
        where, text = next(((at + more, text) for more, text in enumerate(texts) if text), (at, ""))
        place = Place(file=read.file, sheet=sheet.title, row=cells[at].row, column=get_column_letter(where + 1))
        try:
            read.days[sheet.title] = parse_date(text)
            read.day_places[sheet.title] = place
        except TextError:
            if text:
                read.refuse("PX-108", place, found=text[:40])


def _read_row(read: InBook, sheet: Worksheet, head: _Head, cells: Cells) -> None:
    number = cells[0].row or 0
    place = Place(file=read.file, sheet=sheet.title, row=number)
    by_name = {name: cells[at - 1] for name, at in head.at.items() if at <= len(cells)}
    texts = {name: _text(cell, day=name in _DAYS, percent=name == "percent") for name, cell in by_name.items()}
    if not any(texts.values()):
        return
    if not texts[KEY.name]:
        said = " · ".join(texts[column.name] for column in COLUMNS if texts.get(column.name))
        read.strangers.append((place, said[:300]))
        return
    key = RowKey.read(texts[KEY.name])
    if key is None:
        read.refuse("PX-109", place, found=texts[KEY.name][:40])
        return
    row = InRow(key=key, cells=cells_named(texts), place=place, columns=head.letters)
    read.rows.append(row)
    for column in FILLED:
        cell = by_name.get(column.name)
        if cell is not None and cell.data_type in {"f", "e"}:
            read.refuse("PX-110", row.at(column.name), found=str(cell.value)[:40])


def _text(cell: Cell | MergedCell, *, day: bool = False, percent: bool = False) -> str:
    """Return a cell as text, whatever Excel or LibreOffice made of what was typed."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return format_date(value.date())
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, day=day, percent=percent and "%" in str(cell.number_format))
    return tidy(str(value))


def _number(value: float, *, day: bool, percent: bool) -> str:
    if day and int(value) in _SERIALS:
        return format_date(_DAY_ZERO + timedelta(days=int(value)))
    exact = Decimal(str(value))
    return format_number((exact * 100 if percent else exact).normalize() + 0, grouping=False)


def rows_once(rows: Sequence[InRow]) -> Iterator[tuple[InRow, InRow | None]]:
    """Yield each row, with the one before it that has the same assignment and says something else."""
    seen: dict[object, InRow] = {}
    for row in rows:
        before = seen.setdefault(row.key.assignment, row)
        if before is row:
            yield row, None
        elif before.cells.print != row.cells.print:
            yield row, before
