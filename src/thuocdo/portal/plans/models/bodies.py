"""Bodies as plans name them, and what each name means here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Unit, UnitGroup
from thuocdo.portal.plans.models.tasks import Task


class Part(models.TextChoices):
    """What a body does in a task. Only those who answer or do are assigned."""

    ANSWERS = "answers", _("Chủ trì")
    DOES = "does", _("Thực hiện")
    CONTRIBUTES = "contributes", _("Phối hợp")
    WATCHES = "watches", _("Theo dõi, đôn đốc")


class Match(models.TextChoices):
    """What is known of a body's name."""

    UNITS = "units", _("Đơn vị, nhóm đơn vị")
    OUTSIDE = "outside", _("Đề nghị, không phân công")
    """The province cannot order it: it gets a request, never a red mark."""
    UNNAMED = "unnamed", _("Xác định sau")
    """Who it is follows from the work (“Các đơn vị được kiểm tra”)."""
    GONE = "gone", _("Đã sắp xếp lại")
    """It was abolished or merged before the plan's day; its successor is proposed."""
    UNKNOWN = "unknown", _("Chưa khớp")


class TaskBody(models.Model):
    """One body of one task: its name as printed, its part, and the units or groups that it means on the plan's day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="bodies")
    position = models.PositiveIntegerField()
    text = models.CharField(_("trong văn bản"), max_length=300)
    key = models.CharField(max_length=300, db_index=True)
    """The name as it is compared: folded, abbreviations alike."""
    part = models.CharField(_("vai"), max_length=12, choices=Part)
    match = models.CharField(_("khớp"), max_length=10, choices=Match)
    units = models.ManyToManyField(Unit, related_name="+")
    groups = models.ManyToManyField(UnitGroup, related_name="+")

    class Meta:
        verbose_name = _("cơ quan của nhiệm vụ")
        verbose_name_plural = _("cơ quan của nhiệm vụ")
        ordering = ("task", "position")
        constraints = (
            models.UniqueConstraint(fields=["task", "position"], name="task_body_position_once"),
            models.CheckConstraint(
                condition=Q(part__in=("answers", "does", "contributes", "watches")), name="task_body_part_is_known"
            ),
            models.CheckConstraint(
                condition=Q(match__in=("units", "outside", "unnamed", "gone", "unknown")),
                name="task_body_match_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.text


class BodyAlias(models.Model):
    """What somebody said a name means: asked once, remembered for every later plan of the same root."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    key = models.CharField(max_length=300)
    text = models.CharField(_("tên trong văn bản"), max_length=300)
    match = models.CharField(max_length=10, choices=Match)
    units = models.ManyToManyField(Unit, related_name="+")
    groups = models.ManyToManyField(UnitGroup, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tên gọi đã biết")
        verbose_name_plural = _("tên gọi đã biết")
        ordering = ("text",)
        constraints = (
            models.UniqueConstraint(fields=["root", "key"], name="body_alias_once"),
            models.CheckConstraint(
                condition=Q(match__in=("units", "outside", "unnamed")), name="body_alias_says_something"
            ),
        )

    def __str__(self) -> str:
        return self.text
