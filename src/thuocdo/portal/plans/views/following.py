"""Who has done what: the person's own work, what waits for a head, the list, the matrix, the calendar, their export."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans.access import COORDINATES, WORKS, belongs_here
from thuocdo.portal.plans.progress.cells import MARKS, TIME_WORDS, WORK_WORDS, Time, Work
from thuocdo.portal.plans.progress.export import Table
from thuocdo.portal.plans.selectors import progress as selectors
from thuocdo.portal.plans.selectors.following import (
    Followed,
    cells,
    groups_of,
    lines,
    narrowed,
    rows_of,
    tally,
    tasks_of,
)
from thuocdo.portal.plans.selectors.work import watched_by
from thuocdo.portal.plans.views.whose import whose_work
from thuocdo.portal.web.listing import Chip, page_of, with_choice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.models import Assignment, Plan
    from thuocdo.portal.plans.selectors.following import Group, Lines, Tally

_TIMES: Final = {
    "qua-han": Time.OVERDUE,
    "sap-den-han": Time.SOON,
    "con-thoi-gian": Time.LATER,
    "khong-neu-ngay": Time.UNDATED,
    "da-xong": Time.SETTLED,
}
_WORKS: Final = {
    "chua-bao-cao": Work.NOTHING,
    "dang-soan": Work.DRAFT,
    "cho-phe-duyet": Work.SENT,
    "bo-sung": Work.RETURNED,
    "dang-thuc-hien": Work.UNDER_WAY,
    "hoan-thanh": Work.DONE,
}
_KINDS: Final = {"co-quan": Kind.DEPARTMENT.value, "xa-phuong": Kind.COMMUNE.value, "de-nghi": "request"}
COLUMNS: Final = 20
"""Tasks side by side in the matrix."""
_MOST_EXPORTED: Final = 50_000


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show the work of the person's own units on one page that fits a phone: what is due first, prefilled."""
    who, today = _member(request), timezone.localdate()
    whose = whose_work(request, who, today)
    work = whose.shown
    found = lines(work, tasks_of(who, work, today), Followed())
    held = list(found)
    todo = [
        line for line in held if line.cell.work not in {Work.DONE, Work.SENT} and line.cell.time is not Time.SETTLED
    ]
    shown = page_of(request, todo)
    rows = rows_of(shown.object_list)
    before = selectors.last_approved(row.assignment for row in rows)
    context = {
        "menu_key": "my_work",
        "units": who.units,
        "page": shown,
        "rows": [(row, before.get(row.assignment.pk)) for row in rows],
        "next_due": min((line.cell.due for line in todo if line.cell.due and line.cell.due >= today), default=None),
        "late": sum(line.cell.late for line in todo),
        "waiting": rows_of([line for line in held if line.cell.work is Work.SENT][:100]),
        "settled": rows_of([line for line in held if line.cell.time is Time.SETTLED][:100]),
        "to_approve": selectors.reports_to_approve(who).count(),
        "watched": watched_by(who.units)[:200],
        "may_exchange": who.has(*COORDINATES, *WORKS),
        "whose": whose,
        "today": today,
        **_sorting(found),
    }
    return render(request, "plans/progress/mine.html", context)


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """Show the reports that wait for the person as the head of a unit."""
    who = _member(request)
    shown = page_of(request, selectors.reports_to_approve(who), size=20)
    return render(request, "plans/progress/approvals.html", {"menu_key": "approvals", "page": shown})


@require_GET
def followup(request: HttpRequest) -> HttpResponse:
    """List assignments, the most urgent first."""
    who, work, query = _asked(request)
    tasks = tasks_of(who, work, timezone.localdate())
    everything = groups_of(work, tasks)
    found = lines(work, tasks, query, groups=everything)
    shown = page_of(request, found)
    counts = tally(work, everything)
    context = {
        "page": shown,
        "rows": rows_of(shown.object_list),
        "tally": counts,
        "chips": _time_chips(request, counts),
        "works": [(slug, WORK_WORDS[state]) for slug, state in _WORKS.items()],
        "kinds": _kinds(),
        "today": timezone.localdate(),
        "export_query": request.GET.urlencode(),
        **_sorting(found),
        **_frame(request, work, "list"),
    }
    return render(request, "plans/progress/followup.html", context)


@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """Show one plan's tasks by units; each cell is where the assignment stands, with a sign and in words."""
    who, work, query = _asked(request)
    plans = list(selectors.plans_followed(work))
    plan = next((one for one in plans if one.pk == query.plan), plans[0] if plans else None)
    of_plan = narrowed(work, replace(query, plan=plan.pk if plan else 0))
    tasks = tasks_of(who, of_plan, timezone.localdate())
    ordered = sorted(tasks.by_key.values(), key=lambda task: task.position)
    columns = Paginator(ordered, COLUMNS).get_page(request.GET.get("cot"))
    units = page_of(request, selectors.units_of(of_plan))
    standing_of = cells(of_plan.filter(task__in=list(columns), unit__in=list(units)), tasks)
    context = {
        "plan": plan,
        "page": units,
        "columns": columns,
        "risks": tasks.risks,
        "rows": [(unit, [standing_of.get((unit.pk, task.pk)) for task in columns]) for unit in units],
        "legend": [(MARKS[state], words) for state, words in WORK_WORDS.items()],
        "kinds": _kinds(),
        "today": timezone.localdate(),
        **_frame(request, work, "matrix", plans),
    }
    return render(request, "plans/progress/matrix.html", context)


@require_GET
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Show what falls due on each day of a month, and how many have not settled it."""
    who, work, query = _asked(request)
    first = _month(request)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    found = lines(work, tasks_of(who, work, timezone.localdate()), query)
    due = [group for group in found.groups if group.cell.due and first <= group.cell.due <= last]
    due.sort(key=lambda group: (group.cell.due or first, group.task.plan_id, group.task.position))
    days = [
        {"day": day, "tasks": [_on_a_day(list(same)) for _key, same in groupby(groups, key=lambda one: one.task.pk)]}
        for day, groups in groupby(due, key=lambda group: group.cell.due)
    ]
    context = {
        "days": days,
        "first": first,
        "earlier": with_choice(request, "thang", f"{_shifted(first, -1):%Y-%m}"),
        "later": with_choice(request, "thang", f"{_shifted(first, 1):%Y-%m}"),
        "undated": sum(group.count for group in found.groups if group.cell.time is Time.UNDATED),
        "today": timezone.localdate(),
        **_frame(request, work, "calendar"),
    }
    return render(request, "plans/progress/calendar.html", context)


@require_GET
def export(request: HttpRequest, form: Literal["xlsx", "csv"]) -> HttpResponse:
    """Send the list as it is filtered, as a workbook or a CSV."""
    who, work, query = _asked(request)
    found = lines(work, tasks_of(who, work, timezone.localdate()), query)[:_MOST_EXPORTED]
    now = timezone.now()
    table = Table(rows=rows_of(found), filters=_filters(query), exported_at=now, by=str(who.user))
    return table.file.sent(form, f"theo-doi-{timezone.localdate(now):%Y%m%d}")


# ── What a request asks for ──────────────────────────────────────────────────────────────────────────────────────────
def _member(request: HttpRequest) -> Standing:
    who = standing(request)
    if not belongs_here(who):
        raise Http404
    return who


def _asked(request: HttpRequest) -> tuple[Standing, QuerySet[Assignment], Followed]:
    """Return who asks, what that person sees, and which of it the address names; what it misspells is not found."""
    who, asked = _member(request), request.GET
    chosen: dict[str, Any] = {}
    for name, parameter, known in (
        ("time", "han", _TIMES), ("work", "tinh-trang", _WORKS), ("kind", "loai", _KINDS),
    ):  # fmt: skip
        if value := asked.get(parameter):
            if value not in known:
                raise Http404
            chosen[name] = known[value]
    work = selectors.work_of(who)
    if number := asked.get("ke-hoach"):
        chosen["plan"] = _plan(work, number).pk
    return who, work, Followed(typed=asked.get("q", "").strip()[:100], **chosen)


def _plan(work: QuerySet[Assignment], public_id: str) -> Plan:
    for plan in selectors.plans_followed(work):
        if str(plan.public_id) == public_id:
            return plan
    raise Http404


def _month(request: HttpRequest) -> date:
    asked = request.GET.get("thang", "")
    try:
        return date.fromisoformat(f"{asked}-01") if asked else timezone.localdate().replace(day=1)
    except ValueError:
        raise Http404 from None


def _shifted(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


# ── What a page shows ────────────────────────────────────────────────────────────────────────────────────────────────
def _frame(
    request: HttpRequest, work: QuerySet[Assignment], shown: str, plans: Sequence[Plan] | None = None
) -> dict[str, Any]:
    return {
        "menu_key": "followup",
        "shown": shown,
        "may_exchange": standing(request).has(*COORDINATES, *WORKS),
        "may_remind": standing(request).has(*COORDINATES),
        "plans": list(selectors.plans_followed(work)) if plans is None else plans,
        "asked": {name: request.GET.get(name, "") for name in ("ke-hoach", "han", "tinh-trang", "loai", "q", "thang")},
        "asked_plan": request.GET.get("ke-hoach", ""),
        "asked_time": request.GET.get("han", ""),
        "asked_work": request.GET.get("tinh-trang", ""),
        "asked_kind": request.GET.get("loai", ""),
        "q": request.GET.get("q", ""),
    }


def _time_chips(request: HttpRequest, counts: Tally) -> list[Chip]:
    chips = [Chip.of(request, "han", "", str(counts.all))]
    for slug, time in _TIMES.items():
        count = counts.late if time is Time.OVERDUE else counts.times[time]
        chips.append(Chip.of(request, "han", slug, str(count), str(TIME_WORDS[time])))
    return chips


def _kinds() -> list[tuple[str, str]]:
    return [
        ("co-quan", _("Cơ quan, đơn vị của tỉnh")),
        ("xa-phuong", _("Xã, phường, đặc khu")),
        ("de-nghi", _("Nơi được đề nghị")),
    ]


def _sorting(found: Lines) -> dict[str, int]:
    """Return how many tasks are sorted by points at risk, and how many by time alone, to be said beside the list."""
    with_points = {group.task.pk for group in found.groups if group.points is not None}
    return {"by_points": len(with_points), "by_time": len({group.task.pk for group in found.groups} - with_points)}


def _on_a_day(same: Sequence[Group]) -> dict[str, Any]:
    return {
        "task": same[0].task,
        "all": sum(group.count for group in same),
        "settled": sum(group.count for group in same if group.cell.time is Time.SETTLED),
        "late": any(group.cell.late for group in same),
        "request": all(group.cell.request for group in same),
    }


def _filters(query: Followed) -> list[str]:
    words = [str(WORK_WORDS[query.work])] if query.work else []
    words += [str(TIME_WORDS[query.time])] if query.time else []
    words += [next(label for slug, label in _kinds() if _KINDS[slug] == query.kind)] if query.kind else []
    words += [f"có “{query.typed}”"] if query.typed else []
    return words or ["Tất cả"]
