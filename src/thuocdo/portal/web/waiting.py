"""What waits for a person, as the home page lists it; an app offers its own through ``registry``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from django.http import HttpRequest

Meaning = Literal["bad", "warn", "info", ""]
Place = Literal["now", "mine", "watch"]
"""Under which heading: what needs me now, my own work, what I watch over."""
SOON: Final = 7
"""Days before a due day from which it is urgent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to do: why now, what, what to know of it, where to do it."""

    tag: str
    meaning: Meaning
    title: str
    note: str
    url: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSource:
    """What one app knows to wait for a person."""

    key: str
    find: Callable[[HttpRequest], Iterable[tuple[Place, Job]]]
    order: int = 50


def time_left(due: date, today: date) -> tuple[str, Meaning]:
    """Return how long there is until a due day, in words and as a colour."""
    days = (due - today).days
    if days < 0:
        return _("quá hạn %(n)d ngày") % {"n": -days}, "bad"
    words = _("hạn hôm nay") if days == 0 else _("còn %(n)d ngày") % {"n": days}
    return words, "warn" if days <= SOON else ""
