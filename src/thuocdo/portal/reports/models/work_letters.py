"""Letters about overdue work of plans (công văn đôn đốc thực hiện nhiệm vụ)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Unit


class WorkLetter(models.Model):
    """A letter to units with overdue work; the second one about the same work goes out by the province."""

    class State(models.TextChoices):
        """``docs/workflow.md`` says who may do what in each."""

        DRAFT = "draft", _("Dự thảo")
        ISSUED = "issued", _("Ban hành")
        DISCARDED = "discarded", _("Đã bỏ")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The province whose units it addresses."""
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    escalated = models.BooleanField(_("đôn đốc lần sau"), default=False)
    """Its units were reminded of this work and it is still overdue: the province writes to their heads."""
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    units = models.ManyToManyField(Unit, related_name="+")
    rows = models.JSONField(default=list)
    """The annex: ``[{unit, name, assignment, code, content, plan, due, days, work}]`` as it stood on ``as_of``."""
    as_of = models.DateField(_("tình hình đến ngày"))
    answer_by = models.DateField(_("báo cáo chậm nhất ngày"))
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=40)
    drafted_at = models.DateTimeField(_("soạn lúc"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("công văn đôn đốc thực hiện nhiệm vụ")
        verbose_name_plural = _("công văn đôn đốc thực hiện nhiệm vụ")
        ordering = ("-drafted_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["root", "escalated"], condition=Q(state="draft"), name="work_letter_draft_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "issued", "discarded")), name="work_letter_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="issued", number__isnull=False, issued_on__isnull=False)
                | (~Q(state="issued") & Q(number__isnull=True, issued_on__isnull=True)),
                name="work_letter_bears_number_and_day_once_issued",
            ),
        )

    def __str__(self) -> str:
        return "Công văn đôn đốc thực hiện nhiệm vụ" + (f" số {self.number}/{self.symbol}" if self.number else "")

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("work_letter", args=[self.public_id])
