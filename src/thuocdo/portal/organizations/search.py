"""Finding a unit of the country by a few letters, with or without diacritics, also by a name it had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Q, When
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.portal.organizations.selectors import (
    other_codes,
    other_names_matching,
    position_rows,
    positions_readable,
    successions_from,
    units_visible_to,
)
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.web.registry import Hit
from thuocdo.portal.web.search import holds
from thuocdo.units.model import Kind as FactKind
from thuocdo.units.model import Scheme
from thuocdo.units.model import Unit as Fact
from thuocdo.units.names import DESIGNATIONS, asked_key, hear, word_key
from thuocdo.units.search import entry, rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from thuocdo.portal.organizations.models import Unit, User

FORMER = "(cũ)"
_MOST_CANDIDATES = 300
"""How many the database hands over to be ranked; those whose name is or begins with what was typed come first."""
_MOST_POSITIONS = 2000
_DESIGNATIONS = tuple(dict.fromkeys(DESIGNATIONS.values()))


def search_units(user: User | AnonymousUser, typed: str, limit: int) -> list[Unit]:
    """Return the units that a person most likely means, best first, in the order of ``thuocdo.units.search``.

    A province or commune that lives on unchanged since before July 2025 is found once, as it is today.
    """
    key = asked_key(typed)
    if not key:
        return []
    code = typed.strip()
    by_code = Q(code__iexact=code) | Q(pk__in=other_codes(code).values("unit"))
    by_name, by_other = Q(), Q()
    for word in key.split():
        called = [designation for designation in _DESIGNATIONS if word in word_key(designation).split()]
        above = Q(parent__folded__contains=word) | Q(parent__parent__folded__contains=word)
        by_name &= Q(folded__contains=word) | Q(designation__in=called) | above
        by_other &= Q(pk__in=other_names_matching(word).values("unit"))
    nearness = Case(
        When(by_code, then=0), When(by_other, then=1), When(folded__in={key, hear(key).name}, then=2),
        When(folded__startswith=key, then=3), When(folded__contains=key, then=4), default=5,
    )  # fmt: skip
    there = Q(valid_to__isnull=True) | Q(full_name__endswith=FORMER)
    units = units_visible_to(user).filter(by_code | by_name | by_other, there).select_related("parent__parent")
    found = units.annotate(nearness=nearness).order_by("nearness", Length("folded"), "pk")[:_MOST_CANDIDATES]
    placed = [(place, unit) for unit in found if (place := _place(unit, key, typed)) is not None]
    return [unit for _place_, unit in sorted(placed, key=lambda pair: (pair[0], pair[1].sort_key, pair[1].pk))[:limit]]


def _place(unit: Unit, key: str, typed: str) -> tuple[object, ...] | None:
    """Return where a unit stands among those found: its code, then its other names, then its name."""
    asked = getattr(unit, "nearness", 5)
    if asked < 2:
        return (asked,)
    found = rank(key, entry(_fact(unit), _above(unit)), typed="" if typed.isascii() else typed)
    return None if found is None else (2, *found)


def _above(unit: Unit) -> Iterator[Fact]:
    higher = unit.parent
    while higher is not None:
        yield _fact(higher)
        higher = higher.parent if higher is unit.parent else None


def _fact(unit: Unit) -> Fact:
    """Return a unit as the ranking wants it: what it is called, its level, whether it is gone."""
    return Fact(
        scheme=Scheme.GSO,
        code=unit.code,
        name=unit.name["vi"],
        kind=FactKind(unit.kind),
        designation=unit.designation,
        former=unit.full_name.endswith(FORMER),
    )


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


def find_positions(request: HttpRequest, typed: str, limit: int) -> Sequence[Hit]:
    """Return the positions that the person may read whose title, unit or holder holds what was typed."""
    day = timezone.localdate()
    hits = []
    for row in position_rows(positions_readable(standing(request), day)[:_MOST_POSITIONS], day):
        names = ", ".join(str(held.user) for held in row.now)
        if holds(f"{row.position} {row.position.unit} {names}", typed):
            note = f"{row.position.unit}: {names}" if names else f"{row.position.unit}: {_('để trống')}"
            hits.append(Hit(title=row.position.title["vi"], url=row.position.get_absolute_url(), note=note))
    return hits[:limit]


def _became(successors: list[Unit]) -> str:
    """Return what a unit became, with the province where all of it lies in one."""
    if not successors:
        return ""
    names = ", ".join(unit.full_name for unit in successors[:3])
    more = len(successors) - 3
    words = _("nay thuộc %(names)s") % {"names": names} + (_(" và %(n)d nơi khác") % {"n": more} if more > 0 else "")
    above = {unit.parent.full_name for unit in successors if unit.parent}
    return f"{words}, {above.pop()}" if len(above) == 1 else words
