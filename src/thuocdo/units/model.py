"""What a unit is, and how one unit became another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

REFORM: Final = date(2025, 7, 1)
"""The first day of the 34 provinces (Nghị quyết 202/2025/QH15) and of communes without districts."""


class Scheme(StrEnum):
    """Which list of codes a code belongs to."""

    GSO = "gso"
    """The codes of the General Statistics Office since 1 July 2025."""
    GSO_BEFORE_2025 = "gso_before_2025"
    """Its codes up to 30 June 2025."""
    INDEX_766 = "766"
    """The codes of the national public service portal, such as ``H21.227``."""


class Kind(StrEnum):
    """The level of a unit, whatever its designation."""

    PROVINCE = "province"
    DISTRICT = "district"
    """Historic: there are none since 1 July 2025."""
    COMMUNE = "commune"
    DEPARTMENT = "department"
    MINISTRY = "ministry"


class Extent(StrEnum):
    """How much of a unit went into its successor."""

    WHOLE = "whole"
    MAIN_PART = "main part"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit under the code of one scheme.

    ``designation`` is the official word before the name ("tỉnh", "xã"), empty where the name holds it ("Sở Nội vụ").
    ``valid_to`` is the first day the unit no longer existed. ``former`` says that it was merged, divided or renamed:
    the unmerged province of Lai Châu has two units, one for each era, and neither is former.
    """

    scheme: Scheme
    code: str
    name: str
    kind: Kind
    designation: str = ""
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    former: bool = False

    @property
    def full_name(self) -> str:
        """Return the name as written in a sentence: "xã Vân Canh", "tỉnh Lào Cai", "tỉnh Yên Bái (cũ)"."""
        name = f"{self.designation} {self.name}" if self.designation else self.name
        return f"{name} (cũ)" if self.former else name

    @property
    def title(self) -> str:
        """Return the full name as written at the head of a line: "Tỉnh Lào Cai"."""
        name = self.full_name
        return name[0].upper() + name[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One end of a succession, seen from the other: the unit, how much went over, and the weight where one is stated.

    ``weight`` is the predecessor's share in its successor, on the stated ``basis``; weights of one successor add up
    to 1. ``population`` is the figure behind it, in persons. Communes have no weight: no source states one.
    """

    unit: Unit
    effective: date
    extent: Extent
    weight: Decimal | None = None
    population: int | None = None
    basis: str | None = None


def listed(units: Iterable[Unit]) -> str:
    """Return units as a list within a sentence, each with its code; a dash for none."""
    return "; ".join(f"{unit.full_name} ({unit.code})" for unit in units) or "-"
