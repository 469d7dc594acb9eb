"""What workers do to the tables. Every change names who may make it, so that two workers never do the same thing.

A change is one ``UPDATE … WHERE`` of the state it begins from: of two workers that try, the database lets one count a
row, on SQLite (writers queue) as on PostgreSQL (the second looks again once the first has committed). No lock outlives
it. An idle worker only reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import F

from thuocdo.portal.jobs import registry
from thuocdo.portal.jobs.models import Job, Turn, Worker
from thuocdo.portal.jobs.selectors import SILENT_AFTER, waiting_jobs

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.jobs.registry import Scheduled

MOST_STARTS: Final = 2
DIED: Final = "Tiến trình nền dừng đột ngột giữa chừng, hai lần."


class LostError(Exception):
    """This worker was taken for dead and struck off; whatever it was doing belongs to another now."""


def sign_on(*, name: str, at: datetime) -> Worker:
    """Add a worker, and make sure that each piece of regular work has its turn."""
    for entry in registry.scheduled():
        Turn.objects.get_or_create(name=entry.key, defaults={"due_at": entry.rhythm.first(at)})
        # A rhythm that became quicker in a new version does not wait for the old one to come round.
        Turn.objects.filter(name=entry.key, due_at__gt=entry.rhythm.after(at)).update(due_at=entry.rhythm.after(at))
    return Worker.objects.create(name=name, started_at=at, alive_at=at)


def sign_off(*, worker: Worker) -> None:
    """Strike a worker off that ends by itself."""
    Worker.objects.filter(pk=worker.pk).delete()


def say_alive(*, worker: Worker, at: datetime) -> None:
    """Note that a worker lives.

    :raises LostError: if it was struck off.
    """
    if not Worker.objects.filter(pk=worker.pk).update(alive_at=at):
        raise LostError


def strike_off_the_silent(*, at: datetime) -> None:
    """Strike off workers that fell silent; what they were doing waits again, or has failed if it killed two of them."""
    silent = Worker.objects.filter(alive_at__lte=at - SILENT_AFTER)
    orphans = Job.objects.filter(state=Job.State.RUNNING, worker=None)
    if not (silent.exists() or orphans.exists()):
        return
    silent.delete()
    orphans.filter(stop_wanted=True).update(state=Job.State.STOPPED, finished_at=at)
    orphans.filter(starts__gte=MOST_STARTS).update(state=Job.State.FAILED, finished_at=at, error=DIED)
    orphans.update(state=Job.State.WAITING, done=0)


def take_job(*, worker: Worker, at: datetime) -> Job | None:
    """Take the oldest job that waits."""
    for found in waiting_jobs()[:10]:
        mine = Job.objects.filter(pk=found.pk, state=Job.State.WAITING)
        taken = mine.update(state=Job.State.RUNNING, worker=worker, started_at=at, starts=F("starts") + 1, done=0, of=0)
        if taken:
            return Job.objects.get(pk=found.pk)
    return None


def note_progress(*, job: Job, worker: Worker, done: int, of: int) -> bool:
    """Note how far a job is, and return whether it is wanted still.

    :raises LostError: if another worker has it.
    """
    mine = Job.objects.filter(pk=job.pk, worker=worker, state=Job.State.RUNNING)
    if not mine.update(done=done, of=of):
        raise LostError
    return not mine.filter(stop_wanted=True).exists()


def end_job(*, job: Job, worker: Worker, state: Job.State, at: datetime, error: str = "") -> None:
    """Note how a job ended; nothing if another worker has it by now."""
    mine = Job.objects.filter(pk=job.pk, worker=worker, state=Job.State.RUNNING)
    mine.update(state=state, finished_at=at, error=error, worker=None)


def give_back(*, job: Job, worker: Worker) -> None:
    """Let a job wait again, as if it had not been begun: its worker was told to end."""
    mine = Job.objects.filter(pk=job.pk, worker=worker, state=Job.State.RUNNING)
    mine.update(state=Job.State.WAITING, worker=None, starts=F("starts") - 1, done=0)


def due(*, at: datetime) -> list[Scheduled]:
    """Return the regular work that is due and that nobody is at."""
    names = set(Turn.objects.filter(due_at__lte=at, worker=None).values_list("name", flat=True))
    return [entry for entry in registry.scheduled() if entry.key in names]


def take_turn(*, worker: Worker, entry: Scheduled, at: datetime) -> bool:
    """Take a piece of regular work if it is due and nobody is at it; its next turn is set at once."""
    free = Turn.objects.filter(name=entry.key, due_at__lte=at, worker=None)
    return bool(free.update(worker=worker, started_at=at, due_at=entry.rhythm.after(at)))


def end_turn(*, worker: Worker, entry: Scheduled, outcome: str, at: datetime) -> None:
    """Note that regular work ended well, and with what."""
    mine = Turn.objects.filter(name=entry.key, worker=worker)
    mine.update(worker=None, finished_at=at, outcome=outcome[:300])


def fail_turn(*, worker: Worker, entry: Scheduled, error: str, at: datetime) -> None:
    """Note that regular work went wrong; it is tried again when it is due next."""
    Turn.objects.filter(name=entry.key, worker=worker).update(worker=None, failed_at=at, error=error)
