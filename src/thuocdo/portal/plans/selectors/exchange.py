"""Reading for the workbooks of units: what goes out, what the portal holds of what came back, whose files are where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.portal.evidence.models import Document
from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import known_units
from thuocdo.portal.plans.access import WORKS, may_coordinate
from thuocdo.portal.plans.exchange.inputs import Reference, inputs_of, labels_of
from thuocdo.portal.plans.exchange.judging import Judgement, Now, judge
from thuocdo.portal.plans.exchange.reading import read_workbook
from thuocdo.portal.plans.exchange.writing import OutBook, OutRow, day_words
from thuocdo.portal.plans.models import Assignment, FileImport, Plan, Progress, ProgressDocument, Task
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.progress.turns import turn_of
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.vietnamese.dates import format_date, format_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing

_LONGEST_SAID = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who gets a workbook: a unit, or a body outside the province's orders that is asked."""

    unit: Unit | None = None
    addressee: str = ""
    tasks: int = 0
    """How many open assignments it has."""

    def __str__(self) -> str:
        return self.unit.full_name if self.unit else self.addressee

    @property
    def code(self) -> str:
        """The code in the name of its file; none for a body outside."""
        return self.unit.code if self.unit else ""


# ── Who may exchange what ────────────────────────────────────────────────────────────────────────────────────────────
def own_units(who: Standing) -> list[int]:
    """Return the keys of the units for which a person reports."""
    return [held.unit_id for held in who.memberships if held.role in WORKS]


def reportable_by(who: Standing) -> QuerySet[Assignment]:
    """Return the assignments on which a person may report: the own units' as officer or head, all on their behalf."""
    found = Assignment.objects.filter(task__plan__state__in=(Plan.State.ASSIGNED, Plan.State.REPLACED))
    return found if may_coordinate(who) else found.filter(unit__in=own_units(who))


def hows_of(who: Standing, unit: Unit | None) -> list[FileImport.How]:
    """Return how a person may import a unit's workbook: as its officer, or on its behalf."""
    if unit is not None and unit.pk in own_units(who):
        return [FileImport.How.SEND, FileImport.How.SAVE]
    return [FileImport.How.ENTER] if may_coordinate(who) else []


def _open(work: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return work.filter(
        state=Assignment.State.OPEN, task__plan__state=Plan.State.ASSIGNED, task__state=Task.State.CONFIRMED
    )


def holders_of(who: Standing, *, typed: str = "") -> list[Holder]:
    """Return who has open assignments that a person may report on: departments, communes, then bodies outside."""
    work = _open(reportable_by(who)).order_by()
    counts = dict(work.filter(unit__isnull=False).values_list("unit").annotate(n=Count("pk")))
    units = known_units().filter(pk__in=counts).order_by("-kind", "sort_key", "pk")
    found = [Holder(unit=unit, tasks=counts[unit.pk]) for unit in units]
    asked = work.filter(unit__isnull=True).values_list("addressee").annotate(n=Count("pk")).order_by("addressee")
    found += [Holder(addressee=name, tasks=count) for name, count in asked]
    return [holder for holder in found if typed.casefold() in str(holder).casefold()] if typed else found


# ── What goes out ────────────────────────────────────────────────────────────────────────────────────────────────────
def out_book(who: Standing, holder: Holder, *, as_of: date, at: datetime) -> OutBook:
    """Return what goes out to one unit: its open assignments, those done for good left out."""
    work = _open(reportable_by(who)).filter(unit=holder.unit, addressee=holder.addressee)
    today = timezone.localdate(at)
    rows = [row for one in _with_reports(work) if (row := _out_row(one, today)) is not None]
    plans = list(dict.fromkeys(row.plan for row in rows))
    return OutBook(holder=str(holder), plans=plans, as_of=as_of, out_at=at, rows=rows)


def _with_reports(work: QuerySet[Assignment]) -> QuerySet[Assignment]:
    proofs = ProgressDocument.objects.select_related("document")
    latest = Progress.objects.filter(latest=True).select_related("saved_by").prefetch_related(
        Prefetch("proofs", proofs)
    )  # fmt: skip
    return (
        work.select_related("task__plan", "unit")
        .prefetch_related(Prefetch("reports", latest, to_attr="latest_reports"))
        .order_by("task__plan__effective_on", "task__plan_id", "task__position", "pk")
    )


def _latest(one: Any) -> Progress | None:
    return next(iter(one.latest_reports), None)


def _base(report: Progress | None) -> tuple[Content, bool]:
    """Return what the cells are made from, and whether a report is open."""
    if report is None or report.state == Progress.State.APPROVED:
        return labels_of(report.figures if report else ()), False
    return Content.of(report), True


def _out_row(one: Assignment, today: date) -> OutRow | None:
    report, task = _latest(one), one.task
    since = timezone.localdate(one.assigned_at)
    turn = turn_of(task.deadline, since=since, today=today, calendar=working_calendar)
    if report is not None and report.state == Progress.State.APPROVED and report.done and not turn.again:
        return None
    base, begun = _base(report)
    due = turn.next or turn.past
    words = str((task.deadline or {}).get("text") or "")
    return OutRow(
        assignment=one.public_id,
        number=report.number if report else 0,
        version=report.version if report else 0,
        plan=str(task.plan),
        item=", ".join(filter(None, (f"PL {task.appendix}" if task.appendix else "", task.code))),
        task=task.content,
        product_named=task.product,
        part=str(one.get_part_display()) if one.unit_id else "Đề nghị",
        due="\n".join(filter(None, (words, f"Hạn: {format_date(due)}" if due else ""))),
        last=_said(report) if report else "Chưa báo cáo",
        inputs=inputs_of(base, begun=begun, product=bool(task.product)),
        locked=report is not None and report.state == Progress.State.SENT,
    )


def _said(report: Progress) -> str:
    """Return what was reported last, in a few lines."""
    proofs = "; ".join(str(proof) for proof in report.proofs.all())
    percent = f"{report.percent}%" if report.percent is not None else ""
    lines = (
        ", ".join(filter(None, (str(report.get_state_display()), percent))),
        report.text[:_LONGEST_SAID],
        f"Số liệu đến ngày {day_words(report.as_of)}" if report.as_of else "",
        f"Tài liệu: {proofs}" if proofs else "",
    )
    return "\n".join(filter(None, lines))


# ── What came back ───────────────────────────────────────────────────────────────────────────────────────────────────
def now_of(who: Standing, keys: Iterable[UUID]) -> dict[UUID, Now]:
    """Return what the portal holds of the assignments on which a person may report, of those whose keys are given."""
    found = _with_reports(reportable_by(who).filter(public_id__in=set(keys)))
    return {one.public_id: _now(one) for one in found}


def _now(one: Assignment) -> Now:
    report, task = _latest(one), one.task
    base, begun = _base(report)
    proofs = list(report.proofs.all()) if report and begun else []
    of_latest = [proof.document for proof in report.proofs.all()] if report else []
    return Now(
        pk=one.pk,
        title=f"{task.code} {task.content}".strip(),
        holder=str(one.unit or one.addressee),
        whose=f"{one.unit_id or ''} {one.addressee}",
        product=task.product,
        takes_reports=one.state == Assignment.State.OPEN
        and task.plan.state == Plan.State.ASSIGNED
        and task.state == Task.State.CONFIRMED,
        state=report.state if report else "",
        number=report.number if report else 0,
        version=report.version if report else 0,
        content=Content.of(report),
        base=base,
        written=inputs_of(base, begun=begun, product=bool(task.product)),
        proven=any(proof.product for proof in proofs),
        references=frozenset(
            Reference(number=document.number, issued_on=document.issued_on, issuer=document.issuer)
            for document in of_latest
            if document.kind == Document.Kind.REFERENCE and document.issued_on
        ),
        saved=_("%(by)s, %(at)s") % {"by": report.saved_by, "at": format_moment(report.saved_at)} if report else "",
    )


def judged(who: Standing, *, name: str, content: bytes, today: date) -> Judgement:
    """Return what an uploaded workbook would change.

    :raises EvidenceRefusedError: if it cannot be opened at all.
    """
    book = read_workbook(content, name=name)
    return judge(book, now_of(who, (row.key.assignment for row in book.rows)), today=today)


# ── The files ────────────────────────────────────────────────────────────────────────────────────────────────────────
def waiting_of(who: Standing) -> QuerySet[FileImport]:
    """Return a person's own uploads that wait for a word; nobody else's, whatever the role."""
    return FileImport.objects.filter(owner=who.user, state=FileImport.State.WAITING)


def imports_visible_to(who: Standing) -> QuerySet[FileImport]:
    """Return the person's own uploads, and what was imported for the own units, or at all for who coordinates."""
    done = ~Q(state=FileImport.State.WAITING)
    seen = Q(owner=who.user)
    seen |= done if may_coordinate(who) else done & Q(unit__in=own_units(who))
    return FileImport.objects.filter(seen).select_related("unit", "owner", "document", "taken_back_by")


def imported_before(sha256: str) -> FileImport | None:
    """Return the import of the same bytes that still holds."""
    return FileImport.objects.filter(sha256=sha256, state=FileImport.State.IMPORTED).select_related("owner").first()


def files_of(who: Standing, batch: UUID) -> QuerySet[FileImport]:
    """Return the person's files that were chosen together, by name."""
    return FileImport.objects.filter(owner=who.user, batch=batch).select_related("unit").order_by("file_name", "pk")


def rows_done(file: FileImport) -> Iterator[tuple[Any, Content]]:
    """Yield what an import wrote, row by row."""
    for row in file.rows.select_related("assignment__task", "report"):
        yield row, Content.from_json(row.content)


def holder_of(judgement: Judgement) -> Assignment | None:
    """Return an assignment of the unit that a workbook is of."""
    return Assignment.objects.select_related("unit", "task__plan__unit").filter(pk=judgement.first or 0).first()


def documents_of_visible_imports(who: Standing) -> QuerySet[Any]:
    """Return the keys of the workbooks that a person may see: a door of evidence."""
    return imports_visible_to(who).filter(document__isnull=False).values("document")


def may_take_back(who: Standing, file: FileImport) -> bool:
    """Tell whether a person may take an import back: who did it, or who coordinates where it was on a unit's behalf."""
    return file.owner_id == who.user.pk or (file.how == FileImport.How.ENTER and who.has(Role.COORDINATOR))
