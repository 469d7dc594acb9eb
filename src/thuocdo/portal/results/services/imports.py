"""Uploads between preview and import: begun, answered, given up."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from thuocdo.portal.results.models import ImportDraft, ImportFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from thuocdo.portal.organizations.models import User

KEPT_FOR: Final = timedelta(days=7)
"""How long an upload waits for its owner; what was imported no longer needs it, what was not is easily chosen again."""


@transaction.atomic
def begin_import(
    *, subject: str, files: Sequence[tuple[str, bytes]], answers: Mapping[str, Any], by: User, at: datetime
) -> ImportDraft:
    """Keep uploaded files until their owner has looked at the preview; the owner's forgotten uploads are dropped."""
    ImportDraft.objects.filter(owner=by, created_at__lt=at - KEPT_FOR).delete()
    draft = ImportDraft.objects.create(owner=by, created_at=at, subject=subject, answers=dict(answers))
    seen: set[str] = set()
    for name, content in files:
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 not in seen:  # the same file chosen twice is one file
            seen.add(sha256)
            ImportFile.objects.create(draft=draft, name=name[-200:], sha256=sha256, content=content)
    return draft


@transaction.atomic
def answer_import(*, draft: ImportDraft, answers: Mapping[str, Any]) -> ImportDraft:
    """Keep what the owner said on the preview."""
    draft = ImportDraft.objects.select_for_update().get(pk=draft.pk)
    draft.answers = {**draft.answers, **answers}
    draft.save(update_fields=["answers"])
    return draft


@transaction.atomic
def give_up_import(*, draft: ImportDraft) -> None:
    """Drop an upload; nothing of it was ever stored."""
    draft.delete()
