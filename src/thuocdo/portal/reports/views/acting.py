"""What may be done with a draft letter, of whatever kind: changed, noted as issued, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.errors import ThuocDoError
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reports import services
from thuocdo.portal.reports.access import may_compile
from thuocdo.portal.reports.forms import IssueForm, LetterForm
from thuocdo.portal.web.forms import show_problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.plans.models import PlanCall
    from thuocdo.portal.reports.models import ReportRound

_FIELDS: Final = {"RP-116": "issued_on"}
_ACTS: Final = frozenset({"change", "issue", "discard"})


def acted(
    request: HttpRequest, held: Any, page: Callable[..., HttpResponse], *, back: ReportRound | PlanCall | str
) -> HttpResponse:
    """Do what was asked with a letter, and show it again; after it was given up, what it belongs to.

    :param page: shows the letter with bound forms, for what could not be done.
    :raises Http404: for who does not write letters, and for acts that do not exist.
    """
    act, who = request.POST.get("act", ""), standing(request)
    if not may_compile(who) or act not in _ACTS:
        raise Http404
    form: Form = IssueForm(request.POST) if act == "issue" else LetterForm(request.POST)
    if act != "discard" and not form.is_valid():
        return page(request, held, {act: form}, status=400)
    told: dict[str, Any] = {"letter": held, "by": who.user, "at": timezone.now()}
    try:
        if act == "discard":
            services.discard_letter(**told)
        elif act == "issue":
            services.issue_letter(**told, **form.cleaned_data)
        else:
            services.change_letter(**told, **form.cleaned_data)
    except ThuocDoError as error:
        form.is_valid()
        show_problems(form, error, _FIELDS)
        return page(request, held, {act: form}, status=409)
    said = {"change": _("Đã lưu."), "issue": _("Đã ghi số, ngày công văn."), "discard": _("Đã bỏ dự thảo công văn.")}
    messages.success(request, said[act])
    return redirect(back if act == "discard" else held)
