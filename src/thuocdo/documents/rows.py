"""Rows of a table of tasks, whatever kind of document they were read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.documents.columns import Column
    from thuocdo.documents.spots import Spot

CERTAIN: Final = Decimal("0.97")
LIKELY: Final = Decimal("0.80")
GUESSED: Final = Decimal("0.50")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number as printed, its cells after joining, where it stands, and how sure the cells are."""

    code: str | None
    cells: Mapping[Column, str]
    spot: Spot
    parent: str | None = None
    group: bool = False
    """Other rows stand under it, so it is a heading and no task."""
    merged: bool = False
    """Its bodies, product and deadline were printed once for several rows."""
    confidence: Decimal = CERTAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTable:
    """A table of tasks: its appendix (``01``) if it stands in one, the appendix's title, and its rows in order."""

    appendix: str | None
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    spot: Spot
    furniture: frozenset[int] = field(default=frozenset())
    """Numbers of lines that are table headers, page numbers and titles."""
