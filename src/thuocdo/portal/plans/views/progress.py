"""One assignment: its facts, the report that is being written, what others did with it, what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thuocdo.errors import ThuocDoError
from thuocdo.portal.evidence.contents import LARGEST, EvidenceRefusedError, too_large
from thuocdo.portal.evidence.services import keep_file, keep_reference
from thuocdo.portal.organizations.selectors import posts_in
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans.access import WORKS
from thuocdo.portal.plans.models import Progress
from thuocdo.portal.plans.progress.cells import Reported, cell_of
from thuocdo.portal.plans.progress.content import Content, ReportConflictError, ReportRefusedError
from thuocdo.portal.plans.progress.flow import acts_open_to, may
from thuocdo.portal.plans.progress.forms import EnterForm, ReportForm, initial_of
from thuocdo.portal.plans.progress.turns import turn_of
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.portal.plans.selectors.cascade import own_parts
from thuocdo.portal.plans.selectors.officers import may_name, positions_to_name
from thuocdo.portal.plans.selectors.progress import assignment_page
from thuocdo.portal.plans.selectors.replaced import old_report
from thuocdo.portal.plans.services import progress as services
from thuocdo.portal.web.forms import language, show_problems, whole_number

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.evidence.models import Document
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.models import Assignment, ProgressAct

_FIELDS = {
    "PR-101": "text",
    "PR-102": "as_of",
    "PR-103": "as_of",
    "PR-104": "is_product",
    "PR-105": "percent",
    "PR-107": "source",
    "EV-108": "number",
    "EV-109": "issued_on",
    **{f"EV-10{number}": "file" for number in range(1, 8)},
}

_WRITABLE = (Progress.State.DRAFT, Progress.State.RETURNED)


@require_http_methods(["GET", "POST"])
def assignment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an assignment; take what its officer writes, saved or sent."""
    who = standing(request)
    found = _assignment(who, public_id)
    if request.method == "POST":
        if not may(who, found, "save"):
            raise Http404
        return _written(request, who, found)
    return _page(request, who, found)


def _assignment(who: Standing, public_id: UUID) -> Assignment:
    return get_object_or_404(assignment_page(who), public_id=public_id)


def _written(request: HttpRequest, who: Standing, found: Assignment) -> HttpResponse:
    """Save what was typed, attach what was chosen, and send it where that was asked."""
    form = ReportForm(request.POST, request.FILES)
    by_itself = bool(getattr(request, "htmx", False))
    if not form.is_valid():
        return _unsaved(request, who, found, form, by_itself=by_itself)
    try:
        report = services.save_report(
            assignment=found,
            content=form.content,
            version=form.cleaned_data["version"],
            by=who.user,
            at=timezone.now(),
        )
        if by_itself:
            return render(request, "plans/progress/saved.html", {"report": report})
        _attach(form, found, report, who)
        if request.POST.get("act") != "send":
            messages.success(request, _("Đã lưu nháp; chưa ai khác được báo."))
            return redirect("assignment", public_id=found.public_id)
        services.send_report(
            assignment=found, content=form.content, version=report.version, by=who.user, at=timezone.now()
        )
    except ReportConflictError as error:
        show_problems(form, error, _FIELDS)
        return _unsaved(request, who, found, form, by_itself=by_itself, status=409)
    except ThuocDoError as error:
        show_problems(form, error, _FIELDS)
        return _unsaved(request, who, found, form, by_itself=by_itself)
    messages.success(request, _("Đã gửi kết quả. Thủ trưởng được báo để phê duyệt."))
    return redirect("assignment", public_id=found.public_id)


def _attach(form: ReportForm, found: Assignment, report: Progress, who: Standing) -> None:
    for document in _documents(form, found, who):
        product = bool(found.task.product) and form.cleaned_data["is_product"]
        services.attach_document(report=report, document=document, product=product, by=who.user, at=timezone.now())


def _documents(form: ReportForm, found: Assignment, who: Standing) -> list[Document]:
    """Keep the file and the reference that a form brings."""
    unit, at, said = found.unit or found.task.plan.unit, timezone.now(), form.cleaned_data
    kept = [_kept_file(file, found, who)] if (file := said.get("file")) else []
    if said.get("number"):
        named = {"number": said["number"], "issued_on": said["issued_on"], "issuer": said["issuer"]}
        kept.append(keep_reference(unit=unit, by=who.user, at=at, **named))
    return kept


def _kept_file(file: UploadedFile[bytes], found: Assignment, who: Standing) -> Document:
    name = str(file.name)
    if (file.size or 0) > LARGEST:
        raise EvidenceRefusedError(too_large(name, file.size or 0))
    unit = found.unit or found.task.plan.unit
    return keep_file(unit=unit, name=name, content=file.read(), by=who.user, at=timezone.now())


def _unsaved(
    request: HttpRequest, who: Standing, found: Assignment, form: ReportForm, *, by_itself: bool, status: int = 400
) -> HttpResponse:
    if by_itself:
        wrong = [str(error) for errors in form.errors.values() for error in errors]
        return render(request, "plans/progress/saved.html", {"wrong": wrong, "version": form["version"].value()})
    fresh = _assignment(who, found.public_id)
    theirs = _latest(fresh) if status == 409 else None
    latest = _latest(fresh)
    if latest is not None and latest.state != Progress.State.APPROVED:
        # Saving again is then a deliberate act on the version that is shown beside, or goes on from what was saved.
        assert isinstance(form.data, QueryDict)  # noqa: S101 (narrows the type; the form was made from a request)
        form.data = {**form.data.dict(), "version": str(latest.version)}
    return _page(request, who, fresh, form=form, theirs=theirs, status=status)


def _latest(found: Assignment) -> Progress | None:
    return next(iter(found.reports.all()), None)


def _page(
    request: HttpRequest,
    who: Standing,
    found: Assignment,
    *,
    form: ReportForm | None = None,
    theirs: Progress | None = None,
    status: int = 200,
) -> HttpResponse:
    today, report = timezone.localdate(), _latest(found)
    acts = acts_open_to(who, found, report)
    approved = next((one for one in found.reports.all() if one.state == Progress.State.APPROVED), None)
    writable = report if report and report.state in _WRITABLE else None
    since = timezone.localdate(found.assigned_at)
    turn = turn_of(found.task.deadline, since=since, today=today, calendar=working_calendar, language=language())
    said = Reported(state=report.state, due_on=report.due_on, done=report.done) if report else Reported()
    if form is None and "save" in acts:
        form = _fresh_form(writable, approved, today)
    context = _answering(who, found, today) | {
        "menu_key": "my_work",
        "own": any(held.unit_id == found.unit_id and held.role in WORKS for held in who.memberships),
        "assignment": found,
        "report": report,
        "writable": writable,
        "history": _history(found),
        "cell": cell_of(turn, said, today=today, request=found.unit_id is None),
        "before": None if report else old_report(found),
        "own_parts": own_parts(found) if found.unit_id and found.task.plan.carries_out_id is None else (),
        "turn": turn,
        "acts": acts,
        "form": form if "save" in acts else None,
        "refused": form if form is not None and "save" not in acts else "",
        "latest_shown": report is not None and report != writable and acts.isdisjoint({"approve", "return"}),
        "theirs": theirs,
        "repeatable": approved is not None and turn.again and report == approved and "send" in acts,
        "returned": _why_returned(report),
    }
    return render(request, "plans/progress/assignment.html", context, status=status)


def _fresh_form(writable: Progress | None, approved: Progress | None, today: date) -> ReportForm:
    version = writable.version if writable else 0
    said = initial_of(Content.of(writable), version=version, today=today, labels=Content.of(approved))
    return ReportForm(initial=said)


def _history(found: Assignment) -> list[tuple[Progress, list[tuple[ProgressAct, Content]]]]:
    """Return every report with each act on it and what it said then."""
    return [(one, [(act, Content.from_json(act.content)) for act in one.acts.all()]) for one in found.reports.all()]


def _answering(who: Standing, found: Assignment, today: date) -> dict[str, Any]:
    """Return who answers for an assignment, and the positions that the person may give it to."""
    unit = found.unit
    if unit is None:
        return {}
    posts = posts_in([unit.pk], today)
    names = found.state == found.State.OPEN and may_name(who, unit.pk, posts)
    positions = positions_to_name(unit, today) if names else []
    return {
        "answering": posts.answering(unit.pk, found.position_id),
        "positions": [(one, posts.holders.get(one.pk, [])) for one in positions],
        "chosen": found.position_id or "dau-moi",
    }


def _why_returned(report: Progress | None) -> Any:
    """Return the act that asked for more, while the report is being mended."""
    if report is None or report.state != Progress.State.RETURNED:
        return None
    return next((act for act in reversed(report.acts.all()) if act.act == "returned"), None)


@require_POST
def repeat(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the last approved report once more: one tap."""
    who = standing(request)
    found = _assignment(who, public_id)
    if not may(who, found, "send"):
        raise Http404
    try:
        services.repeat_last_report(assignment=found, by=who.user, at=timezone.now())
    except ReportRefusedError as error:
        _say(request, error)
    else:
        messages.success(request, _("Đã gửi như kỳ trước. Thủ trưởng được báo để phê duyệt."))
    return _back(request, found)


@require_POST
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Approve a report, or ask for more."""
    who = standing(request)
    found = _assignment(who, public_id)
    report, act = _latest(found), request.POST.get("act", "")
    wanted = {"approve": ("approve",), "return": ("return_own", "return")}.get(act, ())
    if report is None or not any(may(who, found, name) for name in wanted):
        raise Http404
    try:
        if acts_open_to(who, found, report).isdisjoint(wanted):
            services.refuse(report)
        if act == "approve":
            version = whole_number(request.POST.get("version")) or 0
            services.approve_report(report=report, version=version, by=who.user, at=timezone.now())
            messages.success(request, _("Đã phê duyệt: %(task)s") % {"task": found.task})
        else:
            services.return_report(report=report, reason=request.POST.get("reason", ""), by=who.user, at=timezone.now())
            messages.success(request, _("Đã đề nghị bổ sung: %(task)s") % {"task": found.task})
    except ReportRefusedError as error:
        _say(request, error)
    return _back(request, found)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take what a unit sent on paper or by mail, on its behalf."""
    who = standing(request)
    found = _assignment(who, public_id)
    if not may(who, found, "enter"):
        raise Http404
    report = _latest(found)
    writable = report if report and report.state in {Progress.State.DRAFT, Progress.State.RETURNED} else None
    form: EnterForm
    if request.method == "GET":
        version = writable.version if writable else 0
        form = EnterForm(initial=initial_of(Content.of(writable), version=version, today=timezone.localdate()))
    else:
        form = EnterForm(request.POST, request.FILES)
        if form.is_valid() and _entered(form, found, who):
            messages.success(request, _("Đã nhập thay; nguồn được ghi trong lịch sử."))
            return redirect("assignment", public_id=found.public_id)
    context = {"menu_key": "followup", "assignment": found, "report": report, "form": form}
    return render(request, "plans/progress/enter.html", context, status=400 if form.errors else 200)


def _entered(form: EnterForm, found: Assignment, who: Standing) -> bool:
    try:
        product = bool(found.task.product) and form.cleaned_data["is_product"]
        letter = form.cleaned_data["letter"]
        came = [(_kept_file(letter, found, who), False)] if letter else []
        services.enter_report(
            assignment=found,
            content=form.content,
            source=form.cleaned_data["source"],
            documents=[*came, *((document, product) for document in _documents(form, found, who))],
            version=form.cleaned_data["version"],
            by=who.user,
            at=timezone.now(),
        )
    except ThuocDoError as error:
        show_problems(form, error, _FIELDS)
        return False
    return True


@require_POST
def detach(request: HttpRequest, public_id: UUID, document_id: UUID) -> HttpResponse:
    """Take a document off the report that is being written."""
    who = standing(request)
    found = _assignment(who, public_id)
    report = _latest(found)
    proof = (
        next((one for one in report.proofs.all() if one.document.public_id == document_id), None) if report else None
    )
    if report is None or proof is None or not may(who, found, "save"):
        raise Http404
    try:
        services.detach_document(report=report, document=proof.document, by=who.user, at=timezone.now())
    except ReportRefusedError as error:
        _say(request, error)
    return redirect("assignment", public_id=found.public_id)


def _say(request: HttpRequest, error: ThuocDoError) -> None:
    for problem in error.problems:
        messages.error(request, f"{problem.message(language())} ({problem.code})")


def _back(request: HttpRequest, found: Assignment) -> HttpResponse:
    """Go back to the list that the act was done from, else to the assignment."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("assignment", args=[found.public_id])
    return redirect(target)
