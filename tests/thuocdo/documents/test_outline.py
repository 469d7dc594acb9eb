"""Numbers of narratives of our own, and figures that contradict one another, asked about as a good editor would."""

from __future__ import annotations

import pytest

from thuocdo.documents import read_text

HEAD = "UBND TỈNH LÀO CAI\nLào Cai, ngày 14 tháng 8 năm 2025\nKẾ HOẠCH\nNâng cao chỉ số năm 2025\nCăn cứ Luật;\n\n"


def findings(body):
    return [(one.code, one.severity, one.expected, one.found) for one in read_text(HEAD + body).findings]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I. VIỆC\n1. Một.\n2. Hai.\n2. Hai nữa.\n", [("PD-208", "certain", "3", "2 lặp lại")]),
        ("I. VIỆC\n1. Một.\n3. Ba.\n", [("PD-208", "probable", "2", "3")]),
        ("I. VIỆC\n- Làm.\nIII. NỮA\n- Làm.\n", [("PD-208", "probable", "II", "III")]),
        ("I. VIỆC\na) Một.\nb) Hai.\nd) Ba.\n", [("PD-208", "probable", "c", "d")]),
        ("I. VIỆC\n2.1. Một.\n2.3. Hai.\n", [("PD-208", "probable", "2.2", "2.3")]),
        ("I. VIỆC\n1. Một.\na) Một.\n2. Hai.\na) Một.\nII. NỮA\n1. Một.\n1. Lại.\n9. Xa.\n", []),
        ("I. VIỆC\nđ) Một.\ne) Hai.\nf) Ba.\nh) Bốn.\n", []),
    ],
)
def test_numbers_that_repeat_or_jump_are_asked_about_and_lists_that_begin_again_are_not(body, expected):
    assert findings(body) == expected


def test_a_percentage_must_be_the_share_it_stands_beside():
    body = "I. KẾT QUẢ\nĐiểm thẩm định 60/80 điểm (70%), 58,72/67 điểm, đạt 87,6%, khảo sát 20/0 điểm (5%).\n"

    assert findings(body) == [("PD-213", "certain", "60/80 = 75,00%", "70%")]


def test_the_whole_of_an_index_is_one_thing_however_it_is_named():
    body = (
        "I. MỤC TIÊU\n- Phấn đấu Chỉ số SIPAS đạt 85%.\n- Nâng cao kết quả Chỉ số SIPAS của tỉnh đạt 86%.\n"
        "- SIPAS đạt 85 điểm.\n- Hồ sơ đạt 90%.\n- Hồ sơ đạt 91%.\n"
    )

    assert findings(body) == [("PD-204", "probable", "đạt 85%", "đạt 86%")]
