"""Files that were uploaded and looked at, waiting for their owner's word."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportDraft(models.Model):
    """One person's upload between preview and import; nobody else can open it, its address cannot be guessed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    subject = models.CharField(max_length=20)
    """What is imported: "qd766"."""
    answers = models.JSONField(default=dict)
    """What the person said beside the files: the hour, the source, which unit a name means."""

    class Meta:
        verbose_name = _("bản nhập đang xem trước")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return str(self.public_id)


class ImportFile(models.Model):
    """One uploaded file, kept whole until the import is done or given up."""

    draft = models.ForeignKey(ImportDraft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["draft", "sha256"], name="import_file_once"),)

    def __str__(self) -> str:
        return self.name
