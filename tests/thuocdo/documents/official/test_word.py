"""The Word file, opened again: page, heading, text, tables cell by cell, appendices."""

import io
import re
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from thuocdo.documents.official.structure import Paragraph, Stage
from thuocdo.documents.official.word import to_docx


def opened(document):
    return docx.Document(io.BytesIO(to_docx(document)))


def rounded(length) -> int:
    return round(length.mm)


def lines(cell) -> list[str]:
    return [line.text for line in cell.paragraphs if line.text]


def test_the_page_is_a4_with_the_margins_of_the_decree(plan):
    first, *_ = opened(plan).sections
    assert (rounded(first.page_width), rounded(first.page_height)) == (210, 297)
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [rounded(margin) for margin in margins] == [20, 20, 30, 15]


def test_an_appendix_lies_on_its_side_unless_it_says_otherwise(plan):
    sections = opened(plan).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [rounded(section.page_width) for section in sections] == [210, 297, 210]


def test_pages_are_counted_from_one_in_every_part_and_the_first_shows_none(plan):
    for section in opened(plan).sections:
        (numbers,) = section._sectPr.findall(qn("w:pgNumType"))
        assert numbers.get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer
        (line,) = section.header.paragraphs
        assert line.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert [part.text for part in line._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert line.runs[0].font.size == Pt(13)
        assert not any(paragraph.text for paragraph in section.first_page_header.paragraphs)


def test_every_letter_is_black_times_new_roman(plan):
    word = opened(plan)
    normal = word.styles["Normal"]
    fonts = normal.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert (normal.font.size, str(normal.font.color.rgb)) == (Pt(14), "000000")
    names = {run.font.name for paragraph in word.element.body.iter(qn("w:r")) for run in [_run(paragraph)]}
    assert names == {None}, "no run departs from the style"


def _run(element):
    return docx.text.run.Run(element, None)


def test_the_heading_stands_in_two_columns(plan):
    left, right = opened(plan).tables[0].rows[0].cells
    assert lines(left) == ["ỦY BAN NHÂN DÂN\nTỈNH MẪU", "Số: 07/KH-UBND"]
    assert lines(right) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu, ngày 05 tháng 02 năm 2026",
    ]
    sizes = [run.font.size.pt for cell in (left, right) for line in cell.paragraphs for run in line.runs]
    assert sizes == [12, 13, 12, 13, 13]
    assert [rounded(cell.width) for cell in (left, right)] == [65, 100]


def test_rules_stand_under_issuer_motto_and_subject(plan):
    word = opened(plan)
    borders = list(word.element.body.iter(qn("w:pBdr")))
    assert len(borders) == 5  # issuer, motto, subject, and under the head of either appendix
    left = word.tables[0].rows[0].cells[0].paragraphs[1].paragraph_format
    length = 65 - left.left_indent.mm - left.right_indent.mm
    assert 8 < length < 20


def test_a_letter_puts_its_subject_under_its_number_and_names_who_it_goes_to(letter):
    word = opened(letter)
    left = word.tables[0].rows[0].cells[0]
    assert lines(left)[:2] == ["UBND TỈNH MẪU", "SỞ NỘI VỤ"]
    assert lines(left)[3:] == ["V/v đôn đốc báo cáo", "DỰ THẢO"]
    texts = [line.text for line in word.paragraphs if line.text]
    assert texts == ["Kính gửi:", "- Sở A;", "- Sở B.", "Đề nghị gửi báo cáo./."]
    signed = word.tables[1].rows[0].cells[1]
    assert lines(signed) == ["GIÁM ĐỐC"]


def test_one_addressee_stands_beside_the_words(letter):
    word = opened(replace(letter, addressees=("Sở A",), stage=Stage.SUBMITTED))
    assert word.paragraphs[0].text == "Kính gửi: Sở A"
    assert "DỰ THẢO" not in lines(word.tables[0].rows[0].cells[0])


def test_the_text_is_justified_its_first_line_set_in_and_its_paragraphs_apart(plan):
    (line,) = [line for line in opened(plan).paragraphs if line.text == "Đoạn thứ nhất."]
    form = line.paragraph_format
    assert line.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert (rounded(form.first_line_indent), form.space_after) == (10, Pt(6))
    assert line.runs[0].font.size == Pt(14)


def test_grounds_are_italic_and_headings_keep_with_what_follows(plan):
    by_text = {line.text: line for line in opened(plan).paragraphs}
    assert by_text["Căn cứ Luật thứ hai."].runs[0].italic
    heading, low = by_text["I. MỤC ĐÍCH"], by_text["a) Một điểm"]
    assert (heading.runs[0].bold, heading.paragraph_format.keep_with_next) == (True, True)
    assert (low.runs[0].bold, low.runs[0].italic) == (False, True)
    assert by_text["Bảng tổng hợp"].paragraph_format.keep_with_next


def test_the_text_ends_by_its_mark(plan):
    texts = [line.text for line in opened(plan).paragraphs]
    assert "Nhiệm vụ tại các Phụ lục kèm theo./." in texts
    assert texts.count("./.") == 1  # the appendix that ends in a table


def test_recipients_and_signer_stand_side_by_side(plan):
    table = opened(plan).tables[2]
    left, right = table.rows[0].cells
    assert lines(left) == ["Nơi nhận:", "- Bộ Nội vụ;", "- Các sở, ban, ngành;", "- Lưu: VT, NV."]
    title, recipient = left.paragraphs[0].runs[0], left.paragraphs[1].runs[0]
    assert (title.font.size, title.bold, title.italic, recipient.font.size) == (Pt(12), True, True, Pt(11))
    assert lines(right) == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Họ và tên)"]
    assert table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


@pytest.mark.parametrize(("place", "width"), [(1, 165), (3, 252)])
def test_a_table_has_every_cell_where_it_belongs(plan, place, width):
    table = opened(plan).tables[place]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["STT", "Nhiệm vụ", "Nhiệm vụ"],
        ["STT", "Nội dung", "Chủ trì"],
        ["1", "NHÓM MỘT", "NHÓM MỘT"],
        ["1.1", "Rà soát", "Sở A;\nSở B"],
        ["1.2", "Tổng hợp", "Sở A;\nSở B"],
    ]
    spans = [[cell.grid_span for cell in row._tr.tc_lst] for row in table.rows]
    assert spans == [[1, 2], [1, 1, 1], [1, 2], [1, 1, 1], [1, 1, 1]]
    for row in table.rows:
        widths = [cell.width.mm for cell in row._tr.tc_lst]
        assert all(widths), "a cell without a width is set by Word as it likes"
        assert sum(widths) == pytest.approx(width, abs=0.2)


def test_a_table_is_fixed_and_stands_between_the_margins(plan):
    table = opened(plan).tables[1]
    assert (table.autofit, table.alignment) == (False, WD_TABLE_ALIGNMENT.CENTER)


def test_header_rows_come_again_and_no_row_is_split(plan):
    rows = opened(plan).tables[1].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_cells_look_as_they_are_told(plan):
    rows = opened(plan).tables[1].rows
    header, group, first = rows[0].cells[1], rows[2].cells[1], rows[3]
    assert (header.paragraphs[0].alignment, header.paragraphs[0].runs[0].bold) == (WD_ALIGN_PARAGRAPH.CENTER, True)
    assert group.paragraphs[0].runs[0].bold
    aligned = [cell.paragraphs[0].alignment for cell in first.cells]
    assert aligned == [WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT]
    assert first.cells[2].paragraphs[1].text == "Sở B"
    assert rows[4].cells[1].paragraphs[0].runs[0].italic
    assert first.cells[0].paragraphs[0].runs[0].font.size == Pt(12)


def test_an_appendix_begins_with_its_number_title_and_document(plan):
    texts = [line.text for line in opened(plan).paragraphs if line.text]
    first = texts.index("Phụ lục I")
    assert texts[first + 1] == "NHIỆM VỤ"
    assert re.fullmatch(r"\(Kèm theo Kế hoạch số 07/KH-UBND ngày 05 tháng 02 năm 2026 của .+\)", texts[first + 2])
    assert texts[texts.index("Phụ lục II") + 1] == "MẪU BÁO CÁO"


def test_the_file_says_what_it_is(plan, letter):
    known = opened(plan).core_properties
    assert known.title == "Kế hoạch Nâng cao Chỉ số cải cách hành chính"
    assert (known.author, known.language) == ("Ủy ban nhân dân tỉnh Mẫu", "vi-VN")
    assert opened(letter).core_properties.title == "V/v đôn đốc báo cáo"


@pytest.mark.parametrize(
    ("pasted", "written"),
    [("một\x0bhai", "một\nhai"), ("một\x0chai", "một\nhai"), ("m\x00ộ\x1ft\ufffe \ud800hai", "một hai")],
)
def test_signs_that_people_paste_and_no_xml_takes_do_not_stop_a_document(plan, pasted, written):
    said = replace(plan, subject=pasted, body=(*plan.body, Paragraph(text=pasted)))
    word = opened(said)
    assert written in [line.text for line in word.paragraphs]
    assert word.core_properties.title == f"{plan.type_name} {written}".replace("\n", " ")
