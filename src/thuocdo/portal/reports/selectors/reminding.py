"""Sections that units still owe to open rounds: what reminders are written from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from thuocdo.portal.reports.models import ReportRound, Section, SectionAct


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedSection:
    """A section that has not been submitted."""

    section: Section
    act: int | None
    """The last act on it, where it was sent to the head or returned."""


def rounds_open() -> list[tuple[ReportRound, int, int]]:
    """Return the rounds that take sections, with how many units have not sent and how many owe one."""
    missing = ~Q(sections__state=Section.State.SUBMITTED)
    rows = ReportRound.objects.filter(state=ReportRound.State.OPEN)
    counted = rows.annotate(owing=Count("sections"), missing=Count("sections", filter=missing))
    return [(row, row.missing, row.owing) for row in counted.order_by("due_on", "pk")]


def owed_sections() -> list[OwedSection]:
    """Return the sections of open rounds that have not been submitted, in two queries."""
    rows = Section.objects.filter(round__state=ReportRound.State.OPEN).exclude(state=Section.State.SUBMITTED)
    acts = dict(
        SectionAct.objects.filter(section__in=rows.order_by().values("pk"))
        .order_by()
        .values_list("section")
        .annotate(Max("pk"))
    )
    found = rows.select_related("round").defer("facts", "texts").order_by("round__due_on", "pk")
    return [
        OwedSection(section=row, act=acts.get(row.pk) if row.state != Section.State.DRAFT else None) for row in found
    ]
