"""What an official document may be, and the wording it always has."""

from dataclasses import replace
from datetime import date

import pytest

from thuocdo.documents.official import layout, wording
from thuocdo.documents.official.pdf import to_pdf
from thuocdo.documents.official.structure import Cell, Column, Heading, Paragraph, Stage, Table, placed_cells
from thuocdo.documents.official.word import to_docx
from thuocdo.documents.official.workbook import to_xlsx
from thuocdo.errors import DocumentError, Severity


def codes(document):
    return [problem.code for problem in document.problems()]


def test_a_document_in_order_has_no_problem(plan, letter):
    assert codes(plan) == []
    assert codes(letter) == []


@pytest.mark.parametrize("missing", [{"number": None}, {"date": None}])
def test_what_is_issued_has_number_and_day(plan, missing):
    assert codes(replace(plan, **missing)) == ["OD-101"]


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED])
@pytest.mark.parametrize("blank", [{"number": None}, {"date": None}])
def test_number_and_day_stay_blank_until_it_is_issued(plan, stage, blank):
    assert codes(replace(plan, stage=stage, **blank)) == ["OD-102"]
    assert codes(replace(plan, stage=stage, number=None, date=None)) == []


def test_a_letter_needs_somebody_it_goes_to_and_every_document_a_text(letter):
    assert codes(replace(letter, addressees=(), body=())) == ["OD-103", "OD-104"]


def test_appendices_that_the_text_does_not_point_to_are_a_warning(plan):
    (problem,) = replace(plan, body=(Paragraph(text="Không dẫn."),)).problems()
    assert (problem.code, problem.severity) == ("OD-105", Severity.WARNING)


def test_a_row_of_another_width_is_said_with_its_place(plan, table):
    broken = replace(table, rows=(*table.rows, (Cell(text="2"), Cell(text="x"))))
    (problem,) = replace(plan, body=(*plan.body, broken)).problems()
    assert (problem.code, problem.place.row) == ("OD-106", 6)
    assert problem.params == {"expected": "3", "found": "2"}


def test_a_cell_that_goes_on_below_the_table_is_a_bad_row_too():
    table = Table(columns=(Column(share=1), Column(share=1)), header=((Cell(), Cell(across=2)),), rows=())
    assert [placed.column for placed in placed_cells(table)] == [0, 1]


@pytest.mark.parametrize("write", [to_docx, to_xlsx, to_pdf])
def test_no_writer_writes_what_is_not_ready(letter, write):
    with pytest.raises(DocumentError) as refused:
        write(replace(letter, addressees=(), number=3))
    assert [problem.code for problem in refused.value.problems] == ["OD-102", "OD-103"]


def test_a_warning_does_not_stop_a_writer(plan):
    assert to_docx(replace(plan, body=(Paragraph(text="Không dẫn."),)))


def test_numbers_under_ten_and_the_first_two_months_get_a_zero(plan):
    assert wording.number_line(plan) == "Số: 07/KH-UBND"
    assert wording.date_line(plan) == "Mẫu, ngày 05 tháng 02 năm 2026"
    assert wording.in_words(date(2019, 6, 29), 2019) == "ngày 29 tháng 6 năm 2019"
    assert wording.number_line(replace(plan, number=123)) == "Số: 123/KH-UBND"


def test_what_is_not_issued_leaves_room_for_number_and_day(letter):
    assert wording.number_line(letter).replace("\u00a0", "_") == "Số: ________/SNV-CCHC"
    assert wording.date_line(letter).replace("\u00a0", "_") == "Mẫu, ngày______tháng______năm 2026"


@pytest.mark.parametrize(("stage", "mark"), [(Stage.DRAFT, "DỰ THẢO"), (Stage.SUBMITTED, None), (Stage.ISSUED, None)])
def test_only_a_draft_is_marked(letter, stage, mark):
    assert wording.draft_mark(replace(letter, stage=stage)) == mark


def test_grounds_and_addressees_end_by_semicolons_and_one_full_stop(plan, letter):
    assert wording.grounds(plan) == ["Căn cứ Luật thứ nhất;", "Căn cứ Luật thứ hai."]
    assert wording.addressees(letter) == ["- Sở A;", "- Sở B."]
    assert wording.addressees(replace(letter, addressees=("Sở A",))) == ["Sở A"]


def test_recipients_end_with_the_file_and_a_letters_begin_with_those_above(plan, letter):
    assert wording.recipients(plan) == ["- Bộ Nội vụ;", "- Các sở, ban, ngành;", "- Lưu: VT, NV."]
    assert wording.recipients(letter) == ["- Như trên;", "- Lưu: VT."]


@pytest.mark.parametrize(
    ("blocks", "last"),
    [
        ((Paragraph(text="Hết."),), Paragraph(text="Hết./.")),
        ((Paragraph(text="Hết./.", bold=True),), Paragraph(text="Hết./.", bold=True)),
        ((Heading(text="I."),), Paragraph(text="./.")),
    ],
)
def test_a_text_ends_by_its_mark_once(blocks, last):
    assert wording.closed(blocks)[-1] == last


def test_several_appendices_are_counted_in_roman_numerals(plan):
    assert wording.appendix_label(1, 1) == "Phụ lục"
    assert wording.appendix_label(2, 3, "02") == "Phụ lục 02"
    assert [wording.appendix_label(number, 5) for number in (1, 4, 5)] == ["Phụ lục I", "Phụ lục IV", "Phụ lục V"]
    assert [wording.roman(number) for number in (3, 9, 14, 39)] == ["III", "IX", "XIV", "XXXIX"]


def test_an_appendix_names_its_document(plan, letter):
    assert (
        wording.appendix_note(plan)
        == "(Kèm theo Kế hoạch số 07/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Mẫu)"
    )
    assert wording.appendix_note(letter).startswith("(Kèm theo Công văn số ")


def test_the_measures_are_those_of_the_decree():
    assert (layout.MARGIN_TOP, layout.MARGIN_BOTTOM, layout.MARGIN_LEFT, layout.MARGIN_RIGHT) == (20, 20, 30, 15)
    assert layout.HEADING_LEFT + layout.HEADING_RIGHT == layout.SIGNATURE_LEFT + layout.SIGNATURE_RIGHT == 165
    assert layout.text_width("Ab c", 72) == pytest.approx((0.69 + 0.48 + 0.25 + 0.48) * 25.4)


def test_the_height_of_a_cell_grows_with_its_lines():
    one, three = layout.cell_height("Sở A", 40), layout.cell_height("Sở A\nSở B\n", 40)
    assert three - one == pytest.approx(2 * 12 * 1.15 * 25.4 / 72)
    assert layout.cell_height("Sở A " * 100, 40) > 10 * one
