"""Letters to those who have not sent: drafted in one click, escalated the second time, recorded when issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.portal.reports.models import Letter, PlanLetter, ReportRound, Section, WorkLetter
from thuocdo.portal.reports.problems import ReportError
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.folding import nfc

if TYPE_CHECKING:
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Unit, User

State = Letter.State
AnyLetter = TypeVar("AnyLetter", Letter, WorkLetter, PlanLetter)
"""All kinds of letters go the same way once they are drafted."""


@transaction.atomic
def draft_letters(*, of: ReportRound, issuer: Unit, by: User, at: datetime) -> list[Letter]:
    """Draft letters to every unit that has not submitted: one to those never reminded, one escalated to the others.

    Done again before they are issued, the same drafts are brought up to date: nobody is addressed who has sent since.

    :raises ReportError: RP-120 if every unit has submitted, RP-112 if the round is closed.
    """
    held = ReportRound.objects.select_for_update(of=("self",)).select_related("unit").get(pk=of.pk)
    if held.state != ReportRound.State.OPEN:
        raise ReportError(Problem(code="RP-112", params={"round": str(held)}))
    missing = set(
        Section.objects.filter(round=held).exclude(state=Section.State.SUBMITTED).values_list("unit", flat=True)
    )
    if not missing:
        raise ReportError(Problem(code="RP-120", params={"round": str(held)}))
    issued = Letter.objects.filter(round=held, state=State.ISSUED, units__isnull=False)
    reminded = set(issued.values_list("units", flat=True)) & missing
    drafts = []
    for escalated, units in ((False, missing - reminded), (True, reminded)):
        drafts += _drafted(held, units, issuer=held.unit if escalated else issuer, escalated=escalated, by=by, at=at)
    return drafts


def _drafted(
    of: ReportRound, units: set[int], *, issuer: Unit, escalated: bool, by: User, at: datetime
) -> list[Letter]:
    letter = Letter.objects.filter(round=of, escalated=escalated, state=State.DRAFT).first()
    if not units:
        if letter is not None:
            discarded(letter, by=by, at=at)
        return []
    if letter is None:
        letter = Letter.objects.create(
            round=of,
            issuer=issuer,
            escalated=escalated,
            symbol="UBND" if escalated else initials(issuer),
            answer_by=answer_by(timezone.localdate(at)),
            drafted_at=at,
            drafted_by=by,
        )
    letter.units.set(units)
    record("reports.letter.drafted", by=by, at=at, subject=letter, now={"units": len(units), "escalated": escalated})
    return [letter]


def answer_by(today: date) -> date:
    """Return by when a draft of a day proposes to ask for an answer, in days on which offices work."""
    return working_calendar().add_workdays(today, settings.ANSWER_DAYS)


def initials(unit: Unit) -> str:
    """Return what stands after the number of a unit's letters as far as its name tells: Sở Nội vụ, ``SNV``."""
    return "".join(word[0] for word in unit.full_name.split() if word[0].isalpha()).upper()


@transaction.atomic
def change_letter(*, letter: AnyLetter, answer_by: date, symbol: str, by: User, at: datetime) -> AnyLetter:
    """Change by when a draft asks for an answer, and its symbol.

    :raises ReportError: RP-121 if it is no draft.
    """
    held = _draft(letter)
    was = {"answer_by": held.answer_by.isoformat(), "symbol": held.symbol}
    held.answer_by, held.symbol = answer_by, nfc(symbol)
    held.save(update_fields=["answer_by", "symbol"])
    now = {"answer_by": answer_by.isoformat(), "symbol": held.symbol}
    record("reports.letter.changed", by=by, at=at, subject=held, was=was, now=now)
    return held


@transaction.atomic
def issue_letter(*, letter: AnyLetter, number: int, issued_on: date, by: User, at: datetime) -> AnyLetter:
    """Note the number and day of a letter that went out; its units count as reminded.

    :raises ReportError: RP-121 if it is no draft, RP-116 for a day to come.
    """
    held = _draft(letter)
    today = timezone.localdate(at)
    if issued_on > today:
        params = {"found": format_date(issued_on), "today": format_date(today)}
        raise ReportError(Problem(code="RP-116", params=params))
    held.state, held.number, held.issued_on = State.ISSUED, number, issued_on
    held.save(update_fields=["state", "number", "issued_on"])
    record("reports.letter.issued", by=by, at=at, subject=held, now={"number": number, "on": issued_on.isoformat()})
    return held


@transaction.atomic
def discard_letter(*, letter: AnyLetter, by: User, at: datetime) -> AnyLetter:
    """Give up a draft; it reminded nobody.

    :raises ReportError: RP-121 if it is no draft.
    """
    return discarded(_draft(letter), by=by, at=at)


def discarded(letter: AnyLetter, *, by: User, at: datetime) -> AnyLetter:
    """Mark a draft as given up."""
    letter.state = State.DISCARDED
    letter.save(update_fields=["state"])
    record("reports.letter.discarded", by=by, at=at, subject=letter)
    return letter


def _draft(letter: AnyLetter) -> AnyLetter:
    held = type(letter).objects.select_for_update(of=("self",)).select_related("issuer").get(pk=letter.pk)
    if held.state != State.DRAFT:
        raise ReportError(Problem(code="RP-121", params={"state": str(State(held.state).label)}))
    return held
