"""The tasks of a unit as figures of a day: read from the plans, typed nowhere again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from thuocdo.portal.plans.models import Progress
from thuocdo.portal.plans.progress.cells import Reported, cell_of
from thuocdo.portal.plans.progress.turns import turn_of
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.portal.plans.selectors.work import open_assignments_of
from thuocdo.portal.reports.drafting import DONE, NOTHING, UNDER_WAY, Fact
from thuocdo.portal.reports.fields import field_of
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.plans.models import Assignment, Plan, Task

_MOST_HEADINGS: Final = 6
"""Levels of headings above a task; a plan whose headings name each other in a ring ends here."""


def facts_of(unit: Unit, *, day: date) -> list[Fact]:
    """Return a unit's tasks as they stood at the end of a day, in the order of the plans."""
    rows = open_assignments_of([unit]).prefetch_related("reports__proofs__document", "task__plan__groups")
    ordered = sorted(rows, key=lambda row: (row.task.plan_id, row.task.position, row.pk))
    return [_fact(row, day) for row in ordered]


def _fact(row: Assignment, day: date) -> Fact:
    task = row.task
    report = _report_on(row, day)
    since = timezone.localdate(row.assigned_at)
    turn = turn_of(task.deadline, since=since, today=day, calendar=working_calendar)
    reported = Reported(state=report.state, due_on=report.due_on, done=report.done) if report else Reported()
    cell = cell_of(turn, reported, today=day)
    fact = Fact(
        task=str(task.public_id),
        plan=plan_words(task.plan),
        code=task.code,
        content=" ".join(task.content.split()),
        field=field_of(_texts(task)),
        work=(DONE if report.done else UNDER_WAY) if report else NOTHING,
        due=cell.due.isoformat() if cell.due else "",
        late=-cell.days if cell.late and cell.days is not None else 0,
    )
    return _with_report(fact, report) if report else fact


def _with_report(fact: Fact, report: Progress) -> Fact:
    kept = fact.as_json() | {
        "text": report.text,
        "figures": [_figure(figure) for figure in report.figures if figure.get("value")],
        "percent": report.percent,
        "as_of": report.as_of.isoformat() if report.as_of else "",
        "proofs": [str(proof.document) for proof in report.proofs.all()],
    }
    return Fact.from_json(kept)


def _report_on(row: Assignment, day: date) -> Progress | None:
    """Return the newest approved report whose figures are not of a later day."""
    approved = (report for report in row.reports.all() if report.state == Progress.State.APPROVED)
    counting = [report for report in approved if report.as_of is not None and report.as_of <= day]
    return max(counting, key=lambda report: report.number, default=None)


def _figure(figure: dict[str, str]) -> str:
    shown = format_number(Decimal(figure["value"]))
    return " ".join(filter(None, (f"{figure.get('label', '')}:", shown, figure.get("unit", ""))))


def _texts(task: Task) -> Iterator[str]:
    """Yield what may name the field of a task: its headings from the nearest upwards, criterion, its own words."""
    groups = {(group.appendix, group.code): group for group in task.plan.groups.all()}
    code = task.parent_code
    for _level in range(_MOST_HEADINGS):
        if (group := groups.get((task.appendix, code))) is None:
            break
        yield group.title
        code = group.parent_code
    yield task.criterion
    yield task.content


def plan_words(plan: Plan) -> str:
    """Return how a report names a plan: type, number and day where known; by its subject where it has no number."""
    name = f"{plan.type or 'Kế hoạch'} số {plan.number}" if plan.number else str(plan)
    return f"{name} ngày {format_date(plan.issued_on)}" if plan.issued_on else name
