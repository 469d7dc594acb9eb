"""Two texts of one plan, or an old plan and the one that replaces it: which task is which, and what differs."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMPARED: Final = ("content", "criterion", "lead", "coordinating", "deadline", "product", "note")
_SAME_ROW: Final = 0.5
"""Two rows with the same number are one task where at least half of the words agree."""
_SAME_WORDS: Final = 0.85
"""A row with another number is the same task where nearly all words agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A task as it is compared: by its row, by its words."""

    key: str
    words: Mapping[str, str]

    @classmethod
    def of(cls, key: str, reading: Mapping[str, object]) -> Row:
        """Return the row of a task as the reader gave it; the cells as printed."""
        printed = reading.get("text")
        cells = printed if isinstance(printed, dict) else {}
        words = {name: str((cells.get(name) if name in cells else reading.get(name)) or "") for name in COMPARED}
        return cls(key=key, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One task of the old text and its counterpart in the new one; either may be missing."""

    old: str | None
    new: str | None
    changed: tuple[str, ...] = ()


def keys_of(readings: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the key of each task of a reading: appendix and code, with a count where the same is printed again."""
    seen: dict[str, int] = {}
    keys = []
    for reading in readings:
        plain = f"{reading.get('appendix') or ''}/{reading.get('code') or ''}"[:100]
        seen[plain] = seen.get(plain, 0) + 1
        keys.append(plain if seen[plain] == 1 else f"{plain}#{seen[plain]}")
    return keys


def pairs(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """Return which task became which, in the order of the new text, then what is gone."""
    left = {row.key: row for row in old}
    found: dict[str, Row] = {}
    for row in new:
        before = left.get(row.key)
        if before is not None and _likeness(before, row) >= _SAME_ROW:
            found[row.key] = left.pop(row.key)
    for row in new:
        if row.key not in found and left:
            best = max(left.values(), key=lambda before: _likeness(before, row))
            if _likeness(best, row) >= _SAME_WORDS:
                found[row.key] = left.pop(best.key)
    paired = [
        Pair(old=found[row.key].key, new=row.key, changed=_changed(found[row.key], row))
        if row.key in found
        else Pair(old=None, new=row.key)
        for row in new
    ]
    return [*paired, *(Pair(old=key, new=None) for key in left)]


def _likeness(one: Row, other: Row) -> float:
    here, there = (fold(f"{row.words['criterion']} {row.words['content']}").split() for row in (one, other))
    if here == there:
        return 1.0
    matcher = difflib.SequenceMatcher(None, here, there, autojunk=False)
    # The cheap upper bounds first: most pairs are nothing alike.
    if matcher.real_quick_ratio() < _SAME_ROW or matcher.quick_ratio() < _SAME_ROW:
        return 0.0
    return matcher.ratio()


def _changed(one: Row, other: Row) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if " ".join(one.words[name].split()) != " ".join(other.words[name].split()))
