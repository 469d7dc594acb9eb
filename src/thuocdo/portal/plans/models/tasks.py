"""Tasks: the original text of every cell beside what was understood."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.plans.models.plans import Plan


class TaskGroup(models.Model):
    """A heading of an appendix: it is read, shown and never assigned."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="groups")
    position = models.PositiveIntegerField()
    appendix = models.CharField(max_length=20, blank=True)
    code = models.CharField(_("số thứ tự"), max_length=40, blank=True)
    parent_code = models.CharField(max_length=40, blank=True)
    title = models.TextField(_("tên"))
    place = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("nhóm nhiệm vụ")
        verbose_name_plural = _("nhóm nhiệm vụ")
        ordering = ("plan", "position")
        constraints = (models.UniqueConstraint(fields=["plan", "position"], name="task_group_position_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title[:80]}".strip()


class Task(models.Model):
    """One thing to do. ``original`` is what the reader said and never changes; the other fields are what holds."""

    class State(models.TextChoices):
        """Who vouches for what was understood; ``docs/workflow.md`` says what may follow."""

        UNSURE = "unsure", _("Cần xác nhận")
        CERTAIN = "certain", _("Chắc chắn, chờ nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        DROPPED = "dropped", _("Không phải nhiệm vụ")
        ENDED = "ended", _("Không còn trong kế hoạch")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=120)
    """Which row of the document it is: appendix, code, and a count where a code is printed twice."""
    position = models.PositiveIntegerField()
    state = models.CharField(_("trạng thái"), max_length=10, choices=State)
    doubts = models.JSONField(default=list)
    """Why it waits for a person: ``body``, ``gone``, ``nobody``, ``roles``, ``deadline``, ``reading``, ``changed``."""
    appendix = models.CharField(_("phụ lục"), max_length=20, blank=True)
    code = models.CharField(_("số thứ tự"), max_length=40, blank=True)
    parent_code = models.CharField(max_length=40, blank=True)
    criterion = models.TextField(_("tiêu chí"), blank=True)
    content = models.TextField(_("nội dung"))
    deadline = models.JSONField(_("thời hạn"), null=True)
    """The structure of ``docs/formats.md``; nothing where the row states none."""
    due_on = models.DateField(_("hạn cuối"), null=True, blank=True)
    """The last day that the deadline names, where it names one."""
    product = models.TextField(_("sản phẩm"), blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    guidance = models.BooleanField(_("định hướng"), default=False)
    """Neither body nor day: kept, and assigned to nobody."""
    request = models.BooleanField(_("đề nghị"), default=False)
    """The plan asks (“Đề nghị”) bodies that it cannot order."""
    original = models.JSONField()
    """The task as read from the present text of the plan, printed cells included."""
    place = models.JSONField(default=dict)
    confidence = models.DecimalField(max_digits=4, decimal_places=3)
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    mended = models.BooleanField(default=False)
    """A person changed what was understood; a new text of the plan then asks again instead of overwriting."""
    version = models.PositiveIntegerField(default=1)
    """Counted up by every change, so that two people at one queue do not overwrite each other."""
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        ordering = ("plan", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["plan", "key"], name="task_key_once"),
            models.CheckConstraint(
                condition=Q(state__in=("unsure", "certain", "confirmed", "dropped", "ended")),
                name="task_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False), name="task_confirmed_has_its_time"
            ),
        )
        indexes = (models.Index(fields=["plan", "state", "position"], name="task_queue"),)

    def __str__(self) -> str:
        return f"{self.code} {self.content[:80]}".strip()

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("plan_task", args=[self.plan.public_id, self.public_id])
