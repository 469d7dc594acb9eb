"""How people log in: no open sign-up, one page for a lock-out, one name in every greeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from thuocdo.portal.organizations import services

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.organizations.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by an administrator, and the pages say what happened; a pop-up greeting adds nothing."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an administrator adds people."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **named: Any
    ) -> None:
        """Say only what changed something; logging in and out is seen without a message."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, *rest, **named)

    def set_password(self, user: User, password: str) -> None:
        """Keep the password that a person chose; a one-time password is spent by that."""
        super().set_password(user, password)
        services.password_was_changed(user=user, at=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the home page: a changed password leaves nothing to do on the form."""
        return reverse("home")

    def post_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponse:
        """Note the login in the journal and go on."""
        services.person_logged_in(user=user, at=timezone.now())
        return cast("HttpResponse", super().post_login(request, user, **named))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Names the account in the person's authenticator by the user name; an e-mail may be missing."""

    def get_totp_label(self, user: User) -> str:
        """Return the words that the person's authenticator shows."""
        return user.username


def display_name(user: User) -> str:
    """Return how pages and letters call a person."""
    return user.display_name


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Say that too many wrong passwords were tried, how long to wait, whom to ask."""
    return render(request, "account/locked_out.html", status=429)


def name_tried(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Return what somebody tries to log in as, one spelling for all its capitals: failures are counted under it."""
    given = credentials or {}
    return (given.get("username") or given.get("email") or request.POST.get("login", "")).strip().casefold()
