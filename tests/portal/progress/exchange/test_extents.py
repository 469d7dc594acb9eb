"""A workbook of a few kilobytes that would fill the memory is refused before anything is made of it."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.errors import ThuocDoError
from thuocdo.packages import too_wide_range
from thuocdo.portal.plans.exchange.reading import MOST_ROWS, InBook, read_workbook
from thuocdo.portal.plans.exchange.writing import OutBook, workbook

if TYPE_CHECKING:
    from types import SimpleNamespace

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
SENT_OUT = workbook(OutBook(holder="xã Vân Canh", plans=["Kế hoạch 12"], as_of=date(2026, 10, 7), out_at=AT, rows=()))


def read(content: bytes) -> InBook:
    return read_workbook(content, name="nhiem-vu.xlsx")


def with_ranges(xml: str) -> bytes:
    """What was sent out, with ranges put behind its rows."""
    target = io.BytesIO()
    sent_out = zipfile.ZipFile(io.BytesIO(SENT_OUT))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for part in sent_out.namelist():
            content = sent_out.read(part)
            if part == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", b"</sheetData>" + xml.encode())
            package.writestr(part, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("xml", "found"),
    [
        ('<mergeCells count="1"><mergeCell ref="A10:XFD1048576"/></mergeCells>', "A10:XFD1048576"),
        ('<mergeCells count="1"><mergeCell ref="C:XFD"/></mergeCells>', "C:XFD"),
        ('<hyperlinks><hyperlink ref="B2:XFD70000" location="x"/></hyperlinks>', "B2:XFD70000"),
        ("<mergeCells>" + '<mergeCell ref="A9:P50000"/>' * 2 + "</mergeCells>", "A9:P50000"),
    ],
)
def test_ranges_that_would_fill_the_memory_are_refused_before_they_are_made(xml: str, found: str) -> None:
    with pytest.raises(ThuocDoError, match=f"PX-133.*{found}"):
        read(with_ranges(xml))


@pytest.mark.parametrize("ref", ["", "khong phai vung", "B2:C2"])
def test_ranges_that_are_small_or_none_are_left_to_the_reader(ref: str) -> None:
    assert too_wide_range(with_ranges(f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>')) is None


def test_one_cell_far_to_the_right_of_many_rows_does_not_fill_the_memory(by_hand: SimpleNamespace) -> None:
    def change(book: Any) -> None:
        book.worksheets[0].cell(row=MOST_ROWS, column=16_384).value = "x"

    with pytest.raises(ThuocDoError, match=r"PX-133.*1\.000\.000 ô.*81\.920\.009"):
        read(by_hand.edited(SENT_OUT, change))
