"""Letters to those who have not sent (công văn đôn đốc), and what all letters that remind have in common."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Unit
from thuocdo.portal.reports.models.rounds import ReportRound


class Reminder(models.Model):
    """A letter that reminds units of something; the second one about the same goes out by the province."""

    class State(models.TextChoices):
        """``docs/workflow.md`` says who may do what in each."""

        DRAFT = "draft", _("Dự thảo")
        ISSUED = "issued", _("Ban hành")
        DISCARDED = "discarded", _("Đã bỏ")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    escalated = models.BooleanField(_("đôn đốc lần sau"), default=False)
    """Its units were reminded of the same before: the province writes, its leaders are told."""
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    units = models.ManyToManyField(Unit, related_name="+")
    answer_by = models.DateField(_("gửi chậm nhất ngày"))
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=40)
    drafted_at = models.DateTimeField(_("soạn lúc"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ("-drafted_at", "-pk")

    @property
    def signed_number(self) -> str:
        """Number and symbol behind its name; nothing before it is issued."""
        return f" số {self.number}/{self.symbol}" if self.number else ""


def state_is_known(name: str) -> models.CheckConstraint:
    """Return the constraint that a letter's state is one of the table, under a name of its own."""
    return models.CheckConstraint(condition=Q(state__in=("draft", "issued", "discarded")), name=name)


def issued_bears_number_and_day(name: str) -> models.CheckConstraint:
    """Return the constraint that a letter bears number and day exactly when it is issued, under a name of its own."""
    return models.CheckConstraint(
        condition=Q(state="issued", number__isnull=False, issued_on__isnull=False)
        | (~Q(state="issued") & Q(number__isnull=True, issued_on__isnull=True)),
        name=name,
    )


class Letter(Reminder):
    """A letter to the units of a round that have not sent; the second one to a unit goes out by the province."""

    round = models.ForeignKey(ReportRound, models.PROTECT, related_name="letters")

    class Meta(Reminder.Meta):
        verbose_name = _("công văn đôn đốc")
        verbose_name_plural = _("công văn đôn đốc")
        constraints = (
            models.UniqueConstraint(
                fields=["round", "escalated"], condition=Q(state="draft"), name="letter_draft_once_a_round"
            ),
            state_is_known("letter_state_is_known"),
            issued_bears_number_and_day("letter_bears_number_and_day_once_issued"),
        )

    def __str__(self) -> str:
        return f"Công văn đôn đốc {self.round}{self.signed_number}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("report_letter", args=[self.public_id])
