"""A plan that was read, written out whole and read back: the same tasks, targets, recipients and signature."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.documents.official.pdf import to_pdf
from thuocdo.documents.official.structure import Heading, Paragraph, Stage
from thuocdo.documents.official.whole_plan import NOTES_TITLE, whole_plan
from thuocdo.documents.official.word import to_docx
from thuocdo.documents.official.workbook import to_xlsx
from thuocdo.documents.opening import read_plan
from thuocdo.documents.reader import read_text
from thuocdo.documents.samples import sample_file
from thuocdo.documents.writing import as_whole

FORMS = [(to_docx, "plan.docx"), (to_xlsx, "plan.xlsx"), (to_pdf, "plan.pdf")]
ELSEWHERE = {"place", "confidence"}
LETTER = """ỦY BAN NHÂN DÂN TỈNH GIA LAI
Số: /UBND-NC
V/v đẩy mạnh cải cách hành chính
Gia Lai, ngày tháng năm 2026

Kính gửi:
- Các sở, ban, ngành tỉnh;
- UBND các xã, phường.

Thực hiện Kế hoạch năm, UBND tỉnh yêu cầu:

1. Sở Nội vụ:

- Chủ trì hướng dẫn, hoàn thành trước 28/02/2026.

2. Sở Tài chính:

- Bố trí kinh phí theo dự toán được giao.

Yêu cầu các đơn vị thực hiện./.

Nơi nhận:
- Như trên;
- Lưu: VT, NC.
CHỦ TỊCH
"""


def told(plan, name):
    return [{key: value for key, value in one.items() if key not in ELSEWHERE} for one in plan[name]]


def through(plan, write, name):
    return as_whole(read_plan(write(whole_plan(plan)), name=name))


@pytest.fixture(scope="module")
def sample():
    return as_whole(read_plan(sample_file("ke-hoach-mau.docx"), name="ke-hoach-mau.docx"))


@pytest.mark.parametrize(("write", "name"), FORMS)
def test_the_sample_plan_is_read_back_whole(sample, write, name):
    again = through(sample, write, name)

    assert len(again["tasks"]) == 38
    for part in ("tasks", "groups", "targets", "facts", "legal_references"):
        assert told(again, part) == told(sample, part)
    assert again["document"] == sample["document"]
    assert again["findings"] == []


@pytest.mark.needs_shared
@pytest.mark.parametrize(("write", "name"), FORMS)
@pytest.mark.parametrize(("seed", "tasks"), [("001", 38), ("002", 47), ("004", 138)])
def test_real_plans_are_read_back_to_the_same_tasks_of_text_and_appendices(shared, seed, tasks, write, name):
    (file,) = (shared / "seeds").glob(f"{seed}_*.txt")
    once = as_whole(read_text(file.read_text("utf-8")))

    again = through(once, write, name)

    assert len(again["tasks"]) == tasks
    # A dash that ends a line of PDF does not tell whether a blank follows it.
    assert [str(one).replace("- ", "-") for one in told(again, "tasks")] == [
        str(one).replace("- ", "-") for one in told(once, "tasks")
    ]
    assert again["document"] == once["document"]
    noted = len(once["targets"]) - len(again["targets"])
    assert (noted, again["document"]["year"]) == (4 if seed == "002" else 0, 2025)  # footnotes are no text any more


@pytest.mark.parametrize(("write", "name"), FORMS)
def test_a_letter_that_gives_tasks_is_read_back_as_a_letter(write, name):
    once = as_whole(read_text(LETTER))
    document = whole_plan(once)

    again = through(once, write, name)

    assert (document.is_letter, document.addressees) == (True, ("Các sở, ban, ngành tỉnh", "UBND các xã, phường"))
    assert (document.recipients, document.filing) == ((), "VT, NC")
    assert [(one["code"], one["lead"]) for one in again["tasks"]] == [
        ("1-1", ["Sở Nội vụ"]),
        ("2-1", ["Sở Tài chính"]),
    ]
    assert told(again, "tasks") == told(once, "tasks")


def mended(sample, code, *, by=()):
    """Return the sample with one task of its text in the place of others."""
    (task,) = (one for one in sample["tasks"] if one["code"] == code and one["appendix"] is None)
    tasks = [one for one in sample["tasks"] if one is not task]
    return {**sample, "tasks": [*tasks, *({**task, **change} for change in by)]}


@pytest.mark.parametrize(("write", "name"), FORMS)
def test_what_people_mended_and_split_is_written_in_its_place(sample, write, name):
    before = {"text": "hoàn thành trước 28/02/2026"}
    changes = (
        {"content": "Chủ trì hướng dẫn biểu mẫu, hoàn thành trước 28/02/2026.", "deadline": before, "mended": True},
        {"content": "Chủ trì hướng dẫn cách tính điểm.", "deadline": {"text": "Trước 31/3/2026"}, "mended": True},
        {"content": "Tổng hợp khó khăn", "deadline": {"text": "Quý II"}, "mended": True},
    )

    again = through(mended(sample, "IV.1-1", by=changes), write, name)

    found = [(one["code"], one["content"], one["lead"]) for one in again["tasks"] if one["parent"] == "IV.1"]
    (kept,) = (one["content"] for one in sample["tasks"] if one["code"] == "IV.1-2")
    assert found == [
        ("IV.1-1", "Chủ trì hướng dẫn biểu mẫu, hoàn thành trước 28/02/2026.", ["Sở Nội vụ"]),
        ("IV.1-2", "Chủ trì hướng dẫn cách tính điểm; thời hạn: Trước 31/3/2026.", ["Sở Nội vụ"]),
        ("IV.1-3", "Tổng hợp khó khăn; thời hạn: Quý II", ["Sở Nội vụ"]),
        ("IV.1-4", kept, ["Sở Nội vụ"]),
    ]
    deadlines = [one["deadline"]["until"] for one in again["tasks"] if one["parent"] == "IV.1"]
    assert deadlines == ["2026-02-28", "2026-03-31", "2026-06-30", None]


def test_bodies_that_people_named_stand_before_the_task(sample):
    change = {
        "content": "Bố trí kinh phí.",
        "product": "Dự toán",
        "named": "Sở Nội vụ; Sở Tài chính",
        "deadline": None,
        "mended": True,
    }
    body = [block.text for block in whole_plan(mended(sample, "IV.2-1", by=(change,))).body]
    assert "- Sở Nội vụ; Sở Tài chính: Bố trí kinh phí; sản phẩm: Dự toán." in body

    change |= {"content": "Sở Nội vụ; Sở Tài chính bố trí kinh phí", "product": None}
    body = [block.text for block in whole_plan(mended(sample, "IV.2-1", by=(change,))).body]
    assert "- Sở Nội vụ; Sở Tài chính bố trí kinh phí" in body


def test_number_and_day_stand_on_what_is_issued_alone(sample):
    paper = {**sample, "document": {**sample["document"], "number": "07/KH-UBND", "date": "2026-01-15"}}
    draft, issued = whole_plan(paper), whole_plan(paper, stage=Stage.ISSUED)
    assert (draft.stage, draft.number, draft.date) == (Stage.DRAFT, None, None)
    assert (issued.number, issued.date, issued.symbol) == (7, date(2026, 1, 15), "KH-UBND")
    assert (draft.problems(), issued.problems()) == ([], [])
    unnumbered = whole_plan(sample, stage=Stage.ISSUED)
    assert [problem.code for problem in unnumbered.problems()] == ["OD-101"]


def test_each_line_of_a_capacity_and_the_body_above_an_office_stand_on_their_own():
    head = {
        "issuer": "Văn phòng UBND tỉnh Gia Lai",
        "signer": {"position": "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH"},
        "year": 2026,
    }
    paragraphs = [
        {"text": "A) Mở đầu", "heading": True, "level": None},
        {"text": "Một câu", "place": {"line": 2}},
        {"text": "1 Nguồn số liệu", "footnote": True},
    ]
    document = whole_plan({"document": head, "paragraphs": paragraphs, "tasks": [{"appendix": None, "place": {}}]})

    assert (document.issuer.name, document.issuer.parent) == ("Văn phòng", "Ủy ban nhân dân tỉnh Gia Lai")
    assert document.signer.capacity == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert document.body == (Heading(text="A) Mở đầu", level=3), Paragraph(text="Một câu"))
    (notes,) = document.appendices
    assert (notes.title, notes.landscape, [one.text for one in notes.blocks]) == (
        NOTES_TITLE,
        False,
        ["1 Nguồn số liệu"],
    )
    assert (document.type_name, document.symbol, document.filing, document.recipients) == (
        "Kế hoạch",
        "KH-UBND",
        "VT",
        (),
    )
