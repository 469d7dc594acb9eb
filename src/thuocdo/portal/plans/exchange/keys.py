"""The key that each row of a workbook carries, whatever is sorted, filtered, or copied into another file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORM: Final = re.compile(r"TD1-([0-9a-f]{32})-(\d{1,6})-(\d{1,6})-(\d{8})-([0-9a-f]{12})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKey:
    """Which assignment a row is of, and what the portal held of it when the workbook went out."""

    assignment: UUID
    number: int
    """Of the latest report; 0 where there was none."""
    version: int
    out_on: date
    print: str
    """Of what stood in the cells that the unit fills in: tells a row that was filled in from one that was not."""

    def __str__(self) -> str:
        return f"TD1-{self.assignment.hex}-{self.number}-{self.version}-{self.out_on:%Y%m%d}-{self.print}"

    @classmethod
    def read(cls, text: str) -> RowKey | None:
        """Return the key that a cell holds; nothing where it holds none, or one that was damaged."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            return None
        whose, number, version, day, print_ = match.groups()
        try:
            out_on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        except ValueError:
            return None
        return cls(assignment=UUID(hex=whose), number=int(number), version=int(version), out_on=out_on, print=print_)


def print_of(cells: Iterable[str]) -> str:
    """Return a short fingerprint of the cells that a unit fills in."""
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:12]
