"""How the command line shows rows: a readable table on a terminal, clean CSV or JSON when piped or asked for."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal

from thuocdo.cli.command import reason_of
from thuocdo.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Format = Literal["table", "csv", "json"]
Cell = str | int | Decimal | bool | None

_GAP: Final = 2
_NARROWEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name in CSV and JSON, its heading on a terminal, and whether it is a figure."""

    name: str
    heading: str
    figure: bool = False
    wrap: bool = False
    """Whether the column gives way where the terminal is too narrow."""
    least: int = _NARROWEST
    """How far it gives way at most."""


def chosen_format(asked: Format | None, stream: IO[str]) -> Format:
    """Return the format asked for; without one a table on a terminal and CSV into a pipe or file."""
    return asked or ("table" if stream.isatty() else "csv")


def write_rows(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, format_: Format, stream: IO[str] | None = None
) -> None:
    """Write the rows in one of the three formats.

    :param rows: one value a column, in the columns' order; ``None`` is written as an empty cell or ``null``.
    """
    stream = stream or sys.stdout
    if format_ == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    elif format_ == "json":
        write_json([dict(zip((column.name for column in columns), row, strict=True)) for row in rows], stream=stream)
    else:
        for line in table_lines(columns, list(rows), width=shutil.get_terminal_size().columns):
            stream.write(line + "\n")


def csv_line(cells: Sequence[object]) -> str:
    """Return one row as CSV text."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def write_text(path: str | None, texts: Iterable[str]) -> None:
    """Write texts one after another to the file, or to stdout; a file appears whole or not at all.

    :raises DataError: CL-102 if the file cannot be written.
    """
    if path is None:
        sys.stdout.writelines(texts)
        return
    target, draft = Path(path), Path(path + ".part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(texts)
        draft.replace(target)
    except OSError as error:
        params = {"reason": reason_of(error)}
        raise DataError(Problem(code="CL-102", place=Place(file=path), params=params)) from error


def write_json(found: object, *, stream: IO[str] | None = None) -> None:
    """Write JSON as ``formats.md`` says it: UTF-8, NFC, numbers as numbers, canonical decimal text where it is text."""
    json.dump(found, stream or sys.stdout, ensure_ascii=False, indent=2, default=str)
    (stream or sys.stdout).write("\n")


def table_lines(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, width: int) -> list[str]:
    """Return a table as lines of at most ``width`` characters: figures to the right, long texts folded."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [
        max([_length(column.heading), *(_length(row[index]) for row in texts)]) for index, column in enumerate(columns)
    ]
    _make_fit(columns, widths, width)
    heading = _line(columns, widths, [column.heading for column in columns])
    lines = [*heading, "  ".join("─" * size for size in widths)]
    for row in texts:
        lines += _line(columns, widths, row)
    return lines


def _make_fit(columns: Sequence[Column], widths: list[int], width: int) -> None:
    """Narrow the columns that may wrap, always the widest of them, until the table fits or nothing more can give."""
    while sum(widths) + _GAP * (len(widths) - 1) > width:
        giving = [index for index, column in enumerate(columns) if column.wrap and widths[index] > column.least]
        if not giving:
            return
        widths[max(giving, key=lambda index: widths[index])] -= 1


def _line(columns: Sequence[Column], widths: Sequence[int], texts: Sequence[str]) -> list[str]:
    folded = [_fold(text, size) for text, size in zip(texts, widths, strict=True)]
    height = max(len(parts) for parts in folded)
    lines = []
    for index in range(height):
        cells = [
            _pad(parts[index] if index < len(parts) else "", size, right=column.figure)
            for parts, size, column in zip(folded, widths, columns, strict=True)
        ]
        lines.append((" " * _GAP).join(cells).rstrip())
    return lines


def _fold(text: str, size: int) -> list[str]:
    """Fold a text at blanks to lines of at most ``size`` characters; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and _length(lines[-1]) + 1 + _length(word) <= size:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def _length(text: str) -> int:
    return sum(1 for letter in text if not unicodedata.combining(letter))


def _pad(text: str, size: int, *, right: bool) -> str:
    blank = " " * (size - _length(text))
    return blank + text if right else text + blank


def facts_lines(facts: Mapping[str, str], *, width: int | None = None) -> list[str]:
    """Return labelled facts as lines, the labels in one column, long values folded at the width of the terminal."""
    size = max((_length(label) for label in facts), default=0)
    room = max((width or shutil.get_terminal_size().columns) - size - _GAP, _NARROWEST)
    return [
        f"{_pad(label if place == 0 else '', size, right=False)}{' ' * _GAP}{line}"
        for label, value in facts.items()
        for place, line in enumerate(_fold(value, room))
    ]
