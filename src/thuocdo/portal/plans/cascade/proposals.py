"""Sentences of a plan by which it asks units for plans of their own, and the day that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from thuocdo.documents.deadlines import read_deadline
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASKS: Final = re.compile(r"\b(ban hanh|xay dung|lap)\b.{0,80}\bke hoach\b")
_ISSUES: Final = re.compile(r"\bke hoach.{0,300}\b(nhu sau|voi cac noi dung sau)\b")
"""The plan says that it is issued itself."""
_DAY: Final = re.compile(r"(?:trước|chậm nhất|xong|muộn nhất)[^.;]{0,30}?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One sentence that asks for plans."""

    text: str
    due_on: date | None
    """The last day on which a plan is in time, where the sentence names one."""


def asked_plans(texts: Iterable[tuple[str, date | None]]) -> list[Asked]:
    """Return the texts that ask for plans, those with a day first; each text comes with a day known from elsewhere.

    :param texts: contents of tasks with their due day, and lines of the document without one.
    """
    found: dict[str, Asked] = {}
    for text, known in texts:
        line = " ".join(text.split())
        folded = fold(line)
        if _ASKS.search(folded) and not _ISSUES.search(folded):
            asked = Asked(text=line, due_on=known or _day(line))
            if line not in found or found[line].due_on is None:
                found[line] = asked
    return sorted(found.values(), key=lambda asked: asked.due_on is None)


def _day(line: str) -> date | None:
    named = _DAY.search(line)
    return _last_day(named.group()) if named else None


def _last_day(words: str) -> date | None:
    deadline = read_deadline(words, year=None).as_json()
    until = deadline.get("until")
    if not isinstance(until, str):
        return None
    day = date.fromisoformat(until)
    return date.fromordinal(day.toordinal() - 1) if deadline.get("before") else day
