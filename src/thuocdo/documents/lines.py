"""The lines of a document, and how lines that the page broke are put together again."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from thuocdo.documents.spots import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Gap(StrEnum):
    """What stands between a line and the line before it."""

    SOFT = "soft"
    """The distance of two lines of one paragraph: they may belong together."""
    HARD = "hard"
    """Closer or farther than lines of one paragraph: another cell, another paragraph."""


class Use(StrEnum):
    """What became of a line; nothing is dropped without saying so."""

    USED = "used"
    HEADING = "heading"
    FURNITURE = "furniture"
    """Repeated table headers, page numbers, addresses printed by the browser."""
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line (or paragraph) with its place; the text is NFC with single blanks."""

    text: str
    spot: Spot
    gap: Gap = Gap.SOFT
    indented: bool = False
    """It began with a blank: in text recovered from PDF, the first line of a page or of a paragraph."""
    page_break: bool = False
    """The page turned just before it."""

    @property
    def number(self) -> int:
        """A number of its own in the file, growing from line to line."""
        spot = self.spot
        return (spot.page or spot.table or 0) * _PAGE + (spot.line or spot.paragraph or spot.row or 0)


BOUNDARY: Final = "¶"
"""Marks a hard gap where the lines of a row are written as one text."""
_PAGE: Final = 10_000
_BROKEN_WORD: Final = re.compile(r"[\w/]-$|\w/$")


def join(texts: Iterable[str]) -> str:
    """Return broken lines as one text: single blanks, and no blank after a hyphen or a stroke that ends a line.

    ``NĐ-`` and ``CP`` become ``NĐ-CP``, ``12/`` and ``NĐ`` become ``12/NĐ``; ``kinh tế -`` and ``xã hội`` keep blanks.
    """
    joined = ""
    for text in texts:
        if joined and not (_BROKEN_WORD.search(joined) and text[:1].isalnum()):
            joined += " "
        joined += text
    return joined.strip()


def from_text(content: str) -> tuple[Line, ...]:
    """Return the lines of a text with something on them, each with its number in the file and the gap before it.

    Text recovered from PDF often has an empty line after every line. The commonest distance between two lines is
    taken for that of a paragraph; any other distance is a boundary.
    """
    raw = content.replace("\r\n", "\n").replace("\f", "\n").split("\n")
    numbers = [number for number, text in enumerate(raw) if text.strip()]
    distances = [here - before for before, here in itertools.pairwise(numbers)]
    usual = _usual_distance(raw, numbers, distances)
    lines = []
    for number, distance in zip(numbers, [0, *distances], strict=True):
        between = raw[number - distance + 1 : number]
        blank_cell = any(text for text in between)
        gap = Gap.SOFT if distance == usual and not blank_cell else Gap.HARD
        text = " ".join(unicodedata.normalize("NFC", raw[number]).split())
        lines.append(Line(text=text, spot=Spot(line=number + 1), gap=gap, indented=raw[number][:1].isspace()))
    return tuple(lines)


def _usual_distance(raw: Sequence[str], numbers: Sequence[int], distances: Sequence[int]) -> int:
    """Return the distance at which lines that surely continue (they begin small) follow one another."""
    continued = Counter(
        distance
        for number, distance in zip(numbers[1:], distances, strict=False)
        if raw[number].strip()[0].islower() and distance <= 2
    )
    return continued.most_common(1)[0][0] if continued else 1
