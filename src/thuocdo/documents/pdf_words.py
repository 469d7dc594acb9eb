"""The words of a PDF page as printed: lines by where they stand, segments of lines by the room between them.

A PDF has no lines, only letters with places. The raised figures of footnotes are told from the text here, because only
here a letter still has its size.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pdfplumber.page import Page

_APART: Final = 0.15
"""Letters this part of their size apart belong to two words."""
_RAISED: Final = 0.8
"""A figure smaller than this part of the letter before it, and above its foot, marks a footnote."""
_OVERLAP: Final = 0.5
"""Words that share this part of the lower one's height stand on one line."""


_PAGE_NUMBER: Final = re.compile(r"(?:[Tt]rang )?\d{1,3}(?:/\d{1,3})?")
_NOTE: Final = re.compile(r"(\d{1,2})\s*(?=[^\W\d])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and where it stands, in points from the page's upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    room: float = 0.0
    """The room before it on its line that no blank fills; nothing for the first word."""

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """Words that stand on one line, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right

    @property
    def top(self) -> float:
        """Where its highest word begins."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where its lowest word ends."""
        return max(word.bottom for word in self.words)

    def parted(self, room: float) -> tuple[PrintedLine, ...]:
        """Return the line parted wherever words stand farther apart than ``room``, in sizes of their letters."""
        pieces: list[list[Word]] = []
        for word in self.words:
            if pieces and word.room <= room * word.size:
                pieces[-1].append(word)
            else:
                pieces.append([word])
        return tuple(PrintedLine(words=tuple(piece)) for piece in pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """The words of a page, and the numbers of the footnotes that are called on it."""

    words: tuple[Word, ...]
    blanks: tuple[Word, ...]
    called: frozenset[str]


def words_of(page: Page) -> PageWords:
    """Return the words of a page without the marks of footnotes."""
    marks = _marks(page.chars)
    called = frozenset(_numbers(marks))
    if marks:
        keys = {_key(mark) for mark in marks}
        page = page.filter(lambda item: item["object_type"] != "char" or _key(item) not in keys)
    words = page.extract_words(x_tolerance_ratio=_APART, use_text_flow=False)
    return PageWords(
        words=tuple(_word(found) for found in words),
        blanks=tuple(_word(found) for found in page.chars if found["text"].isspace()),
        called=called,
    )


def _word(found: dict[str, Any]) -> Word:
    return Word(
        text=unicodedata.normalize("NFC", found["text"]),
        left=found["x0"],
        right=found["x1"],
        top=found["top"],
        bottom=found["bottom"],
    )


def _key(letter: dict[str, Any]) -> tuple[float, float, str]:
    return letter["x0"], letter["top"], letter["text"]


def _marks(letters: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the small raised figures that follow a word (``95%¹``); powers after units are none."""
    found: list[dict[str, Any]] = []
    before: dict[str, Any] | None = None
    base: dict[str, Any] | None = None
    for letter in letters:
        if letter["text"].isspace():
            continue
        if base is not None and before is not None and letter["text"].isdigit() and _raised(letter, before, base):
            found.append(letter)
        else:
            base = letter
        before = letter
    return found


def _raised(letter: dict[str, Any], before: dict[str, Any], base: dict[str, Any]) -> bool:
    size = base["bottom"] - base["top"]
    smaller = letter["bottom"] - letter["top"] < _RAISED * size
    above_foot = base["top"] - size / 2 < letter["top"] and letter["bottom"] < base["bottom"] - size / 50
    beside = abs(letter["x0"] - before["x1"]) < size / 3
    return bool(smaller and above_foot and beside and base["text"] != "m")


def _numbers(marks: Sequence[dict[str, Any]]) -> Iterable[str]:
    """Yield the numbers that the figures make: ``1`` and ``2`` side by side are twelve."""
    number, end = "", 0.0
    for mark in marks:
        if number and abs(mark["x0"] - end) < 1:
            number += mark["text"]
        else:
            yield from (number,) if number else ()
            number = mark["text"]
        end = mark["x1"]
    yield from (number,) if number else ()


def lines_of(words: Iterable[Word], blanks: Sequence[Word]) -> list[PrintedLine]:
    """Return words as lines, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        row = rows[-1] if rows else None
        if row is not None and _beside(row[-1], word) and not any(_over(other, word) for other in row):
            row.append(word)
        else:
            rows.append([word])
    ordered = sorted(blanks, key=lambda blank: blank.top)
    tops = [blank.top for blank in ordered]
    return [_line(row, ordered, tops) for row in rows]


def _beside(upper: Word, lower: Word) -> bool:
    shared = min(upper.bottom, lower.bottom) - max(upper.top, lower.top)
    return shared > _OVERLAP * min(upper.size, lower.size)


def _over(upper: Word, lower: Word) -> bool:
    """Tell whether two words stand one over the other: a larger word beside both puts no two lines on one."""
    shared = min(upper.right, lower.right) - max(upper.left, lower.left)
    return shared > _OVERLAP * min(upper.right - upper.left, lower.right - lower.left)


def _line(row: Sequence[Word], blanks: Sequence[Word], tops: Sequence[float]) -> PrintedLine:
    words = sorted(row, key=lambda word: word.left)
    highest, lowest = min(word.top for word in words), max(word.bottom for word in words)
    near = blanks[bisect_left(tops, highest - 2) : bisect_left(tops, lowest)]
    told = [words[0]]
    for before, word in pairwise(words):
        filled = sum(blank.right - blank.left for blank in near if before.right - 1 <= blank.left < word.left)
        room = max(0.0, word.left - before.right - filled)
        told.append(Word(text=word.text, left=word.left, right=word.right, top=word.top, bottom=word.bottom, room=room))
    return PrintedLine(words=tuple(told))


def joined_lines(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the words of one cell as the lines they were printed in."""
    return tuple(line.text for line in lines_of(words, ()))


def is_page_number(text: str) -> bool:
    """Tell whether a line is the number of its page: ``7``, ``Trang 7``, ``7/12``."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def note_number(text: str) -> str:
    """Return the number with which the text of a footnote begins, or nothing."""
    found = _NOTE.match(text)
    return found[1] if found else ""
