"""Help in one page, and what this installation is made of."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.db import connection
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from thuocdo import __version__
from thuocdo.portal.dashboards.access import may_read_journal
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.selectors import editions_visible_to
from thuocdo.portal.jobs.selectors import health
from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.standing import root_of, standing
from thuocdo.portal.results.selectors.published import imports_visible_to
from thuocdo.portal.results.selectors.snapshots import days_in_use

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Say what each role can do and where figures come from."""
    who = standing(request)
    context = {"menu_key": "help", "roles": {role.value: role.label for role in Role}, "mine": who.roles}
    return render(request, "dashboards/help.html", context)


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """Show the version, and the origin of everything that figures here rest on."""
    who = standing(request)
    context = {
        "menu_key": "help",
        "version": __version__,
        "django": django.get_version(),
        "python": platform.python_version(),
        "database": connection.vendor,
        "cutoff": settings.DAY_CUTOFF,
        "root": root_of(request),
        "editions": editions_visible_to(who).filter(state=Edition.State.IN_FORCE),
        "days": days_in_use(who)[:10],
        "imports": imports_visible_to(who)[:10],
        "health": health(timezone.now()) if may_read_journal(request) else None,
    }
    return render(request, "dashboards/about.html", context)
