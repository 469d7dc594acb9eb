"""Reading jobs: how far one is, whether anybody works, how regular work went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from thuocdo.portal.jobs import registry
from thuocdo.portal.jobs.models import Job, Turn, Worker

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

SILENT_AFTER: Final = timedelta(seconds=30)
"""A worker that has not said for so long that it lives is taken for dead. It says so every five seconds."""


def job_of(kind: str, subject: str) -> Job | None:
    """Return the newest job of a subject."""
    return Job.objects.filter(kind=kind, subject=subject).order_by("-pk").first()


def jobs_of(kind: str, subjects: Iterable[str]) -> dict[str, Job]:
    """Return the newest job of each subject that has one."""
    found = Job.objects.filter(kind=kind, subject__in=list(subjects)).order_by("pk")
    return {job.subject: job for job in found}


def before(job: Job) -> int:
    """Return how many jobs a worker will take before this one."""
    return Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING), pk__lt=job.pk).count()


def somebody_works(at: datetime) -> bool:
    """Tell whether a worker lives."""
    return Worker.objects.filter(alive_at__gt=at - SILENT_AFTER).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """A piece of regular work as the administrator sees it."""

    label: str
    turn: Turn | None
    """Nothing before the first worker came."""

    @property
    def failing(self) -> bool:
        """Whether it went wrong the last time."""
        turn = self.turn
        return bool(turn and turn.failed_at and (turn.finished_at is None or turn.finished_at < turn.failed_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether work outside requests gets done."""

    workers: tuple[Worker, ...]
    waiting: int
    clockwork: tuple[Clockwork, ...]
    failed: tuple[Job, ...]
    """The newest jobs that went wrong."""


def health(at: datetime) -> Health:
    """Return how the work outside requests stands."""
    turns = {turn.name: turn for turn in Turn.objects.all()}
    return Health(
        workers=tuple(Worker.objects.filter(alive_at__gt=at - SILENT_AFTER)),
        waiting=Job.objects.filter(state=Job.State.WAITING).count(),
        clockwork=tuple(Clockwork(label=str(entry.label), turn=turns.get(entry.key)) for entry in registry.scheduled()),
        failed=tuple(Job.objects.filter(state=Job.State.FAILED).order_by("-finished_at")[:5]),
    )


def waiting_jobs() -> QuerySet[Job]:
    """Return the jobs that nobody does yet, the oldest first."""
    return Job.objects.filter(state=Job.State.WAITING).order_by("pk")
