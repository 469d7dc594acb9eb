"""Files of a snapshot into days: one period as it stood on one day, with every unit that was reported."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from thuocdo import rulebooks
from thuocdo.errors import DataError, Place, Problem, Severity, TextError
from thuocdo.portal.results.periods import Period
from thuocdo.vietnamese.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from thuocdo.rulebooks import Edition, UnitData

MOST_BYTES: Final = 30 * 1024 * 1024
"""The largest file taken: six times the national file of one day."""
MOST_IN_ALL: Final = 60 * 1024 * 1024
MOST_FILES: Final = 40

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What the files say of one period on one day."""

    period: Period
    day: date
    """The day of the calendar that the files name; the business date depends on the hour."""
    observed: bool = False
    """Whether these are single observations with a day of their own, of which nobody knows the hour."""
    units: tuple[UnitData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that a set of files says."""

    days: tuple[Day, ...]
    left_out: Mapping[str, int]
    notes: tuple[Problem, ...]


def check_sizes(sizes: Iterable[tuple[str, int]]) -> list[Problem]:
    """Return what is wrong with files before they are opened: too large, empty, too many."""
    found = list(sizes)
    problems = [Problem(code="RS-102", params={"found": str(len(found)), "limit": str(MOST_FILES)})] * (
        len(found) > MOST_FILES
    )
    together = sum(size for _name, size in found if size <= MOST_BYTES)
    if together > MOST_IN_ALL:
        params = {"found": megabytes(together), "limit": megabytes(MOST_IN_ALL)}
        problems.append(Problem(code="RS-109", params=params))
    for name, size in found:
        if size > MOST_BYTES:
            params = {"found": megabytes(size), "limit": megabytes(MOST_BYTES)}
            problems.append(Problem(code="RS-101", place=Place(file=name), params=params))
        elif size == 0:
            problems.append(Problem(code="RS-103", place=Place(file=name)))
    return problems


def megabytes(size: int) -> str:
    """Return a size as a person reads it."""
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",") if size >= 1024 * 1024 else f"{max(1, size // 1024)} KB"


def read(edition: Edition, files: Sequence[File]) -> Reading:
    """Read the files of one upload, in any order.

    :raises DataError: with every problem of every file; RS-104 for rows that name no day or period.
    """
    data = rulebooks.read_data(edition, files)
    days: dict[tuple[date, str, bool], tuple[Period, list[UnitData]]] = {}
    problems: dict[tuple[str, ...], Problem] = {}
    notes = list(data.warnings)
    for unit in data.units:
        seen = _observation(unit)
        reported = seen or unit
        period, day = Period.read(reported.keys.get("period", "")), _day(reported.keys.get("date", ""))
        if period is not None and day is not None:
            days.setdefault((day, period.slug, seen is not None), (period, []))[1].append(reported)
            continue
        problem = Problem(code="RS-104", place=Place(item=unit.unit), params={"found": _found(reported.keys)})
        if seen is None:
            problems.setdefault(tuple(unit.keys.values()), problem)
        else:  # an observation of a part of a day's work, such as one procedure: of use to nobody's board
            notes.append(replace(problem, code="RS-113", severity=Severity.WARNING))
    if problems:
        raise DataError(problems.values())
    return Reading(
        days=tuple(
            Day(period=period, day=day, units=tuple(units), observed=observed)
            for (day, _slug, observed), (period, units) in sorted(days.items())
        ),
        left_out=data.left_out,
        notes=tuple(notes),
    )


def _found(keys: Mapping[str, str]) -> str:
    return ", ".join(f"{key} = {value or '(trống)'}" for key, value in keys.items()) or "không có cột nào"


def _day(written: str) -> date | None:
    try:
        return parse_date(written)
    except TextError:
        return None


def _observation(unit: UnitData) -> UnitData | None:
    """Return a single observation as its unit's data; such files name unit, period and day beside the figures."""
    for kept in unit.kept.values():
        if not unit.keys and kept.get("unit_id"):
            keys = {"date": kept.get("captured", ""), "period": kept.get("period", "")}
            return replace(unit, unit=kept["unit_id"], keys=keys)
    return None


def fingerprint(day: Day, business_date: date) -> str:
    """Return the SHA-256 of what was reported of one day: the same for the same figures, however the files were cut."""
    digest = hashlib.sha256(f"{day.period.slug} {business_date}\n".encode())
    for unit in sorted(day.units, key=lambda unit: unit.unit):
        digest.update(repr(_content(unit)).encode())
    return digest.hexdigest()


def _content(unit: UnitData) -> object:
    return (
        unit.unit,
        unit.kind,
        unit.name,
        sorted((code, sorted((name, str(value)) for name, value in row.items())) for code, row in unit.values.items()),
        sorted((code, str(value)) for code, value in unit.official.items()),
        sorted((code, sorted(row.items())) for code, row in unit.kept.items()),
        sorted((code, state.value) for code, state in unit.declared.items()),
    )
