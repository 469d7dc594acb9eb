"""Plans that units send: submitted, sent, entered on behalf, returned; who sees them; reported once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.audit.models import Event
from thuocdo.portal.organizations.selectors import memberships_on
from thuocdo.portal.organizations.standing import Standing
from thuocdo.portal.plans.cascade.flow import ACTS
from thuocdo.portal.plans.models import Assignment, BodyAlias, OwedPlan, OwedPlanAct, Plan, Task
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors import cascade as read
from thuocdo.portal.plans.selectors.plans import plans_listed, plans_open, plans_to_confirm, plans_visible_to
from thuocdo.portal.plans.selectors.progress import own_work, work_of
from thuocdo.portal.plans.services import (
    accept_certain,
    assign_plan,
    confirm_tie,
    enter_plan,
    return_plan,
    send_plan,
    submit_plan,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.organizations.models import User

TODAY = date(2026, 10, 8)
PAPER: dict[str, Any] = {"number": "7/KH-UBND", "issued_on": date(2026, 10, 5)}


def who(user: User) -> Standing:
    return Standing(user=user, memberships=tuple(memberships_on(user, TODAY)))


def codes(error: pytest.ExceptionInfo[PlanError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


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
    assert codes(error) == ["PL-121", "PL-152", "PL-153", "PL-154"]

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
