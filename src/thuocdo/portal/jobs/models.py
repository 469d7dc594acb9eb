"""Jobs that wait for a worker, what is due by the clock, and the workers that live."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.jobs.registry import label_of


class Worker(models.Model):
    """A process that does jobs. It says every few seconds that it lives; whoever falls silent is struck off."""

    name = models.CharField(max_length=100, unique=True)
    """Machine, process and chance: never the same twice."""
    started_at = models.DateTimeField()
    alive_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tiến trình nền")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """One thing to do outside any request. Of one kind and subject, one job at a time is open."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Đang chờ")
        RUNNING = "running", _("Đang chạy")
        DONE = "done", _("Đã xong")
        FAILED = "failed", _("Gặp lỗi")
        STOPPED = "stopped", _("Đã dừng")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("loại việc"), max_length=60)
    subject = models.CharField(_("đối tượng"), max_length=64)
    """What it is done to, as its kind understands it."""
    state = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    worker = models.ForeignKey(Worker, models.SET_NULL, null=True, related_name="jobs")
    """Who does it; nobody when that worker was struck off."""
    starts = models.PositiveSmallIntegerField(default=0)
    """How often it was begun; a worker that died in the middle is given a second try, not a third."""
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    """How many parts there are; 0 while nobody knows."""
    stop_wanted = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    """What went wrong, for the administrator; never shown to the person who waits."""

    class Meta:
        verbose_name = _("việc chạy nền")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=Q(state__in=("waiting", "running")), name="job_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running", "done", "failed", "stopped")), name="job_state_is_known"
            ),
        )
        indexes = (
            models.Index(fields=["state", "id"], name="job_next"),
            models.Index(fields=["kind", "subject", "-id"], name="job_of_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def label(self) -> str:
        """What this kind of job is called on screen."""
        return label_of(self.kind)

    @property
    def open(self) -> bool:
        """Whether it is still to be done, or being done."""
        return self.state in {self.State.WAITING, self.State.RUNNING}


class Turn(models.Model):
    """A regular piece of work: when it is due next, who does it now, how it went last."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()
    worker = models.ForeignKey(Worker, models.SET_NULL, null=True, related_name="turns")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    """When it last ended well."""
    outcome = models.CharField(max_length=300, blank=True)
    failed_at = models.DateTimeField(null=True)
    """When it last failed; earlier than ``finished_at`` when it has recovered since."""
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("việc định kỳ")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
