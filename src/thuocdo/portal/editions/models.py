"""Editions as they were stored: the canonical bundle whole, with its fingerprint. Nothing is copied into tables."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One revision of one edition of an index. Its bundle never changes; a correction is the next revision."""

    class State(models.TextChoices):
        """Whether results are made with it."""

        DRAFT = "draft", _("Dự thảo")
        IN_FORCE = "in_force", _("Đang áp dụng")
        REPLACED = "replaced", _("Đã được thay thế")

    class Origin(models.TextChoices):
        """Where it came from."""

        PACKAGE = "package", _("Có sẵn trong phần mềm")
        WORKBOOK = "workbook", _("Nhập từ tệp Excel")

    index = models.CharField(_("chỉ số"), max_length=60)
    edition = models.CharField(_("bản"), max_length=40)
    revision = models.PositiveIntegerField(_("lần sửa"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    origin = models.CharField(_("nguồn"), max_length=10, choices=Origin)
    file_name = models.CharField(_("tệp"), max_length=200, blank=True)
    title = models.CharField(_("tên"), max_length=400)
    illustrative = models.BooleanField(_("minh họa"), default=False)
    bundle = models.BinaryField()
    cases = models.JSONField(_("ca kiểm tra"), default=list)
    """The cases that came with it, as JSON values: evidence for the law, not part of its fingerprint."""
    sha256 = models.CharField(_("dấu vân tay"), max_length=64)
    stored_at = models.DateTimeField(_("nhập lúc"))
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người nhập")
    )
    frozen_at = models.DateTimeField(_("khóa từ"), null=True)

    class Meta:
        verbose_name = _("Bộ Chỉ số")
        verbose_name_plural = _("Bộ Chỉ số")
        ordering = ("index", "-edition", "-revision")
        constraints = (
            models.UniqueConstraint(fields=["index", "edition", "revision"], name="edition_revision_once"),
            models.UniqueConstraint(fields=["index", "edition", "sha256"], name="edition_bundle_once"),
            models.UniqueConstraint(
                fields=["index", "edition"], condition=Q(state="in_force"), name="edition_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | ~Q(state="draft"), name="edition_draft_is_never_frozen"
            ),
        )

    def __str__(self) -> str:
        return f"{self.index}/{self.edition}, lần sửa {self.revision}"

    @property
    def identifier(self) -> str:
        """Return what the library calls it, "qd766/2022"."""
        return f"{self.index}/{self.edition}"
