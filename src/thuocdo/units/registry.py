"""Units by code and by name; a file of facts is read when first asked for, so a province costs no communes."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from thuocdo.errors import Problem, UnitError
from thuocdo.units import loading, succession
from thuocdo.units.model import REFORM, Kind, Link, Scheme, Unit, listed
from thuocdo.units.names import PROVINCE_ALIASES, close_names, hear, spelling_key, word_key
from thuocdo.vietnamese.folding import collation_key, nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

_GSO_WIDTHS = (2, 3, 5)


class Registry:
    """All units the facts know. It holds nothing itself: the facts are read once and shared."""

    def find(self, code: str, *, scheme: Scheme = Scheme.GSO, on: date | None = None) -> Unit:
        """Return the unit of a code. With a day, a GSO code is taken from the list in force on that day.

        :raises UnitError: UN-101 no unit has this code.
        """
        if on is not None and scheme is not Scheme.INDEX_766:
            scheme = Scheme.GSO if on >= REFORM else Scheme.GSO_BEFORE_2025
        if found := self.get(code, scheme=scheme):
            return found
        params = {"code": code, "scheme": scheme.value, "suggestions": listed(self.codes_like(code))}
        raise UnitError(Problem(code="UN-101", params=params))

    def get(self, code: str, *, scheme: Scheme = Scheme.GSO) -> Unit | None:
        """Return the unit of a code in a scheme, or nothing."""
        if scheme is Scheme.INDEX_766:
            return loading.units_766().get(code, (None, None))[0]
        return _units_by_width(scheme, len(code)).get(code)

    def codes_like(self, code: str) -> Sequence[Unit]:
        """Return units whose code this may have been before a spreadsheet dropped its leading zeros."""
        if not (code.isascii() and code.isdigit()):
            return ()
        padded = (self.get(code.zfill(width)) for width in _GSO_WIDTHS if width > len(code))
        return tuple(unit for unit in padded if unit)

    def provinces(self, on: date | None = None) -> Sequence[Unit]:
        """Return the provinces of a day, of today without one, in the order of the alphabet."""
        return _sorted((loading.provinces_before() if on and on < REFORM else loading.provinces()).values())

    def communes_of(self, province: Unit | str) -> Sequence[Unit]:
        """Return the communes of a province of today (the unit or its code), in the order of the alphabet."""
        return _communes_by_province().get(province if isinstance(province, str) else province.code, ())

    def parent(self, unit: Unit) -> Unit | None:
        """Return the unit above, of the same scheme: the province, or for an old commune its district."""
        return self.get(unit.parent, scheme=unit.scheme) if unit.parent else None

    def province_named(self, name: str, on: date | None = None) -> Unit:
        """Return the province a written name means, on a day; without one today's, else the former one of that name.

        "TP.HCM", "UBND tỉnh Gia Lai", "Bà Rịa–Vũng Tàu", "lao cai" and "Lào Cai (cũ)" are understood.

        :raises UnitError: UN-102 no province is called so, UN-103 it was merged into another before that day.
        """
        spoken = hear(name)
        today, before = _province_by_key(Scheme.GSO), _province_by_key(Scheme.GSO_BEFORE_2025)
        key = PROVINCE_ALIASES.get(spoken.name, spoken.name)
        if spoken.former or (on and on < REFORM):
            found = before.get(key)
        else:
            found = today.get(key) or (before.get(key) if on is None else None)
        if found:
            return found
        if gone := before.get(key):
            became = listed(link.unit for link in succession.successors(gone))
            raise UnitError(
                Problem(code="UN-103", params={"name": nfc(name), "unit": gone.full_name, "others": became})
            )
        known = before | today
        close = [known[near] for near in close_names(key, known)]
        raise UnitError(Problem(code="UN-102", params={"name": nfc(name), "suggestions": listed(close)}))

    def commune_named(self, name: str, province: Unit | str) -> Unit:
        """Return the commune of a province of today that a written name means: "UBND xã Vân Canh", "P. Thống Nhất".

        :raises UnitError: UN-104 no commune of the province is called so, UN-105 several are.
        """
        spoken = hear(name)
        communes = self.communes_of(province)
        found = _closest_spelling(
            [unit for unit in communes if spoken.means(word_key(unit.name), unit.designation)], name
        )
        if len(found) == 1:
            return found[0]
        if found:
            raise UnitError(Problem(code="UN-105", params={"name": nfc(name), "found": listed(found)}))
        known = {word_key(unit.name): unit for unit in communes}
        close = [known[near] for near in close_names(spoken.name, known)]
        raise UnitError(Problem(code="UN-104", params={"name": nfc(name), "suggestions": listed(close)}))

    def successors(self, unit: Unit) -> Sequence[Link]:
        """Return what a unit of before July 2025 became; see ``thuocdo.units.succession``."""
        return succession.successors(unit)

    def predecessors(self, unit: Unit | str) -> Sequence[Link]:
        """Return what a unit of today (or the province of that name) was made of, with weights of provinces."""
        return succession.predecessors(self.province_named(unit, REFORM) if isinstance(unit, str) else unit)

    def gso_counterpart(self, unit: Unit) -> Unit | None:
        """Return the GSO unit of today that a unit of the 766 index is, where the facts say so."""
        _, code = loading.units_766().get(unit.code, (None, None))
        return self.get(code) if code else None

    def counterpart_766(self, unit: Unit) -> Unit | None:
        """Return the unit of the 766 index that a GSO unit of today is, where the facts say so."""
        return _units_766_by_gso().get(unit.code) if unit.scheme is Scheme.GSO else None

    def departments_of(self, province: Unit) -> Sequence[Unit]:
        """Return the departments of a province that the facts know (766 codes), in the order of the alphabet."""
        owner = self.counterpart_766(province)
        units = (unit for unit, _ in loading.units_766().values())
        return _sorted(unit for unit in units if owner and unit.kind is Kind.DEPARTMENT and unit.parent == owner.code)


def _units_by_width(scheme: Scheme, width: int) -> Mapping[str, Unit]:
    before = scheme is Scheme.GSO_BEFORE_2025
    if width == 2:
        return loading.provinces_before() if before else loading.provinces()
    if width == 3 and before:
        return loading.districts_before()
    if width == 5:
        return loading.communes_before() if before else loading.communes()
    return {}


@cache
def _province_by_key(scheme: Scheme) -> dict[str, Unit]:
    units = loading.provinces() if scheme is Scheme.GSO else loading.provinces_before()
    found = {word_key(unit.name): unit for unit in units.values()}
    # Thừa Thiên Huế became the city of Huế six months before the other changes; either name means either.
    hue = found.get("hue") or found["thua thien hue"]
    return {**found, "hue": hue, "thua thien hue": hue}


@cache
def _communes_by_province() -> Mapping[str, Sequence[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in loading.communes().values():
        found[str(unit.parent)].append(unit)
    return {province: _sorted(units) for province, units in found.items()}


@cache
def _units_766_by_gso() -> Mapping[str, Unit]:
    return {code: unit for unit, code in loading.units_766().values() if code}


def _sorted(units: Iterable[Unit]) -> Sequence[Unit]:
    return tuple(sorted(units, key=lambda unit: (collation_key(unit.name), unit.designation, unit.code)))


def _closest_spelling(found: list[Unit], name: str) -> list[Unit]:
    exact = [unit for unit in found if spelling_key(nfc(name)).endswith(spelling_key(unit.name))]
    return exact or found
