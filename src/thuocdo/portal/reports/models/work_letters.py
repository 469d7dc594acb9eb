"""Letters about overdue work of plans (công văn đôn đốc thực hiện nhiệm vụ)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Unit
from thuocdo.portal.reports.models.letters import Reminder, issued_bears_number_and_day, state_is_known


class WorkLetter(Reminder):
    """A letter to units with overdue work; the second one about the same work goes out by the province."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The province whose units it addresses."""
    rows = models.JSONField(default=list)
    """The annex: ``[{unit, name, assignment, code, content, plan, due, days, work}]`` as it stood on ``as_of``."""
    as_of = models.DateField(_("tình hình đến ngày"))
    answer_by = models.DateField(_("báo cáo chậm nhất ngày"))

    class Meta(Reminder.Meta):
        verbose_name = _("công văn đôn đốc thực hiện nhiệm vụ")
        verbose_name_plural = _("công văn đôn đốc thực hiện nhiệm vụ")
        constraints = (
            models.UniqueConstraint(
                fields=["root", "escalated"], condition=Q(state="draft"), name="work_letter_draft_once"
            ),
            state_is_known("work_letter_state_is_known"),
            issued_bears_number_and_day("work_letter_bears_number_and_day_once_issued"),
        )

    def __str__(self) -> str:
        return f"Công văn đôn đốc thực hiện nhiệm vụ{self.signed_number}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("work_letter", args=[self.public_id])
