"""One filled row of a sheet, and how the values of an edition lie flat in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Place, Problem
from thuocdo.rulebooks.plain_yaml import Plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thuocdo.rulebooks.workbook.columns import Column, Sheet

CONTENT: Final = "Nội dung"
"""The column that is filled in on the sheet about the edition."""

Values = dict[str, Plain]
"""The values of one row by the key of their column ("title.vi")."""
Part = dict[str, Plain]
"""A part of an edition as its files would say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one row says, and where each of its values stands."""

    sheet: Sheet
    row: int
    values: Values
    file: str | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    """The row of each key, where one thing stands in many rows (the sheet about the edition)."""

    def text(self, key: str) -> str:
        """Return a value that is text; empty where the cell is."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def place(self, key: str = "") -> Place:
        """Return where the value of a key stands, or the row."""
        if self.rows:
            column = self.sheet.column(key)
            row = self.rows.get(column.key, self.row)
            return Place(file=self.file, sheet=self.sheet.title, row=row, column=CONTENT, item=column.title)
        title = self.sheet.column(key).title if key else None
        return Place(file=self.file, sheet=self.sheet.title, row=self.row, column=title)

    def problem(self, code: str, key: str, **params: str) -> Problem:
        """Return a problem at the value of a key."""
        return Problem(code=code, place=self.place(key), params=params)


def flatten(part: Plain, columns: Iterable[Column]) -> Values:
    """Return the values that a part has for these columns."""
    found = ((column.key, _dig(part, column.key)) for column in columns)
    return {key: value for key, value in found if value is not None}


def nest(values: Values) -> Part:
    """Return the part that these values make: "title.vi" becomes ``{"title": {"vi": …}}``."""
    part: Part = {}
    inner: dict[str, Values] = {}
    for key, value in values.items():
        head, dot, rest = key.partition(".")
        if dot:
            inner.setdefault(head, {})[rest] = value
        else:
            part[head] = value
    return {**part, **{head: nest(below) for head, below in inner.items()}}


def append(part: Part, key: str, item: Plain) -> None:
    """Add an item to a list of the part, which begins with its first item."""
    held = part.get(key)
    part[key] = [*(held if isinstance(held, list) else ()), item]


def inner(part: Part, key: str) -> Part:
    """Return a part within the part, which begins empty."""
    held = part.setdefault(key, {})
    return held if isinstance(held, dict) else {}


def _dig(part: Plain, key: str) -> Plain:
    for step in key.split("."):
        if not isinstance(part, dict):
            return None
        part = part.get(step)
    return part
