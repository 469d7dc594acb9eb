"""A plan that is at work in two communes and a department, with progress, and a round of reporting on it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.evidence.services import keep_reference
from thuocdo.portal.plans.models import Assignment, Plan, ProgressDocument, Task, TaskGroup
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services.progress import approve_report, save_report, send_report
from thuocdo.portal.reports.periods import period_of
from thuocdo.portal.reports.selectors.rounds import submitted_sections
from thuocdo.portal.reports.services import assemble_report, draft_letters, open_round, submit_section

if TYPE_CHECKING:
    from collections.abc import Callable

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.reports.models import Letter, Report, ReportRound, Section

IN_TIME = datetime(2026, 9, 10, 3, 0, tzinfo=UTC)
ASSIGNED = datetime(2026, 2, 10, 3, 0, tzinfo=UTC)
TASKS = (
    ("1.1", "Công khai số điện thoại đường dây nóng", "TIẾP NHẬN HỒ SƠ, THỦ TỤC HÀNH CHÍNH", "2026-06-30"),
    ("2.1", "Tập huấn ký số cho công chức mẫu", "CHUYỂN ĐỔI SỐ", "2026-12-31"),
    ("3.1", "Sắp xếp lại kho lưu trữ mẫu", "VIỆC CHUNG", "2026-08-31"),
)


@pytest.fixture
def plan(province: Unit, coordinator: User) -> Plan:
    """Kế hoạch số 12/KH-UBND with three tasks under three headings."""
    made = Plan.objects.create(
        unit=province,
        state="assigned",
        type="Kế hoạch",
        number="12/KH-UBND",
        issued_on=date(2026, 2, 3),
        effective_on=date(2026, 2, 3),
        subject="Kế hoạch mẫu về tiếp nhận hồ sơ",
        created_at=ASSIGNED,
        created_by=coordinator,
        assigned_at=ASSIGNED,
    )
    for position, (code, content, heading, until) in enumerate(TASKS, start=1):
        parent = code.partition(".")[0]
        TaskGroup.objects.create(plan=made, position=position, appendix="01", code=parent, title=heading)
        Task.objects.create(
            plan=made,
            key=f"01/{code}",
            position=position,
            state="confirmed",
            appendix="01",
            code=code,
            parent_code=parent,
            content=content,
            deadline={"text": "…", "kind": "within", "until": until},
            due_on=date.fromisoformat(until),
            original={},
            confidence="1",
            confirmed_at=ASSIGNED,
        )
    return made


@pytest.fixture
def work(plan: Plan, commune: Unit, other_commune: Unit, department: Unit, coordinator: User) -> dict[str, Assignment]:
    """Who has what: the communes the first two tasks, Sở Nội vụ the last."""
    given = (("1.1", commune), ("1.1", other_commune), ("2.1", commune), ("3.1", department))
    return {
        f"{code} {unit.full_name}": Assignment.objects.create(
            task=plan.tasks.get(code=code),
            unit=unit,
            part="does",
            assigned_at=ASSIGNED,
            assigned_by=coordinator,
        )
        for code, unit in given
    }


@pytest.fixture
def done(work: dict[str, Assignment], unit_officer: User, unit_head: User, commune: Unit) -> Assignment:
    """Xã Vân Canh has done the first task: with a figure, and an official document that proves it."""
    assignment = work["1.1 xã Vân Canh"]
    content = Content(
        text="Đã niêm yết tại 12 thôn",
        figures=({"label": "Số thôn niêm yết", "value": "12", "unit": "thôn"},),
        done=True,
        as_of=date(2026, 8, 20),
    )
    report = save_report(assignment=assignment, content=content, version=0, by=unit_officer, at=IN_TIME)
    document = keep_reference(
        unit=commune,
        number="45/TB-UBND",
        issued_on=date(2026, 8, 19),
        issuer="UBND xã Vân Canh",
        by=unit_officer,
        at=IN_TIME,
    )
    ProgressDocument.objects.create(progress=report, document=document)
    sent = send_report(assignment=assignment, content=content, version=report.version, by=unit_officer, at=IN_TIME)
    approve_report(report=sent, version=sent.version, by=unit_head, at=IN_TIME)
    return assignment


@pytest.fixture
def third_quarter(work: dict[str, Assignment], province: Unit, coordinator: User) -> ReportRound:
    """Quý III năm 2026, due on 14 September."""
    period = period_of("quarter-3", 2026)
    return open_round(
        root=province,
        period=period,
        as_of=period.due_on,
        due_on=period.due_on,
        by=coordinator,
        at=datetime(2026, 9, 1, 3, 0, tzinfo=UTC),
    )


@pytest.fixture
def section(third_quarter: ReportRound, commune: Unit) -> Section:
    """What xã Vân Canh owes."""
    return third_quarter.sections.get(unit=commune)


@pytest.fixture
def submit(unit_head: User) -> Callable[..., Section]:
    """Submits a section: ``submit(section, text="…", at=…)`` with its text under procedures."""

    def submitted(section: Section, *, text: str = "Đã làm xong việc được giao.", **other: Any) -> Section:
        told = {"as_of": date(2026, 9, 10), "version": section.version, "by": unit_head, "at": IN_TIME, **other}
        return submit_section(section=section, texts={"3": text}, **told)

    return submitted


@pytest.fixture
def report(done: Assignment, section: Section, submit: Callable[..., Section], coordinator: User) -> Report:
    """The provincial report: xã Vân Canh has sent, Sở Nội vụ and xã Ia Dom have not."""
    submit(section)
    assert submitted_sections(section.round).count() == 1
    return assemble_report(of=section.round, by=coordinator, at=datetime(2026, 9, 16, 3, 0, tzinfo=UTC))


@pytest.fixture
def letter(third_quarter: ReportRound, department: Unit, coordinator: User) -> Letter:
    """A letter to all three, drafted two days after the due day."""
    (drafted,) = draft_letters(
        of=third_quarter, issuer=department, by=coordinator, at=datetime(2026, 9, 16, 3, 0, tzinfo=UTC)
    )
    return drafted
