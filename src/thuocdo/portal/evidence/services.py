"""Adding documents, and telling the journal who took one out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.evidence.contents import EvidenceRefusedError, media_of, safe_name
from thuocdo.portal.evidence.models import Document
from thuocdo.portal.evidence.selectors import path_of
from thuocdo.portal.evidence.storing import store_once
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.folding import nfc

if TYPE_CHECKING:
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Unit, User


@transaction.atomic
def keep_file(*, unit: Unit, name: str, content: bytes, by: User, at: datetime) -> Document:
    """Keep a file as a unit's document; the same bytes of the same unit are the same document, whatever their name.

    :raises EvidenceRefusedError: if it cannot be taken (:func:`~thuocdo.portal.evidence.contents.media_of`).
    """
    media = media_of(content, name=name)
    sha256 = hashlib.sha256(content).hexdigest()
    store_once(path_of(sha256), content)
    shown = safe_name(name, media)
    document, created = Document.objects.get_or_create(
        unit=unit,
        sha256=sha256,
        kind=Document.Kind.FILE,
        defaults={
            "title": shown,
            "file_name": shown,
            "media": media.value,
            "size": len(content),
            "added_at": at,
            "added_by": by,
        },
    )
    if created:
        record("evidence.document.added", by=by, at=at, subject=document, now={"sha256": sha256, "size": len(content)})
    return document


@transaction.atomic
def keep_reference(*, unit: Unit, number: str, issued_on: date, issuer: str, by: User, at: datetime) -> Document:
    """Keep the number, day and issuer of an official document; named again, it is the same document.

    :raises EvidenceRefusedError: EV-108 for a number or an issuer that is empty, EV-109 for a day that is yet to come.
    """
    number, issuer = nfc(number), nfc(issuer)
    problems = []
    if not number or not issuer:
        problems.append(Problem(code="EV-108"))
    if issued_on > timezone.localdate(at):
        problems.append(Problem(code="EV-109", params={"found": format_date(issued_on)}))
    if problems:
        raise EvidenceRefusedError(problems)
    title = f"Văn bản số {number} ngày {format_date(issued_on)} của {issuer}"
    document, created = Document.objects.get_or_create(
        unit=unit,
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        kind=Document.Kind.REFERENCE,
        defaults={"title": title[:300], "added_at": at, "added_by": by},
    )
    if created:
        record("evidence.document.added", by=by, at=at, subject=document, now={"number": number})
    return document


@transaction.atomic
def record_download(*, document: Document, by: User, at: datetime) -> None:
    """Tell the journal that somebody took a document out."""
    record("evidence.document.downloaded", by=by, at=at, subject=document)
