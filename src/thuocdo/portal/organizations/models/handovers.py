"""Handovers: a person leaves a post, and a record says what passes to whom."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models.people import Membership, Position, Role
from thuocdo.portal.organizations.models.units import Unit


class Handover(models.Model):
    """What a person who leaves a post passes on. Added when the post is left; what it names is never changed."""

    class State(models.TextChoices):
        """How far it is; ``docs/workflow.md`` says who may do what in each."""

        VACANT = "vacant", _("Để trống, chưa có người nhận")
        WAITING = "waiting", _("Chờ người nhận xác nhận")
        RECEIVED = "received", _("Đã nhận bàn giao")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="handover")
    """What was left: the person, the role, until which day."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan, đơn vị"))
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="handovers", verbose_name=_("vị trí")
    )
    """The post that was left; nothing where the person only had the role."""
    role = models.CharField(_("vai trò"), max_length=32, choices=Role.choices)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handed_over", verbose_name=_("người bàn giao")
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="taken_over", verbose_name=_("người nhận")
    )
    day = models.DateField(_("từ ngày"))
    """The first day on which the giver no longer has the post."""
    reason = models.TextField(_("lý do"))
    items = models.JSONField(_("nội dung bàn giao"), default=list)
    """What passes, as it stood when the record was made: ``[{kind, title, note, state, url}]``."""
    state = models.CharField(_("trạng thái"), max_length=10, choices=State)
    note = models.TextField(_("ý kiến của người nhận"), blank=True)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Counted up by every change, so that two heads do not name two receivers."""

    class Meta:
        verbose_name = _("bàn giao")
        verbose_name_plural = _("bàn giao")
        ordering = ("-day", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("vacant", "waiting", "received")), name="handover_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="vacant", receiver__isnull=True) | (~Q(state="vacant") & Q(receiver__isnull=False)),
                name="handover_is_vacant_without_receiver",
            ),
            models.CheckConstraint(
                condition=Q(state="received", received_at__isnull=False)
                | (~Q(state="received") & Q(received_at__isnull=True)),
                name="handover_received_has_its_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="handover_says_why"),
            models.CheckConstraint(
                condition=Q(receiver__isnull=True) | ~Q(receiver=F("giver")), name="handover_is_between_two_people"
            ),
        )
        indexes = (models.Index(fields=["unit", "state"], name="handover_of_unit"),)

    def __str__(self) -> str:
        post = self.position.title["vi"] if self.position else self.get_role_display()
        return f"{post}, {self.unit}: {self.giver}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("handover", args=[self.public_id])
