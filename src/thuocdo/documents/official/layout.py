"""Measures of an official page: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I (mục I.1-7, II.1-9, III.1, V).

Where the decree gives a range, the value of its own samples (mục V) or the least is taken. The sizes of tables are
ours: the decree gives none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from thuocdo.documents.official.structure import Align

FONT: Final = "Times New Roman"
"""Mục I.4."""

# Millimetres: A4 (I.1); top and bottom 20-25, left 30-35, right 15-20 (I.3).
PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
MARGIN_TOP: Final = 20.0
MARGIN_BOTTOM: Final = 20.0
MARGIN_LEFT: Final = 30.0
MARGIN_RIGHT: Final = 15.0
HEADER_AT: Final = 9.0
"""The page number stands in the top margin (I.7); how high is ours."""
TEXT_WIDTH: Final = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
LANDSCAPE_WIDTH: Final = PAGE_HEIGHT - MARGIN_LEFT - MARGIN_RIGHT

# The two columns of the heading; the right one holds the country's name on one line.
HEADING_LEFT: Final = 65.0
HEADING_RIGHT: Final = TEXT_WIDTH - HEADING_LEFT
SIGNATURE_LEFT: Final = 75.0
SIGNATURE_RIGHT: Final = TEXT_WIDTH - SIGNATURE_LEFT

RULE: Final = 0.75
"""Points: how thick a line is."""
RULE_SPACE: Final = 4
"""Points above and below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a line looks: sizes and spaces in points, indents in millimetres."""

    size: int
    bold: bool = False
    italic: bool = False
    align: Align = Align.CENTER
    first_line: float = 0.0
    """Below 0, the first line hangs out."""
    indent: float = 0.0
    before: int = 0
    after: int = 0


COUNTRY_LOOK: Final = Look(size=12, bold=True)
"""Quốc hiệu: 12-13, bold (II.1.a)."""
MOTTO_LOOK: Final = Look(size=13, bold=True)
"""Tiêu ngữ: 13-14, bold (II.1.b)."""
PARENT_LOOK: Final = Look(size=12)
ISSUER_LOOK: Final = Look(size=12, bold=True)
"""12-13; the issuer bold, the body above it not (II.2.b)."""
NUMBER_LOOK: Final = Look(size=13, before=2, after=6)
"""13 (II.3.c); 6 pt to the subject of a letter (II.5.b)."""
DATE_LOOK: Final = Look(size=13, italic=True, before=2, after=6)
"""13-14, italic (II.4.c)."""
LETTER_SUBJECT_LOOK: Final = Look(size=12)
"""12-13 (II.5.b)."""
DRAFT_LOOK: Final = Look(size=13, bold=True, before=6)
TYPE_LOOK: Final = Look(size=14, bold=True, before=12)
SUBJECT_LOOK: Final = Look(size=14, bold=True)
"""13-14, bold (II.5.b)."""
GROUND_LOOK: Final = Look(size=14, italic=True, align=Align.JUSTIFY, first_line=10, after=6)
"""13-14, italic (II.6.a)."""
BODY_LOOK: Final = Look(size=14, align=Align.JUSTIFY, first_line=10, after=6)
"""13-14, justified, the first line set in by 1 cm, at least 6 pt between paragraphs, single lines (II.6.e)."""
HEADING_LOOK: Final = replace(BODY_LOOK, bold=True)
LOW_HEADING_LOOK: Final = replace(BODY_LOOK, italic=True)
ADDRESSEE_LOOK: Final = Look(size=14, before=6, after=12)
ADDRESSEES_LOOK: Final = Look(size=14, align=Align.LEFT, indent=30, before=6)
LISTED_ADDRESSEE_LOOK: Final = Look(size=14, align=Align.LEFT, indent=53, first_line=-4)
"""13-14; the dashes stand in a line under the colon (II.9.d)."""
RECIPIENTS_LOOK: Final = Look(size=12, bold=True, italic=True, align=Align.LEFT, before=6)
"""12, bold italic (II.9.d)."""
RECIPIENT_LOOK: Final = Look(size=11, align=Align.LEFT)
"""11 (II.9.d)."""
CAPACITY_LOOK: Final = Look(size=14, bold=True)
FIRST_CAPACITY_LOOK: Final = replace(CAPACITY_LOOK, before=6)
"""13-14, bold, level with ``Nơi nhận`` (II.7.đ, II.9.d)."""
SIGNER_LOOK: Final = Look(size=14, bold=True, before=72)
"""13-14, bold, under room for signature and seal (II.7.đ)."""
APPENDIX_LOOK: Final = Look(size=14, bold=True)
"""14, bold; the title 13-14 in capitals (III.1.b)."""
APPENDIX_NOTE_LOOK: Final = Look(size=14, italic=True)
"""13-14, italic (III.1.c)."""
PAGE_NUMBER_LOOK: Final = Look(size=13)
"""13-14, in the middle of the top margin, none on the first page (I.7)."""
END_LOOK: Final = Look(size=14, align=Align.RIGHT, before=6)
"""The ``./.`` that ends a table."""
CAPTION_LOOK: Final = Look(size=13, italic=True, before=6, after=6)
CELL_LOOK: Final = Look(size=12, align=Align.LEFT)
CELL_PADDING: Final = (1.4, 0.7)
"""Millimetres beside and above the text of a cell; tables are ours, the decree gives no measures for them."""

COUNTRY: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

_POINT: Final = 25.4 / 72
_CAPITAL: Final = 0.69
_SMALL: Final = 0.48
_BLANK: Final = 0.25
_LINE: Final = 1.15
"""A single line of Times New Roman, in its size."""


def text_width(text: str, size: float) -> float:
    """Return about how wide a line is in millimetres, for the rules under it (bold Times New Roman, ±5 %)."""
    ems = sum(_BLANK if letter == " " else _CAPITAL if letter.isupper() else _SMALL for letter in text)
    return ems * size * _POINT


def shares(parts: tuple[int, ...], width: float) -> tuple[float, ...]:
    """Return the columns' widths in millimetres: ``width`` by their shares."""
    whole = sum(parts)
    return tuple(width * part / whole for part in parts)


def cell_height(text: str, width: float) -> float:
    """Return about how high a cell of a table is in millimetres, set ``width`` millimetres wide."""
    room = width - 2 * CELL_PADDING[0]
    lines = sum(max(1, ceil(text_width(line, CELL_LOOK.size) / room)) for line in text.split("\n"))
    return lines * CELL_LOOK.size * _LINE * _POINT + 2 * CELL_PADDING[1]
