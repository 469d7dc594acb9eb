"""How a person wants to be reminded, and the mails that went to that person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reminders import services
from thuocdo.portal.reminders.forms import PreferenceForm
from thuocdo.portal.reminders.models import Preference
from thuocdo.portal.reminders.selectors import own_mails, preference_of
from thuocdo.portal.web.listing import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def preference(request: HttpRequest) -> HttpResponse:
    """Show and change whether and how often the person is written to."""
    user = standing(request).user
    kept = preference_of(user)
    initial = (
        {"wants": kept.wants, "rhythm": kept.rhythm} if kept else {"wants": True, "rhythm": Preference.Rhythm.DAILY}
    )
    form = PreferenceForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_preference(**form.cleaned_data, by=user, at=timezone.now())
        messages.success(request, _("Đã lưu cách nhận nhắc việc."))
        return redirect("reminder_preference")
    context = {"form": form, "page": page_of(request, own_mails(user), size=20)}
    return render(request, "reminders/preference.html", context, status=400 if form.errors else 200)
