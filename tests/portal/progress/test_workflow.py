"""``docs/workflow.md`` says what may be done with a report as the code does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.organizations.selectors import memberships_on
from thuocdo.portal.organizations.standing import Standing
from thuocdo.portal.plans.models import Progress
from thuocdo.portal.plans.progress.flow import ACTS, NONE, acts_open_to

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Assignment

PAGE = (Path(__file__).resolve().parents[3] / "docs/workflow.md").read_text("utf-8")
TABLE = PAGE.partition("## Báo cáo tiến độ · Progress")[2].partition("\n## ")[0]
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in TABLE.splitlines()
    if line.startswith("| `") and (cells := [cell.strip() for cell in line.strip("|").split("|")])
}


def marked(text: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", text))


def test_the_page_names_every_act_and_no_other() -> None:
    assert set(ROWS) == set(ACTS)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_each_act_stands_in_the_page_as_in_the_code(name: str) -> None:
    act, (word, roles, whose, states, leads_to) = ACTS[name], ROWS[name]
    assert word == act.word
    assert marked(roles) == set(act.roles)
    assert (whose == "own unit") is act.own_unit
    assert marked(states) == set(act.states)
    assert marked(leads_to) == {act.leads_to}


def test_every_state_is_reached_and_left() -> None:
    reached = {act.leads_to for act in ACTS.values()}
    left = {state for act in ACTS.values() for state in act.states}
    assert reached == set(Progress.State.values)
    assert left == {*Progress.State.values, NONE}


@pytest.mark.parametrize(
    ("person", "state", "acts"),
    [
        ("unit_officer", None, {"save", "send"}),
        ("unit_officer", "sent", set()),
        ("unit_officer", "returned", {"save", "send"}),
        ("unit_head", "sent", {"approve", "return_own"}),
        ("unit_head", "approved", {"save", "send"}),
        ("coordinator", "approved", {"return", "enter"}),
        ("coordinator", "sent", set()),
        ("other_officer", None, set()),
        ("leader", "sent", set()),
        ("auditor", "approved", set()),
        ("administrator", None, set()),
    ],
)
def test_who_may_do_what(
    request: pytest.FixtureRequest,
    assignment: Assignment,
    at: datetime,
    person: str,
    state: str | None,
    acts: set[str],
) -> None:
    user: User = request.getfixturevalue(person)
    who = Standing(user=user, memberships=tuple(memberships_on(user, at.date())))
    report = Progress(assignment=assignment, state=state) if state else None
    assert acts_open_to(who, assignment, report) == acts
