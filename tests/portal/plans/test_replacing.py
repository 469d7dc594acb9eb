"""A plan replaces another: whose work goes on, who does it, what was reported, and what units planned for it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.evidence.services import keep_file
from thuocdo.portal.organizations.models import Position
from thuocdo.portal.plans.models import Assignment, OwedPlan, Plan, Progress, Supersession, TaskTie
from thuocdo.portal.plans.progress.content import Content, ReportRefusedError
from thuocdo.portal.plans.selectors.replaced import old_report, plans_left_behind
from thuocdo.portal.plans.services import ask_for_plans, ask_to_contribute, confirm_certain_ties, confirm_tie, send_plan
from thuocdo.portal.plans.services.progress import attach_document, save_report, send_report
from thuocdo.portal.plans.services.taking_over import take_over_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User

SAID = Content(text="Đã rà soát 12 biểu mẫu", percent=60, as_of=date(2026, 10, 7))


@pytest.fixture
def old(paper: Any, take_in: Callable[..., Plan], assign: Callable[..., Any], department: Unit) -> Plan:
    """A plan in force whose two tasks Sở Nội vụ has."""
    plan = take_in(paper.answered, paper.by_departments)
    assign(plan)
    return plan


@pytest.fixture
def replace(paper: Any, take_in: Callable[..., Plan], assign: Callable[..., Any], old: Plan) -> Callable[..., Plan]:
    """Takes in a plan with one task kept, one changed, that replaces the old one, and assigns it."""

    def done(*tasks: dict[str, Any]) -> Plan:
        changed = {**paper.by_departments, "text": {**paper.by_departments["text"], "deadline": "Quý III"}}
        tasks = tasks or (paper.answered, changed)
        new = take_in(*tasks, number="40/KH-UBND", answers={"replaces": [str(old.public_id)]})
        assign(new)
        new.refresh_from_db()
        return new

    return done


def work(plan: Plan, code: str, unit: Unit) -> Assignment:
    return Assignment.objects.get(task__plan=plan, task__code=code, unit=unit)


def desk(unit: Unit) -> Position:
    return Position.objects.create(unit=unit, title={"vi": "Chuyên viên cải cách"}, valid_from=date(2026, 1, 1))


def test_the_work_on_a_kept_task_goes_on_under_the_new_plan_with_its_reports_and_position(
    old: Plan,
    replace: Callable[..., Plan],
    department: Unit,
    coordinator: User,
    at: datetime,
) -> None:
    kept = work(old, "1.1", department)
    position = desk(department)
    Assignment.objects.filter(pk=kept.pk).update(position=position)
    report = send_report(assignment=kept, content=SAID, version=0, by=coordinator, at=at)

    new = replace()

    goes_on = work(new, "1.1", department)
    assert (goes_on.pk, goes_on.public_id, goes_on.state) == (kept.pk, kept.public_id, "open")
    assert goes_on.position == position
    assert list(goes_on.reports.all()) == [report]
    assert not Assignment.objects.filter(task__plan=old, task__code="1.1").exists()
    assert old_report(goes_on) is None


def test_a_changed_task_is_with_whoever_had_it_and_shows_what_was_reported_of_old(
    old: Plan,
    replace: Callable[..., Plan],
    department: Unit,
    finance: Unit,
    coordinator: User,
    at: datetime,
) -> None:
    before = work(old, "1.3", department)
    Assignment.objects.filter(pk=before.pk).update(position=desk(department))
    report = send_report(assignment=before, content=SAID, version=0, by=coordinator, at=at)
    save_report(assignment=work(old, "1.3", finance), content=SAID, version=0, by=coordinator, at=at)

    new = replace()

    now = work(new, "1.3", department)
    before.refresh_from_db()
    assert (before.state, before.ended_because) == ("ended", "replaced")
    assert now.pk != before.pk
    assert now.position_id == before.position_id
    assert old_report(now) == report
    assert old_report(work(new, "1.3", finance)) is None, "nobody saw that draft"
    assert work(new, "1.3", finance).position is None


def test_what_a_new_plan_had_given_out_before_keeps_its_own_reports(
    paper: Any,
    old: Plan,
    take_in: Callable[..., Plan],
    assign: Callable[..., Any],
    department: Unit,
    coordinator: User,
    at: datetime,
) -> None:
    new = take_in(paper.answered, number="40/KH-UBND")
    assign(new)
    own, before = work(new, "1.1", department), work(old, "1.1", department)
    Supersession.objects.create(new=new, old=old, at=at, by=coordinator)

    assign(new)

    assert work(new, "1.1", department).pk == own.pk
    before.refresh_from_db()
    assert before.state == "ended"


def test_a_contribution_that_was_asked_for_is_still_asked_for_when_its_task_is_kept(
    old: Plan, replace: Callable[..., Plan], commune: Unit, coordinator: User, at: datetime
) -> None:
    asked = ask_to_contribute(task=old.tasks.get(code="1.1"), unit=commune, by=coordinator, at=at)

    new = replace()

    asked.refresh_from_db()
    assert (asked.task.plan, asked.state) == (new, "open")


# ── One tap ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_one_tap_begins_the_new_report_with_the_old_words_and_documents(
    client: Client,
    old: Plan,
    replace: Callable[..., Plan],
    commune: Unit,
    unit_officer: User,
    paper: Any,
    at: datetime,
    take_in: Callable[..., Plan],
) -> None:
    before = Assignment.objects.create(task=old.tasks.get(code="1.3"), unit=commune, part="does", assigned_at=at)
    report = save_report(assignment=before, content=SAID, version=0, by=unit_officer, at=at)
    document = keep_file(unit=commune, name="a.pdf", content=b"%PDF-1.7\n", by=unit_officer, at=at)
    attach_document(report=report, document=document, product=True, by=unit_officer, at=at)
    send_report(assignment=before, content=SAID, version=report.version, by=unit_officer, at=at)
    new = replace()
    now = Assignment.objects.create(task=new.tasks.get(code="1.3"), unit=commune, part="does", assigned_at=at)
    client.force_login(unit_officer)
    address = f"/nhiem-vu/{now.public_id}/"
    page = client.get(address).content.decode()
    assert "Tiến độ của nhiệm vụ cũ" in page
    assert "Đã rà soát 12 biểu mẫu" in page

    taken = client.post(f"{address}nhiem-vu-cu/", follow=True).content.decode()

    draft = Progress.objects.get(assignment=now)
    assert (draft.state, Content.of(draft)) == ("draft", SAID)
    assert [(proof.document, proof.product) for proof in draft.proofs.all()] == [(document, False)]
    assert "vào bản nháp" in taken
    assert "Tiến độ của nhiệm vụ cũ" not in taken
    again = client.post(f"{address}nhiem-vu-cu/", follow=True).content.decode()
    assert "PR-124" in again
    assert Progress.objects.filter(assignment=now).count() == 1


def test_where_nothing_was_reported_there_is_nothing_to_take_over(
    old: Plan, replace: Callable[..., Plan], department: Unit, coordinator: User, at: datetime
) -> None:
    with pytest.raises(ReportRefusedError, match="PR-124"):
        take_over_report(assignment=work(replace(), "1.3", department), by=coordinator, at=at)


# ── Plans of units ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def sent(ready: OwedPlan, unit_head: User, at: datetime) -> OwedPlan:
    """The plan of a commune, sent."""
    return send_plan(
        owed=ready, number="05/KH-UBND", issued_on=date(2026, 3, 1), version=ready.version, by=unit_head, at=at
    )


@pytest.fixture
def renew(
    sent: OwedPlan, take_in: Callable[..., Plan], assign: Callable[..., Any], paper: Any, at: datetime
) -> Callable[..., Plan]:
    """Replaces the plan of the province that the commune's plan carries out."""

    def done(*tasks: dict[str, Any]) -> Plan:
        answers = {"replaces": [str(sent.call.plan.public_id)]}
        new = take_in(*tasks, number="41/KH-UBND", answers=answers)
        new.tasks.update(state="confirmed", confirmed_at=at, doubts=[])
        assign(new)
        return new

    return done


def test_what_a_unit_planned_for_a_kept_task_serves_its_successor(
    sent: OwedPlan, renew: Callable[..., Plan], paper: Any, commune: Unit
) -> None:
    tie = TaskTie.objects.get(own__plan=sent.plan, serves__isnull=False)
    before = tie.serves
    given = Assignment.objects.get(task=before, unit=commune)

    new = renew(dict(before.original) if before else paper.answered)

    tie.refresh_from_db()
    assert before is not None
    assert tie.serves == new.tasks.get(code=before.code)
    given.refresh_from_db()
    assert given.task == tie.serves
    assert not Assignment.objects.filter(task=tie.own).exists(), "it is reported under the province, once"


def test_what_a_unit_planned_for_a_task_that_ended_becomes_its_own_work(
    sent: OwedPlan, renew: Callable[..., Plan], paper: Any, commune: Unit
) -> None:
    tie = TaskTie.objects.get(own__plan=sent.plan, serves__isnull=False)
    assert not Assignment.objects.filter(task=tie.own).exists()

    renew(paper.answered)

    own = Assignment.objects.get(task=tie.own)
    assert (own.unit, own.state) == (commune, "open")


def test_a_unit_is_told_that_the_plan_it_carries_out_was_replaced_until_it_sends_its_next(
    client: Client,
    sent: OwedPlan,
    renew: Callable[..., Plan],
    bring: Callable[..., Plan],
    paper: Any,
    unit_officer: User,
    coordinator: User,
    at: datetime,
) -> None:
    new = renew(paper.by_communes)
    client.force_login(unit_officer)
    assert "nay đã được thay thế bởi" in client.get("/ke-hoach/").content.decode()
    own_before = Assignment.objects.get(task__plan=sent.plan, state="open")
    asked: Any = {"due_on": date(2026, 11, 30), "days_before": 5, "basis": "", "version": 0}
    call = ask_for_plans(plan=new, groups=list(sent.call.groups.all()), by=coordinator, at=at, **asked)
    owed = OwedPlan.objects.get(call=call, unit=sent.unit)
    plan = bring(owed, unit_officer, paper.own_hotline, paper.own_extra, subject="Kế hoạch xã, lần hai")
    plan.tasks.update(state="confirmed", confirmed_at=at, doubts=[])
    confirm_certain_ties(plan=plan, by=unit_officer, at=at)
    for task in plan.tasks.filter(tie__confirmed_at__isnull=True):
        tie = task.tie
        confirm_tie(own=task, serves=tie.serves, shown=tie.serves, by=unit_officer, at=at)
    owed.refresh_from_db()

    send_plan(owed=owed, number="09/KH-UBND", issued_on=date(2026, 10, 1), version=owed.version, by=unit_officer, at=at)

    assert sent.plan is not None
    sent.plan.refresh_from_db()
    own_before.refresh_from_db()
    assert sent.plan.state == Plan.State.REPLACED
    assert (own_before.task.plan, own_before.state) == (plan, "open"), "its own work goes on as well"
    assert not client.get("/ke-hoach/").content.decode().count("nay đã được thay thế bởi")


def test_nobody_is_told_of_other_units_plans(sent: OwedPlan, renew: Callable[..., Plan], paper: Any) -> None:
    renew(paper.by_communes)
    stranger: Any = SimpleNamespace(units=[])

    assert not plans_left_behind(stranger).exists()
