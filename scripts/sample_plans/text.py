"""What the writers share: the columns of the appendices, and the cells of a task as they are printed."""

from __future__ import annotations

import re
from typing import Any, Final

Plan = dict[str, Any]
Row = dict[str, Any]

TITLES: Final = {
    "code": "STT",
    "criterion": "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
    "content": "Nội dung, nhiệm vụ",
    "lead": "Cơ quan chủ trì",
    "coordinating": "Cơ quan phối hợp",
    "product": "Sản phẩm",
    "deadline": "Thời gian hoàn thành",
    "note": "Ghi chú",
}
WIDTHS: Final = {
    "code": 12,
    "criterion": 44,
    "content": 76,
    "lead": 34,
    "coordinating": 36,
    "product": 24,
    "deadline": 26,
    "note": 24,
}
"""In millimetres, on a page lying on its side."""
SPANNING: Final = "Nội dung, nhiệm vụ và giải pháp thực hiện"
UNDER: Final = ("content", "lead", "coordinating", "product", "deadline")
"""The columns of the first appendix that stand under one heading."""
NOTE: Final = re.compile(r"\[\^(\d)\]")
BELONGS: Final = "(Kèm theo Kế hoạch số      /KH-UBND của UBND tỉnh Gia Lai)"
_ITEM: Final = re.compile(r"([IVX]+\.|\d\.|-) (.*)")


def printed(row: Row, column: str) -> str:
    """Return a cell as it is printed, the marks of footnotes still in it."""
    if column == "lead":
        return "; ".join(row.get("lead", ())) + (f" {row['lead_role']}" if row.get("lead_role") else "")
    if column == "coordinating":
        return "; ".join(row.get("coordinating", ()))
    if column == "content" and "title" in row:
        return str(row["title"])
    return str(row.get(column) or "")


def item(paragraph: str) -> tuple[str, str]:
    """Part a paragraph into the number or dash it begins with, if any, and its text."""
    found = _ITEM.fullmatch(paragraph)
    return (found[1], found[2]) if found else ("", paragraph)


def appendix_head(appendix: Row) -> tuple[str, str, str]:
    """Return the three lines above the table of an appendix."""
    return (
        f"PHỤ LỤC {appendix['number']}",
        appendix["title"],
        BELONGS,
    )
