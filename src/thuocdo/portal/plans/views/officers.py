"""Who in a unit does what: named by its head or its desk; and which units have work that nobody answers for."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thuocdo.errors import Problem
from thuocdo.portal.organizations.selectors import known_units, posts_in
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.plans.access import READS_ALL
from thuocdo.portal.plans.progress.content import ReportConflictError, ReportRefusedError
from thuocdo.portal.plans.selectors import officers as selectors
from thuocdo.portal.plans.selectors.progress import assignments_visible_to, own_work, work_of
from thuocdo.portal.plans.services.officers import name_officer
from thuocdo.portal.web.forms import language, whole_number
from thuocdo.portal.web.listing import Chip, page_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.organizations.models import Position, Unit
    from thuocdo.portal.organizations.selectors import Posts
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.models import Assignment, Plan

DESK: Final = "dau-moi"
"""What a form says for the unit's desk: no position by name."""
NOBODY: Final = "chua-giao"


@require_http_methods(["GET", "POST"])
def naming(request: HttpRequest) -> HttpResponse:
    """Show the work of a unit under the headings of its plans, with who has each; give some of it to a position."""
    who = standing(request)
    units, posts = selectors.units_named_by(who, timezone.localdate())
    unit = _unit(request, units)
    work = own_work(who).filter(unit=unit)
    problems: Sequence[Problem] = ()
    if request.method == "POST":
        problems = _given(request, who, unit, work)
        if not problems:
            return redirect(request.get_full_path())
    context = _shown(request, unit, work, posts) | {"units": units, "problems": problems}
    return render(request, "plans/progress/naming.html", context, status=409 if problems else 200)


def _unit(request: HttpRequest, units: list[Unit]) -> Unit:
    if not units:
        raise Http404
    asked = request.GET.get("don-vi")
    found = next((unit for unit in units if not asked or f"{unit.scheme}-{unit.code}" == asked), None)
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, unit: Unit, work: QuerySet[Assignment], posts: Posts) -> dict[str, Any]:
    day = timezone.localdate()
    positions = selectors.positions_to_name(unit, day)
    shown, asked = work, request.GET.get("phu-trach", "")
    vacant = selectors.vacancies(work, day, posts)
    if asked == NOBODY:
        shown = selectors.of_vacancies(work, vacant)
    elif asked == DESK:
        shown = work.filter(position__isnull=True)
    elif asked:
        shown = work.filter(position=_position(positions, asked))
    chips = [Chip.of(request, "phu-trach", "")]
    if vacant:
        count = str(sum(one.count for one in vacant))
        chips.append(Chip.of(request, "phu-trach", NOBODY, count, _("Chưa có người phụ trách")))
    chips += [Chip.of(request, "phu-trach", DESK, label=_("Đầu mối của đơn vị"))] if positions else []
    chips += [Chip.of(request, "phu-trach", str(one.public_id), label=one.title["vi"]) for one in positions]
    desk = posts.answering(unit.pk)
    return {
        "menu_key": "my_work",
        "unit": unit,
        "plans": [
            {
                "plan": plan,
                "token": selectors.token_of(row for field in fields for row in field.rows),
                "count": sum(len(field.rows) for field in fields),
                "fields": [
                    (field, [(row, posts.answering(unit.pk, row.position_id)) for row in field.rows])
                    for field in fields
                ],
            }
            for plan, fields in _by_plan(selectors.fields_of(shown))
        ],
        "whole": not asked,
        "positions": [(one, posts.holders.get(one.pk, [])) for one in positions],
        "desk": desk,
        "chips": chips,
    }


def _by_plan(fields: Sequence[selectors.Field]) -> list[tuple[Plan, list[selectors.Field]]]:
    return [
        (same[0].plan, same) for _key, found in groupby(fields, key=lambda one: one.plan.pk) if (same := list(found))
    ]


def _position(positions: list[Position], public_id: str) -> Position:
    for one in positions:
        if str(one.public_id) == public_id:
            return one
    raise Http404


def _given(request: HttpRequest, who: Standing, unit: Unit, work: QuerySet[Assignment]) -> Sequence[Problem]:
    """Give what the form names; return what was wrong."""
    chosen = request.POST.get("position", "")
    position = None if chosen == DESK else _position(selectors.positions_to_name(unit, timezone.localdate()), chosen)
    try:
        seen = _group(request, work) if request.POST.get("field") else _ticked(request, work)
        count = name_officer(unit=unit, seen=seen, position=position, by=who.user, at=timezone.now())
    except ReportRefusedError as error:
        return error.problems
    messages.success(request, _given_words(count, position))
    return ()


def _given_words(count: int, position: Position | None) -> str:
    whom = position.title["vi"] if position else _("đầu mối của đơn vị")
    return _("Đã giao %(n)d việc cho %(whom)s.") % {"n": count, "whom": whom}


def _group(request: HttpRequest, work: QuerySet[Assignment]) -> Mapping[int, int | None]:
    """Return the work under one heading, or of one whole plan, as it is; refuse if it is no longer what was shown."""
    plan, _stroke, key = request.POST["field"].partition("|")
    fields = [field for field in selectors.fields_of(work) if str(field.plan.public_id) == plan]
    rows = [row for field in fields for row in field.rows if key in {"", field.key}]
    if selectors.token_of(rows) != request.POST.get("token"):
        raise ReportConflictError(_moved(rows))
    return selectors.positions_seen(rows)


def _moved(rows: list[Assignment]) -> Problem:
    last = rows[0] if rows else None
    params = {
        "task": str(last.task)[:80] if last else _("Nhóm việc vừa chọn"),
        "position": last.position.title["vi"] if last and last.position else _("đầu mối của đơn vị"),
    }
    return Problem(code="PR-122", params=params)


def _ticked(request: HttpRequest, work: QuerySet[Assignment]) -> Mapping[int, int | None]:
    """Return the ticked work with the position that the page showed for each."""
    there = {str(row.public_id): row for row in work}
    ticked = [public_id for public_id in request.POST.getlist("assignment") if public_id in there]
    if not ticked:
        raise ReportRefusedError(Problem(code="PR-123"))
    return {there[public_id].pk: _seen(request, public_id) for public_id in ticked}


def _seen(request: HttpRequest, public_id: str) -> int | None:
    return whole_number(request.POST.get(f"seen-{public_id}"))


@require_POST
def name_one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give one assignment to a position of the unit, or back to its desk."""
    who, day = standing(request), timezone.localdate()
    found = get_object_or_404(assignments_visible_to(who).select_related("unit"), public_id=public_id)
    unit = found.unit
    if unit is None or not selectors.may_name(who, unit.pk, posts_in([unit.pk], day)):
        raise Http404
    chosen = request.POST.get("position", "")
    position = None if chosen == DESK else _position(selectors.positions_to_name(unit, day), chosen)
    try:
        seen = {found.pk: _seen(request, str(public_id))}
        count = name_officer(unit=unit, seen=seen, position=position, by=who.user, at=timezone.now())
    except ReportRefusedError as error:
        for problem in error.problems:
            messages.error(request, f"{problem.message(language())} ({problem.code})")
    else:
        messages.success(request, _given_words(count, position))
    return redirect("assignment", public_id=public_id)


@require_GET
@only(*READS_ALL)
def unattended(request: HttpRequest) -> HttpResponse:
    """List the units that have work which no officer answers for, most work first, with who is told instead."""
    who, day = standing(request), timezone.localdate()
    counts: dict[int, int] = {}
    for vacancy in selectors.vacancies(work_of(who), day):
        counts[vacancy.unit_id] = counts.get(vacancy.unit_id, 0) + vacancy.count
    units = known_units().in_bulk(counts)
    ordered = sorted(units.values(), key=lambda unit: (-counts[unit.pk], unit.sort_key))
    shown = page_of(request, ordered)
    posts = posts_in([unit.pk for unit in shown], day)
    context = {
        "menu_key": "followup",
        "page": shown,
        "rows": [(unit, counts[unit.pk], posts.answering(unit.pk).vacant, posts.heads[unit.pk]) for unit in shown],
        "work": sum(counts.values()),
        "day": day,
    }
    return render(request, "plans/progress/unattended.html", context)
