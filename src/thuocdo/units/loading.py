"""The files of facts as units and links; each file is read when it is first asked for."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from thuocdo.units.model import REFORM, Extent, Kind, Scheme, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of succession: codes of the unit before and of the unit of today."""

    old: str
    new: str
    effective: date
    extent: Extent
    weight: Decimal | None = None
    population: int | None = None
    basis: str | None = None


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a file of facts without its header."""
    text = (resources.files("thuocdo.units") / "facts" / name).read_text("utf-8")
    reader = csv.reader(io.StringIO(text, newline=""))
    next(reader)
    return reader


@cache
def provinces() -> Mapping[str, Unit]:
    """Return the provinces of today by code."""
    return MappingProxyType(
        {
            code: Unit(
                scheme=Scheme.GSO,
                code=code,
                name=name,
                kind=Kind.PROVINCE,
                designation=designation,
                valid_from=date.fromisoformat(valid_from),
            )
            for code, name, designation, valid_from, _ in rows("provinces.csv")
        }
    )


@cache
def provinces_before() -> Mapping[str, Unit]:
    """Return the provinces of before July 2025 by code."""
    return MappingProxyType(
        {
            code: _before(code, name, designation, Kind.PROVINCE, parent=None, former=former == "yes")
            for code, name, designation, _, former, _ in rows("provinces_before_2025.csv")
        }
    )


@cache
def communes() -> Mapping[str, Unit]:
    """Return the communes of today by code."""
    return MappingProxyType(
        {
            code: Unit(
                scheme=Scheme.GSO,
                code=code,
                name=name,
                kind=Kind.COMMUNE,
                designation=designation,
                parent=province,
                valid_from=REFORM,
            )
            for code, name, designation, province in rows("communes.csv")
        }
    )


@cache
def districts_before() -> Mapping[str, Unit]:
    """Return the districts of before July 2025 by code."""
    return MappingProxyType(
        {
            code: _before(code, name, designation, Kind.DISTRICT, parent=province, former=True)
            for code, name, designation, province in rows("districts_before_2025.csv")
        }
    )


@cache
def communes_before() -> Mapping[str, Unit]:
    """Return the communes of before July 2025 by code; the parent is the district."""
    return MappingProxyType(
        {
            code: _before(code, name, designation, Kind.COMMUNE, parent=district, former=former == "yes")
            for code, name, designation, district, former in rows("communes_before_2025.csv")
        }
    )


def _before(code: str, name: str, designation: str, kind: Kind, *, parent: str | None, former: bool) -> Unit:
    return Unit(
        scheme=Scheme.GSO_BEFORE_2025,
        code=code,
        name=name,
        kind=kind,
        designation=designation,
        parent=parent,
        valid_to=REFORM,
        former=former,
    )


@cache
def province_steps() -> Sequence[Step]:
    """Return what became of the 63 provinces, with weights by population."""
    return tuple(
        Step(
            old=old,
            new=new,
            effective=date.fromisoformat(effective),
            extent=Extent.WHOLE,
            weight=Decimal(weight),
            population=int(population),
            basis=basis,
        )
        for old, new, effective, weight, population, basis, *_ in rows("province_succession.csv")
    )


@cache
def commune_steps() -> Sequence[Step]:
    """Return what became of the communes, and of the five island districts that had none."""
    extents = {extent.value: extent for extent in Extent}
    return tuple(
        Step(old=old, new=new, effective=REFORM, extent=extents[extent])
        for old, new, extent in rows("commune_succession.csv")
    )


@cache
def code_conflicts() -> Mapping[str, str]:
    """Return, by code, the code of today of the commune that another source gives this code."""
    return MappingProxyType({other: code for code, other, _ in rows("commune_code_conflicts.csv")})


@cache
def units_766() -> Mapping[str, tuple[Unit, str | None]]:
    """Return the units of the 766 index by code, each with the GSO code of the same unit where there is one.

    Names and designations are as that index publishes them ("Thành phố Đồng Nai" in October 2026).
    """
    found: dict[str, tuple[Unit, str | None]] = {}
    for file in ("codes_766.csv", "departments_gia_lai.csv"):
        for code, name, designation, kind, parent, gso_code, _ in rows(file):
            unit = Unit(
                scheme=Scheme.INDEX_766,
                code=code,
                name=name,
                kind=Kind(kind),
                designation=designation,
                parent=parent or None,
            )
            found[code] = (unit, gso_code or None)
    return MappingProxyType(found)
