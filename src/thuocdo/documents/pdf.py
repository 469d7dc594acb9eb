"""PDF files with text: lines outside tables, and tables page by page, ruled or not."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from thuocdo.documents.content import Content, Reading
from thuocdo.documents.lines import join
from thuocdo.documents.pdf_columns import by_appendix, find_unruled
from thuocdo.documents.pdf_pages import PdfPage, assemble
from thuocdo.documents.pdf_words import joined_lines, lines_of, words_of
from thuocdo.documents.spots import Spot
from thuocdo.documents.tabular import GridRow
from thuocdo.errors import DocumentError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pdfplumber.page import Page
    from pdfplumber.table import Table

    from thuocdo.documents.pdf_columns import Columns
    from thuocdo.documents.pdf_words import PageWords, PrintedLine, Word

    Box: TypeAlias = tuple[float, float, float, float]

_HAIR: Final = 1.0
"""Points by which lines that are one may differ."""


def read_pdf(content: bytes, *, name: str, progress: Callable[[int, int], None] | None = None) -> Content:
    """Return the lines and tables of a PDF.

    :param progress: told the page just read and how many there are.
    :raises DocumentError: PD-104 a password, PD-105 no text on any page, PD-106 damaged.
    """
    pages: list[PdfPage] = []
    columns: Columns | None = None
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            for number, page in enumerate(document.pages, 1):
                read, columns = _read_page(page, number, columns)
                pages.append(read)
                page.close()  # its characters are the memory of the whole
                if progress:
                    progress(number, len(document.pages))
    except (PdfminerException, PDFPasswordIncorrect, PDFSyntaxError) as error:
        locked = "Password" in repr(error)
        raise DocumentError(Problem(code="PD-104" if locked else "PD-106", place=Place(file=name))) from error
    if not any(page.blocks for page in pages):
        raise DocumentError(Problem(code="PD-105", place=Place(file=name)))
    reading = Reading()
    assemble(pages, reading)
    return reading.content(broken=True)


def _read_page(page: Page, number: int, columns: Columns | None) -> tuple[PdfPage, Columns | None]:
    """Return the lines and tables of a page, and the columns of an unruled table that may go on."""
    printed = words_of(page)
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    blocks: list[tuple[float, PrintedLine | tuple[GridRow, ...]]] = []
    inside: set[Word] = set()
    for table in tables:
        taken = [word for word in printed.words if _within(word, table.bbox)]
        inside.update(taken)
        blocks.append((table.bbox[1], tuple(_grid(table, taken, number))))
    lines = lines_of((word for word in printed.words if word not in inside), printed.blanks)
    blocks += [(line.top, line) for line in lines]
    if not tables:
        return _without_rules(lines, printed, number, columns)
    ordered = tuple(block for _, block in sorted(blocks, key=lambda block: block[0]))
    return PdfPage(number=number, blocks=ordered, called=printed.called), None


def _without_rules(
    lines: Sequence[PrintedLine], printed: PageWords, number: int, columns: Columns | None
) -> tuple[PdfPage, Columns | None]:
    blocks: list[PrintedLine | tuple[GridRow, ...]] = []
    for piece in by_appendix(lines):
        table = find_unruled(piece, open_columns=columns, called=printed.called, page=number)
        blocks += [*table.above, table.rows, *table.below] if table else piece
        columns = table.columns if table else None
    return PdfPage(number=number, blocks=tuple(blocks), called=printed.called), columns


def _within(word: Word, box: Box) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _grid(table: Table, words: Sequence[Word], number: int) -> Iterator[GridRow]:
    """Yield the rows of a ruled table; a cell that covers several places stands in each."""
    texts = _texts(table, words)
    columns = _stretches(box[::2] for box in table.cells)
    for place, level in enumerate(_stretches(box[1::2] for box in table.cells), 1):
        cells = [_covering(table, column.middle, level.middle) for column in columns]
        yield GridRow(
            texts=tuple(texts[box] if box else "" for box in cells),
            spot=Spot(page=number, row=place),
            from_above=frozenset(at for at, box in enumerate(cells) if box and box[1] < level.start - _HAIR),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A column or a row: where it begins, and its middle."""

    start: float
    middle: float


def _stretches(sides: Iterable[tuple[float, ...]]) -> list[_Stretch]:
    """Return the columns (or rows) that cells make: one from each place where a cell begins to the next."""
    starts: list[float] = []
    end = 0.0
    for first, last in sorted(sides):
        if not starts or first - starts[-1] > _HAIR:
            starts.append(first)
        end = max(end, last)
    return [_Stretch(start=start, middle=(start + after) / 2) for start, after in pairwise([*starts, end])]


def _texts(table: Table, words: Sequence[Word]) -> dict[Box, str]:
    """Return the text of each cell."""
    return {box: join(joined_lines(word for word in words if _within(word, box))) for box in table.cells}


def _covering(table: Table, across: float, level: float) -> Box | None:
    return next((box for box in table.cells if box[0] <= across <= box[2] and box[1] <= level <= box[3]), None)
