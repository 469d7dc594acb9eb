"""What a paragraph stands under: the index, the province and the year that the headings above it name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from thuocdo.documents import provinces
from thuocdo.documents.figures import INDEX, INDICES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.documents.paragraphs import Paragraph

_LONGEST: Final = 200
_AHEAD: Final = re.compile(r"nâng cao|cải thiện|mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|kế hoạch|phấn đấu", re.IGNORECASE)
_YEAR: Final = re.compile(r"năm (20\d\d)", re.IGNORECASE)
_UNMARKED: Final = 6.5
"""An unmarked line that ends in a colon heads the bullets after it, and stands under any number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What headings say; ``None`` where they name nothing, or more than one."""

    index: str | None = None
    province: str | None = None
    year: int | None = None


def standings(paragraphs: Sequence[Paragraph]) -> tuple[Standing, ...]:
    """Return what each paragraph stands under; a heading stands under what is above it, a footnote under nothing."""
    told: list[Standing] = []
    open_headings: list[tuple[float, Standing]] = []
    for paragraph in paragraphs:
        level = paragraph.level or (_UNMARKED if paragraph.text.endswith(":") else 0)
        if level:
            open_headings = [heading for heading in open_headings if heading[0] < level]
        above = open_headings[-1][1] if open_headings and not paragraph.footnote else Standing()
        told.append(above)
        if level and len(paragraph.text) <= _LONGEST and not paragraph.text.endswith((".", ";")):
            open_headings.append((level, _said(paragraph.text, above)))
    return tuple(told)


def _said(text: str, above: Standing) -> Standing:
    """Return the standing under a heading: what it names alone wins over what is above it."""
    indices = {INDICES[found.lastgroup or ""] for found in INDEX.finditer(text)}
    named = {province_named(found, text) for found in provinces.mention().finditer(text)}
    years = {int(found[1]) for found in _YEAR.finditer(text)} if not _AHEAD.search(text) else set()
    standing = above
    if indices:
        standing = replace(standing, index=indices.pop() if len(indices) == 1 else None)
    if named:
        standing = replace(standing, province=named.pop() if len(named) == 1 else None)
    return replace(standing, year=years.pop()) if len(years) == 1 else standing


def province_named(found: re.Match[str], text: str) -> str:
    """Return the province as named; without its mark it is the old one where the passage marks it elsewhere."""
    name = provinces.canonical(found[1])
    return f"{name} (cũ)" if found[2] or f"{found[1]} (cũ)" in text else name
