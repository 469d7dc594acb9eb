"""One thing to do, as the home page lists it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Meaning = Literal["bad", "warn", "info", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to do: why now, what, what to know of it, where to do it."""

    tag: str
    meaning: Meaning
    title: str
    note: str
    url: str
    action: str
