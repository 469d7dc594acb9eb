"""What may be done with the plan that a unit owes, by whom, in which state: the table of ``docs/workflow.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.plans.models import OwedPlan, Plan
from thuocdo.portal.plans.progress.flow import Act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.portal.organizations.standing import Standing

State = OwedPlan.State
_WRITABLE: Final = (State.MISSING, State.RETURNED)

ACTS: Final[Mapping[str, Act]] = {
    "submit": Act(
        word="Trình Thủ trưởng", roles=(Role.UNIT_OFFICER,), states=_WRITABLE, leads_to="waiting", own_unit=True
    ),
    "send": Act(
        word="Gửi kế hoạch",
        roles=(Role.UNIT_HEAD,),
        states=(*_WRITABLE, State.WAITING),
        leads_to="sent",
        own_unit=True,
    ),
    "return_own": Act(
        word="Đề nghị bổ sung", roles=(Role.UNIT_HEAD,), states=(State.WAITING,), leads_to="returned", own_unit=True
    ),
    "enter": Act(
        word="Nhập thay",
        roles=(Role.COORDINATOR,),
        states=(*_WRITABLE, State.WAITING, State.SENT),
        leads_to="sent",
        own_unit=False,
    ),
    "return": Act(
        word="Đề nghị bổ sung", roles=(Role.COORDINATOR,), states=(State.SENT,), leads_to="returned", own_unit=False
    ),
}


def acts_open_to(who: Standing, owed: OwedPlan) -> frozenset[str]:
    """Return what a person may do with the plan that a unit owes, as it stands."""
    if owed.call.plan.state != Plan.State.ASSIGNED:
        return frozenset()
    return frozenset(name for name, act in ACTS.items() if owed.state in act.states and role_allows(who, owed, name))


def role_allows(who: Standing, owed: OwedPlan, name: str) -> bool:
    """Tell whether a person's roles allow an act, whatever the state."""
    act = ACTS[name]
    own = {held.role for held in who.memberships if held.unit_id == owed.unit_id}
    return bool((own if act.own_unit else who.roles) & set(act.roles))
