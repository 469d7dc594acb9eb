"""The figures of a document: what its paragraphs say was reached, what they and its tables want to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.documents.columns import Column
from thuocdo.documents.facts import facts_in
from thuocdo.documents.narrative import Narrative, Section
from thuocdo.documents.spots import always
from thuocdo.documents.standing import standings
from thuocdo.documents.targets import Around, index_named, old_targets_in, targets_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thuocdo.documents.paragraphs import Paragraph
    from thuocdo.documents.plan import Fact, Heading, Target
    from thuocdo.documents.rows import TaskTable

_SETS_TARGETS: Final = frozenset({Section.TARGETS, Section.TASKS, Section.CARRYING_OUT})


def stated_in(
    body: Sequence[Paragraph], narrative: Narrative, tables: Sequence[TaskTable], heading: Heading
) -> tuple[tuple[Fact, ...], tuple[Target, ...]]:
    """Return the figures of the past and the targets of a document."""
    sections = {paragraph: section for (paragraph, _), section in zip(narrative.uses, narrative.sections, strict=True)}
    facts: list[Fact] = []
    targets: list[Target] = []
    for paragraph, under in zip(body, standings(body), strict=True):
        section = sections.get(paragraph)
        found = facts_in(paragraph, home=heading.province, under=under)
        if section is Section.TARGETS:
            found = tuple(fact for fact in found if _is_past(fact, heading.year))
        facts += found
        if section is not None:
            targets += targets_in(
                paragraph.text,
                paragraph.spot_of,
                Around(year=heading.year, home=heading.province, index=under.index),
                striving=section not in _SETS_TARGETS or (bool(found) and section is not Section.TARGETS),
            )
    targets += _old_targets(body, targets, heading)
    targets += (target for table in tables for target in _targets_of(table, heading))
    return tuple(facts), tuple(targets)


def _is_past(fact: Fact, year: int | None) -> bool:
    """Tell a figure that was reached from one that is wanted, where targets are set: its year is over."""
    return fact.year is not None and year is not None and fact.year < year


def _old_targets(body: Sequence[Paragraph], targets: Sequence[Target], heading: Heading) -> Iterator[Target]:
    for paragraph in body:
        if paragraph.footnote:
            yield from old_targets_in(paragraph.text, paragraph.spot_of, year=heading.year, explained=targets)


def _targets_of(table: TaskTable, heading: Heading) -> Iterator[Target]:
    """Yield the targets of a table's rows; its title names the index."""
    index = index_named(table.title)
    for row in table.rows:
        if not row.group:
            criterion = row.cells.get(Column.CRITERION)
            around = Around(year=heading.year, home=heading.province, index=index, task=row.code, about=criterion)
            yield from targets_in(row.cells.get(Column.CONTENT, ""), always(row.spot), around)
