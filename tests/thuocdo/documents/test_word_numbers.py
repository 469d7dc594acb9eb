"""The numbers that Word sets before paragraphs, counted as Word counts them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from thuocdo.documents import read_plan
from thuocdo.documents.word_numbers import ListNumbers

W = nsdecls("w")


def level(depth, form, text, start=1):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def with_lists(*lists, start_again=()):
    """Return a document with lists of these levels: list 901 is the first, 951 starts the first one again at 4."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for place, levels in enumerate(lists, 901):
        pattern = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{place}">{"".join(levels)}</w:abstractNum>')
        numbering.find(qn("w:num")).addprevious(pattern)
        numbering.append(parse_xml(f'<w:num {W} w:numId="{place}"><w:abstractNumId w:val="{place}"/></w:num>'))
    for place in start_again:
        change = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
        instance = f'<w:num {W} w:numId="{place + 50}"><w:abstractNumId w:val="{place}"/>{change}</w:num>'
        numbering.append(parse_xml(instance))
    return document


def add(document, text, number, depth=0):
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = number
    return paragraph


def numbers_of(document):
    numbers = ListNumbers.of(document)
    return [numbers.before(paragraph) for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", ["1.", "2.", "3."]),
        ("decimalZero", ["01.", "02.", "03."]),
        ("upperRoman", ["I.", "II.", "III."]),
        ("lowerRoman", ["i.", "ii.", "iii."]),
        ("upperLetter", ["A.", "B.", "C."]),
        ("lowerLetter", ["a.", "b.", "c."]),
        ("none", [".", ".", "."]),
        ("ideographTraditional", ["1.", "2.", "3."]),  # a form that plans do not use is counted all the same
        ("bullet", ["-", "-", "-"]),
    ],
)
def test_each_form_of_number_is_written_as_word_shows_it(form, numbers):
    document = with_lists([level(0, form, "%1.")])
    for _ in range(3):
        add(document, "Việc", 901)

    assert numbers_of(document) == numbers


def test_deeper_levels_name_the_levels_above_and_begin_again_under_each():
    document = with_lists([level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)")])
    for depth in (0, 1, 2, 1, 0, 1, 2):
        add(document, "Việc", 901, depth)

    assert numbers_of(document) == ["1", "1.1", "a)", "1.2", "2", "2.1", "a)"]


def test_a_deeper_level_without_one_above_counts_from_where_that_level_starts():
    document = with_lists([level(0, "decimal", "%1", start=3), level(1, "decimal", "%1.%2.%9")])
    add(document, "Việc", 901, 1)

    assert numbers_of(document) == ["3.1."]


def test_letters_go_on_after_z_as_word_does():
    document = with_lists([level(0, "lowerLetter", "%1", start=26)])
    for _ in range(2):
        add(document, "Việc", 901)

    assert numbers_of(document) == ["z", "aa"]


def test_large_roman_numbers_are_right():
    document = with_lists([level(0, "upperRoman", "%1", start=49)])
    add(document, "Việc", 901)

    assert numbers_of(document) == ["XLIX"]


def test_a_list_may_say_where_it_starts_and_then_counts_by_itself():
    document = with_lists([level(0, "decimal", "%1")], start_again=[901])
    for number in (901, 901, 951, 901, 951):
        add(document, "Việc", number)

    assert numbers_of(document) == ["1", "2", "4", "3", "5"]


def test_a_style_may_name_the_list():
    document = docx.Document()
    document.add_paragraph("Việc", style="List Bullet")
    document.add_paragraph("Không đánh số")

    assert numbers_of(document) == ["-", ""]


def test_a_number_of_no_list_and_a_file_without_lists_give_nothing():
    document = with_lists([level(0, "decimal", "%1")])
    add(document, "Việc", 7777)
    add(document, "Việc", 901, 5)
    assert numbers_of(document) == ["", ""]

    part = document.part
    for key, related in list(part.rels.items()):
        if related.reltype.endswith("/numbering"):
            del part.rels[key]
    assert numbers_of(document) == ["", ""]


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_numbered_paragraph_with_a_soft_line_end_keeps_its_number_on_the_first_line():
    document = with_lists([level(0, "upperRoman", "%1.")])
    document.add_paragraph("KẾ HOẠCH")
    add(document, "MỤC ĐÍCH\nYÊU CẦU", 901)
    plan = read_plan(saved(document), name="a.docx")

    assert [line.text for line, _ in plan.lines] == ["KẾ HOẠCH", "I. MỤC ĐÍCH", "YÊU CẦU"]


def test_raised_figures_after_words_are_left_out_and_powers_are_kept():
    document = docx.Document()
    paragraph = document.add_paragraph("Trên 20 km")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" có 95%")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" hồ sơ")
    plan = read_plan(saved(document), name="a.docx")

    assert [line.text for line, _ in plan.lines] == ["Trên 20 km2 có 95% hồ sơ"]
