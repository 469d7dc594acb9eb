"""Adding to the journal."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model

from thuocdo.portal.audit.models import Event, Head, fields_under_seal
from thuocdo.portal.audit.origin import Origin, current_origin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.contrib.auth.base_user import AbstractBaseUser

FIRST_SEAL = "0" * 64
SYSTEM = "Hệ thống"


def record(
    action: str,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    subject: Model | type[Model],
    was: Mapping[str, Any] | str | None = None,
    now: Mapping[str, Any] | str | None = None,
    origin: Origin | None = None,
) -> Event:
    """Add one event to the journal, in the caller's transaction: it stands or falls with what it tells of.

    :param action: "room.object.past_tense", such as ``organizations.membership.ended``.
    :param by: who did it; ``None`` for a command that nobody is logged in to.
    :param subject: the object it was done to, or its class for an act on many at once.
    :param was: what changed, before; only values that may be kept for years, never a secret.
    :raises RuntimeError: outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of what it records")
    origin = origin or current_origin()
    head, _created = Head.objects.select_for_update().get_or_create(pk=1, defaults={"seal": FIRST_SEAL})
    event = Event(
        at=at,
        action=action,
        by_id=by.pk if by else None,
        by_name=str(by)[:200] if by else SYSTEM,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk) if isinstance(subject, Model) else "",
        subject_name=str(subject if isinstance(subject, Model) else subject._meta.verbose_name_plural)[:300],
        was=_plain(was),
        now=_plain(now),
        address=origin.address,
        agent=origin.agent,
        previous_seal=head.seal,
    )
    event.seal = head.seal = seal_of(event)
    event.save()
    head.save(update_fields=["seal"])
    return event


def seal_of(event: Event) -> str:
    """Return the SHA-256 that an event must carry: of its own fields and of the seal before it."""
    text = json.dumps(dict(fields_under_seal(event)), ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Mapping[str, Any] | str | None) -> Any:
    """Return a value as it will read when it comes back from the database, so that its seal holds."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
