"""What progress gives to the shared pages, and who sees documents because of what they are attached to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans.access import READS_ALL, may_coordinate
from thuocdo.portal.plans.selectors.exchange import documents_of_visible_imports
from thuocdo.portal.plans.selectors.progress import documents_of_visible_work, reports_to_approve
from thuocdo.portal.web.registry import MenuEntry

if TYPE_CHECKING:
    from django.http import HttpRequest


def _approves(request: HttpRequest) -> bool:
    return request.user.is_authenticated and standing(request).has(Role.UNIT_HEAD)


def _follows(request: HttpRequest) -> bool:
    return request.user.is_authenticated and standing(request).has(*READS_ALL)


def _coordinates(request: HttpRequest) -> bool:
    return request.user.is_authenticated and may_coordinate(standing(request))


def _waiting(request: HttpRequest) -> int | None:
    return reports_to_approve(standing(request)).count() or None


MENU = (
    MenuEntry(
        key="approvals",
        label=_("Chờ phê duyệt"),
        short=_("Phê duyệt"),
        url_name="approvals",
        icon="approve",
        section="now",
        order=3,
        phone=2,
        allowed=_approves,
        count=_waiting,
    ),
    MenuEntry(
        key="followup",
        label=_("Theo dõi, đôn đốc"),
        short=_("Theo dõi"),
        url_name="followup",
        icon="follow",
        section="now",
        order=4,
        phone=3,
        allowed=_follows,
    ),
    MenuEntry(
        key="exchange",
        label=_("Tệp Excel đơn vị"),
        short=_("Tệp Excel"),
        url_name="exchange",
        icon="sheet",
        section="now",
        order=5,
        under="followup",
        allowed=_coordinates,
    ),
)
DOORS = (documents_of_visible_work, documents_of_visible_imports)
