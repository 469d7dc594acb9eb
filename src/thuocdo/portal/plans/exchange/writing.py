"""The workbook that goes out to a unit: its open assignments, and cells to fill in."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import xlsxwriter
from django.utils import timezone

from thuocdo.portal.plans.exchange.columns import COLUMNS, FILLED, HEAD_DAY, LISTS
from thuocdo.portal.plans.exchange.keys import RowKey
from thuocdo.vietnamese.dates import format_date, format_moment, parse_date
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from thuocdo.portal.plans.exchange.inputs import Inputs

MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET: Final = "Nhiệm vụ"
GUIDE: Final = "Hướng dẫn"
HEAD_ROW: Final = 5
"""Of the titles, from 0; the head of the sheet stands above."""
_LONGEST_CELL: Final = 32_000
_DAYS: Final = {"as_of", "issued_on"}
_GUIDE: Final = (
    "1. Điền các ô nền vàng. Các ô khác đã khóa để khỏi sửa nhầm; bỏ khóa ở thẻ Xem lại (Review) không cần mật khẩu.",
    "2. Dòng nào không có gì mới thì để nguyên: để nguyên thì không thay đổi gì.",
    "3. “Số liệu đến ngày” ở đầu trang dùng cho mọi dòng được điền; dòng nào khác ngày thì ghi ở cột cùng tên.",
    "4. Chọn “Hoàn thành” khi việc đã xong. Nhiệm vụ có nêu sản phẩm: ghi số, ngày của văn bản đó và chọn “Có”.",
    "5. Cột “Số liệu”: mỗi dòng trong ô là một số, dạng Tên: số đơn vị, ví dụ Hồ sơ đúng hạn: 1.250 hồ sơ.",
    "6. Được lọc, sắp xếp (bỏ khóa trước), ẩn dòng, chép dòng sang tệp khác; không xóa cột “Mã dòng” đang ẩn (cột A).",
    "7. Dòng tự thêm không có mã nên phần mềm không nhận; việc phát sinh xin nêu trong công văn hoặc thư gửi kèm.",
    "8. Lưu tệp dạng .xlsx rồi gửi lại. Gửi hai lần cùng một tệp không thay đổi gì.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutRow:
    """One assignment as the workbook shows it."""

    assignment: UUID
    number: int
    version: int
    plan: str
    item: str
    task: str
    product_named: str
    part: str
    due: str
    last: str
    inputs: Inputs
    locked: bool = False
    """A report of it waits for approval, so nothing can be filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutBook:
    """What goes out to one unit."""

    holder: str
    plans: Sequence[str]
    as_of: date
    out_at: datetime
    rows: Sequence[OutRow]


def file_name(holder: str, code: str, as_of: date) -> str:
    """Return the name of a unit's file: letters without marks, so that any mail programme keeps it."""
    plain = "-".join("".join(sign if sign.isalnum() else " " for sign in fold(holder)).split())[:60].strip("-")
    return "-".join(filter(None, ("nhiem-vu", plain, code.lower().replace(".", "-"), f"{as_of:%Y%m%d}"))) + ".xlsx"


def workbook(out: OutBook) -> bytes:
    """Return the workbook of one unit."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"Nhiệm vụ của {out.holder}"[:250], "created": out.out_at.replace(tzinfo=None)})
    formats = {
        name: book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#9aa7b4", **looks})
        for name, looks in _LOOKS.items()
    }
    sheet = book.add_worksheet(SHEET)
    _set_up(sheet, out)
    _write_head(sheet, out, book.add_format({"bold": True, "font_size": 14}), formats["day"])
    _write_titles(sheet, formats)
    for at, row in enumerate(out.rows, start=1):
        _write_row(sheet, HEAD_ROW + at, at, row, out, formats)
    _limit(sheet, len(out.rows), out.as_of)
    guide = book.add_worksheet(GUIDE)
    guide.set_column(0, 0, 120)
    guide.write_string(0, 0, "Cách điền và gửi lại", book.add_format({"bold": True, "font_size": 14}))
    for at, words in enumerate(_GUIDE, start=1):
        guide.write_string(at, 0, words, book.add_format({"text_wrap": True, "valign": "top"}))
    guide.set_landscape()
    guide.set_paper(9)
    guide.fit_to_pages(1, 0)
    book.close()
    return target.getvalue()


_LOOKS: Final[Mapping[str, Mapping[str, object]]] = {
    "title": {"bold": True, "bg_color": "#dfe7ef"},
    "title_fill": {"bold": True, "bg_color": "#f3dc8c"},
    "fixed": {},
    "waiting": {"bg_color": "#eceff2"},
    "waiting_day": {"bg_color": "#eceff2", "num_format": "dd/mm/yyyy", "align": "left"},
    "text": {"bg_color": "#fffbe6", "locked": False, "num_format": "@"},
    "whole": {"bg_color": "#fffbe6", "locked": False, "num_format": "0"},
    "day": {"bg_color": "#fffbe6", "locked": False, "num_format": "dd/mm/yyyy", "align": "left"},
}


def _set_up(sheet: Worksheet, out: OutBook) -> None:
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width, None, {"hidden": at == 0})
    sheet.freeze_panes(HEAD_ROW + 1, 5)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + max(1, len(out.rows)), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer("&L&A&RTrang &P/&N")
    allowed = ("sort", "autofilter", "format_rows", "format_columns", "format_cells")
    sheet.protect("", {**dict.fromkeys(allowed, True), "objects": True, "scenarios": True})


def _write_head(sheet: Worksheet, out: OutBook, large: Format, day: Format) -> None:
    sheet.write_string(0, 1, out.holder, large)
    sheet.write_string(1, 1, "; ".join(out.plans)[:_LONGEST_CELL])
    sheet.write_string(2, 1, HEAD_DAY)
    sheet.write_datetime(2, 4, _midnight(out.as_of), day)
    at = format_moment(timezone.localtime(out.out_at))
    words = f"{len(out.rows)} nhiệm vụ đang mở, lấy lúc {at}. Điền các ô nền vàng rồi gửi lại nơi đã gửi tệp này."
    sheet.write_string(3, 1, f"{words} Cách điền ở trang “{GUIDE}”.")


def _write_titles(sheet: Worksheet, formats: Mapping[str, Format]) -> None:
    for at, column in enumerate(COLUMNS):
        sheet.write_string(HEAD_ROW, at, column.title, formats["title_fill" if column.fill else "title"])


def _write_row(
    sheet: Worksheet, line: int, number: int, row: OutRow, out: OutBook, formats: Mapping[str, Format]
) -> None:
    out_on = timezone.localdate(out.out_at)
    key = RowKey(
        assignment=row.assignment, number=row.number, version=row.version, out_on=out_on, print=row.inputs.print
    )
    for at, column in enumerate(COLUMNS):
        if column.fill:
            _write_input(sheet, line, at, column.name, row, formats)
        elif column.name == "line":
            sheet.write_number(line, at, number, formats["fixed"])
        else:
            text = str(key) if column.name == "key" else str(getattr(row, column.name))
            sheet.write_string(line, at, text[:_LONGEST_CELL], formats["fixed"])


def _write_input(sheet: Worksheet, line: int, at: int, name: str, row: OutRow, formats: Mapping[str, Format]) -> None:
    text, format_ = getattr(row.inputs, name), formats[_look(name, locked=row.locked)]
    if text and name in _DAYS:
        sheet.write_datetime(line, at, _midnight(parse_date(text)), format_)
    elif text and name == "percent":
        sheet.write_number(line, at, int(text), format_)
    elif text:
        sheet.write_string(line, at, text, format_)
    else:
        sheet.write_blank(line, at, None, format_)


def _look(name: str, *, locked: bool) -> str:
    if name in _DAYS:
        return "waiting_day" if locked else "day"
    return "waiting" if locked else "whole" if name == "percent" else "text"


def _limit(sheet: Worksheet, rows: int, as_of: date) -> None:
    """Offer lists, and say beside each cell what it takes; what is wrong all the same is told when it comes back."""
    first, last = HEAD_ROW + 1, HEAD_ROW + max(1, rows)
    for column in FILLED:
        at = COLUMNS.index(column)
        rule: dict[str, object] = {"input_title": column.title[:32], "input_message": column.why[:255]}
        if column.name in LISTS:
            rule |= {"validate": "list", "source": list(LISTS[column.name])}
        elif column.name == "percent":
            rule |= {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100}
        elif column.name in _DAYS:
            rule |= {"validate": "date", "criteria": ">=", "value": datetime(as_of.year - 10, 1, 1)}  # noqa: DTZ001
        else:
            rule |= {"validate": "any"}
        title, words = "Chưa đúng", f"{column.why} Xem trang {GUIDE}."
        sheet.data_validation(first, at, last, at, {**rule, "error_title": title, "error_message": words[:255]})


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 (a cell holds a day, in no time zone)


def day_words(day: date | None) -> str:
    """Return a day as the workbook writes it; nothing for none."""
    return format_date(day) if day else ""
