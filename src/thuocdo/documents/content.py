"""What a file holds once its format is forgotten: lines of narrative, tables of tasks, tables nobody could read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from thuocdo.documents.lines import Line, join
from thuocdo.documents.tabular import GridRow, find_header, read_grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thuocdo.documents.columns import Column
    from thuocdo.documents.rows import TaskTable
    from thuocdo.documents.spots import Spot

APPENDIX: Final = re.compile(
    r"(?:(?P<capitals>PHỤ LỤC)|Phụ lục)(?:\s+(?:SỐ|số))?\s*(?P<number>\d{1,2}|[IVX]{1,4})?\s*[:.]?"
    r"(?(capitals)(?:\s.*)?)"
)
"""The line that begins an appendix: in capitals, or in small letters alone (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
_FEWEST: Final = 3
"""A table of fewer rows or columns lays out a page and holds no tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The lines and tables of a file, in their order."""

    lines: tuple[Line, ...]
    tables: tuple[TaskTable, ...]
    unread: tuple[Spot, ...] = ()
    """Tables large enough to hold tasks, whose header says of none."""
    broken: bool = True
    """Lines are lines of print; otherwise each is a whole paragraph."""
    rows: tuple[Line, ...] = ()
    """The lines of the tables' rows, where a file has them as lines."""
    furniture: tuple[Line, ...] = ()
    """Table headers, titles of appendices, page numbers among them."""
    notes: tuple[Line, ...] = ()
    """Footnotes that the file tells from the text, each a line that begins with its number."""


@dataclass(slots=True)
class _Grid:
    """A table of tasks whose last row is not known yet."""

    appendix: str
    title: str
    header: tuple[int, Mapping[Column, int]]
    rows: list[GridRow]


@dataclass(slots=True)
class Reading:
    """Content while it is being read; tables that a page parted are put together."""

    lines: list[Line] = field(default_factory=list)
    grids: list[_Grid] = field(default_factory=list)
    unread: list[Spot] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    _appendix: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Add a line of text; from the words *PHỤ LỤC* on, lines are the title of the table to come."""
        if not line.text:
            return
        if APPENDIX.fullmatch(line.text):
            self._appendix = [line]
            self.furniture.append(line)
        elif len(self._appendix) == 1 and line.text[0].islower():
            # A sentence was broken before and after the words.
            self.lines += [self.furniture.pop(), line]
            self._appendix = []
        elif self._appendix:
            self._appendix.append(line)
            self.furniture.append(line)
        else:
            self.lines.append(line)

    def take_table(self, grid: Sequence[GridRow], *, continues: bool = False) -> bool:
        """Take a table if it holds tasks; ``continues`` says it stands at the top of the page after another's end."""
        width = len(grid[0].texts)
        if continues and self.grids and len(self.grids[-1].rows[0].texts) == width and not self._appendix:
            self.grids[-1].rows.extend(grid)
            return True
        header = find_header(grid)
        if header is None:
            if len(grid) >= _FEWEST and width >= _FEWEST:
                self.unread.append(grid[0].spot)
            return False
        found = APPENDIX.fullmatch(self._appendix[0].text) if self._appendix else None
        number = (found["number"] if found else None) or f"{len(self.grids) + 1:02}"
        words = [line.text for line in self._appendix[1:] if not line.text.lower().lstrip("(").startswith("kèm theo")]
        self.grids.append(_Grid(appendix=number, title=join(words), header=header, rows=list(grid)))
        self._appendix = []
        return True

    def content(self, *, broken: bool) -> Content:
        """Return what was read."""
        return Content(
            lines=tuple(self.lines),
            tables=tuple(
                read_grid(grid.rows, grid.header, appendix=grid.appendix, title=grid.title) for grid in self.grids
            ),
            unread=tuple(self.unread),
            broken=broken,
            furniture=tuple(self.furniture),
            notes=tuple(self.notes),
        )
