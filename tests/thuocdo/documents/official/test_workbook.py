"""The Excel file, opened again."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl

from thuocdo.documents.official.structure import Cell
from thuocdo.documents.official.workbook import TEXT_SHEET, to_xlsx


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))


def test_the_text_has_a_sheet_and_each_table_one_of_its_own(plan):
    book = opened(plan)
    assert book.sheetnames == [TEXT_SHEET, "Bảng 1", "Bảng 2", "Phụ lục lời 1"]
    texts = [cell.value for (cell,) in book[TEXT_SHEET].iter_rows()]
    assert texts == [
        "ỦY BAN NHÂN DÂN TỈNH MẪU",
        "Số: 07/KH-UBND",
        "Mẫu, ngày 05 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Nâng cao Chỉ số cải cách hành chính",
        "Căn cứ Luật thứ nhất;",
        "Căn cứ Luật thứ hai.",
        "I. MỤC ĐÍCH",
        "Đoạn thứ nhất.",
        "a) Một điểm",
        "Nhiệm vụ tại các Phụ lục kèm theo./.",
        "Nơi nhận:",
        "- Bộ Nội vụ;",
        "- Các sở, ban, ngành;",
        "- Lưu: VT, NV.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "(Họ và tên)",
    ]
    assert [cell.value for (cell,) in book["Phụ lục lời 1"].iter_rows()] == ["Phụ lục II", "Mẫu báo cáo", "Theo mẫu."]


def test_a_letter_names_its_addressees_and_subject(letter):
    texts = [cell.value for (cell,) in opened(letter)[TEXT_SHEET].iter_rows()]
    assert texts[:2] == ["UBND TỈNH MẪU", "SỞ NỘI VỤ"]
    assert texts[4:7] == ["V/v đôn đốc báo cáo", "Kính gửi: Sở A;", "Kính gửi: Sở B."]


def test_a_table_keeps_its_merged_cells_header_and_widths(plan):
    sheet = opened(plan)["Bảng 2"]
    assert [sheet["A1"].value, sheet["A2"].value] == ["Phụ lục I", "Nhiệm vụ"]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A3:A4", "B3:C3", "B5:C5", "C6:C7"}
    assert [cell.value for cell in sheet[6]] == ["1.1", "Rà soát", "Sở A;\nSở B"]
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$3:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width
    assert sheet["B6"].font.name == "Times New Roman"
    assert (sheet["A3"].font.bold, sheet["B6"].alignment.horizontal) == (True, "justify")


def test_a_table_of_the_text_has_no_title_row(plan):
    sheet = opened(plan)["Bảng 1"]
    assert (sheet["A1"].value, sheet.freeze_panes) == ("STT", "A3")


def test_a_number_is_a_number_and_a_text_like_a_formula_is_text(plan, table):
    row = (Cell(text="2"), Cell(text="=1+1"), Cell(text="12,5", number=Decimal("12.5")))
    sheet = opened(replace(plan, body=(*plan.body, replace(table, rows=(row,)))))["Bảng 2"]
    assert [cell.value for cell in sheet[3]] == ["2", "=1+1", 12.5]
    assert sheet["B3"].data_type == "s"
