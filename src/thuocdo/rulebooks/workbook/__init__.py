"""The Excel workbook of an edition: exported, filled in by a person who does not program, read back whole.

``docs/methods/workbook.md`` says in words what each sheet holds. Needs the extra ``documents``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from thuocdo.errors import Problem, RulebookError
from thuocdo.rulebooks.edition import Edition
from thuocdo.rulebooks.loader import check_plain
from thuocdo.rulebooks.workbook.assemble import Assembly, assemble
from thuocdo.rulebooks.workbook.case_columns import CASES, case_rows, read_case_lines
from thuocdo.rulebooks.workbook.dismantle import dismantle, plain_data
from thuocdo.rulebooks.workbook.reading import read_lines
from thuocdo.rulebooks.workbook.writing import write

__all__ = ["export_workbook", "read_workbook", "template_workbook"]

_SUM: Final = "RB-120"
_MISSING: Final = "RB-103"
_UNREADABLE: Final = frozenset({"RB-303", "RB-304", "RB-305", "RB-306", "RB-329"})
"""A sheet that could not be read at all: whatever else would be said would be said of its absence."""


def export_workbook(edition: Edition) -> bytes:
    """Return an edition, its cases included, as an .xlsx workbook; equal editions make equal bytes.

    :raises RulebookError: RB-330 without openpyxl; what is wrong with the edition's cases, where they cannot be read.
    """
    tables = dict(dismantle(plain_data(edition.file)))
    tables[CASES.title] = list(case_rows(edition.read_cases()))
    return write(edition.title.vi, tables)


def template_workbook() -> bytes:
    """Return an empty workbook for a new edition: all sheets, headers, lists and help, no rows."""
    return write("Bộ chỉ số mới", {})


def read_workbook(data: bytes, *, name: str) -> Edition:
    """Return the edition that a workbook holds, checked as one that stands in files.

    ``name`` is the file's name, for messages. Sheets that are not of the workbook are left alone.

    :raises RulebookError: every problem at once, with sheet, row and column.
    """
    reading = read_lines(data, name=name)
    if any(problem.code in _UNREADABLE for problem in reading.problems):
        raise RulebookError(reading.problems)
    assembly = assemble(reading.lines)
    cases, case_problems = read_case_lines(assembly, reading.lines.get(CASES.title, ()))
    said = [*reading.problems, *assembly.problems]
    file, found = check_plain(assembly.data, assembly.place_of)
    found = [_at_key(problem, assembly) for problem in found]
    problems = said + _unless_said(said, [*found, *case_problems], torn=bool(assembly.problems))
    if file is None or problems:
        raise RulebookError(_in_order(problems))
    return Edition(file=file, read_cases=lambda: cases)


def _at_key(problem: Problem, assembly: Assembly) -> Problem:
    """Return a missing value of the edition at its own row: nothing stands there, so only its name tells the place."""
    line = assembly.lines[id(assembly.data)]
    if problem.code != _MISSING or problem.place.sheet != line.sheet.title:
        return problem
    return replace(problem, place=line.place(problem.params["key"]))


def _unless_said(said: list[Problem], found: list[Problem], *, torn: bool) -> list[Problem]:
    """Return the problems found on rows of which nothing was said yet; sums say nothing about a tree that is torn."""
    rows = {(problem.place.sheet, problem.place.row) for problem in said}
    return [
        problem
        for problem in found
        if (problem.place.sheet, problem.place.row) not in rows and not (torn and problem.code == _SUM)
    ]


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Return the problems by sheet as they were found, and by row within it."""
    sheets = list(dict.fromkeys(problem.place.sheet for problem in problems))
    return sorted(problems, key=lambda problem: (sheets.index(problem.place.sheet), problem.place.row or 0))
