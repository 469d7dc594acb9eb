"""Letters to units that have not sent their plan: drafted from the register, shown, sent out as Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thuocdo.documents.official.word import to_docx
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.plans.selectors.cascade import call_of
from thuocdo.portal.plans.selectors.plans import plans_visible_to
from thuocdo.portal.reports import services
from thuocdo.portal.reports.access import COMPILES, may_compile
from thuocdo.portal.reports.export import DOCX
from thuocdo.portal.reports.forms import IssueForm, LetterForm
from thuocdo.portal.reports.letter_paper import addressee
from thuocdo.portal.reports.models import PlanLetter
from thuocdo.portal.reports.plan_paper import plan_letter_document, plan_letter_words
from thuocdo.portal.reports.problems import ReportError
from thuocdo.portal.reports.selectors.plan_letters import (
    addressed_by,
    plan_letters_before,
    plan_letters_visible_to,
)
from thuocdo.portal.reports.views.acting import acted
from thuocdo.portal.web.forms import language

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest


@require_POST
@only(*COMPILES)
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draft letters to every unit of a register that has not sent, in one click."""
    who = standing(request)
    call = call_of(get_object_or_404(plans_visible_to(who), public_id=public_id))
    if call is None:
        raise Http404
    issuer = next(held.unit for held in who.memberships if held.role in COMPILES)
    try:
        letters = services.draft_plan_letters(call=call, issuer=issuer, by=who.user, at=timezone.now())
    except ReportError as error:
        messages.error(request, "\n".join(problem.message(language()) for problem in error.problems))
        return redirect(call)
    said = ngettext("Đã soạn %(n)d công văn đôn đốc.", "Đã soạn %(n)d công văn đôn đốc.", len(letters))
    messages.success(request, said % {"n": len(letters)})
    return redirect(letters[0])


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a letter; change its draft, note that it went out, or give it up."""
    held = get_object_or_404(plan_letters_visible_to(standing(request)), public_id=public_id)
    return acted(request, held, _page, back=held.call) if request.method == "POST" else _page(request, held)


def _page(
    request: HttpRequest, held: PlanLetter, bound: dict[str, Form] | None = None, *, status: int = 200
) -> HttpResponse:
    who, before = standing(request), plan_letters_before(held)
    initial = {"answer_by": held.answer_by, "symbol": held.symbol}
    others = plan_letters_visible_to(who).filter(call=held.call_id, state=PlanLetter.State.DRAFT).exclude(pk=held.pk)
    context = {
        "menu_key": "plans",
        "letter": held,
        "addressees": [addressee(unit, escalated=held.escalated) for unit in addressed_by(held)],
        "before": before,
        "others": others,
        "words": plan_letter_words(held, before),
        "forms": {"change": LetterForm(initial=initial), "issue": IssueForm(), **(bound or {})},
        "failed": next(iter((bound or {}).values()), ""),
        "draft": may_compile(who) and held.state == PlanLetter.State.DRAFT,
    }
    return render(request, "reports/plan_letter.html", context, status=status)


@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the letter as Word."""
    held = get_object_or_404(plan_letters_visible_to(standing(request)), public_id=public_id)
    content = to_docx(plan_letter_document(held, addressed_by(held), plan_letters_before(held)))
    name = f"don-doc-ke-hoach-{held.as_of:%Y-%m-%d}.docx"
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
