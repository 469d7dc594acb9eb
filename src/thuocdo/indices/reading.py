"""Read a file of published results, with every mistake at its row and column, and check it against itself.

The columns are ``index,year,province,component,score,max_points,rank,ranked,source,note`` and, where known, ``basis``
(how the score came to be known), ``rank_basis`` and ``group``. An empty cell is not known, which is not zero.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from thuocdo.errors import CompileError, Place, Problem, TextError
from thuocdo.indices.consistency import contradictions, doubts
from thuocdo.indices.published import Certainty, Published, PublishedResult, canonical_index
from thuocdo.vietnamese.numbers import DecimalMark, parse_number
from thuocdo.vietnamese.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

_NEEDED: Final = ("index", "year", "province", "component", "score")
_NAMED: Final = ("index", "year", "province", "component")


def read_published(data: bytes, *, name: str) -> Published:
    """Read a file of published results and check it against itself.

    :raises TextError: VN-3xx, VN-4xx, if the file is no table.
    :raises CompileError: every problem that makes figures impossible (IX-2xx); nothing is taken in.
    """
    table = read_table(data, name=name)
    if missing := [column for column in _NEEDED if column not in table.columns]:
        params = {"missing": ", ".join(missing), "found": ", ".join(table.columns)}
        raise CompileError(Problem(code="IX-201", place=Place(file=name, row=1), params=params))
    results, problems = _rows(table)
    problems += contradictions(results)
    if problems:
        raise CompileError(problem.at(Place(file=name)) for problem in problems)
    warnings = tuple(problem.at(Place(file=name)) for problem in doubts(results))
    return Published(results=tuple(results), warnings=warnings)


@cache
def shipped() -> Published:
    """Return the published results that come with the package, each with its source.

    ``docs/methods/published-results.md`` says where they come from.
    """
    facts = resources.files("thuocdo.indices") / "facts" / "published_results.csv"
    return read_published(facts.read_bytes(), name=facts.name)


def _rows(table: Table) -> tuple[list[PublishedResult], list[Problem]]:
    results: list[PublishedResult] = []
    problems: list[Problem] = []
    for number, cells in table.records():
        cell = _Cells(row=number, cells=cells, decimal=table.decimal, problems=problems)
        if (result := cell.result()) is not None:
            results.append(result)
    return results, problems


class _Cells:
    """One row being read; what is wrong with it is added to the problems of the file."""

    def __init__(
        self, *, row: int, cells: Mapping[str, str], decimal: DecimalMark | None, problems: list[Problem]
    ) -> None:
        self._row = row
        self._cells = cells
        self._decimal = decimal
        self._problems = problems

    def result(self) -> PublishedResult | None:
        before = len(self._problems)
        self._name_everything()
        result = PublishedResult(
            index=canonical_index(self._cells["index"]),
            year=self._whole("year", least=1900, most=2200) or 0,
            province=self._cells["province"],
            component=self._cells["component"],
            score=self._number("score"),
            max_points=self._number("max_points"),
            rank=self._whole("rank", least=1, most=100_000),
            ranked=self._whole("ranked", least=1, most=100_000),
            source=self._cells.get("source", ""),
            note=self._cells.get("note", ""),
            basis=self._basis("basis"),
            rank_basis=self._basis("rank_basis"),
            group=self._cells.get("group", ""),
            row=self._row,
        )
        return result if len(self._problems) == before else None

    def _name_everything(self) -> None:
        for column in _NAMED:
            if not self._cells[column]:
                self._refuse("IX-202", column)

    def _number(self, column: str) -> Decimal | None:
        text = self._cells.get(column, "")
        if not text:
            return None
        try:
            value = parse_number(text, decimal=self._decimal)
        except TextError as error:
            place = Place(row=self._row, column=column)
            self._problems += [problem.at(place) for problem in error.problems]
            return None
        if value < 0:
            self._refuse("IX-203", column, found=text)
        return value

    def _whole(self, column: str, *, least: int, most: int) -> int | None:
        text = self._cells.get(column, "")
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            self._refuse("IX-204", column, found=text, least=str(least), most=str(most))
            return None
        return int(text)

    def _basis(self, column: str) -> Certainty | None:
        text = self._cells.get(column, "")
        if not text:
            return None
        if text not in set(Certainty):
            self._refuse("IX-205", column, found=text, known=", ".join(Certainty))
            return None
        return Certainty(text)

    def _refuse(self, code: str, column: str, **params: str) -> None:
        self._problems.append(Problem(code=code, place=Place(row=self._row, column=column), params=params))
