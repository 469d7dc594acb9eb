"""A plan as the JSON of ``docs/formats.md``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from thuocdo.documents.lines import Use

if TYPE_CHECKING:
    from decimal import Decimal

    from thuocdo.documents.paragraphs import Paragraph
    from thuocdo.documents.plan import Fact, Finding, Group, Heading, Plan, Reference, Target, Task


def to_json(plan: Plan) -> str:
    """Return the plan as JSON: UTF-8 letters as they are, numbers as numbers, two blanks of indentation."""
    return json.dumps(as_mapping(plan), ensure_ascii=False, indent=2) + "\n"


def as_mapping(plan: Plan) -> dict[str, object]:
    """Return the plan as plain values."""
    return {
        "document": _heading(plan.heading),
        "legal_references": [_reference(reference) for reference in plan.references],
        "facts": [_fact(fact) for fact in plan.facts],
        "targets": [_target(target) for target in plan.targets],
        "groups": [_group(group) for group in plan.groups],
        "tasks": [_task(task) for task in plan.tasks],
        "findings": [_finding(finding) for finding in plan.findings],
        "not_understood": [
            {**line.spot.as_json(), "text": line.text} for line, use in plan.lines if use is Use.NOT_UNDERSTOOD
        ],
    }


def as_whole(plan: Plan) -> dict[str, object]:
    """Return the plan as plain values with every line, what became of it, and what it is written out from again."""
    lines = [{**line.spot.as_json(), "text": line.text, "use": use.value} for line, use in plan.lines]
    paragraphs = [_paragraph(paragraph, use) for paragraph, use in plan.paragraphs]
    appendices = [{"number": number, "title": title} for number, title in plan.appendices]
    return {**as_mapping(plan), "lines": lines, "paragraphs": paragraphs, "appendices": appendices}


def _paragraph(paragraph: Paragraph, use: Use) -> dict[str, object]:
    return {
        "text": paragraph.text,
        "level": paragraph.level,
        "heading": use is Use.HEADING,
        "footnote": paragraph.footnote,
        "place": paragraph.spot.as_json(),
    }


def _heading(heading: Heading) -> dict[str, object]:
    signer = heading.signer
    return {
        "type": heading.type,
        "number": heading.number,
        "date": heading.date.isoformat() if heading.date else None,
        "year": heading.year,
        "issuer": heading.issuer,
        "province": heading.province,
        "subject": heading.subject,
        "signer": {"name": signer.name, "position": signer.position} if signer else None,
        "recipients": list(heading.recipients),
        "replaces": list(heading.replaces),
        "announced_appendices": heading.announced_appendices,
    }


def _reference(reference: Reference) -> dict[str, object]:
    return {
        "type": reference.type,
        "number": reference.number,
        "date": reference.date.isoformat() if reference.date else None,
        "issuer": reference.issuer,
        "place": reference.spot.as_json(),
    }


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "index": fact.index,
        "province": fact.province,
        "year": fact.year,
        "measure": fact.measure,
        "label": fact.label,
        "value": _number(fact.value),
        "unit": fact.unit,
        "text": fact.text,
        "place": fact.spot.as_json(),
        "confidence": _number(fact.confidence),
        "part_of": fact.part_of,
    }


def _target(target: Target) -> dict[str, object]:
    return {
        "index": target.index,
        "province": target.province,
        "year": target.year,
        "label": target.label,
        "op": target.op,
        "value": None if target.value is None else _number(target.value),
        "unit": target.unit,
        "base_year": target.base_year,
        "text": target.text,
        "place": target.spot.as_json(),
        "confidence": _number(target.confidence),
        "task": target.task,
    }


def _group(group: Group) -> dict[str, object]:
    return {
        "appendix": group.appendix,
        "code": group.code,
        "title": group.title,
        "parent": group.parent,
        "place": group.spot.as_json(),
    }


def _task(task: Task) -> dict[str, object]:
    printed = task.printed
    return {
        "appendix": task.appendix,
        "code": task.code,
        "parent": task.parent,
        "criterion": task.criterion,
        "content": task.content,
        "lead": list(task.lead),
        "lead_role": task.lead_role,
        "coordinating": list(task.coordinating),
        "coordinating_role": task.coordinating_role,
        "parts": [{"body": part.body, "part": part.part.value} for part in task.parts],
        "deadline": task.deadline.as_json() if task.deadline else None,
        "product": task.product,
        "note": task.note,
        "text": {
            "lead": printed.lead,
            "coordinating": printed.coordinating,
            "deadline": printed.deadline,
            "product": printed.product,
        },
        "guidance": task.guidance,
        "request": task.request,
        "place": task.spot.as_json(),
        "confidence": _number(task.confidence),
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "text": finding.text,
        "place": finding.spot.as_json(),
        "expected": finding.expected,
        "found": finding.found,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
