"""Tables of text: reading what offices save as CSV, every mistake at its row; writing what their Excel opens right.

Rows are counted as a spreadsheet counts them: the first is row 1, a cell with line breaks makes no new row, an empty
row counts. So a problem's row is the row an officer sees.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Place, Problem, TextError
from thuocdo.vietnamese.encodings import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thuocdo.vietnamese.numbers import DecimalMark

Cell = str | int | Decimal | date | None

_MOST_PROBLEMS: Final = 100
_DELIMITERS: Final = (",", ";", "\t")
_QUOTED: Final = re.compile(r'"[^"]*"')
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_NEUTRALISED: Final = re.compile(r"'[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?%?", re.ASCII)
_COMMA_DECIMALS: Final = re.compile(r'[\t;"\n]-?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})(?=[\t;"\r\n]|$)', re.ASCII)
_POINT_DECIMALS: Final = re.compile(r'[\t;"\n]-?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})(?=[\t;"\r\n]|$)', re.ASCII)


Row = tuple[int, list[str]]
"""One row of data: its number as a spreadsheet shows it (the first is 1) and its cells, one a column, stripped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as read: the names of its columns, its rows, and the decimal mark its numbers show, if they do."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    decimal: DecimalMark | None

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row's number and its cells by column, one at a time."""
        columns = self.columns
        for number, cells in self.rows:
            yield number, dict(zip(columns, cells, strict=True))


def read_table(data: bytes, *, name: str) -> Table:
    """Read a CSV file whose first row that is not empty names the columns, by comma, semicolon or tab.

    ``decimal`` of the table is the mark to hand to ``parse_number``: a point where commas delimit; else what the
    unambiguous numbers of the file show, or nothing when they show none or both.

    :raises TextError: all problems found, VN-3xx of the encoding, VN-401 to VN-407 of the table.
    """
    text = decode(data, name=name)
    delimiter = _delimiter(text)
    records, problems = _split(text, delimiter)
    header = next((place for place, cells in enumerate(records) if any(cells)), None)
    if header is None:
        raise TextError(problem.at(Place(file=name)) for problem in problems or [Problem(code="VN-401")])
    columns = tuple(_without_trailing_blanks(records[header]))
    problems += _header_problems(columns, header + 1)
    rows = _rows(records, header + 1, len(columns), problems)
    if not rows and not problems:
        problems.append(Problem(code="VN-402"))
    if problems:
        raise TextError(problem.at(Place(file=name)) for problem in _capped(problems))
    if "'" in text:
        _restore_neutralised(rows)
    return Table(name=name, columns=columns, rows=rows, decimal=_decimal_mark(text, delimiter))


def _delimiter(text: str) -> str:
    header = _QUOTED.sub("", text.lstrip("\r\n").partition("\n")[0])
    return max(_DELIMITERS, key=header.count)


def _split(text: str, delimiter: str) -> tuple[list[list[str]], list[Problem]]:
    records: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            records.append(list(map(str.strip, record)))  # noqa: PERF401
    except csv.Error:
        return records, [Problem(code="VN-406", place=Place(row=len(records) + 1))]
    return records, []


def _without_trailing_blanks(header: Sequence[str]) -> list[str]:
    kept = list(header)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _header_problems(columns: Sequence[str], row: int) -> list[Problem]:
    place = Place(row=row)
    unnamed = (number for number, column in enumerate(columns, start=1) if not column)
    problems = [Problem(code="VN-403", place=place, params={"found": str(number)}) for number in unnamed]
    for column, times in Counter(filter(None, columns)).items():
        if times > 1:
            problems.append(Problem(code="VN-404", place=place, params={"found": column, "times": str(times)}))
    return problems


def _rows(records: Sequence[list[str]], skipped: int, width: int, problems: list[Problem]) -> list[Row]:
    rows: list[Row] = []
    for number, cells in enumerate(records[skipped:], start=skipped + 1):
        if len(cells) == width:
            if any(cells):
                rows.append((number, cells))
        elif len(cells) > width and any(cells) and not any(cells[width:]):  # spreadsheets pad rows with empty cells
            rows.append((number, cells[:width]))
        elif any(cells):
            params = {"expected": str(width), "found": str(len(cells))}
            problems.append(Problem(code="VN-405", place=Place(row=number), params=params))
    return rows


def _capped(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= _MOST_PROBLEMS:
        return problems
    more = Problem(code="VN-407", params={"found": str(len(problems) - _MOST_PROBLEMS)})
    return [*problems[:_MOST_PROBLEMS], more]


def _restore_neutralised(rows: Iterable[Row]) -> None:
    for _, cells in rows:
        for place, cell in enumerate(cells):
            if _NEUTRALISED.match(cell):
                cells[place] = cell[1:]


def _decimal_mark(text: str, delimiter: str) -> DecimalMark | None:
    if delimiter == ",":
        return "."
    commas, points = _COMMA_DECIMALS.search(text), _POINT_DECIMALS.search(text)
    if commas and not points:
        return ","
    return "." if points and not commas else None


def write_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, excel: bool = False) -> bytes:
    """Write a table that ``read_table`` reads back as it was: UTF-8, commas and decimal points.

    ``excel=True`` writes what Excel under Vietnamese settings opens with a double click: a BOM, semicolons, decimal
    commas. A text that a spreadsheet would run as a formula gets an apostrophe before it, unless it is a number.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n")
    writer.writerow([_neutral(column) for column in columns])
    writer.writerows([_written(cell, excel=excel) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig" if excel else "utf-8")


def _written(cell: Cell, *, excel: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _neutral(cell)
    if isinstance(cell, Decimal):
        number = format(cell, "f")
        return _comma_decimal(number) if excel else number
    return str(cell)


def _comma_decimal(number: str) -> str:
    whole, _, part = number.partition(".")
    # Three decimals could be read as thousands when the file comes back; a fourth, a zero, settles it.
    return f"{whole},{part.ljust(4, '0') if len(part) == 3 else part}" if part else whole


def _neutral(text: str) -> str:
    if text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
