"""The download of a document: the one way in which a file leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from thuocdo.portal.evidence.contents import Media
from thuocdo.portal.evidence.models import Document
from thuocdo.portal.evidence.selectors import documents_visible_to, open_file
from thuocdo.portal.evidence.services import record_download
from thuocdo.portal.organizations.standing import standing

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@require_GET
def download(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a file as a download, never to be run or drawn in our name, and tell the journal."""
    who = standing(request)
    files = documents_visible_to(who).filter(kind=Document.Kind.FILE)
    document = get_object_or_404(files, public_id=public_id)
    record_download(document=document, by=who.user, at=timezone.now())
    with open_file(document) as stored:
        content = stored.read()  # at most contents.LARGEST
    disposition = content_disposition_header(as_attachment=True, filename=document.file_name)
    headers = {
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, Media(document.media).mime, headers=headers)
