"""A reading as it is kept: canonical JSON with its fingerprint, every line with what became of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

Json = Mapping[str, Any]


def canonical(reading: Json) -> str:
    """Return a reading as the text that is stored: keys sorted, nothing escaped, no blanks."""
    return json.dumps(reading, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a stored reading."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Reading:
    """A stored reading, opened."""

    text: str

    @cached_property
    def values(self) -> Json:
        """The whole of it."""
        return cast("Json", json.loads(self.text))

    @property
    def document(self) -> Json:
        """What the head and the end of the document say of it."""
        return cast("Json", self.values.get("document") or {})

    def part(self, name: str) -> list[Json]:
        """Return one of the lists: ``tasks``, ``groups``, ``targets``, ``facts``, ``findings``, ``lines`` …"""
        return list(self.values.get(name) or ())

    def day(self) -> date | None:
        """Return the day the paper bears."""
        return day_of(self.document.get("date"))


def day_of(value: object) -> date | None:
    """Return a day of a reading, nothing where there is none or it is none."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def figure(value: object) -> str:
    """Return a figure as canonical decimal text, empty for none."""
    return "" if value is None else format(Decimal(str(value)), "f")


def confidence(value: object) -> Decimal:
    """Return a confidence between 0 and 1 with three decimals; what the reader did not state is not certain."""
    stated = Decimal(str(value)) if value is not None else Decimal(0)
    return min(max(stated, Decimal(0)), Decimal(1)).quantize(Decimal("0.001"))
