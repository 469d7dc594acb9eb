"""What this app gives to the shared pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations import search
from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.standing import root_of, standing
from thuocdo.portal.web.registry import MenuEntry, Scope, SearchProvider

if TYPE_CHECKING:
    from django.http import HttpRequest


def scope(request: HttpRequest) -> Scope:
    """Return the province and the person's unit for the top bar."""
    top, main = root_of(request), standing(request).main
    return Scope(
        province=top.full_name if top else "",
        unit=main.unit.full_name if main and (not top or main.unit_id != top.pk) else "",
        role=str(main.get_role_display()) if main else "",
    )


def _manages_people(request: HttpRequest) -> bool:
    return request.user.is_authenticated and standing(request).has(Role.ADMINISTRATOR)


def _belongs_here(request: HttpRequest) -> bool:
    return request.user.is_authenticated and bool(standing(request).memberships)


MENU = (
    MenuEntry(key="units", label=_("Cơ quan, đơn vị"), url_name="units", icon="units", order=80),
    MenuEntry(
        key="people",
        label=_("Người dùng, vai trò"),
        url_name="people",
        icon="people",
        section="house",
        order=90,
        allowed=_manages_people,
    ),
    MenuEntry(
        key="handovers",
        label=_("Vị trí, bàn giao"),
        url_name="handovers",
        icon="people",
        section="house",
        order=91,
        allowed=_belongs_here,
    ),
)

SEARCHES = (
    SearchProvider(key="units", label=_("Cơ quan, đơn vị"), find=search.find, order=10),
    SearchProvider(key="positions", label=_("Vị trí"), find=search.find_positions, order=12, allowed=_belongs_here),
)
