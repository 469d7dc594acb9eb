"""What became of a unit, and what a unit was made of.

Provinces carry weights (population shares) that restating a baseline needs. Communes do not: the sources state who
went where, whole or in part, not with how many people. A district ceased to exist; its successors are those of its
communes.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from thuocdo.units import loading
from thuocdo.units.model import REFORM, Extent, Kind, Link, Scheme, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def successors(unit: Unit) -> Sequence[Link]:
    """Return what a unit of before July 2025 became; a unit of today has become nothing else."""
    if unit.scheme is not Scheme.GSO_BEFORE_2025:
        return ()
    if unit.kind is Kind.PROVINCE:
        today = loading.provinces()
        return _linked((step, today[step.new]) for step in _province_steps_by_old()[unit.code])
    communes = loading.communes()
    steps = list(_commune_steps_by_old().get(unit.code, ()))
    if unit.kind is Kind.DISTRICT:
        steps += [step for code in _communes_of_district().get(unit.code, ()) for step in _commune_steps_by_old()[code]]
        return _united((step, communes[step.new]) for step in steps)
    return _linked((step, communes[step.new]) for step in steps)


def predecessors(unit: Unit) -> Sequence[Link]:
    """Return the units that a unit of today was made of, each with its weight where a source gives one."""
    if unit.scheme is not Scheme.GSO:
        return ()
    if unit.kind is Kind.PROVINCE:
        before = loading.provinces_before()
        return _linked((step, before[step.old]) for step in _province_steps_by_new()[unit.code])
    return _linked((step, _old_commune(step.old)) for step in _commune_steps_by_new().get(unit.code, ()))


def _old_commune(code: str) -> Unit:
    """Return an old commune, or the island district that had none and stands for itself."""
    return loading.communes_before().get(code) or loading.districts_before()[code]


def _linked(ends: Iterable[tuple[loading.Step, Unit]]) -> Sequence[Link]:
    in_order = sorted(ends, key=lambda end: (end[0].extent is Extent.PART, end[1].code))
    return tuple(
        Link(
            unit=unit,
            effective=step.effective,
            extent=step.extent,
            weight=step.weight,
            population=step.population,
            basis=step.basis,
        )
        for step, unit in in_order
    )


def _united(ends: Iterable[tuple[loading.Step, Unit]]) -> Sequence[Link]:
    """Return one link a successor: what part of the district went to each commune is not stated."""
    units = {unit.code: unit for _, unit in ends}
    extent = Extent.WHOLE if len(units) == 1 else Extent.PART
    return tuple(Link(unit=units[code], effective=REFORM, extent=extent) for code in sorted(units))


@cache
def _province_steps_by_old() -> Mapping[str, Sequence[loading.Step]]:
    return _grouped((step.old, step) for step in loading.province_steps())


@cache
def _province_steps_by_new() -> Mapping[str, Sequence[loading.Step]]:
    return _grouped((step.new, step) for step in loading.province_steps())


@cache
def _commune_steps_by_old() -> Mapping[str, Sequence[loading.Step]]:
    return _grouped((step.old, step) for step in loading.commune_steps())


@cache
def _commune_steps_by_new() -> Mapping[str, Sequence[loading.Step]]:
    return _grouped((step.new, step) for step in loading.commune_steps())


@cache
def _communes_of_district() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for unit in loading.communes_before().values():
        found[str(unit.parent)].append(unit.code)
    return found


def _grouped(steps: Iterable[tuple[str, loading.Step]]) -> Mapping[str, Sequence[loading.Step]]:
    found: dict[str, list[loading.Step]] = defaultdict(list)
    for code, step in steps:
        found[code].append(step)
    return found
