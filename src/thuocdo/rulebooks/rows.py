"""One row of a data file after another, put where it belongs: to its unit, its criterion, its input.

This is the hot path of every import (a snapshot of the whole country has 54,000 rows): what a column means is worked
out once for each table, and a row then costs a few look-ups.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Protocol

from thuocdo.errors import Place, Problem, Severity, TextError
from thuocdo.rulebooks.cells import Cells, Numbers
from thuocdo.rulebooks.data import UnitData
from thuocdo.scoring import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from thuocdo.rulebooks.edition import Edition
    from thuocdo.rulebooks.schema import Layout
    from thuocdo.vietnamese.tables import Table

STATE: Final = "state"
"""The input that declares a state instead of a value."""
DECLARABLE: Final[Mapping[str, State]] = {state.value: state for state in (State.NOT_APPLICABLE, State.NOTHING_AROSE)}

Inputs = tuple[tuple[str, int, Numbers], ...]
"""The inputs of a criterion: name, column, and how its numbers are read."""


@dataclass(slots=True)
class Gathered:
    """What has been read so far, over all files."""

    units: dict[tuple[object, ...], UnitData] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


class Reader(Protocol):
    """Takes the rows of one table that one layout is for."""

    takes_all: bool

    def takes(self, cells: Sequence[str]) -> bool:
        """Return whether a row is for this layout."""

    def why_not(self, cells: Sequence[str]) -> str:
        """Return the first column and value for which a row is not for this layout, "year=2017"."""

    def take(self, number: int, cells: Sequence[str]) -> None:
        """Take a row in, or keep why it cannot be."""


class _Rows:
    """What every reader knows: whose a row is, which rows it takes, how to complain."""

    def __init__(self, layout: Layout, table: Table, edition: Edition, gathered: Gathered) -> None:
        self._table = table
        self._edition = edition
        self._gathered = gathered
        self._layout = layout
        self._cells = Cells(table.decimal)
        self._scores = self._cells.numbers(whole=False, signed=True)
        self._columns = {column: at for at, column in enumerate(table.columns)}
        where = ({layout.keys[0]: layout.years} if layout.years else {}) | layout.where
        self._where = tuple((self._columns[column], frozenset(taken)) for column, taken in where.items())
        self.takes_all = not self._where
        self._whose = self._identity()
        self._identity_read: tuple[str, ...] = ()
        self._unit: UnitData | None = None
        self._seen: dict[str, int] = {}
        self._seen_by_unit: dict[tuple[str, ...], dict[str, int]] = {}

    def takes(self, cells: Sequence[str]) -> bool:
        return all(cells[at] in taken for at, taken in self._where)

    def why_not(self, cells: Sequence[str]) -> str:
        at = next(at for at, taken in self._where if cells[at] not in taken)
        return f"{self._table.columns[at]}={cells[at]}"

    def _identity(self) -> Callable[[Sequence[str]], tuple[str, ...]]:
        named = (self._layout.unit, self._layout.kind or self._layout.unit, *self._layout.keys)
        return itemgetter(*(self._columns[column] for column in named))

    def _enter(self, identity: tuple[str, ...], number: int, cells: Sequence[str]) -> UnitData | None:
        """Return the unit of a row, made when it is seen for the first time; ``None`` where the row is refused."""
        self._identity_read = ()  # a refused row is refused again on the next, with its own number
        self._unit = None
        unit, kind, *keys = identity
        kind = self._layout.kind_is or kind
        if not unit:
            self._refuse("DA-104", number, self._layout.unit)
        elif kind not in self._edition.file.assessed:
            params = {"found": kind, "known": ", ".join(map(_named, self._edition.file.assessed))}
            self._refuse("DA-105", number, self._layout.kind, item=unit, **params)
        else:
            self._unit = self._find(unit, kind, keys, number, cells)
        if self._unit is not None:
            self._identity_read = identity
            self._seen = self._seen_by_unit.setdefault(identity, {})
        return self._unit

    def _find(self, unit: str, kind: str, keys: Sequence[str], number: int, cells: Sequence[str]) -> UnitData | None:
        identity = (self._layout.keys, unit, *keys)
        found = self._gathered.units.get(identity)
        if found is None:
            found = self._gathered.units[identity] = UnitData(
                unit=unit,
                kind=kind,
                name=self._text(self._layout.unit_name, cells) or "",
                parent=self._text(self._layout.parent, cells),
                keys=dict(zip(self._layout.keys, keys, strict=True)),
            )
        elif found.kind != kind:
            self._refuse(
                "DA-106", number, self._layout.kind, item=unit, expected=_named(found.kind), found=_named(kind)
            )
            return None
        return found

    def _text(self, column: str | None, cells: Sequence[str]) -> str | None:
        at = self._columns.get(column) if column else None
        return (cells[at] or None) if at is not None else None

    def _inputs(self, code: str, columns: Mapping[str, str]) -> Inputs:
        """Return how the inputs of a criterion are read; a column that the file lacks is not reported."""
        declared = self._edition.by_code[code].criterion.inputs
        return tuple(
            (name, self._columns[column], self._cells.numbers(whole=declared[name].whole, signed=declared[name].signed))
            for name, column in columns.items()
            if name in declared and column in self._columns
        )

    def _put(self, unit: UnitData, code: str, inputs: Inputs, number: int, cells: Sequence[str]) -> None:
        """Take in the values of one criterion."""
        if code in unit.values:
            self._put_each(unit, code, inputs, number, cells)
        else:
            try:
                unit.values[code] = {name: numbers[cells[at]] for name, at, numbers in inputs}
            except TextError:
                self._put_each(unit, code, inputs, number, cells)
        unit.rows[code] = number
        unit.files[code] = self._table.name

    def _put_each(self, unit: UnitData, code: str, inputs: Inputs, number: int, cells: Sequence[str]) -> None:
        """Take in values one by one, beside those of other files, and keep what is wrong with each."""
        values = unit.values.setdefault(code, {})
        for name, at, numbers in inputs:
            if name in values:
                params = {"first": f"{unit.files[code]}:{unit.rows[code]}", "found": f"{code}.{name}"}
                place = self._place(number, at, unit.unit)
                self._gathered.problems.append(Problem(code="DA-110", place=place, params=params))
                continue
            try:
                values[name] = numbers[cells[at]]
            except TextError as error:
                self._complain(error, number, at, f"{unit.unit} {code}")

    def _put_official(self, unit: UnitData, code: str, at: int, number: int, cells: Sequence[str]) -> None:
        try:
            official = self._scores[cells[at]]
        except TextError as error:
            self._complain(error, number, at, f"{unit.unit} {code}")
            return
        if unit.official.setdefault(code, official) != official:
            kept, found = unit.official[code], official
            params = {"kept": _plain(kept), "found": _plain(found)}
            place = self._place(number, at, f"{unit.unit} {code}")
            warning = Problem(code="DA-112", place=place, params=params, severity=Severity.WARNING)
            self._gathered.warnings.append(warning)

    def _keep(self, unit: UnitData, code: str, columns: Sequence[tuple[str, int]], cells: Sequence[str]) -> None:
        for column, at in columns:
            if cells[at]:
                unit.kept.setdefault(code, {})[column] = cells[at]

    def _columns_kept(self) -> tuple[tuple[str, int], ...]:
        return tuple((column, self._columns[column]) for column in self._layout.kept if column in self._columns)

    def _refuse(self, code: str, number: int, column: str | None, *, item: str | None = None, **params: str) -> None:
        place = Place(file=self._table.name, row=number, column=column, item=item)
        self._gathered.problems.append(Problem(code=code, place=place, params=params))

    def _complain(self, error: TextError, number: int, at: int, item: str) -> None:
        self._gathered.problems += error.at(self._place(number, at, item)).problems

    def _place(self, number: int, at: int, item: str) -> Place:
        return Place(file=self._table.name, row=number, column=self._table.columns[at], item=item)


class CriterionRows(_Rows):
    """Rows that report one criterion each: its code in a column, its inputs and published points in others."""

    def __init__(self, layout: Layout, table: Table, edition: Edition, gathered: Gathered) -> None:
        super().__init__(layout, table, edition, gathered)
        self._criterion_at = self._columns[layout.criterion or ""]
        spelled = {code: code for code in edition.by_code} | dict(layout.criteria)
        self._plans = {
            found: (code, self._inputs(code, layout.inputs_of.get(code, layout.inputs)))
            for found, code in spelled.items()
        }
        official = layout.official if isinstance(layout.official, str) else None
        self._official_at = self._columns.get(official) if official else None
        self._kept = self._columns_kept()

    def take(self, number: int, cells: Sequence[str]) -> None:
        identity = self._whose(cells)
        unit = self._unit if identity == self._identity_read else self._enter(identity, number, cells)
        if unit is None:
            return
        plan = self._plans.get(cells[self._criterion_at])
        if plan is None:
            self._refuse_unknown(unit, number, cells[self._criterion_at])
            return
        code, inputs = plan
        if (first := self._seen.setdefault(code, number)) != number:
            self._refuse("DA-111", number, self._layout.criterion, item=f"{unit.unit} {code}", first=str(first))
            return
        if inputs:
            self._put(unit, code, inputs, number, cells)
        if self._official_at is not None:
            self._put_official(unit, code, self._official_at, number, cells)
        if self._kept:
            self._keep(unit, code, self._kept, cells)

    def _refuse_unknown(self, unit: UnitData, number: int, found: str) -> None:
        near = get_close_matches(found, self._plans, n=3, cutoff=0.4)
        params = {"found": found, "near": ", ".join(near) or ", ".join(list(self._plans)[:6])}
        self._refuse("DA-107", number, self._layout.criterion, item=unit.unit, **params)


def targets(layout: Layout) -> Iterator[tuple[str, str, str]]:
    """Yield column, criterion and input for everything that a layout of rows with many criteria reports."""
    for column, reported in layout.columns.items():
        for target in reported:
            code, _, name = target.rpartition(".")
            yield column, code, name


class UnitRows(_Rows):
    """Rows that report many criteria of one unit, a column for each input."""

    def __init__(self, layout: Layout, table: Table, edition: Edition, gathered: Gathered) -> None:
        super().__init__(layout, table, edition, gathered)
        columns: dict[str, dict[str, str]] = {}
        self._states: list[tuple[str, int]] = []
        for column, code, name in targets(layout):
            if name == STATE:
                self._states.append((code, self._columns[column]))
            else:
                columns.setdefault(code, {})[name] = column
        self._criteria = tuple((code, self._inputs(code, named)) for code, named in columns.items())
        official = layout.official if isinstance(layout.official, dict) else {}
        self._official = tuple(
            (code, self._columns[column])
            for column, codes in official.items()
            if column in self._columns
            for code in codes
        )
        self._kept = self._columns_kept()
        self._kept_at = layout.kept_at or edition.total.code

    def take(self, number: int, cells: Sequence[str]) -> None:
        unit = self._enter(self._whose(cells), number, cells)
        if unit is None:
            return
        if (first := self._seen.setdefault("", number)) != number:
            self._refuse("DA-111", number, self._layout.unit, item=unit.unit, first=str(first))
            return
        for code, inputs in self._criteria:
            if any(cells[at] for _, at, _ in inputs):
                self._put(unit, code, inputs, number, cells)
        for code, at in self._official:
            self._put_official(unit, code, at, number, cells)
        for code, at in self._states:
            declare(unit, code, cells[at], self._place(number, at, unit.unit), self._gathered)
        self._keep(unit, self._kept_at, self._kept, cells)


class ValueRows(_Rows):
    """Rows that report one value each: unit, criterion, input, value."""

    def __init__(self, layout: Layout, table: Table, edition: Edition, gathered: Gathered) -> None:
        super().__init__(layout, table, edition, gathered)
        self._criterion_at, self._input_at, self._value_at = (self._columns[name] for name in VALUE_COLUMNS)
        self._plans = {
            code: {name: ((name, at, numbers),) for name, at, numbers in self._inputs(code, self._all_in_value(code))}
            for code in edition.by_code
        }

    def _all_in_value(self, code: str) -> dict[str, str]:
        return dict.fromkeys(self._edition.by_code[code].criterion.inputs, VALUE_COLUMNS[2])

    def _declared(self, code: str) -> str:
        labels = self._edition.by_code[code].labels("vi")
        return ", ".join(f"{name} ({labels[name]})" for name in self._plans[code]) or "–"

    def take(self, number: int, cells: Sequence[str]) -> None:
        unit = self._enter(self._whose(cells), number, cells)
        if unit is None:
            return
        code, name = cells[self._criterion_at], cells[self._input_at]
        plan = self._plans.get(code)
        if plan is None:
            near = get_close_matches(code, self._plans, n=3, cutoff=0.4)
            params = {"found": code, "near": ", ".join(near) or ", ".join(list(self._plans)[:6])}
            self._refuse("DA-107", number, VALUE_COLUMNS[0], item=unit.unit, **params)
        elif (first := self._seen.setdefault(f"{code}.{name}", number)) != number:
            self._refuse("DA-111", number, VALUE_COLUMNS[1], item=f"{unit.unit} {code}.{name}", first=str(first))
        elif name == STATE:
            place = self._place(number, self._value_at, f"{unit.unit} {code}")
            declare(unit, code, cells[self._value_at], place, self._gathered)
        elif name not in plan:
            params = {"found": name, "known": self._declared(code)}
            self._refuse("DA-108", number, VALUE_COLUMNS[1], item=f"{unit.unit} {code}", **params)
        else:
            self._put(unit, code, plan[name], number, cells)


VALUE_COLUMNS: Final = ("criterion", "input", "value")


def declare(unit: UnitData, code: str, found: str, place: Place, gathered: Gathered) -> None:
    """Keep the state that a unit declares of a criterion; an empty cell declares nothing."""
    if not found:
        return
    state = DECLARABLE.get(found)
    if state is None:
        params = {"found": found, "known": ", ".join(DECLARABLE)}
        gathered.problems.append(Problem(code="DA-109", place=place, params=params))
    else:
        unit.declared[code] = state
        unit.rows.setdefault(code, place.row or 0)


KINDS: Final = {
    "ministry": "bộ, ngành",
    "province": "tỉnh, thành phố",
    "department": "sở, ban, ngành",
    "commune": "xã, phường, đặc khu",
}


def _named(kind: str) -> str:
    """Return a kind of unit as data write it, with what it means."""
    return f"{kind} ({KINDS[kind]})" if kind in KINDS else kind


def _plain(value: Decimal | None) -> str:
    return "–" if value is None else format(value, "f")
