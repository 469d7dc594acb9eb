"""Positions of a unit: added, renamed, made the desk, given to people, ended. Every act is in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.organizations.holdings import Post, held_by
from thuocdo.portal.organizations.models import Handover, Membership, Position, Role
from thuocdo.portal.organizations.problems import PeopleError, StaleError
from thuocdo.portal.organizations.selectors import positions_on, working_memberships
from thuocdo.portal.organizations.services.handovers import name_receiver
from thuocdo.portal.organizations.services.people import close_membership, grant_membership
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Unit, User


@transaction.atomic
def add_position(*, unit: Unit, title: str, valid_from: date, by: User, at: datetime) -> Position:
    """Add a post to a unit.

    :raises PeopleError: OR-110 if the unit has a post of that name, OR-104 if it is not there on that day.
    """
    title = title.strip()
    problems = _same_title(unit, title, valid_from)
    if not unit.exists_on(valid_from):
        params = {"unit": str(unit), "day": format_date(valid_from)}
        problems.append(Problem(code="OR-104", place=Place(item=title), params=params))
    if problems:
        raise PeopleError(problems)
    position = Position.objects.create(unit=unit, title={"vi": title}, valid_from=valid_from)
    record("organizations.position.added", by=by, at=at, subject=position, now=_facts(position))
    return position


@transaction.atomic
def rename_position(*, position: Position, title: str, version: int, by: User, at: datetime) -> Position:
    """Give a post another name; who holds it and what it has stay.

    :raises PeopleError: OR-110 if the unit has a post of that name; as :class:`StaleError` if somebody was faster.
    """
    position, title = _locked(position, version), title.strip()
    if position.title["vi"] == title:
        return position
    if problems := _same_title(position.unit, title, position.valid_from, but=position):
        raise PeopleError(problems)
    was = _facts(position)
    position.title = {**position.title, "vi": title}
    return _changed(position, "organizations.position.renamed", was, by, at)


@transaction.atomic
def set_desk(*, position: Position, desk: bool, version: int, by: User, at: datetime) -> Position:
    """Make a post the desk of its unit, which has all work that no position has by name; or no longer.

    :raises StaleError: if somebody changed the post since it was looked at.
    """
    of_unit = Position.objects.filter(unit=position.unit_id)
    list(of_unit.select_for_update().order_by("pk").values_list("pk"))  # who makes another one the desk now, waits
    position = _locked(position, version)
    if position.desk == desk:
        return position
    if desk:
        of_unit.filter(desk=True).update(desk=False)
    was, position.desk = _facts(position), desk
    return _changed(position, "organizations.position.desk_set", was, by, at)


@transaction.atomic
def end_position(*, position: Position, day: date, version: int, by: User, at: datetime) -> Position:
    """End a post from a day on; it stays, as history.

    :raises PeopleError: OR-105 it ended already, OR-106 before it began, OR-112 somebody holds it on that day,
        OR-113 it still has work: all that apply.
    """
    position = _locked(position, version)
    if position.valid_to is not None:
        raise PeopleError(_of(position, "OR-105", day=position.valid_to))
    problems = [_of(position, "OR-106", day=position.valid_from)] if day < position.valid_from else []
    holders = Membership.objects.filter(position=position, valid_to__isnull=True) | Membership.objects.filter(
        position=position, valid_to__gt=day
    )
    if names := sorted({str(held.user) for held in holders.select_related("user")}):
        params = {"people": ", ".join(names)}
        problems.append(Problem(code="OR-112", place=Place(item=str(position)), params=params))
    was, position.desk = _facts(position), False
    # Without being the desk: what no position has by name goes back to the unit's officers and ends with no post.
    if held := held_by(Post(unit=position.unit, role=Role.UNIT_OFFICER, position=position)):
        problems.append(Problem(code="OR-113", place=Place(item=str(position)), params={"count": str(len(held))}))
    if problems:
        raise PeopleError(problems)
    position.valid_to = day
    return _changed(position, "organizations.position.ended", was, by, at)


@transaction.atomic
def give_position(*, position: Position, user: User, valid_from: date, by: User, at: datetime) -> Membership:
    """Put an officer of the unit in a post from a day on, beside whoever holds it and whatever else the officer holds.

    What an officer left vacant there now waits for this one's confirmation.

    :raises PeopleError: OR-116 if the person does not work in the unit on that day, OR-117 if the post is not there,
        OR-103 if the person holds it already.
    """
    position = Position.objects.select_for_update().select_related("unit").get(pk=position.pk)
    in_unit = working_memberships(valid_from).filter(unit=position.unit, user=user).select_related("user", "unit")
    if not in_unit.exists():
        raise PeopleError(Problem(code="OR-116", place=Place(item=str(user)), params={"unit": str(position.unit)}))
    bare = in_unit.filter(role=Role.UNIT_OFFICER, position__isnull=True, valid_to__isnull=True).first()
    if bare is not None and bare.valid_from <= valid_from:
        close_membership(membership=bare, day=valid_from, by=by, at=at)
    given = grant_membership(
        user=user, unit=position.unit, role=Role.UNIT_OFFICER, valid_from=valid_from, position=position, by=by, at=at
    )
    vacant = Handover.objects.filter(position=position, role=Role.UNIT_OFFICER, state=Handover.State.VACANT)
    for handover in vacant.exclude(giver=user):
        name_receiver(handover=handover, receiver=user, version=handover.version, by=by, at=at)
    return given


def _locked(position: Position, version: int) -> Position:
    found = Position.objects.select_for_update(of=("self",)).select_related("unit").get(pk=position.pk)
    if found.version != version:
        raise StaleError(_of(found, "OR-111"))
    return found


def _of(position: Position, code: str, *, day: date | None = None) -> Problem:
    params = {"title": position.title["vi"]} | ({"day": format_date(day)} if day else {})
    return Problem(code=code, place=Place(item=str(position)), params=params)


def _same_title(unit: Unit, title: str, day: date, *, but: Position | None = None) -> list[Problem]:
    others = positions_on(day).filter(unit=unit)
    if any(fold(other.title["vi"]) == fold(title) and other != but for other in others):
        return [Problem(code="OR-110", place=Place(item=title), params={"title": title, "unit": str(unit)})]
    return []


def _changed(position: Position, action: str, was: dict[str, object], by: User, at: datetime) -> Position:
    position.version += 1
    position.save()
    record(action, by=by, at=at, subject=position, was=was, now=_facts(position))
    return position


def _facts(position: Position) -> dict[str, object]:
    return {
        "unit": str(position.unit),
        "title": position.title["vi"],
        "desk": position.desk,
        "valid_from": position.valid_from.isoformat(),
        "valid_to": position.valid_to.isoformat() if position.valid_to else None,
    }
