"""Everything that a body's name can mean on a day, read in a few queries and asked by name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.plans.models import BodyAlias, Match
from thuocdo.portal.plans.reading.matching import Candidate, Directory, Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from thuocdo.portal.organizations.models import Unit


def directory_on(root: Unit, day: date) -> Directory:
    """Return what names mean within a root on a day: its units, those that became them, groups, remembered answers."""
    within = organizations.units_within(root)
    gone = organizations.known_units().filter(became__successor__in=within).exclude(pk__in=within)
    # Rules of organizations stand for the whole installation; a group of another root is not this plan's.
    units = [*within.prefetch_related("names"), *gone.distinct().prefetch_related("names")]
    became: dict[int, list[int]] = defaultdict(list)
    for step in organizations.successions_from(unit for unit in units if not unit.exists_on(day)):
        if step.successor.exists_on(day):
            became[step.predecessor_id].append(step.successor_id)
    candidates = [
        Candidate(
            pk=unit.pk,
            names=tuple(_names(unit, root)),
            here=unit.exists_on(day),
            became=tuple(became.get(unit.pk, ())),
        )
        for unit in units
    ]
    groups = {Kind(group.kind): group.pk for group in organizations.groups() if group.within_id == root.pk}
    return Directory.of(candidates, groups=groups, aliases=_aliases(root))


def directory_for(unit: Unit, day: date) -> Directory:
    """Return what names mean in a plan of a unit: of the root, or of a department or commune under it.

    In a unit's own plan “UBND xã” is the unit, and so is every part of it that the province does not know.
    """
    top = organizations.root()
    if top is None or top.pk == unit.pk:
        return directory_on(unit, day)
    # Its office serves its assembly too, and is none of the bodies outside for that.
    office = (f"Văn phòng HĐND và UBND{of}" for of in ("", f" {unit.designation}", f" {unit.full_name}"))
    names = [*_names(unit, unit), *office]
    return directory_on(top, day).of_unit(unit.pk, names=names, aliases=_aliases(unit))


def _names(unit: Unit, root: Unit) -> Iterator[str]:
    """Yield the names that a plan may use for a unit."""
    plain = str(unit.name["vi"])
    yield from (name.name for name in unit.names.all())
    if unit.kind in {Kind.PROVINCE, Kind.COMMUNE, Kind.DISTRICT}:
        yield f"{unit.designation} {plain}"
        yield f"UBND {unit.designation} {plain}"
        if unit.pk == root.pk:
            yield f"UBND {unit.designation}"
        return
    yield plain
    if not plain.endswith("tỉnh"):
        yield f"{plain} tỉnh"


def _aliases(root: Unit) -> dict[str, Meaning]:
    aliases = BodyAlias.objects.filter(root=root).prefetch_related("units", "groups")
    return {
        alias.key: Meaning(
            match=Match(alias.match),
            units=tuple(unit.pk for unit in alias.units.all()),
            groups=tuple(group.pk for group in alias.groups.all()),
        )
        for alias in aliases
    }
