"""PDF files with text: lines outside tables, and ruled tables page by page."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from thuocdo.documents.content import Content, Reading
from thuocdo.documents.lines import Gap, Line, join
from thuocdo.documents.spots import Spot
from thuocdo.documents.tabular import GridRow
from thuocdo.errors import DocumentError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pdfplumber.page import Page
    from pdfplumber.table import Table

_PARAGRAPH_GAP: Final = 1.6
"""A baseline this many type sizes below the one before begins another paragraph."""


def read_pdf(content: bytes, *, name: str, progress: Callable[[int, int], None] | None = None) -> Content:
    """Return the lines and tables of a PDF.

    :param progress: told the page just read and how many there are.
    :raises DocumentError: PD-104 a password, PD-105 no text on any page, PD-106 damaged.
    """
    reading = Reading()
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            for number, page in enumerate(document.pages, 1):
                _read_page(page, number, reading)
                page.close()  # its characters are the memory of the whole
                if progress:
                    progress(number, len(document.pages))
    except (PdfminerException, PDFPasswordIncorrect, PDFSyntaxError) as error:
        locked = "Password" in repr(error)
        raise DocumentError(Problem(code="PD-104" if locked else "PD-106", place=Place(file=name))) from error
    if not reading.lines and not reading.grids:
        raise DocumentError(Problem(code="PD-105", place=Place(file=name)))
    return reading.content(broken=True)


def _read_page(page: Page, number: int, reading: Reading) -> None:
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda item: not any(_within(item, box) for box in boxes)) if boxes else page
    lines = sorted(outside.extract_text_lines(strip=True, return_chars=False), key=lambda line: float(line["top"]))
    at_top = True
    row = 0
    bottom = 0.0
    for table in (*tables, None):
        limit = table.bbox[1] if table else float("inf")
        while lines and lines[0]["top"] < limit:
            line = lines.pop(0)
            row += 1
            gap = Gap.HARD if line["top"] - bottom > _PARAGRAPH_GAP * (line["bottom"] - line["top"]) else Gap.SOFT
            bottom = line["top"]
            text = _clean(line["text"])
            at_top = at_top and text.isdigit()
            reading.add(Line(text=text, spot=Spot(page=number, row=row), gap=gap, page_break=row == 1))
        if table is not None:
            grid = tuple(_grid(page, table, number))
            if not reading.take_table(grid, continues=at_top):
                for text in (text for printed in grid for text in dict.fromkeys(printed.texts) if text):
                    row += 1
                    reading.add(Line(text=text, spot=Spot(page=number, row=row), gap=Gap.HARD))
            at_top = False


def _within(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _grid(page: Page, table: Table, number: int) -> Iterator[GridRow]:
    """Yield the rows of a ruled table; a cell that covers several places stands in each."""
    texts = {box: _cell_text(page, box) for box in table.cells}
    columns = sorted({box[0] for box in table.cells})
    edges = [*columns[1:], max(box[2] for box in table.cells)]
    middles = [(left + right) / 2 for left, right in zip(columns, edges, strict=True)]
    for place, row in enumerate(table.rows, 1):
        top, bottom = row.bbox[1], row.bbox[3]
        level = (top + bottom) / 2
        cells = [_covering(table, across, level) for across in middles]
        yield GridRow(
            texts=tuple(texts[box] if box else "" for box in cells),
            spot=Spot(page=number, row=place),
            from_above=frozenset(at for at, box in enumerate(cells) if box and box[1] < top - 1),
        )


def _covering(table: Table, across: float, level: float) -> tuple[float, float, float, float] | None:
    return next((box for box in table.cells if box[0] <= across <= box[2] and box[1] <= level <= box[3]), None)


def _cell_text(page: Page, box: tuple[float, float, float, float]) -> str:
    return join(_clean(line) for line in (page.crop(box).extract_text() or "").split("\n") if line.strip())
