"""A letter to those who have not sent: its addressees and words, its draft in Word, its number once it went out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from thuocdo.documents.official.word import to_docx
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reports.access import may_compile
from thuocdo.portal.reports.composing import letter_document, letter_words
from thuocdo.portal.reports.export import DOCX
from thuocdo.portal.reports.forms import IssueForm, LetterForm
from thuocdo.portal.reports.models import Letter
from thuocdo.portal.reports.selectors.reports import addressees_of, letters_before, letters_visible_to
from thuocdo.portal.reports.views.acting import acted

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
        return acted(request, held, _page, back=held.round)
    return _page(request, held)


def _page(
    request: HttpRequest, held: Letter, bound: dict[str, Form] | None = None, *, status: int = 200
) -> HttpResponse:
    before = letters_before(held)
    initial = {"answer_by": held.answer_by, "symbol": held.symbol}
    forms = {"change": LetterForm(initial=initial), "issue": IssueForm(), **(bound or {})}
    context = {
        "menu_key": "reports",
        "letter": held,
        "addressees": [unit.full_name for unit in addressees_of(held)],
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
