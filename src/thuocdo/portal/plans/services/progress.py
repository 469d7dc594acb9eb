"""Writing how far the work is: drafts, sending, approving, returning, entering on a unit's behalf."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.models import Assignment, Plan, Progress, ProgressAct, ProgressDocument
from thuocdo.portal.plans.progress.cells import Reported, cell_of
from thuocdo.portal.plans.progress.content import Content, ReportConflictError, ReportRefusedError, lacking
from thuocdo.portal.plans.progress.turns import turn_of
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from thuocdo.portal.evidence.models import Document
    from thuocdo.portal.organizations.models import User

State = Progress.State
_WRITABLE = (State.DRAFT, State.RETURNED)


@transaction.atomic
def save_report(*, assignment: Assignment, content: Content, version: int, by: User, at: datetime) -> Progress:
    """Save what an officer has written so far; nobody else is told.

    :param version: of the report as it was opened; 0 where there was none.
    :raises ReportConflictError: PR-111, if somebody saved it since.
    :raises ReportRefusedError: PR-110 if it was sent already, PR-112 if the assignment holds no more.
    """
    return _saved(_held(assignment), content, version, by=by, at=at)


@transaction.atomic
def send_report(*, assignment: Assignment, content: Content, version: int, by: User, at: datetime) -> Progress:
    """Send a report to the head of the unit.

    :raises ReportRefusedError: what it lacks, all of it (PR-101 to PR-105); and as :func:`save_report`.
    """
    held = _held(assignment)
    report = _saved(held, content, version, by=by, at=at)
    _complete(report, held, at)
    _move(report, State.SENT, ProgressAct.Act.SENT, by=by, at=at)
    return report


@transaction.atomic
def repeat_last_report(*, assignment: Assignment, by: User, at: datetime) -> Progress:
    """Send what was approved last once more, “như kỳ trước”, with its documents; how often in a row is counted.

    :raises ReportRefusedError: PR-113 if nothing was approved or a report is open.
    """
    held = _held(assignment)
    last = Progress.objects.filter(assignment=held, latest=True, state=State.APPROVED).first()
    if last is None:
        raise ReportRefusedError(Problem(code="PR-113"))
    content = replace(Content.of(last), as_of=timezone.localdate(at))
    report = _saved(held, content, 0, by=by, at=at)
    report.repeats = last.repeats + 1
    report.save(update_fields=["repeats"])
    for proof in last.proofs.all():
        ProgressDocument.objects.create(progress=report, document_id=proof.document_id, product=proof.product)
    _complete(report, held, at)
    _move(report, State.SENT, ProgressAct.Act.SENT, by=by, at=at)
    return report


@transaction.atomic
def approve_report(*, report: Progress, version: int, by: User, at: datetime) -> Progress:
    """Approve a report as the head of the unit saw it.

    :raises ReportConflictError: PR-111, if it is no longer what was looked at.
    :raises ReportRefusedError: PR-110 if it does not wait for approval.
    """
    report = _locked(report, State.SENT)
    if report.version != version:
        raise ReportConflictError(_changed(report))
    _move(report, State.APPROVED, ProgressAct.Act.APPROVED, by=by, at=at)
    return report


@transaction.atomic
def return_report(*, report: Progress, reason: str, by: User, at: datetime) -> Progress:
    """Ask for more: the unit's head before approving, the coordinator afterwards; always with a reason.

    :raises ReportRefusedError: PR-106 without a reason, PR-110 if the report is open, or not the latest.
    """
    if not reason.strip():
        raise ReportRefusedError(Problem(code="PR-106"))
    report = _locked(report, State.SENT, State.APPROVED)
    _move(report, State.RETURNED, ProgressAct.Act.RETURNED, by=by, at=at, reason=reason.strip())
    return report


@transaction.atomic
def enter_report(
    *,
    assignment: Assignment,
    content: Content,
    source: str,
    version: int,
    by: User,
    at: datetime,
    documents: Iterable[tuple[Document, bool]] = (),
) -> Progress:
    """Enter what a unit sent on paper or by mail, on its behalf; the source is named and the report counts as approved.

    :param documents: what came with it, each with whether it is the product which the task names.
    :raises ReportRefusedError: PR-107 without a source; else as :func:`send_report`.
    """
    if not source.strip():
        raise ReportRefusedError(Problem(code="PR-107"))
    held = _held(assignment)
    report = _saved(held, content, version, by=by, at=at)
    for document, product in documents:
        ProgressDocument.objects.update_or_create(progress=report, document=document, defaults={"product": product})
    _complete(report, held, at)
    report.source = source.strip()[:300]
    _move(report, State.APPROVED, ProgressAct.Act.ENTERED, by=by, at=at, reason=report.source)
    return report


@transaction.atomic
def attach_document(*, report: Progress, document: Document, product: bool, by: User, at: datetime) -> None:
    """Attach a document to an open report; attached again, it only says anew whether it is the product.

    :raises ReportRefusedError: PR-110 if the report is with somebody else.
    """
    report = _locked(report, *_WRITABLE)
    ProgressDocument.objects.update_or_create(progress=report, document=document, defaults={"product": product})
    record("plans.progress.document_attached", by=by, at=at, subject=report, now={"document": str(document)})


@transaction.atomic
def detach_document(*, report: Progress, document: Document, by: User, at: datetime) -> None:
    """Take a document off an open report; the document itself stays.

    :raises ReportRefusedError: PR-110 if the report is with somebody else.
    """
    report = _locked(report, *_WRITABLE)
    ProgressDocument.objects.filter(progress=report, document=document).delete()
    record("plans.progress.document_detached", by=by, at=at, subject=report, was={"document": str(document)})


# ── The steps they share ─────────────────────────────────────────────────────────────────────────────────────────────
def _held(assignment: Assignment) -> Assignment:
    """Return the assignment, locked: who writes next waits, and then sees what is there."""
    held = Assignment.objects.select_for_update(of=("self",)).select_related("task__plan").get(pk=assignment.pk)
    if held.state != Assignment.State.OPEN or held.task.plan.state != Plan.State.ASSIGNED:
        raise ReportRefusedError(Problem(code="PR-112"))
    return held


def _locked(report: Progress, *states: Progress.State) -> Progress:
    found = Progress.objects.select_for_update().get(pk=report.pk)
    if found.state not in states or not found.latest:
        raise ReportRefusedError(_refused(found))
    return found


def refuse(report: Progress) -> NoReturn:
    """Refuse an act that the state of a report does not allow.

    :raises ReportRefusedError: PR-110, always.
    """
    raise ReportRefusedError(_refused(report))


def _refused(report: Progress) -> Problem:
    params = {"state": str(State(report.state).label), "at": format_date(timezone.localdate(report.saved_at))}
    return Problem(code="PR-110", params=params)


def _changed(report: Progress) -> Problem:
    return Problem(
        code="PR-111", params={"by": str(report.saved_by), "at": f"{timezone.localtime(report.saved_at):%H:%M}"}
    )


def _saved(held: Assignment, content: Content, version: int, *, by: User, at: datetime) -> Progress:
    last = Progress.objects.select_related("saved_by").filter(assignment=held, latest=True).first()
    if last is not None and last.state == State.SENT:
        raise ReportRefusedError(_refused(last))
    if last is None or last.state == State.APPROVED:
        if version:
            raise ReportConflictError(_changed(last)) if last else ReportRefusedError(Problem(code="PR-112"))
        return _begun(held, last, content, by=by, at=at)
    if Content.of(last) == content:
        return last  # nothing would be overwritten, as where a page saved itself just before its button was pressed
    if last.version != version:
        raise ReportConflictError(_changed(last))
    _fill(last, content)
    last.repeats, last.version, last.saved_at, last.saved_by = 0, last.version + 1, at, by
    last.save()
    return last


def _begun(held: Assignment, last: Progress | None, content: Content, *, by: User, at: datetime) -> Progress:
    if last is not None:
        last.latest = False
        last.save(update_fields=["latest"])
    report = Progress(assignment=held, number=last.number + 1 if last else 1, saved_at=at, saved_by=by)
    report.due_on = due_of(held, last, timezone.localdate(at))
    _fill(report, content)
    report.save()
    return report


def _fill(report: Progress, content: Content) -> None:
    report.text, report.percent, report.done = content.text, content.percent, content.done
    report.figures, report.as_of = [dict(figure) for figure in content.figures], content.as_of


def due_of(assignment: Assignment, last: Progress | None, today: date) -> date | None:
    """Return the due day that the next report of an assignment answers, after the last one."""
    since = timezone.localdate(assignment.assigned_at)
    turn = turn_of(assignment.task.deadline, since=since, today=today, calendar=working_calendar)
    reported = Reported(state=last.state, due_on=last.due_on, done=last.done) if last else Reported()
    return cell_of(turn, reported, today=today).due or turn.next or turn.past


def _complete(report: Progress, held: Assignment, at: datetime) -> None:
    problems = lacking(
        Content.of(report),
        today=timezone.localdate(at),
        product=held.task.product,
        proven=ProgressDocument.objects.filter(progress=report, product=True).exists(),
    )
    if problems:
        raise ReportRefusedError(problems)


def _move(
    report: Progress, state: Progress.State, act: ProgressAct.Act, *, by: User, at: datetime, reason: str = ""
) -> None:
    was, report.state = report.state, state
    report.version += 1
    report.decided_at = at if state == State.APPROVED else None
    report.save()
    content = Content.of(report).as_json()
    ProgressAct.objects.create(progress=report, act=act, reason=reason, content=content, at=at, by=by)
    record(f"plans.progress.{act.value}", by=by, at=at, subject=report, was={"state": was}, now=content)
