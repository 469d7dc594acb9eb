"""How people log in: no open sign-up, one page for a lock-out, one name in every greeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.organizations.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by an administrator, and the pages say what happened; a pop-up greeting adds nothing."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an administrator adds people."""
        return False

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, **kwargs: Any) -> None:
        """Say only what changed something; logging in and out is seen without a message."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, **kwargs)


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
