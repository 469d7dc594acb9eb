"""The working-day calendar: an officer states a year, or goes back to the packaged one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.models import CalendarDay, CalendarYear
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.calendar import days_of, differences, working_calendar
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from thuocdo.portal.organizations.models import User
    from thuocdo.vietnamese.workdays import SpecialDay


def problems_of_year(year: int, days: Sequence[SpecialDay]) -> list[Problem]:
    """Return everything that keeps some days from being a year's calendar: none at all, days of another year."""
    if not days:
        return [Problem(code="PL-130", params={"year": str(year)})]
    return [
        Problem(
            code="PL-131",
            place=Place(item=format_date(special.day)),
            params={"year": str(year), "day": format_date(special.day)},
        )
        for special in days
        if special.day.year != year
    ]


@transaction.atomic
def state_year(
    *, year: int, days: Sequence[SpecialDay], version: int, by: User, at: datetime
) -> Sequence[tuple[str, SpecialDay]]:
    """State the days off and the days worked of a whole year; return what that changed, nothing where it is so already.

    :param version: of the year as it was looked at, 0 for one that is as packaged.
    :raises PlanError: PL-130 no day, PL-131 a day of another year, PL-132 somebody else changed the year meanwhile.
    """
    problems = problems_of_year(year, days)
    if problems:
        raise PlanError(problems)
    held = _held(year, version)
    changed = differences(days_of(working_calendar(), year), days)
    if not changed:
        return changed
    if held is None:
        held = CalendarYear.objects.create(year=year, saved_at=at, saved_by=by)
    else:
        held.version, held.saved_at, held.saved_by = held.version + 1, at, by
        held.save()
        CalendarDay.objects.filter(year=held).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            year=held, day=special.day, kind=special.kind.value, vi=special.vi, en=special.en, source=special.source
        )
        for special in sorted(days, key=lambda special: special.day)
    )
    record("plans.calendar.stated", by=by, at=at, subject=held, now=_told(changed))
    return changed


@transaction.atomic
def restore_year(*, year: int, version: int, by: User, at: datetime) -> None:
    """Go back to the packaged days of a year; a year that is as packaged stays so.

    :raises PlanError: PL-132 somebody else changed the year meanwhile.
    """
    held = _held(year, version)
    if held is None:
        return
    before = days_of(working_calendar(), year)
    record("plans.calendar.restored", by=by, at=at, subject=held, was={"days": len(before)})
    held.delete()


def _held(year: int, version: int) -> CalendarYear | None:
    held = CalendarYear.objects.select_for_update(of=("self",)).select_related("saved_by").filter(year=year).first()
    if version != (held.version if held else 0):
        by = str(held.saved_by) if held else "–"
        raise PlanError(Problem(code="PL-132", params={"year": str(year), "by": by}))
    return held


def _told(changed: Iterable[tuple[str, SpecialDay]]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for word, special in changed:
        told.setdefault(word, []).append(f"{special.day.isoformat()} {special.vi} ({special.source})")
    return told
