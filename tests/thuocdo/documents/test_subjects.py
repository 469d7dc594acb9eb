"""Who does what sentences of our own say."""

from __future__ import annotations

import pytest

from thuocdo.documents import read_text
from thuocdo.documents.subjects import subjects_of, verb_of

HEAD = "UBND TỈNH LÀO CAI\nLào Cai, ngày 14 tháng 8 năm 2025\nKẾ HOẠCH\nNâng cao chỉ số năm 2025\nCăn cứ Luật;\n\n"


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("UBND các xã, phường có trách nhiệm chỉ đạo", ("UBND các xã, phường",)),
        ("Các Sở: Nội vụ, Tài chính và Công an tỉnh phối hợp", ("Sở Nội vụ", "Sở Tài chính", "Công an tỉnh")),
        ("Các sở, ngành Tư pháp, Văn phòng UBND tỉnh căn cứ", ("Sở Tư pháp", "Văn phòng UBND tỉnh")),
        ("Các Sở: Văn hóa, Thể thao và Du lịch, Y tế báo cáo", ("Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế")),
        (
            "Các đơn vị: Công an tỉnh; Công ty Điện lực Lào Cai; Bảo hiểm xã hội Lào Cai trực tiếp làm",
            ("Công an tỉnh", "Công ty Điện lực Lào Cai", "Bảo hiểm xã hội Lào Cai"),
        ),
        ("Thủ trưởng các sở, ban, ngành; Chủ tịch UBND cấp xã tập trung", ("các sở, ban, ngành", "UBND cấp xã")),
        ("Các cơ quan, đơn vị, địa phương nghiêm túc thực hiện", ("Các cơ quan, đơn vị, địa phương",)),
        ("Ban hành quy định mới", ()),
        ("Tăng cường tuyên truyền", ()),
        ("Các cơ quan " + "và các đơn vị " * 40, ()),
    ],
)
def test_the_bodies_before_the_verb_do_it(sentence, bodies):
    assert subjects_of(sentence) == bodies


def test_a_sentence_begins_anew_with_its_verb():
    assert verb_of("Sở Y tế phối hợp với Sở Tài chính") == "Phối hợp với Sở Tài chính"
    assert verb_of("Làm tốt") == "Làm tốt"


def tasks(body):
    return {task.code: (task.lead, task.lead_role, task.guidance) for task in read_text(HEAD + body).tasks}


def test_a_bullet_that_names_its_own_bodies_is_theirs_unless_it_means_everybody():
    told = tasks(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ; UBND các xã, phường\n- Sở Nội vụ phối hợp với Bưu điện tỉnh.\n"
        "- Các cơ quan, đơn vị thực hiện nghiêm.\n- Báo cáo kịp thời.\n"
    )

    both = ("Sở Nội vụ", "UBND các xã, phường")
    assert told == {
        "I.1-1": (("Sở Nội vụ",), "phối hợp", False),
        "I.1-2": (both, None, False),
        "I.1-3": (both, None, False),
    }


def test_a_paragraph_after_a_bullet_is_guidance_of_its_own_and_a_closing_one_is_nothing():
    told = tasks(
        "I. NHIỆM VỤ\nCác cơ quan tiếp tục làm tốt.\n1. Cải cách thể chế\n- Rà soát văn bản.\nKiểm tra văn bản.\n"
        "Sửa văn bản.\n- Về an ninh:\n+ Giữ gìn trật tự.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Làm.\n"
        "Trên đây là Kế hoạch, yêu cầu các cơ quan, đơn vị thực hiện./.\n"
    )

    assert told == {
        "I.1-1": ((), None, True),
        "I.1-1.0": ((), None, True),
        "I.1-1.0b": ((), None, True),
        "I.1-2-1": ((), None, True),
        "II.1-1": (("Sở Y tế",), None, False),
    }


def test_a_duty_to_report_is_everybodys_and_recurs():
    (task,) = read_text(
        HEAD + "I. TỔ CHỨC THỰC HIỆN\n1. Chế độ báo cáo\n- Các cơ quan, đơn vị gửi báo cáo hàng quý (trước ngày 15).\n"
    ).tasks

    assert task.lead == ("Các cơ quan, đơn vị",)
    assert (task.deadline.text, [str(kind) for kind in task.deadline.kinds]) == (
        "hàng quý (trước ngày 15)",
        ["recurring"],
    )
