"""Handovers: leaving a post, what passes, who confirms, the minutes in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thuocdo.documents.official.word import to_docx
from thuocdo.portal.organizations import selectors, services
from thuocdo.portal.organizations.access import READS_HANDOVERS, may_name_receiver, may_relieve
from thuocdo.portal.organizations.forms import LeaveForm, MoveForm, ReceiptForm, ReceiverForm
from thuocdo.portal.organizations.holdings import by_kind
from thuocdo.portal.organizations.minutes import minutes_of
from thuocdo.portal.organizations.models import Handover, Role
from thuocdo.portal.organizations.problems import PeopleError
from thuocdo.portal.organizations.services.handovers import Leaving, Onward, passing_on
from thuocdo.portal.organizations.standing import only, root_of, standing
from thuocdo.portal.web.forms import language, posted, show_problems
from thuocdo.portal.web.listing import Chip, page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from thuocdo.portal.organizations.models import Membership, User

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FIELD_OF = {
    "OR-106": "last_day",
    "OR-120": "successor",
    "OR-121": "successor",
    "OR-122": "reason",
    "OR-103": "role",
    "OR-104": "unit",
    "OR-117": "position",
    "OR-124": "unit",
}
_STATES = {"cho-nhan": Handover.State.WAITING, "de-trong": Handover.State.VACANT, "da-nhan": Handover.State.RECEIVED}


@require_http_methods(["GET", "POST"])
@only(Role.ADMINISTRATOR)
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a role or move the person to another post, after saying what passes to whom."""
    visible = selectors.memberships_visible_to(request.user, timezone.localdate())
    membership = get_object_or_404(visible, public_id=public_id)
    people = selectors.colleagues(membership.unit, timezone.localdate()).exclude(pk=membership.user_id)
    form = MoveForm(posted(request), people=people, today=timezone.localdate())
    if form.is_valid():
        said = form.cleaned_data
        onward = None
        if said["unit"]:
            onward = Onward(unit=said["unit"], role=Role(said["role"]), position=said["position"])
        done, handover = _left(request, membership, form, onward)
        if done:
            messages.success(request, _("Đã kết thúc vai trò."))
            return redirect(handover) if handover else redirect("person", public_id=membership.user.public_id)
    return _asked(request, membership, form, whole=True)


@require_http_methods(["GET", "POST"])
def relieve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an officer off a position; the officer stays in the unit."""
    membership = get_object_or_404(selectors.open_memberships(), public_id=public_id)
    if not may_relieve(standing(request), membership):
        raise Http404
    people = selectors.colleagues(membership.unit, timezone.localdate()).exclude(pk=membership.user_id)
    form = LeaveForm(posted(request), people=people)
    if form.is_valid():
        others = selectors.memberships_on(membership.user, form.cleaned_data["last_day"]).exclude(pk=membership.pk)
        stays = others.filter(unit=membership.unit, role=membership.role, valid_to__isnull=True).exists()
        onward = None if stays else Onward(unit=membership.unit, role=Role(membership.role))
        done, handover = _left(request, membership, form, onward)
        if done:
            messages.success(request, _("Đã bàn giao vị trí."))
            return redirect(handover or membership.position or "handovers")
    return _asked(request, membership, form, whole=False)


def _left(
    request: HttpRequest, membership: Membership, form: LeaveForm, onward: Onward | None
) -> tuple[bool, Handover | None]:
    """Leave the post; return whether it was left, and the record if one was made."""
    leaving = Leaving(
        day=form.cleaned_data["last_day"],
        reason=form.cleaned_data["reason"],
        successor=form.receiver,
        vacant=form.vacant,
        onward=onward,
    )
    by, at = standing(request).user, timezone.now()
    try:
        return True, services.leave_post(membership=membership, leaving=leaving, by=by, at=at)
    except PeopleError as error:
        show_problems(form, error, _FIELD_OF)
        return False, None


def _asked(request: HttpRequest, membership: Membership, form: LeaveForm, *, whole: bool) -> HttpResponse:
    items = passing_on(membership)
    context = {
        "membership": membership,
        "form": form,
        "kinds": by_kind(items),
        "items": items,
        "whole": whole,
        "menu_key": "people" if whole else "handovers",
    }
    return render(request, "organizations/leave.html", context, status=400 if form.errors else 200)


@require_GET
def handovers(request: HttpRequest) -> HttpResponse:
    """List handovers that the person has a part in, and the units whose positions the person sees."""
    who, state = standing(request), request.GET.get("tinh-trang", "")
    if state and state not in _STATES:
        raise Http404
    found = selectors.handovers_visible_to(who)
    if state:
        found = found.filter(state=_STATES[state])
    chips = [Chip.of(request, "tinh-trang", "")]
    chips += [Chip.of(request, "tinh-trang", slug, label=str(value.label)) for slug, value in _STATES.items()]
    context = {
        "menu_key": "handovers",
        "page": page_of(request, found),
        "chips": chips,
        "units": who.units,
        "whole": who.has(*READS_HANDOVERS),
        "waiting": selectors.handovers_waiting_for(who),
    }
    return render(request, "organizations/handovers.html", context)


@require_GET
def handover(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one handover: who, what, why, how far it is."""
    return _page(request, _visible(request, public_id))


def _visible(request: HttpRequest, public_id: UUID) -> Handover:
    return get_object_or_404(selectors.handovers_visible_to(standing(request)), public_id=public_id)


def _page(
    request: HttpRequest,
    found: Handover,
    *,
    receipt: ReceiptForm | None = None,
    receiver: ReceiverForm | None = None,
    status: int = 200,
) -> HttpResponse:
    who, initial = standing(request), {"version": found.version}
    confirms = found.state == Handover.State.WAITING and found.receiver_id == who.user.pk
    names = found.state == Handover.State.VACANT and may_name_receiver(who, found)
    context = {
        "menu_key": "handovers",
        "handover": found,
        "kinds": by_kind(found.items),
        "receipt": (receipt or ReceiptForm(initial=initial)) if confirms else None,
        "receiver": (receiver or ReceiverForm(initial=initial, people=_candidates(found))) if names else None,
        "failed": receipt or receiver or "",
    }
    return render(request, "organizations/handover.html", context, status=status)


def _candidates(found: Handover) -> list[User]:
    return list(selectors.colleagues(found.unit, timezone.localdate()).exclude(pk=found.giver_id))


@require_POST
def confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the receiver's word that what the record names was received."""
    found, who = _visible(request, public_id), standing(request)
    if found.receiver_id != who.user.pk:
        raise Http404
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _page(request, found, receipt=form, status=400)
    try:
        services.confirm_receipt(handover=found, by=who.user, at=timezone.now(), **form.cleaned_data)
    except PeopleError as error:
        _say(request, error)
    else:
        messages.success(request, _("Đã xác nhận nhận bàn giao."))
    return redirect(found)


@require_POST
def name(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name who takes over what was left vacant."""
    found, who = _visible(request, public_id), standing(request)
    if not may_name_receiver(who, found):
        raise Http404
    form = ReceiverForm(request.POST, people=_candidates(found))
    if not form.is_valid():
        return _page(request, found, receiver=form, status=400)
    person = form.people[form.cleaned_data["person"]]
    version = form.cleaned_data["version"]
    try:
        services.name_receiver(handover=found, receiver=person, version=version, by=who.user, at=timezone.now())
    except PeopleError as error:
        _say(request, error)
    else:
        messages.success(request, _("%(person)s nhận bàn giao; chờ xác nhận.") % {"person": person})
    return redirect(found)


@require_GET
def minutes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the minutes of a handover as Word."""
    found = _visible(request, public_id)
    content = to_docx(minutes_of(found, root=root_of(request)))
    name = f"bien-ban-ban-giao-{found.day:%Y-%m-%d}.docx"
    return HttpResponse(content, content_type=_DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _say(request: HttpRequest, error: PeopleError) -> None:
    for problem in error.problems:
        messages.error(request, f"{problem.message(language())} ({problem.code})")
