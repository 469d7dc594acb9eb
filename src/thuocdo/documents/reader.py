"""Read a plan: from lines and tables to heading, references, facts, targets, tasks and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.documents.columns import Column
from thuocdo.documents.facts import facts_in
from thuocdo.documents.heading import frame, read_heading
from thuocdo.documents.lines import Line, Use, from_text
from thuocdo.documents.narrative import Narrative, Section, read_narrative
from thuocdo.documents.paragraphs import Paragraph, is_furniture, paragraphs
from thuocdo.documents.plan import Plan
from thuocdo.documents.recovered import find_tables
from thuocdo.documents.references import references_in
from thuocdo.documents.spots import always
from thuocdo.documents.targets import index_named, old_targets_in, targets_in
from thuocdo.documents.tasks import groups_of, tasks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from thuocdo.documents.plan import Heading, Target, Task
    from thuocdo.documents.rows import TaskTable
    from thuocdo.documents.spots import Spot


def read_text(content: str) -> Plan:
    """Read a plan from text: recovered from PDF, or pasted."""
    lines = from_text(content)
    tables = find_tables(lines)
    first = min((table.spot.line or 0 for table in tables), default=None)
    narrative = [line for line in lines if first is None or line.number < first]
    return understand(narrative, tables, rest=lines[len(narrative) :])


def understand(lines: Sequence[Line], tables: Sequence[TaskTable], *, rest: Sequence[Line] = ()) -> Plan:
    """Understand a document whose tables have been told from its narrative.

    :param lines: the narrative.
    :param rest: the lines of the tables, where the document has them as lines.
    """
    parts = frame(lines)
    body = paragraphs(parts.body)
    heading = read_heading(parts, body, appendices=sum(table.appendix is not None for table in tables))
    narrative = read_narrative([paragraph for paragraph in body if not paragraph.footnote], year=heading.year)
    tasks = (*(task for table in tables for task in tasks_of(table, year=heading.year)), *narrative.tasks)
    return Plan(
        heading=heading,
        references=references_in(_passages(body, tasks)),
        facts=tuple(fact for paragraph in body for fact in facts_in(paragraph, home=heading.province)),
        targets=tuple(_targets(body, narrative, tables, heading)),
        groups=tuple(group for table in tables for group in groups_of(table)),
        tasks=tasks,
        lines=tuple(_uses(parts.head + parts.end, lines, narrative, tables, rest)),
    )


def _targets(
    body: Sequence[Paragraph], narrative: Narrative, tables: Sequence[TaskTable], heading: Heading
) -> Iterator[Target]:
    """Yield the targets of the sections that set any, of footnotes, and of the tables' rows."""
    wanted = {Section.TARGETS, Section.TASKS, Section.CARRYING_OUT}
    for (paragraph, _), section in zip(narrative.uses, narrative.sections, strict=True):
        if section in wanted and not facts_in(paragraph, home=None):
            yield from targets_in(
                paragraph.text, paragraph.spot_of, year=heading.year, home=heading.province, index=None
            )
    for paragraph in body:
        if paragraph.footnote:
            yield from old_targets_in(paragraph.text, paragraph.spot_of)
    for table in tables:
        index = index_named(table.title)
        for row in table.rows:
            if not row.group:
                yield from targets_in(
                    row.cells.get(Column.CONTENT, ""),
                    always(row.spot),
                    year=heading.year,
                    home=heading.province,
                    index=index,
                    task=row.code,
                )


def _passages(body: Sequence[Paragraph], tasks: Sequence[Task]) -> Iterator[tuple[str, Callable[[int], Spot]]]:
    for paragraph in body:
        yield paragraph.text, paragraph.spot_of
    for task in tasks:
        if task.appendix is not None:
            yield task.content, always(task.spot)


def _uses(
    outside: Sequence[Line],
    lines: Sequence[Line],
    narrative: Narrative,
    tables: Sequence[TaskTable],
    rest: Sequence[Line],
) -> Iterator[tuple[Line, Use]]:
    """Say what became of every line: of head and end, of the narrative, of the tables."""
    told = {line.number: Use.HEADING for line in outside}
    told |= {line.number: use for paragraph, use in narrative.uses for line in paragraph.lines}
    for line in lines:
        yield line, Use.FURNITURE if is_furniture(line) else told.get(line.number, Use.USED)
    furniture = frozenset[int]().union(*(table.furniture for table in tables))
    for line in rest:
        yield line, Use.FURNITURE if line.number in furniture else Use.USED
