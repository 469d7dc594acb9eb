"""Handing one mail to the mail server, and keeping what became of it.

A mail and its things are reserved, for everybody to see, before anything is sent: of two workers one finds them taken.
What became of it is written down afterwards. Where nobody can know whether the server took it (the worker died, the
line broke), it is ``unknown`` and never sent again: told at most once.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction

from thuocdo.errors import Problem
from thuocdo.portal.reminders.models import MOST_ATTEMPTS, Mail, Telling
from thuocdo.portal.reminders.problems import ReminderError
from thuocdo.portal.reminders.writing import bodies, content_of, subject_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.mail.backends.base import BaseEmailBackend

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.reminders.planning import Digest

State = Mail.State
LOST_AFTER: Final = timedelta(minutes=30)
"""A mail that has been under way for so long has lost its worker."""
PAUSE: Final = timedelta(minutes=15)
"""Between one attempt and the next, times the attempts made."""


class Fate(StrEnum):
    """What became of one attempt."""

    SENT = "sent"
    REFUSED = "refused"
    """The server said no, perhaps only for now."""
    HOPELESS = "hopeless"
    """The server said no for good."""
    UNKNOWN = "unknown"


# ── Reserving ────────────────────────────────────────────────────────────────────────────────────────────────────────
def reserve(digest: Digest, *, day: date, at: datetime, asked_by: User | None) -> Mail | None:
    """Take the right to tell one person these things; nothing if somebody else has it already."""
    content = content_of(digest)
    try:
        with transaction.atomic():
            mail = Mail.objects.create(
                user_id=digest.person,
                day=day,
                subject=subject_of(digest, day),
                content=content,
                things=len(digest.entries),
                reserved_at=at,
                asked_by=asked_by,
            )
            Telling.objects.bulk_create(
                Telling(mail=mail, user_id=digest.person, base=entry.thing.base, number=entry.number, day=day)
                for entry in digest.entries
            )
    except IntegrityError:
        return None
    return mail


def refused_before(*, at: datetime) -> list[Mail]:
    """Return the mails that a server refused and that may be tried again now."""
    failed = Mail.objects.filter(state=State.FAILED, settled_at__isnull=False).order_by("settled_at", "pk")
    return [mail for mail in failed if mail.settled_at and at >= mail.settled_at + PAUSE * mail.attempts]


def take_again(mail: Mail, *, at: datetime) -> Mail | None:
    """Take the right to try a mail once more; nothing if somebody else took it."""
    same = Mail.objects.filter(pk=mail.pk, state=State.FAILED, attempts=mail.attempts)
    if not same.update(state=State.RESERVED, attempts=mail.attempts + 1, reserved_at=at, settled_at=None):
        return None
    return Mail.objects.select_related("user").get(pk=mail.pk)


def give_lost_ones_up(*, at: datetime) -> int:
    """Mark the mails whose worker died in the middle: nobody knows whether they went out, so they never go again."""
    lost = Mail.objects.filter(state=State.RESERVED, reserved_at__lt=at - LOST_AFTER)
    return lost.update(state=State.UNKNOWN, settled_at=at, error="Tiến trình gửi thư dừng giữa chừng")


# ── Handing over ─────────────────────────────────────────────────────────────────────────────────────────────────────
def open_line() -> BaseEmailBackend:
    """Connect to the mail server before anything is reserved.

    :raises ReminderError: RM-103 if it does not answer.
    """
    line = get_connection()
    try:
        line.open()
    except (OSError, SMTPException) as error:
        raise ReminderError(Problem(code="RM-103", params={"error": words_of(error)})) from error
    return line


def hand_over(mail: Mail, line: BaseEmailBackend) -> tuple[Fate, str]:
    """Give one mail to the server; return what became of it, and what the server said."""
    try:
        line.send_messages([_message(mail, line)])
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        return _refused(min(codes), words_of(refused))
    except SMTPResponseException as refused:
        return _refused(refused.smtp_code, words_of(refused))
    except ValueError as unfit:  # Django takes no line break in a head and no address that is none
        return Fate.HOPELESS, words_of(unfit)
    except (OSError, SMTPException) as broken:
        # The line broke somewhere between our first word and the server's last: it may have the mail or not.
        return Fate.UNKNOWN, words_of(broken)
    return Fate.SENT, ""


def _refused(code: int, said: str) -> tuple[Fate, str]:
    return (Fate.HOPELESS if code >= 500 else Fate.REFUSED), said


def words_of(error: Exception) -> str:
    """Return what went wrong as it can be kept."""
    return f"{type(error).__name__}: {error}"[:300]


def _message(mail: Mail, line: BaseEmailBackend) -> EmailMultiAlternatives:
    address = settings.PORTAL_ADDRESS
    text, html = bodies(mail.content, name=mail.user.display_name, day=mail.day, address=address)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    # The same id at every attempt: a server that has the mail already can tell.
    headers = {"Message-ID": f"<{mail.public_id}@{host}>", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(mail.subject, text, to=[mail.user.email], headers=headers, connection=line)
    message.attach_alternative(html, "text/html")
    return message


# ── Keeping what became of it ────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def settle(mail: Mail, fate: Fate, said: str, *, at: datetime) -> str:
    """Keep what became of an attempt; of a mail that is given up, its things may be told the next morning."""
    mail.state, mail.settled_at, mail.error = _state(mail, fate), at, said
    if mail.state == State.GIVEN_UP:
        Telling.objects.filter(mail=mail).delete()
    mail.save(update_fields=["state", "settled_at", "error"])
    return mail.state


def _state(mail: Mail, fate: Fate) -> str:
    if fate is Fate.SENT:
        return State.SENT
    if fate is Fate.UNKNOWN:
        return State.UNKNOWN
    last = fate is Fate.HOPELESS or mail.attempts >= MOST_ATTEMPTS
    return State.GIVEN_UP if last else State.FAILED
