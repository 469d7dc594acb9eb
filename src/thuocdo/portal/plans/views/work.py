"""The work of the person's own units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans.access import belongs_here
from thuocdo.portal.plans.selectors.work import watched_by, work_of
from thuocdo.portal.web.listing import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show what the person's units have to do, the nearest last day first, and what they watch."""
    who = standing(request)
    if not belongs_here(who):
        raise Http404
    context = {"page": page_of(request, work_of(who.units)), "watched": watched_by(who.units)[:200], "units": who.units}
    return render(request, "plans/mine.html", context)
