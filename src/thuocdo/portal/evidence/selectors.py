"""Reading documents: the only door to their table and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db.models import Q

from thuocdo.portal.evidence.doors import doors
from thuocdo.portal.evidence.models import Document

if TYPE_CHECKING:
    from django.core.files import File
    from django.db.models import QuerySet

    from thuocdo.portal.organizations.standing import Standing


def documents_visible_to(who: Standing) -> QuerySet[Document]:
    """Return the documents that a person added, and those attached to what the person may see."""
    if not who.memberships:
        return Document.objects.none()
    seen = Q(added_by=who.user)
    for door in doors():
        seen |= Q(pk__in=door(who))
    return Document.objects.filter(seen).select_related("unit")


def open_file(document: Document) -> File[bytes]:
    """Open the stored file of a document."""
    return default_storage.open(path_of(document.sha256))


def path_of(sha256: str) -> str:
    """Return where a file is stored: under its fingerprint, in a folder that no address leads to."""
    return f"evidence/{sha256[:2]}/{sha256}"
