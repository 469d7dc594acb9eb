"""What reminders give to the shared pages and to the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.jobs.registry import Scheduled
from thuocdo.portal.jobs.rhythms import Every
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reminders import services
from thuocdo.portal.reminders.access import may_read
from thuocdo.portal.web.registry import MenuEntry

if TYPE_CHECKING:
    from django.http import HttpRequest


def _reads(request: HttpRequest) -> bool:
    return request.user.is_authenticated and may_read(standing(request))


MENU = (
    MenuEntry(
        key="reminders",
        label=_("Nhắc việc"),
        url_name="reminders",
        icon="mail",
        section="now",
        order=6,
        under="followup",
        allowed=_reads,
    ),
)
SCHEDULED = (
    Scheduled(
        key="reminders.send_due",
        label=_("Gửi thư nhắc việc"),
        rhythm=Every(timedelta(minutes=10)),  # asked often, so that a refused mail or a late start waits minutes only
        run=services.send_due,
    ),
)
