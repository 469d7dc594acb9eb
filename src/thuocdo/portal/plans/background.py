"""What workers do for this app: read long files, and drop the uploads that nobody came back to."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.jobs.registry import Kind, Scheduled
from thuocdo.portal.jobs.rhythms import Daily
from thuocdo.portal.plans.selectors.stages import READ
from thuocdo.portal.plans.services.drafts import forget_old_drafts
from thuocdo.portal.plans.services.reading import read_waiting

KINDS = (Kind(key=READ, label=_("Đọc kế hoạch"), run=read_waiting),)

SCHEDULED = (
    Scheduled(
        key="plans.forget_old_drafts",
        label=_("Xóa bản nhập kế hoạch để quá 14 ngày"),
        rhythm=Daily(time(2, 20)),
        run=forget_old_drafts,
    ),
)
