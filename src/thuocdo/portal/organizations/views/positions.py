"""Positions of a unit: who holds what now and before; added, renamed, given, ended by who arranges the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thuocdo.portal.organizations import selectors, services
from thuocdo.portal.organizations.access import may_arrange, may_read_posts
from thuocdo.portal.organizations.forms import EndPositionForm, HolderForm, PositionForm, RenameForm
from thuocdo.portal.organizations.holdings import Post, by_kind
from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.problems import PeopleError
from thuocdo.portal.organizations.services.handovers import held_now
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.web.forms import language, posted, show_problems, whole_number

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.organizations.models import Position, Unit

_FIELD_OF = {"OR-104": "valid_from", "OR-110": "title", "OR-116": "person", "OR-103": "person", "OR-106": "day"}


@require_http_methods(["GET", "POST"])
def positions(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """List the positions of a unit; add one."""
    unit, day = selectors.unit_by_code(scheme, code), timezone.localdate()
    who = standing(request)
    if unit is None or not may_read_posts(who, unit):
        raise Http404
    if request.method == "POST" and not may_arrange(who, unit):
        raise Http404
    form = PositionForm(posted(request))
    if form.is_valid():
        try:
            made = services.add_position(unit=unit, by=who.user, at=timezone.now(), **form.cleaned_data)
        except PeopleError as error:
            show_problems(form, error, _FIELD_OF)
        else:
            messages.success(request, _("Đã thêm vị trí “%(title)s”.") % {"title": made.title["vi"]})
            return _to(unit)
    rows = selectors.position_rows(selectors.positions_of(unit), day)
    posts = selectors.posts_in([unit.pk], day)
    context = {
        "menu_key": "handovers",
        "unit": unit,
        "rows": [row for row in rows if row.position.valid_to is None or row.position.valid_to > day],
        "ended": [row for row in rows if row.position.valid_to is not None and row.position.valid_to <= day],
        "answering": posts.answering(unit.pk),
        "heads": posts.heads[unit.pk],
        "form": form,
        "arranges": may_arrange(who, unit),
        "day": day,
    }
    return render(request, "organizations/positions.html", context, status=400 if form.errors else 200)


@require_GET
def position(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one position: its holders of all times, what it has, how it passed from hand to hand."""
    found = _readable(request, public_id)
    return _page(request, found)


def _readable(request: HttpRequest, public_id: UUID) -> Position:
    found = get_object_or_404(selectors.all_positions(), public_id=public_id)
    if not may_read_posts(standing(request), found.unit):
        raise Http404
    return found


def _arranged(request: HttpRequest, public_id: UUID) -> Position:
    found = _readable(request, public_id)
    if not may_arrange(standing(request), found.unit):
        raise Http404
    return found


def _page(
    request: HttpRequest, found: Position, bound: dict[str, Form] | None = None, *, status: int = 200
) -> HttpResponse:
    day = timezone.localdate()
    (row,) = selectors.position_rows(selectors.positions_of(found.unit).filter(pk=found.pk), day)
    people = selectors.colleagues(found.unit, day).exclude(pk__in=[held.user_id for held in row.now])
    forms: dict[str, Form] = {
        "rename": RenameForm(initial={"title": found.title["vi"], "version": found.version}),
        "give": HolderForm(people=people),
        "end": EndPositionForm(initial={"version": found.version, "day": day}),
    }
    arranges = may_arrange(standing(request), found.unit)
    context: dict[str, Any] = {
        "menu_key": "handovers",
        "position": found,
        "row": row,
        "kinds": by_kind(held_now(Post(unit=found.unit, role=Role.UNIT_OFFICER, position=found))),
        "handovers": selectors.handovers_of(found),
        "heads": selectors.heads_of(found.unit, day),
        "forms": {**forms, **(bound or {})},
        "failed": next(iter((bound or {}).values()), ""),
        "arranges": arranges and found.valid_to is None,
        "has_people": bool(people),
        "day": day,
    }
    return render(request, "organizations/position.html", context, status=status)


@require_POST
def rename(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a position another name."""
    found, form = _arranged(request, public_id), RenameForm(request.POST)
    if form.is_valid():
        by, at = standing(request).user, timezone.now()
        try:
            services.rename_position(position=found, by=by, at=at, **form.cleaned_data)
        except PeopleError as error:
            return _refused(request, public_id, "rename", form, error)
        messages.success(request, _("Đã đổi tên vị trí."))
        return redirect("position", public_id=public_id)
    return _page(request, found, {"rename": form}, status=400)


@require_POST
def desk(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a position the desk of its unit, or no longer."""
    found, wanted = _arranged(request, public_id), request.POST.get("desk") == "1"
    version = whole_number(request.POST.get("version")) or 0
    try:
        services.set_desk(position=found, desk=wanted, version=version, by=standing(request).user, at=timezone.now())
    except PeopleError as error:
        messages.error(request, "\n".join(problem.message(language()) for problem in error.problems))
    else:
        messages.success(
            request,
            _("Vị trí này là đầu mối: nhận việc chưa giao cho vị trí nào.")
            if wanted
            else _("Vị trí này không còn là đầu mối."),
        )
    return redirect("position", public_id=public_id)


@require_POST
def give(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put an officer of the unit in a position."""
    found = _arranged(request, public_id)
    form = HolderForm(request.POST, people=selectors.colleagues(found.unit, timezone.localdate()))
    if form.is_valid():
        user, day = form.people[form.cleaned_data["person"]], form.cleaned_data["valid_from"]
        by, at = standing(request).user, timezone.now()
        try:
            services.give_position(position=found, user=user, valid_from=day, by=by, at=at)
        except PeopleError as error:
            return _refused(request, public_id, "give", form, error)
        messages.success(request, _("%(person)s giữ vị trí này.") % {"person": user})
        return redirect("position", public_id=public_id)
    return _page(request, found, {"give": form}, status=400)


@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a position that nobody holds and that has no work."""
    found, form = _arranged(request, public_id), EndPositionForm(request.POST)
    if form.is_valid():
        by, at = standing(request).user, timezone.now()
        try:
            services.end_position(position=found, by=by, at=at, **form.cleaned_data)
        except PeopleError as error:
            return _refused(request, public_id, "end", form, error)
        messages.success(request, _("Đã kết thúc vị trí; lịch sử giữ nguyên."))
        return _to(found.unit)
    return _page(request, found, {"end": form}, status=400)


def _refused(request: HttpRequest, public_id: UUID, name: str, form: Form, error: PeopleError) -> HttpResponse:
    """Show the position as it now is, with what was wrong; sending again is then a deliberate act."""
    fresh = _readable(request, public_id)
    show_problems(form, error, _FIELD_OF)
    if "version" in form.fields:
        form.data = {**form.data.dict(), "version": str(fresh.version)}  # type: ignore[attr-defined]  # a request's form
    return _page(request, fresh, {name: form}, status=409)


def _to(unit: Unit) -> HttpResponse:
    return redirect("positions", scheme=unit.scheme, code=unit.code)
