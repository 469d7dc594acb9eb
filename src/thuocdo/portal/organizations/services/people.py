"""Adding people, giving and ending roles. Every act is in the journal, in the same transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.organizations.models import Membership, Role, User
from thuocdo.portal.organizations.problems import PeopleError
from thuocdo.portal.organizations.selectors import active_administrators, user_named
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Position, Unit

# Without the letters and figures that are read one for another when somebody dictates them.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person just added, with the password to hand over once; it is kept nowhere."""

    user: User
    one_time_password: str


def random_password() -> str:
    """Return a password that can be read aloud: four groups of four letters and figures, 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def add_person(
    *,
    username: str,
    display_name: str,
    by: User | None,
    at: datetime,
    email: str = "",
    password: str | None = None,
    must_change_password: bool = True,
) -> NewPerson:
    """Add a person who may log in, with a one-time password.

    :param password: given only for sample people; else one is made.
    :raises PeopleError: if the user name or the e-mail belongs to somebody already.
    """
    problems = [Problem(code="OR-101", place=Place(item=username))] if user_named(username) else []
    if email and User.objects.filter(email__iexact=email).exists():
        problems.append(Problem(code="OR-102", place=Place(item=email)))
    if problems:
        raise PeopleError(problems)
    word = password or random_password()
    user = User(
        username=username,
        display_name=display_name,
        email=email,
        must_change_password=must_change_password,
        created_at=at,
        password=make_password(word),
    )
    user.save()
    record(
        "organizations.user.added",
        by=by,
        at=at,
        subject=user,
        now={"username": username, "display_name": display_name, "email": email},
    )
    return NewPerson(user=user, one_time_password=word)


@transaction.atomic
def add_person_with_role(  # noqa: PLR0913 (a person and a role, each part by its name)
    *,
    username: str,
    display_name: str,
    email: str,
    unit: Unit,
    role: Role,
    valid_from: date,
    by: User,
    at: datetime,
    position: Position | None = None,
) -> NewPerson:
    """Add a person together with a first role: both or neither.

    :raises PeopleError: as :func:`add_person` and :func:`grant_membership` do.
    """
    new = add_person(username=username, display_name=display_name, email=email, by=by, at=at)
    grant_membership(user=new.user, unit=unit, role=role, valid_from=valid_from, position=position, by=by, at=at)
    return new


@transaction.atomic
def issue_one_time_password(*, user: User, by: User, at: datetime) -> NewPerson:
    """Give a person a new one-time password; the old one stops working and open sessions end."""
    user = User.objects.select_for_update().get(pk=user.pk)
    word = random_password()
    user.password, user.must_change_password = make_password(word), True
    user.save(update_fields=["password", "must_change_password"])
    record("organizations.user.password_issued", by=by, at=at, subject=user)
    return NewPerson(user=user, one_time_password=word)


@transaction.atomic
def set_sample_password(*, user: User, password: str, at: datetime) -> None:
    """Give a sample person the password of this installation's file; never for a real person."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.password, user.must_change_password = make_password(password), False
    user.save(update_fields=["password", "must_change_password"])
    record("organizations.user.sample_password_set", by=None, at=at, subject=user)


@transaction.atomic
def password_was_changed(*, user: User, at: datetime) -> None:
    """Note that a person chose an own password: the one-time password is spent."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    record("organizations.user.password_changed", by=user, at=at, subject=user)


@transaction.atomic
def person_logged_in(*, user: User, at: datetime) -> None:
    """Note that a person logged in, and from where."""
    record("organizations.user.logged_in", by=user, at=at, subject=user)


@transaction.atomic
def change_own_profile(*, user: User, display_name: str, email: str, at: datetime) -> User:
    """Change a person's own name and e-mail.

    :raises PeopleError: if the e-mail belongs to somebody else.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise PeopleError(Problem(code="OR-102", place=Place(item=email)))
    was = {"display_name": user.display_name, "email": user.email}
    now = {"display_name": display_name, "email": email}
    if was != now:
        user.display_name, user.email = display_name, email
        user.save(update_fields=["display_name", "email"])
        record("organizations.user.profile_changed", by=user, at=at, subject=user, was=was, now=now)
    return user


@transaction.atomic
def set_active(*, user: User, active: bool, by: User, at: datetime) -> User:
    """Open or close a person's login.

    :raises PeopleError: if it would leave no administrator who can log in.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active == active:
        return user
    if not active:
        _keep_an_administrator(without=user, at=at)
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(
        "organizations.user.opened" if active else "organizations.user.closed",
        by=by,
        at=at,
        subject=user,
        was={"is_active": not active},
        now={"is_active": active},
    )
    return user


@transaction.atomic
def grant_membership(
    *,
    user: User,
    unit: Unit,
    role: Role,
    valid_from: date,
    by: User | None,
    at: datetime,
    position: Position | None = None,
) -> Membership:
    """Give a person a role in a unit from a day on, in a position or without one.

    :raises PeopleError: if the person has that role in that position there already, if the unit or the position is not
        there on that day, or the position is another unit's.
    """
    place = Place(item=str(user))
    problems = []
    if Membership.objects.filter(user=user, unit=unit, role=role, position=position, valid_to__isnull=True).exists():
        problems.append(Problem(code="OR-103", place=place, params={"role": str(role.label), "unit": str(unit)}))
    if not unit.exists_on(valid_from):
        day = valid_from.strftime("%d/%m/%Y")
        problems.append(Problem(code="OR-104", place=place, params={"unit": str(unit), "day": day}))
    if position is not None and not (position.unit_id == unit.pk and position.there_on(valid_from)):
        params = {"title": position.title["vi"], "unit": str(unit), "day": format_date(valid_from)}
        problems.append(Problem(code="OR-117", place=place, params=params))
    if problems:
        raise PeopleError(problems)
    membership = Membership.objects.create(user=user, unit=unit, role=role, valid_from=valid_from, position=position)
    record("organizations.membership.granted", by=by, at=at, subject=membership, now=_facts(membership))
    return membership


@transaction.atomic
def close_membership(*, membership: Membership, day: date, by: User, at: datetime) -> Membership:
    """End a membership; ``day`` is the first on which it no longer holds. The row stays, as history.

    What its post holds is the business of :func:`~thuocdo.portal.organizations.services.handovers.leave_post`.

    :raises PeopleError: if the role has ended already, would end before it began, or it is the last administrator's.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "unit", "position")
        .get(pk=membership.pk)
    )
    place = Place(item=str(membership))
    if membership.valid_to is not None:
        raise PeopleError(Problem(code="OR-105", place=place, params={"day": f"{membership.valid_to:%d/%m/%Y}"}))
    if day < membership.valid_from:
        raise PeopleError(Problem(code="OR-106", place=place, params={"day": f"{membership.valid_from:%d/%m/%Y}"}))
    if membership.role == Role.ADMINISTRATOR:
        _keep_an_administrator(without=membership.user, at=at)
    was, membership.valid_to = _facts(membership), day
    membership.save(update_fields=["valid_to"])
    record("organizations.membership.ended", by=by, at=at, subject=membership, was=was, now=_facts(membership))
    return membership


def _keep_an_administrator(*, without: User, at: datetime) -> None:
    administrators = active_administrators(timezone.localdate(at))
    if without in administrators and not administrators.exclude(pk=without.pk).exists():
        raise PeopleError(Problem(code="OR-107", place=Place(item=str(without))))


def _facts(membership: Membership) -> dict[str, str | None]:
    return {
        "user": membership.user.username,
        "unit": str(membership.unit),
        "role": membership.role,
        "position": membership.position.title["vi"] if membership.position else None,
        "valid_from": membership.valid_from.isoformat(),
        "valid_to": membership.valid_to.isoformat() if membership.valid_to else None,
    }
