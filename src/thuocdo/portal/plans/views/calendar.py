"""The working-day calendar: read by everybody, changed by an officer who sees first which due days move."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thuocdo.errors import TextError
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans import services
from thuocdo.portal.plans.access import belongs_here, may_edit_calendar
from thuocdo.portal.plans.forms import CalendarDayForm, CalendarFileForm
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors import calendar as read
from thuocdo.portal.web.forms import whole_number
from thuocdo.portal.web.list_files import CSV
from thuocdo.portal.web.listing import Chip, with_choice
from thuocdo.vietnamese.workdays import SpecialDay, national_calendar, read_days, write_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from thuocdo.errors import Problem

_FIRST: Final = 2025
_LAST: Final = 2100
"""Years a page can show: the package begins with the first."""
_MOVED_SHOWN: Final = 100


@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the days of a year; take a change, show what it moves, then keep it."""
    if not belongs_here(standing(request)):
        raise Http404
    year = _year(request.GET.get("nam", ""))
    if request.method != "POST":
        return _shown(request, year)
    if not may_edit_calendar(standing(request)):
        raise Http404
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        return act(request, year)
    except (PlanError, TextError) as error:
        return _shown(request, year, problems=error.problems, status=409)


@require_GET
def calendar_csv(request: HttpRequest, year: int) -> HttpResponse:
    """Give the days of a year as a file that an officer edits and brings back."""
    if not belongs_here(standing(request)):
        raise Http404
    days = read.days_of(read.working_calendar(), _year(str(year)))
    response = HttpResponse(write_days(days, excel=True), content_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="lich-lam-viec-{year}.csv"'
    return response


def _year(asked: str) -> int:
    year = timezone.localdate().year if (said := whole_number(asked)) is None else said
    if not _FIRST <= year <= _LAST:
        raise Http404
    return year


def _version(request: HttpRequest) -> int:
    return whole_number(request.POST.get("version")) or 0


# ── What may be asked ────────────────────────────────────────────────────────────────────────────────────────────────
def _add(request: HttpRequest, year: int) -> HttpResponse:
    form = CalendarDayForm(request.POST)
    if not form.is_valid():
        return _shown(request, year, form=form, status=400)
    there = {special.day: special for special in read.days_of(read.working_calendar(), year)}
    return _previewed(request, year, [*(there | {one.day: one for one in form.days()}).values()])


def _remove(request: HttpRequest, year: int) -> HttpResponse:
    gone = request.POST.get("day", "")
    days = read.days_of(read.working_calendar(), year)
    return _previewed(request, year, [special for special in days if special.day.isoformat() != gone])


def _file(request: HttpRequest, year: int) -> HttpResponse:
    form = CalendarFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, year, file_form=form, status=400)
    file = form.cleaned_data["file"]
    return _previewed(request, year, read_days(file.read(), name=str(file.name)))


def _packaged(request: HttpRequest, year: int) -> HttpResponse:
    return _previewed(request, year, read.days_of(national_calendar(), year), restores=True)


def _save(request: HttpRequest, year: int) -> HttpResponse:
    said: dict[str, Any] = {
        "year": year,
        "version": _version(request),
        "by": standing(request).user,
        "at": timezone.now(),
    }
    if request.POST.get("restores"):
        services.restore_year(**said)
    else:
        services.state_year(days=_candidate(request), **said)
    words = _("Đã lưu lịch làm việc năm %(year)d. Mọi hạn tính theo ngày làm việc dùng lịch này.")
    messages.success(request, words % {"year": year})
    return redirect(f"{reverse('calendar')}?nam={year}")


_ACTS: Final = {"add": _add, "remove": _remove, "file": _file, "packaged": _packaged, "save": _save}


def _candidate(request: HttpRequest) -> tuple[SpecialDay, ...]:
    return read_days(request.POST.get("days", "").encode(), name="lich-lam-viec.csv")


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _previewed(request: HttpRequest, year: int, days: Sequence[SpecialDay], *, restores: bool = False) -> HttpResponse:
    """Show what would change and which due days would move; nothing is stored yet."""
    kept = write_days(sorted(days, key=lambda special: special.day))
    days = read_days(kept, name="lich-lam-viec.csv")  # the same rules as for a file, all problems at once
    problems = services.problems_of_year(year, days)
    if problems:
        raise PlanError(problems)
    now = read.working_calendar()
    moved = read.moved_due_days(now, now.with_days(days), today=timezone.localdate())
    context = {
        "menu_key": "calendar",
        "year": year,
        "changes": read.differences(read.days_of(now, year), days),
        "moved": moved[:_MOVED_SHOWN],
        "moved_count": len(moved),
        "days": kept.decode(),
        "version": _version(request),
        "restores": restores,
    }
    return render(request, "plans/calendar_preview.html", context)


def _shown(
    request: HttpRequest,
    year: int,
    *,
    form: CalendarDayForm | None = None,
    file_form: CalendarFileForm | None = None,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    today, new_year = timezone.localdate(), date(year, 1, 1)
    found = read.working_calendar()
    stated = read.stated_year(year)
    context: dict[str, Any] = {
        "menu_key": "calendar",
        "year": year,
        "days": read.days_of(found, year),
        "stated": stated,
        "version": stated.version if stated else 0,
        "unknown": bool(found.unknown_years(new_year, new_year)),
        "packaged": not national_calendar().unknown_years(new_year, new_year),
        "chips": [
            Chip(label=str(one), url=with_choice(request, "nam", str(one)), on=one == year)
            for one in read.years_known(today.year)
        ],
        "edits": may_edit_calendar(standing(request)),
        "form": form or CalendarDayForm(),
        "file_form": file_form or CalendarFileForm(),
        "problems": problems,
    }
    return render(request, "plans/calendar.html", context, status=status)
