"""The plan that one unit owes: bring it, tie its tasks to the province's, send it, return it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans import services
from thuocdo.portal.plans.access import reads_all
from thuocdo.portal.plans.cascade.export import days_late
from thuocdo.portal.plans.cascade.flow import acts_open_to, role_allows
from thuocdo.portal.plans.cascade.forms import EnteredForm, PaperForm, ReturnForm, UnitPlanForm
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors import cascade as read
from thuocdo.portal.plans.selectors.plans import drafts_of, plans_to_confirm
from thuocdo.portal.plans.selectors.queue import counts_by_state
from thuocdo.portal.plans.views.imports import PASTED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from thuocdo.errors import Problem
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.models import OwedPlan, Plan


@require_GET
def unit_plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show where the plan of a unit stands and what it covers."""
    return _shown(request, _visible(request, public_id))


@require_POST
def bring(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the file of a unit's plan; it is read and previewed like a plan of the province."""
    who = standing(request)
    owed = get_object_or_404(read.owed_to_bring(who), public_id=public_id)
    form = UnitPlanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, owed, upload=form, status=400)
    file = form.cleaned_data["file"]
    name, content = (str(file.name), file.read()) if file else (PASTED, form.cleaned_data["text"].encode())
    draft = services.begin_draft(name=name, content=content, by=who.user, at=timezone.now())
    services.answer_draft(draft=draft, answers={"owed": str(owed.public_id)})
    services.start_reading(draft=draft, at=timezone.now())
    return redirect("plan_draft", public_id=draft.public_id)


@require_POST
def act(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Do one thing with the plan of a unit as a whole."""
    owed = _visible(request, public_id)
    name = request.POST.get("act", "")
    if name not in _FORMS or not role_allows(standing(request), owed, name):
        raise Http404
    # Whoever was overtaken by somebody else is told so by the service.
    form = _FORMS[name](request.POST)
    if not form.is_valid():
        return _shown(request, owed, forms={name: form}, status=400)
    said: dict[str, Any] = {"owed": owed, "by": standing(request).user, "at": timezone.now(), **form.cleaned_data}
    try:
        _ACTS[name](said)
    except PlanError as error:
        return _shown(request, owed, forms={name: form}, problems=error.problems, status=409)
    messages.success(request, _DONE[name]())
    return redirect(owed)


@require_POST
def tie(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Confirm what tasks of a unit's plan carry out: one, or all that are certain; or compare anew."""
    owed = _visible(request, public_id)
    who, now = standing(request), timezone.now()
    if owed.plan is None or not _mends(who, owed):
        raise Http404
    wanted = request.POST.get("act", "")
    try:
        if wanted == "certain":
            count = services.confirm_certain_ties(plan=owed.plan, by=who.user, at=now)
            messages.success(request, _("Đã xác nhận %(n)d nhiệm vụ khớp chắc chắn.") % {"n": count})
        elif wanted == "again":
            count = services.propose_ties(owed.plan)
            messages.success(request, _("Đã đối chiếu lại %(n)d nhiệm vụ chưa xác nhận.") % {"n": count})
        elif wanted == "one":
            _tie_one(request, owed, owed.plan)
        else:
            raise Http404
    except PlanError as error:
        return _shown(request, owed, problems=error.problems, status=409)
    return redirect(f"{owed.get_absolute_url()}#doi-chieu")


def _tie_one(request: HttpRequest, owed: OwedPlan, plan: Plan) -> None:
    tasks = {str(task.public_id): task for task in read.own_tasks(plan)}
    given = {str(task.public_id): task for task in read.given_by(owed.call.plan_id, owed.unit_id)}
    own, chosen = tasks.get(request.POST.get("own", "")), request.POST.get("serves", "")
    if own is None or (chosen and chosen not in given):
        raise Http404
    services.confirm_tie(
        own=own,
        serves=given.get(chosen),
        shown=request.POST.get("shown", ""),
        by=standing(request).user,
        at=timezone.now(),
    )
    messages.success(request, _("Đã xác nhận đối chiếu nhiệm vụ %(task)s.") % {"task": own.code or own})


_FORMS: Final[dict[str, type[Form]]] = {
    "submit": PaperForm,
    "send": PaperForm,
    "enter": EnteredForm,
    "return": ReturnForm,
    "return_own": ReturnForm,
}
_ACTS: Final[dict[str, Any]] = {
    "submit": lambda said: services.submit_plan(**said),
    "send": lambda said: services.send_plan(**said),
    "enter": lambda said: services.enter_plan(**said),
    "return": lambda said: services.return_plan(act="return", **said),
    "return_own": lambda said: services.return_plan(act="return_own", **said),
}
_DONE: Final[dict[str, Any]] = {
    "submit": lambda: _("Đã trình Thủ trưởng."),
    "send": lambda: _("Đã gửi kế hoạch. Nhiệm vụ riêng của đơn vị có ở Việc của tôi."),
    "enter": lambda: _("Đã ghi nhận kế hoạch của đơn vị."),
    "return": lambda: _("Đã đề nghị bổ sung kế hoạch, kèm lý do."),
    "return_own": lambda: _("Đã đề nghị bổ sung kế hoạch, kèm lý do."),
}


def _visible(request: HttpRequest, public_id: UUID) -> OwedPlan:
    return get_object_or_404(read.owed_visible_to(standing(request)), public_id=public_id)


def _mends(who: Standing, owed: OwedPlan) -> bool:
    """Tell whether a person may confirm and mend what was read of a unit's plan now."""
    return owed.plan is not None and plans_to_confirm(who).filter(pk=owed.plan.pk).exists()


def _shown(
    request: HttpRequest,
    owed: OwedPlan,
    *,
    upload: UnitPlanForm | None = None,
    forms: dict[str, Form] | None = None,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    who, today = standing(request), timezone.localdate()
    acts = acts_open_to(who, owed)
    paper = {"number": owed.number, "issued_on": owed.issued_on, "version": owed.version}
    shown = {name: kind(initial=paper | {"sent_on": owed.sent_on}) for name, kind in _FORMS.items() if name in acts}
    mends = _mends(who, owed)
    open_here = read.content_open_to(who, owed)
    context: dict[str, Any] = {
        "menu_key": "plans",
        "owed": owed,
        "call": owed.call,
        "reads_register": reads_all(who),
        "acts": acts,
        "forms": shown | (forms or {}),
        "upload": upload or UnitPlanForm(),
        "brings": read.owed_to_bring(who).filter(pk=owed.pk).exists(),
        "mends": mends,
        "open_here": open_here,
        "compared": read.compared(owed, today=today) if open_here else None,
        "queue": counts_by_state(owed.plan) if owed.plan and mends else {},
        "late": days_late(owed, owed.call.due_on, today),
        "history": read.acts_on(owed),
        "waiting": drafts_of(who).filter(answers__owed=str(owed.public_id))[:5],
        "problems": problems,
    }
    return render(request, "plans/cascade/unit_plan.html", context, status=status)
