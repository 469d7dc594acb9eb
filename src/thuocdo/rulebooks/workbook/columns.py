"""What a sheet of the workbook is: its columns, what each is called, what it holds, how its cells are written.

A column's ``key`` is the way to its value in the edition ("title.vi"). What an edition can say and these tables cannot
is found by a test, so that a round trip loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from thuocdo.rulebooks.workbook.cells import Form, Words

_WORDS: Final = Words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet (or one row of the sheet about the edition)."""

    key: str
    title: str
    help: str
    form: Form = _WORDS
    required: bool = False
    width: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a table with one thing a row."""

    title: str
    help: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """Return the column that holds a key, or else the first that holds a part of it, or what it is a part of."""
        exact = [column for column in self.columns if column.key == key]
        near = [column for column in self.columns if f"{column.key}.".startswith(f"{key}.")]
        around = [column for column in self.columns if key.startswith(f"{column.key}.")]
        within = [column for column in self.columns if key in column.key.split(".")]
        return (exact + near + around + within + [self.columns[0]])[0]


CODE: Final = Column(
    key="code",
    title="Mã",
    help="Mã của tiêu chí, đúng như ở trang Tiêu chí.",
    required=True,
)
CODE_OR_ALL: Final = Column(key="code", title="Mã", help="Mã của tiêu chí; để trống nếu áp dụng cho cả bộ chỉ số.")
