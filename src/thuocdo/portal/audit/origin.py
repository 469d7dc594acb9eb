"""Where a request came from, kept beside it so that services need not pass it along."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An address and a browser; both unknown for a command."""

    address: str | None = None
    agent: str = ""


_origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 (frozen)


def current_origin() -> Origin:
    """Return where the present request came from, or an unknown origin outside a request."""
    return _origin.get()


def remember_origin(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keep the origin of a request while it is answered."""

    def layer(request: HttpRequest) -> HttpResponse:
        token = _origin.set(Origin(address=address_of(request), agent=request.headers.get("User-Agent", "")[:200]))
        try:
            return respond(request)
        finally:
            _origin.reset(token)

    return layer


def address_of(request: HttpRequest) -> str | None:
    """Return the address that a request came from, as the nearest thing we trust saw it."""
    # Only the last hop is the proxy's own word; what stands before it, anybody may have written.
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or None
