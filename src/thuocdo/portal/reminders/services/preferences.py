"""What a person chooses about mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.portal.audit.services import record
from thuocdo.portal.reminders.models import Preference

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User


@transaction.atomic
def change_preference(*, wants: bool, rhythm: str, by: User, at: datetime) -> Preference:
    """Keep whether a person wants to be reminded by mail, and how often at most."""
    kept = Preference.objects.select_for_update().filter(user=by).first()
    was = {"wants": kept.wants, "rhythm": kept.rhythm} if kept else {"wants": True, "rhythm": Preference.Rhythm.DAILY}
    now = {"wants": wants, "rhythm": rhythm}
    kept, _created = Preference.objects.update_or_create(user=by, defaults={**now, "changed_at": at})
    if was != now:
        record("reminders.preference.changed", by=by, at=at, subject=kept, was=was, now=now)
    return kept
