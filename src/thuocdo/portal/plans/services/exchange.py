"""Workbooks that units sent back: kept until a word is said, imported whole or not at all, taken back."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.evidence.services import keep_file, keep_reference
from thuocdo.portal.plans.exchange.judging import Fate, judge, lacks_of
from thuocdo.portal.plans.exchange.reading import ExchangeError, read_workbook
from thuocdo.portal.plans.models import Assignment, FileImport, FileImportRow, Progress, ProgressAct
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.selectors.exchange import hows_of, now_of
from thuocdo.portal.plans.services import progress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from thuocdo.portal.evidence.models import Document
    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.exchange.judging import Judgement, Verdict
    from thuocdo.portal.plans.exchange.reading import InBook

KEPT_FOR: Final = timedelta(days=7)
"""How long an upload waits for its owner, who still has the file."""
How, State = FileImport.How, FileImport.State


@transaction.atomic
def begin_file_imports(*, files: Sequence[tuple[str, bytes]], by: User, at: datetime) -> uuid.UUID:
    """Keep uploaded workbooks until their owner has looked at the preview; return what they are found under together.

    The owner's forgotten uploads are dropped, and so is one of the same bytes that still waits.
    """
    waiting = FileImport.objects.filter(owner=by, state=State.WAITING)
    waiting.filter(created_at__lt=at - KEPT_FOR).delete()
    batch, seen = uuid.uuid4(), set[str]()
    for name, content in files:
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 in seen:  # the same file chosen twice is one file
            continue
        seen.add(sha256)
        waiting.filter(sha256=sha256).delete()
        FileImport.objects.create(
            batch=batch,
            owner=by,
            created_at=at,
            file_name=name[-200:],
            sha256=sha256,
            size=len(content),
            content=content,
        )
    return batch


@transaction.atomic
def give_up_file_import(*, file: FileImport) -> None:
    """Drop an upload; nothing of it was ever a report."""
    FileImport.objects.filter(pk=file.pk, state=State.WAITING).delete()


@transaction.atomic
def import_file(
    *, file: FileImport, who: Standing, how: str, source: str, answers: Mapping[str, str], at: datetime
) -> FileImport:
    """Write what a workbook says into the reports of its unit: all of it, or nothing.

    The workbook is judged again from the same bytes, with the assignments locked.

    :param source: what it came with, where it is entered on the unit's behalf.
    :param answers: for each assignment that changed meanwhile, by its public key: ``portal``, or ``file:`` with the
        mark of the version that was looked at.
    :raises ThuocDoError: everything that is wrong with it (PX-…, PR-…, EV-…); PX-116 a conflict without an answer,
        PX-117 nothing to import, PX-118 no longer waiting, PX-119 not the person's to import in this way; PR-107 no
        source.
    """
    file = FileImport.objects.select_for_update().get(pk=file.pk)
    place = Place(file=file.file_name)
    if file.state != State.WAITING:
        raise ExchangeError(Problem(code="PX-118", place=place))
    book = read_workbook(bytes(file.content), name=file.file_name)
    held = _held(book)
    judgement = judge(book, now_of(who, held), today=timezone.localdate(at))
    chosen = _chosen(judgement, answers, drafts=how == How.SAVE, place=place)
    one = next(assignment for assignment in held.values() if assignment.pk == chosen[0].now.pk)
    if how not in hows_of(who, one.unit):
        raise ExchangeError(Problem(code="PX-119", place=place))
    if how == How.ENTER and not source.strip():
        raise ExchangeError(Problem(code="PR-107"))
    owner = one.unit or one.task.plan.unit
    document = keep_file(unit=owner, name=file.file_name, content=bytes(file.content), by=who.user, at=at)
    file.state, file.how, file.imported_at, file.document, file.content = State.IMPORTED, how, at, document, b""
    file.unit, file.addressee, file.source = one.unit, one.addressee, source.strip()[:300] if how == How.ENTER else ""
    file.save()
    writer = _Writer(file=file, by=who.user, at=at)
    for verdict in chosen:
        writer.write(held[verdict.row.key.assignment], verdict)
    now = {"how": how, "rows": len(chosen), "sha256": file.sha256, "source": file.source}
    record("plans.exchange.imported", by=who.user, at=at, subject=file, now=now)
    return file


def _held(book: InBook) -> dict[uuid.UUID, Assignment]:
    """Return the assignments of a workbook, locked in the order of their keys: who writes next waits."""
    keys = {row.key.assignment for row in book.rows}
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("unit", "task__plan__unit")
    return {found.public_id: found for found in locked.filter(public_id__in=keys).order_by("pk")}


def _chosen(judgement: Judgement, answers: Mapping[str, str], *, drafts: bool, place: Place) -> list[Verdict]:
    """Return the rows that are written, after refusing what keeps the file out."""
    problems = list(judgement.problems)
    chosen = [verdict for verdict in judgement.verdicts if verdict.writes]
    for verdict in judgement.of(Fate.CONFLICT):
        answer = answers.get(str(verdict.row.key.assignment), "")
        if answer == f"file:{verdict.now.mark}":
            chosen.append(verdict)
        elif answer != "portal":
            params = {"task": verdict.now.title[:80]}
            problems.append(Problem(code="PX-116", place=verdict.row.place, params=params))
    if not drafts:
        problems += lacks_of(chosen)
    if not problems and not chosen:
        problems.append(Problem(code="PX-117", place=place))
    if problems:
        raise ExchangeError(problems)
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes the rows of one workbook, and keeps what each report said before."""

    file: FileImport
    by: User
    at: datetime

    def write(self, assignment: Assignment, verdict: Verdict) -> None:
        said = verdict.said
        assert said is not None  # noqa: S101 (narrows the type; only rows that were understood are chosen)
        open_now = Progress.objects.filter(assignment=assignment, latest=True, version=verdict.now.open_version).first()
        before = _as_it_was(open_now) if open_now and verdict.now.open_version else {}
        proofs = {proof.document_id for proof in open_now.proofs.all()} if open_now and before else set()
        report = self._reported(assignment, verdict, self._named(assignment, verdict), said.content)
        FileImportRow.objects.create(
            file=self.file,
            assignment=assignment,
            report=report,
            version=report.version,
            began=not before,
            before=before,
            content=said.content.as_json(),
            attached=sorted({proof.document_id for proof in report.proofs.all()} - proofs),
        )

    def _named(self, assignment: Assignment, verdict: Verdict) -> list[Document]:
        """Keep the official document that a row names."""
        reference = verdict.said.reference if verdict.said else None
        if reference is None:
            return []
        unit = assignment.unit or assignment.task.plan.unit
        kept = keep_reference(
            unit=unit,
            number=reference.number,
            issued_on=reference.issued_on,
            issuer=reference.issuer,
            by=self.by,
            at=self.at,
        )
        return [kept]

    def _reported(
        self, assignment: Assignment, verdict: Verdict, named: Sequence[Document], content: Content
    ) -> Progress:
        product = bool(assignment.task.product and verdict.said and verdict.said.product)
        told: dict[str, Any] = {"assignment": assignment, "content": content, "by": self.by, "at": self.at}
        version = verdict.now.open_version
        if self.file.how == How.ENTER:
            came = [(self.file.document, False)] if self.file.document else []
            documents = [*came, *((document, product) for document in named)]
            return progress.enter_report(**told, version=version, source=self.file.source, documents=documents)
        report = progress.save_report(**told, version=version)
        for document in named:
            progress.attach_document(report=report, document=document, product=product, by=self.by, at=self.at)
        return report if self.file.how == How.SAVE else progress.send_report(**told, version=report.version)


def _as_it_was(report: Progress) -> dict[str, Any]:
    return {
        "content": Content.of(report).as_json(),
        "state": report.state,
        "repeats": report.repeats,
        "source": report.source,
    }


@transaction.atomic
def take_back_import(*, file: FileImport, by: User, at: datetime) -> FileImport:
    """Undo an import as a whole: every report is again what it was before; what it said stays in the journal.

    :raises ExchangeError: PX-131 for each report that somebody has gone on with since, PX-132 if it was not imported
        or is taken back already.
    """
    file = FileImport.objects.select_for_update().get(pk=file.pk)
    if file.state != State.IMPORTED:
        raise ExchangeError(Problem(code="PX-132"))
    rows = list(file.rows.select_related("assignment__task"))
    keys = [row.assignment_id for row in rows]
    list(Assignment.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    reports = Progress.objects.select_for_update().in_bulk([row.report_id for row in rows if row.report_id])
    problems = [problem for row in rows if (problem := _gone_on(row, reports.get(row.report_id or 0))) is not None]
    if problems:
        raise ExchangeError(problems)
    for row in rows:
        _undo(row, reports[row.report_id or 0], by=by, at=at)
    file.state, file.taken_back_at, file.taken_back_by = State.TAKEN_BACK, at, by
    file.save(update_fields=["state", "taken_back_at", "taken_back_by"])
    record("plans.exchange.taken_back", by=by, at=at, subject=file, was={"how": file.how, "rows": len(rows)})
    return file


def _gone_on(row: FileImportRow, report: Progress | None) -> Problem | None:
    if report is not None and report.latest and report.version == row.version:
        return None
    task = row.assignment.task
    state = str(Progress.State(report.state).label) if report else "–"
    return Problem(code="PX-131", params={"task": f"{task.code} {task.content}".strip()[:80], "state": state})


def _undo(row: FileImportRow, report: Progress, *, by: User, at: datetime) -> None:
    was = Content.of(report).as_json()
    record("plans.progress.taken_back", by=by, at=at, subject=report, was=was, now=row.before or None)
    if row.began:
        report.delete()
        last = Progress.objects.filter(assignment=row.assignment_id).order_by("-number").first()
        if last is not None:
            last.latest = True
            last.save(update_fields=["latest"])
        return
    report.proofs.filter(document__in=row.attached).delete()
    content = Content.from_json(row.before["content"])
    report.text, report.percent, report.done, report.as_of = content.text, content.percent, content.done, content.as_of
    report.figures = [dict(figure) for figure in content.figures]
    report.state, report.repeats, report.source = row.before["state"], row.before["repeats"], row.before["source"]
    report.version, report.decided_at, report.saved_at, report.saved_by = report.version + 1, None, at, by
    report.save()
    ProgressAct.objects.create(
        progress=report, act=ProgressAct.Act.TAKEN_BACK, content=row.before["content"], at=at, by=by
    )
