"""A round of reporting, and the section that each unit owes to it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Unit


class ReportRound(models.Model):
    """One period that is reported on, and the day by which units send their section."""

    class Kind(models.TextChoices):
        """How long the period is."""

        QUARTER = "quarter", _("Quý")
        HALF = "half", _("6 tháng")
        YEAR = "year", _("Năm")
        AD_HOC = "ad_hoc", _("Đột xuất")

    class State(models.TextChoices):
        """Whether sections are still taken; ``docs/workflow.md`` says who may do what."""

        OPEN = "open", _("Đang nhận báo cáo")
        CLOSED = "closed", _("Đã ban hành báo cáo")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("của"))
    """Whose report it is: the root."""
    kind = models.CharField(_("loại kỳ"), max_length=8, choices=Kind)
    title = models.CharField(_("kỳ báo cáo"), max_length=200)
    start = models.DateField(_("từ ngày"))
    end = models.DateField(_("đến hết ngày"))
    as_of = models.DateField(_("số liệu đến ngày"))
    due_on = models.DateField(_("hạn gửi"))
    state = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(_("mở lúc"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kỳ báo cáo")
        verbose_name_plural = _("kỳ báo cáo")
        ordering = ("-end", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "kind", "start"], condition=~Q(kind="ad_hoc"), name="report_round_once_a_period"
            ),
            models.UniqueConstraint(
                fields=["unit", "title"], condition=Q(kind="ad_hoc"), name="report_round_ad_hoc_title_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("quarter", "half", "year", "ad_hoc")), name="report_round_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(state__in=("open", "closed")), name="report_round_state_is_known"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="report_round_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("report_round", args=[self.public_id])


class Section(models.Model):
    """What one unit writes for one round, field by field."""

    class State(models.TextChoices):
        """Where it is; ``docs/workflow.md`` says who may do what in each."""

        DRAFT = "draft", _("Chưa gửi")
        SENT = "sent", _("Chờ Thủ trưởng duyệt")
        RETURNED = "returned", _("Đề nghị bổ sung")
        SUBMITTED = "submitted", _("Đã gửi")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(ReportRound, models.PROTECT, related_name="sections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    texts = models.JSONField(_("nội dung"), default=dict)
    """Text by field; empty until somebody saves, and the page then shows what the figures say that day."""
    facts = models.JSONField(_("số liệu nhiệm vụ"), default=list)
    """The unit's tasks as they stood when the section was submitted: the source of its words."""
    as_of = models.DateField(_("số liệu đến ngày"), null=True, blank=True)
    source = models.CharField(_("nhập thay theo"), max_length=300, blank=True)
    """What it was entered from on the unit's behalf; empty where the unit wrote itself."""
    version = models.PositiveIntegerField(default=0)
    """Counted up by every change, so that two people do not overwrite each other."""
    saved_at = models.DateTimeField(_("lưu lúc"), null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phần báo cáo")
        verbose_name_plural = _("phần báo cáo")
        ordering = ("round", "unit__sort_key", "pk")
        constraints = (
            models.UniqueConstraint(fields=["round", "unit"], name="report_section_once_a_unit"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "sent", "returned", "submitted")), name="report_section_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(as_of__isnull=False) & Q(version__gt=0)),
                name="report_section_that_others_see_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", submitted_at__isnull=False)
                | (~Q(state="submitted") & Q(submitted_at__isnull=True)),
                name="report_section_submitted_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round}: {self.unit}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("report_section", args=[self.public_id])


class SectionAct(models.Model):
    """One act on a section that others see. Added, never changed."""

    class Act(models.TextChoices):
        """What was done."""

        SENT = "sent", _("Trình Thủ trưởng")
        SUBMITTED = "submitted", _("Gửi báo cáo")
        RETURNED = "returned", _("Đề nghị bổ sung")
        ENTERED = "entered", _("Nhập thay")

    section = models.ForeignKey(Section, models.CASCADE, related_name="acts")
    act = models.CharField(_("việc"), max_length=10, choices=Act)
    reason = models.TextField(_("lý do"), blank=True)
    texts = models.JSONField(default=dict)
    """The section as it was then, so that before and after can be shown."""
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("việc trên phần báo cáo")
        verbose_name_plural = _("việc trên phần báo cáo")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(act__in=("sent", "submitted", "returned", "entered")), name="report_section_act_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(act__in=("returned", "entered")) | ~Q(reason=""),
                name="report_section_returned_or_entered_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.section}: {self.act}"
