"""Tables of tasks that a file gives as tables: Word, Excel, ruled PDF. Which column is what, rows, merged cells.

A row without a number continues the one before it where a page turned in the middle of a row; where the number stands
in the lower half, the upper half waits for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from thuocdo.documents.codes import Numbering
from thuocdo.documents.columns import Column, kind_of
from thuocdo.documents.lines import join
from thuocdo.documents.rows import CERTAIN, GUESSED, LIKELY, Row, TaskTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thuocdo.documents.spots import Spot

_HEADER_ROWS: Final = 6
_HEADER_COLUMNS: Final = 3
_PART: Final = r"(?:\d{1,3}[a-zđ]?|[IVXLC]{1,6}|[^\W\d_])"
_CODE: Final = re.compile(rf"{_PART}(?:[.\-]{_PART}){{0,5}}")
"""A number of a row: ``1.2.3``, ``II.1``, ``a``, ``3b``; never words."""
_COLUMN_NUMBER: Final = re.compile(r"\(?\d{1,2}\)?")
_SHARED: Final = (Column.LEAD, Column.COORDINATING, Column.PRODUCT, Column.DEADLINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One row of a table as printed; a merged cell stands in every place it covers."""

    texts: tuple[str, ...]
    spot: Spot
    from_above: frozenset[int] = field(default=frozenset())
    """The places whose cell began in a row above."""


def find_header(grid: Sequence[GridRow]) -> tuple[int, Mapping[Column, int]] | None:
    """Return how many rows come before the tasks, and the place of each column; ``None`` if no row heads tasks.

    A header may take two rows: then the words of both count, the lower before the upper.
    """
    found: list[tuple[int, dict[Column, int]]] = []
    for first, row in enumerate(grid[:_HEADER_ROWS]):
        found.append((first + 1, _columns(row.texts)))
        found.extend(
            (first + 2, _columns(_both(row.texts, below.texts)))
            for below in grid[first + 1 : first + 2]
            if not any(text[:1].isdigit() for text in below.texts)
        )
    heads = [(rows, columns) for rows, columns in found if _heads_tasks(columns)]
    return max(heads, key=lambda head: (len(head[1]), -head[0]), default=None)


def _both(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    return tuple(low if kind_of(low) or not high else high for high, low in zip(upper, lower, strict=True))


def _heads_tasks(columns: Mapping[Column, int]) -> bool:
    return Column.CONTENT in columns and bool(columns.keys() & {Column.LEAD, Column.DEADLINE, Column.COORDINATING})


def _columns(texts: Sequence[str]) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for place, text in enumerate(texts):
        column = kind_of(text)
        if column is not None and column not in found:
            found[column] = place
    return found


def read_grid(
    grid: Sequence[GridRow], header: tuple[int, Mapping[Column, int]], *, appendix: str, title: str
) -> TaskTable:
    """Return the table of tasks of a grid whose header was found."""
    first, columns = header
    printed = {row.texts for row in grid[:first]} | {row.texts for row in grid[first:] if _numbers_columns(row.texts)}
    body = _whole_rows([row for row in grid[first:] if row.texts not in printed and any(row.texts)], columns)
    return TaskTable(
        appendix=appendix, title=title, columns=tuple(columns), rows=_rows(body, columns), spot=grid[0].spot
    )


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Tell the row under a header that numbers the columns: ``(1)``, ``(2)``, ``(3)``."""
    found = [text.strip("()") for text in texts if _COLUMN_NUMBER.fullmatch(text)]
    return len(found) == len(texts) >= _HEADER_COLUMNS and found == [str(1 + at) for at in range(len(found))]


def _whole_rows(grid: Sequence[GridRow], columns: Mapping[Column, int]) -> list[GridRow]:
    """Join the rows that a page parted."""
    place = columns.get(Column.CODE)
    whole: list[GridRow] = []
    waiting: GridRow | None = None
    for row, after in zip(grid, [*grid[1:], None], strict=True):
        if waiting is not None:
            row, waiting = _joined(waiting, row), None  # noqa: PLW2901 - the upper half belongs to this row
        numbered = place is None or bool(row.texts[place])
        first_of_page = bool(whole) and row.spot.page != whole[-1].spot.page
        last_of_page = after is not None and row.spot.page != after.spot.page
        if numbered or not whole:
            whole.append(row)
        elif last_of_page and not first_of_page:
            waiting = row
        else:
            whole[-1] = _joined(whole[-1], row)
    return whole


def _joined(upper: GridRow, lower: GridRow) -> GridRow:
    texts = tuple(
        join(part for part in (high, "" if place in lower.from_above else low) if part)
        for place, (high, low) in enumerate(zip(upper.texts, lower.texts, strict=True))
    )
    return replace(upper, texts=texts)


def _rows(grid: Sequence[GridRow], columns: Mapping[Column, int]) -> tuple[Row, ...]:
    numbering = Numbering()
    rows: list[Row] = []
    for printed in grid:
        cells = _cells(printed, columns)
        code = _code(cells)
        parent = numbering.see(code) if code else None
        rows.append(
            Row(
                code=code,
                cells=cells,
                spot=printed.spot,
                parent=parent,
                merged=any(columns[column] in printed.from_above for column in _SHARED if column in columns),
            )
        )
    return tuple(_graded(row, rows[place + 1 :]) for place, row in enumerate(rows))


def _code(cells: dict[Column, str]) -> str | None:
    """Take the number of a row out of its cells; words in its place are put before the content, not dropped."""
    printed = cells.pop(Column.CODE, "")
    code = printed.rstrip(".)")
    if not code or _CODE.fullmatch(code):
        return code or None
    cells[Column.CONTENT] = join(filter(None, (printed, cells.get(Column.CONTENT))))
    return None


def _cells(printed: GridRow, columns: Mapping[Column, int]) -> dict[Column, str]:
    """Return the cells of a row; a text that covers the whole row is its title."""
    code_place = columns.get(Column.CODE)
    others = [text for place, text in enumerate(printed.texts) if place != code_place and text]
    if len(others) > 1 and len(set(others)) == 1:
        found = {Column.CONTENT: others[0]}
        return found | ({Column.CODE: printed.texts[code_place]} if code_place is not None else {})
    return {column: printed.texts[place] for column, place in columns.items() if printed.texts[place]}


def _graded(row: Row, following: Sequence[Row]) -> Row:
    """Say whether a row is a heading of the rows after it, and how sure its cells are."""
    heads = bool(following) and row.code is not None and following[0].parent == row.code
    if heads or (row.code is None and not row.cells.keys() & set(_SHARED)):
        title = row.cells.get(Column.CONTENT) or row.cells.get(Column.CRITERION) or ""
        return replace(row, group=True, cells={**row.cells, Column.CONTENT: title})
    if not row.cells.keys() & set(_SHARED):
        return replace(row, confidence=GUESSED)
    return replace(row, confidence=LIKELY if row.merged else CERTAIN)
