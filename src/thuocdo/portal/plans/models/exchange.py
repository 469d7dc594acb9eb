"""Workbooks that units sent back: waiting for a word, imported, taken back; and what each row of them did."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.evidence.models import Document
from thuocdo.portal.organizations.models import Unit
from thuocdo.portal.plans.models.assignments import Assignment
from thuocdo.portal.plans.models.progress import Progress


class FileImport(models.Model):
    """One uploaded workbook. While it waits, its owner alone can open it; its address cannot be guessed."""

    class State(models.TextChoices):
        """What has become of it; ``docs/workflow.md`` says who may do what in each."""

        WAITING = "waiting", _("Đang xem trước")
        IMPORTED = "imported", _("Đã nhập")
        TAKEN_BACK = "taken_back", _("Đã rút lại")

    class How(models.TextChoices):
        """What was done with its rows."""

        SAVE = "save", _("Lưu nháp")
        SEND = "send", _("Gửi kết quả")
        ENTER = "enter", _("Nhập thay")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.UUIDField(db_index=True)
    """Files that were chosen together."""
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("tải lên lúc"))
    file_name = models.CharField(_("tệp"), max_length=200)
    sha256 = models.CharField(_("dấu vân tay của tệp"), max_length=64)
    size = models.PositiveBigIntegerField(_("cỡ tệp"))
    content = models.BinaryField(default=bytes)
    """The bytes while it waits; afterwards they are a document of the unit."""
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.WAITING)
    how = models.CharField(_("cách nhập"), max_length=5, choices=How, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("của"))
    addressee = models.CharField(_("nơi được đề nghị"), max_length=300, blank=True)
    source = models.CharField(_("nhập thay theo"), max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    """The file as it came, kept under its SHA-256 once it is imported."""
    imported_at = models.DateTimeField(_("nhập lúc"), null=True)
    taken_back_at = models.DateTimeField(_("rút lại lúc"), null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("tệp Excel của đơn vị")
        verbose_name_plural = _("tệp Excel của đơn vị")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting", imported_at__isnull=True)
                | Q(state__in=("imported", "taken_back"), imported_at__isnull=False, document__isnull=False),
                name="file_import_imported_has_its_time_and_file",
            ),
            models.CheckConstraint(
                condition=Q(state="taken_back", taken_back_at__isnull=False)
                | (~Q(state="taken_back") & Q(taken_back_at__isnull=True)),
                name="file_import_taken_back_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(how="enter") | ~Q(source=""), name="file_import_on_behalf_names_its_source"
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("exchange_import", args=[self.public_id])


class FileImportRow(models.Model):
    """What one row of a workbook did to one report, and what the report said before: enough to take it back."""

    file = models.ForeignKey(FileImport, models.CASCADE, related_name="rows")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    report = models.ForeignKey(Progress, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField()
    """Of the report, as the import left it: a later one says that somebody has gone on with it."""
    began = models.BooleanField()
    """The report began with this row; else it was open before."""
    before = models.JSONField(default=dict)
    """What the open report said before: content, state, repeats, source; empty where it began here."""
    content = models.JSONField()
    """What the row brought."""
    attached = models.JSONField(default=list)
    """Keys of the documents that the row attached."""

    class Meta:
        verbose_name = _("dòng đã nhập")
        verbose_name_plural = _("dòng đã nhập")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["file", "assignment"], name="file_import_row_once"),)

    def __str__(self) -> str:
        return f"{self.file}: {self.assignment}"
