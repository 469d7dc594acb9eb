"""Finding a unit of the country by a few letters, with or without diacritics, also by a name it had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.organizations.selectors import other_codes, other_names_matching, successions_from, units_visible_to
from thuocdo.portal.web.registry import Hit
from thuocdo.vietnamese import folding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from thuocdo.portal.organizations.models import Unit, User

_MOST_CANDIDATES = 400
_DESIGNATIONS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_KIND_ORDER = {Kind.MINISTRY: 0, Kind.PROVINCE: 0, Kind.DEPARTMENT: 1, Kind.DISTRICT: 2, Kind.COMMUNE: 3}


def search_units(user: User | AnonymousUser, typed: str, limit: int) -> list[Unit]:
    """Return the units that a person most likely means, best first."""
    folded = folding.fold(typed)
    if not folded:
        return []
    code = typed.strip()
    matching = Q(code__iexact=code) | Q(pk__in=other_codes(code).values("unit"))
    by_name, by_other = Q(), Q()
    for word in folded.split():
        called = [designation for designation in _DESIGNATIONS if word in folding.fold(designation).split()]
        by_name &= Q(folded__contains=word) | Q(designation__in=called)
        by_other &= Q(pk__in=other_names_matching(word).values("unit"))
    units = units_visible_to(user).filter(matching | by_name | by_other).select_related("parent")
    found = list(units.order_by("folded", "pk")[:_MOST_CANDIDATES])
    return sorted(found, key=lambda unit: _rank(unit, folded, typed.strip()))[:limit]


def _rank(unit: Unit, folded: str, typed: str) -> tuple[object, ...]:
    name = unit.folded
    if unit.code.lower() == typed.lower():
        nearness = 0
    elif folded in {name, folding.fold(unit.full_name)}:
        nearness = 1
    elif name.startswith(folded):
        nearness = 2
    elif f" {folded}" in f" {name}":
        nearness = 3
    else:
        nearness = 4
    kind = _KIND_ORDER[Kind(unit.kind)]
    # A province, even one that is gone, before a commune of the same name: that is what most people mean.
    return nearness, kind != 0, unit.valid_to is not None, kind, len(name), unit.sort_key, unit.pk


def find(request: HttpRequest, typed: str, limit: int) -> Sequence[Hit]:
    """Answer the search box: each unit with where it stands, or what became of it."""
    units = search_units(request.user, typed, limit)
    became: dict[int, list[Unit]] = {}
    gone = [unit for unit in units if unit.valid_to is not None]
    if gone:
        for link in successions_from(gone):
            became.setdefault(link.predecessor_id, []).append(link.successor)
    return [
        Hit(
            title=unit.full_name,
            url=unit.get_absolute_url(),
            note=_became(became.get(unit.pk, [])) or (unit.parent.full_name if unit.parent else ""),
            state=_("không còn") if unit.valid_to is not None else "",
        )
        for unit in units
    ]


def _became(successors: list[Unit]) -> str:
    if not successors:
        return ""
    names = ", ".join(unit.full_name for unit in successors[:3])
    more = len(successors) - 3
    return _("nay thuộc %(names)s") % {"names": names} + (_(" và %(n)d nơi khác") % {"n": more} if more > 0 else "")
