"""Units owe their own plans: asked for, read, tied to the province's tasks, sent, returned; reported once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.audit.models import Event
from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.organizations.selectors import memberships_on
from thuocdo.portal.organizations.standing import Standing
from thuocdo.portal.plans.cascade.flow import ACTS
from thuocdo.portal.plans.models import Assignment, BodyAlias, OwedPlan, OwedPlanAct, Plan, Task, TaskTie
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors import cascade as read
from thuocdo.portal.plans.selectors.calendar import moved_due_days, working_calendar
from thuocdo.portal.plans.selectors.plans import plans_listed, plans_open, plans_to_confirm, plans_visible_to
from thuocdo.portal.plans.selectors.progress import own_work, work_of
from thuocdo.portal.plans.services import (
    accept_certain,
    ask_for_plans,
    assign_plan,
    begin_draft,
    confirm_tie,
    enter_plan,
    import_plan,
    propose_ties,
    return_plan,
    send_plan,
    submit_plan,
    withdraw_plan,
)
from thuocdo.vietnamese.workdays import DayKind, SpecialDay

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import PlanCall

TODAY = date(2026, 10, 8)
PAPER: dict[str, Any] = {"number": "7/KH-UBND", "issued_on": date(2026, 10, 5)}


def who(user: User) -> Standing:
    return Standing(user=user, memberships=tuple(memberships_on(user, TODAY)))


def codes(error: pytest.ExceptionInfo[PlanError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def again(call: PlanCall, coordinator: User, at: datetime, *keys: str, **other: Any) -> PlanCall:
    """Ask anew, with other groups or another day."""
    groups = [group for group in organizations.groups() if group.key in (keys or ("ubnd-cap-xa",))]
    said = {"due_on": call.due_on, "days_before": 5, "basis": "", "version": call.version, **other}
    return ask_for_plans(**{"plan": call.plan, "groups": groups, "by": coordinator, "at": at, **said})


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_unit_of_the_groups_owes_a_plan(call: PlanCall, commune: Unit, other_commune: Unit) -> None:
    assert {row.unit for row in read.register(call)} == {commune, other_commune}
    assert read.counts_of(call)[read.Shown.MISSING] == 2
    assert read.units_not_sent(call) == sorted([commune, other_commune], key=lambda unit: unit.sort_key)


def test_asked_of_others_units_that_brought_nothing_leave_the_register(
    call: PlanCall, owed: OwedPlan, brought: Plan, other_commune: Unit, coordinator: User, at: datetime
) -> None:
    again(call, coordinator, at, "so-ban-nganh-tinh")

    units = {str(row.unit) for row in read.register(call)}
    assert units == {"xã Vân Canh", "Sở Nội vụ", "Sở Tài chính"}, "Vân Canh has brought its plan already"


def test_everything_that_is_wrong_with_what_is_asked_is_said_at_once(
    call: PlanCall, coordinator: User, at: datetime
) -> None:
    with pytest.raises(PlanError) as error:
        again(call, coordinator, at, groups=[], due_on=date(2026, 2, 2), version=0)
    assert codes(error) == ["PL-146", "PL-147", "PL-148"]


def test_a_plan_that_is_not_assigned_asks_nothing(plan: Plan, coordinator: User, at: datetime) -> None:
    with pytest.raises(PlanError) as error:
        ask_for_plans(plan=plan, groups=[], due_on=TODAY, days_before=0, basis="", version=0, by=coordinator, at=at)
    assert codes(error) == ["PL-145", "PL-146"]


def test_a_new_day_off_moves_the_days_that_units_are_asked_for(call: PlanCall) -> None:
    now = working_calendar()
    off = SpecialDay(day=date(2026, 12, 28), kind=DayKind.OFF, vi="Nghỉ mẫu", en="Off", source="Thông báo mẫu")
    days = [special for special in now.days.values() if special.day.year == 2026]

    moved = moved_due_days(now, now.with_days([*days, off]), today=TODAY)

    found = {(one.task.code, one.of_units, one.before, one.after) for one in moved}
    assert found == {(code, True, date(2026, 12, 24), date(2026, 12, 23)) for code in ("1.1", "1.2", "1.6")}


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_units_plan_is_read_by_the_same_reader_and_asks_nothing_about_its_own_parts(
    brought: Plan, owed: OwedPlan, call: PlanCall, commune: Unit
) -> None:
    assert (brought.unit, brought.carries_out, owed.plan) == (commune, call.plan, brought)
    assert (owed.number, owed.issued_on) == ("7/KH-UBND", date(2026, 10, 5))
    assert set(Task.objects.filter(plan=brought).values_list("state", flat=True)) == {"certain"}
    assert [list(body.units.all()) for task in brought.tasks.all() for body in task.bodies.all()] == [[commune]] * 2


def test_the_communes_own_name_means_the_commune_and_no_group(
    owed: OwedPlan, bring: Callable[..., Plan], unit_officer: User, commune: Unit, department: Unit, paper: Any
) -> None:
    plan = bring(owed, unit_officer, paper.task("1", "Việc mẫu", ("UBND xã", "answers"), ("Sở Nội vụ", "contributes")))

    bodies = plan.tasks.get().bodies.all()
    assert [(body.text, list(body.units.all()), list(body.groups.all())) for body in bodies] == [
        ("UBND xã", [commune], []),
        ("Sở Nội vụ", [department], []),
    ]


def test_a_task_that_names_nobody_is_the_units(
    owed: OwedPlan, bring: Callable[..., Plan], unit_officer: User, paper: Any
) -> None:
    assert bring(owed, unit_officer, paper.task("1", "Việc mẫu")).tasks.get().doubts == []


def test_a_new_text_renews_the_plan_and_proposes_ties_for_what_is_new(
    ready: OwedPlan, brought: Plan, bring: Callable[..., Plan], unit_officer: User, paper: Any
) -> None:
    same = bring(ready, unit_officer, paper.own_hotline, paper.own_extra, paper.task("3", "Tập huấn tiếp nhận hồ sơ"))

    assert same == brought
    assert [(tie.own.code, bool(tie.confirmed_at)) for tie in TaskTie.objects.order_by("own__position")] == [
        ("1", True),
        ("2", True),
        ("3", False),
    ]


def test_the_same_text_again_changes_nothing(brought: Plan, owed: OwedPlan, unit_officer: User, at: datetime) -> None:
    draft = begin_draft(name="khac.docx", content=b"khac", by=unit_officer, at=at)
    draft.reading, draft.answers = brought.sources.get().reading, {"owed": str(owed.public_id)}
    draft.save()

    assert not import_plan(draft=draft, by=unit_officer, at=at).new


def test_the_provinces_own_file_is_no_plan_of_a_unit(
    call: PlanCall, owed: OwedPlan, unit_officer: User, at: datetime
) -> None:
    draft = begin_draft(name="tinh.docx", content=b"tinh", by=unit_officer, at=at)
    draft.reading, draft.answers = call.plan.sources.get().reading, {"owed": str(owed.public_id)}
    draft.save()

    with pytest.raises(PlanError, match="PL-140"):
        import_plan(draft=draft, by=unit_officer, at=at)


def test_nothing_is_brought_while_the_head_has_it_or_after_the_provinces_plan_ended(
    ready: OwedPlan, bring: Callable[..., Plan], unit_officer: User, at: datetime, paper: Any
) -> None:
    OwedPlan.objects.filter(pk=ready.pk).update(state="waiting")
    Plan.objects.filter(pk=ready.call.plan_id).update(state="replaced")

    with pytest.raises(PlanError) as error:
        bring(ready, unit_officer, paper.own_extra)
    assert codes(error) == ["PL-141", "PL-142"]


def test_a_plan_put_aside_no_longer_stands_in_the_register(
    brought: Plan, owed: OwedPlan, coordinator: User, at: datetime
) -> None:
    withdraw_plan(plan=brought, by=coordinator, at=at)

    owed.refresh_from_db()
    assert owed.plan is None


# ── Tying ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_each_task_comes_with_what_it_probably_carries_out(brought: Plan, owed: OwedPlan) -> None:
    found = read.compared(owed, today=TODAY)

    assert [(row.own.code, row.tie and row.tie.serves and row.tie.serves.code, row.certain) for row in found.rows] == [
        ("1", "1.2", True),
        ("2", None, False),
    ]
    assert [task.code for task, _dues in found.missing] == ["1.6"]
    assert found.missing[0][1].wanted == date(2026, 12, 24)
    assert found.counts == {"waiting": 2, "certain": 1, "own": 0, "late": 0}


def test_a_unit_without_a_plan_sees_what_it_has_to_take_up(owed: OwedPlan) -> None:
    found = read.compared(owed, today=TODAY)

    assert (found.rows, [task.code for task, _dues in found.missing]) == ((), ["1.2", "1.6"])


def test_what_a_person_says_wins_and_stays(ready: OwedPlan, brought: Plan, unit_officer: User, at: datetime) -> None:
    extra, training = Task.objects.get(plan=brought, code="2"), Task.objects.get(plan=ready.call.plan, code="1.6")
    confirm_tie(own=extra, serves=training, shown="", by=unit_officer, at=at)
    propose_ties(brought)

    tie = TaskTie.objects.get(own=extra)
    assert (tie.serves, tie.why, tie.confirmed_by) == (training, "person", unit_officer)
    assert read.compared(ready, today=TODAY).missing == ()


def test_a_task_without_a_proposal_can_be_tied_too(brought: Plan, unit_officer: User, at: datetime) -> None:
    TaskTie.objects.all().delete()
    tie = confirm_tie(own=brought.tasks.get(code="2"), serves=None, shown="", by=unit_officer, at=at)

    assert (tie.why, tie.serves) == ("person", None)


def test_two_people_do_not_overwrite_each_others_ties(
    ready: OwedPlan, brought: Plan, unit_officer: User, unit_head: User, at: datetime
) -> None:
    extra, training = brought.tasks.get(code="2"), Task.objects.get(plan=ready.call.plan, code="1.6")
    confirm_tie(own=extra, serves=training, shown="", by=unit_head, at=at)

    with pytest.raises(PlanError, match="PL-143"):
        confirm_tie(own=extra, serves=None, shown="", by=unit_officer, at=at)


def test_a_task_that_the_unit_does_not_have_is_refused(
    brought: Plan, call: PlanCall, unit_officer: User, at: datetime
) -> None:
    departments_task = call.plan.tasks.get(code="1.1")

    with pytest.raises(PlanError, match="PL-144"):
        confirm_tie(own=brought.tasks.get(code="2"), serves=departments_task, shown="", by=unit_officer, at=at)


# ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_officer_submits_and_the_head_sends(
    ready: OwedPlan, unit_officer: User, unit_head: User, at: datetime
) -> None:
    waiting = submit_plan(owed=ready, version=ready.version, by=unit_officer, at=at, **PAPER)
    sent = send_plan(owed=ready, version=waiting.version, by=unit_head, at=at, **PAPER)

    assert (waiting.state, sent.state, sent.sent_on) == ("waiting", "sent", TODAY)
    assert list(OwedPlanAct.objects.values_list("act", "by__username")) == [
        ("submitted", "can_bo"),
        ("sent", "thu_truong"),
    ]
    told = Event.objects.filter(action__startswith="plans.owed.").values_list("action", flat=True)
    assert sorted(told) == ["plans.owed.sent", "plans.owed.submitted"]


def test_only_what_the_unit_adds_becomes_new_work_so_that_everything_is_reported_once(
    ready: OwedPlan, brought: Plan, unit_head: User, unit_officer: User, coordinator: User, at: datetime
) -> None:
    send_plan(owed=ready, version=ready.version, by=unit_head, at=at, **PAPER)

    assert [(row.task.code, row.part) for row in Assignment.objects.filter(task__plan=brought)] == [("2", "does")]
    mine = sorted(str(row.task.plan) for row in own_work(who(unit_officer)))
    assert len(mine) == 3, "two tasks of the province, one of the commune's own plan"
    assert set(work_of(who(coordinator)).values_list("task__plan", flat=True)) == {ready.call.plan_id}
    hotline = Assignment.objects.get(task__plan=ready.call.plan, task__code="1.2", unit=ready.unit)
    assert [tie.own.code for tie in read.own_parts(hotline)] == ["1"]


def test_a_tie_that_changes_after_sending_changes_the_work(
    ready: OwedPlan, brought: Plan, unit_head: User, coordinator: User, at: datetime
) -> None:
    send_plan(owed=ready, version=ready.version, by=unit_head, at=at, **PAPER)
    extra, training = brought.tasks.get(code="2"), Task.objects.get(plan=ready.call.plan, code="1.6")

    confirm_tie(own=extra, serves=training, shown="", by=coordinator, at=at)

    assert Assignment.objects.get(task=extra).state == "ended"
    assert read.matched([ready])[ready.unit_id] == read.Matched(given=2, carried=2, waiting=0)


def test_nothing_is_sent_without_file_number_day_and_ties(
    owed: OwedPlan, brought: Plan, unit_officer: User, at: datetime
) -> None:
    with pytest.raises(PlanError) as error:
        submit_plan(owed=owed, number=" ", issued_on=None, version=owed.version, by=unit_officer, at=at)
    assert codes(error) == ["PL-152", "PL-153", "PL-154"]

    OwedPlan.objects.filter(pk=owed.pk).update(plan=None)
    with pytest.raises(PlanError) as error:
        send_plan(owed=owed, number="7", issued_on=TODAY + timedelta(1), version=owed.version, by=unit_officer, at=at)
    assert codes(error) == ["PL-151", "PL-153"]
    owed.refresh_from_db()
    assert (owed.state, OwedPlanAct.objects.count()) == ("missing", 0)


def test_a_plan_of_which_nothing_is_confirmed_is_not_sent(
    brought: Plan, owed: OwedPlan, unit_officer: User, unit_head: User, at: datetime
) -> None:
    for own in brought.tasks.all():
        confirm_tie(
            own=own, serves=None, shown=str(own.tie.serves.public_id) if own.tie.serves else "", by=unit_officer, at=at
        )

    with pytest.raises(PlanError, match="PL-121"):
        send_plan(owed=owed, version=owed.version, by=unit_head, at=at, **PAPER)
    owed.refresh_from_db()
    assert owed.state == "missing"


def test_the_coordinator_notes_a_paper_and_its_file_is_read_later(
    owed: OwedPlan, bring: Callable[..., Plan], coordinator: User, at: datetime, paper: Any
) -> None:
    noted = enter_plan(
        owed=owed, sent_on=TODAY, source="Văn bản giấy", version=owed.version, by=coordinator, at=at, **PAPER
    )
    assert (noted.state, noted.plan, noted.source) == ("sent", None, "Văn bản giấy")
    assert read.matched([noted])[owed.unit_id].carried == 0

    owed.refresh_from_db()
    plan = bring(owed, coordinator, paper.own_hotline, paper.own_extra)
    accept_certain(plan=plan, by=coordinator, at=at)
    enter_plan(owed=owed, sent_on=TODAY, source="Văn bản giấy", version=owed.version, by=coordinator, at=at, **PAPER)

    assert [row.task.code for row in Assignment.objects.filter(task__plan=plan)] == ["2"]


def test_what_is_entered_on_behalf_names_its_source_and_days(owed: OwedPlan, coordinator: User, at: datetime) -> None:
    said: dict[str, Any] = {"owed": owed, "number": "", "issued_on": None, "version": owed.version, "by": coordinator}
    with pytest.raises(PlanError) as error:
        enter_plan(sent_on=None, source=" ", at=at, **said)
    assert codes(error) == ["PL-152", "PL-153", "PL-155", "PL-156"]


def test_a_plan_sent_again_after_a_return_keeps_the_day_it_first_came(
    ready: OwedPlan, unit_head: User, coordinator: User, at: datetime
) -> None:
    sent = send_plan(owed=ready, version=ready.version, by=unit_head, at=at, **PAPER)
    back = return_plan(owed=sent, act="return", reason="Thiếu phụ lục", version=sent.version, by=coordinator, at=at)
    assert (back.state, read.counts_of(ready.call)[read.Shown.RETURNED]) == ("returned", 1)

    late = send_plan(owed=back, version=back.version, by=unit_head, at=at + timedelta(20), **PAPER)

    assert late.sent_on == TODAY
    assert read.counts_of(ready.call)[read.Shown.LATE] == 0


def test_a_plan_that_first_comes_after_its_day_is_late(ready: OwedPlan, unit_head: User, at: datetime) -> None:
    send_plan(owed=ready, version=ready.version, by=unit_head, at=at + timedelta(20), **PAPER)

    assert [row.unit for row in read.register(ready.call, shown=read.Shown.LATE)] == [ready.unit]


def test_returning_needs_a_reason_and_the_version_that_was_seen(
    ready: OwedPlan, unit_officer: User, unit_head: User, at: datetime
) -> None:
    waiting = submit_plan(owed=ready, version=ready.version, by=unit_officer, at=at, **PAPER)
    with pytest.raises(PlanError, match="PL-157"):
        return_plan(owed=waiting, act="return_own", reason=" ", version=waiting.version, by=unit_head, at=at)
    with pytest.raises(PlanError, match="PL-149"):
        return_plan(owed=waiting, act="return_own", reason="Sửa", version=1, by=unit_head, at=at)
    with pytest.raises(PlanError, match="PL-150"):
        return_plan(owed=waiting, act="return", reason="Sửa", version=waiting.version, by=unit_head, at=at)


def test_assigning_a_units_plan_twice_changes_nothing(
    ready: OwedPlan, brought: Plan, unit_head: User, at: datetime
) -> None:
    send_plan(owed=ready, version=ready.version, by=unit_head, at=at, **PAPER)

    done = assign_plan(plan=brought, by=unit_head, at=at)

    assert (done.new, done.kept, done.ended) == (0, 1, 0)


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("person", "before", "after"),
    [
        ("unit_officer", True, True),
        ("unit_head", True, True),
        ("other_officer", False, False),
        ("coordinator", True, True),
        ("leader", False, True),
        ("auditor", False, True),
    ],
)
def test_a_units_plan_is_read_by_others_once_it_is_sent(
    request: pytest.FixtureRequest,
    ready: OwedPlan,
    brought: Plan,
    unit_head: User,
    at: datetime,
    person: str,
    before: bool,
    after: bool,
) -> None:
    standing = who(request.getfixturevalue(person))

    def sees() -> bool:
        return plans_visible_to(standing).filter(pk=brought.pk).exists()

    assert sees() is before
    send_plan(owed=ready, version=ready.version, by=unit_head, at=at, **PAPER)
    assert sees() is after


def test_a_unit_mends_its_plan_until_it_is_on_its_way(
    ready: OwedPlan, brought: Plan, unit_officer: User, other_officer: User, at: datetime
) -> None:
    assert plans_to_confirm(who(unit_officer)).get() == brought
    assert not plans_to_confirm(who(other_officer)).exists()

    submit_plan(owed=ready, version=ready.version, by=unit_officer, at=at, **PAPER)

    assert not plans_to_confirm(who(unit_officer)).exists()


def test_the_list_of_plans_and_what_may_be_replaced_leave_out_plans_of_units(
    brought: Plan, coordinator: User, unit_officer: User
) -> None:
    assert brought not in plans_listed(who(coordinator))
    assert brought in plans_listed(who(unit_officer))
    assert brought not in plans_open()


def test_what_a_unit_says_a_name_means_is_not_remembered_for_the_province(brought: Plan) -> None:
    assert not BodyAlias.objects.exists()


# ── docs/workflow.md ─────────────────────────────────────────────────────────────────────────────────────────────────
PAGE = (Path(__file__).resolve().parents[3] / "docs/workflow.md").read_text("utf-8")
TABLE = PAGE.partition("## Kế hoạch của đơn vị · Plan of a unit")[2].partition("\n## ")[0]
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in TABLE.splitlines()
    if line.startswith("| `") and (cells := [cell.strip() for cell in line.strip("|").split("|")])
}


def marked(text: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", text))


def test_the_page_names_every_act_and_no_other() -> None:
    assert set(ROWS) == set(ACTS)
    assert {act.leads_to for act in ACTS.values()} | {"missing"} == set(OwedPlan.State.values)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_each_act_stands_in_the_page_as_in_the_code(name: str) -> None:
    act, (word, roles, whose, states, leads_to) = ACTS[name], ROWS[name]
    assert word == act.word
    assert marked(roles) == set(act.roles)
    assert (whose == "own unit") is act.own_unit
    assert marked(states) == set(act.states)
    assert marked(leads_to) == {act.leads_to}
