"""Who is not logged in logs in and comes back to where the work was; a one-time password is for one time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

_OPEN = ("account_change_password", "account_logout", "account_reauthenticate", "set_language", "healthz")


class LoginLeadsBack(LoginRequiredMiddleware):
    """Asks for a login and leads back to the page where the person was.

    What was sent from a form leads back to the form, never to the address that takes it: what was typed is still there
    (``web/drafts.js``). A part of a page (htmx) gets 401, so that no login page lands in the middle of another.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Return where to go instead of the page that was asked for; nothing where the page may be shown."""
        to_login = super().process_view(request, view_func, view_args, view_kwargs)
        if to_login is None:
            return None
        if request.headers.get("HX-Request"):
            # Whoever only looks at a page that renews itself is led to the login; who is writing stays with the words.
            return HttpResponse(status=401, headers={"HX-Refresh": "true"} if request.method == "GET" else None)
        return to_login if request.method in {"GET", "HEAD"} else redirect_to_login(_page_of(request))


def _page_of(request: HttpRequest) -> str:
    """Return the path of the page that a form stands on; the first page where the browser does not say."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return reverse("home")
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def password_is_the_persons_own(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Send a person who still has the password an administrator made to the page that changes it."""

    def layer(request: HttpRequest) -> HttpResponse:
        if (
            request.user.is_authenticated
            and request.user.must_change_password
            and request.path not in {reverse(name) for name in _OPEN}
        ):
            return redirect("account_change_password")
        return respond(request)

    return layer
