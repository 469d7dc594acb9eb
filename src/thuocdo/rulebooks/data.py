"""What units reported, read and checked against an edition, before anything is scored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from thuocdo.errors import Problem
    from thuocdo.scoring import State


@dataclass(slots=True, kw_only=True)
class UnitData:
    """What one unit reported (in one period, where the files say which), by criterion.

    Filled row by row while files are read; nobody changes it afterwards.

    ``None`` is a value published as empty; a criterion or input that is absent was not reported. Neither is zero.
    """

    unit: str
    kind: str
    name: str = ""
    parent: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """What identifies these figures beside the unit ("date", "period", "year")."""
    values: dict[str, dict[str, Decimal | None]] = field(default_factory=dict)
    official: dict[str, Decimal | None] = field(default_factory=dict)
    """The published points of a criterion or a sum."""
    declared: dict[str, State] = field(default_factory=dict)
    """What the unit declared of a criterion: not applicable, or nothing arose."""
    kept: dict[str, dict[str, str]] = field(default_factory=dict)
    """Further columns as they stood, where they were not empty."""
    rows: dict[str, int] = field(default_factory=dict)
    """The row of its file where a criterion stood, for messages."""
    files: dict[str, str] = field(default_factory=dict)
    """The file of that row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Everything read from the files, the units in the order in which they first stood there."""

    units: list[UnitData]
    left_out: Mapping[str, int]
    """Rows that are not for this edition, counted by the reason ("year=2023")."""
    warnings: tuple[Problem, ...] = ()
