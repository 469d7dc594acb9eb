"""Reading units: what there is, what it was, who is under whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q

from thuocdo.portal.organizations.models import (
    Deployment,
    Kind,
    Succession,
    Unit,
    UnitCode,
    UnitGroup,
    UnitName,
)
from thuocdo.vietnamese import folding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import User


def root() -> Unit | None:
    """Return the unit under which everything of this installation stands, or nothing before it is set."""
    deployment = Deployment.objects.select_related("root").first()
    return deployment.root if deployment else None


def units_visible_to(user: User | AnonymousUser) -> QuerySet[Unit]:
    """Return the units that a person may read about: every unit of the country once logged in, for they are facts."""
    return Unit.objects.all() if user.is_authenticated else Unit.objects.none()


def known_units() -> QuerySet[Unit]:
    """Return every unit of the country, for services that match names and codes; a page asks ``units_visible_to``."""
    return Unit.objects.all()


def no_units() -> QuerySet[Unit]:
    """Return no unit at all: what a list holds before the root is set."""
    return Unit.objects.none()


def successions_from(units: Iterable[Unit]) -> QuerySet[Succession]:
    """Return what became of some units."""
    return Succession.objects.filter(predecessor__in=units).select_related("successor__parent")


def units_in_force(units: QuerySet[Unit], day: date) -> QuerySet[Unit]:
    """Return those of some units that were there on a day."""
    return units.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    )


def units_within(unit: Unit) -> QuerySet[Unit]:
    """Return a unit and all that stands below it, at most three levels down (ministry, province, district, commune)."""
    return Unit.objects.filter(Q(pk=unit.pk) | Q(parent=unit) | Q(parent__parent=unit) | Q(parent__parent__parent=unit))


def unit_by_code(scheme: str, code: str, on: date | None = None) -> Unit | None:
    """Return the unit that a code of a scheme means on a day, or the newest that it meant; nothing if it means none."""
    units = Unit.objects.filter(scheme=scheme, code=code)
    if on is not None:
        units = units_in_force(units, on)
    newest = units.order_by("-valid_from", "-pk").first() if on else _newest(units)
    if newest is not None:
        return newest
    alias = UnitCode.objects.select_related("unit").filter(scheme=scheme, code=code).first()
    return alias.unit if alias and (on is None or alias.unit.exists_on(on)) else None


def _newest(units: QuerySet[Unit]) -> Unit | None:
    """Return the unit of today, else the one that began last; a start that is unknown counts as long ago."""
    return max(units, key=lambda unit: (unit.valid_to is None, unit.valid_from or date.min), default=None)


def units_by_codes(scheme: str, codes: Iterable[str]) -> dict[str, Unit]:
    """Return the units that many codes of one scheme mean today, by code, in two queries."""
    wanted = set(codes)
    found = {
        alias.code: alias.unit
        for alias in UnitCode.objects.select_related("unit").filter(scheme=scheme, code__in=wanted)
    }
    own = Unit.objects.filter(scheme=scheme, code__in=wanted, valid_to__isnull=True)
    return found | {unit.code: unit for unit in own}


def unit_page(user: User | AnonymousUser) -> QuerySet[Unit]:
    """Return the visible units with everything that a unit's page tells."""
    return (
        units_visible_to(user)
        .select_related("parent__parent")
        .prefetch_related(
            "codes",
            "names",
            Prefetch("became", Succession.objects.select_related("successor").order_by("successor__sort_key")),
            Prefetch(
                "came_from",
                Succession.objects.select_related("predecessor__parent").order_by("-weight", "predecessor__sort_key"),
            ),
        )
    )


def units_of_province(
    user: User | AnonymousUser, *, top: Unit | None, day: date, kind: str = "", typed: str = "", sort: str = "name"
) -> QuerySet[Unit]:
    """Return the units under the root ``top`` on a day, of one kind, matching a few letters, in an order.

    :param sort: ``name`` (Vietnamese alphabet), ``code`` or ``kind``.
    """
    if top is None:
        return no_units()
    units = units_in_force(units_visible_to(user) & units_within(top), day).exclude(pk=top.pk)
    if kind in Kind.values:
        units = units.filter(kind=kind)
    if words := folding.fold(typed).split():
        for word in words:
            units = units.filter(Q(folded__contains=word) | Q(code__iexact=word))
    order = {"code": ("scheme", "code"), "kind": ("-kind", "sort_key")}.get(sort, ("sort_key",))
    return units.select_related("parent").order_by(*order, "pk")


def kinds_in_province(top: Unit | None, day: date) -> dict[str, int]:
    """Return how many units of each kind stand under the root ``top`` on a day."""
    if top is None:
        return {}
    units = units_in_force(units_within(top), day).exclude(pk=top.pk)
    return dict(units.order_by().values_list("kind").annotate(Count("pk")))


def resolve_group(group: UnitGroup, on: date) -> QuerySet[Unit]:
    """Return the units that a group means on a day."""
    return units_in_force(units_within(group.within), on).filter(kind=group.kind).exclude(pk=group.within_id)


def groups() -> QuerySet[UnitGroup]:
    """Return every group of units."""
    return UnitGroup.objects.select_related("within")


def other_codes(code: str) -> QuerySet[UnitCode]:
    """Return the entries of other systems under a code, whatever its capitals."""
    return UnitCode.objects.filter(code__iexact=code)


def other_names_matching(word: str) -> QuerySet[UnitName]:
    """Return the other names of units that contain a folded word."""
    return UnitName.objects.filter(folded__contains=word)
