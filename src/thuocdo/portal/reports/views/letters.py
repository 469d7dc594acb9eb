"""A letter to those who have not sent: its addressees and words, its draft in Word, its number once it went out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thuocdo.documents.official.word import to_docx
from thuocdo.errors import ThuocDoError
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reports import services
from thuocdo.portal.reports.access import may_compile
from thuocdo.portal.reports.composing import letter_document, letter_words
from thuocdo.portal.reports.export import DOCX
from thuocdo.portal.reports.forms import IssueForm, LetterForm
from thuocdo.portal.reports.models import Letter
from thuocdo.portal.reports.selectors.reports import addressees_of, letters_before, letters_visible_to
from thuocdo.portal.web.forms import show_problems

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest

_FIELDS = {"RP-116": "issued_on"}


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a letter; change its draft, note that it went out, or give it up."""
    held = get_object_or_404(letters_visible_to(standing(request)), public_id=public_id)
    if request.method == "POST":
        return _acted(request, held)
    return _page(request, held)


def _acted(request: HttpRequest, held: Letter) -> HttpResponse:
    act, who = request.POST.get("act", ""), standing(request)
    if not may_compile(who) or act not in {"change", "issue", "discard"}:
        raise Http404
    form: Form = IssueForm(request.POST) if act == "issue" else LetterForm(request.POST)
    if act != "discard" and not form.is_valid():
        return _page(request, held, {act: form}, status=400)
    told: dict[str, Any] = {"letter": held, "by": who.user, "at": timezone.now()}
    try:
        if act == "discard":
            services.discard_letter(**told)
        elif act == "issue":
            services.issue_letter(**told, **form.cleaned_data)
        else:
            services.change_letter(**told, **form.cleaned_data)
    except ThuocDoError as error:
        form.is_valid()
        show_problems(form, error, _FIELDS)
        return _page(request, held, {act: form}, status=409)
    said = {"change": _("Đã lưu."), "issue": _("Đã ghi số, ngày công văn."), "discard": _("Đã bỏ dự thảo công văn.")}
    messages.success(request, said[act])
    return redirect(held.round if act == "discard" else held)


def _page(
    request: HttpRequest, held: Letter, bound: dict[str, Form] | None = None, *, status: int = 200
) -> HttpResponse:
    before = letters_before(held)
    initial = {"answer_by": held.answer_by, "symbol": held.symbol}
    forms = {"change": LetterForm(initial=initial), "issue": IssueForm(), **(bound or {})}
    context = {
        "menu_key": "reports",
        "letter": held,
        "units": addressees_of(held),
        "before": before,
        "words": letter_words(held, before),
        "forms": forms,
        "failed": next(iter((bound or {}).values()), ""),
        "draft": may_compile(standing(request)) and held.state == Letter.State.DRAFT,
    }
    return render(request, "reports/letter.html", context, status=status)


@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the letter as Word."""
    held = get_object_or_404(letters_visible_to(standing(request)), public_id=public_id)
    content = to_docx(letter_document(held, addressees_of(held), letters_before(held)))
    name = f"cong-van-don-doc-{held.round.end:%Y-%m-%d}.docx"
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
