"""A province enters the annex of a decision by hand: the empty template, filled in cell by cell, is an edition."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl

from thuocdo.rulebooks import run_cases
from thuocdo.rulebooks.workbook import read_workbook, template_workbook

EDITION = {
    "Mã bộ chỉ số": "par_index_province",
    "Mã phiên bản": "2030",
    "Tên bộ chỉ số": "Bộ chỉ số nhập từ phụ lục",
    "Đối tượng đánh giá": "tinh, thanh pho",
    "Áp dụng từ ngày": "01/01/2030",
}
ROWS = {
    "Tiêu chí": [
        {"Mã": "TOTAL", "Tên": "Chỉ số", "Điểm tối đa": "3,5"},
        {"Mã": "1", "Mã cấp trên": "TOTAL", "Tên": "Lĩnh vực một", "Điểm tối đa": "3,5"},
        {"Mã": "1.1", "Mã cấp trên": "1", "Tên": "Kế hoạch", "Điểm tối đa": "2", "Khi không phát sinh": "Điểm tối đa"},
        {"Mã": "1.10", "Mã cấp trên": "1", "Tên": "Báo cáo", "Điểm tối đa": "1,50"},
    ],
    "Quy tắc": [
        {"Mã": "1.1", "Kiểu quy tắc": "Theo tỷ lệ", "Tử số": "xong", "Mẫu số": "tong", "0 điểm nếu dưới": "0,8"},
        {"Mã": "1.10", "Kiểu quy tắc": "danh muc yeu cau"},
    ],
    "Bậc và yêu cầu": [
        {"Mã": "1.10", "Số liệu": "dung_han", "Điểm": "1"},
        {"Mã": "1.10", "Số liệu": "du_muc", "Điểm": "0,5"},
    ],
    "Số liệu đầu vào": [
        {"Mã": "1.1", "Tên số liệu": "xong", "Tên hiển thị": "Nhiệm vụ xong", "Đơn vị tính": "task", "Là số đếm": "Có"},
        {"Mã": "1.1", "Tên số liệu": "tong", "Tên hiển thị": "Nhiệm vụ", "Đơn vị tính": "task", "Là số đếm": "co"},
        {"Mã": "1.10", "Tên số liệu": "dung_han", "Tên hiển thị": "Đúng hạn", "Đơn vị tính": "yes_no"},
        {"Mã": "1.10", "Tên số liệu": "du_muc", "Tên hiển thị": "Đủ mục", "Đơn vị tính": "yes_no"},
    ],
    "Căn cứ pháp lý": [{"Văn bản": "1/QĐ-THU", "Ngày văn bản": "31/12/2029", "Đã đọc chưa": "Đã đọc văn bản"}],
    "Ca kiểm tra": [
        {"Mã": "1.1", "Câu mô tả": "Đúng 80% có điểm", "Số liệu": "xong = 4; tong = 5", "Điểm phải được": "1,6"},
        {"Mã": "1.10", "Câu mô tả": "Thiếu mục", "Số liệu": "dung_han = 1; du_muc = 0", "Điểm phải được": "1"},
    ],
}


def filled_in() -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(template_workbook()))
    for row in workbook["Bộ chỉ số"].iter_rows(min_row=2):
        row[1].value = EDITION.get(str(row[0].value))
    for title, rows in ROWS.items():
        page = workbook[title]
        heads = {str(cell.value): cell.column for cell in page[1]}
        for at, row in enumerate(rows, start=2):
            for head, text in row.items():
                page.cell(at, heads[head]).value = text
    opened = io.BytesIO()
    workbook.save(opened)
    return opened.getvalue()


def test_a_template_filled_in_by_hand_is_an_edition_whose_cases_come_out() -> None:
    edition = read_workbook(filled_in(), name="phu_luc.xlsx")

    assert edition.id == "par_index_province/2030"
    assert [(node.code, node.max_points) for node in edition.leaves] == [("1.1", Decimal(2)), ("1.10", Decimal("1.5"))]
    assert edition.node("1.10").parent == "1"
    assert [(result.sentence, result.problem) for result in run_cases(edition)] == [
        ("1.1: Đúng 80% có điểm", None),
        ("1.10: Thiếu mục", None),
    ]
