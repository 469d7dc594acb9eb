"""Names of provinces inside running text, today's and those of before July 2025."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final

from thuocdo.units.registry import Registry

_BEFORE: Final = date(2025, 6, 30)


@cache
def pattern() -> re.Pattern[str]:
    """Return a pattern of ``tỉnh Yên Bái (cũ)``: group 1 the name, group 2 the mark of a province that is no more."""
    registry = Registry()
    names = {unit.name for day in (None, _BEFORE) for unit in registry.provinces(day)}
    listed = "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))
    return re.compile(rf"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|TỈNH|THÀNH PHỐ) ({listed})( \(cũ\))?", re.IGNORECASE)


@cache
def former_names() -> frozenset[str]:
    """Return the names of provinces that were merged into others and are no more."""
    registry = Registry()
    today = {unit.name for unit in registry.provinces()}
    return frozenset(unit.name for unit in registry.provinces(_BEFORE)) - today


@cache
def canonical(name: str) -> str:
    """Return a province's name as the list of units writes it, whatever the case it was printed in."""
    registry = Registry()
    for day in (None, _BEFORE):
        for unit in registry.provinces(day):
            if unit.name.casefold() == name.casefold():
                return unit.name
    return name
