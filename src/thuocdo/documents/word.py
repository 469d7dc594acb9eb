"""Word documents: paragraphs and tables in their order."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING

import docx
from docx.table import Table

from thuocdo.documents.content import Content, Reading
from thuocdo.documents.lines import Gap, Line, join
from thuocdo.documents.spots import Spot
from thuocdo.documents.tabular import GridRow

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_word(content: bytes) -> Content:
    """Return the paragraphs and tables of a ``.docx`` that was found safe to open."""
    document = docx.Document(io.BytesIO(content))
    reading = Reading()
    paragraph = table = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            table += 1
            grid = tuple(_grid(block, table))
            taken = reading.take_table(grid)
            for text in () if taken else _cell_texts(block):
                paragraph += 1
                reading.add(_line(text, paragraph))
        else:
            paragraph += 1
            for text in block.text.split("\n"):
                reading.add(_line(text, paragraph))
    return reading.content(broken=False)


def _line(text: str, paragraph: int) -> Line:
    return Line(text=_clean(text), spot=Spot(paragraph=paragraph), gap=Gap.HARD)


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _cell_texts(table: Table) -> Iterator[str]:
    """Yield the paragraphs of a table that only lays out: the heading, the signature; merged cells once."""
    seen: set[object] = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:  # noqa: SLF001 - python-docx tells merged cells apart in no other way
                seen.add(cell._tc)  # noqa: SLF001
                yield from cell.text.split("\n")


def _grid(table: Table, number: int) -> Iterator[GridRow]:
    above: tuple[object, ...] = ()
    for place, row in enumerate(table.rows, 1):
        cells = tuple(row.cells)
        owners = tuple(cell._tc for cell in cells)  # noqa: SLF001 - as above
        yield GridRow(
            texts=tuple(join(_clean(text) for text in cell.text.split("\n") if text.strip()) for cell in cells),
            spot=Spot(table=number, row=place),
            from_above=frozenset(
                column for column, owner in enumerate(owners) if above[column : column + 1] == (owner,)
            ),
        )
        above = owners
