"""The appendices that a text says come with it: ``(Có 03 Phụ lục kèm theo)``, ``(tại Phụ lục I, II kèm theo)``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANNOUNCED: Final = re.compile(
    r"\((?P<what>[^()]*?\b(?:Phụ lục|Biểu|Danh mục)\b[^()]*?|)(?:đính kèm|(?:ban hành )?kèm theo)"
    r"(?P<after> (?:\d{1,2} )?(?:Phụ lục|Biểu|Danh mục)\b[^()]*| Kế hoạch này)?\)",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(r"\b(\d{1,2}) (?:Phụ lục|Biểu|Danh mục)", re.IGNORECASE)
_NAME: Final = r"(?:\d{1,2}|[IVX]{1,4})\b"
_LISTED: Final = re.compile(
    rf"(?:Phụ lục|Biểu)(?: số)? ({_NAME}(?:(?:, | và |; )(?:(?:Phụ lục|Biểu)(?: số)? )?{_NAME})*)", re.IGNORECASE
)
_OF_ANOTHER: Final = re.compile(r"\d/[A-ZĐ\d]")
"""The number of another document, whose appendices are meant."""


def announcements(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text announces appendices, and how many."""
    for found in _ANNOUNCED.finditer(text):
        what = (found["what"] or "") + (found["after"] or "")
        if not re.search(r"Phụ lục|Biểu|Danh mục", what, re.IGNORECASE) or _OF_ANOTHER.search(what):
            continue
        counted = _COUNTED.search(what)
        listed = _LISTED.search(what)
        named = len(re.findall(_NAME, listed[1])) if listed else 1
        yield found.start(), int(counted[1]) if counted else named
