"""A workbook goes out, is filled in, and comes back: exactly the edits arrive, and nothing else."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.errors import ThuocDoError
from thuocdo.portal.audit.models import Event
from thuocdo.portal.evidence.models import Document
from thuocdo.portal.plans.exchange.judging import Fate
from thuocdo.portal.plans.models import Assignment, Plan, Progress
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services import progress
from thuocdo.portal.plans.services.exchange import import_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import SimpleNamespace

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.organizations.standing import Standing

AS_OF = date(2026, 10, 7)
DONE = {
    "state": "Hoàn thành",
    "text": "Đã ban hành quy trình",
    "number": "15/QĐ-UBND",
    "issued_on": datetime(2026, 9, 30),  # noqa: DTZ001 (as Excel keeps a day)
    "is_product": "Có",
}
UNDER_WAY = {
    "state": "Đang thực hiện",
    "percent": 60,
    "text": "Đã niêm yết tại trụ sở",
    "figures": "Bảng niêm yết: 3 bảng",
}


def codes(error: ThuocDoError) -> set[str]:
    return {problem.code for problem in error.problems}


def latest(of: Assignment) -> Progress:
    return Progress.objects.get(assignment=of, latest=True)


def test_what_a_hand_fills_in_arrives_exactly_on_behalf_of_the_unit(
    both: tuple[Assignment, Assignment],
    coordinator: User,
    excel: SimpleNamespace,
) -> None:
    one, other = both
    done = excel.take_in(coordinator, excel.fill(excel.out(coordinator), {"Ban hành": DONE, "Công khai": UNDER_WAY}))

    report, second = latest(one), latest(other)
    assert (report.state, report.source) == ("approved", "Công văn 12/UBND-VX ngày 07/10/2026")
    assert Content.of(report) == Content(text="Đã ban hành quy trình", percent=100, done=True, as_of=AS_OF)
    figures = ({"label": "Bảng niêm yết", "value": "3", "unit": "bảng"},)
    assert Content.of(second) == Content(
        text="Đã niêm yết tại trụ sở", percent=60, figures=figures, done=False, as_of=AS_OF
    )
    product = report.proofs.get(product=True).document
    assert (product.number, product.issued_on, product.issuer) == ("15/QĐ-UBND", date(2026, 9, 30), "xã Vân Canh")
    assert done.document is not None
    assert report.proofs.get(product=False).document == done.document == second.proofs.get().document
    assert (done.document.sha256, bytes(done.content)) == (done.sha256, b"")
    assert Event.objects.filter(action="plans.exchange.imported", subject_id=str(done.pk)).count() == 1


def test_what_was_not_touched_changes_nothing(
    both: tuple[Assignment, Assignment],
    approved: Progress,
    coordinator: User,
    at: datetime,
    excel: SimpleNamespace,
) -> None:
    content = excel.out(coordinator)
    judgement = excel.judged(coordinator, content)

    assert judgement.counts[Fate.UNTOUCHED] == 2
    assert not judgement.changes
    with pytest.raises(ThuocDoError) as refused:
        excel.take_in(coordinator, content)
    assert codes(refused.value) == {"PX-117"}


def test_the_same_file_twice_changes_nothing_and_says_so(
    both: tuple[Assignment, Assignment],
    coordinator: User,
    at: datetime,
    excel: SimpleNamespace,
) -> None:
    filled = excel.fill(excel.out(coordinator), {"Ban hành": DONE, "Công khai": UNDER_WAY})
    excel.take_in(coordinator, filled)
    judgement = excel.judged(coordinator, filled)

    assert judgement.counts[Fate.SAME] == 2
    with pytest.raises(ThuocDoError) as refused:
        excel.take_in(coordinator, filled)
    assert codes(refused.value) == {"PX-117"}
    assert Progress.objects.count() == 2


@pytest.mark.parametrize(("how", "state"), [("save", "draft"), ("send", "sent")])
def test_an_officer_brings_in_drafts_or_sends_them_to_the_head(
    both: tuple[Assignment, Assignment],
    unit_officer: User,
    how: str,
    state: str,
    excel: SimpleNamespace,
) -> None:
    excel.take_in(unit_officer, excel.fill(excel.out(unit_officer), {"Ban hành": DONE}), how=how)

    report = latest(both[0])
    assert (report.state, report.source, report.saved_by) == (state, "", unit_officer)
    assert report.proofs.get().product


def test_a_draft_may_lack_what_a_report_that_is_sent_needs(
    both: tuple[Assignment, Assignment],
    unit_officer: User,
    excel: SimpleNamespace,
) -> None:
    filled = excel.fill(excel.out(unit_officer), {"Ban hành": {"state": "Hoàn thành", "percent": 80}})

    with pytest.raises(ThuocDoError) as refused:
        excel.take_in(unit_officer, filled, how="send")
    assert codes(refused.value) == {"PR-101", "PR-104", "PR-105"}
    assert {problem.place.row for problem in refused.value.problems} == {7}
    excel.take_in(unit_officer, filled, how="save")
    assert Content.of(latest(both[0])) == Content(percent=80, done=True, as_of=AS_OF)


def test_an_open_draft_goes_out_in_the_cells_and_one_cell_changed_changes_one_thing(
    both: tuple[Assignment, Assignment],
    unit_officer: User,
    at: datetime,
    excel: SimpleNamespace,
) -> None:
    figures = ({"label": "Tỷ lệ: đúng hạn", "value": "97.25", "unit": "%"}, {"label": "Hồ sơ", "value": "", "unit": ""})
    said = Content(text="Dòng một\n\nDòng hai", figures=figures, percent=40, as_of=date(2026, 10, 1))
    progress.save_report(assignment=both[1], content=said, version=0, by=unit_officer, at=at)
    excel.take_in(unit_officer, excel.fill(excel.out(unit_officer), {"Công khai": {"percent": "55 %"}}), how="save")

    assert Content.of(latest(both[1])) == Content(text=said.text, figures=figures, percent=55, as_of=date(2026, 10, 1))


def test_what_changed_meanwhile_is_never_overwritten_without_a_choice(
    both: tuple[Assignment, Assignment],
    approved: Progress,
    coordinator: User,
    unit_officer: User,
    at: datetime,
    excel: SimpleNamespace,
) -> None:
    filled = excel.fill(excel.out(coordinator), {"Ban hành": {"text": "Trong tệp"}, "Công khai": UNDER_WAY})
    theirs = Content(text="Trên hệ thống", as_of=AS_OF)
    progress.save_report(assignment=both[0], content=theirs, version=0, by=unit_officer, at=at)
    key = str(both[0].public_id)
    (verdict,) = excel.judged(coordinator, filled).of(Fate.CONFLICT)

    assert (verdict.now.content, verdict.said.content.text) == (theirs, "Trong tệp")
    for answers in ({}, {key: "file:1.1"}):
        with pytest.raises(ThuocDoError) as refused:
            excel.take_in(coordinator, filled, answers=answers)
        assert codes(refused.value) == {"PX-116"}
    assert Content.of(latest(both[0])) == theirs
    assert not Progress.objects.filter(assignment=both[1]).exists(), "all or nothing"

    excel.take_in(coordinator, filled, answers={key: "portal"})
    assert Content.of(latest(both[0])) == theirs
    assert latest(both[1]).text == "Đã niêm yết tại trụ sở"
    excel.take_in(coordinator, filled, answers={key: f"file:{verdict.now.mark}"})
    assert (latest(both[0]).text, latest(both[0]).state) == ("Trong tệp", "approved")


def test_rows_that_wait_for_the_head_or_ended_are_left_out_and_said(
    both: tuple[Assignment, Assignment],
    coordinator: User,
    unit_officer: User,
    at: datetime,
    excel: SimpleNamespace,
) -> None:
    filled = excel.fill(excel.out(coordinator), {"Ban hành": {"text": "Trong tệp"}, "Công khai": UNDER_WAY})
    said = Content(text="Đã gửi", as_of=AS_OF)
    progress.send_report(assignment=both[0], content=said, version=0, by=unit_officer, at=at)
    Assignment.objects.filter(pk=both[1].pk).update(state="ended", ended_at=at, ended_because="ended")
    judgement = excel.judged(coordinator, filled)

    assert [verdict.fate for verdict in judgement.verdicts] == [Fate.WAITING, Fate.ENDED]
    with pytest.raises(ThuocDoError) as refused:
        excel.take_in(coordinator, filled)
    assert codes(refused.value) == {"PX-117"}


def test_one_wrong_cell_keeps_the_whole_file_out_and_all_of_them_are_told(
    both: tuple[Assignment, Assignment],
    coordinator: User,
    excel: SimpleNamespace,
) -> None:
    edits = {
        "Ban hành": {**DONE, "state": "Xong rồi", "issued_on": "30/02/2026"},
        "Công khai": {**UNDER_WAY, "percent": "hơn nửa", "figures": "ba bảng", "number": "1/BC"},
    }
    with pytest.raises(ThuocDoError) as refused:
        excel.take_in(coordinator, excel.fill(excel.out(coordinator), edits))

    found = {(problem.code, problem.place.row, problem.place.column) for problem in refused.value.problems}
    assert found == {
        ("PX-121", 7, "J (Tình trạng)"),
        ("PX-124", 7, "P (Ngày văn bản)"),
        ("PX-122", 8, "K (Tiến độ, %)"),
        ("PX-125", 8, "M (Số liệu)"),
        ("PX-127", 8, "P (Ngày văn bản)"),
    }
    assert all(problem.place.sheet == "Nhiệm vụ" for problem in refused.value.problems)
    assert not Progress.objects.exists()
    assert not Document.objects.exists()


def test_a_file_on_behalf_names_its_source_and_a_stranger_to_the_unit_brings_nothing_in(
    both: tuple[Assignment, Assignment],
    coordinator: User,
    unit_officer: User,
    other_officer: User,
    excel: SimpleNamespace,
) -> None:
    filled = excel.fill(excel.out(coordinator), {"Ban hành": DONE})
    for person, other, code in (
        (coordinator, {"source": " "}, "PR-107"),
        (unit_officer, {}, "PX-119"),
        (other_officer, {"how": "send"}, "PX-111"),
    ):
        with pytest.raises(ThuocDoError) as refused:
            excel.take_in(person, filled, **other)
        assert code in codes(refused.value)
    assert not Progress.objects.exists()


def test_rows_of_two_units_in_one_file_are_refused(
    both: tuple[Assignment, Assignment],
    other_assignment: Assignment,
    coordinator: User,
    by_hand: SimpleNamespace,
    excel: SimpleNamespace,
) -> None:
    stolen: list[str] = []
    by_hand.edited(excel.out(coordinator, "xã Ia Dom"), lambda book: stolen.append(book.worksheets[0]["A7"].value))

    def paste(book: Any) -> None:
        book.worksheets[0]["A8"] = stolen[0]

    with pytest.raises(ThuocDoError) as refused:
        excel.take_in(coordinator, by_hand.edited(excel.out(coordinator, "xã Vân Canh"), paste))
    assert "PX-112" in codes(refused.value)


def test_a_day_to_come_in_the_head_is_told_once_for_all_rows(
    both: tuple[Assignment, Assignment], coordinator: User, by_hand: SimpleNamespace, excel: SimpleNamespace
) -> None:
    def tomorrow(book: Any) -> None:
        book.worksheets[0]["E3"] = "09/10/2026"

    filled = excel.fill(excel.out(coordinator), {"Ban hành": {"text": "Đã làm"}, "Công khai": UNDER_WAY})
    with pytest.raises(ThuocDoError) as refused:
        excel.take_in(coordinator, by_hand.edited(filled, tomorrow))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.row, problem.place.column) == ("PR-103", 3, "E")


def test_a_document_of_a_day_to_come_is_refused(
    both: tuple[Assignment, Assignment], unit_officer: User, excel: SimpleNamespace
) -> None:
    filled = excel.fill(excel.out(unit_officer), {"Công khai": {"number": "1/BC", "issued_on": "09/10/2026"}})
    with pytest.raises(ThuocDoError) as refused:
        excel.take_in(unit_officer, filled, how="save")
    assert codes(refused.value) == {"EV-109"}


def test_one_task_in_two_rows_that_differ_is_refused_and_in_two_that_do_not_is_one(
    both: tuple[Assignment, Assignment], coordinator: User, by_hand: SimpleNamespace, excel: SimpleNamespace
) -> None:
    def copied(text: str) -> Callable[[Any], None]:
        def change(book: Any) -> None:
            sheet = book.worksheets[0]
            for column in range(1, 19):
                sheet.cell(9, column).value = sheet.cell(8, column).value
            sheet.cell(9, by_hand.column["text"]).value = text

        return change

    filled = excel.fill(excel.out(coordinator), {"Công khai": UNDER_WAY})
    with pytest.raises(ThuocDoError) as refused:
        excel.take_in(coordinator, by_hand.edited(filled, copied("Khác")))
    assert [(one.code, one.place.row, one.params["row"]) for one in refused.value.problems] == [("PX-114", 9, "8")]
    assert excel.take_in(coordinator, by_hand.edited(filled, copied("Đã niêm yết tại trụ sở"))).rows.count() == 1


def test_a_file_that_was_imported_is_not_imported_once_more(
    both: tuple[Assignment, Assignment],
    coordinator: User,
    at: datetime,
    who: Callable[[User], Standing],
    excel: SimpleNamespace,
) -> None:
    done = excel.take_in(coordinator, excel.fill(excel.out(coordinator), {"Ban hành": {"text": "Đã làm"}}))
    with pytest.raises(ThuocDoError) as refused:
        import_file(file=done, who=who(coordinator), how="enter", source="Thư", answers={}, at=at)
    assert codes(refused.value) == {"PX-118"}


def test_a_file_whose_rows_all_lost_their_keys_is_refused(
    both: tuple[Assignment, Assignment], coordinator: User, by_hand: SimpleNamespace, excel: SimpleNamespace
) -> None:
    def change(book: Any) -> None:
        for row in (7, 8):
            book.worksheets[0].cell(row, 1).value = None

    judgement = excel.judged(coordinator, by_hand.edited(excel.out(coordinator), change))
    assert [problem.code for problem in judgement.problems] == ["PX-115"]
    assert len(judgement.strangers) == 2


@pytest.mark.parametrize(("today", "taken"), [(date(2027, 1, 31), True), (date(2027, 2, 1), False)])
def test_a_file_of_last_year_is_taken_until_the_end_of_january(
    both: tuple[Assignment, Assignment],
    coordinator: User,
    today: date,
    taken: bool,
    excel: SimpleNamespace,
) -> None:
    judgement = excel.judged(coordinator, excel.fill(excel.out(coordinator), {"Ban hành": DONE}), today=today)
    assert ([problem.code for problem in judgement.problems] == []) is taken


def test_a_body_that_is_only_asked_has_a_workbook_too(
    request_only: Assignment,
    coordinator: User,
    excel: SimpleNamespace,
) -> None:
    done = excel.take_in(
        coordinator, excel.fill(excel.out(coordinator), {"Ban hành": {"text": "Đã phối hợp giám sát"}})
    )

    assert (done.unit, done.addressee) == (None, "Hội Cựu chiến binh tỉnh")
    assert latest(request_only).text == "Đã phối hợp giám sát"


def test_tasks_done_for_good_and_replaced_plans_do_not_go_out(
    both: tuple[Assignment, Assignment],
    coordinator: User,
    by_hand: SimpleNamespace,
    excel: SimpleNamespace,
) -> None:
    excel.take_in(coordinator, excel.fill(excel.out(coordinator), {"Ban hành": DONE, "Công khai": UNDER_WAY}))
    tasks: list[object] = []
    by_hand.edited(
        excel.out(coordinator),
        lambda book: tasks.extend(row[4].value for row in book.worksheets[0].iter_rows(min_row=by_hand.first)),
    )

    assert tasks == ["Công khai số điện thoại đường dây nóng"]
    Plan.objects.update(state="replaced")
    with pytest.raises(IndexError):
        excel.out(coordinator)
