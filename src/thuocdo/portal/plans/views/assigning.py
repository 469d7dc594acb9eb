"""Who will get what, shown before it happens; then it happens."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.plans import services
from thuocdo.portal.plans.access import COORDINATES
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.assigning import change_of, units_counted
from thuocdo.portal.plans.selectors.plans import plans_to_confirm, supersessions_of
from thuocdo.portal.plans.selectors.queue import counts_by_state, names_asked, names_left_open

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from thuocdo.errors import Problem
    from thuocdo.portal.organizations.models import Unit


@require_http_methods(["GET", "POST"])
@only(*COORDINATES)
def assign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how many tasks each unit gets, and assign them."""
    # A unit's own plan is assigned by sending it.
    plans = plans_to_confirm(standing(request)).filter(carries_out__isnull=True)
    plan = get_object_or_404(plans, public_id=public_id)
    problems: Sequence[Problem] = ()
    if request.method == "POST":
        try:
            done = services.assign_plan(plan=plan, by=standing(request).user, at=timezone.now())
        except PlanError as error:
            problems = error.problems
        else:
            words = _(
                "Đã phân công: %(new)d việc mới, %(kept)d giữ nguyên, %(ended)d thôi, cho %(units)d cơ quan, đơn vị."
            )
            counts = {"new": done.new, "kept": done.kept, "ended": done.ended, "units": done.units}
            messages.success(request, words % counts)
            return redirect("plan", public_id=public_id)
    change = change_of(plan)
    counted = units_counted(change)
    context = {
        "plan": plan,
        "problems": problems,
        "change": change,
        "units": counted,
        "kinds": _by_kind(counted),
        "counts": counts_by_state(plan),
        "asked": names_asked(plan),
        "open_names": names_left_open(plan),
        "replaces": supersessions_of(plan),
    }
    return render(request, "plans/assign.html", context, status=409 if problems else 200)


def _by_kind(counted: list[tuple[Unit, int]]) -> list[dict[str, object]]:
    """Return for each kind of unit how many there are, and the least and the most that one of them gets."""
    kinds: dict[str, Counter[int]] = {}
    for unit, count in counted:
        kinds.setdefault(unit.kind, Counter())[count] += 1
    return [
        {
            "label": Kind(kind).label,
            "units": found.total(),
            "least": min(found),
            "most": max(found),
            "all": sum(count * times for count, times in found.items()),
        }
        for kind, found in sorted(kinds.items())
    ]
