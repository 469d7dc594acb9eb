"""The register of units' plans as a file: a workbook, or a CSV that a Vietnamese Excel opens by a double click."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import xlsxwriter

from thuocdo import __version__
from thuocdo.vietnamese.dates import format_date, format_moment
from thuocdo.vietnamese.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from thuocdo.portal.plans.models import OwedPlan, PlanCall
    from thuocdo.portal.plans.selectors.cascade import Matched

_HEADS: Final = (
    ("Cơ quan, đơn vị", 34),
    ("Tình trạng", 22),
    ("Số, ký hiệu", 20),
    ("Ngày ban hành", 14),
    ("Ngày gửi", 14),
    ("Muộn, ngày", 12),
    ("Nhiệm vụ tỉnh giao", 12),
    ("Đã có trong kế hoạch", 12),
    ("Nhập thay theo", 34),
)
Value = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What is exported, and what a reader must know of it."""

    call: PlanCall
    rows: Sequence[OwedPlan]
    matched: Mapping[int, Matched]
    today: date
    exported_at: datetime
    by: str


def days_late(row: OwedPlan, due_on: date, today: date) -> int:
    """Return by how many days a plan was or is late; 0 where it is not."""
    day = row.sent_on or today
    return max((day - due_on).days, 0)


def _values(register: Register) -> Iterator[list[Value]]:
    for row in register.rows:
        found = register.matched[row.unit_id]
        yield [
            str(row.unit),
            str(row.get_state_display()),
            row.number,
            format_date(row.issued_on) if row.issued_on else "",
            format_date(row.sent_on) if row.sent_on else "",
            days_late(row, register.call.due_on, register.today) or None,
            found.given,
            found.carried if row.plan_id else None,
            row.source,
        ]


def workbook(register: Register) -> bytes:
    """Return an Excel workbook: the register, and a sheet that says what it holds."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#f4f6f8"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Kế hoạch của đơn vị")
    for column, (name, width) in enumerate(_HEADS):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width)
    for line, values in enumerate(_values(register), start=1):
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(line, column, value, wrapped)
            elif value is not None:
                sheet.write_number(line, column, value, wrapped)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(register.rows)), len(_HEADS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    notes = book.add_worksheet("Nguồn gốc")
    for line, (label, text) in enumerate(_origin(register)):
        notes.write_string(line, 0, label)
        notes.write_string(line, 1, text)
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 100)
    book.close()
    return target.getvalue()


def _origin(register: Register) -> list[tuple[str, str]]:
    return [
        ("Kế hoạch của tỉnh", str(register.call.plan)),
        ("Hạn gửi", format_date(register.call.due_on)),
        ("Căn cứ", register.call.basis),
        ("Số đơn vị", str(len(register.rows))),
        ("Ghi chú", "Ô trống là chưa có, không phải 0."),
        ("Phần mềm", f"Thước Đo {__version__}"),
        ("Xuất lúc", f"{format_moment(register.exported_at)}, {register.by}"),
    ]


def csv(register: Register) -> bytes:
    """Return a CSV: UTF-8 with its mark, semicolons, decimal commas."""
    return write_table([name for name, _width in _HEADS], _values(register), excel=True)
