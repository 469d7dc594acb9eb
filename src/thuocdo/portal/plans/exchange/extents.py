"""How far the ranges of a workbook stretch: looked at before openpyxl makes a cell of each place in them.

A file of five kilobytes may merge a whole sheet, 17 thousand million cells.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.utils import range_boundaries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

MOST_CELLS: Final = 1_000_000
"""Ten times what the widest workbook that is taken holds: 5,000 rows of our columns."""
_FILLED_BY_OPENPYXL: Final = {"mergeCell", "hyperlink"}


def too_wide_range(content: bytes) -> str | None:
    """Return the range with which those of a part come to more than a million cells; nothing where they stay below.

    :param content: a package whose size and document types were checked.
    """
    with ZipFile(io.BytesIO(content)) as package:
        for entry in package.infolist():
            with package.open(entry) as part:
                found = _too_wide_in(part)
            if found is not None:
                return found
    return None


def _too_wide_in(part: IO[bytes]) -> str | None:
    cells, found = 0, None

    def begun(name: str, said: Mapping[str, str]) -> None:
        nonlocal cells, found
        if name.rpartition(" ")[2] in _FILLED_BY_OPENPYXL:
            cells += _cells_of(said.get("ref", ""))
            if cells > MOST_CELLS and found is None:
                found = said["ref"]

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begun
    try:
        parser.ParseFile(part)
    except expat.ExpatError:
        return found  # a picture, or a part on which openpyxl's own parser ends as well
    return found


def _cells_of(ref: str) -> int:
    """Return how many cells a range has; none where it is no range, on which openpyxl breaks by itself."""
    if not ref:
        return 0
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (ValueError, TypeError):
        return 0
    return ((right or 16_384) - (left or 1) + 1) * ((bottom or 1_048_576) - (top or 1) + 1)
