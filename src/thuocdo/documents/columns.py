"""What the columns of a table of tasks are, from the words of its header."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


class Column(StrEnum):
    """The columns that tables of tasks have."""

    CODE = "code"
    CRITERION = "criterion"
    CONTENT = "content"
    LEAD = "lead"
    COORDINATING = "coordinating"
    PRODUCT = "product"
    DEADLINE = "deadline"
    NOTE = "note"


_WORDS: Final = (
    (Column.CODE, r"\b(?:stt|so tt|tt)\b"),
    (Column.COORDINATING, r"phoi hop(?: thuc hien)?"),
    (
        Column.LEAD,
        r"(?:co quan |don vi |co quan, don vi )?chu tri|(?:don vi|co quan|nguoi) (?:thuc hien|chiu trach nhiem)",
    ),
    (
        Column.PRODUCT,
        r"san pham(?:/| )?(?:ket qua(?: cong viec)?)?|ket qua (?:dau ra|dat duoc|cong viec)|ket qua(?! thuc hien)",
    ),
    (Column.DEADLINE, r"thoi gian(?: thuc hien| hoan thanh)?|thoi han|tien do"),
    (Column.NOTE, r"ghi chu"),
    (
        Column.CRITERION,
        r"linh vuc(?:/tieu chi)?(?:/tieu chi thanh phan)?|tieu chi(?:/tieu chi thanh phan)?|chi so thanh phan",
    ),
    (Column.CONTENT, r"noi dung|nhiem vu|giai phap"),
)


def kind_of(heading: str) -> Column | None:
    """Return what the column under one heading holds, or ``None`` for a heading of another kind."""
    words = fold(heading)
    return next((column for column, pattern in _WORDS if re.search(pattern, words)), None)


def in_running_header(lines: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of a header that is only known as running text, in the order of the rows.

    Notes stand last whatever the order in which the words of the header were recovered: where they stand beside a
    heading that spans columns, their word comes first.
    """
    words = fold(" ".join(lines))
    found: dict[Column, int] = {}
    for column, pattern in _WORDS:
        if match := re.search(pattern, words):
            found[column] = match.start()
            words = re.sub(pattern, lambda gone: " " * len(gone[0]), words)
    if Column.NOTE in found:
        found[Column.NOTE] = len(words)
    return tuple(sorted(found, key=lambda column: found[column]))
