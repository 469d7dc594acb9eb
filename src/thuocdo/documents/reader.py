"""Read a plan: from lines and tables to heading, references, facts, targets, tasks and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.documents.findings import Checked, check
from thuocdo.documents.heading import frame, read_heading
from thuocdo.documents.lines import Line, Use, from_text
from thuocdo.documents.narrative import Narrative, read_narrative
from thuocdo.documents.paragraphs import Paragraph, is_furniture, paragraphs, whole_paragraphs
from thuocdo.documents.plan import Plan
from thuocdo.documents.recovered import recover
from thuocdo.documents.references import references_in
from thuocdo.documents.spots import always
from thuocdo.documents.stated import stated_in
from thuocdo.documents.tasks import groups_of, tasks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from thuocdo.documents.content import Content
    from thuocdo.documents.plan import Task
    from thuocdo.documents.spots import Spot


def read_text(content: str) -> Plan:
    """Read a plan from text: recovered from PDF, or pasted."""
    return understand(recover(from_text(content)))


def understand(content: Content) -> Plan:
    """Understand a document whose tables have been told from its narrative."""
    parts = frame(content.lines)
    body = (paragraphs if content.broken else whole_paragraphs)(parts.body)
    body += tuple(Paragraph(text=note.text, lines=(note,), footnote=True) for note in content.notes)
    heading = read_heading(parts, body, appendices=len(content.tables))
    narrative = read_narrative([paragraph for paragraph in body if not paragraph.footnote], year=heading.year)
    tasks = (*(task for table in content.tables for task in tasks_of(table, year=heading.year)), *narrative.tasks)
    passages = tuple(_passages(body, tasks))
    references = references_in(passages, heading=heading)
    facts, targets = stated_in(body, narrative, content.tables, heading)
    checked = Checked(
        heading=heading,
        references=references,
        facts=facts,
        targets=targets,
        tasks=tasks,
        passages=passages,
        appendices=len(content.tables),
        unread=content.unread,
        outline=tuple(paragraph for paragraph in body if not paragraph.footnote),
    )
    return Plan(
        heading=heading,
        references=references,
        facts=facts,
        targets=targets,
        groups=tuple(group for table in content.tables for group in groups_of(table)),
        tasks=tasks,
        findings=check(checked),
        lines=tuple(_uses(parts.head + parts.end, content, narrative)),
        paragraphs=(*narrative.uses, *((paragraph, Use.USED) for paragraph in body if paragraph.footnote)),
        appendices=tuple((table.appendix or "", table.title) for table in content.tables),
    )


def _passages(body: Sequence[Paragraph], tasks: Sequence[Task]) -> Iterator[tuple[str, Callable[[int], Spot]]]:
    for paragraph in body:
        yield paragraph.text, paragraph.spot_of
    for task in tasks:
        if task.appendix is not None:
            printed = (task.content, task.printed.lead, task.printed.coordinating)
            yield from ((text, always(task.spot)) for text in printed if text)


def _uses(outside: Sequence[Line], content: Content, narrative: Narrative) -> Iterator[tuple[Line, Use]]:
    """Say what became of every line: of head and end, of the narrative, of the tables."""
    told = {line.number: Use.HEADING for line in outside}
    told |= {line.number: use for paragraph, use in narrative.uses for line in paragraph.lines}
    for line in content.lines:
        yield line, Use.FURNITURE if is_furniture(line) else told.get(line.number, Use.USED)
    yield from ((line, Use.USED) for line in (*content.rows, *content.notes))
    yield from ((line, Use.FURNITURE) for line in content.furniture)
