"""Pages of editions: what each index is made of, where every point comes from, and how an edition gets in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thuocdo.errors import Place, Problem, RulebookError
from thuocdo.portal.editions import services
from thuocdo.portal.editions.access import ENTERS_EDITIONS, may_enter_editions, may_read
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.rule_words import rule_in_words
from thuocdo.portal.editions.selectors import editions_visible_to, opened
from thuocdo.portal.editions.telling import CaseLine, cases_of, facts, outline
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.rulebooks.workbook import export_workbook, read_workbook, template_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

    from thuocdo import rulebooks

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES: Final = 10 * 1024 * 1024


class WorkbookForm(forms.Form):
    """A workbook to read."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel (.xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=gettext_lazy("Tệp theo mẫu của hệ thống, không quá 10 MB."),
    )


@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """List the editions: complete, with unknown points, or illustrative."""
    who = standing(request)
    if not may_read(who):
        raise Http404
    rows = list(editions_visible_to(who))
    shown = [row for row in rows if row.state != Edition.State.REPLACED]
    context = {
        "menu_key": "editions",
        "lines": [{"row": row, "facts": facts(opened(row))} for row in shown],
        "may_enter": may_enter_editions(who),
    }
    return render(request, "editions/editions.html", context)


@require_GET
def edition(request: HttpRequest, index: str, edition: str) -> HttpResponse:
    """Show the whole tree of an edition."""
    row, revisions = _revision(request, index, edition)
    read = opened(row)
    context = {
        "menu_key": "editions",
        "row": row,
        "edition": read,
        "facts": facts(read),
        "lines": outline(read),
        "revisions": revisions,
        "may_enter": may_enter_editions(standing(request)),
        "query": _query(row, revisions),
    }
    return render(request, "editions/edition.html", context)


@require_GET
def criterion(request: HttpRequest, index: str, edition: str, code: str) -> HttpResponse:
    """Show one criterion: its rule in words, inputs, evidence, law and cases."""
    row, revisions = _revision(request, index, edition)
    read = opened(row)
    try:
        node = read.node(code)
    except RulebookError as error:
        raise Http404 from error
    cases: Sequence[CaseLine] = cases_of(read, node)
    context = {
        "menu_key": "editions",
        "row": row,
        "edition": read,
        "node": node,
        "path": [found for found in read.nodes if node in set(found.walk()) and found is not node],
        "rule": rule_in_words(node),
        "inputs": [
            (name, node.criterion.inputs[name])
            for name in dict.fromkeys((*(node.rule.inputs if node.rule else ()), *node.criterion.inputs))
            if name in node.criterion.inputs
        ],
        "cases": cases,
        "query": _query(row, revisions),
    }
    return render(request, "editions/criterion.html", context)


@require_GET
def export(request: HttpRequest, index: str, edition: str) -> HttpResponse:
    """Give an edition as an Excel workbook that can be filled in and read back."""
    row, _revisions = _revision(request, index, edition)
    return _workbook(export_workbook(opened(row)), f"{row.index}-{row.edition}-{row.revision}.xlsx")


@require_GET
@only(*ENTERS_EDITIONS)
def template(_request: HttpRequest) -> HttpResponse:
    """Give an empty workbook for a new edition."""
    return _workbook(template_workbook(), "bo-chi-so-mau.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
@only(*ENTERS_EDITIONS)
def upload(request: HttpRequest) -> HttpResponse:
    """Read a workbook: every mistake by sheet, row and column, or a draft to look through."""
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    problems: Sequence[Problem] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = _read(file.name, file)
        except RulebookError as error:
            problems = error.problems
        else:
            return _stored(request, read, file.name)
    context = {"menu_key": "editions", "form": form, "problems": problems}
    return render(request, "editions/upload.html", context, status=400 if form.errors or problems else 200)


def _read(name: str, file: UploadedFile[bytes]) -> rulebooks.Edition:
    """Read an uploaded workbook.

    :raises RulebookError: ED-103 for a file that is too large, and every problem of the workbook.
    """
    size = int(file.size or 0)
    if size > MOST_BYTES:
        params = {"found": f"{size // 1024 // 1024} MB", "limit": f"{MOST_BYTES // 1024 // 1024} MB"}
        raise RulebookError(Problem(code="ED-103", place=Place(file=name), params=params))
    return read_workbook(file.read(), name=name)


def _stored(request: HttpRequest, read: rulebooks.Edition, name: str) -> HttpResponse:
    row = services.store_edition(
        edition=read, origin=Edition.Origin.WORKBOOK, by=standing(request).user, at=timezone.now(), file_name=name
    )
    if row.state == Edition.State.DRAFT:
        messages.info(request, _("Đã đọc tệp thành dự thảo. Xem lại cây tiêu chí rồi đưa vào áp dụng."))
    else:
        messages.info(request, _("Nội dung này đã có từ trước, không có gì thay đổi."))
    return redirect(f"{reverse('edition', args=[row.index, row.edition])}?ban={row.revision}")


@require_POST
@only(*ENTERS_EDITIONS)
def apply_revision(request: HttpRequest, index: str, edition: str) -> HttpResponse:
    """Put a revision in force."""
    row, _revisions = _revision(request, index, edition)
    services.put_in_force(edition=row, by=standing(request).user, at=timezone.now())
    messages.success(request, _("Đã đưa vào áp dụng. Kết quả cũ vẫn giữ bản đã dùng khi tính."))
    return redirect("edition", index=index, edition=edition)


@require_POST
@only(*ENTERS_EDITIONS)
def discard(request: HttpRequest, index: str, edition: str) -> HttpResponse:
    """Remove a draft."""
    row, _revisions = _revision(request, index, edition)
    try:
        services.discard_draft(edition=row, by=standing(request).user, at=timezone.now())
    except RulebookError as error:
        messages.error(request, "\n".join(problem.render() for problem in error.problems))
        return redirect("edition", index=index, edition=edition)
    messages.success(request, _("Đã xóa dự thảo."))
    return redirect("editions")


def _revision(request: HttpRequest, index: str, edition: str) -> tuple[Edition, list[Edition]]:
    """Return the revision that an address asks for (``?ban=``): in force, else newest, and all there are."""
    revisions = list(editions_visible_to(standing(request)).filter(index=index, edition=edition))
    wanted = request.GET.get("ban") or request.POST.get("ban")
    if wanted:
        revisions_named = [row for row in revisions if str(row.revision) == wanted]
        found = revisions_named[0] if revisions_named else None
    else:
        found = next((row for row in revisions if row.state == Edition.State.IN_FORCE), next(iter(revisions), None))
    if found is None:
        raise Http404
    return found, revisions


def _query(row: Edition, revisions: Sequence[Edition]) -> str:
    """Return what keeps the chosen revision in an address; nothing for the one in force."""
    return "" if row.state == Edition.State.IN_FORCE else f"?ban={row.revision}"
