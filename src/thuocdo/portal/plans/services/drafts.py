"""Uploads between preview and import: begun, answered, given up."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from thuocdo.documents import read_plan
from thuocdo.errors import ThuocDoError
from thuocdo.portal.plans.models import PlanDraft
from thuocdo.portal.plans.reading.stored import canonical, whole
from thuocdo.portal.plans.services.sources import drop_unused, keep

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from thuocdo.errors import Problem
    from thuocdo.portal.organizations.models import User

KEPT_FOR: Final = timedelta(days=14)
"""How long an upload waits for its owner; the owner still has the file."""


@transaction.atomic
def begin_draft(*, name: str, content: bytes, by: User, at: datetime) -> PlanDraft:
    """Keep an uploaded file until its owner has looked at the preview; the owner's forgotten uploads are dropped."""
    for old in PlanDraft.objects.filter(owner=by, created_at__lt=at - KEPT_FOR):
        give_up_draft(draft=old)
    sha256 = keep(content)
    again = PlanDraft.objects.filter(owner=by, sha256=sha256).first()
    if again is not None:
        return again
    return PlanDraft.objects.create(owner=by, created_at=at, file_name=name[-200:], sha256=sha256, size=len(content))


def read_draft(*, draft: PlanDraft, content: bytes) -> PlanDraft:
    """Read the file of an upload, keeping what was understood or why it cannot be read.

    Outside any transaction: reading may take seconds, and nothing else waits for it.
    """
    try:
        draft.reading = canonical(whole(read_plan(content, name=draft.file_name)))
        draft.problems = []
    except ThuocDoError as error:
        draft.reading, draft.problems = "", [kept(problem) for problem in error.problems]
    draft.save(update_fields=["reading", "problems"])
    return draft


@transaction.atomic
def answer_draft(*, draft: PlanDraft, answers: Mapping[str, Any]) -> PlanDraft:
    """Keep what the owner said on the preview."""
    draft = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    draft.answers = {**draft.answers, **answers}
    draft.save(update_fields=["answers"])
    return draft


@transaction.atomic
def give_up_draft(*, draft: PlanDraft) -> None:
    """Drop an upload; nothing of it was ever a plan."""
    sha256 = draft.sha256
    draft.delete()
    drop_unused(sha256)


def kept(problem: Problem) -> dict[str, object]:
    """Return a problem as it is stored: code, place, parameters."""
    place = {name: value for name, value in asdict(problem.place).items() if value is not None}
    return {"code": problem.code, "place": place, "params": dict(problem.params), "severity": problem.severity.value}
