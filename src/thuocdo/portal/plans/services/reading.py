"""Reading an upload: at once where that is short, by a worker where it takes long, stopped when it is not wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.documents.apart import read_if_short
from thuocdo.portal.jobs import services as jobs
from thuocdo.portal.jobs.selectors import job_of
from thuocdo.portal.plans.models import PlanDraft, PlanSource
from thuocdo.portal.plans.selectors.stages import READ
from thuocdo.portal.plans.services.drafts import keep_reading, read_draft
from thuocdo.portal.plans.services.sources import open_kept

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.jobs.registry import Told


def start_reading(*, draft: PlanDraft, at: datetime) -> None:
    """Read an upload now if that takes no longer than a person waits, else ask a worker; once, however often asked.

    A file that was imported before is not read again: its reading is here.
    """
    job = job_of(READ, str(draft.public_id))
    if draft.reading or (job is not None and job.open):
        return
    known = PlanSource.objects.filter(sha256=draft.sha256).values_list("reading", flat=True).first()
    if known:
        PlanDraft.objects.filter(pk=draft.pk).update(reading=known, problems=[])
        return
    content = _content(draft)
    if keep_reading(draft, lambda: read_if_short(content, name=draft.file_name)):
        return
    with transaction.atomic():
        if PlanDraft.objects.select_for_update().filter(pk=draft.pk).update(problems=[]):
            jobs.enqueue(kind=READ, subject=str(draft.public_id), at=at)


def stop_reading(*, draft: PlanDraft, at: datetime) -> None:
    """Stop reading an upload; the file stays, and can be read again."""
    jobs.stop(kind=READ, subject=str(draft.public_id), at=at)


def read_waiting(subject: str, told: Told) -> None:
    """Read the upload that a job names, if it is still there: what a worker does."""
    draft = PlanDraft.objects.filter(public_id=subject).first()
    if draft is not None and not draft.reading:
        read_draft(draft=draft, content=_content(draft), progress=told)


def _content(draft: PlanDraft) -> bytes:
    with open_kept(draft.sha256) as file:
        content: bytes = file.read()
    return content
