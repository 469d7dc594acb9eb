"""How often regular work is due. What was missed while nothing ran is done once, not for each time it was missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from django.utils import timezone


class Rhythm(Protocol):
    """Says when something is due next."""

    def first(self, at: datetime) -> datetime:
        """Return when it is due for the first time in an installation."""
        ...

    def after(self, at: datetime) -> datetime:
        """Return when it is due again after it was begun."""
        ...


@dataclass(frozen=True, slots=True)
class Every:
    """Due again when a length of time has passed; the first time at once."""

    pause: timedelta

    def first(self, at: datetime) -> datetime:
        """Return the moment itself."""
        return at

    def after(self, at: datetime) -> datetime:
        """Return the moment and the pause."""
        return at + self.pause


@dataclass(frozen=True, slots=True)
class Daily:
    """Due every day when the clock in Vietnam shows a time."""

    clock: time

    def first(self, at: datetime) -> datetime:
        """Return the next time that the clock shows it."""
        return self.after(at)

    def after(self, at: datetime) -> datetime:
        """Return the next time that the clock shows it."""
        today = timezone.make_aware(datetime.combine(timezone.localdate(at), self.clock))
        return today if today > at else today + timedelta(days=1)
