"""What may be done with a report, by whom, in which state: the table of ``docs/workflow.md``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.plans.models import Assignment, Plan, Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.portal.organizations.standing import Standing

NONE: Final = "none"
"""The state of an assignment on which no report is open: none yet, or the last one is decided."""
State = Progress.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that may happen to a report."""

    word: str
    roles: tuple[Role, ...]
    states: tuple[str, ...]
    leads_to: str
    own_unit: bool
    """Only for the unit that has the assignment."""


ACTS: Final[Mapping[str, Act]] = {
    "save": Act(
        word="Lưu nháp",
        roles=(Role.UNIT_OFFICER, Role.UNIT_HEAD),
        states=(NONE, State.DRAFT, State.RETURNED),
        leads_to="draft",
        own_unit=True,
    ),
    "send": Act(
        word="Gửi kết quả",
        roles=(Role.UNIT_OFFICER, Role.UNIT_HEAD),
        states=(NONE, State.DRAFT, State.RETURNED),
        leads_to="sent",
        own_unit=True,
    ),
    "approve": Act(word="Phê duyệt", roles=(Role.UNIT_HEAD,), states=(State.SENT,), leads_to="approved", own_unit=True),
    "return_own": Act(
        word="Đề nghị bổ sung", roles=(Role.UNIT_HEAD,), states=(State.SENT,), leads_to="returned", own_unit=True
    ),
    "return": Act(
        word="Đề nghị bổ sung",
        roles=(Role.COORDINATOR,),
        states=(State.APPROVED,),
        leads_to="returned",
        own_unit=False,
    ),
    "enter": Act(
        word="Nhập thay",
        roles=(Role.COORDINATOR,),
        states=(NONE, State.DRAFT, State.RETURNED),
        leads_to="approved",
        own_unit=False,
    ),
}
"""Every act. A draft that was returned stays ``returned`` while it is mended, so that everybody sees why it is open."""


def acts_open_to(who: Standing, assignment: Assignment, report: Progress | None) -> frozenset[str]:
    """Return what a person may do with an assignment whose latest report is ``report``."""
    if assignment.state != Assignment.State.OPEN or assignment.task.plan.state != Plan.State.ASSIGNED:
        return frozenset()
    state = report.state if report else NONE
    states = {state, NONE} if state == State.APPROVED else {state}
    return frozenset(name for name, act in ACTS.items() if states & set(act.states) and may(who, assignment, name))


def may(who: Standing, assignment: Assignment, name: str) -> bool:
    """Tell whether a person's roles allow an act on an assignment, whatever its state."""
    act = ACTS[name]
    own = {held.role for held in who.memberships if held.unit_id == assignment.unit_id}
    return bool((own if act.own_unit else who.roles) & set(act.roles))
