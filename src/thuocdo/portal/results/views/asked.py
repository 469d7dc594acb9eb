"""What an address of the 766 pages asks for, read with care: a wrong day or period is simply no such page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404

from thuocdo.portal.results.periods import Period

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The period and day that an address names."""

    period: Period | None = None
    day: date | None = None

    @property
    def query(self) -> str:
        """Return the part of an address that keeps them, with its question mark, or nothing."""
        parts = [f"ky={self.period.slug}"] if self.period else []
        parts += [f"ngay={self.day.isoformat()}"] if self.day else []
        return f"?{'&'.join(parts)}" if parts else ""


def asked(request: HttpRequest) -> Asked:
    """Return the period and day of a request.

    :raises Http404: if one is written that cannot be.
    """
    period, day = request.GET.get("ky", ""), request.GET.get("ngay", "")
    found = Period.read(period) if period else None
    if period and found is None:
        raise Http404
    try:
        return Asked(period=found, day=date.fromisoformat(day) if day else None)
    except ValueError as error:
        raise Http404 from error
