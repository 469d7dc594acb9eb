"""Saying which position in a unit does which work: for one assignment, for many, for a whole plan or field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.models import Assignment
from thuocdo.portal.plans.progress.content import ReportConflictError, ReportRefusedError
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from thuocdo.portal.organizations.models import Position, Unit, User


@transaction.atomic
def name_officer(
    *, unit: Unit, seen: Mapping[int, int | None], position: Position | None, by: User, at: datetime
) -> int:
    """Give work of a unit to one of its positions, or back to its desk; return how much changed hands.

    :param seen: the assignments, each with the position that the page showed, by their keys.
    :param position: nothing gives the work back to the unit's desk.
    :raises ReportRefusedError: PR-120 if the position is not one of the unit's on that day, PR-121 if some of the work
        is not the unit's or no longer to be done: both if both.
    :raises ReportConflictError: PR-122 if somebody has given some of it to another position since; nothing is changed.
    """
    rows = list(
        Assignment.objects.select_for_update(of=("self",))
        .select_related("task", "position")
        .filter(pk__in=seen, unit=unit, state=Assignment.State.OPEN)
    )
    problems = _refused(unit, position, missing=len(seen) - len(rows), at=at)
    if problems:
        raise ReportRefusedError(problems)
    wanted = position.pk if position else None
    stale = [row for row in rows if row.position_id not in {seen[row.pk], wanted}]
    if stale:
        raise ReportConflictError([_changed(row) for row in stale])
    moving = [row for row in rows if row.position_id != wanted]
    if not moving:
        return 0
    Assignment.objects.filter(pk__in=[row.pk for row in moving]).update(position=position)
    was = {str(row.task)[:60]: row.position.title["vi"] if row.position else None for row in moving}
    now = {"position": position.title["vi"] if position else None, "unit": str(unit), "count": len(moving)}
    record(
        "plans.assignment.officer_named",
        by=by,
        at=at,
        subject=moving[0] if len(moving) == 1 else unit,
        was=was,
        now=now,
    )
    return len(moving)


def _refused(unit: Unit, position: Position | None, *, missing: int, at: datetime) -> list[Problem]:
    problems, day = [], timezone.localdate(at)
    if position is not None and not (position.unit_id == unit.pk and position.there_on(day)):
        params = {"title": position.title["vi"], "unit": str(unit), "day": format_date(day)}
        problems.append(Problem(code="PR-120", place=Place(item=str(unit)), params=params))
    if missing:
        problems.append(
            Problem(code="PR-121", place=Place(item=str(unit)), params={"count": str(missing), "unit": str(unit)})
        )
    return problems


def _changed(row: Assignment) -> Problem:
    params = {
        "task": str(row.task)[:80],
        "position": row.position.title["vi"] if row.position else _("đầu mối của đơn vị"),
    }
    return Problem(code="PR-122", place=Place(item=str(row.task)[:80]), params=params)
