"""What must be known of a workbook's package before openpyxl opens it: how far its ranges stretch.

openpyxl makes a cell of each place in a merged or linked range. A file of five kilobytes may merge a whole sheet,
17 thousand million cells.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

MOST_CELLS: Final = 1_000_000
"""Ten times what the widest workbook that is taken holds: 5,000 rows of our columns."""
_FILLED_BY_OPENPYXL: Final = {"mergeCell", "hyperlink"}
_CORNER: Final = r"\$?([A-Z]{1,3})?\$?(\d{1,7})?"
_RANGE: Final = re.compile(rf"{_CORNER}:{_CORNER}", re.IGNORECASE)
_COLUMNS, _ROWS = 16_384, 1_048_576


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
    """Return how many cells a range has; none where it is a single cell or no range, which fill nothing."""
    found = _RANGE.fullmatch(ref)
    if found is None:
        return 0
    left, top, right, bottom = found.groups()
    wide = (_column(right) if right else _COLUMNS) - (_column(left) if left else 1) + 1
    high = int(bottom or _ROWS) - int(top or 1) + 1
    return max(wide, 0) * max(high, 0)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
