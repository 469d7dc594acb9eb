"""Names of provinces inside running text, today's and those of before July 2025."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from thuocdo.documents.bodies import UPPER
from thuocdo.units.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thuocdo.units.model import Unit

_BEFORE: Final = date(2025, 6, 30)
_OLD: Final = r" \(cũ\)| cũ\b| \(?trước (?:đây|(?:khi )?(?:sáp nhập|hợp nhất))\)?"
_PLACES: Final = r"(?<!\w)" + "".join(
    rf"(?<!{kind} )" for kind in ("xã", "phường", "huyện", "quận", "phố", "trấn", "khu", "đường", "sông")
)
_TONES: Final = (("òa", "oà"), ("óa", "oá"))
"""Two ways of setting a tone: Hòa Bình and Hoà Bình are one."""


@cache
def pattern() -> re.Pattern[str]:
    """Return a pattern of ``tỉnh Yên Bái (cũ)``: group 1 the name, group 2 the mark of a province that is no more.

    *Thành phố* stands before a city under the centre only: ``thành phố Lào Cai`` was a district and is no province.
    """
    return re.compile(rf"{_prefixed()}({_listed()})(?!\w)({_OLD})?", re.IGNORECASE)


@cache
def mention() -> re.Pattern[str]:
    """Return the same pattern with names that stand alone: ``Yên Bái (cũ) đạt``, but not ``phường Yên Bái``."""
    proper = rf"{_PLACES}(?-i:(?=[{UPPER}]\w+ ?[-–]? ?[{UPPER}]|Huế))"
    return re.compile(rf"(?:{_prefixed()}|{proper})({_listed()})(?!\w)({_OLD})?", re.IGNORECASE)


def _prefixed() -> str:
    cities = "|".join(sorted({_spelling(unit.name) for unit in _units() if unit.designation == "thành phố"}))
    return rf"(?:\btỉnh |\b(?:thành phố|TP\.?) ?(?=(?:{cities})(?!\w)))"


def _listed() -> str:
    names = {unit.name for unit in _units()}
    return "|".join(_spelling(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def _spelling(name: str) -> str:
    """Return a pattern of one name, however its hyphens and tones are set."""
    spelt = re.sub(r"\s?-\s?", "(?: ?[-–] ?| )", name)
    for usual, other in _TONES:
        spelt = spelt.replace(usual, f"(?:{usual}|{other})")
    return spelt


def _units() -> Iterator[Unit]:
    registry = Registry()
    for day in (None, _BEFORE):
        yield from registry.provinces(day)


@cache
def _names() -> Mapping[str, str]:
    return {_key(unit.name): unit.name for unit in _units()}


def _key(name: str) -> str:
    key = re.sub(r"[\s–-]+", " ", name.casefold())
    for usual, other in _TONES:
        key = key.replace(other, usual)
    return key


@cache
def former_names() -> frozenset[str]:
    """Return the names of provinces that were merged into others and are no more."""
    registry = Registry()
    today = {unit.name for unit in registry.provinces()}
    return frozenset(unit.name for unit in registry.provinces(_BEFORE)) - today


def known(name: str) -> str | None:
    """Return a province's name as the list of units writes it, or nothing where there is and was none of that name."""
    return _names().get(_key(name))


def canonical(name: str) -> str:
    """Return a province's name as the list of units writes it, whatever the case it was printed in."""
    return known(name) or name


def designated(name: str) -> str:
    """Return a province with the word before its name: ``tỉnh Lào Cai``, ``thành phố Huế``."""
    kind = next((unit.designation for unit in _units() if unit.name == name), "tỉnh")
    return f"{kind} {name}"
