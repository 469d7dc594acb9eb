"""Reading the journal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from thuocdo.portal.audit.models import Event, Head
from thuocdo.portal.audit.services import FIRST_SEAL, seal_of

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def events() -> QuerySet[Event]:
    """Return the whole journal, newest first; the caller decides who may read it."""
    return Event.objects.select_related("by")


def events_filtered(
    *, action: str = "", person: str = "", first: date | None = None, last: date | None = None, typed: str = ""
) -> QuerySet[Event]:
    """Return the events of one action, of one person by the name of then, of some days in Vietnam, about a subject."""
    found = Event.objects.all()
    if action:
        found = found.filter(action=action)
    if person:
        found = found.filter(by_name=person)
    if first is not None:
        found = found.filter(at__gte=_midnight(first))
    if last is not None:
        found = found.filter(at__lt=_midnight(last + timedelta(days=1)))
    return found.filter(subject_name__icontains=typed) if typed else found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def people_in_journal() -> list[str]:
    """Return the names of all who did something, as they were then."""
    return list(Event.objects.order_by("by_name").values_list("by_name", flat=True).distinct())


def events_of(subject: Model) -> QuerySet[Event]:
    """Return what was done to one object, newest first."""
    return events().filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def first_broken_event() -> Event | str | None:
    """Return the first event whose seal does not hold, words for what is missing at the end, or nothing.

    Reads the whole journal; for a command and a nightly check, not for a page.
    """
    previous = FIRST_SEAL
    for event in Event.objects.order_by("pk").iterator(chunk_size=2000):
        if event.previous_seal != previous or event.seal != seal_of(event):
            return event
        previous = event.seal
    head = Head.objects.filter(pk=1).values_list("seal", flat=True).first() or FIRST_SEAL
    return None if head == previous else "Sự kiện cuối cùng không còn trong nhật ký"
