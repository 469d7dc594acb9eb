"""Letters to units that have not sent the plan they owe (công văn đôn đốc gửi kế hoạch)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.plans.models import PlanCall
from thuocdo.portal.reports.models.letters import Reminder, issued_bears_number_and_day, state_is_known


class PlanLetter(Reminder):
    """A letter to the units of a register that have not sent their plan; the second one goes out by the province."""

    call = models.ForeignKey(PlanCall, models.PROTECT, related_name="+")
    as_of = models.DateField(_("tình hình đến ngày"))

    class Meta(Reminder.Meta):
        verbose_name = _("công văn đôn đốc gửi kế hoạch")
        verbose_name_plural = _("công văn đôn đốc gửi kế hoạch")
        constraints = (
            models.UniqueConstraint(
                fields=["call", "escalated"], condition=Q(state="draft"), name="plan_letter_draft_once"
            ),
            state_is_known("plan_letter_state_is_known"),
            issued_bears_number_and_day("plan_letter_bears_number_and_day_once_issued"),
        )

    def __str__(self) -> str:
        return f"Công văn đôn đốc gửi kế hoạch{self.signed_number}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("plan_letter", args=[self.public_id])
