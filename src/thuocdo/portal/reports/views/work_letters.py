"""Units with overdue work and letters to them: from the follow-up to a draft in one press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from thuocdo.documents.official.word import to_docx
from thuocdo.errors import ThuocDoError
from thuocdo.portal.organizations.standing import only, root_of, standing
from thuocdo.portal.plans.selectors.plans import plans_visible_to
from thuocdo.portal.reports import services
from thuocdo.portal.reports.access import COMPILES, READS_ALL, may_compile
from thuocdo.portal.reports.export import DOCX
from thuocdo.portal.reports.forms import IssueForm, LetterForm
from thuocdo.portal.reports.letter_paper import addressee
from thuocdo.portal.reports.models import WorkLetter
from thuocdo.portal.reports.overdue_paper import work_letter_document, work_letter_words, work_words
from thuocdo.portal.reports.selectors.overdue import (
    Said,
    late_units,
    letters_before_work,
    work_letters,
    work_letters_visible_to,
)
from thuocdo.portal.reports.selectors.reminding import rounds_open
from thuocdo.portal.reports.views.acting import acted
from thuocdo.portal.web.forms import whole_number
from thuocdo.portal.web.listing import Chip, page_of
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from thuocdo.portal.plans.models import Plan

MENU: Final = "followup"
_SAID: Final = {"chua-don-doc": Said.NOTHING, "dang-cho": Said.WAITING, "lan-sau": Said.AGAIN}
SAID_WORDS: Final[Mapping[Said, str | Promise]] = {
    Said.NOTHING: gettext_lazy("Chưa đôn đốc"),
    Said.WAITING: gettext_lazy("Đang chờ báo cáo"),
    Said.AGAIN: gettext_lazy("Cần đôn đốc lần sau"),
}
_ACTS: Final = {"change", "issue", "discard"}
_FIELDS: Final = {"RP-116": "issued_on"}


@require_http_methods(["GET", "POST"])
@only(*READS_ALL)
def overdue(request: HttpRequest) -> HttpResponse:
    """List the units with overdue work; draft letters to those that are chosen."""
    if request.method == "POST":
        return _drafted(request)
    return _list(request)


def _list(request: HttpRequest, error: ThuocDoError | None = None) -> HttpResponse:
    who, today = standing(request), timezone.localdate()
    plan, slug, typed = _plan(request), request.GET.get("loc", ""), request.GET.get("q", "").strip()[:100]
    if slug and slug not in _SAID:
        raise Http404
    late = late_units(today, plan=plan.pk if plan else None)
    words = fold(typed).split()
    shown = [
        one for one in late if (not slug or one.said is _SAID[slug]) and all(word in one.unit.folded for word in words)
    ]
    chips = [Chip.of(request, "loc", "", str(len(late)))]
    for key, said in _SAID.items():
        count = sum(one.said is said for one in late)
        chips.append(Chip.of(request, "loc", key, str(count), str(SAID_WORDS[said])))
    context = {
        "menu_key": MENU,
        "today": today,
        "page": page_of(request, shown, size=200),
        "late": late,
        "tasks": sum(one.count for one in late),
        "chips": chips,
        "slug": slug,
        "q": typed,
        "plan": plan,
        "said_words": SAID_WORDS,
        "letters": work_letters(who)[:20],
        "rounds": [(one, missing, owing) for one, missing, owing in rounds_open() if missing and one.due_on < today],
        "may_compile": may_compile(who),
        "problems": error.problems if error else (),
    }
    return render(request, "reports/overdue.html", context, status=409 if error else 200)


def _plan(request: HttpRequest) -> Plan | None:
    asked = request.GET.get("ke-hoach", "")
    if not asked:
        return None
    for plan in plans_visible_to(standing(request)):
        if str(plan.public_id) == asked:
            return plan
    raise Http404


def _drafted(request: HttpRequest) -> HttpResponse:
    who, root, plan = standing(request), root_of(request), _plan(request)
    if not may_compile(who) or root is None:
        raise Http404
    issuer = next(held.unit for held in who.memberships if held.role in COMPILES)
    chosen = {key for said in request.POST.getlist("don-vi") if (key := whole_number(said)) is not None}
    told: dict[str, Any] = {"units": chosen, "plan": plan.pk if plan else None, "by": who.user, "at": timezone.now()}
    try:
        letters = services.draft_work_letters(root=root, issuer=issuer, **told)
    except ThuocDoError as error:
        return _list(request, error)
    said = ngettext("Đã soạn %(n)d công văn đôn đốc.", "Đã soạn %(n)d công văn đôn đốc.", len(letters))
    messages.success(request, said % {"n": len(letters)})
    return redirect(letters[0] if len(letters) == 1 else "work_letters")


# ── One letter ───────────────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a letter; change its draft, note that it went out, or give it up."""
    held = get_object_or_404(work_letters_visible_to(standing(request)), public_id=public_id)
    return acted(request, held, _page, back="work_letters") if request.method == "POST" else _page(request, held)


def _page(
    request: HttpRequest, held: WorkLetter, bound: dict[str, Form] | None = None, *, status: int = 200
) -> HttpResponse:
    before = letters_before_work(held)
    initial = {"answer_by": held.answer_by, "symbol": held.symbol}
    context = {
        "menu_key": MENU,
        "letter": held,
        "addressees": [addressee(unit, escalated=held.escalated) for unit in _ordered(held)],
        "before": before,
        "words": work_letter_words(held, before),
        "rows": [{**row, "said": work_words(row["work"])} for row in held.rows],
        "forms": {"change": LetterForm(initial=initial), "issue": IssueForm(), **(bound or {})},
        "failed": next(iter((bound or {}).values()), ""),
        "draft": may_compile(standing(request)) and held.state == WorkLetter.State.DRAFT,
    }
    return render(request, "reports/work_letter.html", context, status=status)


def _ordered(held: WorkLetter) -> list[Any]:
    return sorted(held.units.all(), key=lambda unit: (unit.kind != "department", unit.sort_key, unit.pk))


@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the letter as Word."""
    held = get_object_or_404(work_letters_visible_to(standing(request)), public_id=public_id)
    content = to_docx(work_letter_document(held, _ordered(held), letters_before_work(held)))
    name = f"don-doc-nhiem-vu-{held.as_of:%Y-%m-%d}.docx"
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
