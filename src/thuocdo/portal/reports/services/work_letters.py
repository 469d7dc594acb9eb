"""Letters to units with overdue work: drafted in one click with the work in an annex, escalated the second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.reports.models import WorkLetter
from thuocdo.portal.reports.problems import ReportError
from thuocdo.portal.reports.selectors.overdue import Said, late_units
from thuocdo.portal.reports.services.letters import answer_by, discarded, initials

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.reports.selectors.overdue import LateUnit

State = WorkLetter.State


@transaction.atomic
def draft_work_letters(
    *, root: Unit, issuer: Unit, units: Collection[int], plan: int | None = None, by: User, at: datetime
) -> list[WorkLetter]:
    """Draft letters to some units about their overdue work: one to those never reminded of it, one escalated.

    Work whose day of answer has not passed is left out. Done again before they are issued, the same drafts
    are brought up to date.

    :param units: keys of the units to address; those without overdue work are left out.
    :raises ReportError: RP-130 if nobody is left to be addressed.
    """
    late = late_units(timezone.localdate(at), plan=plan)
    drafts, addressed = [], 0
    for said, escalated in ((Said.NOTHING, False), (Said.AGAIN, True)):
        all_of_it = [one for one in late if one.rows[said]]
        chosen = [one for one in all_of_it if one.unit.pk in units]
        held = _draft_of(root, escalated=escalated)
        addressed += len(chosen)
        if chosen:
            held = held or _begun(root, root if escalated else issuer, escalated=escalated, by=by, at=at)
            drafts.append(_filled(held, chosen, said, by=by, at=at))
        elif held is not None and not all_of_it:
            discarded(held, by=by, at=at)
    if not addressed:
        raise ReportError(Problem(code="RP-130"))
    return drafts


def _draft_of(root: Unit, *, escalated: bool) -> WorkLetter | None:
    drafts = WorkLetter.objects.select_for_update().filter(root=root, escalated=escalated, state=State.DRAFT)
    return drafts.first()


def _begun(root: Unit, issuer: Unit, *, escalated: bool, by: User, at: datetime) -> WorkLetter:
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
    drafts = WorkLetter.objects.select_for_update()
    letter, _new = drafts.get_or_create(root=root, escalated=escalated, state=State.DRAFT, defaults=values)
    return letter


def _filled(letter: WorkLetter, addressed: Sequence[LateUnit], said: Said, *, by: User, at: datetime) -> WorkLetter:
    letter.rows = [row for one in addressed for row in one.rows[said]]
    letter.as_of = timezone.localdate(at)
    letter.save()
    letter.units.set([one.unit for one in addressed])
    now = {"units": len(addressed), "tasks": len(letter.rows), "escalated": letter.escalated}
    record("reports.letter.drafted", by=by, at=at, subject=letter, now=now)
    return letter
