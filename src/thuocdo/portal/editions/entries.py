"""What this app gives to the shared pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.editions.samples import store_shipped_editions
from thuocdo.portal.editions.search import find
from thuocdo.portal.organizations.samples import SampleStep
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.web.registry import MenuEntry, SearchProvider

if TYPE_CHECKING:
    from django.http import HttpRequest


def _belongs_here(request: HttpRequest) -> bool:
    return request.user.is_authenticated and bool(standing(request).memberships)


MENU = (
    MenuEntry(
        key="editions",
        label=_("Bộ Chỉ số"),
        url_name="editions",
        icon="editions",
        order=12,
        allowed=_belongs_here,
    ),
)
SEARCHES = (SearchProvider(key="criteria", label=_("Tiêu chí"), find=find, order=20, allowed=_belongs_here),)
STEPS = (SampleStep(key="editions", title="Các Bộ Chỉ số có sẵn", run=store_shipped_editions, order=20),)
