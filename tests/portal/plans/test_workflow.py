"""``docs/workflow.md`` says what the code does: states, words, roles, and what may follow what."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.plans.access import COORDINATES, READS_ALL, WORKS
from thuocdo.portal.plans.models import Assignment, Match, Plan, Task
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.services import (
    accept_task,
    answer_body,
    ask_to_contribute,
    assign_plan,
    drop_task,
    mend_task,
    reopen_task,
    split_task,
    withdraw_plan,
)
from thuocdo.portal.plans.services.confirming import Mended

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "workflow.md").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading, without its head."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def followers(heading: str) -> dict[str, set[str]]:
    return {row[0].strip("`"): set(re.findall(r"`(\w+)`", row[3])) for row in table(heading)}


@pytest.mark.parametrize(
    ("heading", "states"),
    [
        ("Kế hoạch · Plan", Plan.State),
        ("Nhiệm vụ · Task", Task.State),
        ("Phân công · Assignment", Assignment.State),
    ],
)
def test_every_state_stands_in_its_table_with_its_words(heading: str, states: Any) -> None:
    assert [(row[0].strip("`"), row[1]) for row in table(heading)] == [(one.value, one.label) for one in states]


def test_the_table_of_roles_is_the_one_the_code_asks() -> None:
    rows = {row[0].strip("`"): row[1:] for row in table("Ai được làm gì với kế hoạch · Who may do what with plans")}

    assert set(rows) == set(Role.values)
    assert {role for role, cells in rows.items() if cells[0] == "yes"} == set(COORDINATES)
    assert {role for role, cells in rows.items() if cells[1] == "yes"} == set(READS_ALL)
    assert {role for role, cells in rows.items() if cells[1] == "no" and cells[2] == "yes"} == set(WORKS)


MENDED = Mended(
    code="1",
    criterion="",
    content="Việc",
    product="",
    note="",
    deadline_text="",
    due_on=None,
    guidance=False,
    bodies=[("Sở Nội vụ", "answers")],
)
ACTS: dict[str, Callable[..., Any]] = {
    "accept": accept_task,
    "mend": lambda **said: mend_task(mended=MENDED, **said),
    "split": lambda **said: split_task(contents=["Một", "Hai"], **said),
    "drop": drop_task,
    "reopen": reopen_task,
}


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("state", Task.State.values)
def test_no_act_leads_where_the_table_does_not(
    plan: Plan, coordinator: User, at: datetime, state: str, act: str
) -> None:
    task = Task.objects.get(plan=plan, code="1.1")
    Task.objects.filter(pk=task.pk).update(state=state, confirmed_at=at)
    with contextlib.suppress(PlanError):
        ACTS[act](task=task, version=1, by=coordinator, at=at)
    task.refresh_from_db()

    assert task.state == state or task.state in followers("Nhiệm vụ · Task")[state]


@pytest.mark.parametrize("act", sorted(ACTS))
def test_nothing_can_be_done_with_a_task_that_is_gone_or_with_a_plan_that_is_closed(
    plan: Plan, coordinator: User, at: datetime, act: str
) -> None:
    task = Task.objects.get(plan=plan, code="1.1")
    Task.objects.filter(pk=task.pk).update(state="ended")
    with pytest.raises(PlanError, match="PL-111"):
        ACTS[act](task=task, version=1, by=coordinator, at=at)

    Task.objects.filter(pk=task.pk).update(state="unsure")
    withdraw_plan(plan=plan, by=coordinator, at=at)
    with pytest.raises(PlanError, match="PL-120"):
        ACTS[act](task=task, version=1, by=coordinator, at=at)


def test_plans_follow_their_table(
    take_in: Callable[..., Plan], assign: Callable[..., Any], paper: Any, coordinator: User, at: datetime
) -> None:
    may = followers("Kế hoạch · Plan")
    old, mistake = take_in(paper.answered), take_in(paper.by_departments, number="5/KH-UBND")
    assign(old)
    new = take_in(paper.answered, paper.requested, number="6/KH-UBND", answers={"replaces": [str(old.public_id)]})
    assign(new)
    withdraw_plan(plan=mistake, by=coordinator, at=at)
    for plan in (old, mistake, new):
        plan.refresh_from_db()

    assert new.state in may["confirming"]
    assert mistake.state in may["confirming"]
    assert old.state in may["assigned"]
    assert may["replaced"] == may["withdrawn"] == set()


def test_an_assignment_that_ended_opens_again_when_it_is_wanted_again(
    assigned_plan: Plan, commune: Unit, coordinator: User, at: datetime
) -> None:
    task = Task.objects.get(plan=assigned_plan, code="1.2")
    row = Assignment.objects.get(task=task, unit=commune)
    dropped = drop_task(task=task, version=task.version, by=coordinator, at=at)
    back = reopen_task(task=dropped, version=dropped.version, by=coordinator, at=at)
    accept_task(task=back, version=back.version, by=coordinator, at=at)

    done = assign_plan(plan=assigned_plan, by=coordinator, at=at)

    row.refresh_from_db()
    assert (row.state, row.ended_at, done.changed) == ("open", None, 2)


def test_a_unit_whose_assignment_ended_can_be_asked_to_contribute(
    assigned_plan: Plan, commune: Unit, coordinator: User, at: datetime
) -> None:
    row = Assignment.objects.get(task__plan=assigned_plan, task__code="1.2", unit=commune)
    Assignment.objects.filter(pk=row.pk).update(state="ended", ended_at=at, ended_because="changed")

    asked = ask_to_contribute(task=row.task, unit=commune, by=coordinator, at=at)

    assert (asked.pk, asked.state, asked.part) == (row.pk, "open", "contributes")


def test_an_answer_makes_a_waiting_task_certain_as_the_table_says(
    plan: Plan, department: Unit, coordinator: User, at: datetime
) -> None:
    answer_body(plan=plan, text="Đài Phát sóng mẫu", match=Match.UNITS, units=[department], by=coordinator, at=at)

    assert Task.objects.get(plan=plan, code="1.4").state in followers("Nhiệm vụ · Task")["unsure"]
