"""Tables in PDF without ruling lines: columns by the room that stays free on every line, rows by the room above."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from thuocdo.documents.columns import Column, kind_of
from thuocdo.documents.content import APPENDIX
from thuocdo.documents.lines import join
from thuocdo.documents.pdf_words import PrintedLine, is_page_number, note_number
from thuocdo.documents.spots import Spot
from thuocdo.documents.tabular import GridRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.documents.pdf_words import Word

_BETWEEN_COLUMNS: Final = 0.8
"""Words of two columns stand at least this far apart, in sizes of their letters."""
_BETWEEN_ROWS: Final = 0.6
"""Room above a line, in sizes of its letters, that only stands between rows."""
_FEWEST: Final = 3
"""A line of fewer pieces says nothing of where columns are."""
_LONGEST_HEADER: Final = 6
"""Lines that the header of a table may take."""
_RUNNING: Final = 2
"""Lines that may stand above the text of every page."""
_HEADS: Final = frozenset({Column.LEAD, Column.COORDINATING, Column.DEADLINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the columns of a table stand: the stretch that the words of each fill."""

    stretches: tuple[tuple[float, float], ...]

    def place(self, left: float, right: float) -> int:
        """Return the column in which most of a stretch lies, else the nearest."""

        def shared(at: int) -> float:
            return min(right, self.stretches[at][1]) - max(left, self.stretches[at][0])

        return max(range(len(self.stretches)), key=shared)

    def covered(self, piece: PrintedLine) -> tuple[int, ...]:
        """Return the columns that a piece of a line reaches into."""
        return tuple(
            at for at, (left, right) in enumerate(self.stretches) if piece.left < right - 1 and piece.right > left + 1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A table without ruling lines on one page, and the lines above and below it."""

    above: tuple[PrintedLine, ...]
    rows: tuple[GridRow, ...]
    below: tuple[PrintedLine, ...]
    columns: Columns


def by_appendix(lines: Sequence[PrintedLine]) -> list[Sequence[PrintedLine]]:
    """Return the lines of a page parted where an appendix begins: each may hold a table of its own."""
    starts = [place for place, line in enumerate(lines) if place and APPENDIX.fullmatch(line.text)]
    return [lines[first:last] for first, last in pairwise([0, *starts, len(lines)])]


def find_unruled(
    lines: Sequence[PrintedLine], *, open_columns: Columns | None, called: frozenset[str], page: int
) -> FoundTable | None:
    """Return the table of tasks that the lines of a page hold, from its header to the footnotes.

    :param open_columns: those of the table that the page before ended with, for a page that repeats no header.
    :param called: the numbers of the footnotes that the page calls.
    """
    foot = _foot(lines, called)
    body = lines[:foot]
    start = next((place for place in range(foot) if _heads_tasks(body[place : place + _LONGEST_HEADER])), None)
    if start is not None:
        columns = _columns(body[start:])
    elif open_columns is not None and _goes_on(body, open_columns):
        start, columns = _head(body), open_columns
    else:
        return None
    rows = _rows(body[start:], columns, page)
    return FoundTable(above=tuple(body[:start]), rows=rows, below=tuple(lines[foot:]), columns=columns)


def _foot(lines: Sequence[PrintedLine], called: frozenset[str]) -> int:
    """Return where the footnotes and the page number begin."""
    foot = len(lines)
    while foot and is_page_number(lines[foot - 1].text):
        foot -= 1
    notes = (
        place
        for place, line in enumerate(lines[:foot])
        if note_number(line.text) in called and len(line.parted(_BETWEEN_COLUMNS)) == 1
    )
    return next(notes, foot)


def _head(lines: Sequence[PrintedLine]) -> int:
    """Return how many lines at the top stand apart from those under them."""
    place = 0
    while place + 1 < len(lines) and lines[place + 1].top - lines[place].bottom > lines[place].words[0].size:
        place += 1
    return place if place <= _RUNNING else 0


def _heads_tasks(lines: Sequence[PrintedLine]) -> bool:
    """Tell whether a line is the first of a table's header: it numbers rows, and names content and bodies or time."""
    if not lines or kind_of(lines[0].words[0].text) is not Column.CODE:
        return False
    pieces = [piece for line in lines for piece in line.parted(_BETWEEN_COLUMNS)]
    kinds = {kind_of(piece.text) for piece in pieces if len(piece.words) < 12}
    return Column.CONTENT in kinds and bool(kinds & _HEADS)


def _goes_on(lines: Sequence[PrintedLine], columns: Columns) -> bool:
    """Tell whether a page without a header goes on with the table: many lines are parted, and where its columns are."""
    if not lines or APPENDIX.fullmatch(lines[0].text):
        return False
    parted = [pieces for line in lines if len(pieces := line.parted(_BETWEEN_COLUMNS)) >= _FEWEST]
    return bool(parted) and all(len(columns.covered(piece)) <= 1 for pieces in parted for piece in pieces)


def _columns(lines: Sequence[PrintedLine]) -> Columns:
    """Return the columns: the stretches that the parted lines fill, joined where they overlap."""
    parted = (line.parted(_BETWEEN_COLUMNS) for line in lines)
    filled = sorted((piece.left, piece.right) for pieces in parted if len(pieces) >= _FEWEST for piece in pieces)
    stretches: list[tuple[float, float]] = []
    for left, right in filled:
        if stretches and left < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(right, stretches[-1][1]))
        else:
            stretches.append((left, right))
    return Columns(stretches=tuple(stretches))


def _rows(lines: Sequence[PrintedLine], columns: Columns, page: int) -> tuple[GridRow, ...]:
    return tuple(
        _row(band, columns, Spot(page=page, row=number)) for number, band in enumerate(_bands(lines, columns), 1)
    )


def _bands(lines: Sequence[PrintedLine], columns: Columns) -> list[list[PrintedLine]]:
    """Return the lines of each row: parted by room, else where a number begins one."""
    bands: list[list[PrintedLine]] = [[lines[0]]]
    bottom = lines[0].bottom
    for line in lines[1:]:
        if line.top - bottom > _BETWEEN_ROWS * line.words[0].size:
            bands.append([])
        bands[-1].append(line)
        bottom = max(bottom, line.bottom)
    return [part for band in bands for part in _numbered(band, columns)]


def _numbered(band: list[PrintedLine], columns: Columns) -> list[list[PrintedLine]]:
    """Part a band in which several rows begin, no room between them; a header above them may be in it too."""
    begins = [place for place, line in enumerate(band) if columns.place(line.left, line.words[0].right) == 0]
    numbered = [place for place in begins if band[place].words[0].text[:1].isdigit()]
    starts = sorted({0, *numbered}) if begins[:1] == [0] else [0, *numbered[1:]]
    return [band[first:last] for first, last in pairwise([*starts, len(band)])]


def _row(band: Sequence[PrintedLine], columns: Columns, spot: Spot) -> GridRow:
    pieces = [piece for line in band for piece in line.parted(_BETWEEN_COLUMNS)]
    title = [piece for piece in pieces if columns.place(piece.left, piece.right) > 0]
    if title and len({piece.left for piece in title}) == 1 and any(len(columns.covered(piece)) > 1 for piece in title):
        code = join(piece.text for piece in pieces if piece not in title)
        return GridRow(texts=(code, *[join(piece.text for piece in title)] * (len(columns.stretches) - 1)), spot=spot)
    cells: list[list[str]] = [[] for _ in columns.stretches]
    for piece in pieces:
        for part in _split(piece, columns):
            cells[columns.place(part.left, part.right)].append(part.text)
    return GridRow(texts=tuple(join(cell) for cell in cells), spot=spot)


def _split(piece: PrintedLine, columns: Columns) -> list[PrintedLine]:
    """Part a piece that two columns share because their words came close."""
    parts: list[list[Word]] = []
    last = -1
    for word in piece.words:
        place = columns.place(word.left, word.right)
        if parts and place == last:
            parts[-1].append(word)
        else:
            parts.append([word])
        last = place
    return [PrintedLine(words=tuple(part)) for part in parts]
