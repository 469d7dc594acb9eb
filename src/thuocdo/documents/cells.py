"""The cells of one row of a table that was recovered from PDF as a stream of lines, one cell after the other.

The right end of a row is read by what its cells say: bodies, products and deadlines have a grammar, so the row's tail
is the earliest place from which everything to the end reads as lead, coordinating, product and deadline. What is left
is text: one column, or criterion and content, which are parted where a line was broken although the next word would
still have fitted into the column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from thuocdo.documents import bodies, deadlines, products
from thuocdo.documents.columns import Column
from thuocdo.documents.lines import BOUNDARY, Gap, join
from thuocdo.documents.widths import width, would_fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thuocdo.documents.lines import Line

_BETWEEN: Final = rf"[\s{BOUNDARY}]*"
_PATTERNS: Final = {
    Column.LEAD: bodies.CELL,
    Column.COORDINATING: bodies.CELL,
    Column.PRODUCT: products.DOCUMENTS,
    Column.DEADLINE: deadlines.CELL,
}
_ON_A_LINE: Final = rf"(?<=[\n{BOUNDARY}])(?=[-{bodies.UPPER}\d])"
_BY_PLACE: Final = {
    Column.PRODUCT: products.ANYTHING,
    Column.DEADLINE: rf"{_ON_A_LINE}(?:{deadlines.CELL}|{deadlines.YEARS})",
    Column.NOTE: rf"(?<={BOUNDARY})\S[\s\S]*",
}
_SHORT: Final = {Column.DEADLINE: rf"{_ON_A_LINE}[^{BOUNDARY}]{{1,60}}"}
_WAYS: Final = (
    (_PATTERNS | _BY_PLACE, {Column.LEAD, Column.DEADLINE}),
    (_PATTERNS | _SHORT, {Column.LEAD, Column.COORDINATING, Column.DEADLINE}),
)
"""The ways to read a tail that its words alone do not tell, each with the cells without which it tells nothing."""
_LONGEST_DEADLINE_ALONE: Final = 60
"""A text may begin as a deadline does (``Thường xuyên rà soát …``); without a body before it, only a short one is."""
_LONGEST_DEADLINE: Final = 100
"""A longer one may have swallowed what follows it."""
_LONGEST_TAIL: Final = 60
"""More lines than the narrow cells of a page hold."""
_MAY_BEGIN: Final = re.compile(rf"(?:-\s*)?[{bodies.UPPER}\d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """The understood right end of a row: where it begins among the row's lines, and the text of each cell."""

    first: int
    cells: dict[Column, str]
    kept: str = ""
    """The words of its first line that still belong to the text before it."""
    sure: bool = True
    """Every cell was read by what it says; otherwise one was read by its place alone, or may still be in the text."""


@lru_cache(maxsize=64)
def _tail_pattern(columns: tuple[Column, ...], way: int | None = None) -> re.Pattern[str]:
    patterns = _PATTERNS if way is None else _WAYS[way][0]
    return re.compile(
        _BETWEEN.join(rf"(?P<{column}>{patterns[column]})?" for column in columns if column in patterns) + _BETWEEN
    )


def find_tail(lines: Sequence[Line], columns: Sequence[Column]) -> Tail | None:
    """Return the right end of a row, read from the earliest line from which all of it is understood.

    Where a product, a time or a note is in nobody's words, it is read by its place: on lines of its own after the
    bodies, the product before the time and the note after it.
    """
    wanted = tuple(column for column in columns if column in _PATTERNS)
    by_words = _by_words(lines, wanted)
    if by_words and by_words.sure:
        return by_words
    by_place = _by_place(lines, tuple(columns))
    if by_place and (by_words is None or Column.LEAD not in by_words.cells or by_place.first < by_words.first):
        return by_place
    return by_words


def _by_words(lines: Sequence[Line], wanted: tuple[Column, ...]) -> Tail | None:
    time_alone: Tail | None = None
    sentence_end: Tail | None = None
    for first, read in _readings(lines, _tail_pattern(wanted)):
        if read.get(Column.LEAD, "").endswith(".") and sentence_end is None:
            sentence_end = Tail(first=first, cells=read, sure=False)
        elif Column.LEAD in read:
            tail = Tail(first=first, cells=read, sure=_is_whole(read, wanted))
            if Column.COORDINATING in read or Column.COORDINATING not in wanted:
                return tail
            return _within_line(lines, tail, wanted) or replace(
                tail, sure=tail.sure and not _may_be_a_cell(lines[:first])
            )
        elif 0 < len(read.get(Column.DEADLINE, "")) <= _LONGEST_DEADLINE_ALONE:
            time_alone = Tail(first=first, cells=read, sure=Column.LEAD not in wanted)
    return sentence_end or time_alone


def _is_whole(read: Mapping[Column, str], wanted: tuple[Column, ...]) -> bool:
    """Tell whether no cell may hide in another: every column but the coordinating has its own, the time is short."""
    missing = set(wanted) - read.keys() - {Column.COORDINATING}
    return not missing and len(read.get(Column.DEADLINE, "")) <= _LONGEST_DEADLINE


def _readings(lines: Sequence[Line], pattern: re.Pattern[str]) -> Iterator[tuple[int, dict[Column, str]]]:
    """Yield each line from which all that follows is understood, with the cells."""
    for first, line in enumerate(lines):
        if len(lines) - first > _LONGEST_TAIL or not _MAY_BEGIN.match(line.text):
            continue
        found = pattern.fullmatch(_stream(lines[first:]))
        if found is not None and any(found.groups()):
            yield first, {Column(name): _joined(cell) for name, cell in found.groupdict().items() if cell}


def _by_place(lines: Sequence[Line], columns: tuple[Column, ...]) -> Tail | None:
    last = lines[-_LONGEST_TAIL:]
    if not any(bodies.begins_cell(_stream(last[first:])) for first in range(len(last))):
        return None
    for way, (_patterns, needed) in enumerate(_WAYS):
        for first, read in _readings(lines, _tail_pattern(columns, way)):
            if needed <= read.keys() and not read[Column.LEAD].endswith("."):
                return Tail(first=first, cells=read, sure=False)
    return None


def _may_be_a_cell(text: Sequence[Line]) -> bool:
    """Tell whether the last line of a row's text may be a cell of bodies that nobody knows."""
    return len(text) > 1 and re.match(rf"[{bodies.UPPER}]", text[-1].text) is not None


def _within_line(lines: Sequence[Line], tail: Tail, wanted: tuple[Column, ...]) -> Tail | None:
    """Return the tail that begins within the line before, where the text's last words and the lead share that line."""
    if not tail.first:
        return None
    text, stream = lines[tail.first - 1].text, _stream(lines[tail.first :])
    for word in re.finditer(rf"(?<=\s)[{bodies.UPPER}]", text):
        found = _tail_pattern(wanted).fullmatch(f"{text[word.start() :]}{BOUNDARY}{stream}")
        if found and found[Column.COORDINATING] and (found[Column.LEAD] or ".").rstrip()[-1] != ".":
            cells = {column: _joined(found[column]) for column in wanted if found[column]}
            return Tail(first=tail.first - 1, kept=text[: word.start()].strip(), cells=cells)
    return None


def _joined(cell: str) -> str:
    return join(re.split(rf"[\n{BOUNDARY}]", cell.strip()))


def _stream(lines: Sequence[Line]) -> str:
    """Return lines as one text in which a hyphenated word is whole again and boundaries are marked."""
    text = ""
    for line in lines:
        mark = BOUNDARY if line.gap is Gap.HARD else "\n"
        text += (mark if text else "") + line.text
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class TextColumns:
    """The widths of the criterion's and the content's column, learnt from rows that leave no doubt."""

    criterion: int
    content: int

    def split(self, lines: Sequence[Line]) -> int:
        """Return how many of the lines are the criterion's; the rest is the content."""
        candidates = boundaries(lines)
        if not candidates:
            return len(lines)
        return min(candidates, key=lambda first: (self._cost(lines, first), first))

    def _cost(self, lines: Sequence[Line], first: int) -> int:
        cost = 0
        for place in range(1, len(lines)):
            if place == first:
                continue
            column = self.criterion if place < first else self.content
            if would_fit(lines[place - 1].text, lines[place].text, column):
                room = column - width(f"{lines[place - 1].text} {lines[place].text.split(' ', 1)[0]}")
                begins_sentence = lines[place].text[0].isupper() or lines[place].text[0].isdigit()
                cost += room // (2 if begins_sentence and place > first else 1) + 50
        for place, line in enumerate(lines):
            cost += 4 * max(0, width(line.text) - (self.criterion if place < first else self.content))
        return cost


def boundaries(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return where the content may begin: after a hard gap if there is one, else at a capital or a number."""
    hard = tuple(place for place in range(1, len(lines)) if lines[place].gap is Gap.HARD)
    capital = tuple(place for place in range(1, len(lines)) if re.match(rf"[{bodies.UPPER}\d“\"(-]", lines[place].text))
    certain = tuple(place for place in hard if place in capital)
    return certain or capital


def learn(rows: Sequence[Sequence[Line]]) -> TextColumns:
    """Return the widths of the two text columns, from the rows in which only one boundary is possible."""
    criterion: list[int] = []
    content: list[int] = []
    for lines in rows:
        places = boundaries(lines)
        if len(places) == 1:
            criterion += [width(line.text) for line in lines[: places[0]]]
            content += [width(line.text) for line in lines[places[0] :]]
    return TextColumns(criterion=_usual_most(criterion), content=_usual_most(content))


def _usual_most(widths: Sequence[int]) -> int:
    """Return the width that all lines but a rare outlier keep: the widest of the lower 95 %."""
    ordered = sorted(widths)
    return ordered[len(ordered) * 95 // 100] if ordered else 0
