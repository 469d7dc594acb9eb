"""Reading data files by the layouts that the edition declares, and by the two general ones.

A layout says which column is which reported value; nothing is computed here. Nothing is taken in unless all of it can
be: every problem of every file is collected first, with its row and column.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from thuocdo.errors import DataError, Place, Problem, Severity, TextError
from thuocdo.rulebooks.data import Data
from thuocdo.rulebooks.rows import STATE, VALUE_COLUMNS, CriterionRows, Gathered, Reader, UnitRows, ValueRows
from thuocdo.rulebooks.schema import Layout
from thuocdo.vietnamese.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thuocdo.rulebooks.edition import Edition

MOST_PROBLEMS: Final = 200
"""Problems listed one by one; of more, only their number is told."""

_KEYS: Final = ("date", "period", "year")
_OF_UNIT: Final = ("unit", "kind", "name", "parent")


def read_data(edition: Edition, files: Sequence[tuple[str, bytes]]) -> Data:
    """Read data files, each a name and its bytes, in any order; the figures of one unit are merged over the files.

    :raises DataError: every problem of every file: VN-… of the text, DA-101 to DA-105 of columns and units, DA-106 to
        DA-111 of criteria, inputs and rows that stand twice, DA-115 of files that do, DA-121 to DA-123 of numbers.
    """
    gathered = Gathered()
    recognised: list[tuple[int, Table, list[Reader]]] = []
    for place, (name, data) in enumerate(files):
        if same := [earlier for earlier, content in files[:place] if content == data]:
            gathered.problems.append(Problem(code="DA-115", place=Place(file=name), params={"first": same[0]}))
            continue
        try:
            table = read_table(data, name=name)
        except TextError as error:
            gathered.problems += error.problems
            continue
        layouts = _layouts_of(edition, table, gathered)
        if layouts:
            readers = [_reader(layout, table, edition, gathered) for layout in layouts]
            recognised.append((_order(edition, layouts[0]), table, readers))
    # The layouts' order in the edition, not the files', so that the same files always give the same data.
    for _, table, readers in sorted(recognised, key=lambda found: found[0]):
        _read_rows(table, readers, gathered)
    if gathered.problems:
        raise DataError(_capped(gathered.problems))
    warnings = (*gathered.warnings, *_left_out(gathered))
    return Data(units=list(gathered.units.values()), left_out=dict(gathered.left_out), warnings=warnings)


def _read_rows(table: Table, readers: Sequence[Reader], gathered: Gathered) -> None:
    if len(readers) == 1 and readers[0].takes_all:
        take = readers[0].take
        for number, cells in table.rows:
            take(number, cells)
        return
    for number, cells in table.rows:
        taken = [reader for reader in readers if reader.takes(cells)]
        for reader in taken:
            reader.take(number, cells)
        if not taken:
            gathered.left_out[readers[0].why_not(cells)] += 1


def _layouts_of(edition: Edition, table: Table, gathered: Gathered) -> list[Layout]:
    """Return the layouts a table is read by; where there is none, keep what was missing of the nearest."""
    columns = set(table.columns)
    declared = [layout for layout in edition.file.layouts if columns.issuperset(layout.recognise)]
    if not declared and columns.issuperset((*_OF_UNIT[:2], *VALUE_COLUMNS)):
        return [_general(table, "long")]
    if not declared and columns.issuperset(_OF_UNIT[:2]) and columns.isdisjoint(VALUE_COLUMNS):
        return [_wide(edition, table, gathered)]
    missing = [column for layout in declared for column in required_columns(layout) if column not in columns]
    if declared and not missing:
        return declared
    gathered.problems.append(_not_recognised(edition, table, list(dict.fromkeys(missing))))
    return []


def required_columns(layout: Layout) -> tuple[str, ...]:
    """Return the columns without which a layout cannot tell whose a row is, or what it is about."""
    named = (layout.unit, layout.kind, layout.criterion, *layout.keys, *layout.where)
    return tuple(column for column in (*layout.recognise, *named) if column)


def _general(table: Table, name: str, columns: dict[str, tuple[str, ...]] | None = None) -> Layout:
    return Layout(
        name=name,
        recognise=_OF_UNIT[:2],
        unit="unit",
        kind="kind",
        unit_name="name",
        parent="parent",
        keys=tuple(key for key in _KEYS if key in table.columns),
        columns=columns or {},
    )


def _wide(edition: Edition, table: Table, gathered: Gathered) -> Layout:
    """Return the general layout with a column for each ``criterion.input``; other columns are refused."""
    targets = {
        f"{code}.{name}": None for code, node in edition.by_code.items() for name in (*node.criterion.inputs, STATE)
    }
    read: dict[str, tuple[str, ...]] = {}
    for column in table.columns:
        if column in targets:
            read[column] = (column,)
        elif column not in _OF_UNIT and column not in _KEYS:
            near = get_close_matches(column, targets, n=3, cutoff=0.4)
            place = Place(file=table.name, row=1, column=column)
            params = {"found": column, "near": ", ".join(near) or ", ".join(list(targets)[:4])}
            gathered.problems.append(Problem(code="DA-103", place=place, params=params))
    return _general(table, "wide", read)


def _not_recognised(edition: Edition, table: Table, missing: Sequence[str]) -> Problem:
    """Say which columns of the nearest layout a table lacks, and which of its own may be meant for them."""
    choices = [required_columns(layout) for layout in edition.file.layouts] + [(*_OF_UNIT[:2], *VALUE_COLUMNS)]
    nearest = max(choices, key=lambda wanted: len(set(wanted) & set(table.columns)) / len(wanted))
    lacking = missing or [column for column in nearest if column not in table.columns]
    near = {column: get_close_matches(column, table.columns, n=1, cutoff=0.7) for column in lacking}
    meant = ", ".join(f"{found[0]} → {column}" for column, found in near.items() if found)
    params = {"missing": ", ".join(dict.fromkeys(lacking)), "found": ", ".join(table.columns)[:200], "meant": meant}
    return Problem(code="DA-102" if meant else "DA-101", place=Place(file=table.name, row=1), params=params)


def _reader(layout: Layout, table: Table, edition: Edition, gathered: Gathered) -> Reader:
    if layout.criterion:
        return CriterionRows(layout, table, edition, gathered)
    if layout.name == "long" and not layout.columns:
        return ValueRows(layout, table, edition, gathered)
    return UnitRows(layout, table, edition, gathered)


def _order(edition: Edition, layout: Layout) -> int:
    layouts = edition.file.layouts
    return layouts.index(layout) if layout in layouts else len(layouts)


def _left_out(gathered: Gathered) -> Iterator[Problem]:
    for reason, rows in gathered.left_out.items():
        params = {"rows": str(rows), "reason": reason}
        yield Problem(code="DA-113", params=params, severity=Severity.WARNING)


def _capped(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    more = Problem(code="DA-114", params={"found": str(len(problems) - MOST_PROBLEMS)})
    return [*problems[:MOST_PROBLEMS], more]
