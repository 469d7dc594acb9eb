"""A plan, the files it was read from, and what its text states: targets, figures of the past, findings."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Unit


class PlanDraft(models.Model):
    """One person's upload between preview and import; nobody else can open it, its address cannot be guessed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    """Of the file, which waits in the storage under this name."""
    size = models.PositiveBigIntegerField()
    reading = models.TextField(blank=True)
    """What the reader understood, as canonical JSON; empty until it has been read."""
    problems = models.JSONField(default=list)
    """Why it cannot be read, for the person to mend: codes, places, parameters."""
    answers = models.JSONField(default=dict)
    """What the person said beside the file: number, day, which plan this is a new text of, which plans it replaces."""

    class Meta:
        verbose_name = _("kế hoạch đang xem trước")
        ordering = ("-created_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["owner", "sha256"], name="plan_draft_once"),)

    def __str__(self) -> str:
        return self.file_name


class Plan(models.Model):
    """A plan that was taken in. Its text may be imported again after edits: each text is a ``PlanSource``."""

    class State(models.TextChoices):
        """What has become of it; ``docs/workflow.md`` says who may do what in each."""

        CONFIRMING = "confirming", _("Đang xác nhận")
        ASSIGNED = "assigned", _("Đã phân công")
        REPLACED = "replaced", _("Đã được thay thế")
        WITHDRAWN = "withdrawn", _("Đã bỏ")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("của"))
    """Whose plan it is: the root's, or that of a department or commune which owes its own."""
    carries_out = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thực hiện kế hoạch")
    )
    """The plan of the province that a unit's plan carries out; nothing for the province's own."""
    state = models.CharField(_("trạng thái"), max_length=12, choices=State, default=State.CONFIRMING)
    type = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    """Empty where the paper leaves it blank."""
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    """Nothing where the paper leaves it blank."""
    effective_on = models.DateField(_("tính theo ngày"))
    """The day on which bodies are matched to units: of the paper, or said by who imported it."""
    year = models.PositiveIntegerField(_("năm"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    subject = models.TextField(_("trích yếu"))
    signer_name = models.CharField(_("người ký"), max_length=150, blank=True)
    signer_position = models.CharField(_("chức vụ người ký"), max_length=200, blank=True)
    recipients = models.JSONField(_("nơi nhận"), default=list)
    replaces = models.JSONField(_("thay thế"), default=list)
    """Numbers of the plans it says it replaces, as printed; ``Supersession`` says which of ours they are."""
    references = models.JSONField(_("căn cứ"), default=list)
    created_at = models.DateTimeField(_("nhập lúc"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(_("phân công lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("kế hoạch")
        verbose_name_plural = _("kế hoạch")
        ordering = ("-effective_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("confirming", "withdrawn")) | Q(assigned_at__isnull=False),
                name="plan_past_confirming_was_assigned",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("confirming", "assigned", "replaced", "withdrawn")), name="plan_state_is_known"
            ),
        )
        indexes = (models.Index(fields=["unit", "state"], name="plan_of_unit"),)

    def __str__(self) -> str:
        if self.number:
            return f"{self.type} {self.number}".strip()
        return f"{self.type} “{Truncator(self.subject).chars(60)}”".strip() if self.subject else self.type

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("plan", args=[self.public_id])


class PlanSource(models.Model):
    """One text of a plan: the file, stored under its SHA-256, and the whole reading of it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sources")
    revision = models.PositiveIntegerField(_("lần nhập"))
    file_name = models.CharField(_("tệp"), max_length=200)
    sha256 = models.CharField(_("dấu vân tay của tệp"), max_length=64)
    withdrawn = models.BooleanField(default=False)
    """The plan was put aside, so that the same file may begin another; here too because a constraint sees one table."""
    size = models.PositiveBigIntegerField(_("cỡ tệp"))
    reading = models.TextField()
    """What the reader understood, as canonical JSON, kept whole: every line with what became of it."""
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of the reading."""
    library_version = models.CharField(max_length=40)
    upload = models.UUIDField(null=True, unique=True, editable=False)
    """The public id of the upload that it was: whoever comes back to that page is led here."""
    imported_at = models.DateTimeField(_("nhập lúc"))
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("văn bản của kế hoạch")
        verbose_name_plural = _("văn bản của kế hoạch")
        ordering = ("plan", "-revision")
        constraints = (
            models.UniqueConstraint(fields=["plan", "revision"], name="plan_source_revision_once"),
            models.UniqueConstraint(fields=["sha256"], condition=Q(withdrawn=False), name="plan_source_file_once"),
        )

    def __str__(self) -> str:
        return self.file_name


class Target(models.Model):
    """A figure that the plan wants to reach."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    position = models.PositiveIntegerField()
    index = models.CharField(_("chỉ số"), max_length=60, blank=True)
    province = models.CharField(_("địa phương"), max_length=120, blank=True)
    year = models.PositiveIntegerField(_("năm"), null=True)
    label = models.TextField(_("chỉ tiêu"))
    op = models.CharField(max_length=10)
    value = models.CharField(_("giá trị"), max_length=40, blank=True)
    """Canonical decimal text; empty where the target only compares (“cao hơn năm 2024”)."""
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    base_year = models.PositiveIntegerField(_("so với năm"), null=True)
    text = models.TextField(_("nguyên văn"))
    place = models.JSONField(default=dict)
    confidence = models.DecimalField(max_digits=4, decimal_places=3)
    task = models.CharField(_("nhiệm vụ"), max_length=40, blank=True)
    """The code of the task in whose cell it stands."""

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ("plan", "position")
        constraints = (models.UniqueConstraint(fields=["plan", "position"], name="target_position_once"),)

    def __str__(self) -> str:
        return self.text[:80]


class PlanFact(models.Model):
    """A figure of the past that the plan states: a score, a rank, a change."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="facts")
    position = models.PositiveIntegerField()
    index = models.CharField(_("chỉ số"), max_length=60)
    province = models.CharField(_("địa phương"), max_length=120, blank=True)
    year = models.PositiveIntegerField(_("năm"), null=True)
    measure = models.CharField(max_length=20)
    label = models.TextField(_("nội dung"))
    value = models.CharField(_("giá trị"), max_length=40)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    text = models.TextField(_("nguyên văn"))
    place = models.JSONField(default=dict)
    confidence = models.DecimalField(max_digits=4, decimal_places=3)

    class Meta:
        verbose_name = _("số liệu trong kế hoạch")
        verbose_name_plural = _("số liệu trong kế hoạch")
        ordering = ("plan", "position")
        constraints = (models.UniqueConstraint(fields=["plan", "position"], name="plan_fact_position_once"),)

    def __str__(self) -> str:
        return self.text[:80]


class Finding(models.Model):
    """Something that a good editor would ask about the text. It never blocks."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=12)
    severity = models.CharField(max_length=12)
    """``certain`` or ``probable``."""
    text = models.TextField(_("nguyên văn"))
    expected = models.TextField(_("cần"))
    found = models.TextField(_("gặp"))
    place = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("phát hiện")
        verbose_name_plural = _("phát hiện")
        ordering = ("plan", "position")
        constraints = (models.UniqueConstraint(fields=["plan", "position"], name="finding_position_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.text[:80]}"
