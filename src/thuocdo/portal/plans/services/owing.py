"""An upload that is to be the plan which a unit owes: whether it may come, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.errors import Place, Problem
from thuocdo.portal.plans.models import OwedPlan, Plan, PlanDraft

if TYPE_CHECKING:
    from collections.abc import Iterable


def held_owed(draft: PlanDraft) -> OwedPlan | None:
    """Return the plan that an upload is to be, locked; nothing for a plan of the province."""
    named = draft.answers.get("owed")
    if not named:
        return None
    rows = OwedPlan.objects.select_for_update(of=("self",)).select_related("unit", "call__plan", "plan")
    return rows.get(public_id=named)


def problems_of_owed(draft: PlanDraft, owed: OwedPlan, *, elsewhere: bool) -> Iterable[Problem]:
    """Yield what stands in the way of taking in an upload as the plan that a unit owes.

    :param elsewhere: the same file or the same text was taken in as another plan.
    """
    place = Place(file=draft.file_name)
    if elsewhere:
        yield Problem(code="PL-140", place=place, params={"unit": str(owed.unit)})
    if owed.state == OwedPlan.State.WAITING or (owed.state == OwedPlan.State.SENT and owed.plan_id is not None):
        params = {"unit": str(owed.unit), "state": str(owed.get_state_display())}
        yield Problem(code="PL-141", place=place, params=params)
    if owed.call.plan.state != Plan.State.ASSIGNED:
        yield Problem(code="PL-142", place=place, params={"plan": str(owed.call.plan)})


def keep_owed(owed: OwedPlan, plan: Plan, draft: PlanDraft) -> None:
    """Note what a unit's plan is, inside the caller's transaction: its reading, and number and day as said."""
    owed.plan = plan
    owed.number = str(draft.answers.get("number") or plan.number or owed.number)[:60]
    owed.issued_on = plan.issued_on or owed.issued_on
    owed.version += 1
    owed.save(update_fields=["plan", "number", "issued_on", "version"])
