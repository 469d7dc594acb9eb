"""Taking in a file of published results: choose it, look at what it would change, say yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.errors import ThuocDoError
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.results import services
from thuocdo.portal.results.access import IMPORTS_FIGURES
from thuocdo.portal.results.published.forms import PublishedFileForm
from thuocdo.portal.results.published.structure import index_by_name
from thuocdo.portal.results.selectors.drafts import drafts_of, files_of
from thuocdo.portal.results.selectors.published import imports_visible_to
from thuocdo.portal.results.selectors.published_plans import PublishedPlan, plan_published
from thuocdo.portal.results.snapshots.reading import check_sizes
from thuocdo.portal.web.forms import posted

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.results.models import ImportDraft

SUBJECT: Final = "published"
_MOST_CORRECTIONS: Final = 50


@require_http_methods(["GET", "POST"])
@only(*IMPORTS_FIGURES)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file; nothing of it is a result yet."""
    who = standing(request)
    form = PublishedFileForm(posted(request), request.FILES or None)
    problems = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        problems = check_sizes([(str(file.name), int(file.size or 0))])
        if not problems:
            draft = services.begin_import(
                subject=SUBJECT, files=[(str(file.name), file.read())], answers={}, by=who.user, at=timezone.now()
            )
            return redirect("published_preview", public_id=draft.public_id)
    context = {
        "menu_key": "published",
        "form": form,
        "problems": problems,
        "waiting": drafts_of(who).filter(subject=SUBJECT)[:5],
        "imports": imports_visible_to(who)[:20],
    }
    return render(request, "published/upload.html", context, status=400 if form.errors or problems else 200)


@require_http_methods(["GET", "POST"])
@only(*IMPORTS_FIGURES)
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a file would change, and do it when it is confirmed."""
    draft = get_object_or_404(drafts_of(standing(request)).filter(subject=SUBJECT), public_id=public_id)
    if request.method == "POST":
        return _answered(request, draft)
    return render(request, "published/preview.html", _context(draft, _plan(draft)))


def _plan(draft: ImportDraft) -> PublishedPlan:
    name, content = files_of(draft)[0]
    return plan_published(name=name, content=content, replaces=bool(draft.answers.get("replaces")))


def _answered(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "give-up":
        services.give_up_import(draft=draft)
        messages.info(request, _("Đã bỏ bản nhập. Kết quả công bố đang có không thay đổi."))
        return redirect("published_import")
    if act in {"replace", "keep"}:
        services.answer_import(draft=draft, answers={"replaces": act == "replace"})
    if act != "confirm":
        return redirect("published_preview", public_id=draft.public_id)
    name, content = files_of(draft)[0]
    try:
        brought = services.import_published(
            name=name,
            content=content,
            by=draft.owner,
            at=timezone.now(),
            replaces=bool(draft.answers.get("replaces")),
        )
    except ThuocDoError:
        return render(request, "published/preview.html", _context(draft, _plan(draft)), status=409)
    services.give_up_import(draft=draft)
    words = _("Đã nhập %(new)d số liệu mới, thay %(replaced)d, %(same)d đã có từ trước.")
    counts = {"new": brought.figures_count, "replaced": brought.replaced_count, "same": brought.same_count}
    messages.success(request, words % counts)
    return redirect("published")


def _context(draft: ImportDraft, plan: PublishedPlan) -> dict[str, Any]:
    return {
        "menu_key": "published",
        "draft": draft,
        "plan": plan,
        "counts": [(index_by_name(index), year, count) for (index, year), count in plan.counts.items()],
        "corrections": plan.corrections[:_MOST_CORRECTIONS],
        "replaces": bool(draft.answers.get("replaces")),
        "only_corrections": bool(plan.problems) and all(problem.code == "RS-202" for problem in plan.problems),
    }
