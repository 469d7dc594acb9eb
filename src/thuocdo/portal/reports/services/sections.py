"""Writing a unit's section: saving, sending to the head, submitting, returning, entering on the unit's behalf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.reports.fields import FIELDS
from thuocdo.portal.reports.flow import ACTS
from thuocdo.portal.reports.models import ReportRound, Section, SectionAct
from thuocdo.portal.reports.problems import ReportChangedError, ReportError
from thuocdo.portal.reports.selectors.facts import facts_of
from thuocdo.vietnamese.dates import format_date, format_moment
from thuocdo.vietnamese.folding import nfc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import User

State = Section.State
Kept = SectionAct.Act


@transaction.atomic
def save_section(
    *, section: Section, texts: Mapping[str, str], as_of: date | None, version: int, by: User, at: datetime
) -> Section:
    """Save what a unit has written so far; nobody else is told.

    :param version: of the section as it was opened.
    :raises ReportChangedError: RP-111 if somebody saved it since.
    :raises ReportError: RP-110 if its state does not allow it.
    """
    return _saved(_locked(section, "save"), texts, as_of, version, by=by, at=at)


@transaction.atomic
def send_section(
    *, section: Section, texts: Mapping[str, str], as_of: date | None, version: int, by: User, at: datetime
) -> Section:
    """Send a section to the unit's head.

    :raises ReportError: RP-105 without text, RP-106 without the day of its figures, RP-107 for a day to come; and as
        :func:`save_section`.
    """
    held = _saved(_locked(section, "send"), texts, as_of, version, by=by, at=at)
    _complete(held, at)
    return _moved(held, State.SENT, Kept.SENT, by=by, at=at)


@transaction.atomic
def submit_section(
    *, section: Section, texts: Mapping[str, str], as_of: date | None, version: int, by: User, at: datetime
) -> Section:
    """Submit a section for the unit, with its tasks as they stand on the day of its figures.

    :raises ReportError: as :func:`send_section`; sent a second time it is refused and stays as it is.
    """
    held = _saved(_locked(section, "submit"), texts, as_of, version, by=by, at=at)
    _complete(held, at)
    return _moved(held, State.SUBMITTED, Kept.SUBMITTED, by=by, at=at)


@transaction.atomic
def enter_section(
    *, section: Section, texts: Mapping[str, str], as_of: date | None, source: str, version: int, by: User, at: datetime
) -> Section:
    """Enter what a unit sent on paper or by mail, on its behalf.

    :raises ReportError: RP-108 without a source; and as :func:`send_section`.
    """
    if not (named := nfc(source)[:300]):
        raise ReportError(Problem(code="RP-108"))
    held = _saved(_locked(section, "enter"), texts, as_of, version, by=by, at=at)
    _complete(held, at)
    held.source = named
    return _moved(held, State.SUBMITTED, Kept.ENTERED, by=by, at=at, reason=named)


@transaction.atomic
def return_section(*, section: Section, reason: str, by: User, at: datetime) -> Section:
    """Ask a unit for more: its head before submitting, the coordinator afterwards; always with a reason.

    :raises ReportError: RP-109 without a reason, RP-110 if its state does not allow it.
    """
    if not (said := nfc(reason)):
        raise ReportError(Problem(code="RP-109"))
    held = _locked(section, "return", "return_own")
    return _moved(held, State.RETURNED, Kept.RETURNED, by=by, at=at, reason=said)


# ── The steps they share ─────────────────────────────────────────────────────────────────────────────────────────────
def _locked(section: Section, *acts: str) -> Section:
    held = (
        Section.objects.select_for_update(of=("self",)).select_related("round", "unit", "saved_by").get(pk=section.pk)
    )
    if held.round.state != ReportRound.State.OPEN:
        raise ReportError(Problem(code="RP-112", params={"round": str(held.round)}))
    if not any(held.state in ACTS[act].states for act in acts):
        params = {"state": str(State(held.state).label), "at": format_moment(held.saved_at) if held.saved_at else ""}
        raise ReportError(Problem(code="RP-110", params=params))
    return held


def _saved(
    held: Section, texts: Mapping[str, str], as_of: date | None, version: int, *, by: User, at: datetime
) -> Section:
    if held.version != version:
        params = {"by": str(held.saved_by or ""), "at": format_moment(held.saved_at) if held.saved_at else ""}
        raise ReportChangedError(Problem(code="RP-111", params=params))
    kept = {field: clean for field in FIELDS if (clean := _clean(texts.get(field, "")))}
    if held.version and (kept, as_of) == (held.texts, held.as_of):
        return held
    held.texts, held.as_of = kept, as_of
    held.version, held.saved_at, held.saved_by = held.version + 1, at, by
    held.save(update_fields=["texts", "as_of", "version", "saved_at", "saved_by"])
    return held


def _clean(text: str) -> str:
    return "\n".join(line for line in (nfc(line.rstrip()) for line in text.splitlines()) if line.strip())


def _complete(held: Section, at: datetime) -> None:
    today = timezone.localdate(at)
    problems = []
    if not held.texts:
        problems.append(Problem(code="RP-105"))
    if held.as_of is None:
        problems.append(Problem(code="RP-106"))
    elif held.as_of > today:
        params = {"found": format_date(held.as_of), "today": format_date(today)}
        problems.append(Problem(code="RP-107", params=params))
    if problems:
        raise ReportError(problems)


def _moved(
    held: Section, state: Section.State, act: SectionAct.Act, *, by: User, at: datetime, reason: str = ""
) -> Section:
    was, held.state = held.state, state
    held.version += 1
    held.saved_at, held.saved_by = at, by
    held.submitted_at = at if state == State.SUBMITTED else None
    if state == State.SUBMITTED and held.as_of is not None:
        held.facts = [fact.as_json() for fact in facts_of(held.unit, day=held.as_of)]
        held.source = held.source if act == Kept.ENTERED else ""
    held.save()
    SectionAct.objects.create(section=held, act=act, reason=reason, texts=held.texts, at=at, by=by)
    now = {"state": state, "as_of": held.as_of.isoformat() if held.as_of else None, "reason": reason}
    record(f"reports.section.{act.value}", by=by, at=at, subject=held, was={"state": was}, now=now)
    return held
