"""Taking in a plan: drop the file, look at what was understood, say yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from thuocdo.documents.apart import from_plain
from thuocdo.portal.organizations.standing import only, root_of, standing
from thuocdo.portal.plans import services
from thuocdo.portal.plans.access import COORDINATES, WORKS, may_coordinate
from thuocdo.portal.plans.forms import DraftForm, UploadForm
from thuocdo.portal.plans.models import PlanDraft
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.cascade import owed_to_bring
from thuocdo.portal.plans.selectors.plans import drafts_of, source_of_upload, upload_exists
from thuocdo.portal.plans.selectors.previews import Preview, preview_of
from thuocdo.portal.plans.selectors.stages import Stage, Upload, upload_of, uploads_of
from thuocdo.portal.plans.views.samples import OFFERED
from thuocdo.portal.web.forms import posted
from thuocdo.vietnamese.dates import format_moment

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from thuocdo.errors import Problem
    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import OwedPlan, Plan
    from thuocdo.portal.plans.services import Imported

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
        _begin(request, draft)
        return redirect("plan_draft", public_id=draft.public_id)
    context = {"form": form, "uploads": uploads_of(drafts_of(who)[:5]), "samples": OFFERED}
    return render(request, "plans/upload.html", context, status=400 if form.errors else 200)


def _begin(request: HttpRequest, draft: PlanDraft) -> None:
    """Begin to read an upload; say so where the same file is here already."""
    upload = upload_of(draft, at=timezone.now())
    if upload.open:
        words = _("Tệp này đang được đọc từ %(at)s. Không đọc thêm lần nữa.")
        messages.info(request, words % {"at": format_moment(timezone.localtime(draft.created_at))})
    services.start_reading(draft=draft, at=timezone.now())


@require_http_methods(["GET", "POST"])
@only(*COORDINATES, *WORKS)
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read the file, show what was understood, and take it in when it is confirmed."""
    try:
        return _draft(request, drafts_of(standing(request)).get(public_id=public_id))
    except PlanDraft.DoesNotExist:  # before this request, or by another click in the middle of it
        return _gone(request, public_id)


def _gone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lead whoever comes back to an upload that is no more to what became of it."""
    source = source_of_upload(standing(request), public_id)
    if source is not None:
        messages.info(request, _("Văn bản này đã được nhập thành kế hoạch dưới đây. Không nhập thêm lần nữa."))
        return redirect(source.plan)
    if request.method == "POST" and not upload_exists(public_id):
        messages.info(request, _("Bản nhập này không còn: đã bỏ, hoặc đã nhập. Không có gì thay đổi thêm."))
        return redirect("plans")
    raise Http404


def _draft(request: HttpRequest, waiting: PlanDraft) -> HttpResponse:
    owed, at = _owed(request, waiting), timezone.now()
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "give-up":
        services.give_up_draft(draft=waiting)
        messages.info(request, _("Đã bỏ bản nhập. Các kế hoạch đang có không thay đổi."))
        return redirect(owed) if owed else redirect("plan_import")
    if act == "read":
        services.start_reading(draft=waiting, at=at)
    if act == "stop":
        services.stop_reading(draft=waiting, at=at)
    if act in {"read", "stop"}:
        return redirect("plan_draft", public_id=waiting.public_id)
    upload = upload_of(waiting, at=at)
    if upload.stage is not Stage.READ:
        return _unread(request, upload, owed)
    if getattr(request, "htmx", False):  # the page that waited
        return HttpResponseClientRefresh()
    return _previewed(request, waiting, act, owed)


def _unread(request: HttpRequest, upload: Upload, owed: OwedPlan | None) -> HttpResponse:
    """Show how far the reading is, or why there is none."""
    context = {"draft": upload.draft, "upload": upload, "owed": owed}
    if getattr(request, "htmx", False):
        if not upload.open:
            return HttpResponseClientRefresh()
        return render(request, "plans/parts/waiting.html", context)
    if upload.stage in {Stage.NEW, Stage.REFUSED}:
        context["problems"] = [from_plain(stored) for stored in upload.draft.problems]
        return render(request, "plans/reading.html", context)
    return render(request, "plans/waiting.html", context)


def _owed(request: HttpRequest, waiting: PlanDraft) -> OwedPlan | None:
    """Return the plan that the upload is to be, where a unit owes it and the person may still bring it.

    :raises Http404: if it would be a plan of the province, and the person coordinates no more.
    """
    who, named = standing(request), waiting.answers.get("owed")
    if named:
        return get_object_or_404(owed_to_bring(who), public_id=named)
    if not may_coordinate(who):
        raise Http404
    return None


def _previewed(request: HttpRequest, waiting: PlanDraft, act: str, owed: OwedPlan | None) -> HttpResponse:
    preview = preview_of(waiting, root=root_of(request), day=timezone.localdate(), owed=owed)
    form = DraftForm(posted(request), initial=preview.initial, plans=preview.plans)
    problems: tuple[Problem, ...] = ()
    if act and form.is_valid():
        waiting = services.answer_draft(draft=waiting, answers=form.answers())
        if act != "import":
            return redirect("plan_draft", public_id=waiting.public_id)
        try:
            done = _import(waiting, standing(request).user)
        except PlanError as error:
            problems = error.problems
        else:
            _say(request, preview, new=done.new)
            return redirect(_next(done.plan, new=done.new), public_id=done.plan.public_id)
    context = {"draft": waiting, "preview": preview, "form": form, "problems": problems, "owed": owed}
    status = 409 if problems else 400 if form.errors else 200
    return render(request, "plans/draft.html", context, status=status)


def _import(waiting: PlanDraft, by: User) -> Imported:
    """Take in the upload; the second time where somebody else took in the same file at the same moment."""
    try:
        return services.import_plan(draft=waiting, by=by, at=timezone.now())
    except IntegrityError:
        return services.import_plan(draft=waiting, by=by, at=timezone.now())


def _say(request: HttpRequest, preview: Preview, *, new: bool) -> None:
    if not new:
        messages.info(request, _("Văn bản này đã nhập từ trước. Nhập lại không thay đổi gì."))
        return
    words = _("Đã nhập %(tasks)d nhiệm vụ, trong đó %(unsure)d nội dung cần xác nhận.")
    messages.success(request, words % {"tasks": preview.tasks, "unsure": preview.unsure})


def _next(plan: Plan, *, new: bool) -> str:
    return "plan_queue" if new and plan.state == plan.State.CONFIRMING else "plan"
