"""Plans of our own in Word, Excel, PDF and text read to the same tasks, every field exact."""

from __future__ import annotations

import json
from datetime import date

import pytest

from thuocdo.documents import read_plan, to_json
from thuocdo.documents.lines import Use

ONLY_LEAD = "Văn phòng UBND tỉnh"
TASKS = {
    "1": (
        "I",
        "Rà soát hồ sơ trễ hạn, bảo đảm tối thiểu 95% hồ sơ trả đúng hạn",
        ("Văn phòng UBND tỉnh",),
        None,
        "2025-09-30",
    ),
    "2": ("I", "Công khai kết quả giải quyết hồ sơ tại nơi tiếp nhận", ("Văn phòng UBND tỉnh",), None, None),
    "3": (
        "II",
        "Khảo sát 200 người dân đến giao dịch và công bố kết quả khảo sát",
        ("Sở Nội vụ",),
        "theo dõi, tổng hợp",
        "2025-11-30",
    ),
    "4": ("II", "Tập huấn kỹ năng giao tiếp cho công chức một cửa", ("Sở Nội vụ",), None, None),
}


@pytest.fixture(params=["word_plan", "workbook_plan", "pdf_plan"])
def content(request):
    return request.getfixturevalue(request.param)


def test_the_same_table_in_word_excel_and_pdf_reads_to_the_same_tasks(content):
    plan = read_plan(content, name="ke-hoach")
    tasks = {task.code: task for task in plan.tasks if task.appendix == "01"}

    for code, (parent, text, lead, role, until) in TASKS.items():
        task = tasks[code]
        assert (task.parent, task.content, task.lead, task.lead_role) == (parent, text, lead, role)
        assert str(task.deadline.until) == str(until and date.fromisoformat(until))
    assert tasks["1"].coordinating == ("Các Sở, ban, ngành tỉnh", "UBND cấp xã")
    assert [part.part for part in tasks["3"].parts] == ["watches", "does"]
    assert tasks["3"].note == "Lồng ghép kinh phí"
    assert tasks["4"].product is None
    assert tasks["4"].deadline.rhythm == "15th of the last month of each quarter"
    assert [(group.code, group.title) for group in plan.groups] == [
        ("I", "NÂNG CAO CHỈ SỐ CẢI CÁCH HÀNH CHÍNH"),
        ("II", "NÂNG CAO MỨC ĐỘ HÀI LÒNG"),
    ]


def test_a_cell_merged_over_two_rows_is_given_to_both_and_said_to_be_less_sure(word_plan):
    tasks = {task.code: task for task in read_plan(word_plan, name="a.docx").tasks}

    assert tasks["2"].lead == (ONLY_LEAD,)
    assert tasks["2"].confidence < tasks["1"].confidence


def test_rows_that_a_page_parts_are_whole_again(pdf_plan):
    told = []
    plan = read_plan(pdf_plan, name="a.pdf", progress=lambda page, pages: told.append((page, pages)))
    tasks = [task for task in plan.tasks if task.appendix]

    assert [task.code for task in tasks] == [str(number) for number in range(1, 18)]
    for task in tasks[4:]:
        again = "rà soát từng bước của quy trình giải quyết hồ sơ " * 6
        assert task.content == f"Nhiệm vụ số {task.code} {again}".strip()
        assert task.lead == ("Sở Nội vụ",)
    assert told[-1][0] == told[-1][1] > 2


@pytest.mark.parametrize("form", ["word_plan", "pdf_plan"])
def test_the_head_the_narrative_and_the_end_are_read(request, form):
    plan = read_plan(request.getfixturevalue(form), name="ke-hoach")
    heading = plan.heading

    assert (heading.type, heading.number, heading.date) == ("Kế hoạch", "12/KH-UBND", date(2025, 7, 21))
    assert (heading.issuer, heading.province) == ("UBND tỉnh Lai Châu", "Lai Châu")
    assert heading.subject == "Nâng cao chất lượng phục vụ người dân 6 tháng cuối năm 2025"
    assert heading.replaces == ("7/KH-UBND",)
    assert heading.announced_appendices == 1
    assert (heading.signer.name, heading.signer.position) == ("Nguyễn Văn A", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH")
    assert heading.recipients == ("Các Sở, ban, ngành tỉnh", "UBND các xã, phường", "Lưu: VT")
    assert [(reference.number, str(reference.date)) for reference in plan.references] == [
        ("99/QĐ-BNV", "2025-06-02"),
        ("7/KH-UBND", "2025-01-10"),
    ]
    told = {task.code: task for task in plan.tasks if task.appendix is None}
    assert list(told) == ["III.1-1", "III.1-2", "III.2-1"]
    assert told["III.1-1"].deadline.until == date(2025, 10, 1)
    assert told["III.1-2"].lead_role == "theo dõi, đôn đốc"
    assert (told["III.2-1"].lead, told["III.2-1"].request) == (("Bưu điện tỉnh",), True)
    assert [(target.index, target.op, str(target.value)) for target in plan.targets if target.task is None] == [
        ("SIPAS", ">=", "86.5")
    ]
    assert plan.findings == ()


def test_every_line_of_a_document_is_accounted_for(word_plan):
    plan = read_plan(word_plan, name="a.docx")

    assert {use for _, use in plan.lines} == {Use.HEADING, Use.USED, Use.FURNITURE}


def test_the_written_plan_has_the_fields_of_the_format_and_numbers_are_numbers(word_plan):
    written = json.loads(to_json(read_plan(word_plan, name="a.docx")))

    assert list(written) == [
        "document",
        "legal_references",
        "facts",
        "targets",
        "groups",
        "tasks",
        "findings",
        "not_understood",
    ]
    assert written["document"]["signer"] == {"name": "Nguyễn Văn A", "position": "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"}
    assert written["targets"][0]["value"] == 86.5
    task = written["tasks"][0]
    assert task["deadline"] == {"text": "Quý III năm 2025", "kind": "within", "until": "2025-09-30"}
    assert task["parts"][0] == {"body": "Văn phòng UBND tỉnh", "part": "answers"}
    assert task["text"]["coordinating"] == "Các Sở, ban, ngành tỉnh; UBND cấp xã"
    assert task["place"] == {"table": 2, "row": 3}
