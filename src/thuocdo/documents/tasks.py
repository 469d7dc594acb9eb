"""From the rows of a table to groups and tasks: bodies and their parts, deadlines, products."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from thuocdo.documents.bodies import Cell, Part, read_cell
from thuocdo.documents.columns import Column
from thuocdo.documents.deadlines import read_deadline
from thuocdo.documents.plan import BodyPart, Group, Printed, Task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thuocdo.documents.rows import Row, TaskTable

_GLUED_NOTE: Final = re.compile(r"(?<=%)\d{1,2}(?!\d)")
_NOBODY: Final = Cell(names=(), role=None)


def groups_of(table: TaskTable) -> tuple[Group, ...]:
    """Return the headings of a table."""
    return tuple(
        Group(
            appendix=table.appendix,
            code=row.code,
            title=row.cells.get(Column.CONTENT, ""),
            parent=row.parent,
            spot=row.spot,
        )
        for row in table.rows
        if row.group
    )


def tasks_of(table: TaskTable, *, year: int | None) -> tuple[Task, ...]:
    """Return the tasks of a table; ``year`` is the plan's, for deadlines that name none."""
    return tuple(_task(row, table.appendix, year) for row in table.rows if not row.group)


def _task(row: Row, appendix: str | None, year: int | None) -> Task:
    printed = Printed(
        lead=row.cells.get(Column.LEAD),
        coordinating=row.cells.get(Column.COORDINATING),
        deadline=row.cells.get(Column.DEADLINE),
        product=row.cells.get(Column.PRODUCT),
    )
    lead = read_cell(printed.lead) if printed.lead else _NOBODY
    coordinating = read_cell(printed.coordinating) if printed.coordinating else _NOBODY
    return Task(
        appendix=appendix,
        code=row.code,
        parent=row.parent,
        criterion=row.cells.get(Column.CRITERION),
        content=without_notes(row.cells.get(Column.CONTENT, "")),
        lead=lead.names,
        lead_role=lead.role,
        coordinating=coordinating.names,
        coordinating_role=coordinating.role,
        parts=parts(lead, coordinating),
        deadline=read_deadline(printed.deadline, year=year) if printed.deadline else None,
        product=printed.product,
        note=row.cells.get(Column.NOTE),
        printed=printed,
        spot=row.spot,
        confidence=row.confidence,
    )


def without_notes(text: str) -> str:
    """Return a text without the numbers of footnotes that are glued to percentages (``95%1``)."""
    return _GLUED_NOTE.sub("", text)


def parts(lead: Cell, coordinating: Cell) -> tuple[BodyPart, ...]:
    """Return what every body does, from the columns and the roles the cells give.

    Who leads answers and who coordinates contributes, unless a cell says *theo dõi, đôn đốc, kiểm tra, tổng hợp*: then
    its bodies watch, and the bodies of the other cell do the work.
    """
    of_lead = Part.ANSWERS if lead.role is None else Part.WATCHES
    of_coordinating = Part.CONTRIBUTES if coordinating.role is None else Part.WATCHES
    if of_lead is Part.WATCHES and of_coordinating is Part.CONTRIBUTES:
        of_coordinating = Part.DOES
    elif of_coordinating is Part.WATCHES and of_lead is Part.ANSWERS:
        of_lead = Part.DOES
    return (*_each(lead.names, of_lead), *_each(coordinating.names, of_coordinating))


def _each(names: Iterable[str], part: Part) -> Iterable[BodyPart]:
    return (BodyPart(body=name, part=part) for name in names)
