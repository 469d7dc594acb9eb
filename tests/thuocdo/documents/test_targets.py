"""What plans want, in texts of our own: operator, value, unit, years, index and the thing each figure is about."""

from __future__ import annotations

import pytest

from thuocdo.documents import read_text

HEAD = "UBND TỈNH LÀO CAI\nLào Cai, ngày 14 tháng 8 năm 2025\nKẾ HOẠCH\nNâng cao chỉ số năm 2025\nCăn cứ Luật;\n\n"
WANTED = "II. MỤC TIÊU\n- "


def targets(body):
    return read_text(f"{HEAD}{body}\n").targets


def meanings(body):
    return [
        " ".join(str(part or "-") for part in (t.index, t.year, t.op, t.value, t.unit, t.base_year))
        for t in targets(body)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PAR INDEX năm 2026 đạt 88,5% trở lên, xếp thứ 10/34.",
            ["PAR INDEX 2026 >= 88.5 % -", "PAR INDEX 2026 = 10 hạng -"],
        ),
        ("PAR INDEX xếp hạng thứ 10 trở lên.", ["PAR INDEX 2025 <= 10 hạng -"]),
        ("PAR INDEX tăng ít nhất 05 bậc so với năm 2024.", ["PAR INDEX 2025 >= 5 bậc 2024"]),
        ("SIPAS không thấp hơn 90%; PAPI không dưới 42 điểm.", ["SIPAS 2025 >= 90 % -", "PAPI 2025 >= 42 điểm -"]),
        ("Hồ sơ chậm không quá 2%, không vượt quá 5 phút.", ["- 2025 <= 2 % -", "- 2025 <= 5 phút -"]),
        ("PAPI nằm trong nhóm 20 tỉnh; SIPAS thuộc tốp 10.", ["PAPI 2025 <= 20 hạng -", "SIPAS 2025 <= 10 hạng -"]),
        (
            "PAR INDEX tăng từ 3 - 5 bậc, tăng 1,5 điểm so với năm 2024.",
            ["PAR INDEX 2025 >= 3 bậc -", "PAR INDEX 2025 = 1.5 điểm 2024"],
        ),
        (
            "Trực tuyến đạt và vượt 85%; số hóa ≥ 95%; trễ hạn < 2%; vượt 3%.",
            ["- 2025 >= 85 % -", "- 2025 >= 95 % -", "- 2025 < 2 % -", "- 2025 > 3 % -"],
        ),
        (
            "Giảm ít nhất 30% thời gian, 30% chi phí, 100% đơn vị.",
            ["- 2025 >= 30 % -", "- 2025 >= 30 % -", "- 2025 = 100 % -"],
        ),
        ("SIPAS đạt tối thiểu 95% năm 2026 (năm 2024 đạt 84%).", ["SIPAS 2026 >= 95 % -"]),
        ("GRDP năm sau cao hơn năm trước.", ["- 2025 > - - 2024"]),
        ("PAR INDEX năm 2025 cao hơn năm 2024 từ 1% trở lên.", ["PAR INDEX 2025 >= 1 % 2024"]),
        ("90% - 95% hồ sơ; từ 80 đến 85% người dân.", ["- 2025 >= 90 % -", "- 2025 >= 80 % -"]),
        ("Năm 2025: đạt 80%; năm 2026: đạt 90%.", ["- 2025 = 80 % -", "- 2026 = 90 % -"]),
        ("Từ 70% đến dưới 90%; 9 nhóm việc; theo 61/2018/NĐ-CP.", []),
    ],
)
def test_every_wording_gives_operator_value_unit_and_years(text, expected):
    assert meanings(WANTED + text) == expected


def test_a_heading_or_the_head_of_a_paragraph_says_the_index_of_figures_that_name_none():
    under = "II. MỤC TIÊU\n1. Đối với Chỉ số PAPI\n- Tổng điểm đạt 43 điểm.\n2. Mục tiêu khác\n- Hồ sơ đạt 98%."

    assert meanings(under) == ["PAPI 2025 = 43 điểm -", "- 2025 = 98 % -"]
    assert meanings(WANTED + "Chỉ số SIPAS: Giữ vững kết quả. Phấn đấu đạt 86%.") == ["SIPAS 2025 = 86 % -"]


def test_outside_the_parts_that_set_targets_only_what_is_striven_for_is_one():
    assert meanings("I. MỤC ĐÍCH, YÊU CẦU\n- Phấn đấu PAR INDEX đạt 88% trở lên.\n- Bảo đảm 100% yêu cầu.") == [
        "PAR INDEX 2025 >= 88 % -"
    ]
    read = read_text(HEAD + "I. ĐÁNH GIÁ\nNăm 2024, PAR INDEX đạt 85,97 điểm. Phấn đấu năm 2025 đạt 87 điểm.\n")
    assert [str(fact.value) for fact in read.facts] == ["85.97"]
    assert [str(target.value) for target in read.targets] == ["87"]


def test_what_was_reached_stands_beside_what_is_wanted_as_a_fact():
    read = read_text(HEAD + WANTED + "Phấn đấu SIPAS đạt 86% (năm 2024 đạt 84,92%), tăng 1,08% so với năm 2024.\n")

    assert [(fact.year, fact.measure, str(fact.value)) for fact in read.facts] == [(2024, "score", "84.92")]
    assert [(target.op, str(target.value), target.base_year) for target in read.targets] == [
        ("=", "86", None),
        ("=", "1.08", 2024),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Mức độ hài lòng của người dân, doanh nghiệp đạt 95%.", ["Mức độ hài lòng của người dân, doanh nghiệp"]),
        ("100% phản ánh, kiến nghị được xử lý;", ["phản ánh, kiến nghị được xử lý"]),
        ("Cắt giảm ít nhất 30% thời gian đối với ít nhất 20% thủ tục.", ["thời gian", "thủ tục"]),
        ("100% hồ sơ được trả, với tỷ lệ trực tuyến đạt 65%.", ["hồ sơ được trả", "tỷ lệ trực tuyến"]),
        ("Có từ 02 cuộc đối thoại trở lên.", ["cuộc đối thoại"]),
        ("b) Bảo đảm số phiếu thu về đạt tỷ lệ 100%.", ["số phiếu thu về"]),
        ("Nâng cao Chỉ số SIPAS so với năm 2024.", ["Chỉ số SIPAS"]),
        ("PAR INDEX đạt 88%, xếp thứ 10/34.", ["PAR INDEX", "PAR INDEX đạt 88%"]),
        ("Rà soát " + "từng việc " * 40 + "đạt 95%.", [("từng việc " * 16).strip()]),
        ("100% " + "từng việc " * 40 + ".", [f"{'từng việc ' * 15}từng"]),
    ],
)
def test_the_label_says_what_a_figure_is_about(text, labels):
    assert [target.label for target in targets(WANTED + text)] == labels
