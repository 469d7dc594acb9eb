"""Which criteria the tasks of a plan serve: the editions, what was found, what a person says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.portal.editions.selectors import opened
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.plans import services
from thuocdo.portal.plans.access import READS_ALL, may_coordinate
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors import criteria as read
from thuocdo.portal.plans.views.plans import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from thuocdo.errors import Problem
    from thuocdo.portal.plans.models import Plan, Task


@require_http_methods(["GET", "POST"])
@only(*READS_ALL)
def criteria(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which criterion each task of a plan serves; take what the coordinator says of it."""
    plan = visible(request, public_id)
    if plan.carries_out_id is not None:
        raise Http404
    if request.method == "GET":
        return _shown(request, plan)
    if not may_coordinate(standing(request)):
        raise Http404
    try:
        place = _done(request, plan)
    except PlanError as error:
        return _shown(request, plan, problems=error.problems, status=409)
    return redirect(f"{request.path}{place}")


def _done(request: HttpRequest, plan: Plan) -> str:
    """Do what was asked, and return the place on the page to go on at."""
    act, by, now = request.POST.get("act", ""), standing(request).user, timezone.now()
    if act == "editions":
        count = services.choose_editions(plan=plan, identifiers=request.POST.getlist("edition"), by=by, at=now)
        messages.success(request, _("Đã đối chiếu %(n)d nhiệm vụ với Bộ Chỉ số đã chọn.") % {"n": count})
        return ""
    if act not in {"one", "forget"}:
        raise Http404
    task = _task(plan, request.POST.get("task", ""))
    if act == "one":
        chosen, shown = request.POST.get("criterion", ""), request.POST.get("shown", "")
        services.confirm_criterion(task=task, chosen=chosen, shown=shown, by=by, at=now)
        messages.success(request, _("Đã ghi tiêu chí của nhiệm vụ %(task)s.") % {"task": task.code or task})
    else:
        services.forget_criterion(task=task, by=by, at=now)
        messages.info(request, _("Đã bỏ lựa chọn của nhiệm vụ %(task)s.") % {"task": task.code or task})
    return f"#nhiem-vu-{task.pk}"


def _task(plan: Plan, public_id: str) -> Task:
    for task in read.tasks_to_tie(plan):
        if str(task.public_id) == public_id:
            return task
    raise Http404


def _shown(request: HttpRequest, plan: Plan, *, problems: Sequence[Problem] = (), status: int = 200) -> HttpResponse:
    who = standing(request)
    given = read.editions_of(plan)
    rows = read.ties_of(who, plan)
    context: dict[str, Any] = {
        "menu_key": "plans",
        "plan": plan,
        "coordinates": may_coordinate(who),
        "editions": [
            (edition, edition in given, opened(edition).missing_points) for edition in read.editions_offered()
        ],
        "choices": [(edition, read.choices_of([edition])) for edition in given],
        "rows": rows,
        "waiting": sum(row.tie is not None and not row.tie.taken and bool(row.tie.code) for row in rows),
        "tied": sum(row.risk is not None for row in rows),
        "known": sum(row.risk is not None and row.risk.points is not None for row in rows),
        "problems": problems,
    }
    return render(request, "plans/criteria.html", context, status=status)
