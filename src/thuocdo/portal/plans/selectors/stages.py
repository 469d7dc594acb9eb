"""How far the reading of an upload is, for the page that waits for it and the list of uploads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from thuocdo.portal.jobs.models import Job
from thuocdo.portal.jobs.selectors import before, job_of, jobs_of, somebody_works

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from thuocdo.portal.plans.models import PlanDraft

READ: Final = "plans.read"
"""The kind of job that reads an upload; its subject is the upload's public id."""
PATIENCE: Final = timedelta(seconds=5)
"""How long a page waits before it says that nobody works."""


class Stage(StrEnum):
    """What has become of an upload so far."""

    NEW = "new"
    """Nobody has begun to read it."""
    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    """The preview can be looked at."""
    REFUSED = "refused"
    """It cannot be read; the upload says why."""
    STOPPED = "stopped"
    FAILED = "failed"
    """The reader met an error of ours."""


_OF_JOB: Final = {
    Job.State.WAITING: Stage.WAITING,
    Job.State.RUNNING: Stage.READING,
    Job.State.STOPPED: Stage.STOPPED,
    Job.State.FAILED: Stage.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An upload with its stage."""

    draft: PlanDraft
    stage: Stage
    job: Job | None = None
    ahead: int = 0
    """How many other jobs come first."""
    nobody_works: bool = False
    """Whether it waits for a worker, and none lives."""

    @property
    def open(self) -> bool:
        """Whether something is still to come without the person."""
        return self.stage in {Stage.WAITING, Stage.READING}

    @property
    def again(self) -> bool:
        """Whether a reading before this one broke off."""
        return self.job is not None and self.job.starts > 1


def upload_of(draft: PlanDraft, *, at: datetime) -> Upload:
    """Return how far an upload is."""
    job = job_of(READ, str(draft.public_id))
    stage = _stage(draft, job)
    if job is None or not job.open:
        return Upload(draft=draft, stage=stage, job=job)
    missing = at - job.asked_at > PATIENCE and not somebody_works(at)
    return Upload(draft=draft, stage=stage, job=job, ahead=before(job), nobody_works=missing)


def uploads_of(drafts: Iterable[PlanDraft]) -> list[Upload]:
    """Return how far each of several uploads is."""
    listed = list(drafts)
    jobs = jobs_of(READ, [str(draft.public_id) for draft in listed])
    found = ((draft, jobs.get(str(draft.public_id))) for draft in listed)
    return [Upload(draft=draft, stage=_stage(draft, job), job=job) for draft, job in found]


def _stage(draft: PlanDraft, job: Job | None) -> Stage:
    if draft.reading:
        return Stage.READ
    if job is not None and job.open:
        return _OF_JOB[Job.State(job.state)]
    if draft.problems:
        return Stage.REFUSED
    return _OF_JOB.get(Job.State(job.state), Stage.NEW) if job is not None else Stage.NEW
