"""One thing to do, as the home page lists it."""

from __future__ import annotations

from thuocdo.portal.web.waiting import Job

__all__ = ["Job"]
