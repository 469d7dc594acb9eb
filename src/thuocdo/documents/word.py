"""Word documents: paragraphs and tables in their order, with the numbers that Word itself sets before them."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table

from thuocdo.documents.content import Content, Reading
from thuocdo.documents.lines import Gap, Line, join
from thuocdo.documents.spots import Spot
from thuocdo.documents.tabular import GridRow
from thuocdo.documents.word_numbers import ListNumbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_NOTE_MARK: Final = re.compile(r"\d{1,2}")
_UNIT: Final = re.compile(r"(?:^|[\s\d./])(?:[kcdm]?m|ha)$")
"""A raised figure after one of these is a power (``km2``), no mark of a footnote."""


def read_word(content: bytes) -> Content:
    """Return the paragraphs and tables of a ``.docx`` that was found safe to open."""
    document = docx.Document(io.BytesIO(content))
    texts = _Texts(numbers=ListNumbers.of(document))
    reading = Reading()
    paragraph = table = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            table += 1
            cells = texts.of_cells(block)
            taken = reading.take_table(tuple(_grid(block, table, cells)))
            for text in () if taken else (text for lines in cells.values() for text in lines):
                paragraph += 1
                reading.add(_line(text, paragraph))
        else:
            paragraph += 1
            for text in texts.of(block):
                reading.add(_line(text, paragraph))
    for text in _footnotes(document):
        paragraph += 1
        reading.notes.append(_line(text, paragraph))
    return reading.content(broken=False)


def _line(text: str, paragraph: int) -> Line:
    return Line(text=_clean(text), spot=Spot(paragraph=paragraph), gap=Gap.HARD)


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """What is printed of paragraphs: the list's number before, the marks of footnotes left out."""

    numbers: ListNumbers

    def of(self, paragraph: Paragraph) -> list[str]:
        """Return the lines of a paragraph, parted where Shift+Enter parts them."""
        number = self.numbers.before(paragraph)
        text = _without_marks(paragraph)
        return f"{number} {text}".split("\n") if number else text.split("\n")

    def of_cells(self, table: Table) -> dict[object, list[str]]:
        """Return the lines of each cell of a table in their order; a merged cell is one."""
        found: dict[object, list[str]] = {}
        for row in table.rows:
            for cell in row.cells:
                if _key(cell) not in found:
                    found[_key(cell)] = [text for paragraph in cell.paragraphs for text in self.of(paragraph)]
        return found


def _key(cell: _Cell) -> object:
    return cell._tc  # noqa: SLF001 - python-docx tells merged cells apart in no other way


def _without_marks(paragraph: Paragraph) -> str:
    """Return the text without raised figures that somebody typed as the marks of footnotes (``95%¹``)."""
    if not any(run.font.superscript for run in paragraph.runs):
        return paragraph.text
    text = ""
    for run in paragraph.runs:
        mark = run.font.superscript and _NOTE_MARK.fullmatch(run.text.strip()) and text and not _UNIT.search(text)
        text += "" if mark else run.text
    return text


def _footnotes(document: Document) -> Iterator[str]:
    """Yield the texts of Word's own footnotes, each with its number."""
    for related in document.part.rels.values():
        if related.reltype == RELATIONSHIP_TYPE.FOOTNOTES and not related.is_external:
            notes = (
                "".join(text.text or "" for text in note.iter(qn("w:t")))
                for note in parse_xml(related.target_part.blob).findall(qn("w:footnote"))
                if note.get(qn("w:type")) is None  # the others are the lines that part notes from the text
            )
            yield from (f"{number} {text.strip()}" for number, text in enumerate(notes, 1))


def _grid(table: Table, number: int, cells: dict[object, list[str]]) -> Iterator[GridRow]:
    above: tuple[object, ...] = ()
    for place, row in enumerate(table.rows, 1):
        owners = tuple(_key(cell) for cell in row.cells)
        yield GridRow(
            texts=tuple(join(_clean(text) for text in cells[owner] if text.strip()) for owner in owners),
            spot=Spot(table=number, row=place),
            from_above=frozenset(
                column for column, owner in enumerate(owners) if above[column : column + 1] == (owner,)
            ),
        )
        above = owners
