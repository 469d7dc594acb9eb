"""What cannot be done with a report as asked."""

from __future__ import annotations

from thuocdo.errors import ThuocDoError


class ReportError(ThuocDoError):
    """A round, a section, a report or a letter that cannot be changed as asked (RP-…)."""


class ReportChangedError(ReportError):
    """Somebody else changed it meanwhile; nothing was overwritten, both versions can be shown."""
