"""The regular work of this app."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.jobs import services
from thuocdo.portal.jobs.registry import Scheduled
from thuocdo.portal.jobs.rhythms import Daily

SCHEDULED = (
    Scheduled(
        key="jobs.forget_old",
        label=_("Xóa dấu vết việc nền đã xong quá 30 ngày"),
        rhythm=Daily(time(2, 40)),
        run=services.forget_old,
    ),
)
