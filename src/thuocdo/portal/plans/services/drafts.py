"""Uploads between preview and import: begun, answered, given up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from thuocdo.documents.apart import plain, read_apart
from thuocdo.errors import ThuocDoError
from thuocdo.portal.jobs import services as jobs
from thuocdo.portal.plans.models import PlanDraft
from thuocdo.portal.plans.reading.stored import canonical
from thuocdo.portal.plans.selectors.stages import READ
from thuocdo.portal.plans.services.sources import drop_unused, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from thuocdo.portal.organizations.models import User

KEPT_FOR: Final = timedelta(days=14)
"""How long an upload waits for its owner; the owner still has the file."""


@transaction.atomic
def begin_draft(*, name: str, content: bytes, by: User, at: datetime) -> PlanDraft:
    """Keep an uploaded file until its owner has looked at the preview; the same file again is the same upload."""
    values = {"created_at": at, "file_name": name[-200:], "size": len(content)}
    draft, _new = PlanDraft.objects.get_or_create(owner=by, sha256=keep(content), defaults=values)
    return draft


def read_draft(*, draft: PlanDraft, content: bytes, progress: Callable[[int, int], None] | None = None) -> PlanDraft:
    """Read the file of an upload, keeping what was understood or why it cannot be read.

    Outside any transaction: reading may take minutes, and nothing else waits for it.
    """
    keep_reading(draft, lambda: read_apart(content, name=draft.file_name, progress=progress))
    return draft


def keep_reading(draft: PlanDraft, read: Callable[[], Mapping[str, Any] | None]) -> bool:
    """Keep what a reader understood or refused, and return whether it did either; the upload may be gone by then."""
    try:
        found = read()
    except ThuocDoError as error:
        draft.reading, draft.problems = "", [plain(problem) for problem in error.problems]
    else:
        if found is None:
            return False
        draft.reading, draft.problems = canonical(found), []
    PlanDraft.objects.filter(pk=draft.pk).update(reading=draft.reading, problems=draft.problems)
    return True


@transaction.atomic
def answer_draft(*, draft: PlanDraft, answers: Mapping[str, Any]) -> PlanDraft:
    """Keep what the owner said on the preview."""
    draft = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    draft.answers = {**draft.answers, **answers}
    draft.save(update_fields=["answers"])
    return draft


@transaction.atomic
def give_up_draft(*, draft: PlanDraft) -> None:
    """Drop an upload, and whatever is reading it; nothing of it was ever a plan."""
    sha256, subject = draft.sha256, str(draft.public_id)
    draft.delete()
    drop_unused(sha256)
    jobs.forget(kind=READ, subject=subject)


def forget_old_drafts(*, at: datetime) -> str:
    """Drop the uploads that their owners forgot; this is regular work."""
    old = list(PlanDraft.objects.filter(created_at__lt=at - KEPT_FOR))
    for draft in old:
        give_up_draft(draft=draft)
    return str(len(old))
