"""Units with overdue work of plans, and what letters have said to them of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from thuocdo.portal.organizations.selectors import known_units
from thuocdo.portal.plans.selectors.reminding import overdue_work
from thuocdo.portal.reports.access import may_compile, reads_all
from thuocdo.portal.reports.models import WorkLetter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.models import Task
    from thuocdo.portal.plans.selectors.reminding import Owed

Row = dict[str, Any]


class Said(StrEnum):
    """What letters have said so far of overdue work."""

    NOTHING = "nothing"
    WAITING = "waiting"
    """A letter went out and its day of answer has not passed."""
    AGAIN = "again"
    """A letter went out, its day of answer has passed, and the work is still overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateUnit:
    """One unit with overdue work."""

    unit: Unit
    rows: Mapping[Said, Sequence[Row]]
    """Its overdue tasks by what letters said of them, the longest overdue first."""
    letters: Sequence[WorkLetter]
    """The issued letters that named work of the unit which is still overdue, the oldest first."""

    @property
    def said(self) -> Said:
        """What matters most of it: work to remind of again, else new work, else work that is waited for."""
        return next(one for one in (Said.AGAIN, Said.NOTHING, Said.WAITING) if self.rows[one])

    @property
    def count(self) -> int:
        """How many of its tasks are overdue."""
        return sum(len(rows) for rows in self.rows.values())

    @property
    def days(self) -> int:
        """How long the oldest of it is overdue."""
        return max(int(row["days"]) for rows in self.rows.values() for row in rows)


def late_units(today: date, *, plan: int | None = None) -> list[LateUnit]:
    """Return the units with overdue work on a day, departments first, then by the alphabet.

    Whether a unit was reminded is asked of each task with its due day: new overdue work after an old letter is no
    second time.
    """
    rows: dict[int, list[Row]] = {}
    said_of = cache(_of_task)
    for one in overdue_work(today):
        if plan in {None, one.task.plan_id}:
            rows.setdefault(one.unit_id, []).append(_row(one, said_of(one.task)))
    issued = list(WorkLetter.objects.filter(state=WorkLetter.State.ISSUED).order_by("issued_on", "pk"))
    named: dict[tuple[int, str], list[WorkLetter]] = {}
    for letter in issued:
        for row in letter.rows:
            named.setdefault(_what(row), []).append(letter)
    units = known_units().filter(pk__in=rows).order_by("-kind", "sort_key", "pk")
    return [_late(unit, rows[unit.pk], named, today) for unit in units]


def _of_task(task: Task) -> Row:
    return {"code": task.code, "content": task.content, "plan": str(task.plan)}


def _row(one: Owed, said: Row) -> Row:
    return {
        "unit": one.unit_id,
        "assignment": one.pk,
        **said,
        "due": one.cell.due.isoformat() if one.cell.due else "",
        "days": -(one.cell.days or 0),
        "work": one.cell.work.value,
    }


def _late(
    unit: Unit, found: Sequence[Row], named: Mapping[tuple[int, str], Sequence[WorkLetter]], today: date
) -> LateUnit:
    rows: dict[Said, list[Row]] = {said: [] for said in Said}
    letters: dict[int, WorkLetter] = {}
    for row in sorted(found, key=lambda row: -row["days"]):
        of_it = named.get(_what(row), ())
        letters.update((letter.pk, letter) for letter in of_it)
        row["name"] = unit.full_name
        rows[_said(of_it, today)].append(row)
    ordered = sorted(letters.values(), key=lambda letter: (letter.issued_on or today, letter.pk))
    return LateUnit(unit=unit, rows=rows, letters=ordered)


def _said(letters: Sequence[WorkLetter], today: date) -> Said:
    if not letters:
        return Said.NOTHING
    return Said.WAITING if max(letter.answer_by for letter in letters) >= today else Said.AGAIN


def _what(row: Mapping[str, Any]) -> tuple[int, str]:
    return row["assignment"], row["due"]


def work_letters_visible_to(who: Standing) -> QuerySet[WorkLetter]:
    """Return every letter for who compiles; those issued for other readers of the whole."""
    rows = WorkLetter.objects.select_related("root", "issuer__parent", "drafted_by").prefetch_related("units")
    if may_compile(who):
        return rows
    return rows.filter(state=WorkLetter.State.ISSUED) if reads_all(who) else rows.none()


def work_letters(who: Standing) -> QuerySet[WorkLetter]:
    """Return the letters that a person may see and that were not given up, the newest first."""
    return work_letters_visible_to(who).exclude(state=WorkLetter.State.DISCARDED).defer("rows")


def letters_before_work(letter: WorkLetter) -> list[WorkLetter]:
    """Return the letters issued before that named the same work, the oldest first."""
    owed = {_what(row) for row in letter.rows}
    issued = WorkLetter.objects.filter(state=WorkLetter.State.ISSUED).exclude(pk=letter.pk)
    before = issued.filter(drafted_at__lt=letter.drafted_at).order_by("issued_on", "pk")
    return [one for one in before if owed & {_what(row) for row in one.rows}]
