"""How far the work is: reports on assignments, each act on them, and what proves them."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.evidence.models import Document
from thuocdo.portal.plans.models.assignments import Assignment


class Progress(models.Model):
    """One report on an assignment. A decided report stays as it is; what comes after it is the next report."""

    class State(models.TextChoices):
        """Where it is; ``docs/workflow.md`` says who may do what in each."""

        DRAFT = "draft", _("Đang soạn")
        SENT = "sent", _("Chờ phê duyệt")
        RETURNED = "returned", _("Đề nghị bổ sung")
        APPROVED = "approved", _("Đã phê duyệt")

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(_("lần báo cáo"))
    latest = models.BooleanField(default=True)
    """The report that says where the assignment stands; exactly one has it."""
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    due_on = models.DateField(_("cho hạn"), null=True, blank=True)
    """The due day that it answers; nothing where the deadline names none."""
    text = models.TextField(_("kết quả"), blank=True)
    figures = models.JSONField(_("số liệu"), default=list)
    """``[{label, value, unit}]``; values as canonical decimal text."""
    percent = models.PositiveSmallIntegerField(_("tiến độ, %"), null=True, blank=True)
    done = models.BooleanField(_("đã hoàn thành"), default=False)
    as_of = models.DateField(_("số liệu đến ngày"), null=True, blank=True)
    repeats = models.PositiveIntegerField(_("số lần lặp lại liền nhau"), default=0)
    """How many reports in a row, this one included, only say “như kỳ trước”."""
    source = models.CharField(_("nhập thay theo"), max_length=300, blank=True)
    """What a report was entered from on the unit's behalf; empty where the unit reported itself."""
    version = models.PositiveIntegerField(default=1)
    """Counted up by every change, so that two people do not overwrite each other."""
    saved_at = models.DateTimeField(_("lưu lúc"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("phê duyệt lúc"), null=True, blank=True)
    documents = models.ManyToManyField(Document, through="ProgressDocument", related_name="+")

    class Meta:
        verbose_name = _("báo cáo tiến độ")
        verbose_name_plural = _("báo cáo tiến độ")
        ordering = ("assignment", "-number")
        constraints = (
            models.UniqueConstraint(fields=["assignment", "number"], name="progress_number_once"),
            models.UniqueConstraint(fields=["assignment"], condition=Q(latest=True), name="progress_latest_once"),
            models.UniqueConstraint(
                fields=["assignment"], condition=~Q(state="approved"), name="progress_open_once_an_assignment"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "sent", "returned", "approved")), name="progress_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="progress_is_at_most_all"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(as_of__isnull=False) & ~Q(text="")),
                name="progress_that_others_see_says_what_and_of_which_day",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", decided_at__isnull=False)
                | (~Q(state="approved") & Q(decided_at__isnull=True)),
                name="progress_approved_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment}, lần {self.number}"


class ProgressDocument(models.Model):
    """A document that proves a report; ``product`` says that it is the product which the task names."""

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="proofs")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    product = models.BooleanField(_("là sản phẩm của nhiệm vụ"), default=False)

    class Meta:
        verbose_name = _("tài liệu của báo cáo tiến độ")
        verbose_name_plural = _("tài liệu của báo cáo tiến độ")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["progress", "document"], name="progress_document_once"),)

    def __str__(self) -> str:
        return str(self.document)


class ProgressAct(models.Model):
    """One act on a report that others see: sent, approved, returned, entered on behalf. Added, never changed."""

    class Act(models.TextChoices):
        """What was done."""

        SENT = "sent", _("Gửi kết quả")
        APPROVED = "approved", _("Phê duyệt")
        RETURNED = "returned", _("Đề nghị bổ sung")
        ENTERED = "entered", _("Nhập thay")
        TAKEN_BACK = "taken_back", _("Rút lại")

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="acts")
    act = models.CharField(_("việc"), max_length=10, choices=Act)
    reason = models.TextField(_("lý do"), blank=True)
    content = models.JSONField(default=dict)
    """The report as it was then, so that before and after can be shown."""
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("việc trên báo cáo tiến độ")
        verbose_name_plural = _("việc trên báo cáo tiến độ")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(act__in=("sent", "approved", "returned", "entered", "taken_back")),
                name="progress_act_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(act="returned") | ~Q(reason=""), name="progress_is_returned_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.progress}: {self.act}"


OPEN_STATES: Final = (Progress.State.DRAFT, Progress.State.SENT, Progress.State.RETURNED)
"""The states of a report that is not decided."""
