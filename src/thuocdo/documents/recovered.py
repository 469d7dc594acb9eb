"""Tables of tasks in text recovered from PDF: appendices, repeated headers, rows, cells.

Such text is a stream: the cells of a row one after the other, lines broken as in print, the table's header again on
every page, and a cell that goes over the page continued after the header. ``docs/methods/reading-plans.md`` says how
each of these is told.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from thuocdo.documents import cells
from thuocdo.documents.codes import Numbering
from thuocdo.documents.columns import Column, in_running_header
from thuocdo.documents.content import APPENDIX, Content
from thuocdo.documents.lines import Gap, Line, join
from thuocdo.documents.rows import CERTAIN, GUESSED, LIKELY, Row, TaskTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from thuocdo.documents.cells import Tail, TextColumns

_HEADER: Final = re.compile(r"(?:STT|Stt|TT|Số TT)\b(?! [a-zđ])")
_PAGE_NUMBER: Final = re.compile(r"\d{1,3}")
_LONGEST_HEADER: Final = 16


def recover(lines: Sequence[Line]) -> Content:
    """Return a text's narrative and its tables of tasks."""
    tables = find_tables(lines)
    if not tables:
        return Content(lines=tuple(lines), tables=())
    first = next(place for place, line in enumerate(lines) if line.spot == tables[0].spot)
    furniture = frozenset[int]().union(*(table.furniture for table in tables))
    return Content(
        lines=tuple(lines[:first]),
        tables=tables,
        rows=tuple(line for line in lines[first:] if line.number not in furniture),
        furniture=tuple(line for line in lines[first:] if line.number in furniture),
    )


def find_tables(lines: Sequence[Line]) -> tuple[TaskTable, ...]:
    """Return the tables of tasks of a text, appendix by appendix."""
    starts = [
        place
        for place, line in enumerate(lines[:-1])
        if APPENDIX.fullmatch(line.text) and not lines[place + 1].text[0].islower()
    ]
    tables: list[TaskTable] = []
    for start, end in itertools.pairwise([*starts, len(lines)]):
        table = _table(lines[start:end], unnumbered=f"{len(tables) + 1:02}")
        tables += [table] if table else []
    return tuple(tables)


def _table(lines: Sequence[Line], *, unnumbered: str) -> TaskTable | None:
    start = next((place for place, line in enumerate(lines) if _HEADER.match(line.text)), None)
    if start is None:
        return None
    header = _header(lines[start:])
    body, furniture = _without_headers(lines[start:], header)
    number = APPENDIX.fullmatch(lines[0].text)
    columns = in_running_header(header)
    if number is None or Column.CONTENT not in columns:
        return None
    title = join(line.text for line in lines[1:start] if not line.text.lower().lstrip("(").startswith("kèm theo"))
    return TaskTable(
        appendix=number["number"] or unnumbered,
        title=title,
        columns=columns,
        rows=_rows(body, columns),
        spot=lines[0].spot,
        furniture=furniture | {line.number for line in lines[:start]},
    )


def _header(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the lines of a table's header: what is printed again at its next page, or all before the first number."""
    again = next((place for place, line in enumerate(lines[1:], 1) if line.text == lines[0].text), None)
    if again is not None:
        length = 0
        while again + length < len(lines) and length < again and lines[length].text == lines[again + length].text:
            length += 1
        return tuple(line.text for line in lines[:length])
    length = next(
        (place for place, line in enumerate(lines[1:_LONGEST_HEADER], 1) if Numbering().take(line.text)), len(lines)
    )
    return tuple(line.text for line in lines[:length])


def _without_headers(lines: Sequence[Line], header: tuple[str, ...]) -> tuple[list[Line], frozenset[int]]:
    """Return the lines without the headers and the page numbers above them; the line after one begins a page."""
    kept: list[Line] = []
    dropped: set[int] = set()
    place, turned = 0, False
    while place < len(lines):
        if tuple(line.text for line in lines[place : place + len(header)]) == header:
            dropped |= {line.number for line in lines[place : place + len(header)]}
            if kept and _PAGE_NUMBER.fullmatch(kept[-1].text) and place:
                dropped.add(kept.pop().number)
            place += len(header)
            turned = bool(kept)
            continue
        kept.append(replace(lines[place], page_break=turned))
        place, turned = place + 1, False
    return kept, frozenset(dropped)


@dataclass(slots=True)
class _Raw:
    """The lines of one row before its cells are told apart."""

    code: str | None
    parent: str | None
    first: Line
    lines: list[Line] = field(default_factory=list)
    tail: Tail | None = None
    text: list[Line] = field(default_factory=list)
    mended: bool = False
    """A number was taken out of its text."""

    @property
    def last(self) -> Line:
        return self.lines[-1] if self.lines else self.first


def _rows(lines: Iterable[Line], columns: tuple[Column, ...]) -> tuple[Row, ...]:
    raws = _raw_rows(lines)
    for raw in raws:
        _read_tail(raw, columns)
    _take_out_numbers_printed_again(raws)
    two_texts = Column.CRITERION in columns
    widths = cells.learn([raw.text for raw in raws if raw.tail]) if two_texts else None
    rows: list[Row] = []
    for place, raw in enumerate(raws):
        group = _has_children(raw, raws[place + 1 :])
        rows.append(_row(raw, widths=None if group else widths, group=group))
    return _share_merged_cells(rows)


def _raw_rows(lines: Iterable[Line]) -> list[_Raw]:
    numbering = Numbering()
    raws: list[_Raw] = []
    for line in lines:
        if took := numbering.take(line.text):
            code, rest = took
            raws.append(_Raw(code=code, parent=numbering.parent(code), first=line))
            if rest:
                raws[-1].lines.append(replace(line, text=rest, gap=Gap.SOFT))
        elif raws:
            raws[-1].lines.append(line)
        else:
            raws.append(_Raw(code=None, parent=None, first=line, lines=[line]))
    return raws


def _read_tail(raw: _Raw, columns: Sequence[Column]) -> None:
    """Find the row's tail on the page where it is; the lines of other pages belong to the text."""
    pages: list[list[Line]] = [[]]
    for line in raw.lines:
        if line.page_break and pages[-1]:
            pages.append([])
        pages[-1].append(line)
    for page in pages:
        found = None if raw.tail else cells.find_tail(page, columns)
        if found:
            raw.tail = found
            raw.text += page[: found.first]
            raw.text += [replace(page[found.first], text=found.kept)] if found.kept else []
        else:
            raw.text += page


def _take_out_numbers_printed_again(raws: Sequence[_Raw]) -> None:
    """Take a row's own number out of its text where it was printed on the row's middle line and parts two words.

    A number stands in the middle of its cell, so it may be recovered inside the line beside it. It is taken for that
    only if the two words stand together elsewhere in the table: ``5 ngày`` in the fifth row keeps its number.
    """
    words = [word for raw in raws for line in raw.text for word in line.text.split()]
    together = set(itertools.pairwise(words))
    for raw in raws:
        for place, line in enumerate(raw.text[1:], 1):
            number, _, rest = line.text.partition(" ")
            if number != raw.code or not rest[:1].islower() or abs(2 * place + 1 - len(raw.text)) > 1:
                continue
            if (raw.text[place - 1].text.split()[-1], rest.split()[0]) in together:
                raw.text[place] = replace(line, text=rest)
                raw.mended = True


def _has_children(raw: _Raw, following: Sequence[_Raw]) -> bool:
    """Tell a heading of rows; a line without a number above the first row is one too."""
    return raw.code is None or (bool(following) and following[0].parent == raw.code)


def _row(raw: _Raw, *, widths: TextColumns | None, group: bool) -> Row:
    found = dict(raw.tail.cells) if raw.tail else {}
    if widths is not None:
        first = widths.split(raw.text)
        found[Column.CRITERION] = join(line.text for line in raw.text[:first])
        found[Column.CONTENT] = join(line.text for line in raw.text[first:])
    else:
        found[Column.CONTENT] = join(line.text for line in raw.text)
    return Row(
        code=raw.code,
        cells={column: text for column, text in found.items() if text},
        spot=raw.first.spot.to(raw.last.spot),
        parent=raw.parent,
        group=group,
        confidence=CERTAIN if group else _confidence(raw),
    )


def _confidence(raw: _Raw) -> Decimal:
    if raw.tail is None:
        return GUESSED
    return CERTAIN if raw.tail.sure and not raw.mended else LIKELY


_SHARED: Final = (Column.LEAD, Column.COORDINATING, Column.PRODUCT, Column.DEADLINE)


def _share_merged_cells(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give the cells printed once for a group and its rows, or for a row and the next, to the rows without any."""
    by_code: dict[str, Row] = {}
    shared: list[Row] = []
    before: Row | None = None
    for row in rows:
        given = _shared_cells(row, before, by_code.get(row.parent or ""))
        before = row
        if given and not row.group:
            before = replace(row, cells={**row.cells, **given}, merged=True, confidence=LIKELY)
        shared.append(before)
        if row.code and row.group:
            by_code[row.code] = row
    return tuple(shared)


def _shared_cells(row: Row, before: Row | None, group: Row | None) -> dict[Column, str]:
    if any(column in row.cells for column in _SHARED):
        return {}
    if group is not None and any(column in group.cells for column in _SHARED):
        source = group
    elif before is not None and not before.group and before.parent == row.parent and "." not in (row.code or "."):
        source = before
    else:
        return {}
    return {column: source.cells[column] for column in _SHARED if column in source.cells}
