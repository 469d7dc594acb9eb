"""Documents that prove something; queries stand in ``selectors`` and ``services``."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Unit


class Document(models.Model):
    """A file of a unit, or an official document that is named and kept elsewhere. It is added and never changed."""

    class Kind(models.TextChoices):
        """What we hold of it."""

        FILE = "file", _("Tệp")
        REFERENCE = "reference", _("Văn bản")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("của"))
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    title = models.CharField(_("tên tài liệu"), max_length=300)
    file_name = models.CharField(_("tên tệp"), max_length=200, blank=True)
    media = models.CharField(_("dạng tệp"), max_length=8, blank=True)
    """As the content says: ``pdf``, ``docx``, ``xlsx``, ``jpg``, ``png``."""
    sha256 = models.CharField(_("dấu vân tay của tệp"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("cỡ tệp"), default=0)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tài liệu kiểm chứng")
        verbose_name_plural = _("tài liệu kiểm chứng")
        ordering = ("-added_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "sha256"], condition=Q(kind="file"), name="document_file_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["unit", "number", "issued_on", "issuer"],
                condition=Q(kind="reference"),
                name="document_reference_once_a_unit",
            ),
            models.CheckConstraint(
                condition=(Q(kind="file") & ~Q(sha256="") & ~Q(media="") & Q(size__gt=0))
                | (Q(kind="reference", sha256="", issued_on__isnull=False) & ~Q(number="") & ~Q(issuer="")),
                name="document_is_a_file_or_names_a_document",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_file(self) -> bool:
        """Whether it can be downloaded."""
        return self.kind == self.Kind.FILE

    def get_absolute_url(self) -> str:
        """Return the address of the download; it holds no name, number or fingerprint."""
        return reverse("evidence_download", args=[self.public_id])
