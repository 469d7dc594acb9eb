"""Writing the provincial report: assembling, editing, the states of the office, the signed paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.selectors.work import places_of
from thuocdo.portal.reports.assembling import paragraphs_of, table_of, tasks_of
from thuocdo.portal.reports.models import PaperChange, Paragraph, Report, ReportRound
from thuocdo.portal.reports.problems import ReportChangedError, ReportError
from thuocdo.portal.reports.selectors.rounds import sendings, submitted_sections
from thuocdo.vietnamese.dates import format_date, format_moment
from thuocdo.vietnamese.folding import nfc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from thuocdo.portal.evidence.models import Document
    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.reports.assembling import Drafted
    from thuocdo.portal.reports.models import Section

State = Report.State
CAPACITY = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
RECIPIENTS = "Bộ Nội vụ (để báo cáo)\nChủ tịch, các Phó Chủ tịch UBND tỉnh\nCác sở, ban, ngành tỉnh\nUBND cấp xã"
SYMBOL = "BC-UBND"


@transaction.atomic
def assemble_report(*, of: ReportRound, by: User, at: datetime) -> Report:
    """Make the report of a round from the sections that are here; done again, it takes in what has come since.

    Paragraphs that a person has changed keep their words; what their source says now is shown beside them.

    :raises ReportError: RP-113 if no unit has submitted, RP-114 if the report is with the signer or issued.
    """
    held = ReportRound.objects.select_for_update().get(pk=of.pk)
    sections = list(submitted_sections(held))
    if not sections:
        raise ReportError(Problem(code="RP-113", params={"round": str(held)}))
    report = Report.objects.filter(round=held).first()
    if report is not None:
        _must_be(report, State.DRAFT, code="RP-114")
    sent = sendings(held, today=timezone.localdate(at))
    report = report or Report(round=held, symbol=SYMBOL, capacity=CAPACITY, recipients=RECIPIENTS, version=0)
    report.table, report.tasks = table_of(sent, sections), tasks_of(sections, _places(sections))
    report.assembled_at, report.assembled_by, report.version = at, by, report.version + 1
    report.save()
    _renew(report, paragraphs_of(held, sections, sent), at)
    record("reports.report.assembled", by=by, at=at, subject=report, now={"sections": len(sections), "of": len(sent)})
    return report


def _places(sections: Sequence[Section]) -> Mapping[str, tuple[int, int]]:
    """Return where each task of some sections stands in its plan."""
    return places_of({fact["task"] for section in sections for fact in section.facts})


def _renew(report: Report, drafted: Sequence[Drafted], at: datetime) -> None:
    """Bring the paragraphs to what their sources say; those whose source is gone leave, unless somebody wrote there."""
    kept = {
        (row.field, row.origin, row.section_id): row
        for row in Paragraph.objects.filter(report=report).exclude(origin=Paragraph.Origin.OWN)
    }
    for one in drafted:
        row = kept.pop((one.field, one.origin, one.section.pk if one.section else None), None)
        if row is None:
            row = Paragraph(report=report, field=one.field, origin=one.origin, section=one.section)
            row.included, row.text = one.included, one.text
        elif row.text == row.drafted != one.text:
            row.text, row.version, row.changed_at = one.text, row.version + 1, at
        row.drafted = one.text
        row.save()
    for row in kept.values():
        if row.edited:
            row.drafted = ""
            row.save(update_fields=["drafted"])
        else:
            row.delete()


@transaction.atomic
def change_paragraph(
    *, paragraph: Paragraph, text: str, included: bool, version: int, by: User, at: datetime
) -> Paragraph:
    """Change the words of a paragraph, or whether it stands in the report.

    :raises ReportChangedError: RP-111 if somebody changed it since.
    :raises ReportError: RP-114 if the report is with the signer or issued.
    """
    report = Report.objects.select_for_update().get(pk=paragraph.report_id)
    _must_be(report, State.DRAFT, code="RP-114")
    held = Paragraph.objects.select_related("changed_by", "section__unit").get(pk=paragraph.pk)
    if held.version != version:
        params = {
            "by": str(held.changed_by or report.assembled_by),
            "at": format_moment(held.changed_at or report.assembled_at),
        }
        raise ReportChangedError(Problem(code="RP-111", params=params))
    clean = _lines(text)
    if (clean, included) != (held.text, held.included):
        was = {"text": held.text, "included": held.included}
        held.text, held.included, held.version = clean, included, version + 1
        held.changed_at, held.changed_by = at, by
        held.save()
        now = {"text": clean, "included": included}
        record("reports.paragraph.changed", by=by, at=at, subject=held, was=was, now=now)
    return held


@transaction.atomic
def add_paragraph(*, report: Report, field: str, text: str, by: User, at: datetime) -> Paragraph:
    """Add a paragraph of one's own to a field.

    :raises ReportError: RP-105 without text, RP-114 if the report is with the signer or issued.
    """
    held = _locked(report, State.DRAFT, code="RP-114")
    if not (clean := _lines(text)):
        raise ReportError(Problem(code="RP-105"))
    added = Paragraph.objects.create(
        report=held, field=field, origin=Paragraph.Origin.OWN, text=clean, changed_at=at, changed_by=by
    )
    record("reports.paragraph.added", by=by, at=at, subject=added, now={"field": field, "text": clean})
    return added


@transaction.atomic
def change_head(
    *, report: Report, symbol: str, capacity: str, signer: str, recipients: str, version: int, by: User, at: datetime
) -> Report:
    """Say who signs and who receives.

    :raises ReportError: RP-114 if the report is with the signer or issued, RP-119 if it changed since it was shown.
    """
    held = _locked(report, State.DRAFT, code="RP-114")
    if held.version != version:
        raise ReportChangedError(Problem(code="RP-119"))
    names = ("symbol", "capacity", "signer", "recipients")
    was = {name: getattr(held, name) for name in names}
    held.symbol, held.signer = nfc(symbol), nfc(signer)
    held.capacity, held.recipients = _lines(capacity), _lines(recipients)
    held.version += 1
    held.save()
    now = {name: getattr(held, name) for name in names}
    record("reports.report.head_changed", by=by, at=at, subject=held, was=was, now=now)
    return held


@transaction.atomic
def submit_report(*, report: Report, by: User, at: datetime) -> Report:
    """Hand the report to the signer; its words stand still from now on.

    :raises ReportError: RP-114 unless it is a draft, RP-115 if no paragraph stands in it.
    """
    held = _locked(report, State.DRAFT, code="RP-114")
    if not Paragraph.objects.filter(report=held, included=True).exclude(text="").exists():
        raise ReportError(Problem(code="RP-115"))
    return _move(held, State.SUBMITTED, "submitted", by=by, at=at)


@transaction.atomic
def take_back_report(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """Take the report back from the signer to change it.

    :raises ReportError: RP-109 without a reason, RP-114 unless it is with the signer.
    """
    if not (said := nfc(reason)):
        raise ReportError(Problem(code="RP-109"))
    return _move(_locked(report, State.SUBMITTED, code="RP-114"), State.DRAFT, "taken_back", by=by, at=at, why=said)


@transaction.atomic
def issue_report(*, report: Report, number: int, issued_on: date, by: User, at: datetime) -> Report:
    """Note the number and day that the registry gave; the round takes no more sections.

    :raises ReportError: RP-114 unless it is with the signer, RP-116 for a day to come.
    """
    held = _locked(report, State.SUBMITTED, code="RP-114")
    today = timezone.localdate(at)
    if issued_on > today:
        params = {"found": format_date(issued_on), "today": format_date(today)}
        raise ReportError(Problem(code="RP-116", params=params))
    held.number, held.issued_on = number, issued_on
    of = ReportRound.objects.select_for_update().get(pk=held.round_id)
    of.state = ReportRound.State.CLOSED
    of.save(update_fields=["state"])
    return _move(held, State.ISSUED, "issued", by=by, at=at, why=f"{number}/{held.symbol}")


@transaction.atomic
def keep_signed(*, report: Report, document: Document, by: User, at: datetime) -> Report:
    """Keep the signed PDF or scan beside an issued report.

    :raises ReportError: RP-117 unless it is issued.
    """
    held = _locked(report, State.ISSUED, code="RP-117")
    was, held.signed = held.signed, document
    held.save(update_fields=["signed"])
    record(
        "reports.report.signed_kept",
        by=by,
        at=at,
        subject=held,
        was={"document": str(was)} if was else None,
        now={"document": str(document)},
    )
    return held


@transaction.atomic
def record_paper_change(*, report: Report, was: str, now: str, note: str, by: User, at: datetime) -> PaperChange:
    """Record what the signed paper says otherwise than the text here, which stays as it was submitted.

    :raises ReportError: RP-117 unless it is issued, RP-118 if nothing differs.
    """
    held = _locked(report, State.ISSUED, code="RP-117")
    before, after = _lines(was), _lines(now)
    if before == after:
        raise ReportError(Problem(code="RP-118"))
    change = PaperChange.objects.create(report=held, was=before, now=after, note=nfc(note)[:300], at=at, by=by)
    record("reports.report.paper_differs", by=by, at=at, subject=held, was={"text": before}, now={"text": after})
    return change


# ── The steps they share ─────────────────────────────────────────────────────────────────────────────────────────────
def _locked(report: Report, state: Report.State, *, code: str) -> Report:
    held = Report.objects.select_for_update(of=("self",)).select_related("round", "signed").get(pk=report.pk)
    _must_be(held, state, code=code)
    return held


def _must_be(report: Report, state: Report.State, *, code: str) -> None:
    if report.state != state:
        params = {"state": str(State(report.state).label), "needed": str(state.label)}
        raise ReportError(Problem(code=code, params=params))


def _move(held: Report, state: Report.State, what: str, *, by: User, at: datetime, why: str = "") -> Report:
    was, held.state = held.state, state
    held.version += 1
    held.save()
    record(f"reports.report.{what}", by=by, at=at, subject=held, was={"state": was}, now={"state": state, "note": why})
    return held


def _lines(text: str) -> str:
    return "\n".join(line for line in (nfc(line) for line in text.splitlines()) if line.strip())
