"""The download of a document: the one way in which a file leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from thuocdo.portal.evidence.contents import Media
from thuocdo.portal.evidence.models import Document
from thuocdo.portal.evidence.selectors import documents_visible_to, open_file
from thuocdo.portal.evidence.services import record_download
from thuocdo.portal.organizations.standing import standing

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponseBase


@require_GET
def download(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Send a file as a download, never to be run or drawn in our name, and tell the journal."""
    who = standing(request)
    files = documents_visible_to(who).filter(kind=Document.Kind.FILE)
    document = get_object_or_404(files, public_id=public_id)
    record_download(document=document, by=who.user, at=timezone.now())
    response = FileResponse(
        open_file(document),
        as_attachment=True,
        filename=document.file_name,
        content_type=Media(document.media).mime,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
