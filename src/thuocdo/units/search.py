"""Finding any unit of the country by a few letters of its name, today's or a former one, without diacritics.

The order of results is decided by ``rank`` alone, on word keys, so that a portal which keeps units in its own tables
ranks as this module does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from thuocdo.units import loading
from thuocdo.units.model import Kind, Link, Scheme, Unit
from thuocdo.units.names import PROVINCE_ALIASES, asked_key, word_key
from thuocdo.units.succession import successors
from thuocdo.vietnamese.folding import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_LEVELS: Final = {Kind.PROVINCE: 0, Kind.COMMUNE: 2, Kind.DEPARTMENT: 3, Kind.MINISTRY: 3, Kind.DISTRICT: 4}

Rank = tuple[int, bool, int, int]
"""How well a unit answers a query, smaller first: kind of match, whether diacritics typed differ, level, length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A unit found, the units above it from the nearest, and what became of it if it is of before July 2025."""

    unit: Unit
    above: Sequence[Unit]
    became: Sequence[Link]

    @property
    def where(self) -> str:
        """Return the units above in one line: "huyện Văn Chấn (cũ), tỉnh Yên Bái (cũ)"."""
        return ", ".join(unit.full_name for unit in self.above)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is searched of a unit: word keys of its name, of designation and name, and of these with the units above.

    Each key has a blank before every word, so that a word's beginning is found as blank and letters. ``shown`` is the
    full name as written, in small letters; ``level`` puts provinces first and former units after those of today.
    """

    name: str
    full: str
    context: str
    shown: str
    level: int


def entry(unit: Unit, above: Iterable[Unit]) -> Entry:
    """Return what is searched of a unit that lies in others, nearest first."""
    key = word_key(unit.name)
    name = " " + key
    full = f" {word_key(unit.designation)}{name}" if unit.designation else name
    aliases = _aliases().get(key, ()) if unit.kind is Kind.PROVINCE else ()
    context = " ".join([full, *aliases, *(word_key(f"{higher.designation} {higher.name}") for higher in above)])
    level = _LEVELS[unit.kind] + unit.former
    return Entry(name=name, full=full, context=context, shown=unit.full_name.lower(), level=level)


@cache
def _aliases() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for alias, key in PROVINCE_ALIASES.items():
        found.setdefault(key, []).append(alias)
    return found


def rank(query: str, found: Entry, *, typed: str = "") -> Rank | None:
    """Return how well a unit answers a query (a word key, see ``names.word_key``), or nothing if it does not.

    The whole name comes first, then a name that begins so, then words that begin so in the name, then the same with
    the units above ("van canh gia lai"). Within each, what was ``typed`` with its diacritics comes before what only
    sounds like it, then provinces, communes of today, and former units last.
    """
    wanted = " " + query
    if not all(" " + word in found.context for word in query.split()):
        return None
    if wanted in {found.name, found.full}:
        match = 0
    elif found.name.startswith(wanted + " ") or found.full.startswith(wanted + " "):
        match = 1
    elif found.name.startswith(wanted) or found.full.startswith(wanted):
        match = 2
    elif wanted in found.full:
        match = 3
    else:
        match = 4 if all(" " + word in found.full for word in query.split()) else 5
    return match, typed.lower() not in found.shown, found.level, len(found.name)


def search(query: str, limit: int = 20) -> Sequence[Hit]:
    """Return the units that best answer a query, each with what became of it; none for a query without words.

    Former units are found too; a unit of before July 2025 that lives on unchanged is found once, as it is today.
    """
    typed, key = nfc(query), asked_key(query)
    typed = "" if typed.isascii() else typed
    words = [" " + word for word in key.split()]
    if not words:
        return ()
    longest = max(words, key=len)
    ranked = [
        (*place, unit.name, unit.code, unit)
        for unit, found in entries()
        if longest in found.context and (place := rank(key, found, typed=typed))
    ]
    ranked.sort(key=lambda candidate: candidate[:-1])
    return tuple(_hit(candidate[-1]) for candidate in ranked[:limit])


def _hit(unit: Unit) -> Hit:
    return Hit(unit=unit, above=tuple(_above(unit)), became=successors(unit))


@cache
def entries() -> Sequence[tuple[Unit, Entry]]:
    """Return every GSO unit of the country, of today and former, with what is searched of it; some 14,000."""
    return tuple((unit, entry(unit, _above(unit))) for unit in _searched())


def _searched() -> Iterator[Unit]:
    yield from loading.provinces().values()
    yield from loading.communes().values()
    before: Iterable[Unit] = (
        *loading.provinces_before().values(),
        *loading.districts_before().values(),
        *loading.communes_before().values(),
    )
    yield from (unit for unit in before if unit.former)


def _above(unit: Unit) -> Iterator[Unit]:
    before = unit.scheme is Scheme.GSO_BEFORE_2025
    parent = unit.parent
    if parent and before and unit.kind is Kind.COMMUNE:
        district = loading.districts_before()[parent]
        yield district
        parent = district.parent
    if parent:
        yield (loading.provinces_before() if before else loading.provinces())[parent]
