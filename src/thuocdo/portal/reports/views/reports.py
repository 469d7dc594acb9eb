"""The editor of the provincial report: each paragraph beside its source; the states of the office; the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thuocdo.documents.official.pdf import to_pdf
from thuocdo.documents.official.word import to_docx
from thuocdo.errors import ThuocDoError
from thuocdo.portal.evidence.services import keep_file
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.reports import services
from thuocdo.portal.reports.access import COMPILES, may_compile
from thuocdo.portal.reports.composing import report_document, sending_words
from thuocdo.portal.reports.export import DOCX, PDF, XLSX, workbook_of
from thuocdo.portal.reports.forms import (
    HeadForm,
    IssueForm,
    NothingForm,
    OwnParagraphForm,
    PaperForm,
    ParagraphForm,
    SignedForm,
    TakeBackForm,
)
from thuocdo.portal.reports.models import Report
from thuocdo.portal.reports.problems import ReportChangedError
from thuocdo.portal.reports.selectors.reports import paragraphs_of_report, parts_of, reports_visible_to
from thuocdo.portal.web.forms import show_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest

    from thuocdo.errors import Problem


@require_GET
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the report."""
    return _page(request, _found(request, public_id))


def _found(request: HttpRequest, public_id: UUID) -> Report:
    return get_object_or_404(reports_visible_to(standing(request)), public_id=public_id)


@require_POST
@only(*COMPILES)
def act(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """Do one thing with the report as a whole."""
    held = _found(request, public_id)
    if (button := BUTTONS.get(name)) is None:
        raise Http404
    form = button.form(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, held, {name: form}, status=400)
    try:
        said = button.do(held, form, request)
    except ThuocDoError as error:
        if isinstance(error, ReportChangedError):
            held.refresh_from_db()
            # What was typed is kept; saved once more, it takes the place of what is now shown beside it.
            form = button.form({**request.POST.dict(), "version": held.version})
        show_problems(form, error, {})
        return _page(request, held, {name: form}, status=409)
    messages.success(request, said)
    return redirect(held)


@require_POST
@only(*COMPILES)
def change_paragraph(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Change one paragraph."""
    held = _found(request, public_id)
    paragraph = get_object_or_404(paragraphs_of_report(held), pk=pk)
    form = ParagraphForm(request.POST)
    if not form.is_valid():
        return _page(request, held, {"paragraph": form}, status=400)
    said = form.cleaned_data
    try:
        services.change_paragraph(
            paragraph=paragraph,
            text=said["text"],
            included=said["included"],
            version=said["version"],
            by=standing(request).user,
            at=timezone.now(),
        )
    except ThuocDoError as error:
        mine = {"pk": pk, "text": said["text"]} if isinstance(error, ReportChangedError) else None
        return _page(request, held, problems=error.problems, mine=mine, status=409)
    messages.success(request, _("Đã lưu đoạn."))
    return redirect(f"{held.get_absolute_url()}#doan-{pk}")


# ── What the buttons do ──────────────────────────────────────────────────────────────────────────────────────────────
def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": standing(request).user, "at": timezone.now()}


def _head(report: Report, form: HeadForm, request: HttpRequest) -> str:
    services.change_head(report=report, **form.cleaned_data, **_who(request))
    return _("Đã lưu người ký, nơi nhận.")


def _add(report: Report, form: OwnParagraphForm, request: HttpRequest) -> str:
    services.add_paragraph(report=report, **form.cleaned_data, **_who(request))
    return _("Đã thêm đoạn.")


def _submit(report: Report, form: NothingForm, request: HttpRequest) -> str:
    services.submit_report(report=report, **_who(request))
    return _("Đã trình ký. Nội dung được giữ nguyên từ lúc này.")


def _take_back(report: Report, form: TakeBackForm, request: HttpRequest) -> str:
    services.take_back_report(report=report, reason=form.cleaned_data["reason"], **_who(request))
    return _("Đã lấy lại để sửa.")


def _issue(report: Report, form: IssueForm, request: HttpRequest) -> str:
    services.issue_report(report=report, **form.cleaned_data, **_who(request))
    return _("Đã ghi số, ngày ban hành. Kỳ báo cáo đã đóng.")


def _signed(report: Report, form: SignedForm, request: HttpRequest) -> str:
    file, who = form.cleaned_data["file"], _who(request)
    document = keep_file(unit=report.round.unit, name=str(file.name), content=file.read(), **who)
    services.keep_signed(report=report, document=document, **who)
    return _("Đã lưu bản đã ký.")


def _paper(report: Report, form: PaperForm, request: HttpRequest) -> str:
    services.record_paper_change(report=report, **form.cleaned_data, **_who(request))
    return _("Đã ghi chỗ khác với bản đã ký.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One thing that can be done with a report as a whole, in one of its states."""

    state: str
    form: type[Form]
    do: Callable[[Report, Any, HttpRequest], str]


BUTTONS: Final[Mapping[str, Button]] = {
    "thong-tin": Button(state=Report.State.DRAFT, form=HeadForm, do=_head),
    "them-doan": Button(state=Report.State.DRAFT, form=OwnParagraphForm, do=_add),
    "trinh-ky": Button(state=Report.State.DRAFT, form=NothingForm, do=_submit),
    "lay-lai": Button(state=Report.State.SUBMITTED, form=TakeBackForm, do=_take_back),
    "ban-hanh": Button(state=Report.State.SUBMITTED, form=IssueForm, do=_issue),
    "ban-ky": Button(state=Report.State.ISSUED, form=SignedForm, do=_signed),
    "khac-ban-ky": Button(state=Report.State.ISSUED, form=PaperForm, do=_paper),
}


def _page(
    request: HttpRequest,
    held: Report,
    bound: Mapping[str, Form] | None = None,
    *,
    problems: Sequence[Problem] = (),
    mine: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    may = may_compile(standing(request))
    head = {name: getattr(held, name) for name in ("symbol", "capacity", "signer", "recipients", "version")}
    forms = {
        name.replace("-", "_"): button.form(initial=head if name == "thong-tin" else None, prefix=None)
        for name, button in BUTTONS.items()
        if may and button.state == held.state
    }
    sent = {name.replace("-", "_"): form for name, form in (bound or {}).items()}
    context = {
        "menu_key": "reports",
        "report": held,
        "parts": [part for part in parts_of(held) if may or part.included],
        "table": [{**row, "words": sending_words(row)} for row in held.table],
        "forms": forms | sent,
        "failed": next(iter(sent.values()), ""),
        "problems": problems,
        "mine": mine,
        "may_compile": may,
        "editable": may and held.state == Report.State.DRAFT,
        "changes": held.paper_changes.select_related("by"),
    }
    return render(request, "reports/report.html", context, status=status)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_GET
def export(request: HttpRequest, public_id: UUID, form: str) -> HttpResponse:
    """Send the report as Word, PDF or Excel."""
    held = _found(request, public_id)
    parts = parts_of(held)
    if form == "xlsx":
        content = workbook_of(held, parts, at=timezone.now(), by=str(standing(request).user))
        return _file(content, XLSX, f"bao-cao-{held.round.end:%Y-%m-%d}.xlsx")
    document = report_document(held, parts)
    try:
        content = to_pdf(document) if form == "pdf" else to_docx(document)
    except ThuocDoError as error:
        return _page(request, held, problems=error.problems, status=409)
    return _file(content, PDF if form == "pdf" else DOCX, f"bao-cao-{held.round.end:%Y-%m-%d}.{form}")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
