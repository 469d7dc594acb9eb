"""Leaving a post: what passes is named, the next one is named or the post is left vacant, the receiver confirms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.organizations.holdings import Post, held_by
from thuocdo.portal.organizations.models import Handover, Membership, Role
from thuocdo.portal.organizations.problems import PeopleError, StaleError
from thuocdo.portal.organizations.selectors import WORKING_ROLES, has_desk
from thuocdo.portal.organizations.services.people import close_membership, grant_membership
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Position, Unit, User

State = Handover.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """Where somebody goes who leaves a post."""

    unit: Unit
    role: Role
    position: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """How a post is left: from which day, why, and who has it afterwards."""

    day: date
    reason: str = ""
    successor: User | None = None
    vacant: bool = False
    """Said explicitly: nobody yet. The work stays with the post, and the unit's head is told."""
    onward: Onward | None = None


@transaction.atomic
def leave_post(*, membership: Membership, leaving: Leaving, by: User, at: datetime) -> Handover | None:
    """End a membership; where the post has work, or somebody takes it over, a record names what passes.

    :raises PeopleError: OR-120 if there is work and neither a successor nor “vacant” was said, OR-121 if the successor
        is the person who goes, OR-122 without a reason where a record is made, OR-124 if the person would go to the
        same post; and as :func:`close_membership` and :func:`grant_membership` do.
    """
    membership = Membership.objects.select_related("user", "unit", "position").get(pk=membership.pk)
    items = passing_on(membership)
    needed = bool(items) or leaving.successor is not None
    if problems := _refused(membership, leaving, items=len(items), needed=needed):
        raise PeopleError(problems)
    close_membership(membership=membership, day=leaving.day, by=by, at=at)
    if (onward := leaving.onward) is not None:
        grant_membership(
            user=membership.user,
            unit=onward.unit,
            role=onward.role,
            position=onward.position,
            valid_from=leaving.day,
            by=by,
            at=at,
        )
    return _recorded(membership, leaving, items, by=by, at=at) if needed else None


def end_membership(*, membership: Membership, last_day: date, by: User, at: datetime) -> Handover | None:
    """End a role whose post has no work; ``last_day`` is the first day on which it no longer holds.

    :raises PeopleError: OR-120 if there is work to hand over; and as :func:`close_membership`.
    """
    return leave_post(membership=membership, leaving=Leaving(day=last_day), by=by, at=at)


def _refused(membership: Membership, leaving: Leaving, *, items: int, needed: bool) -> list[Problem]:
    place, problems = Place(item=str(membership)), []
    if items and leaving.successor is None and not leaving.vacant:
        problems.append(Problem(code="OR-120", place=place, params={"count": str(items)}))
    if leaving.successor is not None and leaving.successor.pk == membership.user_id:
        problems.append(Problem(code="OR-121", place=place))
    if needed and not leaving.reason.strip():
        problems.append(Problem(code="OR-122", place=place))
    onward = leaving.onward
    if onward is not None and Post.of(membership) == Post(unit=onward.unit, role=onward.role, position=onward.position):
        problems.append(Problem(code="OR-124", place=place))
    return problems


def _recorded(
    membership: Membership, leaving: Leaving, items: list[dict[str, str]], *, by: User, at: datetime
) -> Handover:
    handover = Handover.objects.create(
        membership=membership,
        unit=membership.unit,
        position=membership.position,
        role=membership.role,
        giver=membership.user,
        receiver=leaving.successor,
        day=leaving.day,
        reason=leaving.reason.strip(),
        items=items,
        state=State.WAITING if leaving.successor else State.VACANT,
        made_at=at,
        made_by=by,
    )
    if leaving.successor is not None:
        _takes_over(handover, leaving.successor, day=leaving.day, by=by, at=at)
    record("organizations.handover.made", by=by, at=at, subject=handover, now=_facts(handover))
    return handover


def passing_on(membership: Membership) -> list[dict[str, str]]:
    """Return what somebody would pass on who left a membership: what its post holds.

    Where no post of the unit is its desk, the last officer to hold a position has what no position has as well.
    """
    items = held_now(Post.of(membership))
    if membership.position is None or membership.role != Role.UNIT_OFFICER or has_desk(membership.unit):
        return items
    others = Membership.objects.filter(unit=membership.unit, role=Role.UNIT_OFFICER, valid_to__isnull=True)
    if others.exclude(user=membership.user).filter(user__is_active=True).exists():
        return items
    return items + held_now(Post(unit=membership.unit, role=membership.role))


def held_now(post: Post) -> list[dict[str, str]]:
    """Return what a post holds, in the words of a record: Vietnamese, whatever language the page is in."""
    if post.role not in WORKING_ROLES:
        return []
    with translation.override("vi"):
        return held_by(post)


@transaction.atomic
def name_receiver(*, handover: Handover, receiver: User, version: int, by: User, at: datetime) -> Handover:
    """Name who takes over what was left vacant; from then on that person has the post.

    :raises StaleError: if somebody changed the record since it was looked at.
    :raises PeopleError: OR-121 if it is the person who went, OR-123 if the record is not vacant any more.
    """
    handover = _locked(handover, version)
    if handover.state != State.VACANT:
        raise PeopleError(_wrong_state(handover))
    if receiver.pk == handover.giver_id:
        raise PeopleError(Problem(code="OR-121", place=Place(item=str(handover))))
    handover.receiver, handover.state = receiver, State.WAITING
    _takes_over(handover, receiver, day=max(handover.day, timezone.localdate(at)), by=by, at=at)
    return _changed(handover, "organizations.handover.receiver_named", by=by, at=at)


@transaction.atomic
def confirm_receipt(*, handover: Handover, version: int, by: User, at: datetime, note: str = "") -> Handover:
    """Confirm that what the record names was received; a remark of the receiver is kept with it.

    :raises StaleError: if somebody changed the record since it was looked at.
    :raises PeopleError: OR-123 if it does not wait for a receiver, OR-125 if it waits for somebody else.
    """
    handover = _locked(handover, version)
    if handover.state != State.WAITING:
        raise PeopleError(_wrong_state(handover))
    if handover.receiver_id != by.pk:
        params = {"receiver": str(handover.receiver)}
        raise PeopleError(Problem(code="OR-125", place=Place(item=str(handover)), params=params))
    handover.state, handover.received_at, handover.note = State.RECEIVED, at, note.strip()
    return _changed(handover, "organizations.handover.received", by=by, at=at)


def _takes_over(handover: Handover, receiver: User, *, day: date, by: User, at: datetime) -> None:
    """Put the receiver in the post from a day on, unless there already; who is an officer has a post without name."""
    held = Membership.objects.filter(user=receiver, unit=handover.unit, role=handover.role)
    if handover.position is not None:
        held = held.filter(position=handover.position)
    if held.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).exists():
        return
    grant_membership(
        user=receiver,
        unit=handover.unit,
        role=Role(handover.role),
        position=handover.position,
        valid_from=day,
        by=by,
        at=at,
    )


def _locked(handover: Handover, version: int) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",))
    found = rows.select_related("unit", "position", "membership", "giver", "receiver").get(pk=handover.pk)
    if found.version != version:
        raise StaleError(Problem(code="OR-111", place=Place(item=str(found)), params={"title": str(found)}))
    return found


def _wrong_state(handover: Handover) -> Problem:
    return Problem(code="OR-123", place=Place(item=str(handover)), params={"state": str(handover.get_state_display())})


def _changed(handover: Handover, action: str, *, by: User, at: datetime) -> Handover:
    handover.version += 1
    handover.save()
    record(action, by=by, at=at, subject=handover, now=_facts(handover))
    return handover


def _facts(handover: Handover) -> dict[str, object]:
    return {
        "giver": str(handover.giver),
        "receiver": str(handover.receiver) if handover.receiver else None,
        "position": str(handover.position) if handover.position else None,
        "unit": str(handover.unit),
        "day": format_date(handover.day),
        "reason": handover.reason,
        "state": handover.state,
        "items": len(handover.items),
    }
