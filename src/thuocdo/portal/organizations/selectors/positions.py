"""Who answers for the work of a unit on a day: the holders of a position, the unit's officers, else its heads.

The rule in words, with a worked table: ``docs/methods/positions.md``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from django.db.models import Prefetch, Q

from thuocdo.portal.organizations.access import READS_ALL_POSTS
from thuocdo.portal.organizations.models import Membership, Position, Role, User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing

WORKING_ROLES = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
"""Roles in which a person does the work of a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Who answers for a piece of work."""

    people: tuple[User, ...]
    """Whom to ask; empty where the unit has neither officer nor head who can log in."""
    through: Literal["position", "desk", "heads"]
    """Because they hold its position, because they are the unit's officers, or, for want of these, as its heads."""

    @property
    def vacant(self) -> bool:
        """Whether no officer has it, so that its heads are told."""
        return self.through == "heads"


@dataclass
class Posts:
    """Who holds what in some units on a day, read once."""

    holders: defaultdict[int, list[User]] = field(default_factory=lambda: defaultdict(list))
    """By position."""
    officers: defaultdict[int, list[User]] = field(default_factory=lambda: defaultdict(list))
    """By unit, whatever position they hold."""
    heads: defaultdict[int, list[User]] = field(default_factory=lambda: defaultdict(list))
    desks: dict[int, int] = field(default_factory=dict)
    """The position that is a unit's desk, by unit."""

    def answering(self, unit: int, position: int | None = None) -> Answering:
        """Return who answers for work of a unit that a position has, or no position by name."""
        if position is not None:
            people = self.holders[position]
            through: Literal["position", "desk"] = "position"
        else:
            desk = self.desks.get(unit)
            people, through = (self.officers[unit] if desk is None else self.holders[desk]), "desk"
        if people:
            return Answering(people=tuple(people), through=through)
        return Answering(people=tuple(self.heads[unit]), through="heads")


def posts_in(units: Iterable[int], on: date) -> Posts:
    """Return who holds what in some units on a day, in two queries however many there are."""
    wanted = set(units)
    found = Posts(desks=dict(positions_on(on).filter(unit__in=wanted, desk=True).values_list("unit_id", "pk")))
    for held in working_memberships(on).filter(unit__in=wanted).select_related("user"):
        _add(found.heads if held.role == Role.UNIT_HEAD else found.officers, held.unit_id, held.user)
        if held.position_id is not None:
            _add(found.holders, held.position_id, held.user)
    return found


def _add(found: defaultdict[int, list[User]], key: int, user: User) -> None:
    if user not in found[key]:
        found[key].append(user)


def officers_of(unit: Unit, on: date) -> list[User]:
    """Return who answers on a day for the work of a unit that no position has by name; empty if nobody."""
    found = posts_in([unit.pk], on).answering(unit.pk)
    return [] if found.vacant else list(found.people)


def heads_of(unit: Unit, on: date) -> list[User]:
    """Return the heads of a unit on a day who can log in."""
    return posts_in([unit.pk], on).heads[unit.pk]


def has_desk(unit: Unit) -> bool:
    """Return whether some post of a unit is its desk."""
    return Position.objects.filter(unit=unit, desk=True).exists()


def working_memberships(on: date) -> QuerySet[Membership]:
    """Return the memberships in force on a day in which people who can log in do the work of a unit."""
    return (
        Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
        .filter(role__in=WORKING_ROLES, user__is_active=True)
        .order_by("valid_from", "pk")
    )


def positions_on(on: date) -> QuerySet[Position]:
    """Return the positions that are there on a day."""
    return Position.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """A position with who holds it now and who held it before."""

    position: Position
    now: tuple[Membership, ...]
    before: tuple[Membership, ...]
    """The latest first."""
    to_come: tuple[Membership, ...]
    """Who will hold it from a later day."""

    @property
    def vacant(self) -> bool:
        """Whether nobody who can log in holds it."""
        return not any(held.user.is_active for held in self.now)


def position_rows(positions: QuerySet[Position], day: date) -> list[PositionRow]:
    """Return positions with their holders of all times, in two queries."""
    held = Membership.objects.select_related("user", "unit").order_by("-valid_from", "-pk")
    rows = []
    for position in positions.select_related("unit").prefetch_related(Prefetch("memberships", held)):
        all_times = list(position.memberships.all())
        rows.append(
            PositionRow(
                position=position,
                now=tuple(one for one in all_times if one.holds_on(day)),
                before=tuple(one for one in all_times if one.valid_to is not None and one.valid_to <= day),
                to_come=tuple(one for one in all_times if one.valid_from > day),
            )
        )
    return rows


def positions_of(unit: Unit) -> QuerySet[Position]:
    """Return every position that a unit has or had."""
    return Position.objects.filter(unit=unit)


def all_positions() -> QuerySet[Position]:
    """Return every position; a page asks ``access`` whether the person may see the one it shows."""
    return Position.objects.select_related("unit")


def positions_readable(who: Standing, on: date) -> QuerySet[Position]:
    """Return the positions of a day that a person may read, as ``access.may_read_posts`` says it of one unit."""
    rows = positions_on(on).select_related("unit").order_by("unit__sort_key", "unit", "-desk", "pk")
    return rows if who.has(*READS_ALL_POSTS) else rows.filter(unit__in=who.units)


def colleagues(unit: Unit, on: date) -> QuerySet[User]:
    """Return the people who do the work of a unit on a day and can log in."""
    return User.objects.filter(pk__in=working_memberships(on).filter(unit=unit).order_by().values("user"))


def open_memberships() -> QuerySet[Membership]:
    """Return the memberships without a last day; a page asks ``access`` what may be done with the one it shows."""
    return Membership.objects.filter(valid_to__isnull=True).select_related("user", "unit", "position")
