"""A list as a file: a workbook, or a CSV that a Vietnamese Excel opens by a double click."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

import xlsxwriter
from django.http import HttpResponse

from thuocdo.vietnamese.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """What is exported, and what a reader must know of it."""

    title: str
    """Of the sheet: at most 31 letters."""
    heads: Sequence[tuple[str, int]]
    """Of the columns, each with its width in letters."""
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[tuple[str, str]]
    """Where it comes from, of which day, by whom: a sheet of its own, which a CSV has no place for."""

    def sent(self, form: Literal["xlsx", "csv"], name: str) -> HttpResponse:
        """Return the file as an answer; ``name`` is what it is kept under, without its ending."""
        content, kind = (self.workbook(), XLSX) if form == "xlsx" else (self.csv(), CSV)
        return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'})

    def csv(self) -> bytes:
        """Return a CSV: UTF-8 with its mark, semicolons, decimal commas."""
        return write_table([name for name, _width in self.heads], self.rows, excel=True)

    def workbook(self) -> bytes:
        """Return an Excel workbook: the list, ready to be printed, and its notes; no text is run as a formula."""
        target = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(target, options) as book:
            self._write_list(book)
            notes = book.add_worksheet("Nguồn gốc")
            for line, (label, text) in enumerate(self.notes):
                notes.write_string(line, 0, label)
                notes.write_string(line, 1, text)
            notes.set_column(0, 0, 24)
            notes.set_column(1, 1, 100)
        return target.getvalue()

    def _write_list(self, book: xlsxwriter.Workbook) -> None:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#f4f6f8"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(self.title)
        for column, (name, width) in enumerate(self.heads):
            sheet.write_string(0, column, name, head)
            sheet.set_column(column, column, width)
        for line, values in enumerate(self.rows, start=1):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(line, column, value, wrapped)
                elif value is not None:
                    sheet.write_number(line, column, value, wrapped)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(self.rows)), len(self.heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
