"""Importing a day's figures: choose files, look at what they would do, say yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from thuocdo.errors import DataError
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.results import services
from thuocdo.portal.results.access import IMPORTS_FIGURES
from thuocdo.portal.results.forms import UploadForm
from thuocdo.portal.results.selectors.drafts import drafts_of, files_of
from thuocdo.portal.results.selectors.plans import ImportPlan, plan_import, suggested_units
from thuocdo.portal.results.snapshots.reading import check_sizes
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from thuocdo.errors import Problem
    from thuocdo.portal.results.models import ImportDraft

SUBJECT = "qd766"


@require_http_methods(["GET", "POST"])
@only(*IMPORTS_FIGURES)
def upload(request: HttpRequest) -> HttpResponse:
    """Take the files of a day; nothing is stored as a figure yet."""
    who = standing(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    problems: list[Problem] = []
    if form.is_valid():
        files = form.cleaned_data["csv_files"]
        problems = check_sizes((str(file.name), int(file.size or 0)) for file in files)
        if not problems:
            hour = form.cleaned_data["hour"]
            answers = {"hour": f"{hour:%H:%M}" if hour else "", "source": form.cleaned_data["source"]}
            draft = services.begin_import(
                subject=SUBJECT,
                files=[(str(file.name), file.read()) for file in files],
                answers=answers,
                by=who.user,
                at=timezone.now(),
            )
            return redirect("qd766_preview", public_id=draft.public_id)
    context = {
        "menu_key": "qd766",
        "form": form,
        "problems": problems,
        "waiting": drafts_of(who).filter(subject=SUBJECT)[:5],
    }
    return render(request, "results/upload.html", context, status=400 if form.errors or problems else 200)


@require_http_methods(["GET", "POST"])
@only(*IMPORTS_FIGURES)
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what an upload would do, take answers, and do it when it is confirmed."""
    draft = get_object_or_404(drafts_of(standing(request)).filter(subject=SUBJECT), public_id=public_id)
    if request.method == "POST":
        return _answered(request, draft)
    plan = plan_import(files=files_of(draft), answers=draft.answers)
    return render(request, "results/preview.html", _context(draft, plan))


def _answered(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "give-up":
        services.give_up_import(draft=draft)
        messages.info(request, _("Đã bỏ bản nhập. Số liệu đang dùng không thay đổi."))
        return redirect("qd766_import")
    units = {
        key.removeprefix("unit-"): value for key, value in request.POST.items() if key.startswith("unit-") and value
    }
    if units:
        draft = services.answer_import(draft=draft, answers={"units": {**draft.answers.get("units", {}), **units}})
    if act != "confirm":
        return redirect("qd766_preview", public_id=draft.public_id)
    try:
        stored = services.import_snapshots(
            files=files_of(draft), answers=draft.answers, by=draft.owner, at=timezone.now()
        )
    except DataError:
        plan = plan_import(files=files_of(draft), answers=draft.answers)
        return render(request, "results/preview.html", _context(draft, plan), status=409)
    services.give_up_import(draft=draft)
    for day in stored:
        messages.success(request, _said(day))
    latest = stored[-1].snapshot
    return redirect(f"{reverse('qd766')}?ky={latest.period.slug}&ngay={latest.business_date.isoformat()}")


def _said(day: services.StoredDay) -> str:
    words = {
        "new": _("Đã nhập số liệu ngày %(day)s."),
        "replaces": _("Đã thay số liệu ngày %(day)s; bản trước được giữ trong lịch sử."),
        "aside": _("Số liệu ngày %(day)s thiếu hơn bản đang dùng nên chỉ được giữ riêng; bản đang dùng không đổi."),
        "same": _("Số liệu ngày %(day)s đã có từ trước, không có gì thay đổi."),
    }[day.effect]
    return words % {"day": format_date(day.snapshot.business_date)}


def _context(draft: ImportDraft, plan: ImportPlan) -> dict[str, Any]:
    refused = [note for note in plan.notes if note.code.startswith("SC-")]
    return {
        "menu_key": "qd766",
        "draft": draft,
        "plan": plan,
        "files": [(file.name, len(bytes(file.content))) for file in draft.files.all()],
        "blocking": [problem for problem in plan.problems if problem.code != "RS-108"],
        "unmatched": [
            {"match": found, "suggestions": suggested_units(found)} for day in plan.days for found in day.unmatched
        ],
        "by_name": [found for day in plan.days for found in day.matches.values() if found.by == "name"],
        "refused": refused,
        "other_notes": [note for note in plan.notes if not note.code.startswith("SC-")],
        "left_out": sum(plan.left_out.values()),
        "button": ngettext("Nhập số liệu", "Nhập số liệu của %(n)d ngày", len(plan.days)) % {"n": len(plan.days)},
    }
