"""One tap: the first report on a changed task begins with what was said of the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans.progress.content import ReportRefusedError
from thuocdo.portal.plans.progress.flow import may
from thuocdo.portal.plans.selectors.progress import assignment_page
from thuocdo.portal.plans.services.taking_over import take_over_report
from thuocdo.portal.web.forms import language

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_POST
def take_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin a report from the one on the old task."""
    who = standing(request)
    found = get_object_or_404(assignment_page(who), public_id=public_id)
    if not may(who, found, "save"):
        raise Http404
    try:
        take_over_report(assignment=found, by=who.user, at=timezone.now())
    except ReportRefusedError as error:
        for problem in error.problems:
            messages.error(request, f"{problem.message(language())} ({problem.code})")
    else:
        messages.success(request, _("Đã lấy nội dung của nhiệm vụ cũ vào bản nháp. Đọc lại rồi gửi."))
    return redirect("assignment", public_id=found.public_id)
