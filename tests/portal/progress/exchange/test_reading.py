"""What people do to a workbook before it comes back: taken as meant, or refused with the place and what to do."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from thuocdo.errors import ThuocDoError
from thuocdo.portal.plans.exchange.columns import COLUMNS
from thuocdo.portal.plans.exchange.inputs import Inputs, inputs_of, understand
from thuocdo.portal.plans.exchange.reading import LARGEST_UNPACKED, MOST_ROWS, InBook, read_workbook
from thuocdo.portal.plans.exchange.writing import HEAD_ROW, OutBook, OutRow, file_name, workbook
from thuocdo.portal.plans.exchange.zipping import zipped
from thuocdo.portal.plans.progress.content import Content
from thuocdo.vietnamese.folding import nfc

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import SimpleNamespace

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)
FIRST = HEAD_ROW + 2


def out_row(key: UUID, inputs: Inputs | None = None, **other: Any) -> OutRow:
    values: dict[str, Any] = {
        "number": 1,
        "version": 2,
        "plan": "Kế hoạch 12/KH-UBND",
        "item": "PL 01, 1.1",
        "task": "Ban hành quy trình",
        "product_named": "Quyết định",
        "part": "Thực hiện",
        "due": "Hạn: 31/08/2026",
        "last": "Chưa báo cáo",
    }
    return OutRow(assignment=key, inputs=inputs or Inputs(), **{**values, **other})


def book_of(*rows: OutRow) -> bytes:
    return workbook(OutBook(holder="xã Vân Canh", plans=["Kế hoạch 12"], as_of=date(2026, 10, 7), out_at=AT, rows=rows))


DRAFT = Inputs(state="Đang thực hiện", percent="60", text="Dòng một\nDòng hai", as_of="01/10/2026", is_product="Có")
SENT_OUT = book_of(out_row(ONE), out_row(TWO, DRAFT, task="=SUM(A1)"))


def read(content: bytes) -> InBook:
    return read_workbook(content, name="nhiem-vu.xlsx")


def codes(book: InBook) -> list[str]:
    return [problem.code for problem in book.problems]


def column(name: str) -> int:
    return next(at for at, found in enumerate(COLUMNS, start=1) if found.name == name)


def with_cell(name: str, value: object, number_format: str = "") -> Callable[[Any], None]:
    def change(book: Any) -> None:
        cell = book.worksheets[0].cell(FIRST, column(name))
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return change


def test_a_workbook_comes_back_as_it_went_out() -> None:
    book = read(SENT_OUT)

    assert [row.key.assignment for row in book.rows] == [ONE, TWO]
    assert [row.cells for row in book.rows] == [Inputs(), DRAFT]
    assert not any(row.filled_in for row in book.rows)
    assert (book.days, book.strangers, book.problems) == ({"Nhiệm vụ": date(2026, 10, 7)}, [], [])


# ── Out and in, whatever stands in the cells ─────────────────────────────────────────────────────────────────────────
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=60)
NAMES = st.text("abc đêôư-()", min_size=1, max_size=20).map(nfc).filter(bool)
FIGURES = st.builds(
    lambda label, value, unit: {"label": label, "value": value, "unit": unit},
    NAMES,
    st.decimals(min_value=-10_000, max_value=10_000, places=3).map(str),
    st.text("abc đ%", max_size=10).map(lambda text: " ".join(text.split())),
)
CONTENTS = st.builds(
    Content,
    text=st.lists(WORDS, max_size=3).map("\n".join),
    figures=st.lists(FIGURES, max_size=3).map(tuple),
    percent=st.none() | st.integers(0, 100),
    done=st.booleans(),
    as_of=st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)


@settings(deadline=None)  # a workbook is written and read for every example
@given(CONTENTS, st.booleans())
def test_out_and_in_again_without_an_edit_changes_nothing(content: Content, product: bool) -> None:
    written = inputs_of(content, begun=True, product=product)
    (row,) = read(book_of(out_row(ONE, written))).rows

    assert not row.filled_in
    said, problems = understand(row.cells, written=written, base=content, day=None, issuer="")
    assert problems == {}
    assert said.content.figures == content.figures
    assert (said.content.text, said.content.as_of, said.content.done) == (content.text, content.as_of, content.done)
    assert said.content.percent == (100 if content.done and content.percent is None else content.percent)


@given(CONTENTS, CONTENTS)
def test_out_edited_and_in_gives_exactly_the_edits(before: Content, after: Content) -> None:
    written, cells = (inputs_of(content, begun=True, product=False) for content in (before, after))
    said, problems = understand(cells, written=written, base=before, day=None, issuer="xã Vân Canh")

    assert problems == {}
    again = inputs_of(said.content, begun=True, product=False)
    for name in ("state", "figures", "as_of", "text"):
        assert again.same(cells, name)
    assert said.content.done == after.done


# ── What is taken as it was meant ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "value", "number_format", "read_as"),
    [
        ("percent", 60, "", "60"),
        ("percent", 60.0, "General", "60"),
        ("percent", 0.6, "0%", "60"),
        ("percent", "60 %", "", "60 %"),
        ("percent", 62.5, "", "62,5"),
        ("issued_on", datetime(2026, 9, 30), "", "30/09/2026"),  # noqa: DTZ001 (as Excel keeps a day)
        ("issued_on", date(2026, 9, 30), "", "30/09/2026"),
        ("issued_on", 46295, "General", "30/09/2026"),
        ("issued_on", "30/9/2026", "", "30/9/2026"),
        ("text", 12.5, "", "12,5"),
        ("text", " Đã  làm \r\n xong ", "", "Đã  làm\n xong"),
        ("state", True, "", "True"),
    ],
)
def test_a_cell_is_read_whatever_excel_made_of_it(
    by_hand: SimpleNamespace, name: str, value: object, number_format: str, read_as: str
) -> None:
    row = read(by_hand.edited(SENT_OUT, with_cell(name, value, number_format))).rows[0]

    assert getattr(row.cells, name) == read_as
    assert row.filled_in


def test_rows_sorted_columns_moved_and_the_sheet_renamed_are_found_again(by_hand: SimpleNamespace) -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.title = "Bản của xã"
        sheet.move_range(f"A{HEAD_ROW + 1}:R{FIRST + 1}", rows=3, cols=2)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST + 3, max_row=FIRST + 4)]
        for at, values in enumerate(reversed(rows)):
            for number, value in enumerate(values, start=1):
                sheet.cell(FIRST + 3 + at, number).value = value

    book = read(by_hand.edited(SENT_OUT, change))
    assert [row.cells for row in book.rows] == [DRAFT, Inputs()]
    assert book.days == {"Bản của xã": date(2026, 10, 7)}
    assert (book.rows[0].at("percent").column, book.rows[0].place.row) == ("M (Tiến độ, %)", FIRST + 3)


def test_rows_copied_with_their_titles_into_another_file_are_found_again() -> None:
    target = openpyxl.Workbook()
    source = openpyxl.load_workbook(io.BytesIO(SENT_OUT)).worksheets[0]
    assert target.active is not None
    for cells in source.iter_rows(min_row=HEAD_ROW + 1, values_only=True):
        target.active.append(cells)
    file = io.BytesIO()
    target.save(file)
    book = read(file.getvalue())

    assert [row.key.assignment for row in book.rows] == [ONE, TWO]
    assert (book.days, book.problems) == ({}, [])


def test_blank_rows_are_passed_over_and_rows_added_by_hand_are_told(by_hand: SimpleNamespace) -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.insert_rows(FIRST + 1)
        sheet.cell(FIRST + 4, column("task")).value = "Tổng cộng"
        sheet.cell(FIRST + 4, column("percent")).value = 50

    book = read(by_hand.edited(SENT_OUT, change))
    assert len(book.rows) == 2
    assert [(place.row, said) for place, said in book.strangers] == [(FIRST + 4, "Tổng cộng · 50")]
    assert book.problems == []


def test_cells_merged_in_the_head_do_no_harm(by_hand: SimpleNamespace) -> None:
    book = read(by_hand.edited(SENT_OUT, lambda book: book.worksheets[0].merge_cells("B1:F1")))
    assert (len(book.rows), book.problems) == (2, [])


def test_the_day_may_stand_in_the_cell_of_its_label(by_hand: SimpleNamespace) -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["B3"], sheet["E3"] = "Số liệu đến ngày: 30/09/2026", None

    assert read(by_hand.edited(SENT_OUT, change)).days == {"Nhiệm vụ": date(2026, 9, 30)}


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────
def _merge(book: Any) -> None:
    book.worksheets[0].merge_cells(f"L{FIRST}:L{FIRST + 1}")


def _drop_column(book: Any) -> None:
    book.worksheets[0].cell(HEAD_ROW + 1, column("text")).value = "Kết quả của xã"


def _column_twice(book: Any) -> None:
    book.worksheets[0].cell(HEAD_ROW + 1, len(COLUMNS) + 1).value = "Số liệu"


def _too_long(book: Any) -> None:
    book.worksheets[0].cell(MOST_ROWS + 1, 5).value = "x"


def _head_day(book: Any) -> None:
    book.worksheets[0]["E3"] = "cuối tháng 9"


@pytest.mark.parametrize(
    ("change", "code", "row"),
    [
        (_drop_column, "PX-104", HEAD_ROW + 1),
        (_column_twice, "PX-105", HEAD_ROW + 1),
        (_merge, "PX-106", FIRST),
        (_too_long, "PX-107", None),
        (_head_day, "PX-108", 3),
        (with_cell("key", "TD1-hỏng"), "PX-109", FIRST),
        (with_cell("percent", "=1+1"), "PX-110", FIRST),
        (with_cell("percent", "#N/A"), "PX-110", FIRST),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    by_hand: SimpleNamespace, change: Callable[[Any], None], code: str, row: int | None
) -> None:
    book = read(by_hand.edited(SENT_OUT, change))

    assert codes(book) == [code]
    assert book.problems[0].place.file == "nhiem-vu.xlsx"
    assert book.problems[0].place.row == row


def test_everything_that_is_wrong_is_told_at_once(by_hand: SimpleNamespace) -> None:
    def change(book: Any) -> None:
        for one in (_merge, _head_day, with_cell("percent", "=1+1")):
            one(book)

    assert sorted(codes(read(by_hand.edited(SENT_OUT, change)))) == ["PX-106", "PX-108", "PX-110"]


def opendocument() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<office/>")
    return target.getvalue()


def package_of(workbook: str) -> bytes:
    """A package that says it holds a workbook, and what it holds in its place."""
    target = io.BytesIO()
    sent_out = zipfile.ZipFile(io.BytesIO(SENT_OUT))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for part in sent_out.namelist():
            package.writestr(part, workbook if part == "xl/workbook.xml" else sent_out.read(part))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (opendocument(), "PX-101"),
        (package_of("<workbook/>"), "PX-103"),
        (package_of("<workbook"), "PX-101"),
        (package_of("<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"), "PX-101"),
        (package_of(" " * (LARGEST_UNPACKED + 1)), "EV-104"),
        (b"STT;Nhi\xe1\xbb\x87m v\xe1\xbb\xa5\n1;a\n", "PX-101"),
        (b"%PDF-1.7\n", "PX-101"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "EV-106"),
        (b"", "EV-102"),
        (SENT_OUT[: len(SENT_OUT) // 2], "EV-104"),
        (b"x" * (5 * 1024 * 1024 + 1), "PX-102"),
    ],
)
def test_another_kind_of_file_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    with pytest.raises(ThuocDoError, match=code):
        read(content)


def test_a_sheet_of_charts_and_a_second_sheet_without_titles_are_passed_over(by_hand: SimpleNamespace) -> None:
    def change(book: Any) -> None:
        book.create_chartsheet("Biểu đồ").add_chart(BarChart())
        book.create_sheet("Ghi chú").append(["Số liệu đến ngày:", "01/01/2020"])

    book = read(by_hand.edited(SENT_OUT, change))
    assert (len(book.rows), book.problems, list(book.days)) == (2, [], ["Nhiệm vụ"])


def test_without_a_day_in_the_head_each_row_names_its_own(by_hand: SimpleNamespace) -> None:
    def change(book: Any) -> None:
        book.worksheets[0]["E3"] = None

    book = read(by_hand.edited(SENT_OUT, change))
    assert (book.days, book.problems) == ({}, [])


def test_a_workbook_of_something_else_is_refused() -> None:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    with pytest.raises(ThuocDoError, match=r"PX-103.*Mã dòng"):
        read(target.getvalue())


# ── What goes out ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_sheet_is_locked_but_for_its_yellow_cells_offers_lists_and_prints_on_a4() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(out_row(ONE), out_row(TWO, DRAFT, locked=True))))
    sheet = book["Nhiệm vụ"]

    assert book.sheetnames == ["Nhiệm vụ", "Hướng dẫn"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {cell.column for cell in sheet[FIRST] if not cell.protection.locked}
    assert unlocked == {at for at, found in enumerate(COLUMNS, start=1) if found.fill}
    assert all(cell.protection.locked for cell in sheet[FIRST + 1])
    assert sheet.column_dimensions["A"].hidden
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("F7", "$6:$6")
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == {"J7:J8": '"Đang thực hiện,Hoàn thành"', "R7:R8": '"Có,Không"'}
    assert sheet["B1"].value == "xã Vân Canh"


def test_a_file_name_keeps_to_plain_letters() -> None:
    assert file_name("xã Vân Canh", "21994", date(2026, 9, 14)) == "nhiem-vu-xa-van-canh-21994-20260914.xlsx"
    assert file_name("Hội Cựu chiến binh tỉnh", "", date(2026, 9, 14)).startswith(
        "nhiem-vu-hoi-cuu-chien-binh-tinh-2026"
    )


def test_a_zip_holds_every_file_and_tells_two_of_one_name_apart() -> None:

    pieces = list(zipped([("a.xlsx", b"1"), ("a.xlsx", b"22"), ("b.xlsx", b"333")], at=AT))
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as package:
        assert {name: package.read(name) for name in package.namelist()} == {
            "a.xlsx": b"1", "a-2.xlsx": b"22", "b.xlsx": b"333",
        }  # fmt: skip
    assert len(pieces) == 4, "one piece a file and the table of contents"
