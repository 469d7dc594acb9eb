"""Who has to do what: assignments, watchers, and what became of tasks when a plan replaced another."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Position, Unit
from thuocdo.portal.plans.models.plans import Plan
from thuocdo.portal.plans.models.tasks import Task


class Assignment(models.Model):
    """One task for one unit that answers or does it, or was asked to contribute; or a request to a body outside."""

    class Part(models.TextChoices):
        """Why the unit has it."""

        ANSWERS = "answers", _("Chủ trì")
        DOES = "does", _("Thực hiện")
        CONTRIBUTES = "contributes", _("Phối hợp")

    class State(models.TextChoices):
        """Whether it holds; how far the work is stands in the progress."""

        OPEN = "open", _("Đang thực hiện")
        ENDED = "ended", _("Không còn phải thực hiện")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="assignments")
    addressee = models.CharField(_("nơi được đề nghị"), max_length=300, blank=True)
    """The body outside the province's orders that is asked; empty for a unit."""
    part = models.CharField(_("vai"), max_length=12, choices=Part)
    position = models.ForeignKey(Position, models.PROTECT, null=True, blank=True, related_name="+")
    """The post in the unit that does it, once the unit has named one; the work passes on with it."""
    state = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.OPEN)
    assigned_at = models.DateTimeField(_("phân công lúc"))
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)
    ended_because = models.CharField(_("vì"), max_length=20, blank=True)
    """``changed`` (the task no longer names the unit), ``ended`` (the task is gone) or ``replaced`` (the plan is)."""

    class Meta:
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        ordering = ("task", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["task", "unit"], condition=Q(unit__isnull=False), name="assignment_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["task", "addressee"], condition=~Q(addressee=""), name="assignment_once_an_addressee"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, addressee="") | (Q(unit__isnull=True) & ~Q(addressee="")),
                name="assignment_of_a_unit_or_a_request",
            ),
            models.CheckConstraint(
                condition=Q(part__in=("answers", "does", "contributes")), name="assignment_part_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | Q(state="ended", ended_at__isnull=False),
                name="assignment_ended_has_its_time",
            ),
        )
        indexes = (models.Index(fields=["unit", "state"], name="assignment_of_unit"),)

    def __str__(self) -> str:
        return f"{self.task} → {self.unit or self.addressee}"


class Watch(models.Model):
    """A unit that watches a task and compiles: it sees the overview and has nothing to report."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="watches")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("theo dõi, đôn đốc")
        verbose_name_plural = _("theo dõi, đôn đốc")
        constraints = (models.UniqueConstraint(fields=["task", "unit"], name="watch_once"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.task}"


class Supersession(models.Model):
    """One plan that replaced another."""

    new = models.ForeignKey(Plan, models.PROTECT, related_name="superseded")
    old = models.OneToOneField(Plan, models.PROTECT, related_name="superseded_by")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("kế hoạch thay thế")
        verbose_name_plural = _("kế hoạch thay thế")
        constraints = (models.CheckConstraint(condition=~Q(new=models.F("old")), name="plan_replaces_another"),)

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class TaskLineage(models.Model):
    """What became of one task of a plan that was replaced: kept as it was, changed, or ended."""

    class Fate(models.TextChoices):
        """What became of it."""

        KEPT = "kept", _("Giữ nguyên")
        CHANGED = "changed", _("Thay đổi")
        ENDED = "ended", _("Kết thúc")

    old = models.OneToOneField(Task, models.PROTECT, related_name="became")
    new = models.ForeignKey(Task, models.PROTECT, null=True, related_name="came_from")
    fate = models.CharField(_("số phận"), max_length=8, choices=Fate)

    class Meta:
        verbose_name = _("nhiệm vụ cũ và mới")
        verbose_name_plural = _("nhiệm vụ cũ và mới")
        constraints = (
            models.CheckConstraint(
                condition=Q(fate="ended", new__isnull=True) | (~Q(fate="ended") & Q(new__isnull=False)),
                name="task_lineage_ends_or_leads_on",
            ),
        )

    def __str__(self) -> str:
        return f"{self.old} → {self.new or self.fate}"
