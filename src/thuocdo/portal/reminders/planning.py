"""Who is written to today, and about what: things that may be told in, one digest a person out. No database, no clock.

The rules in words, with a worked table: ``docs/methods/reminders.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


class Rhythm(StrEnum):
    """How often a person is written to at most."""

    DAILY = "daily"
    WEEKLY = "weekly"


class Kind(StrEnum):
    """Under which heading of the mail a thing stands; the mail has them in this order."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    DUE = "due"
    APPROVAL = "approval"
    OFFICER = "officer"
    UNIT_OVERDUE = "unit_overdue"
    ROUND = "round"
    QUEUE = "queue"
    UNITS = "units"


_PLACE: Final[Mapping[Kind, int]] = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may be written to."""

    key: int
    wants: bool = True
    rhythm: Rhythm = Rhythm.DAILY
    reachable: bool = True
    """Whether there is an address to write to."""
    last_mail: date | None = None
    """The day of the last mail to this person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that one person may be told."""

    person: int
    base: str
    """What it is: the object, its due day or act, the stage. The same words never mean two things."""
    kind: Kind
    title: str
    note: str
    path: str
    """The page of the portal where it is done."""
    again_after: int | None = None
    """Days after which it may be told once more while it lasts; ``None``: once and never again."""
    order: int = 0
    """Smaller stands higher under its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person has been told of a thing."""

    times: int
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing in a digest: ``number`` counts how often it was told before."""

    thing: Thing
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one mail tells one person."""

    person: int
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The mails of a day, and the people who cannot be reached although there is something to tell."""

    digests: Sequence[Digest]
    unreachable: Sequence[Digest]


def plan_mails(
    things: Iterable[Thing],
    people: Mapping[int, Person],
    told: Mapping[tuple[int, str], Told],
    *,
    today: date,
    at_once: bool = False,
) -> Plan:
    """Return the mails of a day: nothing twice, at most one mail a person and day, none where nothing is new.

    :param things: what may be told; of two things with the same words for one person the first counts.
    :param people: everybody who may be written to; things for anybody else are left out.
    :param told: what was told before, by person and thing.
    :param at_once: somebody presses the button: a weekly rhythm is not waited for, the rest holds.
    """
    open_to = {key for key, person in people.items() if _may_be_written(person, today, at_once=at_once)}
    found: dict[int, dict[str, Entry]] = {}
    for thing in things:
        if thing.person not in open_to or thing.base in found.get(thing.person, ()):
            continue
        number = _next_number(thing, told.get((thing.person, thing.base)), today)
        if number is not None:
            found.setdefault(thing.person, {})[thing.base] = Entry(thing=thing, number=number)
    digests = [Digest(person=key, entries=_ordered(entries.values())) for key, entries in sorted(found.items())]
    return Plan(
        digests=[one for one in digests if people[one.person].reachable],
        unreachable=[one for one in digests if not people[one.person].reachable],
    )


def _may_be_written(person: Person, today: date, *, at_once: bool) -> bool:
    if not person.wants:
        return False
    if person.last_mail is None:
        return True
    if person.rhythm is Rhythm.WEEKLY and not at_once:
        return person.last_mail.isocalendar()[:2] < today.isocalendar()[:2]
    return person.last_mail < today


def _next_number(thing: Thing, told: Told | None, today: date) -> int | None:
    """Return how often a thing was told before, or nothing when it must not be told today."""
    if told is None:
        return 0
    if thing.again_after is None or (today - told.last).days < thing.again_after:
        return None
    return told.times


def _ordered(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (_PLACE[entry.thing.kind], entry.thing.order, entry.thing.title))
