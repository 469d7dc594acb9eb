"""The published results that come with the library, through the same door as everybody's files."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final

from thuocdo.portal.results.selectors.published import count_in_use
from thuocdo.portal.results.services import import_published

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User

FILE: Final = "published_results.csv"


def load_shipped_results(by: User | None, at: datetime) -> str:
    """Take in the shipped file; a second run changes nothing."""
    content = (resources.files("thuocdo.indices") / "facts" / FILE).read_bytes()
    brought = import_published(name=FILE, content=content, by=by, at=at)
    new = brought.figures_count if brought.imported_at == at else 0
    return f"{count_in_use()} số liệu, thêm mới {new}"
