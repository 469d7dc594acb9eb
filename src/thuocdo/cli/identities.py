"""Whether the units of data are known: refused where a code or a province is certainly wrong, else said and scored.

A code of the General Statistics Office and the name of a province can be checked, since all of them are known. Codes of
the national public service portal are published in part only, and a province may number its departments as it likes:
such units are scored, and those that no list knows are named once.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from thuocdo.errors import DataError, Place, Problem, Severity, UnitError
from thuocdo.units.codes import check_code
from thuocdo.units.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thuocdo.rulebooks import UnitData

_GSO: Final = re.compile(r"\d{2,5}", re.ASCII)
_PORTAL: Final = re.compile(r"[A-Z]\d{2}(\.\d+)*", re.ASCII)
_DIGIT: Final = re.compile(r"\d", re.ASCII)
_NAMED: Final = 5
"""How many units of unknown code are named in a warning; of more, their number."""


def check_units(units: Iterable[UnitData]) -> tuple[Problem, ...]:
    """Return what a person should know about the units of the data before trusting the scores.

    :raises DataError: every unit that is certainly wrong: UN-102 no such province, UN-103 a province that had been
        merged by then, UN-111 a code of before July 2025, UN-113 a code that nobody has.
    """
    problems, unlisted, registry = [], [], Registry()
    for unit in units:
        if _PORTAL.fullmatch(unit.unit):
            continue
        if _GSO.fullmatch(unit.unit):
            problems += [_placed(problem, unit) for problem in check_code(unit.unit, registry).problems]
        elif unit.kind == "province" and not _DIGIT.search(unit.unit):  # an observation's own id has digits
            problems += [_placed(problem, unit) for problem in _province_problems(unit, registry)]
        else:
            unlisted.append(unit.unit)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise DataError(problems)
    return (*problems, *_unlisted(unlisted))


def _province_problems(unit: UnitData, registry: Registry) -> Iterable[Problem]:
    try:
        registry.province_named(unit.unit, _day_of(unit))
    except UnitError as error:
        return error.problems
    return ()


def _day_of(unit: UnitData) -> date | None:
    """Return a day on which the unit must have existed: the date of the data, or the last day of their year."""
    if day := unit.keys.get("date"):
        try:
            return date.fromisoformat(day)
        except ValueError:
            return None
    year = unit.keys.get("year", "")
    return date(int(year), 12, 31) if re.fullmatch(r"[12]\d{3}", year) else None


def _placed(problem: Problem, unit: UnitData) -> Problem:
    code = next(iter(unit.rows), None)
    place = Place(file=unit.files.get(code), row=unit.rows.get(code), item=unit.unit) if code else Place(item=unit.unit)
    return problem.at(place)


def _unlisted(codes: list[str]) -> Iterator[Problem]:
    different = list(dict.fromkeys(codes))
    if different:
        named = ", ".join(different[:_NAMED]) + (", …" if len(different) > _NAMED else "")
        params = {"count": str(len(different)), "units": named}
        yield Problem(code="CL-108", params=params, severity=Severity.WARNING)
