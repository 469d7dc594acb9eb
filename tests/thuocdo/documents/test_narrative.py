"""Heads, paragraphs, references, figures, targets, parties and findings of narratives of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from thuocdo.documents import as_mapping, read_text
from thuocdo.documents.lines import Use, from_text
from thuocdo.documents.paragraphs import paragraphs
from thuocdo.documents.spots import Spot

HEAD = (
    "KẾ HOẠCH\nNâng cao chỉ số năm 2025\n\n"
    "Căn cứ chương trình công tác, UBND tỉnh Lào Cai ban hành Kế hoạch như sau:\n\n"
)


def plan(body, head=HEAD):
    return read_text(head + body)


def codes(read):
    return [(finding.code, finding.severity, finding.expected, finding.found) for finding in read.findings]


LETTER = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
Số: 45/UBND-NC
V/v nâng cao các chỉ số
trên địa bàn tỉnh
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Lào Cai, ngày 31 tháng 02 năm 2026
Kính gửi:
- Các sở, ban, ngành thuộc UBND tỉnh;
- Bưu điện tỉnh.
Thực hiện chương trình công tác năm, đề nghị các cơ quan làm tốt các việc sau:
1. Sở Nội vụ:
- Chủ trì tổng hợp.
2. Sở Tư pháp:
Phối hợp rà soát văn bản.
Căn cứ công văn này, các cơ quan thực hiện.
Nơi nhận:
- Như trên;
- Lãnh đạo
văn phòng;
CHỦ TỊCH
"""


def test_a_letter_has_its_subject_addressees_and_instructions():
    read = read_text(LETTER)

    assert (read.heading.type, read.heading.number) == ("Công văn", "45/UBND-NC")
    assert read.heading.subject == "nâng cao các chỉ số trên địa bàn tỉnh"
    assert (read.heading.date, read.heading.year) == (None, 2026)
    assert read.heading.issuer == "UBND tỉnh Lào Cai"
    assert read.heading.recipients == (
        "Các sở, ban, ngành thuộc UBND tỉnh",
        "Bưu điện tỉnh",
        "Lãnh đạo văn phòng",
    )
    assert (read.heading.signer.name, read.heading.signer.position) == (None, "CHỦ TỊCH")
    assert [(task.code, task.lead, task.lead_role) for task in read.tasks] == [
        ("1-1", ("Sở Nội vụ",), "chủ trì"),
        ("2.0", ("Sở Tư pháp",), "phối hợp"),
    ]


@pytest.mark.parametrize(
    ("head", "issuer", "province"),
    [
        ("UBND TỈNH\nSố: /KH-UBND\nKẾ HOẠCH\nViệc năm 2025\nCăn cứ luật.\n", "UBND tỉnh", None),
        ("ỦY BAN NHÂN DÂN\nKẾ HOẠCH\nViệc của tỉnh Lai Châu\nCăn cứ luật.\n", "UBND tỉnh Lai Châu", "Lai Châu"),
        ("Ghi chép\nKẾ HOẠCH\nViệc chung\nCăn cứ luật.\n", None, None),
        ("KẾ HOẠCH\nViệc\nCăn cứ luật, Sở Nội vụ ban hành Kế hoạch:\n", "Sở Nội vụ", None),
    ],
)
def test_the_issuer_is_read_from_the_head_or_from_the_sentence_that_issues(head, issuer, province):
    heading = read_text(head).heading

    assert (heading.issuer, heading.province) == (issuer, province)


def test_a_text_that_is_no_document_gives_an_empty_plan_and_says_what_it_did_not_understand():
    read = read_text("Một dòng ghi chép.\n")

    assert read.heading.type is None
    assert read.tasks == ()
    assert as_mapping(read)["document"]["signer"] is None


def test_paragraphs_are_joined_over_pages_and_footnotes_stand_apart():
    text = (
        "1. Các cơ quan bảo đảm tỷ lệ tối thiểu 95%1 hồ sơ được trả\n"
        "đúng hạn và đạt mục tiêu của năm2 mà tỉnh đã đề ra và\n"
        "\n\n1 Mục tiêu của tỉnh Yên Bái (cũ) là 90%, tỉnh Lai Châu là 80% theo\nkế hoạch trước.\n2 Giao năm 2024.\n"
        " thông báo rộng rãi. Kết\nthúc đoạn.\nhttps://vi.du/trang\n7\nĐoạn mới bắt đầu.\n"
    )
    told = paragraphs(from_text(text))

    assert [(paragraph.footnote, paragraph.text[:12]) for paragraph in told] == [
        (False, "1. Các cơ qu"),
        (False, "Đoạn mới bắt"),
        (True, "1 Mục tiêu c"),
        (True, "2 Giao năm 2"),
    ]
    assert told[0].text.endswith("đề ra và thông báo rộng rãi. Kết thúc đoạn.")
    assert told[0].spot_of(0).line == 1
    assert told[0].spot_of(10_000).line == told[0].lines[-1].spot.line


def test_documents_are_cited_once_with_what_any_mention_says():
    read = plan(
        "I. NHIỆM VỤ\n- Thực hiện 06/KH-UBND; Nghị định 60/2021/NĐ-CP của Chính phủ.\n"
        "- Theo Kế hoạch số 6/KH-UBND ngày 14/7/2025 của UBND tỉnh Lào Cai về việc chung;"
        " QĐ số 422/QĐ-TTg ngày 31/02/2022; 12/CTPH-SNV.\n- Lại theo số 6/KH-UBND ngày 15/7/2025.\n"
    )

    assert [(ref.type, ref.number, ref.date, ref.issuer) for ref in read.references] == [
        ("Kế hoạch", "06/KH-UBND", date(2025, 7, 14), "UBND tỉnh Lào Cai"),
        ("Nghị định", "60/2021/NĐ-CP", None, "Chính phủ"),
        ("Quyết định", "422/QĐ-TTg", None, "Thủ tướng Chính phủ"),
        ("CTPH", "12/CTPH-SNV", None, None),
    ]
    assert as_mapping(read)["legal_references"][1]["date"] is None


FIGURES = (
    "II. KẾT QUẢ\n"
    "Năm 2024, Chỉ số CCHC của tỉnh Yên Bái (cũ) đạt 80,50 điểm; trong đó điểm thẩm định đạt 50/60 điểm;"
    " điều tra xã hội học là 20/30 điểm (Chỉ số SIPAS 12/10 điểm; khảo sát là 9/20 điểm); tác động là 11 điểm,"
    " xếp thứ 10/63 tỉnh, thành phố (giữ nguyên bậc so với năm 2023) và phấn đấu đạt 90 điểm."
    " Năm 2023 tỉnh Yên Bái (cũ) đạt 79 điểm, đứng thứ 12/63;"
    " năm 2024 tăng 3 điểm, tăng 2 bậc, trong nhóm Trung bình cao).\n"
)


def test_figures_keep_their_index_province_year_and_the_part_they_belong_to():
    facts = plan(FIGURES).facts
    told = [(fact.index, fact.year, fact.measure, str(fact.value), fact.part_of) for fact in facts]

    whole = "điều tra xã hội học"
    assert told == [
        ("PAR INDEX", 2024, "score", "80.50", None),
        ("PAR INDEX", 2024, "component_score", "50", None),
        ("PAR INDEX", 2024, "component_max", "60", None),
        ("PAR INDEX", 2024, "component_score", "20", None),
        ("PAR INDEX", 2024, "component_max", "30", None),
        ("PAR INDEX", 2024, "component_score", "12", whole),
        ("PAR INDEX", 2024, "component_max", "10", whole),
        ("PAR INDEX", 2024, "component_score", "9", whole),
        ("PAR INDEX", 2024, "component_max", "20", whole),
        ("PAR INDEX", 2024, "component_score", "11", None),
        ("PAR INDEX", 2024, "rank", "10", None),
        ("PAR INDEX", 2024, "of", "63", None),
        ("PAR INDEX", 2024, "change_rank", "0", None),
        ("PAR INDEX", 2023, "score", "79", None),
        ("PAR INDEX", 2023, "rank", "12", None),
        ("PAR INDEX", 2023, "of", "63", None),
        ("PAR INDEX", 2024, "change_score", "3", None),
        ("PAR INDEX", 2024, "change_rank", "2", None),
        ("PAR INDEX", 2024, "group", "2", None),
    ]
    assert {fact.province for fact in facts} == {"Yên Bái (cũ)"}
    assert facts[-1].label == "Trung bình cao"


def test_figures_that_contradict_each_other_are_found():
    assert codes(plan(FIGURES)) == [
        ("PD-201", "certain", "50 + 20 + 11 = 81", "80,50"),
        ("PD-201", "certain", "12 + 9 = 21", "20"),
        ("PD-202", "certain", "tối đa 10 điểm (thang 100, các phần khác đã chiếm 60 + 30)", "11 điểm cho tác động"),
        ("PD-203", "certain", "2 (12 → 10)", "0"),
        ("PD-203", "certain", "1,50 (79 → 80,50)", "3"),
    ]


def test_a_part_above_its_own_maximum_is_found_and_a_sum_that_only_rounding_saves_is_probable():
    read = plan(
        "II. KẾT QUẢ\nNăm 2024, Chỉ số PAR INDEX tỉnh Lai Châu đạt 26 điểm;"
        " thẩm định là 8,44/8 điểm; khảo sát là 17,54/20 điểm.\n"
    )

    assert codes(read) == [
        ("PD-201", "probable", "8,44 + 17,54 = 25,98", "26"),
        ("PD-202", "certain", "tối đa 8 điểm", "8,44"),
    ]


TARGETS = """I. MỤC TIÊU
- Chỉ số PAPI tiếp tục tăng điểm, nằm trong nhóm các tỉnh đạt điểm Trung bình cao trở lên.
- Nâng cao Chỉ số SIPAS so với năm 2024.
- Thời gian chờ còn tối đa 25 phút, hồ sơ tồn dưới 2%, số hóa trên 80% và từ 70% đến dưới 90%.
- Có từ 02 mô hình trở lên, gồm 3 nhóm việc; tỷ lệ 50%; giảm 5% so với năm 2021.
- Mức độ hài lòng đạt tối thiểu 90% vào năm 2026; chi phí giảm so với năm 2024.
- Tỷ lệ hồ sơ trả đúng hạn của các cấp đạt 95%.
- Tỷ lệ hồ sơ trả đúng hạn của các cấp đạt 98%.
"""


def test_targets_have_their_operator_value_unit_year_and_base_year():
    read = plan(TARGETS)

    assert [(t.index, t.op, t.value and str(t.value), t.unit, t.year, t.base_year) for t in read.targets] == [
        ("PAPI", ">", None, None, 2025, None),
        ("PAPI", "in_group", None, "Trung bình cao trở lên", 2025, None),
        ("SIPAS", ">", None, None, 2025, 2024),
        (None, "<=", "25", "phút", 2025, None),
        (None, "<", "2", "%", 2025, None),
        (None, ">", "80", "%", 2025, None),
        (None, ">=", "2", None, 2025, None),
        (None, "=", "50", "%", 2025, None),
        (None, "=", "5", "%", 2025, 2021),
        (None, ">=", "90", "%", 2026, None),
        (None, "<", None, None, 2025, 2024),
        (None, "=", "95", "%", 2025, None),
        (None, "=", "98", "%", 2025, None),
    ]
    assert ("PD-204", "probable", "đạt 95%", "đạt 98%") in codes(read)
    written = as_mapping(read)["targets"]
    assert (written[0]["value"], written[3]["value"]) == (None, 25)


def test_a_plan_of_after_july_2025_names_no_districts_old_departments_or_merged_provinces():
    body = (
        "Căn cứ Quyết định số 9/QĐ-BNV ngày 02/7/2025.\nI. NHIỆM VỤ\n"
        "- UBND các huyện và Sở Kế hoạch và Đầu tư làm xong.\n"
        "- Số liệu của tỉnh Yên Bái.\n- Theo Kế hoạch của UBND tỉnh Yên Bái.\n"
    )
    found = [(finding.found, finding.spot.line) for finding in plan(body).findings]

    assert found == [("UBND các huyện", 8), ("Sở Kế hoạch và Đầu tư", 8), ("tỉnh Yên Bái", 9)]
    assert not plan(body.replace("02/7/2025", "02/6/2025")).findings
    assert plan(body.replace("02/7/2025", "02/01/2025")).findings == ()
    assert plan(body.replace("Căn cứ Quyết định số 9/QĐ-BNV ngày 02/7/2025.", "")).findings == ()


TABLE = """
(Có 02 Phụ lục kèm theo)
PHỤ LỤC 01

VIỆC CỤ THỂ

STT Nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Thời gian

1 Nhóm

1.1
việc một trêm 80% hồ sơ
Sở Nội vụ
Sở Nội vụ; UBND cấp xã
Trước ngày 01/01/2025

1.1
việc lặp
Sở Y tế
UBND cấp xã
Theo thời hạn chung

1.4
việc nhảy số
Sở Y tế
UBND cấp xã
Năm 2025

2 Nhóm hai

2.1
việc bảy
Sở Y tế
UBND cấp xã
Năm 2025

2.3 Nhóm con

2.3.1
việc tám
Sở Y tế
UBND cấp xã
Năm 2025
"""


def test_a_table_is_checked_as_a_good_editor_would():
    head = HEAD.replace("KẾ HOẠCH\n", "Lào Cai, ngày 21 tháng 7 năm 2025\nKẾ HOẠCH\n")

    assert codes(plan("I. NHIỆM VỤ\n" + TABLE, head)) == [
        ("PD-206", "certain", "mỗi cơ quan một vai trong một nhiệm vụ", "Sở Nội vụ ở cả hai cột, nhiệm vụ 1.1"),
        ("PD-207", "certain", "2", "1"),
        ("PD-208", "certain", "1.2", "1.1 lặp lại"),
        ("PD-208", "probable", "1.2", "1.4"),
        ("PD-209", "certain", "từ 21/07/2025 trở đi", "Trước ngày 01/01/2025"),
        ("PD-210", "certain", "ngày, quý, năm, định kỳ hoặc thường xuyên", "Theo thời hạn chung"),
        ("PD-211", "probable", "trên", "trêm (“…việc một trêm 80% hồ sơ…”)"),
    ]
    assert [finding.text.endswith(".") for finding in plan(TABLE).findings].count(False) == 0


def test_bullets_belong_to_the_bodies_of_their_heading_to_those_they_name_or_to_nobody():
    read = plan(
        "I. NHIỆM VỤ VÀ MỤC TIÊU\n1. Mục tiêu\n- Giữ vững thứ hạng.\n2. Nhiệm vụ chung\n- Tăng cường tuyên truyền.\n"
        "Câu nối không có dấu đầu dòng.\n- Cổng thông tin điện tử tỉnh: Đăng tải kết quả.\n"
        "2.1. Việc nhỏ\n+ Làm tốt hơn.\nII. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Nội vụ (sau đây gọi là Sở)\na) Chủ trì hướng dẫn.\n"
        "b) Đôn đốc, kiểm tra các đơn vị.\nUBND tỉnh yêu cầu các Sở, ban, ngành báo cáo trước ngày 20/12/2025.\n"
        "III. KINH PHÍ\nDo ngân sách bảo đảm.\nIV. ĐIỀU KHOẢN: có hiệu lực từ ngày ký.\n"
    )
    told = {task.code: (task.lead, task.guidance, task.lead_role) for task in read.tasks}

    assert told == {
        "I.2-1": ((), True, None),
        "I.2-1.0": ((), True, None),
        "I.2-2": (("Cổng thông tin điện tử tỉnh",), False, None),
        "I.2.1-1": ((), True, None),
        "II.1.a": (("Sở Nội vụ",), False, "chủ trì"),
        "II.1.b": (("Sở Nội vụ",), False, "đôn đốc, kiểm tra"),
        "II.0": (("các Sở, ban, ngành",), False, None),
    }
    ignored = [line.text for line, use in read.lines if use is Use.NOT_UNDERSTOOD]
    assert ignored == ["Do ngân sách bảo đảm.", "IV. ĐIỀU KHOẢN: có hiệu lực từ ngày ký."]
    assert as_mapping(read)["not_understood"][0] == {"line": 21, "text": "Do ngân sách bảo đảm."}


def test_a_place_says_its_line_its_stretch_or_its_row():
    assert Spot(line=3).as_json() == {"line": 3}
    assert Spot(line=3).to(Spot(line=5)).as_json() == {"first_line": 3, "last_line": 5}
    assert Spot(page=2, row=4).as_json() == {"page": 2, "row": 4}


def test_a_number_of_the_past_is_exact():
    (fact,) = plan("II. KẾT QUẢ\nNăm 2024 Chỉ số SIPAS tỉnh Lai Châu đạt 81,51%.\n").facts

    assert fact.value == Decimal("81.51")
    assert (fact.province, fact.year, fact.unit) == ("Lai Châu", 2024, "%")


def test_old_targets_in_a_footnote_belong_to_the_provinces_named_and_are_never_the_plans_own():
    read = plan(
        "I. MỤC TIÊU\n- Tỷ lệ hài lòng của người dân về giải quyết hồ sơ phấn đấu đạt tối\nthiểu 95%1 trong năm.\n\n\n"
        "1 Mục tiêu của tỉnh Yên Bái (cũ) là 90%, tỉnh Nơi Khác là 80%.\n"
    )

    assert [(target.province, str(target.value)) for target in read.targets] == [
        ("Lào Cai", "95"),
        ("Yên Bái (cũ)", "90"),
        ("Nơi Khác", "80"),
    ]


def test_a_half_year_plan_is_no_older_than_its_half_year():
    head = HEAD.replace("năm 2025", "6 tháng cuối năm 2025")

    assert codes(plan("I. NHIỆM VỤ\n- Làm ở thị trấn.\n", head)) == [
        ("PD-205", "certain", "hai cấp: tỉnh, xã", "thị trấn")
    ]


def test_passages_about_old_provinces_and_sums_that_hold_raise_no_question():
    read = plan(
        "Căn cứ Quyết định số 9/QĐ-BNV ngày 02/7/2025.\nII. KẾT QUẢ\n"
        "Năm 2024, Chỉ số PAR INDEX tỉnh Yên Bái (cũ) đạt 90 điểm;"
        " thẩm định là 58 điểm; khảo sát là 32 điểm, tăng 2 điểm.\n- Vui mừng.\n"
    )

    assert read.findings == ()
    assert as_mapping(read)["facts"][0]["value"] == 90


def test_a_bullet_before_any_heading_and_a_title_over_two_lines_are_read():
    read = read_text("V/v việc chung\nThực hiện luật.\n1. Sở Y tế\n- Làm tốt.\n")
    assert read.heading.subject == "việc chung"

    bare = plan("I. NHIỆM VỤ\nVÀ GIẢI PHÁP\n- Làm tốt.\n")
    assert [task.code for task in bare.tasks] == ["I-1"]
