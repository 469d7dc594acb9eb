"""Paragraphs of the narrative: broken lines joined, with the marker (``II.``, ``2.1.``, ``a)``, ``-``) and depth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from thuocdo.documents.bodies import UPPER
from thuocdo.documents.lines import Gap, Line, join
from thuocdo.documents.widths import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.documents.spots import Spot

_MARKER: Final = re.compile(
    rf"(?:(?P<roman>[IVX]{{1,5}})\.\s+|(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})[.)]\s+(?=[{UPPER}“\"])|(?P<letter>[a-zđ])\)\s+"
    rf"|\((?P<inner>\d{{1,2}})\)\s+|(?P<dash>[-–])\s*(?=[{UPPER}\d“])|(?P<plus>[+•])\s*)"
)
_LEVELS: Final = {"roman": 1, "number": 2, "letter": 5, "inner": 6, "dash": 7, "plus": 8}
_END: Final = re.compile(r"(?:[.;:…!?”]|\./\.)$")
_PAGE_NUMBER: Final = re.compile(r"\d{1,3}")
_ADDRESS: Final = re.compile(r"https?://\S+")
_FOOTNOTE: Final = re.compile(rf"(\d{{1,2}})\s+(?=[{UPPER}])")
_FULL: Final = 93
"""A line that ends a sentence, fills less than this part of the column (per cent) and is followed by a capital ends its
paragraph: the next word would have fitted."""
_HALF_FULL: Final = 75
"""The same for a line that ends no sentence, such as a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph, joined, with its lines."""

    text: str
    lines: tuple[Line, ...]
    marker: str | None = None
    level: int = 0
    """How deep its marker stands, 1 for roman numbers to 8 for ``+``; 0 without a marker."""
    footnote: bool = False

    @property
    def spot(self) -> Spot:
        """Where it stands, from its first to its last line."""
        return self.lines[0].spot.to(self.lines[-1].spot) if len(self.lines) > 1 else self.lines[0].spot

    def spot_of(self, place: int) -> Spot:
        """Return where the character at ``place`` of the text stands."""
        passed = 0
        for line in self.lines:
            passed += len(line.text) + 1
            if place < passed:
                return line.spot
        return self.lines[-1].spot


def is_furniture(line: Line) -> bool:
    """Tell page numbers and printed addresses from text."""
    return bool(_PAGE_NUMBER.fullmatch(line.text) or _ADDRESS.fullmatch(line.text))


def whole_paragraphs(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a file that keeps each of them whole."""
    return tuple(_paragraph([line]) for line in lines if not is_furniture(line))


def paragraphs(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the narrative, then its footnotes, which part no paragraph they stand in."""
    kept = [line for line in lines if not is_furniture(line)]
    column = _column(kept)
    pieces: list[list[Line]] = []
    notes: list[list[Line]] = []
    expected, in_note = 1, False
    for line in kept:
        note = _FOOTNOTE.match(line.text)
        if note and int(note[1]) == expected and _is_footnote(line, kept, expected):
            notes.append([line])
            expected, in_note = expected + 1, True
            continue
        if in_note and not line.indented and not _MARKER.match(line.text):
            notes[-1].append(line)
            continue
        in_note = False
        if pieces and not _begins(line, pieces[-1], column):
            pieces[-1].append(line)
        else:
            pieces.append([line])
    told = [_paragraph(piece) for piece in pieces]
    told += [Paragraph(text=join(line.text for line in note), lines=tuple(note), footnote=True) for note in notes]
    return tuple(told)


def _column(lines: Sequence[Line]) -> int:
    """Return the width of the column: that of the middle one of the lines which surely continue on the next."""
    continued = sorted(
        width(line.text) for line, after in pairwise(lines) if after.text[0].islower() and not _MARKER.match(after.text)
    )
    return continued[len(continued) // 2] if continued else 0


def _is_footnote(line: Line, lines: Sequence[Line], number: int) -> bool:
    """Tell whether some earlier line carries the glued number that this line explains."""
    glued = re.compile(rf"(?:[^\W\d]|%|20\d\d){number}(?=[\s,.;)]|$)")
    return (
        line.gap is Gap.HARD and any(glued.search(other.text) for other in lines if other.number < line.number)
    ) or (number > 1 and line.text.startswith(f"{number} ") and any(glued.search(other.text) for other in lines))


def _begins(line: Line, before: Sequence[Line], column: int) -> bool:
    """Tell whether a line begins a paragraph after the lines of the one before."""
    last = before[-1].text
    if _MARKER.match(line.text):
        return True
    if not re.match(rf"[{UPPER}“(]", line.text):
        return False
    if last.isupper() and not line.text.isupper():  # a title in capitals is over
        return True
    if not column:
        return bool(_END.search(last))
    filled = width(f"{last} {line.text.split(' ', 1)[0]}") * 100
    return filled < column * (_FULL if _END.search(last) else _HALF_FULL)


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    text = join(line.text for line in lines)
    found = _MARKER.match(text)
    if not found:
        return Paragraph(text=text, lines=tuple(lines))
    kind = found.lastgroup or ""
    marker = found[kind]
    level = _LEVELS[kind] + (marker.count(".") if kind == "number" else 0)
    return Paragraph(text=text, lines=tuple(lines), marker=marker, level=level)
