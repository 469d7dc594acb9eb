"""Reading people and their memberships: who is what, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q

from thuocdo.portal.organizations.models import Membership, Unit, User
from thuocdo.portal.organizations.selectors.units import root, units_within

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

WHOLE_PROVINCE_ROLES = frozenset({"administrator", "coordinator", "province_leader", "auditor"})


def units_in_reach_of(user: User | AnonymousUser, day: date) -> QuerySet[Unit]:
    """Return the units whose own affairs a person may see on a day: all under the root, or the person's own subtree."""
    held = list(memberships_on(user, day)) if isinstance(user, User) else []
    top = root()
    if top is not None and any(membership.role in WHOLE_PROVINCE_ROLES for membership in held):
        return units_within(top)
    own = {membership.unit_id for membership in held}
    return Unit.objects.filter(Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own))


def memberships_on(user: User, day: date) -> QuerySet[Membership]:
    """Return the memberships of a person in force on a day."""
    return (
        Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), user=user, valid_from__lte=day)
        .select_related("unit", "position")
        .order_by("valid_from", "pk")
    )


def membership_history(user: User) -> QuerySet[Membership]:
    """Return every membership that a person ever had, newest first."""
    return Membership.objects.filter(user=user).select_related("unit", "position").order_by("-valid_from", "-pk")


def memberships_visible_to(user: User | AnonymousUser, day: date) -> QuerySet[Membership]:
    """Return the memberships that a person may manage: those of the people the person may manage."""
    return Membership.objects.filter(user__in=people_visible_to(user, day)).select_related("user", "unit", "position")


def people_visible_to(user: User | AnonymousUser, day: date) -> QuerySet[User]:
    """Return the people that a person may manage: all for an administrator, else none."""
    if not isinstance(user, User):
        return User.objects.none()
    administrator = memberships_on(user, day).filter(role="administrator").exists()
    return User.objects.all() if administrator else User.objects.none()


def people_listed(user: User, *, day: date, typed: str = "", role: str = "") -> QuerySet[User]:
    """Return the people that an administrator sees in the list, with the memberships in force."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    people = people_visible_to(user, day).prefetch_related(
        Prefetch(
            "memberships",
            Membership.objects.filter(in_force).select_related("unit", "position"),
            to_attr="current_memberships",
        )
    )
    if role:
        people = people.filter(Exists(Membership.objects.filter(in_force, user=OuterRef("pk"), role=role)))
    if typed:
        people = people.filter(
            Q(display_name__icontains=typed) | Q(username__icontains=typed) | Q(email__icontains=typed)
        )
    return people.order_by("display_name", "pk")


def people_without_role(user: User, day: date) -> QuerySet[User]:
    """Return the people who can log in and have no role on a day, for whoever manages people."""
    held = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), user=OuterRef("pk"), valid_from__lte=day
    )
    return people_visible_to(user, day).filter(~Exists(held), is_active=True)


def active_administrators(day: date) -> QuerySet[User]:
    """Return the people who can log in and are administrators on a day."""
    held = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), user=OuterRef("pk"), role="administrator", valid_from__lte=day
    )
    return User.objects.filter(Exists(held), is_active=True)


def people_with_role(*roles: str, day: date) -> QuerySet[User]:
    """Return the people who can log in and have one of some roles on a day, with the memberships in force."""
    in_force = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    held = in_force.filter(user=OuterRef("pk"), role__in=roles)
    current = Prefetch("memberships", in_force.select_related("unit"), to_attr="current_memberships")
    return User.objects.filter(Exists(held), is_active=True).prefetch_related(current)


def user_named(username: str) -> User | None:
    """Return the person of a user name, whatever its capitals."""
    return User.objects.filter(username__iexact=username).first()
