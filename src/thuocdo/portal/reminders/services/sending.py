"""Sending what is due: the morning's round for everybody, or at once to the people of one unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.portal.reminders.models import Mail, MorningRound
from thuocdo.portal.reminders.planning import plan_mails
from thuocdo.portal.reminders.problems import ReminderError
from thuocdo.portal.reminders.reading import morning
from thuocdo.portal.reminders.selectors import morning_done, told_to
from thuocdo.portal.reminders.services.delivery import (
    Fate,
    give_lost_ones_up,
    hand_over,
    open_line,
    refused_before,
    reserve,
    settle,
    take_again,
)
from thuocdo.portal.reminders.things import things

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.reminders.planning import Plan
    from thuocdo.portal.reminders.reading import Morning

_WORDS: Final[Mapping[str, str]] = {
    "sent": "đã gửi",
    "failed": "sẽ gửi lại",
    "given_up": "không gửi được",
    "unknown": "không rõ đã gửi chưa",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What one run did. Printed, it says so in words."""

    counts: Mapping[str, int]
    """Mails by the state they ended in."""
    things: int = 0
    """Things told in the mails that were sent."""
    why_not: str = ""
    """Why the morning's round was not made now; empty where it was."""

    @property
    def sent(self) -> int:
        """How many mails went out."""
        return self.counts.get(Mail.State.SENT, 0)

    def __str__(self) -> str:
        counted = [f"{self.counts[state]} thư {words}" for state, words in _WORDS.items() if self.counts.get(state)]
        return "; ".join([*counted, *([self.why_not] if self.why_not else [])]) or "không có việc mới để nhắc"


def plan_of(standing: Morning, *, at_once: bool = False) -> Plan:
    """Return the mails that a morning has, as things stand."""
    facts = standing.facts
    return plan_mails(things(facts), facts.people, told_to(facts.people), today=facts.today, at_once=at_once)


def send_due(*, at: datetime) -> Summary:
    """Send what is due: once on each working day from the morning on; what a server refused before, again.

    Called as often as one likes, by as many workers as one likes.

    :raises ReminderError: RM-103 if there is something to send and the mail server does not answer.
    """
    give_lost_ones_up(at=at)
    day = timezone.localdate(at)
    attempts: list[Attempt] = [partial(take_again, mail, at=at) for mail in refused_before(at=at)]
    if why_not := _not_now(day, at):
        counts, told = _sent(attempts, at=at)
        return Summary(counts=counts, things=told, why_not=why_not)
    attempts += _firsts(plan_of(morning(day)), day=day, at=at, asked_by=None)
    counts, told = _sent(attempts, at=at)
    with transaction.atomic():
        done, first = MorningRound.objects.get_or_create(day=day, defaults={"mails": counts.total(), "finished_at": at})
        if first and counts:
            now = {"day": day.isoformat(), "things": told, **counts}
            record("reminders.morning.sent", by=None, at=at, subject=done, now=now)
    return Summary(counts=counts, things=told)


def _not_now(day: date, at: datetime) -> str:
    """Return why the round of a day is not to be made at a moment."""
    if not working_calendar().is_workday(day):
        return "hôm nay không phải ngày làm việc"
    if timezone.localtime(at).time() < settings.REMIND_AT:
        return f"chưa đến giờ nhắc việc {settings.REMIND_AT:%H:%M}"
    return "đã nhắc việc của hôm nay" if morning_done(day) else ""


def send_now(*, unit: Unit, by: User, at: datetime) -> Summary:
    """Send to the people of one unit at once, whatever the hour: what is new to them, and nobody twice on a day.

    :raises ReminderError: RM-101 if there is nothing new, RM-102 if nobody can be written to today, RM-103 if the mail
        server does not answer.
    """
    day = timezone.localdate(at)
    standing = morning(day, unit=unit)
    people = standing.facts.people.values()
    params = {"unit": unit.full_name}
    if not any(one.reachable and one.wants and (one.last_mail is None or one.last_mail < day) for one in people):
        raise ReminderError(Problem(code="RM-102", params=params))
    planned = plan_of(standing, at_once=True)
    if not planned.digests:
        raise ReminderError(Problem(code="RM-101", params=params))
    counts, told = _sent(_firsts(planned, day=day, at=at, asked_by=by), at=at)
    with transaction.atomic():
        record("reminders.unit.sent_now", by=by, at=at, subject=unit, now={"things": told, **counts})
    return Summary(counts=counts, things=told)


Attempt = Callable[[], Mail | None]
"""Takes the right to send one mail; nothing when somebody else has it."""


def _firsts(planned: Plan, *, day: date, at: datetime, asked_by: User | None) -> list[Attempt]:
    return [partial(reserve, digest, day=day, at=at, asked_by=asked_by) for digest in planned.digests]


def _sent(attempts: Sequence[Attempt], *, at: datetime) -> tuple[Counter[str], int]:
    """Take and send one mail after the other: a worker that dies leaves the rest to the next.

    :raises ReminderError: RM-103 when the mail server does not answer; what was not taken yet is not touched.
    """
    counts, told = Counter[str](), 0
    if not attempts:
        return counts, told
    line = open_line()
    try:
        for attempt in attempts:
            if (mail := attempt()) is None:
                continue
            fate, said = hand_over(mail, line)
            state = settle(mail, fate, said, at=at)
            counts[state] += 1
            told += mail.things if state == Mail.State.SENT else 0
            if fate is Fate.UNKNOWN:
                # What broke under one mail must not break under all that follow.
                line.close()
                line = open_line()
    finally:
        line.close()
    return counts, told
