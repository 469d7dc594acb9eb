"""Opening a round: from then on every department and commune owes a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from thuocdo.errors import Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.organizations.selectors import units_in_force, units_within
from thuocdo.portal.reports.models import ReportRound, Section
from thuocdo.portal.reports.problems import ReportError
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.folding import nfc

if TYPE_CHECKING:
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.reports.periods import Period


@transaction.atomic
def open_round(*, root: Unit, period: Period, as_of: date, due_on: date, by: User, at: datetime) -> ReportRound:
    """Open a round for every department and commune that stands under the root on the day of the figures.

    :raises ReportError: RP-101 where the period has a round, RP-102 figures or due day before the period begins,
        RP-103 without a title, RP-104 where no unit would owe anything.
    """
    title = nfc(period.title)
    problems = []
    if not title:
        problems.append(Problem(code="RP-103"))
    same = Q(title=title) if period.kind == ReportRound.Kind.AD_HOC else Q(kind=period.kind, start=period.start)
    if ReportRound.objects.filter(same, unit=root).exists():
        problems.append(Problem(code="RP-101", params={"round": title}))
    if min(as_of, due_on) < period.start:
        params = {"found": format_date(min(as_of, due_on)), "start": format_date(period.start)}
        problems.append(Problem(code="RP-102", params=params))
    owing = units_in_force(units_within(root), as_of).exclude(pk=root.pk)
    units = list(owing.filter(kind__in=(Kind.DEPARTMENT, Kind.COMMUNE)))
    if not units:
        problems.append(Problem(code="RP-104"))
    if problems:
        raise ReportError(problems)
    opened = ReportRound.objects.create(
        unit=root,
        kind=period.kind,
        title=title,
        start=period.start,
        end=period.end,
        as_of=as_of,
        due_on=due_on,
        opened_at=at,
        opened_by=by,
    )
    Section.objects.bulk_create(Section(round=opened, unit=unit) for unit in units)
    now = {"due_on": due_on.isoformat(), "as_of": as_of.isoformat(), "units": len(units)}
    record("reports.round.opened", by=by, at=at, subject=opened, now=now)
    return opened
