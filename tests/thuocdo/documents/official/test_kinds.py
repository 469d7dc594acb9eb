"""The documents that are drafted: what each says, and a plan written out and read back."""

from datetime import date
from decimal import Decimal

import pytest

from thuocdo.documents.official.kinds import (
    Office,
    Overdue,
    ReportField,
    Standing,
    assignment_slip,
    plan_document,
    reminder_letter,
    report_document,
)
from thuocdo.documents.official.pdf import to_pdf
from thuocdo.documents.official.plans import GroupRow, PlanAppendix, TaskRow, plan_appendices, task_table
from thuocdo.documents.official.structure import Heading, Issuer, Paragraph, Signer, Table
from thuocdo.documents.official.word import to_docx
from thuocdo.documents.official.workbook import to_xlsx
from thuocdo.documents.opening import read_plan
from thuocdo.documents.reader import read_text
from thuocdo.documents.writing import as_mapping

FORMS = [(to_docx, "plan.docx"), (to_xlsx, "plan.xlsx"), (to_pdf, "plan.pdf")]
OFFICE = Office(
    issuer=Issuer(name="Sở Nội vụ", parent="UBND tỉnh Mẫu"),
    letters="SNV",
    place="Mẫu",
    signer=Signer(capacity=("Giám đốc",)),
    drafter="CCHC",
    recipients=("UBND tỉnh",),
)
FIRST = TaskRow(
    code="1.1",
    criterion="Thực hiện kế hoạch cải cách hành chính",
    content="Rà soát, đánh giá kết quả thực hiện các nhiệm vụ trong kế hoạch",
    lead="Sở Nội vụ",
    coordinating="Các Sở, ban, ngành tỉnh; UBND cấp xã",
    deadline="Trước ngày 15 của tháng cuối quý",
)
SECOND = TaskRow(
    code="1.2",
    content="Xây dựng báo cáo kết quả kiểm tra công tác cải cách hành chính",
    lead="Văn phòng UBND tỉnh",
    coordinating="Sở Tài chính",
    deadline="Quý IV",
    product="Báo cáo kết quả kiểm tra",
    note="Hằng năm",
)
ROWS = (GroupRow(code="1", title="CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"), FIRST, SECOND)
MORE = (
    GroupRow(code="2", title="CẢI CÁCH THỦ TỤC HÀNH CHÍNH"),
    TaskRow(
        code="2.1",
        content="Công khai thủ tục hành chính tại bộ phận tiếp nhận",
        lead="UBND cấp xã",
        coordinating="Sở Nội vụ",
        deadline="Thường xuyên",
    ),
)
FIELDS = (
    "code",
    "criterion",
    "content",
    "lead",
    "coordinating",
    "parts",
    "deadline",
    "product",
    "note",
    "parent",
    "text",
)


def texts(document) -> list[str]:
    return [block.text for block in document.body if not isinstance(block, Table)]


def draft_plan(*appendices):
    return plan_document(
        OFFICE,
        subject="Nâng cao Chỉ số cải cách hành chính năm 2025",
        year=2025,
        body=(Heading(text="I. MỤC ĐÍCH, YÊU CẦU"), Paragraph(text="Xác định rõ trách nhiệm.")),
        appendices=appendices,
        grounds=("Căn cứ Luật",),
    )


def tasks_of(read) -> list[dict]:
    return [{name: task[name] for name in FIELDS} for task in as_mapping(read)["tasks"] if task["appendix"] is not None]


def test_a_table_of_tasks_has_the_columns_its_tasks_need():
    full, short = task_table(ROWS), task_table(MORE)
    assert [cell.text for cell in full.header[0]] == [
        "STT",
        "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
        "Nội dung, nhiệm vụ và giải pháp thực hiện",
        "Ghi chú",
    ]
    assert [cell.text for cell in full.header[1]][-2:] == ["Sản phẩm", "Thời gian"]
    assert [cell.text for cell in short.header[1]] == [
        "Nội dung, nhiệm vụ và giải pháp",
        "Chủ trì",
        "Phối hợp",
        "Thời gian",
    ]
    assert [cell.text for cell in short.rows[1]][:2] == ["2.1", MORE[1].content]
    assert (short.rows[0][1].across, short.rows[0][1].bold) == (4, True)


@pytest.mark.parametrize(("write", "name"), FORMS)
def test_a_plan_written_out_is_read_back_to_the_same_tasks(write, name):
    drafted = draft_plan(PlanAppendix(title="Nhiệm vụ một", rows=ROWS), PlanAppendix(title="Nhiệm vụ hai", rows=MORE))
    once = read_plan(write(drafted), name=name)
    assert [(task.code, task.content, task.lead, task.coordinating) for task in once.tasks if task.appendix] == [
        ("1.1", FIRST.content, ("Sở Nội vụ",), ("Các Sở, ban, ngành tỉnh", "UBND cấp xã")),
        ("1.2", SECOND.content, ("Văn phòng UBND tỉnh",), ("Sở Tài chính",)),
        ("2.1", MORE[1].content, ("UBND cấp xã",), ("Sở Nội vụ",)),
    ]
    again = read_plan(write(draft_plan(*plan_appendices(as_mapping(once)))), name=name)
    assert tasks_of(again) == tasks_of(once)
    assert [(group.code, group.title) for group in again.groups] == [
        (row.code, row.title) for row in (ROWS[0], MORE[0])
    ]


def same_but_for_blanks_after_dashes(plan):
    """Return the tasks as text without the blank after a dash: ``-`` at the end of a line of PDF does not tell it."""
    return [str(task).replace("- ", "-") for task in tasks_of(plan)]


@pytest.mark.needs_shared
@pytest.mark.parametrize(("write", "name"), FORMS)
def test_a_real_plan_written_out_is_read_back_to_the_same_124_tasks(shared, write, name):
    (seed,) = (shared / "seeds").glob("004_*.txt")
    read = read_text(seed.read_text("utf-8"))
    appendices = plan_appendices(as_mapping(read))
    assert [sum(isinstance(row, TaskRow) for row in one.rows) for one in appendices] == [73, 35, 16]
    again = read_plan(write(draft_plan(*appendices)), name=name)
    assert same_but_for_blanks_after_dashes(again) == same_but_for_blanks_after_dashes(read)
    if write is not to_pdf:
        assert tasks_of(again) == tasks_of(read)


def test_groups_and_tasks_come_in_the_order_of_their_places():
    plan = {
        "groups": [{"appendix": "01", "code": "1", "title": "A", "place": {"line": 5}}],
        "tasks": [
            {"appendix": "01", "code": "1.1", "content": "B", "place": {"first_line": 6, "last_line": 9}, "text": None},
            {"appendix": None, "code": "II.1", "content": "C", "place": {"line": 2}},
            {"appendix": "02", "code": "1", "content": "D", "deadline": {"text": "Quý IV"}, "product": "E"},
        ],
    }
    first, second = plan_appendices(plan)
    assert first.rows == (GroupRow(code="1", title="A"), TaskRow(code="1.1", content="B"))
    assert second.rows == (TaskRow(code="1", content="D", deadline="Quý IV", product="E"),)
    assert plan_appendices({}) == ()


def test_a_plan_points_to_its_appendices():
    one = PlanAppendix(title="Một", rows=ROWS)
    assert texts(draft_plan(one))[-1] == "Nhiệm vụ cụ thể của từng cơ quan, đơn vị tại Phụ lục kèm theo."
    assert texts(draft_plan(one, one))[-1].endswith("tại các Phụ lục I, II kèm theo.")
    assert texts(draft_plan()) == ["I. MỤC ĐÍCH, YÊU CẦU", "Xác định rõ trách nhiệm."]
    drafted = draft_plan(one)
    assert (drafted.symbol, drafted.filing, drafted.problems()) == ("KH-SNV", "VT, CCHC", [])


def test_a_report_says_its_day_and_who_has_not_reported():
    report = report_document(
        OFFICE,
        subject="Kết quả cải cách hành chính quý III năm 2026",
        standing=Standing(as_of=date(2026, 9, 12), missing=("Sở A", "Xã B"), late=("Sở C",)),
        fields=(ReportField(title="Cải cách thể chế", blocks=(Paragraph(text="Đã ban hành 3 văn bản."),)),),
        opening="Thực hiện kế hoạch năm 2026.",
        appendices=draft_plan(PlanAppendix(title="Một", rows=ROWS)).appendices,
        addressees=("UBND tỉnh",),
    )
    assert texts(report) == [
        "Thực hiện kế hoạch năm 2026.",
        "Số liệu trong báo cáo tính đến ngày 12/09/2026.",
        "I. CẢI CÁCH THỂ CHẾ",
        "Đã ban hành 3 văn bản.",
        "II. TÌNH HÌNH GỬI BÁO CÁO",
        "Đến ngày 12/09/2026, còn 2 cơ quan, đơn vị chưa gửi báo cáo: Sở A; Xã B.",
        "Có 1 cơ quan, đơn vị gửi báo cáo sau thời hạn: Sở C.",
        "Số liệu chi tiết tại Phụ lục kèm theo.",
    ]
    assert (report.symbol, report.year, report.problems()) == ("BC-SNV", 2026, [])


@pytest.mark.parametrize(
    ("standing", "last"),
    [
        (Standing(as_of=date(2026, 9, 12)), "Không phát sinh."),
        (
            Standing(as_of=date(2026, 9, 12), missing=("Sở A",)),
            "Đến ngày 12/09/2026, còn 1 cơ quan, đơn vị chưa gửi báo cáo: Sở A.",
        ),
        (Standing(as_of=date(2026, 9, 12), late=("Sở A",)), "Có 1 cơ quan, đơn vị gửi báo cáo sau thời hạn: Sở A."),
    ],
)
def test_a_report_speaks_of_units_only_where_there_is_something_to_say(standing, last):
    fields = (ReportField(title="Cải cách thể chế", blocks=(Paragraph(text="Không phát sinh."),)),)
    report = report_document(OFFICE, subject="Kết quả", standing=standing, fields=fields)
    assert texts(report)[-1] == last


def test_a_reminder_goes_to_each_unit_once_with_what_it_owes():
    overdue = (
        Overdue(unit="Sở A", task="Việc một", due=date(2026, 9, 14), days=6),
        Overdue(unit="Xã B", task="Việc hai", due=date(2026, 9, 14), days=6),
        Overdue(unit="Sở A", task="Việc ba", due=date(2026, 8, 31), days=20),
    )
    letter = reminder_letter(
        OFFICE, plan="Kế hoạch số 07/KH-UBND", overdue=overdue, on=date(2026, 9, 20), answer_by=date(2026, 9, 25)
    )
    assert letter.addressees == ("Sở A", "Xã B")
    assert letter.subject == "đôn đốc thực hiện nhiệm vụ quá hạn"
    assert "còn 3 nhiệm vụ của 2 cơ quan, đơn vị, địa phương đã quá thời hạn" in texts(letter)[0]
    assert "trước ngày 25/09/2026" in texts(letter)[1]
    (table,) = letter.appendices[0].blocks
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["I", "Sở A"],
        ["1", "Việc một", "14/09/2026", "6"],
        ["2", "Việc ba", "31/08/2026", "20"],
        ["II", "Xã B"],
        ["1", "Việc hai", "14/09/2026", "6"],
    ]
    assert table.rows[1][3].number == Decimal(6)
    assert (letter.symbol, letter.is_letter, letter.problems()) == ("SNV-CCHC", True, [])


@pytest.mark.parametrize(
    ("report_to", "last"),
    [
        (None, "Đây là lần đôn đốc thứ 2."),
        ("UBND tỉnh", "Đây là lần đôn đốc thứ 2; các trường hợp tiếp tục chậm sẽ được tổng hợp, báo cáo UBND tỉnh."),
    ],
)
def test_the_second_reminder_says_so_and_to_whom_it_is_reported(report_to, last):
    overdue = (Overdue(unit="Sở A", task="Việc một", due=date(2026, 9, 14), days=6),)
    days = {"on": date(2026, 9, 20), "answer_by": date(2026, 9, 25)}
    letter = reminder_letter(OFFICE, plan="Kế hoạch", overdue=overdue, **days, time=2, report_to=report_to)
    assert texts(letter)[-1] == last
    assert letter.subject.endswith(" (lần 2)")


def test_a_slip_gives_one_task_to_one_position():
    slip = assignment_slip(
        OFFICE,
        assignee="Chuyên viên phòng Cải cách hành chính",
        task=SECOND,
        plan="Kế hoạch số 07/KH-UBND",
        due="14/12/2026",
        symbol="PGV-SNV",
        year=2026,
    )
    (table,) = slip.body
    assert {row[0].text: row[1].text for row in table.rows} == {
        "Nhiệm vụ": SECOND.content,
        "Mã nhiệm vụ, căn cứ": "1.2, Kế hoạch số 07/KH-UBND",
        "Vị trí được giao": "Chuyên viên phòng Cải cách hành chính",
        "Chủ trì": "Văn phòng UBND tỉnh",
        "Phối hợp": "Sở Tài chính",
        "Sản phẩm": "Báo cáo kết quả kiểm tra",
        "Thời hạn": "14/12/2026",
    }
    assert slip.recipients == ("Chuyên viên phòng Cải cách hành chính", "UBND tỉnh")
    assert to_docx(slip)
