"""The editions that come with the library, stored and put in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo import rulebooks
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.services import put_in_force, store_edition

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User


def store_shipped_editions(by: User | None, at: datetime) -> str:
    """Store every edition of the library and put it in force; what is stored already stays as it is."""
    new = 0
    for identifier in rulebooks.available():
        stored = store_edition(edition=rulebooks.load(identifier), origin=Edition.Origin.PACKAGE, by=by, at=at)
        # A draft is one that has just arrived; a revision that somebody has put in force since is left in force.
        if stored.state == Edition.State.DRAFT:
            put_in_force(edition=stored, by=by, at=at)
            new += 1
    return f"{len(rulebooks.available())} bản, thêm mới {new}"
