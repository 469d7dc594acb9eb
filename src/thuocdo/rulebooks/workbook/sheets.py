"""All sheets of the workbook, in the order in which they are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.rulebooks.workbook.case_columns import CASES
from thuocdo.rulebooks.workbook.criterion_columns import CRITERIA, EVIDENCE, INPUTS, LEGAL_BASIS, ROUNDING
from thuocdo.rulebooks.workbook.edition_columns import BANDS, BREAKS, EDITION, FLAGS, GROUPS, LAYOUTS
from thuocdo.rulebooks.workbook.rule_columns import RULE_PARTS, RULES_SHEET

if TYPE_CHECKING:
    from thuocdo.rulebooks.workbook.columns import Sheet

GUIDE: Final = "Hướng dẫn"
"""The first page, read by people only."""
LISTS: Final = "Danh sách"
"""The hidden page of words to choose from."""

SHEETS: Final[tuple[Sheet, ...]] = (
    EDITION,
    CRITERIA,
    RULES_SHEET,
    RULE_PARTS,
    INPUTS,
    EVIDENCE,
    LEGAL_BASIS,
    BANDS,
    CASES,
    ROUNDING,
    GROUPS,
    BREAKS,
    FLAGS,
    LAYOUTS,
)
