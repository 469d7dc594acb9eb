"""Where something stands in a document, of whatever kind: a line of text, a page, a paragraph, a table's row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in a document; everything counts from 1, and what a kind of file does not have stays ``None``."""

    line: int | None = None
    last_line: int | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None

    def to(self, last: Spot) -> Spot:
        """Return the stretch from here to ``last``."""
        return replace(self, last_line=last.last_line or last.line)

    def as_json(self) -> dict[str, int]:
        """Return the place as ``formats.md`` writes it: ``line``, or ``first_line`` and ``last_line``, or what else."""
        found = {name: getattr(self, name) for name in ("page", "paragraph", "table", "row")}
        if self.last_line is not None and self.line is not None:
            found |= {"first_line": self.line, "last_line": self.last_line}
        elif self.line is not None:
            found["line"] = self.line
        return {name: value for name, value in found.items() if value is not None}


def always(spot: Spot) -> Callable[[int], Spot]:
    """Return a function that says the same place of every character: a cell is one place."""
    return lambda _: spot
