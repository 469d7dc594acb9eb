"""People and their roles: an administrator's pages, and everybody's own profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thuocdo.portal.organizations import selectors, services
from thuocdo.portal.organizations.forms import PersonForm, ProfileForm, RoleForm
from thuocdo.portal.organizations.models import Role, User
from thuocdo.portal.organizations.problems import PeopleError
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.web.forms import posted, show_problems
from thuocdo.portal.web.listing import Chip, page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_FIELD_OF = {"OR-101": "username", "OR-102": "email", "OR-103": "role", "OR-104": "unit", "OR-117": "position"}


@require_GET
@only(Role.ADMINISTRATOR)
def people(request: HttpRequest) -> HttpResponse:
    """List everybody who may log in."""
    typed, role = request.GET.get("q", "").strip(), request.GET.get("vai-tro", "")
    found = selectors.people_listed(standing(request).user, day=timezone.localdate(), typed=typed, role=role)
    chips = [Chip.of(request, "vai-tro", "")]
    chips += [Chip.of(request, "vai-tro", value, label=str(label)) for value, label in Role.choices]
    return render(
        request,
        "organizations/people.html",
        {"page": page_of(request, found), "chips": chips, "q": typed, "role": role},
    )


@require_http_methods(["GET", "POST"])
@only(Role.ADMINISTRATOR)
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Add a person with a first role, and show the one-time password once."""
    form = PersonForm(posted(request), today=timezone.localdate())
    if form.is_valid():
        data, by, at = form.cleaned_data, standing(request).user, timezone.now()
        try:
            new = services.add_person_with_role(
                username=data["username"],
                display_name=data["display_name"],
                email=data["email"],
                unit=data["unit"],
                role=Role(data["role"]),
                position=data["position"],
                valid_from=data["valid_from"],
                by=by,
                at=at,
            )
        except PeopleError as error:
            show_problems(form, error, _FIELD_OF)
        else:
            return render(request, "organizations/one_time_password.html", {"new": new, "fresh": True})
    return render(request, "organizations/person_add.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
@only(Role.ADMINISTRATOR)
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one person: roles now and before, and what an administrator may do."""
    found = _person(request, public_id)
    context = {
        "person": found,
        "memberships": selectors.membership_history(found),
        "role_form": RoleForm(today=timezone.localdate()),
        "day": timezone.localdate(),
    }
    return render(request, "organizations/person.html", context)


@require_POST
@only(Role.ADMINISTRATOR)
def grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a person one more role."""
    found = _person(request, public_id)
    form = RoleForm(request.POST, today=timezone.localdate())
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.grant_membership(
                user=found,
                unit=data["unit"],
                role=Role(data["role"]),
                position=data["position"],
                valid_from=data["valid_from"],
                by=standing(request).user,
                at=timezone.now(),
            )
        except PeopleError as error:
            show_problems(form, error, _FIELD_OF)
        else:
            messages.success(request, _("Đã thêm vai trò."))
            return _to(found)
    context = {
        "person": found,
        "memberships": selectors.membership_history(found),
        "role_form": form,
        "day": timezone.localdate(),
    }
    return render(request, "organizations/person.html", context, status=400)


@require_POST
@only(Role.ADMINISTRATOR)
@never_cache
def one_time_password(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a new one-time password and show it once."""
    new = services.issue_one_time_password(
        user=_person(request, public_id), by=standing(request).user, at=timezone.now()
    )
    return render(request, "organizations/one_time_password.html", {"new": new, "fresh": False})


@require_POST
@only(Role.ADMINISTRATOR)
def set_login(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open or close a person's login."""
    found, active = _person(request, public_id), request.POST.get("active") == "1"
    try:
        services.set_active(user=found, active=active, by=standing(request).user, at=timezone.now())
    except PeopleError as error:
        messages.error(request, "\n".join(problem.render() for problem in error.problems))
    else:
        messages.success(request, _("Đã mở đăng nhập.") if active else _("Đã khóa đăng nhập."))
    return _to(found)


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's own name and e-mail; see one's roles."""
    user = standing(request).user
    form = ProfileForm(posted(request), initial={"display_name": user.display_name, "email": user.email})
    if form.is_valid():
        try:
            services.change_own_profile(user=user, at=timezone.now(), **form.cleaned_data)
        except PeopleError as error:
            show_problems(form, error, _FIELD_OF)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("profile")
    context = {"form": form, "memberships": selectors.membership_history(user), "day": timezone.localdate()}
    return render(request, "organizations/profile.html", context, status=400 if form.errors else 200)


def _person(request: HttpRequest, public_id: UUID) -> User:
    return get_object_or_404(selectors.people_visible_to(request.user, timezone.localdate()), public_id=public_id)


def _to(person: User) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("person", args=[person.public_id]))
