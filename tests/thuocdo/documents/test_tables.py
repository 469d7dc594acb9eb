"""Tables as files give them: headers, rows that pages part, cells that stand for several, tables of something else."""

from __future__ import annotations

import io
from datetime import date, datetime

import docx
import openpyxl
import pytest
import typst

from thuocdo.documents import read_plan
from thuocdo.documents.columns import Column, in_running_header, kind_of
from thuocdo.documents.content import Reading
from thuocdo.documents.lines import Line
from thuocdo.documents.spots import Spot
from thuocdo.documents.tabular import GridRow, find_header, read_grid

HEADER = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")


def grid(*rows, pages=None):
    places = pages or [1] * len(rows)
    return [
        GridRow(texts=texts, spot=Spot(page=page, row=place))
        for place, (texts, page) in enumerate(zip(rows, places, strict=True), 1)
    ]


def table(*rows, pages=None):
    printed = grid(HEADER, *rows, pages=pages and [1, *pages])
    return read_grid(printed, find_header(printed), appendix="01", title="").rows


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("STT", Column.CODE),
        ("Cơ quan phối hợp thực hiện", Column.COORDINATING),
        ("Đơn vị chủ trì", Column.LEAD),
        ("Cơ quan chịu trách nhiệm chính", Column.LEAD),
        ("Người thực hiện", Column.LEAD),
        ("Kết quả", Column.PRODUCT),
        ("Kết quả thực hiện năm trước", None),
        ("Sản phẩm/kết quả", Column.PRODUCT),
        ("Thời gian hoàn thành", Column.DEADLINE),
        ("Ghi chú", Column.NOTE),
        ("Lĩnh vực/Tiêu chí", Column.CRITERION),
        ("Nội dung, nhiệm vụ", Column.CONTENT),
        ("Kinh phí", None),
    ],
)
def test_a_column_is_told_by_the_words_of_its_heading(heading, column):
    assert kind_of(heading) is column


def test_the_words_appendix_inside_a_broken_sentence_begin_no_appendix():
    reading = Reading()
    for text in ("Nhiệm vụ giao tại", "Phụ lục I", "kèm theo Kế hoạch này.", "Phụ lục I", "NHIỆM VỤ"):
        reading.add(Line(text=text, spot=Spot(page=1)))

    assert [line.text for line in reading.lines] == ["Nhiệm vụ giao tại", "Phụ lục I", "kèm theo Kế hoạch này."]
    assert [line.text for line in reading.furniture] == ["Phụ lục I", "NHIỆM VỤ"]


def test_in_running_words_notes_stand_last():
    assert in_running_header(["STT Ghi chú Nội dung", "Chủ trì"]) == (
        Column.CODE,
        Column.CONTENT,
        Column.LEAD,
        Column.NOTE,
    )


def test_a_row_parted_by_a_page_is_joined_wherever_its_number_stands():
    number_above = table(
        ("1", "Rà soát quy", "Sở", ""),
        ("", "trình", "Nội vụ", "Năm 2025"),
        ("2", "Khác", "Sở Y tế", ""),
        pages=[1, 2, 2],
    )
    number_below = table(
        ("1", "Việc", "Sở Y tế", "Năm 2025"),
        ("", "Rà soát quy", "Sở", ""),
        ("2", "trình", "Nội vụ", "Quý IV"),
        pages=[1, 1, 2],
    )

    assert number_above[0].cells == {
        Column.CONTENT: "Rà soát quy trình",
        Column.LEAD: "Sở Nội vụ",
        Column.DEADLINE: "Năm 2025",
    }
    assert [row.code for row in number_above] == ["1", "2"]
    assert number_below[1].cells[Column.CONTENT] == "Rà soát quy trình"
    assert [row.code for row in number_below] == ["1", "2"]


def test_repeated_headers_and_empty_rows_are_left_out():
    rows = table(("1", "Việc một", "Sở Y tế", "Năm 2025"), HEADER, ("", "", "", ""), ("2", "Việc hai", "Sở Y tế", ""))

    assert [row.code for row in rows] == ["1", "2"]


def test_a_row_without_bodies_is_a_guess_and_a_line_without_a_number_a_heading():
    rows = table(("", "NHÓM", "", ""), ("1", "Việc một", "", ""))

    assert (rows[0].group, rows[0].code) == (True, None)
    assert rows[1].confidence < 1
    assert not rows[1].group


def test_a_table_needs_no_column_of_numbers():
    printed = grid(("Nội dung", "Chủ trì"), ("Việc một", "Sở Y tế"), ("Việc cả hàng", "Việc cả hàng"))
    rows = read_grid(printed, find_header(printed), appendix="01", title="").rows

    assert [row.cells[Column.CONTENT] for row in rows] == ["Việc một", "Việc cả hàng"]


def test_a_header_may_take_two_rows_without_any_merged_cell():
    printed = grid(
        ("STT", "Nội dung", "Thực hiện", "", "Thời gian"),
        ("", "", "Chủ trì", "Phối hợp", ""),
        ("1", "Việc một", "Sở Y tế", "UBND cấp xã", "Năm 2025"),
    )
    rows, columns = find_header(printed)

    assert rows == 2
    assert columns[Column.COORDINATING] == 3


def test_no_header_means_no_table_of_tasks():
    assert find_header(grid(("Xã", "Điểm"), ("Một", "9"), ("Hai", "8"))) is None


UNREAD = (("Xã", "Điểm", "Hạng"), ("Một", "9", "1"), ("Hai", "8", "2"))


def test_a_table_without_a_header_of_tasks_is_named_and_its_words_are_kept():
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("")
    printed = document.add_table(3, 3)
    for row, texts in zip(printed.rows, UNREAD, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    printed.cell(1, 1).merge(printed.cell(1, 2))
    stream = io.BytesIO()
    document.save(stream)
    plan = read_plan(stream.getvalue(), name="a.docx")

    assert [finding.code for finding in plan.findings] == ["PD-212"]
    assert [line.text for line, _ in plan.lines][:4] == ["KẾ HOẠCH", "Xã", "Điểm", "Hạng"]


def test_the_same_in_pdf():
    cells = ", ".join(f"[{text}]" for row in UNREAD for text in row)
    source = f'#set text(font: "DejaVu Serif")\nKẾ HOẠCH\n\n#table(columns: 3, {cells})'
    plan = read_plan(typst.compile(source.encode()), name="a.pdf")

    assert [finding.code for finding in plan.findings] == ["PD-212"]
    assert [line.text for line, _ in plan.lines][:3] == ["KẾ HOẠCH", "Xã", "Điểm"]


def test_numbers_and_days_that_excel_made_of_text_are_written_back():
    book = openpyxl.Workbook()
    book.active.append(("Nội dung", "Chủ trì", "Thời gian"))
    book.active.append(("Việc một", "Sở Y tế", datetime(2025, 12, 15)))  # noqa: DTZ001 - Excel knows no zones
    book.active.append(("Việc hai", "Sở Y tế", date(2025, 11, 30)))
    book.active.append((12.0, "Sở Y tế", "Quý IV"))
    book.create_sheet("Trống")
    stream = io.BytesIO()
    book.save(stream)
    tasks = read_plan(stream.getvalue(), name="a.xlsx").tasks

    assert [task.deadline.text for task in tasks] == ["15/12/2025", "30/11/2025", "Quý IV"]
    assert tasks[2].content == "12"


def test_the_row_that_numbers_the_columns_is_no_task():
    rows = table(("(1)", "(2)", "(3)", "(4)"), ("1", "Việc một", "Sở Y tế", "Năm 2025"))

    assert [row.code for row in rows] == ["1"]


def test_words_in_place_of_a_number_are_kept_before_the_content():
    rows = table(("Việc 1", "Rà soát", "Sở Y tế", "Năm 2025"), ("a)", "Việc hai", "Sở Y tế", ""))

    assert [(row.code, row.cells[Column.CONTENT]) for row in rows] == [(None, "Việc 1 Rà soát"), ("a", "Việc hai")]


@pytest.mark.parametrize("codes", [("a", "I", "1"), ("L", "II", "A"), ("a.b", "3b", "A-1", "A-1")])
def test_numbers_of_any_kind_and_order_are_kept_as_they_are(codes):
    printed = [HEADER, *((code, f"Việc {code}", "Sở Y tế", "Năm 2025") for code in codes)]
    document = docx.Document()
    cells = iter(cell for row in document.add_table(len(printed), 4).rows for cell in row.cells)
    for text in (text for row in printed for text in row):
        next(cells).text = text
    stream = io.BytesIO()
    document.save(stream)
    plan = read_plan(stream.getvalue(), name="a.docx")
    read = [*(group.code for group in plan.groups), *(task.code for task in plan.tasks)]

    assert sorted(read) == sorted(codes)
