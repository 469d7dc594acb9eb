"""The sample plan in Excel: the text on a sheet of its own, each appendix on another, cells merged both ways."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl

from sample_plans.text import NOTE, SPANNING, TITLES, UNDER, WIDTHS, appendix_head, printed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from sample_plans.text import Plan, Row


def write(plan: Plan) -> bytes:
    """Return the plan as ``.xlsx``."""
    book = openpyxl.Workbook()
    _text(book.active, plan)
    for appendix in plan["appendices"]:
        _appendix(book.create_sheet(f"Phụ lục {appendix['number']}"), appendix)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _text(sheet: Worksheet, plan: Plan) -> None:
    sheet.title = "Kế hoạch"
    for left, right in zip(plan["head"]["left"], plan["head"]["right"], strict=True):
        sheet.append((left, right))
    lines = [plan["document"]["type"].upper(), plan["document"]["subject"], *plan["body"], "Nơi nhận:"]
    lines += [f"- {name};" for name in plan["document"]["recipients"]]
    for line in (*lines, *plan["signature"]):
        sheet.append((NOTE.sub(r"\1", line),))
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 60


def _appendix(sheet: Worksheet, appendix: Row) -> None:
    columns = appendix["columns"]
    for line in appendix_head(appendix):
        sheet.append((line,))
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(columns))
    _head(sheet, columns, spanning=appendix["number"] == "01")
    for row in appendix["rows"]:
        _row(sheet, columns, row)
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width = WIDTHS[column] / 2


def _head(sheet: Worksheet, columns: list[str], *, spanning: bool) -> None:
    if not spanning:
        sheet.append([TITLES[column] for column in columns])
        return
    sheet.append([SPANNING if column == UNDER[0] else "" if column in UNDER else TITLES[column] for column in columns])
    sheet.append([TITLES[column] if column in UNDER else None for column in columns])
    top = sheet.max_row - 1
    for place, column in enumerate(columns, 1):
        if column not in UNDER:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=place, end_column=place)
    first, last = columns.index(UNDER[0]) + 1, columns.index(UNDER[-1]) + 1
    sheet.merge_cells(start_row=top, end_row=top, start_column=first, end_column=last)


def _row(sheet: Worksheet, columns: list[str], row: Row) -> None:
    code = int(row["code"]) if row["code"].isdigit() else row["code"]  # a number is what Excel makes of a typed 1
    above = row.get("as_above", ())
    cells = [None if column in above else NOTE.sub(r"\1", printed(row, column)) or None for column in columns[1:]]
    sheet.append([code, row["title"]] if "title" in row else [code, *cells])
    here = sheet.max_row
    if "title" in row:
        sheet.merge_cells(start_row=here, end_row=here, start_column=2, end_column=len(columns))
    for column in above:
        place = columns.index(column) + 1
        sheet.merge_cells(start_row=here - 1, end_row=here, start_column=place, end_column=place)
