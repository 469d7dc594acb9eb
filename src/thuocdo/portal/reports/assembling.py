"""The provincial report from the sections that are here: what stands under each field, and how each unit stands.

The rule in words, with a worked example: ``docs/methods/reports.md``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.reports.drafting import DONE, Counts, Fact
from thuocdo.portal.reports.fields import FIELDS
from thuocdo.portal.reports.models import Paragraph
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thuocdo.portal.reports.models import ReportRound, Section
    from thuocdo.portal.reports.selectors.rounds import Sending

OPENING: Final = "opening"
CLOSING: Final = "closing"
PLACES: Final = (OPENING, *FIELDS, CLOSING)
"""Where a paragraph may stand, in the order of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A paragraph that the sections give."""

    field: str
    origin: str
    text: str
    section: Section | None = None
    included: bool = True


def paragraphs_of(of: ReportRound, sections: Sequence[Section], sent: Sequence[Sending]) -> list[Drafted]:
    """Return the paragraphs of a report in their order: counts of each field, then what each unit writes.

    Departments' words are taken in, those of communes wait beside them: a province has more than a hundred.
    """
    found = [Drafted(field=OPENING, origin=Paragraph.Origin.FIGURES, text=opening(of, sent))]
    facts = [(section, [Fact.from_json(kept) for kept in section.facts]) for section in sections]
    for field in FIELDS:
        counted = [(one, [fact for fact in own if fact.field == field]) for one, own in facts]
        found += _summary(field, [(one, own) for one, own in counted if own])
        found += [
            Drafted(
                field=field,
                origin=Paragraph.Origin.UNIT,
                text=section.texts[field],
                section=section,
                included=section.unit.kind != Kind.COMMUNE,
            )
            for section in sections
            if section.texts.get(field)
        ]
    return found


def opening(of: ReportRound, sent: Sequence[Sending]) -> str:
    """Return who has reported, who late, who not: every missing unit is named."""
    here = [one for one in sent if one.sent]
    late = [one for one in here if one.days_late]
    missing = [one.section.unit.full_name for one in sent if not one.sent]
    lines = [
        (
            f"Báo cáo này tổng hợp từ {len(here)}/{len(sent)} cơ quan, đơn vị, địa phương "
            f"(số liệu đến ngày {format_date(of.as_of)})."
        )
    ]
    if late:
        names = "; ".join(f"{one.section.unit.full_name} (muộn {one.days_late} ngày)" for one in late)
        lines.append(f"Gửi sau ngày {format_date(of.due_on)}: {names}.")
    if missing:
        lines.append(f"Chưa gửi báo cáo nên chưa có trong số liệu tổng hợp: {'; '.join(missing)}.")
    return "\n".join(lines)


def _summary(field: str, units: Sequence[tuple[Section, Sequence[Fact]]]) -> Iterator[Drafted]:
    """Yield the counts of a field, departments and communes apart."""
    lines = []
    for kind, words in ((Kind.DEPARTMENT, "sở, ban, ngành"), (Kind.COMMUNE, "xã, phường, đặc khu")):
        own = [facts for section, facts in units if section.unit.kind == kind]
        if own:
            counts = sum((Counts.of(facts) for facts in own), Counts(tasks=0, done=0, late=0))
            lines.append(f"{len(own)} {words} có nhiệm vụ được giao đã báo cáo: {counts.words()}.")
    if lines:
        yield Drafted(field=field, origin=Paragraph.Origin.FIGURES, text="\n".join(lines))


def table_of(sent: Sequence[Sending], sections: Sequence[Section]) -> list[dict[str, Any]]:
    """Return how each unit stands, as it is kept beside the report."""
    facts = {section.pk: [Fact.from_json(kept) for kept in section.facts] for section in sections}
    return [_row(one, facts.get(one.section.pk)) for one in sent]


def _row(one: Sending, facts: Sequence[Fact] | None) -> dict[str, Any]:
    section = one.section
    counts = Counts.of(facts) if facts is not None else None
    return {
        "section": section.pk,
        "unit": section.unit.full_name,
        "sent": one.sent,
        "late": one.days_late,
        "on_behalf": bool(section.source),
        "as_of": section.as_of.isoformat() if one.sent and section.as_of else "",
        "tasks": counts.tasks if counts else None,
        "done": counts.done if counts else None,
        "overdue": counts.late if counts else None,
    }


def tasks_of(sections: Sequence[Section], places: Mapping[str, tuple[int, int]]) -> list[dict[str, Any]]:
    """Return each task over all units that have sent, in the order of the plans.

    :param places: where each task stands, by its public id; one that is gone stands last.
    """
    found: dict[str, dict[str, Any]] = {}
    for section in sections:
        for fact in map(Fact.from_json, section.facts):
            known = {"plan": fact.plan, "code": fact.code, "content": fact.content, "units": 0, "done": 0, "late": []}
            task = found.setdefault(fact.task, known)
            task["units"] += 1
            task["done"] += fact.work == DONE
            if fact.late:
                task["late"].append(section.unit.full_name)
    last = (sys.maxsize, 0)
    return [found[key] for key in sorted(found, key=lambda key: places.get(key, last))]
