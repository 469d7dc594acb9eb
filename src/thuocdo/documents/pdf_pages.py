"""From the pages of a PDF to lines and tables: running heads and feet, footnotes and columns told from the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from thuocdo.documents.lines import Gap, Line, join
from thuocdo.documents.pdf_words import is_page_number, note_number
from thuocdo.documents.spots import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thuocdo.documents.content import Reading
    from thuocdo.documents.pdf_words import PrintedLine
    from thuocdo.documents.tabular import GridRow

_PARAGRAPH_GAP: Final = 1.6
"""A line whose top lies this many type sizes below that of the line before begins another paragraph."""
_TWO_COLUMNS: Final = 1.5
"""Room in a line, in sizes of its letters, that parts the columns of a heading or a signature."""
_ITEM: Final = re.compile(r"(?:[IVXLC]+|\d+(?:\.\d+)*|[a-zđ])[.)]|[-–+•]")
"""What a list sets before its text, with room after it; no column of its own."""
_DIGITS: Final = re.compile(r"\d+")
_EDGE: Final = 2
"""How many lines at the top and at the foot of a page may be running heads and feet."""
_FEWEST: Final = 3
"""On fewer pages nothing is known to be repeated."""

Grid: TypeAlias = "tuple[GridRow, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page: lines and tables from top to bottom, and the numbers of the footnotes called on it."""

    number: int
    blocks: tuple[PrintedLine | Grid, ...]
    called: frozenset[str]


def assemble(pages: Sequence[PdfPage], reading: Reading) -> None:
    """Add the lines and tables of pages to what is being read."""
    repeated = _repeated(pages)
    for page in pages:
        _Page(page=page, reading=reading, repeated=repeated).add()


def _repeated(pages: Sequence[PdfPage]) -> frozenset[str]:
    """Return the lines at the edges of pages that stand on most of them, whatever figures are in them."""
    if len(pages) < _FEWEST:
        return frozenset()
    edges = Counter(text for page in pages for text in {_pattern(line) for line in _edges(page)})
    return frozenset(text for text, times in edges.items() if 2 * times > len(pages))


def _edges(page: PdfPage) -> Iterator[PrintedLine]:
    for block in (*page.blocks[:_EDGE], *page.blocks[-_EDGE:]):
        if not isinstance(block, tuple):
            yield block


def _pattern(line: PrintedLine) -> str:
    return _DIGITS.sub("#", line.text)


@dataclass(slots=True)
class _Page:
    page: PdfPage
    reading: Reading
    repeated: frozenset[str]
    row: int = 0
    bottom: float = 0.0
    at_top: bool = True
    """Nothing but running heads has come yet: a table here goes on with that of the page before."""
    broken: bool = True
    waiting: list[PrintedLine] = field(default_factory=list)

    def add(self) -> None:
        """Add the page, block by block."""
        blocks, notes = self._parted()
        for block in blocks:
            if not isinstance(block, tuple):
                self.waiting.append(block)
                continue
            self._lines()
            self._table(block)
        self._lines()
        for note in notes:
            self.row += 1
            self.reading.notes.append(Line(text=note, spot=self._spot(), gap=Gap.HARD))

    def _parted(self) -> tuple[list[PrintedLine | Grid], list[str]]:
        """Part the page into text and footnotes, and put its running heads and feet aside."""
        blocks: list[PrintedLine | Grid] = []
        last = len(self.page.blocks) - 1
        for place, block in enumerate(self.page.blocks):
            edge = place < _EDGE or place > last - _EDGE
            if not isinstance(block, tuple) and edge and self._is_furniture(block):
                self.row += 1
                self.reading.furniture.append(Line(text=block.text, spot=self._spot(), gap=Gap.HARD))
            else:
                blocks.append(block)
        start = self._first_note(blocks)
        return blocks[:start], _notes(block for block in blocks[start:] if not isinstance(block, tuple))

    def _is_furniture(self, line: PrintedLine) -> bool:
        return is_page_number(line.text) or _pattern(line) in self.repeated

    def _first_note(self, blocks: Sequence[PrintedLine | Grid]) -> int:
        """Return where the footnotes begin: at a line after all tables that begins with a number called above."""
        after = max((place for place, block in enumerate(blocks) if isinstance(block, tuple)), default=-1) + 1
        for place, block in enumerate(blocks[after:], after):
            if not isinstance(block, tuple) and note_number(block.text) in self.page.called:
                return place
        return len(blocks)

    def _lines(self) -> None:
        """Add the waiting lines; where they are set in two columns, the left column before the right."""
        for line in _in_reading_order(self.waiting):
            self.row += 1
            size = line.words[0].size
            hard = line.top - self.bottom > _PARAGRAPH_GAP * size or line.top < self.bottom
            self.bottom = line.top
            self.at_top = False
            gap = Gap.HARD if hard else Gap.SOFT
            self.reading.add(Line(text=line.text, spot=self._spot(), gap=gap, page_break=self.broken))
            self.broken = False
        self.waiting = []

    def _table(self, grid: Grid) -> None:
        if not self.reading.take_table(grid, continues=self.at_top):
            for text in (text for printed in grid for text in dict.fromkeys(printed.texts) if text):
                self.row += 1
                self.reading.add(Line(text=text, spot=self._spot(), gap=Gap.HARD))
        self.at_top = False

    def _spot(self) -> Spot:
        return Spot(page=self.page.number, row=self.row)


def _notes(lines: Iterable[PrintedLine]) -> list[str]:
    """Return footnotes, each with its number, a blank and its text."""
    notes: list[list[str]] = []
    for line in lines:
        if number := note_number(line.text):
            notes.append([f"{number} {line.text[len(number) :].strip()}"])
        else:
            notes[-1].append(line.text)
    return [join(note) for note in notes]


def _in_reading_order(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Yield lines as they are read: of lines set in two columns, those of the left, then those of the right."""
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in lines:
        pieces = line.parted(_TWO_COLUMNS)
        if len(pieces) == 2 and not _ITEM.fullmatch(pieces[0].text):
            left.append(pieces[0])
            right.append(pieces[1])
            continue
        if right and line.right < min(piece.left for piece in right) and line.left < max(piece.right for piece in left):
            left.append(line)
            continue
        yield from (*left, *right)
        left, right = [], []
        yield line
    yield from (*left, *right)
