"""What can be wrong with people, posts and handovers."""

from __future__ import annotations

from thuocdo.errors import ThuocDoError


class PeopleError(ThuocDoError):
    """A person, a role, a post or a handover that cannot be as asked (OR-…)."""


class StaleError(PeopleError):
    """Somebody else changed it since it was looked at (OR-111)."""
