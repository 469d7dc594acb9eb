"""The PDF, read again: the same words in the same places as in Word.

The tests set it in the face that typst carries, because a machine that runs them may have no Times New Roman.
"""

import io
from dataclasses import replace

import pdfplumber
import pytest

from thuocdo.documents.official.pdf import FAMILIES, to_pdf
from thuocdo.documents.official.structure import Cell, Paragraph
from thuocdo.errors import DocumentError

CARRIED = ("Libertinus Serif",)


def pages(document):
    with pdfplumber.open(io.BytesIO(to_pdf(document, families=CARRIED))) as opened:
        return [
            (page.width, page.height, page.extract_text(), page.extract_tables(), page.chars) for page in opened.pages
        ]


def test_the_faces_are_times_new_roman_and_its_twins():
    assert FAMILIES == ("Times New Roman", "Tinos", "Liberation Serif")


def test_without_any_of_the_faces_nothing_is_set_in_another(plan):
    with pytest.raises(DocumentError) as refused:
        to_pdf(plan, families=("No Such Face",))
    assert [problem.code for problem in refused.value.problems] == ["OD-201"]


def test_a_folder_of_fonts_may_be_named(plan, tmp_path):
    assert to_pdf(plan, fonts=[tmp_path], families=CARRIED).startswith(b"%PDF")


def test_the_same_document_is_the_same_file(plan):
    assert to_pdf(plan, families=CARRIED) == to_pdf(plan, families=CARRIED)


def test_each_appendix_has_pages_of_its_own_turned_as_it_says(plan):
    found = [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height, *_ in pages(plan)]
    assert found == [(210, 297), (297, 210), (210, 297)]


def test_the_words_are_those_of_the_word_file(plan, letter):
    first, second, third = (text for _, _, text, _, _ in pages(plan))
    for words in (
        "KẾ HOẠCH",
        "Số: 07/KH-UBND",
        "Căn cứ Luật thứ hai.",
        "Phụ lục kèm theo./.",
        "- Lưu: VT, NV.",
        "PHÓ CHỦ TỊCH",
    ):
        assert words in first
    assert "Phụ lục I\nNHIỆM VỤ\n(Kèm theo Kế hoạch số 07/KH-UBND" in second
    assert "Theo mẫu./." in third
    ((_, _, text, _, _),) = pages(letter)
    for words in ("V/v đôn đốc báo cáo", "DỰ THẢO", "- Sở A;", "GIÁM ĐỐC"):
        assert words in text


def test_a_table_has_the_cells_of_the_word_file(plan):
    _, (_, _, _, (table,), _), _ = pages(plan)
    assert table == [
        ["STT", "Nhiệm vụ", None],
        [None, "Nội dung", "Chủ trì"],
        ["1", "NHÓM MỘT", None],
        ["1.1", "Rà soát", "Sở A;\nSở B"],
        ["1.2", "Tổng hợp", None],
    ]


def test_the_header_comes_again_and_pages_after_the_first_are_numbered(plan, table):
    long = replace(table, rows=tuple((Cell(text=str(row)), Cell(text="Việc"), Cell(text="Sở A")) for row in range(80)))
    turned = replace(plan.appendices[0], blocks=(long,))
    found = pages(replace(plan, appendices=(turned,)))[1:]
    assert len(found) > 2
    assert all(tables[0][:2] == [["STT", "Nhiệm vụ", None], [None, "Nội dung", "Chủ trì"]] for *_, tables, _ in found)
    tops = [text.splitlines()[0] for _, _, text, _, _ in found]
    assert tops == ["Phụ lục", *(str(number) for number in range(2, len(found) + 1))]


def test_a_row_longer_than_a_page_goes_on_and_nothing_runs_off_the_paper(plan, table):
    words = [f"từ{number}" for number in range(1500)]
    tall = replace(table, rows=((Cell(text="1"), Cell(text=" ".join(words)), Cell(text="Sở A")),))
    found = pages(replace(plan, body=(tall, Paragraph(text="Phụ lục kèm theo."))))
    assert all(letter["bottom"] < height for _, height, *_, letters in found for letter in letters)
    assert {"từ0", "từ1499"} <= set(" ".join(text for _, _, text, *_ in found).split())


def test_the_first_line_is_set_in_by_a_centimetre_from_the_left_margin(plan):
    *_, letters = pages(plan)[0]
    line = "".join(letter["text"] for letter in letters).index("Đoạn thứ nhất.")
    assert letters[line]["x0"] / 72 * 25.4 == pytest.approx(40, abs=0.5)


def test_what_typst_would_read_as_markup_is_printed_as_it_is(letter):
    text = 'Tỷ lệ "100%" #1 *x* _y_ $z$ \\ [a] @b <c> tại xã'
    ((_, _, found, _, _),) = pages(replace(letter, body=(Paragraph(text=text),)))
    assert text in " ".join(found.split())
