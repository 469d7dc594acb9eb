"""What can happen to a report: every act, every refusal, nothing half done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from thuocdo.portal.audit.models import Event
from thuocdo.portal.plans.models import Assignment, Plan, Progress, ProgressAct
from thuocdo.portal.plans.progress.content import Content, ReportConflictError, ReportRefusedError
from thuocdo.portal.plans.services import progress as services

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.evidence.models import Document
    from thuocdo.portal.organizations.models import User

pytestmark = pytest.mark.django_db
State = Progress.State


def codes(refused: pytest.ExceptionInfo[ReportRefusedError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_report_goes_from_the_officer_to_the_head_and_is_told_in_the_journal(
    approved: Progress, unit_officer: User, unit_head: User
) -> None:
    assert approved.state == State.APPROVED
    assert approved.due_on == date(2026, 8, 31)
    acts = list(ProgressAct.objects.filter(progress=approved).values_list("act", "by"))
    assert acts == [("sent", unit_officer.pk), ("approved", unit_head.pk)]
    assert set(Event.objects.values_list("action", flat=True)) >= {"plans.progress.sent", "plans.progress.approved"}


def test_a_draft_is_saved_again_only_over_the_version_that_was_seen(
    assignment: Assignment, said: Content, unit_officer: User, unit_head: User, at: datetime
) -> None:
    first = services.save_report(assignment=assignment, content=said, version=0, by=unit_officer, at=at)
    theirs = replace(said, text="Thủ trưởng ghi")
    services.save_report(assignment=assignment, content=theirs, version=first.version, by=unit_head, at=at)
    with pytest.raises(ReportConflictError, match=r"PR-111.*Thủ trưởng \(mẫu\)"):
        services.save_report(
            assignment=assignment, content=replace(said, percent=70), version=first.version, by=unit_officer, at=at
        )
    assert Progress.objects.get().text == "Thủ trưởng ghi"


def test_two_people_who_begin_at_once_do_not_make_two_reports(
    assignment: Assignment, said: Content, unit_officer: User, unit_head: User, at: datetime
) -> None:
    services.save_report(assignment=assignment, content=said, version=0, by=unit_officer, at=at)
    with pytest.raises(ReportConflictError):
        services.save_report(assignment=assignment, content=replace(said, percent=9), version=0, by=unit_head, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Progress.objects.create(assignment=assignment, number=2, latest=False, saved_at=at, saved_by=unit_head)


def test_saving_the_same_words_again_changes_nothing(
    assignment: Assignment, said: Content, unit_officer: User, at: datetime
) -> None:
    first = services.save_report(assignment=assignment, content=said, version=0, by=unit_officer, at=at)
    again = services.save_report(assignment=assignment, content=said, version=1, by=unit_officer, at=at)
    assert (again.pk, again.version) == (first.pk, 1)


def test_a_report_that_is_sent_twice_is_sent_once(
    sent: Progress, assignment: Assignment, said: Content, unit_officer: User, at: datetime
) -> None:
    with pytest.raises(ReportRefusedError) as refused:
        services.send_report(assignment=assignment, content=said, version=0, by=unit_officer, at=at)
    assert codes(refused) == ["PR-110"]
    assert ProgressAct.objects.count() == Progress.objects.count() == 1


def test_everything_that_a_report_lacks_is_said_at_once(
    assignment: Assignment, unit_officer: User, at: datetime
) -> None:
    empty = Content(done=True, percent=40)
    with pytest.raises(ReportRefusedError) as refused:
        services.send_report(assignment=assignment, content=empty, version=0, by=unit_officer, at=at)
    assert codes(refused) == ["PR-101", "PR-102", "PR-104", "PR-105"]
    assert "Quyết định ban hành quy trình" in str(refused.value)
    tomorrow = Content(text="Đã làm", as_of=date(2026, 10, 9))
    with pytest.raises(ReportRefusedError) as refused:
        services.send_report(assignment=assignment, content=tomorrow, version=0, by=unit_officer, at=at)
    assert codes(refused) == ["PR-103"]
    assert Progress.objects.count() == 0, "nothing is half done"


def test_a_task_that_names_a_product_closes_only_with_that_product(
    assignment: Assignment, said: Content, document: Document, unit_officer: User, at: datetime
) -> None:
    done = replace(said, done=True, percent=100)
    report = services.save_report(assignment=assignment, content=done, version=0, by=unit_officer, at=at)
    services.attach_document(report=report, document=document, product=False, by=unit_officer, at=at)
    with pytest.raises(ReportRefusedError, match="PR-104"):
        services.send_report(assignment=assignment, content=done, version=1, by=unit_officer, at=at)
    services.attach_document(report=report, document=document, product=True, by=unit_officer, at=at)
    assert (
        services.send_report(assignment=assignment, content=done, version=1, by=unit_officer, at=at).state == State.SENT
    )
    with pytest.raises(ReportRefusedError, match="PR-110"):
        services.detach_document(report=report, document=document, by=unit_officer, at=at)


def test_the_head_approves_what_the_head_saw(sent: Progress, unit_head: User, at: datetime) -> None:
    with pytest.raises(ReportConflictError):
        services.approve_report(report=sent, version=sent.version - 1, by=unit_head, at=at)
    services.approve_report(report=sent, version=sent.version, by=unit_head, at=at)
    with pytest.raises(ReportRefusedError, match="PR-110"):
        services.approve_report(report=sent, version=sent.version, by=unit_head, at=at)


def test_the_coordinator_asks_for_more_with_a_reason_and_the_unit_mends_the_same_report(
    approved: Progress, assignment: Assignment, said: Content, coordinator: User, unit_officer: User, at: datetime
) -> None:
    with pytest.raises(ReportRefusedError, match="PR-106"):
        services.return_report(report=approved, reason="  ", by=coordinator, at=at)
    returned = services.return_report(report=approved, reason="Thiếu số hồ sơ", by=coordinator, at=at)
    assert (returned.state, returned.decided_at) == (State.RETURNED, None)
    again = services.send_report(
        assignment=assignment,
        content=replace(said, percent=80),
        version=returned.version,
        by=unit_officer,
        at=at,
    )
    assert (again.pk, again.number) == (approved.pk, 1)
    told = ProgressAct.objects.filter(progress=again).values_list("act", "reason", "content__percent")
    assert list(told) == [("sent", "", 60), ("approved", "", 60), ("returned", "Thiếu số hồ sơ", 60), ("sent", "", 80)]


def test_as_last_time_sends_the_same_with_its_documents_and_counts_how_often(
    each_quarter: Assignment, said: Content, document: Document, unit_officer: User, unit_head: User, at: datetime
) -> None:
    with pytest.raises(ReportRefusedError, match="PR-113"):
        services.repeat_last_report(assignment=each_quarter, by=unit_officer, at=at)
    report = services.save_report(assignment=each_quarter, content=said, version=0, by=unit_officer, at=at)
    services.attach_document(report=report, document=document, product=False, by=unit_officer, at=at)
    report = services.send_report(assignment=each_quarter, content=said, version=1, by=unit_officer, at=at)
    services.approve_report(report=report, version=report.version, by=unit_head, at=at)
    for count in (1, 2):
        report = services.repeat_last_report(assignment=each_quarter, by=unit_officer, at=at)
        assert (report.repeats, report.text, report.as_of) == (count, said.text, date(2026, 10, 8))
        assert list(report.documents.all()) == [document]
        with pytest.raises(ReportRefusedError, match="PR-113"):
            services.repeat_last_report(assignment=each_quarter, by=unit_officer, at=at)
        report = services.approve_report(report=report, version=report.version, by=unit_head, at=at)
    dues = list(Progress.objects.order_by("number").values_list("due_on", "latest"))
    assert dues == [(date(2026, 9, 14), False), (date(2026, 12, 14), False), (date(2026, 12, 14), True)]


def test_what_came_on_paper_is_entered_on_behalf_with_its_source(
    assignment: Assignment, said: Content, coordinator: User, at: datetime
) -> None:
    with pytest.raises(ReportRefusedError, match="PR-107"):
        services.enter_report(assignment=assignment, content=said, source=" ", version=0, by=coordinator, at=at)
    source = "Báo cáo số 12/BC-UBND ngày 05/10/2026"
    report = services.enter_report(assignment=assignment, content=said, source=source, version=0, by=coordinator, at=at)
    assert (report.state, report.source) == (State.APPROVED, source)
    assert ProgressAct.objects.get().act == "entered"


def test_a_request_can_be_answered_only_on_behalf(
    request_only: Assignment, said: Content, coordinator: User, at: datetime
) -> None:
    report = services.enter_report(
        assignment=request_only, content=said, source="Thư điện tử ngày 05/10/2026", version=0, by=coordinator, at=at
    )
    assert report.assignment.unit is None


@pytest.mark.parametrize("what", ["task ended", "plan replaced"])
def test_work_that_holds_no_more_takes_no_report(
    assignment: Assignment, plan: Plan, said: Content, unit_officer: User, at: datetime, what: str
) -> None:
    if what == "task ended":
        Assignment.objects.update(state="ended", ended_at=at, ended_because="ended")
    else:
        Plan.objects.update(state="replaced")
    with pytest.raises(ReportRefusedError, match="PR-112"):
        services.save_report(assignment=assignment, content=said, version=0, by=unit_officer, at=at)
    with pytest.raises(ReportRefusedError, match="PR-112"):
        services.repeat_last_report(assignment=assignment, by=unit_officer, at=at)
