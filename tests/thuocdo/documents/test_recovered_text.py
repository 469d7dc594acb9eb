"""Text recovered from PDF, of our own making: each claim beside the smallest text that shows it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from thuocdo.documents import read_plan, read_text
from thuocdo.documents.codes import Numbering
from thuocdo.documents.lines import Gap, Use, from_text, join
from thuocdo.documents.recovered import find_tables
from thuocdo.documents.rows import CERTAIN
from thuocdo.documents.widths import width, would_fit

HEADER = "STT Nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Thời gian"
ROWS = """
CÁC NHÓM VIỆC

1 Nhóm việc thứ nhất

1.1

Rà soát quy trình và công khai kết

quả tại nơi tiếp nhận theo NĐ-

CP của năm trước
Sở Nội vụ

Các Sở, ban, ngành tỉnh;

UBND cấp xã
Thường xuyên
12

{header}

1.2

Tập huấn cho công chức mới được
Sở Tư pháp
Năm 2025
{header}

tuyển dụng trong năm

1.3

Việc chưa rõ ai làm
"""


def appendix(rows, header=HEADER):
    return f"PHỤ LỤC 01\n\nVIỆC CỤ THỂ\n\n(Kèm theo Kế hoạch)\n\n{header}\n{rows.format(header=header)}"


def tasks(text):
    return {task.code: task for task in read_text(text).tasks if task.appendix}


def test_cells_lines_and_pages_are_put_together():
    found = tasks(appendix(ROWS))

    assert found["1.1"].content == "Rà soát quy trình và công khai kết quả tại nơi tiếp nhận theo NĐ-CP của năm trước"
    assert found["1.1"].lead == ("Sở Nội vụ",)
    assert found["1.1"].coordinating == ("Các Sở, ban, ngành tỉnh", "UBND cấp xã")
    assert found["1.1"].parent == "1"
    assert [group.code for group in read_text(appendix(ROWS)).groups] == [None, "1"]
    assert found["1.2"].content == "Tập huấn cho công chức mới được tuyển dụng trong năm"
    assert found["1.2"].coordinating == ()
    assert found["1.2"].deadline.until == date(2025, 12, 31)


def test_a_row_whose_bodies_were_not_found_is_kept_and_said_to_be_a_guess():
    found = tasks(appendix(ROWS))

    assert found["1.3"].lead == ()
    assert found["1.3"].confidence < found["1.1"].confidence


def test_page_numbers_and_repeated_headers_are_furniture():
    plan = read_text(appendix(ROWS))
    furniture = [line.text for line, use in plan.lines if use is Use.FURNITURE]

    assert furniture.count(HEADER) == 3
    assert "12" in furniture


def test_a_table_on_one_page_has_its_header_up_to_the_first_number():
    (table,) = find_tables(
        from_text("PHỤ LỤC\n\nSTT Nhiệm vụ\n\nChủ trì Thời gian\n\n1 Làm việc\n\nSở Nội vụ\n\nNăm 2025\n")
    )

    assert table.appendix == "01"
    assert [row.code for row in table.rows] == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "PHỤ LỤC 01\n\nKhông có bảng nào ở đây.\n",
        "PHỤ LỤC 01\n\nSTT Tên đơn vị Điểm\n\n1 Sở Nội vụ 90\n",
    ],
    ids=["no table", "a table of something else"],
)
def test_an_appendix_without_tasks_gives_none_and_its_lines_are_kept(text):
    plan = read_text(text)

    assert plan.tasks == ()
    assert len(plan.lines) == len([line for line in text.split("\n") if line])


@pytest.mark.parametrize("title", ["PHỤ LỤC", "PHỤ LỤC SỐ 01: VIỆC CỤ THỂ", "Phụ lục", "Phụ lục I", "Phụ lục số 2"])
def test_an_appendix_begins_with_its_title_in_capitals_or_in_small_letters_alone(title):
    (table,) = find_tables(from_text(f"{title}\n\n{HEADER}\n\n1\n\nviệc chung\n\nSở Nội vụ\n\nNăm 2025\n"))

    assert table.appendix == {"Phụ lục I": "I", "Phụ lục số 2": "2"}.get(title, "01")


def test_a_sentence_that_was_broken_around_the_word_appendix_begins_none():
    text = f"Các đơn vị thực hiện nhiệm vụ tại\nPhụ lục 01\nkèm theo Kế hoạch này.\n{appendix(ROWS)}"

    assert len(find_tables(from_text(text))) == 1
    assert [line.text for line, use in read_text(text).lines[:3]] == text.split("\n")[:3]
    assert [use for _line, use in read_text(text).lines[:3]].count(Use.FURNITURE) == 0


RESTARTED = """
I
CHỈ ĐẠO ĐIỀU HÀNH
1
Kiểm tra công vụ tại hai mươi
phần trăm số đơn vị
Sở Nội vụ
UBND cấp xã
Năm 2025
II. THỂ CHẾ
1. Rà soát văn bản hết hiệu lực
Sở Tư pháp
Các Sở, ban, ngành
Quý IV năm 2025
2. Kiểm tra văn bản của cấp xã
Sở Tư pháp
UBND cấp xã
Thường xuyên
"""


def test_numbers_may_begin_again_under_each_heading():
    plan = read_text(appendix(RESTARTED, HEADER.replace("STT", "Stt")))

    assert [(task.parent, task.code, task.lead[0]) for task in plan.tasks] == [
        ("I", "1", "Sở Nội vụ"),
        ("II", "1", "Sở Tư pháp"),
        ("II", "2", "Sở Tư pháp"),
    ]
    assert {task.confidence for task in plan.tasks} == {CERTAIN}


def test_numbers_that_begin_again_under_another_heading_do_not_repeat():
    row = "1\nviệc chung\nSở Y tế\nUBND cấp xã\nNăm 2025\n"
    again = read_text(appendix(f"I\nNHÓM ĐẦU\n{row}II\nNHÓM SAU\n{row}"))

    assert [task.code for task in again.tasks] == ["1", "1"]
    assert [finding.code for finding in again.findings if finding.code == "PD-208"] == []


def test_the_words_of_a_text_and_a_lead_that_share_a_line_are_parted():
    rows = (
        "\n1\n\nGiảm thời gian chờ so với năm 2024 Sở Tài chính\n\nUBND cấp xã\n\nNăm 2025\n"
        "\n2\n\nviệc theo Luật mới\n\nSở Y tế\n\nNăm 2025\n"
    )
    found = tasks(appendix(rows))

    assert (found["1"].content, found["1"].lead) == ("Giảm thời gian chờ so với năm 2024", ("Sở Tài chính",))
    assert (found["2"].content, found["2"].lead, found["2"].coordinating) == ("việc theo Luật mới", ("Sở Y tế",), ())


def test_a_deadline_alone_ends_a_row_but_a_sentence_that_begins_like_one_does_not():
    rows = (
        "\n1\n\nThường xuyên rà soát quy định của cơ quan và cập nhật kịp thời, đầy đủ, chính xác\n\n"
        "2\n\nviệc chung của cả hai cấp\n\nThường xuyên\n"
    )
    found = tasks(appendix(rows))

    assert found["1"].deadline is None
    assert found["2"].deadline.text == "Thường xuyên"


def test_criterion_and_content_are_parted_where_a_line_was_broken_early():
    header = "STT Tiêu chí Nội dung Chủ trì Phối hợp Thời gian Ghi chú"
    rows = (
        "\n1\n\nMức độ hoàn thành\n\nkế hoạch năm\n\nHoàn thành đủ 100% số việc trong kế hoạch\n\nđã ban hành\n"
        "Sở Nội vụ\n\nUBND cấp xã\nNăm 2025\n\n"
        "2\nKiểm tra công vụ\n\nCBCCVC\n\nKiểm tra ít nhất hai mươi phần trăm số đơn\n\nvị trong tỉnh\n"
        "Sở Nội vụ\n\nUBND cấp xã\n"
        "Năm 2025\n\n3\n\nnăng lực số\nSở Nội vụ\n\nUBND cấp xã\nNăm 2025\n"
    )
    found = tasks(appendix(rows, header))

    assert (found["1"].criterion, found["1"].content) == (
        "Mức độ hoàn thành kế hoạch năm",
        "Hoàn thành đủ 100% số việc trong kế hoạch đã ban hành",
    )
    assert found["2"].criterion == "Kiểm tra công vụ CBCCVC"
    assert (found["3"].criterion, found["3"].content) == ("năng lực số", "")


def test_cells_printed_once_for_a_group_hold_for_its_rows():
    rows = (
        "\nA\nVIỆC CỦA CÁC CẤP\n \n\nI\nNhóm đầu\n\n\n\n"
        "Sở Nội vụ\n\n\n\nUBND cấp xã\n\n\n\nThường xuyên\n\n1\n\nviệc một\n\n2\n\nviệc hai\n\n"
        "II Nhóm sau\n\n3\n\nviệc ba\n\n\n\nSở Y tế\n\n\n\nUBND cấp xã\n\n\n\nNăm 2025\n\n4\n\nviệc bốn\n"
    )
    plan = read_text(appendix(rows))
    found = {task.code: task for task in plan.tasks}

    assert [(group.code, group.parent) for group in plan.groups] == [("A", None), ("I", "A"), ("II", "A")]
    assert found["1"].lead == found["2"].lead == ("Sở Nội vụ",)
    assert found["2"].content == "việc hai"
    assert found["4"].lead == found["3"].lead == ("Sở Y tế",)
    assert (found["1"].parent, found["3"].parent) == ("I", "II")


def test_joining_keeps_the_hyphen_of_a_broken_word_and_the_blanks_of_a_dash():
    assert join(("268/QĐ-", "BNV ngày", "kinh tế -", "xã hội")) == "268/QĐ-BNV ngày kinh tế - xã hội"


def test_the_usual_distance_of_lines_is_learnt_from_lines_that_continue():
    spaced = from_text("Một câu dài\n\ncòn nối tiếp\n\nđến hết.\nDòng sát\n\n\nDòng xa\n")
    tight = from_text("MỘT\nHAI\n\nBA")

    assert [line.gap for line in spaced] == [Gap.HARD, Gap.SOFT, Gap.SOFT, Gap.HARD, Gap.HARD]
    assert [line.gap for line in tight] == [Gap.HARD, Gap.SOFT, Gap.HARD]


def test_widths_are_those_of_the_typeface():
    assert width("iii") < width("mmm")
    assert width("Ưu tiên") == width("Uu tien")
    assert would_fit("một", "hai ba", width("một hai"))
    assert not would_fit("một", "hai ba", width("một hai") - 1)


@pytest.mark.parametrize(
    ("before", "text", "taken"),
    [
        ((), "1 Việc đầu", ("1", "Việc đầu")),
        ((), "2 Việc sau", None),
        ((), "1 việc nhỏ", None),
        (("1",), "1.1", ("1.1", "")),
        (("1", "1.1"), "1.3", ("1.3", "")),
        (("1", "1.1"), "1.9", None),
        (("1", "1.1"), "1.1", ("1.1", "")),
        (("1", "1.1.1"), "1.1", None),
        (("1", "1.1"), "2.1", ("2.1", "")),
        (("1", "1.1"), "1.2.1", ("1.2.1", "")),
        (("1", "1.1"), "1.2.2", None),
        (("1",), "3", ("3", "")),
        (("1",), "2025", None),
        ((), "01", ("01", "")),
        (("01",), "02", ("02", "")),
        (("1", "2"), "03", None),
        (("A",), "B", ("B", "")),
        (("A",), "D", None),
        (("A", "I"), "II Nhóm", ("II", "Nhóm")),
        (("I", "1", "2", "II"), "1", ("1", "")),
        (("I", "1", "2", "II"), "3", ("3", "")),
        (("I", "1", "2", "II", "1"), "1", None),
        (("A", "I"), "Việc", None),
    ],
)
def test_a_number_begins_a_row_only_where_it_may_come_next(before, text, taken):
    numbering = Numbering()
    for code in before:
        numbering.take(code)

    assert numbering.take(text) == taken


@pytest.mark.parametrize(
    ("codes", "parents"),
    [
        (("A", "I", "1", "2", "II", "3"), (None, "A", "I", "I", "A", "II")),
        (("A", "B", "C", "1"), (None, None, None, "C")),
        (("1", "1.1", "1.1.1"), (None, "1", "1.1")),
        (("Đ.2",), ("Đ",)),
    ],
)
def test_a_number_that_surely_is_one_has_the_group_above_as_its_parent(codes, parents):
    numbering = Numbering()

    assert tuple(numbering.see(code) for code in codes) == parents


def test_after_the_last_letter_or_roman_number_none_follows():
    numbering = Numbering()
    numbering.letter, numbering.roman = "K", "XV"

    assert numbering.take("L") is None


@pytest.mark.parametrize(
    "text",
    [
        appendix("1\n\n" + "Các cơ quan, đơn vị và các cơ quan, đơn vị; " * 200 + "\n\nxong\n"),
        appendix("1\n\n" + "Các cơ quan rà soát và các đơn vị thực hiện, " * 200 + "!\n"),
        appendix("1\n\n" + "Các cơ quan rà soát từng việc\n\n" * 300 + "!!\n"),
        appendix("1\n\n" + "Trung tâm Phục vụ hành chính công và Ban Quản lý dự án; " * 200 + "!\n"),
        appendix("1\n\nSở Nội vụ\nUBND cấp xã\nQuý I, " + "II, III, " * 2_000 + "\n"),
        appendix("1\n\nSở Nội vụ\nUBND cấp xã\nTrước " + "15/7/2025, " * 3_000 + "\n"),
        "KẾ HOẠCH\nA\nCăn cứ\nI. NHIỆM VỤ\n- " + "nâng cao đạt 95% " * 1_000,
        "KẾ HOẠCH\nA\nCăn cứ\nI. NHIỆM VỤ\n- PAPI " + "(năm 2024 đạt 9 điểm " * 1_000,
    ],
    ids=["bodies", "sentences", "lines", "names", "quarters", "days", "targets", "brackets"],
)
def test_a_hostile_text_costs_no_more_than_a_long_one(text):
    started = time.perf_counter()
    read_text(text)

    assert time.perf_counter() - started < 2


def test_text_in_a_legacy_encoding_is_refused_with_its_remedy():
    with pytest.raises(Exception, match="VN-"):
        read_plan("KÕ ho¹ch c¶i c¸ch hµnh chÝnh cña tØnh".encode(), name="a.txt")
