"""A plan, understood: what ``thuocdo plan read`` writes and the portal imports, field by field as in its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from thuocdo.documents.bodies import Part
    from thuocdo.documents.deadlines import Deadline
    from thuocdo.documents.lines import Line, Use
    from thuocdo.documents.paragraphs import Paragraph
    from thuocdo.documents.spots import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signed, and as what."""

    name: str | None
    position: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the head and the end of a document say of it; ``None`` where the paper is blank or silent."""

    type: str | None = None
    number: str | None = None
    date: date | None = None
    year: int | None = None
    """The year the plan is for: of its date, or the one its subject names last."""
    issuer: str | None = None
    province: str | None = None
    subject: str | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    announced_appendices: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A legal document that the plan cites, once however often it is cited."""

    type: str
    number: str
    date: date | None
    issuer: str | None
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure the plan states about the past: whose, of which year, measured how."""

    index: str
    province: str | None
    year: int | None
    measure: str
    """``score``, ``rank``, ``of``, ``change_score``, ``change_rank``, ``component_score``,
    ``component_max`` or ``group``."""
    label: str
    value: Decimal
    unit: str
    text: str
    spot: Spot
    confidence: Decimal
    part_of: str | None = None
    """The label of the part that this is a part of: what a bracket after it lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure the plan wants to reach."""

    index: str | None
    province: str | None
    year: int | None
    label: str
    op: str
    """``=``, ``>=``, ``>``, ``<=``, ``<`` or ``in_group``."""
    value: Decimal | None
    unit: str | None
    base_year: int | None
    text: str
    spot: Spot
    confidence: Decimal
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading of an appendix's table."""

    appendix: str | None
    code: str | None
    title: str
    parent: str | None
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPart:
    """A body as named and what it does in the task."""

    body: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The cells of a task as printed, broken lines joined."""

    lead: str | None = None
    coordinating: str | None = None
    deadline: str | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do."""

    appendix: str | None
    code: str | None
    parent: str | None
    criterion: str | None
    content: str
    lead: tuple[str, ...]
    lead_role: str | None
    coordinating: tuple[str, ...]
    coordinating_role: str | None
    parts: tuple[BodyPart, ...]
    deadline: Deadline | None
    product: str | None
    note: str | None
    printed: Printed
    spot: Spot
    confidence: Decimal
    guidance: bool = False
    """It names neither body nor day: kept, and assigned to nobody."""
    request: bool = False
    """The province cannot order the body and asks it (``Đề nghị``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a good editor would ask about. It never blocks."""

    code: str
    severity: str
    """``certain`` or ``probable``."""
    spot: Spot
    text: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A document, read."""

    heading: Heading
    references: tuple[Reference, ...] = ()
    facts: tuple[Fact, ...] = ()
    targets: tuple[Target, ...] = ()
    groups: tuple[Group, ...] = ()
    tasks: tuple[Task, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[tuple[Line, Use], ...] = ()
    """Every line of the document with what became of it."""
    paragraphs: tuple[tuple[Paragraph, Use], ...] = ()
    """The text between head and end, broken lines joined, footnotes last: what it is written out from again."""
    appendices: tuple[tuple[str, str], ...] = ()
    """Number and title of each appendix that holds tasks."""
