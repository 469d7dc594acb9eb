"""Bodies and their parts, deadlines: a table of what is printed and what is understood."""

from __future__ import annotations

import re
from datetime import date

import pytest

from thuocdo.documents.bodies import Cell, leading_bodies, read_cell, starts_with_body
from thuocdo.documents.deadlines import find_deadline, looks_like_deadline, read_deadline
from thuocdo.documents.tasks import parts, without_notes


@pytest.mark.parametrize(
    ("printed", "names", "role"),
    [
        ("Các Sở, ban, ngành tỉnh; UBND cấp xã", ("Các Sở, ban, ngành tỉnh", "UBND cấp xã"), None),
        (
            "Sở Tài chính và các Sở, ban, ngành; UBND các xã, phường",
            ("Sở Tài chính", "các Sở, ban, ngành", "UBND các xã, phường"),
            None,
        ),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",), None),
        (
            "Sở Khoa học và Công nghệ theo dõi, đôn đốc và tổng hợp",
            ("Sở Khoa học và Công nghệ",),
            "theo dõi, đôn đốc và tổng hợp",
        ),
        ("Các đơn vị được kiểm tra", ("Các đơn vị được kiểm tra",), None),
        ("- UBND cấp xã; - Các trường học.", ("UBND cấp xã", "Các trường học"), None),
        ("Hội Nông dân tỉnh, Bảo hiểm xã hội", ("Hội Nông dân tỉnh", "Bảo hiểm xã hội"), None),
        ("Nhóm Sáng kiến; Sở Y tế", ("Nhóm Sáng kiến", "Sở Y tế"), None),
        ("Sở Y tế cùng nhóm khác", ("Sở Y tế cùng nhóm khác",), None),
        ("", (), None),
    ],
)
def test_a_cell_of_bodies_is_split_where_one_ends_and_never_inside_a_name(printed, names, role):
    assert read_cell(printed) == Cell(names=names, role=role)


@pytest.mark.parametrize(
    ("lead_role", "coordinating_role", "told"),
    [
        (None, None, ["answers", "contributes"]),
        ("theo dõi", None, ["watches", "does"]),
        (None, "tổng hợp", ["does", "watches"]),
        ("theo dõi", "tổng hợp", ["watches", "watches"]),
    ],
)
def test_a_part_follows_from_the_column_and_the_role_together(lead_role, coordinating_role, told):
    lead = Cell(names=("Sở Nội vụ",), role=lead_role)
    coordinating = Cell(names=("UBND cấp xã",), role=coordinating_role)

    assert [part.part.value for part in parts(lead, coordinating)] == told


def test_the_bodies_a_sentence_begins_with_end_at_its_verb():
    assert leading_bodies("Sở Nội vụ chịu trách nhiệm đôn đốc") == ("Sở Nội vụ",)
    assert leading_bodies("Sở Y tế, UBND cấp xã tập trung làm") == ("Sở Y tế", "UBND cấp xã")
    assert leading_bodies("Tăng cường tuyên truyền") == ()
    assert leading_bodies("Các cơ quan rà soát từng bước của quy trình giải quyết mọi loại hồ sơ") == ()


def test_a_heading_may_begin_with_whoever_leads_a_body():
    assert starts_with_body("Thủ trưởng các cơ quan")
    assert not starts_with_body("Chế độ báo cáo")


@pytest.mark.parametrize(
    ("printed", "kind", "until", "rhythm"),
    [
        ("Thường xuyên", "continuous", None, None),
        ("Năm 2025", "within", "2025-12-31", None),
        ("Quý III và Quý IV", "within", "2025-12-31", None),
        ("Quý I/2026", "within", "2026-03-31", None),
        ("Quý III và năm", "within", "2025-12-31", None),
        ("Thường xuyên; quý III và năm", "continuous+within", "2025-12-31", None),
        ("6 tháng đầu năm", "within", "2025-06-30", None),
        ("6 tháng cuối năm 2025", "within", "2025-12-31", None),
        ("Tháng 02/2028", "within", "2028-02-29", None),
        ("Tháng 9", "within", "2025-09-30", None),
        ("Trước ngày 15/7/2025", "date", "2025-07-15", None),
        ("Ngày 31/02/2025", "unknown", None, None),
        (
            "Trước ngày 15 của tháng cuối cùng kỳ báo cáo",
            "recurring",
            None,
            "15th of the last month of each period",
        ),
        ("Trước ngày 20 hằng tháng", "recurring", None, "20th of each month"),
        ("Hàng quý", "recurring", None, "each quarter"),
        ("Hằng năm", "recurring", None, "each year"),
        ("Trước, trong và sau bầu cử", "conditional", None, None),
        ("Thường xuyên và theo Kế hoạch", "continuous+conditional", None, None),
        ("Năm 2025 (tùy thời gian yêu cầu của nhiệm vụ)", "within+conditional", "2025-12-31", None),
        ("Khi thuận lợi", "unknown", None, None),
        ("Trong Quý IV", "within", "2025-12-31", None),
        ("Quý III, IV năm 2025", "within", "2025-12-31", None),
        ("Quý III - IV/2025", "within", "2025-12-31", None),
        ("Tháng 7 - 12/2025", "within", "2025-12-31", None),
        ("Tháng 9, 11", "within", "2025-11-30", None),
        ("Từ tháng 7 đến tháng 9/2025", "within", "2025-09-30", None),
        ("Từ ngày 01/7/2025 đến 31/10/2025", "date", "2025-10-31", None),
        ("Từ tháng 7/2025", "continuous", None, None),
        ("Năm 2025-2026", "within", "2026-12-31", None),
        ("Giai đoạn 2025-2030", "within", "2030-12-31", None),
        ("2026", "within", "2026-12-31", None),
        ("Đầu quý IV", "unknown", None, None),
        ("trước ngày 30 tháng 9 năm 2025", "date", "2025-09-30", None),
        ("Trước ngày 30 tháng 9", "date", "2025-09-30", None),
        ("Hoàn thành trước tháng 10", "date", "2025-10-01", None),
        ("Trước tháng 01/2026", "date", "2026-01-01", None),
        ("Trước quý IV năm 2025", "date", "2025-10-01", None),
        ("Trước năm 2026", "date", "2026-01-01", None),
        ("Trước ngày 30/9", "date", "2025-09-30", None),
        ("Đến 31/10", "date", "2025-10-31", None),
        ("Hoàn thành 31/10/2025", "date", "2025-10-31", None),
        ("Tháng cuối quý", "recurring", None, "each quarter"),
        ("Tháng cuối cùng của kỳ báo cáo", "recurring", None, "each period"),
        ("Theo lộ trình", "conditional", None, None),
        ("Ngay sau khi ban hành", "conditional", None, None),
    ],
)
def test_a_deadline_is_a_structure(printed, kind, until, rhythm):
    written = read_deadline(printed, year=2025).as_json()

    assert (written["text"], written["kind"], written["until"]) == (printed, kind, until)
    assert written.get("rhythm") == rhythm
    assert written.get("before", False) is (re.search(r"rước (?:ngày|tháng \d|quý|năm)", printed) is not None)


def test_a_period_without_any_year_has_no_last_day():
    assert read_deadline("Quý III", year=None).until is None
    assert read_deadline("Trước quý III", year=None).until is None


def test_each_quarter_and_month_of_a_list_falls_due_and_of_a_range_the_last():
    assert read_deadline("Quý II, III và IV", year=2025).ends == (
        date(2025, 6, 30),
        date(2025, 9, 30),
        date(2025, 12, 31),
    )
    assert read_deadline("Tháng 9 và 12/2025", year=2025).ends == (date(2025, 9, 30), date(2025, 12, 31))
    assert read_deadline("Quý II đến quý IV", year=2025).ends == (date(2025, 12, 31),)


def test_a_deadline_is_found_inside_a_sentence_only_where_a_day_is_named():
    assert find_deadline("gửi báo cáo trước ngày 10/8/2025 để tổng hợp", year=2025).until == date(2025, 8, 10)
    assert find_deadline("gửi báo cáo đúng hạn", year=2025) is None
    assert looks_like_deadline("Quý IV")
    assert not looks_like_deadline("Sở Nội vụ")


def test_the_number_of_a_footnote_glued_to_a_percentage_is_taken_off():
    assert without_notes("tối thiểu 95%1 hồ sơ, 100% văn bản") == "tối thiểu 95% hồ sơ, 100% văn bản"
