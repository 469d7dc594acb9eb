"""A one-time password is for one time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_OPEN = ("account_change_password", "account_logout", "account_reauthenticate", "set_language", "healthz")


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
