"""Rounds and sections: who sees which, and who has sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import has_desk
from thuocdo.portal.reports.access import may_compile, reads_all
from thuocdo.portal.reports.models import ReportRound, Section, SectionAct

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.holdings import Post
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing


def rounds_visible_to(who: Standing) -> QuerySet[ReportRound]:
    """Return the rounds that a person may read as a whole: all for who compiles, leads or inspects, else none."""
    return ReportRound.objects.select_related("unit") if reads_all(who) else ReportRound.objects.none()


def rounds_under(root: Unit) -> QuerySet[ReportRound]:
    """Return the rounds of a root, whoever may read them."""
    return ReportRound.objects.filter(unit=root)


def rounds_counted(who: Standing) -> QuerySet[ReportRound]:
    """Return these rounds with how many units owe a section and how many have submitted it."""
    submitted = Count("sections", filter=Q(sections__state=Section.State.SUBMITTED))
    return (
        rounds_visible_to(who)
        .annotate(owing=Count("sections"), submitted=submitted)
        .select_related("report")
        .order_by("-end", "-pk")
    )


def sections_visible_to(who: Standing) -> QuerySet[Section]:
    """Return the sections of a person's own units; all for who compiles; for other readers what was submitted."""
    rows = Section.objects.select_related("round__unit", "unit", "saved_by")
    if may_compile(who):
        return rows
    own = Q(unit__in=[held.unit_id for held in who.memberships if held.role in {"unit_officer", "unit_head"}])
    return rows.filter(own | Q(state=Section.State.SUBMITTED)) if reads_all(who) else rows.filter(own)


def own_sections(who: Standing) -> QuerySet[Section]:
    """Return the sections that the person's own units owe, the newest round first."""
    units = [held.unit_id for held in who.memberships if held.role in {"unit_officer", "unit_head"}]
    rows = Section.objects.filter(unit__in=units).select_related("round", "unit").defer("facts", "texts")
    return rows.order_by("-round__end", "-round")


def sections_owed_by(who: Standing) -> QuerySet[Section]:
    """Return the sections that the person's own units have not sent to open rounds, the earliest day first."""
    rows = own_sections(who).filter(round__state=ReportRound.State.OPEN).exclude(state=Section.State.SUBMITTED)
    return rows.order_by("round__due_on", "pk")


def rounds_receiving(who: Standing) -> QuerySet[ReportRound]:
    """Return the open rounds a person may read with how many units owe a section and how many have not sent it."""
    missing = Count("sections", filter=~Q(sections__state=Section.State.SUBMITTED))
    rows = rounds_visible_to(who).filter(state=ReportRound.State.OPEN)
    return rows.annotate(owing=Count("sections"), missing=missing).order_by("due_on", "pk")


def section_with_acts(who: Standing) -> QuerySet[Section]:
    """Return visible sections with their history."""
    return sections_visible_to(who).prefetch_related(Prefetch("acts", SectionAct.objects.select_related("by")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Whether one unit has sent its section, and when."""

    section: Section
    days_late: int
    """Days after the due day on which it was submitted, or that have passed without it; 0 when in time."""

    @property
    def sent(self) -> bool:
        """Whether it is here."""
        return self.section.state == Section.State.SUBMITTED


def sendings(of: ReportRound, *, today: date) -> Sequence[Sending]:
    """Return how every unit of a round stands, departments first, then by the alphabet."""
    rows = Section.objects.filter(round=of).select_related("unit", "round").defer("facts", "texts")
    ordered = rows.order_by("-unit__kind", "unit__sort_key", "pk")
    return [Sending(section=row, days_late=max(0, (_day_of(row, today) - of.due_on).days)) for row in ordered]


def _day_of(section: Section, today: date) -> date:
    return timezone.localdate(section.submitted_at) if section.submitted_at else today


def submitted_sections(of: ReportRound) -> QuerySet[Section]:
    """Return what units have submitted, departments first, then by the alphabet."""
    rows = Section.objects.filter(round=of, state=Section.State.SUBMITTED).select_related("unit", "round")
    return rows.order_by("-unit__kind", "unit__sort_key", "pk")


def sections_of_post(post: Post) -> QuerySet[Section]:
    """Return the sections of open rounds that a post still owes: the unit's desk writes, its head submits."""
    states = [Section.State.DRAFT, Section.State.RETURNED]
    if post.role == Role.UNIT_HEAD:
        states = [Section.State.SENT]
    elif not (post.position.desk if post.position else not has_desk(post.unit)):
        return Section.objects.none()
    rows = Section.objects.filter(unit=post.unit, round__state=ReportRound.State.OPEN, state__in=states)
    return rows.select_related("round").defer("facts", "texts").order_by("round__due_on", "pk")
