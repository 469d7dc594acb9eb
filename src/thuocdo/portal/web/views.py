"""The pages that every installation has: home, search, health, and those that say what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from thuocdo.portal.web import registry
from thuocdo.portal.web.listing import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST_QUERY = 2
HITS_IN_PALETTE = 6
HITS_IN_GROUP = 10
HITS_ON_PAGE = 30
MOST_HITS = 210
"""Whoever has not found it among so many types one more letter."""


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person and the state of the unit: the cards of the apps that exist."""
    cards = [
        {"card": card, "data": data}
        for card in registry.cards_for(request)
        if (data := card.context(request)) is not None
    ]
    return render(request, "web/home.html", {"cards": cards})


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find things by a few letters: a page of groups, one group page by page, or a list for the palette (htmx)."""
    typed = request.GET.get("q", "").strip()[:100]
    short = len(typed) < SHORTEST_QUERY
    context: dict[str, Any] = {"q": typed, "short": short}
    providers = [] if short else registry.searches_for(request)
    if getattr(request, "htmx", False):
        context["groups"] = _found(request, typed, providers, HITS_IN_PALETTE)
        return render(request, "web/parts/hits.html", context)
    if chosen := next((provider for provider in providers if provider.key == request.GET.get("nhom")), None):
        page = page_of(request, chosen.find(request, typed, MOST_HITS), size=HITS_ON_PAGE)
        context |= {"groups": [{"label": str(chosen.label), "hits": page.object_list}], "page": page}
    else:
        context["groups"] = _found(request, typed, providers, HITS_IN_GROUP)
    return render(request, "web/search.html", context)


def _found(
    request: HttpRequest, typed: str, providers: Sequence[registry.SearchProvider], limit: int
) -> list[dict[str, str | bool | Sequence[registry.Hit]]]:
    """Return the first hits of each kind, and whether there are more."""
    found = ((provider, provider.find(request, typed, limit + 1)) for provider in providers)
    return [
        {"key": provider.key, "label": str(provider.label), "hits": hits[:limit], "more": len(hits) > limit}
        for provider, hits in found
        if hits
    ]


@require_POST
@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language that a person chose, and go back to the page."""
    language, target = request.POST.get("language", ""), request.POST.get("next", "/")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_GET
@login_not_required
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer that the process lives and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the act is not allowed."""
    return render(request, "web/403.html", status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, or none for this person."""
    return render(request, "web/404.html", status=404)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """Say that we failed; without the context processors, which may be what failed."""
    return HttpResponse(render_to_string("web/500.html"), status=500)


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its seal (an old tab, cookies refused), and how to go on without losing it."""
    return render(request, "web/form_expired.html", status=403)
