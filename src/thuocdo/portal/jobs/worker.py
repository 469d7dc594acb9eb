"""A worker: does what is due by the clock, then a job, then waits a moment; ends when it is told to."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from typing import TYPE_CHECKING, Final

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from thuocdo.portal.jobs import registry
from thuocdo.portal.jobs.models import Job
from thuocdo.portal.jobs.services import claims

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.jobs.models import Worker
    from thuocdo.portal.jobs.registry import Scheduled

log = logging.getLogger(__name__)

PAUSE: Final = 1.0
"""Seconds between looks at the tables when there was nothing to do."""
HEARTBEAT: Final = 5.0
"""Seconds between two signs of life; several fit into ``selectors.SILENT_AFTER``."""
_NOTED_EVERY: Final = 0.5
_LONGEST_ERROR: Final = 4000


class StopWantedError(Exception):
    """The person who asked for the job wants it no more."""


class EndingError(Exception):
    """This worker was told to end."""


class Hand:
    """One worker at work. ``now`` is the clock; ``ending`` is set by whoever wants it to end."""

    def __init__(self, worker: Worker, *, now: Callable[[], datetime], ending: threading.Event) -> None:
        self.worker, self.now, self.ending = worker, now, ending

    def round(self) -> bool:
        """Do what is due and one job, and return whether there was anything to do."""
        claims.strike_off_the_silent(at=self.now())
        turns = [self._turn(entry) for entry in claims.due(at=self.now()) if not self.ending.is_set()]
        return self._job() or any(turns)

    def _turn(self, entry: Scheduled) -> bool:
        at = self.now()
        if not claims.take_turn(worker=self.worker, entry=entry, at=at):
            return False
        try:
            outcome = entry.run(at=at)
        except Exception:
            log.exception("%s went wrong", entry.key)
            claims.fail_turn(worker=self.worker, entry=entry, error=_error(), at=self.now())
        else:
            said = "" if outcome is None else str(outcome)
            claims.end_turn(worker=self.worker, entry=entry, outcome=said, at=self.now())
        return True

    def _job(self) -> bool:
        job = None if self.ending.is_set() else claims.take_job(worker=self.worker, at=self.now())
        if job is None:
            return False
        try:
            registry.kind_of(job.kind).run(job.subject, Progress(job, self))
        except claims.LostError:
            log.warning("%s was given to another worker", job)
        except EndingError:
            claims.give_back(job=job, worker=self.worker)
        except StopWantedError:
            self._end(job, Job.State.STOPPED)
        except Exception:
            log.exception("%s went wrong", job)
            self._end(job, Job.State.FAILED, error=_error())
        else:
            self._end(job, Job.State.DONE)
        return True

    def _end(self, job: Job, state: Job.State, *, error: str = "") -> None:
        claims.end_job(job=job, worker=self.worker, state=state, at=self.now(), error=error)


class Progress:
    """What a job is told to call: see :class:`thuocdo.portal.jobs.registry.Told`."""

    def __init__(self, job: Job, hand: Hand) -> None:
        self.job, self.hand = job, hand
        self._noted = float("-inf")

    def __call__(self, done: int, of: int) -> None:
        """Note how far the job is, not more than twice a second.

        :raises EndingError: if the worker was told to end.
        :raises StopWantedError: if the person wants the job no more.
        :raises LostError: if another worker has the job.
        """
        if self.hand.ending.is_set():
            raise EndingError
        if time.monotonic() - self._noted < _NOTED_EVERY:
            return
        self._noted = time.monotonic()
        if not claims.note_progress(job=self.job, worker=self.hand.worker, done=done, of=of):
            raise StopWantedError


def work(*, name: str, now: Callable[[], datetime], ending: threading.Event) -> None:
    """Work until ``ending`` is set; a database that is away for a while is waited for."""
    while not ending.is_set():
        try:
            _work_while_known(name, now, ending)
        except claims.LostError:
            log.warning("%s was silent for too long and was struck off; it signs on again", name)
        except (OperationalError, InterfaceError):
            log.exception("The database does not answer; trying again")
            connections.close_all()
            ending.wait(HEARTBEAT)


def work_once(*, name: str, now: Callable[[], datetime]) -> None:
    """Do everything that is due and waits, and return: for a timer of the system, and for tests."""
    ending = threading.Event()
    worker = claims.sign_on(name=name, at=now())
    try:
        while Hand(worker, now=now, ending=ending).round():
            claims.say_alive(worker=worker, at=now())
    finally:
        claims.sign_off(worker=worker)


def _work_while_known(name: str, now: Callable[[], datetime], ending: threading.Event) -> None:
    worker = claims.sign_on(name=f"{name}:{time.monotonic_ns():x}", at=now())
    left, lost = threading.Event(), threading.Event()
    pulse = threading.Thread(target=_pulse, args=(worker, now, left, lost), name="pulse", daemon=True)
    pulse.start()
    try:
        hand = Hand(worker, now=now, ending=ending)
        while not ending.is_set():
            if lost.is_set():
                raise claims.LostError
            close_old_connections()
            if not hand.round():
                ending.wait(PAUSE)
        claims.sign_off(worker=worker)
    finally:
        left.set()
        pulse.join()


def _pulse(worker: Worker, now: Callable[[], datetime], left: threading.Event, lost: threading.Event) -> None:
    """Say that the worker lives, also while it is deep in something that takes long, until it has ``left``."""
    try:
        while not left.wait(HEARTBEAT):
            try:
                claims.say_alive(worker=worker, at=now())
            except claims.LostError:
                lost.set()
                return
            except (OperationalError, InterfaceError):
                connections.close_all()
    finally:
        connections.close_all()


def _error() -> str:
    """Return what went wrong, its end where it is long: there stands what happened."""
    return traceback.format_exc()[-_LONGEST_ERROR:]
