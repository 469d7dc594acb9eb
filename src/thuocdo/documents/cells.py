"""The cells of one row of a table that was recovered from PDF as a stream of lines, one cell after the other.

The right end of a row is read by what its cells say: bodies, products and deadlines have a grammar, so the row's tail
is the earliest place from which everything to the end reads as lead, coordinating, product and deadline. What is left
is text: one column, or criterion and content, which are parted where a line was broken although the next word would
still have fitted into the column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from thuocdo.documents import bodies, deadlines
from thuocdo.documents.columns import Column
from thuocdo.documents.lines import Gap, join
from thuocdo.documents.widths import width, would_fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.documents.lines import Line

BOUNDARY: Final = "¶"
_BETWEEN: Final = rf"[\s{BOUNDARY}]*"
_PRODUCT_ITEM: Final = (
    "(?:Văn bản|Báo cáo|Kế hoạch|Quyết định|Công văn|Tờ trình|Nghị quyết|Hội nghị|Danh mục|Biên bản|Chương trình|Đề án"
    rf"|Hồ sơ|Thông báo|Hướng dẫn|Chỉ thị|Kết quả)(?:,? [{bodies.LOWER}]+)*"
).replace(" ", r"\s+")
_PRODUCT: Final = rf"(?>(?:-\s*)?{_PRODUCT_ITEM}(?:\s*[;,]\s*(?:-\s*)?{_PRODUCT_ITEM})*\s*[.;]?)"
_PATTERNS: Final = {
    Column.LEAD: bodies.CELL,
    Column.COORDINATING: bodies.CELL,
    Column.PRODUCT: _PRODUCT,
    Column.DEADLINE: deadlines.CELL,
}
_LONGEST_DEADLINE_ALONE: Final = 60
"""A text may begin as a deadline does (``Thường xuyên rà soát …``); without a body before it, only a short one is."""
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


@lru_cache(maxsize=16)
def _tail_pattern(columns: tuple[Column, ...]) -> re.Pattern[str]:
    return re.compile(_BETWEEN.join(rf"(?P<{column}>{_PATTERNS[column]})?" for column in columns) + _BETWEEN)


def find_tail(lines: Sequence[Line], columns: Sequence[Column]) -> Tail | None:
    """Return the right end of a row, read from the earliest line from which all of it is understood."""
    wanted = tuple(column for column in columns if column in _PATTERNS)
    pattern = _tail_pattern(wanted)
    time_alone: Tail | None = None
    for first, line in enumerate(lines):
        if len(lines) - first > _LONGEST_TAIL or not _MAY_BEGIN.match(line.text):
            continue
        found = pattern.fullmatch(_stream(lines[first:]))
        if found is None or not any(found.groups()):
            continue
        read = {column: _joined(found[column]) for column in wanted if found[column]}
        if Column.LEAD in read:
            tail = Tail(first=first, cells=read)
            return tail if Column.COORDINATING in read else _within_line(lines, tail, wanted) or tail
        if 0 < len(read.get(Column.DEADLINE, "")) <= _LONGEST_DEADLINE_ALONE:
            time_alone = Tail(first=first, cells=read)
    return time_alone


def _within_line(lines: Sequence[Line], tail: Tail, wanted: tuple[Column, ...]) -> Tail | None:
    """Return the tail that begins within the line before, where the text's last words and the lead share that line."""
    if not tail.first or Column.COORDINATING not in wanted:
        return None
    text, stream = lines[tail.first - 1].text, _stream(lines[tail.first :])
    for word in re.finditer(rf"(?<=\s)[{bodies.UPPER}]", text):
        found = _tail_pattern(wanted).fullmatch(f"{text[word.start() :]}{BOUNDARY}{stream}")
        if found and found[Column.LEAD] and found[Column.COORDINATING]:
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
