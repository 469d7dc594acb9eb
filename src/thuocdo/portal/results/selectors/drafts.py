"""Uploads waiting for their owner's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.portal.results.access import may_import
from thuocdo.portal.results.models import ImportDraft

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from thuocdo.portal.organizations.standing import Standing


def drafts_of(who: Standing) -> QuerySet[ImportDraft]:
    """Return a person's own uploads; nobody else's, whatever the role."""
    if not may_import(who):
        return ImportDraft.objects.none()
    return ImportDraft.objects.filter(owner=who.user)


def files_of(draft: ImportDraft) -> list[tuple[str, bytes]]:
    """Return the uploaded files, by name."""
    return [(file.name, bytes(file.content)) for file in draft.files.all()]
