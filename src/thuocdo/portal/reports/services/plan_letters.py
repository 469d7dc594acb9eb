"""Letters to units that have not sent the plan they owe: drafted in one click, escalated the second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.reports.models import PlanLetter
from thuocdo.portal.reports.problems import ReportError
from thuocdo.portal.reports.selectors.plan_letters import owing_units
from thuocdo.portal.reports.services.letters import answer_by, discarded, initials

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import PlanCall

State = PlanLetter.State


@transaction.atomic
def draft_plan_letters(*, call: PlanCall, issuer: Unit, by: User, at: datetime) -> list[PlanLetter]:
    """Draft letters to who has not sent a plan: one to those never reminded, one escalated to those reminded in vain.

    Units whose day of answer is still to come are left out. Done again before they are issued, the same drafts are
    brought up to date: nobody is addressed who has sent since.

    :raises ReportError: RP-131 if nobody is left to be addressed.
    """
    owing = owing_units(call, timezone.localdate(at))
    drafts = []
    for escalated, units in ((False, owing.never), (True, owing.again)):
        held = PlanLetter.objects.select_for_update().filter(call=call, escalated=escalated, state=State.DRAFT).first()
        if units:
            held = held or _begun(call, call.plan.unit if escalated else issuer, escalated=escalated, by=by, at=at)
            drafts.append(_filled(held, units, by=by, at=at))
        elif held is not None:
            discarded(held, by=by, at=at)
    if not drafts:
        raise ReportError(Problem(code="RP-131", params={"plan": str(call.plan)}))
    return drafts


def _begun(call: PlanCall, issuer: Unit, *, escalated: bool, by: User, at: datetime) -> PlanLetter:
    """Return a new draft; of two people who press the button at once, the second gets the first one's."""
    today = timezone.localdate(at)
    values = {
        "issuer": issuer,
        "symbol": "UBND" if escalated else initials(issuer),
        "as_of": today,
        "answer_by": answer_by(today),
        "drafted_at": at,
        "drafted_by": by,
    }
    drafts = PlanLetter.objects.select_for_update()
    letter, _new = drafts.get_or_create(call=call, escalated=escalated, state=State.DRAFT, defaults=values)
    return letter


def _filled(letter: PlanLetter, units: Sequence[Unit], *, by: User, at: datetime) -> PlanLetter:
    letter.as_of = timezone.localdate(at)
    letter.save(update_fields=["as_of"])
    letter.units.set(units)
    now = {"units": len(units), "escalated": letter.escalated}
    record("reports.letter.drafted", by=by, at=at, subject=letter, now=now)
    return letter
