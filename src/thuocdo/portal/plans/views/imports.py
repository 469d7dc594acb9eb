"""Taking in a plan: drop the file, look at what was understood, say yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.errors import Place, Problem, Severity
from thuocdo.portal.organizations.standing import only, root_of, standing
from thuocdo.portal.plans import services
from thuocdo.portal.plans.access import COORDINATES, WORKS
from thuocdo.portal.plans.forms import DraftForm, UploadForm
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.cascade import owed_to_bring
from thuocdo.portal.plans.selectors.plans import drafts_of
from thuocdo.portal.plans.selectors.previews import Preview, preview_of
from thuocdo.portal.plans.services.sources import open_kept
from thuocdo.portal.web.forms import posted

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.plans.models import OwedPlan, Plan, PlanDraft

PASTED: Final = "van-ban-dan.txt"


@require_http_methods(["GET", "POST"])
@only(*COORDINATES)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file or pasted text; nothing of it is a plan yet."""
    who = standing(request)
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        name, content = (str(file.name), file.read()) if file else (PASTED, form.cleaned_data["text"].encode())
        draft = services.begin_draft(name=name, content=content, by=who.user, at=timezone.now())
        if draft.answers.get("owed"):  # the same file waited as the plan of a unit
            services.answer_draft(draft=draft, answers={"owed": ""})
        return redirect("plan_draft", public_id=draft.public_id)
    context = {"form": form, "waiting": drafts_of(who)[:5]}
    return render(request, "plans/upload.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@only(*COORDINATES, *WORKS)
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read the file, show what was understood, and take it in when it is confirmed."""
    waiting = get_object_or_404(drafts_of(standing(request)), public_id=public_id)
    owed = _owed(request, waiting)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "give-up":
        services.give_up_draft(draft=waiting)
        messages.info(request, _("Đã bỏ bản nhập. Các kế hoạch đang có không thay đổi."))
        return redirect(owed) if owed else redirect("plan_import")
    if act == "read":
        with open_kept(waiting.sha256) as file:
            services.read_draft(draft=waiting, content=file.read())
        return redirect("plan_draft", public_id=public_id)
    if not waiting.reading:
        problems = [_problem(stored) for stored in waiting.problems]
        return render(request, "plans/reading.html", {"draft": waiting, "problems": problems, "owed": owed})
    return _previewed(request, waiting, act, owed)


def _owed(request: HttpRequest, waiting: PlanDraft) -> OwedPlan | None:
    """Return the plan that the upload is to be, where a unit owes it and the person may still bring it."""
    named = waiting.answers.get("owed")
    return get_object_or_404(owed_to_bring(standing(request)), public_id=named) if named else None


def _problem(stored: dict[str, Any]) -> Problem:
    return Problem(
        code=stored["code"],
        place=Place(**stored["place"]),
        params=stored["params"],
        severity=Severity(stored["severity"]),
    )


def _previewed(request: HttpRequest, waiting: PlanDraft, act: str, owed: OwedPlan | None) -> HttpResponse:
    preview = preview_of(waiting, root=root_of(request), day=timezone.localdate(), owed=owed)
    form = DraftForm(posted(request), initial=preview.initial, plans=preview.plans)
    problems: tuple[Problem, ...] = ()
    if act and form.is_valid():
        waiting = services.answer_draft(draft=waiting, answers=form.answers())
        if act != "import":
            return redirect("plan_draft", public_id=waiting.public_id)
        try:
            done = services.import_plan(draft=waiting, by=standing(request).user, at=timezone.now())
        except PlanError as error:
            problems = error.problems
        else:
            _say(request, preview, new=done.new)
            return redirect(_next(done.plan, new=done.new), public_id=done.plan.public_id)
    context = {"draft": waiting, "preview": preview, "form": form, "problems": problems, "owed": owed}
    status = 409 if problems else 400 if form.errors else 200
    return render(request, "plans/draft.html", context, status=status)


def _say(request: HttpRequest, preview: Preview, *, new: bool) -> None:
    if not new:
        messages.info(request, _("Văn bản này đã nhập từ trước. Nhập lại không thay đổi gì."))
        return
    words = _("Đã nhập %(tasks)d nhiệm vụ, trong đó %(unsure)d nội dung cần xác nhận.")
    messages.success(request, words % {"tasks": preview.tasks, "unsure": preview.unsure})


def _next(plan: Plan, *, new: bool) -> str:
    return "plan_queue" if new and plan.state == plan.State.CONFIRMING else "plan"
