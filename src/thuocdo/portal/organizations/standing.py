"""What a person is here today: the roles and units that every page asks about, read once a request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Final, cast

from django.http import Http404
from django.utils import timezone

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import WHOLE_PROVINCE_ROLES, memberships_on, root

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.organizations.models import Membership, Unit, User

WHOLE_PROVINCE: Final = WHOLE_PROVINCE_ROLES
"""Roles that see the whole tree under the root, not their own unit alone."""

# Who a person is first when several roles meet: the one that does the daily work.
_FIRST: Final = (
    Role.COORDINATOR,
    Role.UNIT_OFFICER,
    Role.UNIT_HEAD,
    Role.PROVINCE_LEADER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A person with the memberships in force on a day."""

    user: User
    memberships: tuple[Membership, ...]

    @property
    def roles(self) -> frozenset[str]:
        """Every role that the person has."""
        return frozenset(membership.role for membership in self.memberships)

    @property
    def main(self) -> Membership | None:
        """The membership that the top bar names."""
        return min(self.memberships, key=lambda membership: _FIRST.index(Role(membership.role)), default=None)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that the person belongs to, each once."""
        return tuple({membership.unit_id: membership.unit for membership in self.memberships}.values())

    @property
    def sees_whole_province(self) -> bool:
        """Whether the person sees everything under the root."""
        return bool(self.roles & WHOLE_PROVINCE)

    def has(self, *roles: Role) -> bool:
        """Return whether the person has any of these roles."""
        return bool(self.roles & set(roles))


def standing(request: HttpRequest) -> Standing:
    """Return what the person of a request is today; asked again in the same request, it costs no query.

    :raises Http404: for somebody who is not logged in.
    """
    known = cast("Standing | None", getattr(request, "_standing", None))
    if known is None:
        if not request.user.is_authenticated:
            raise Http404
        user = request.user
        known = Standing(user=user, memberships=tuple(memberships_on(user, timezone.localdate())))
        request._standing = known  # type: ignore[attr-defined]  # noqa: SLF001 (kept on the request, as Django does)
    return known


def root_of(request: HttpRequest) -> Unit | None:
    """Return the root of this installation; asked again in the same request, it costs no query."""
    if not hasattr(request, "_root"):
        request._root = root()  # type: ignore[attr-defined]  # noqa: SLF001 (kept on the request, as Django does)
    return cast("Unit | None", request._root)  # type: ignore[attr-defined]  # noqa: SLF001


def only(*roles: Role) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a view to people with one of these roles; for all others there is no such page (404)."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not standing(request).has(*roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
