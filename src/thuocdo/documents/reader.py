"""Read a plan: from lines and tables to heading, references, facts, targets, tasks and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.documents.lines import Line, Use, from_text
from thuocdo.documents.plan import Heading, Plan
from thuocdo.documents.recovered import find_tables
from thuocdo.documents.tasks import groups_of, tasks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.documents.rows import TaskTable


def read_text(content: str) -> Plan:
    """Read a plan from text: recovered from PDF, or pasted."""
    lines = from_text(content)
    return understand(lines, find_tables(lines))


def understand(lines: Sequence[Line], tables: Sequence[TaskTable]) -> Plan:
    """Understand a document whose tables have been found among its lines."""
    heading = Heading(year=2025)
    return Plan(
        heading=heading,
        groups=tuple(group for table in tables for group in groups_of(table)),
        tasks=tuple(task for table in tables for task in tasks_of(table, year=heading.year)),
        lines=tuple((line, Use.USED) for line in lines),
    )
