"""Asking for jobs and stopping them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from thuocdo.portal.jobs.models import Job

if TYPE_CHECKING:
    from datetime import datetime

KEPT_FOR: Final = timedelta(days=30)
"""How long what was done is remembered; the journal tells what came of it for good."""
OPEN: Final = (Job.State.WAITING, Job.State.RUNNING)


def enqueue(*, kind: str, subject: str, at: datetime) -> Job:
    """Ask for a job, in the caller's transaction; one that is open already is not asked for twice."""
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, subject=subject, asked_at=at)
    except IntegrityError:
        return Job.objects.filter(kind=kind, subject=subject).order_by("-pk")[0]


def stop(*, kind: str, subject: str, at: datetime) -> None:
    """Stop the open job of a subject: at once where it waits, within a second or so where it runs."""
    jobs = Job.objects.filter(kind=kind, subject=subject)
    jobs.filter(state=Job.State.WAITING).update(state=Job.State.STOPPED, finished_at=at)
    jobs.filter(state=Job.State.RUNNING).update(stop_wanted=True)


def forget(*, kind: str, subject: str) -> None:
    """Drop the jobs of a subject that is gone; one that runs is stopped, and forgotten in its time."""
    jobs = Job.objects.filter(kind=kind, subject=subject)
    jobs.exclude(state=Job.State.RUNNING).delete()
    jobs.update(stop_wanted=True)


def forget_old(*, at: datetime) -> str:
    """Drop the jobs that ended long ago; this is regular work."""
    ended = Job.objects.exclude(state__in=OPEN).filter(finished_at__lt=at - KEPT_FOR)
    count, _models = ended.delete()
    return str(count)
