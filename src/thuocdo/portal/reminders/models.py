"""Mails that remind, what each told whom, which mornings are done, and how often people want to be written to."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """One digest to one person: reserved before it is sent, so that two workers never send it both."""

    class State(models.TextChoices):
        """How far it came; ``docs/workflow.md`` says what may follow."""

        RESERVED = "reserved", _("Đang gửi")
        SENT = "sent", _("Đã gửi")
        FAILED = "failed", _("Sẽ gửi lại")
        GIVEN_UP = "given_up", _("Không gửi được")
        UNKNOWN = "unknown", _("Không rõ đã gửi chưa")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người nhận"))
    day = models.DateField(_("ngày"))
    """The day in Vietnam whose digest it is."""
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.RESERVED)
    subject = models.CharField(_("tiêu đề"), max_length=200)
    content = models.JSONField(_("nội dung"), default=list)
    """``[{kind, lines: [{title, note, path}], more}]``: titles and addresses of pages, no evidence."""
    things = models.PositiveIntegerField(_("số việc"))
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=1)
    reserved_at = models.DateTimeField(_("bắt đầu gửi lúc"))
    """When the present attempt began."""
    settled_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    """When the last attempt ended; nothing while one is under way."""
    error = models.CharField(_("lỗi"), max_length=300, blank=True)
    """What the mail server said."""
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("gửi ngay theo lệnh của")
    )
    """Who pressed “Gửi ngay”; nobody for the morning's round."""

    class Meta:
        verbose_name = _("thư nhắc việc")
        verbose_name_plural = _("thư nhắc việc")
        ordering = ("-day", "-reserved_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["user", "day"], name="reminder_mail_once_a_day"),
            models.CheckConstraint(
                condition=Q(state__in=("reserved", "sent", "failed", "given_up", "unknown")),
                name="reminder_mail_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="reserved", settled_at__isnull=True)
                | (~Q(state="reserved") & Q(settled_at__isnull=False)),
                name="reminder_mail_ended_has_its_time",
            ),
        )
        indexes = (models.Index(fields=["state", "reserved_at"], name="reminder_mail_of_state"),)

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("reminder_mail", args=[self.public_id])


class Telling(models.Model):
    """One thing that one person was told: unique, so that it cannot be told twice."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="tellings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    base = models.CharField(max_length=120)
    """What was told, in the words of ``things``: the object, its due day or act, the stage."""
    number = models.PositiveIntegerField(default=0)
    """How often it had been told before."""
    day = models.DateField()

    class Meta:
        verbose_name = _("việc đã nhắc")
        verbose_name_plural = _("việc đã nhắc")
        constraints = (models.UniqueConstraint(fields=["user", "base", "number"], name="reminder_telling_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.base} #{self.number}"


class MorningRound(models.Model):
    """The round of one day came to its end: what happens later that day is told the next morning."""

    day = models.DateField(_("ngày"), unique=True)
    mails = models.PositiveIntegerField(_("số thư"))
    """How many mails this round sent; those of a round that was cut short before it are not counted."""
    finished_at = models.DateTimeField(_("xong lúc"))

    class Meta:
        verbose_name = _("lượt nhắc việc buổi sáng")
        verbose_name_plural = _("lượt nhắc việc buổi sáng")
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class Preference(models.Model):
    """How often a person wants to be reminded; who said nothing gets a digest on every working day that has news."""

    class Rhythm(models.TextChoices):
        """At most how often."""

        DAILY = "daily", _("Mỗi ngày làm việc có việc mới")
        WEEKLY = "weekly", _("Mỗi tuần một thư")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    wants = models.BooleanField(_("nhận nhắc việc qua thư"), default=True)
    rhythm = models.CharField(_("nhịp"), max_length=6, choices=Rhythm, default=Rhythm.DAILY)
    changed_at = models.DateTimeField(_("đổi lúc"))

    class Meta:
        verbose_name = _("cách nhận nhắc việc")
        verbose_name_plural = _("cách nhận nhắc việc")
        constraints = (
            models.CheckConstraint(condition=Q(rhythm__in=("daily", "weekly")), name="reminder_rhythm_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_rhythm_display() if self.wants else '–'}"


MOST_ATTEMPTS: Final = 3
"""How often one mail is tried before it is given up and its things wait for the next morning."""
