"""The provincial report of a round: its paragraphs with their sources, and what was changed on paper."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.evidence.models import Document
from thuocdo.portal.reports.models.rounds import ReportRound, Section


class Report(models.Model):
    """The report that the province signs; number and day are blank until it is issued."""

    class State(models.TextChoices):
        """The states of the office; ``docs/workflow.md`` says who may do what in each."""

        DRAFT = "draft", _("Dự thảo")
        SUBMITTED = "submitted", _("Trình ký")
        ISSUED = "issued", _("Ban hành")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.OneToOneField(ReportRound, models.PROTECT, related_name="report")
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    symbol = models.CharField(_("ký hiệu"), max_length=40)
    capacity = models.TextField(_("quyền hạn, chức vụ người ký"))
    """One line each, as they stand above the signature."""
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    recipients = models.TextField(_("nơi nhận"))
    """One a line."""
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    signed = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    """The signed PDF or scan, kept beside."""
    table = models.JSONField(default=list)
    """How each unit stood when the report was assembled: name, state, day, counts of tasks."""
    tasks = models.JSONField(default=list)
    """Each task over all units that have sent: how many have it, have done it, and who is late."""
    version = models.PositiveIntegerField(default=1)
    assembled_at = models.DateTimeField(_("tổng hợp lúc"))
    assembled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("báo cáo của tỉnh")
        verbose_name_plural = _("báo cáo của tỉnh")
        ordering = ("-assembled_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("draft", "submitted", "issued")), name="report_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="issued", number__isnull=False, issued_on__isnull=False)
                | (~Q(state="issued") & Q(number__isnull=True, issued_on__isnull=True)),
                name="report_bears_number_and_day_once_issued",
            ),
        )

    def __str__(self) -> str:
        title = str(self.round)
        return f"Báo cáo {title if title[:2].isupper() else title[0].lower() + title[1:]}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("report", args=[self.public_id])


class Paragraph(models.Model):
    """One paragraph of the report and where its words come from."""

    class Origin(models.TextChoices):
        """Whose words it began with."""

        UNIT = "unit", _("Phần báo cáo của đơn vị")
        FIGURES = "figures", _("Tổng hợp từ số liệu")
        OWN = "own", _("Người soạn viết thêm")

    report = models.ForeignKey(Report, models.CASCADE, related_name="paragraphs")
    field = models.CharField(_("lĩnh vực"), max_length=10)
    """A code of ``fields``, or ``opening`` and ``closing``."""
    origin = models.CharField(_("nguồn"), max_length=8, choices=Origin)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    drafted = models.TextField(blank=True)
    """What its source says; the text began as this."""
    text = models.TextField(_("nội dung"), blank=True)
    included = models.BooleanField(_("đưa vào báo cáo"), default=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("đoạn của báo cáo")
        verbose_name_plural = _("đoạn của báo cáo")
        ordering = ("report", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["report", "field", "section"],
                condition=Q(section__isnull=False),
                name="report_paragraph_once_a_unit_and_field",
            ),
            models.UniqueConstraint(
                fields=["report", "field"], condition=Q(origin="figures"), name="report_paragraph_of_figures_once"
            ),
            models.CheckConstraint(
                condition=Q(origin="unit", section__isnull=False)
                | (Q(origin__in=("figures", "own")) & Q(section__isnull=True)),
                name="report_paragraph_names_its_unit",
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def edited(self) -> bool:
        """Whether its words are no longer those of its source."""
        return self.origin != self.Origin.OWN and self.text != self.drafted


class PaperChange(models.Model):
    """A sentence that the signed paper says otherwise: recorded, never fought."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="paper_changes")
    was = models.TextField(_("bản trên máy"))
    now = models.TextField(_("bản đã ký"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("chỗ khác với bản đã ký")
        verbose_name_plural = _("chỗ khác với bản đã ký")
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=~Q(was=models.F("now")), name="paper_change_changes"),)

    def __str__(self) -> str:
        return f"{self.was[:40]} → {self.now[:40]}"
