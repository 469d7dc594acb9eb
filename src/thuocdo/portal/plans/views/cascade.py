"""The register of units' plans: what is asked of whom, who has sent, what each plan covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.plans import services
from thuocdo.portal.plans.access import COORDINATES, READS_ALL, may_coordinate
from thuocdo.portal.plans.cascade.export import Register, days_late
from thuocdo.portal.plans.cascade.forms import CallForm
from thuocdo.portal.plans.cascade.proposals import asked_plans
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors import cascade as read
from thuocdo.portal.plans.selectors.cascade import Shown
from thuocdo.portal.plans.selectors.plans import plans_visible_to
from thuocdo.portal.web.forms import posted
from thuocdo.portal.web.listing import Chip, page_of

if TYPE_CHECKING:
    from typing import Literal
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from thuocdo.errors import Problem
    from thuocdo.portal.plans.models import OwedPlan, Plan, PlanCall

_KINDS: Final = {"co-quan": Kind.DEPARTMENT, "xa-phuong": Kind.COMMUNE}
_PROPOSED: Final = 8


@require_GET
@only(*READS_ALL)
def register(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the units that owe a plan: who has sent, late or not, and how far it covers the province's tasks."""
    plan = _plan(request, public_id)
    call = read.call_of(plan)
    context: dict[str, Any] = {"menu_key": "plans", "plan": plan, "call": call}
    context["coordinates"] = may_coordinate(standing(request))
    if call is not None:
        today = timezone.localdate()
        shown = page_of(request, _asked(request, call))
        covers = read.matched(shown.object_list)
        context |= {
            "page": shown,
            "rows": [(row, covers[row.unit_id], days_late(row, call.due_on, today)) for row in shown],
            "chips": _chips(request, call),
            "kinds": [("co-quan", _("Cơ quan, đơn vị của tỉnh")), ("xa-phuong", _("Xã, phường, đặc khu"))],
            "asked_kind": request.GET.get("loai", ""),
            "asked_state": request.GET.get("tinh-trang", ""),
            "q": request.GET.get("q", ""),
            "export_query": request.GET.urlencode(),
            "today": today,
        }
    return render(request, "plans/cascade/register.html", context)


@require_GET
@only(*READS_ALL)
def export(request: HttpRequest, public_id: UUID, form: Literal["xlsx", "csv"]) -> HttpResponse:
    """Give the register, as it is filtered, as a file."""
    call = read.call_of(_plan(request, public_id))
    if call is None:
        raise Http404
    rows = list(_asked(request, call))
    table = Register(
        call=call,
        rows=rows,
        matched=read.matched(rows),
        today=timezone.localdate(),
        exported_at=timezone.now(),
        by=str(standing(request).user),
    )
    return table.file.sent(form, "ke-hoach-don-vi")


@require_http_methods(["GET", "POST"])
@only(*COORDINATES)
def call(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say which units owe a plan by which day; what the plan itself says is proposed."""
    plan = _plan(request, public_id)
    there = read.call_of(plan)
    groups = [group for group in organizations.groups() if group.within_id == plan.unit_id]
    proposals = asked_plans(read.sentences_of(plan))[:_PROPOSED]
    form = CallForm(posted(request), groups=groups, initial=_initial(there, request))
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        said = dict(form.cleaned_data)
        chosen = set(said.pop("groups"))
        try:
            services.ask_for_plans(
                plan=plan,
                groups=[group for group in groups if str(group.pk) in chosen],
                by=standing(request).user,
                at=timezone.now(),
                **said,
            )
        except PlanError as error:
            problems = error.problems
        else:
            messages.success(request, _("Đã lưu. Mỗi đơn vị thấy yêu cầu này ở trang Kế hoạch của mình."))
            return redirect("unit_plans", public_id=public_id)
    context = {"menu_key": "plans", "plan": plan, "call": there, "form": form, "proposals": proposals}
    context["problems"] = problems
    return render(request, "plans/cascade/call.html", context, status=409 if problems else 400 if form.errors else 200)


def _plan(request: HttpRequest, public_id: UUID) -> Plan:
    """Return a plan of the province that was assigned.

    :raises Http404: for a plan of a unit, or one that is not in force.
    """
    plans = plans_visible_to(standing(request)).filter(carries_out__isnull=True)
    return get_object_or_404(plans.filter(state__in=("assigned", "replaced")), public_id=public_id)


def _initial(there: PlanCall | None, request: HttpRequest) -> dict[str, Any]:
    """Return what the form shows first: what is asked now, or a sentence of the plan that was chosen."""
    if there is None:
        asked = request.GET
        return {"version": 0, "due_on": asked.get("han", ""), "basis": asked.get("can-cu", "")[:500]}
    return {
        "groups": [str(pk) for pk in there.groups.values_list("pk", flat=True)],
        "due_on": there.due_on,
        "days_before": there.days_before,
        "basis": there.basis,
        "version": there.version,
    }


def _asked(request: HttpRequest, call: PlanCall) -> QuerySet[OwedPlan]:
    state, kind = request.GET.get("tinh-trang", ""), request.GET.get("loai", "")
    if state not in {"", *Shown} or kind not in {"", *_KINDS}:
        raise Http404
    return read.register(
        call,
        shown=Shown(state) if state else None,
        kind=_KINDS[kind] if kind else "",
        typed=request.GET.get("q", "").strip()[:100],
    )


def _chips(request: HttpRequest, call: PlanCall) -> list[Chip]:
    words = {
        Shown.MISSING: _("Chưa gửi"),
        Shown.WAITING: _("Chờ Thủ trưởng duyệt"),
        Shown.SENT: _("Đã gửi"),
        Shown.LATE: _("Gửi muộn"),
        Shown.RETURNED: _("Đề nghị bổ sung"),
    }
    counts = read.counts_of(call)
    everything = sum(count for shown, count in counts.items() if shown is not Shown.LATE)
    chips = [Chip.of(request, "tinh-trang", "", str(everything))]
    return chips + [Chip.of(request, "tinh-trang", shown, str(counts[shown]), words[shown]) for shown in Shown]
