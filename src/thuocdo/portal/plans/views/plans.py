"""Plans to read: the list, one plan, its whole text, one task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.plans import services
from thuocdo.portal.plans.access import COORDINATES, belongs_here, may_coordinate, reads_all
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors import plans as read
from thuocdo.portal.plans.selectors import work
from thuocdo.portal.plans.selectors.cascade import call_of, calls_open, owed_by_units, owed_of
from thuocdo.portal.plans.selectors.criteria import waiting_in
from thuocdo.portal.plans.selectors.queue import counts_by_state, group_sizes
from thuocdo.portal.plans.selectors.replaced import plans_left_behind
from thuocdo.portal.plans.selectors.stages import uploads_of
from thuocdo.portal.plans.selectors.written import stages_of
from thuocdo.portal.plans.services.sources import open_kept
from thuocdo.portal.web.forms import language
from thuocdo.portal.web.listing import Chip, page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from thuocdo.portal.plans.models import Plan

LINES_ON_PAGE = 200


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans that the person may see."""
    who = standing(request)
    if not belongs_here(who):
        raise Http404
    context = {
        "page": page_of(request, read.plans_listed(who)),
        "coordinates": may_coordinate(who),
        "uploads": uploads_of(read.drafts_of(who)),
        "owing": owed_by_units(who),
        "behind": plans_left_behind(who),
        "calls": calls_open() if reads_all(who) else (),
        "today": timezone.localdate(),
    }
    return render(request, "plans/plans.html", context)


def visible(request: HttpRequest, public_id: UUID) -> Plan:
    """Return a plan that the person may see.

    :raises Http404: if there is none, or none for this person.
    """
    return get_object_or_404(read.plans_visible_to(standing(request)), public_id=public_id)


@require_GET
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one plan: what it wants, its tasks under their headings, who has them."""
    who, found = standing(request), visible(request, public_id)
    whole = read.reads_whole(who, found)
    tasks = read.with_bodies(read.tasks_visible_to(who, found).filter(state__in=read.LIVE))
    counts = counts_by_state(found)
    context = {
        "plan": found,
        "whole": whole,
        "coordinates": may_coordinate(who) and found.carries_out_id is None,
        "owed": owed_of(found),
        "call": call_of(found) if reads_all(who) else None,
        "to_tie": waiting_in(found) if may_coordinate(who) else 0,
        "counts": counts,
        "live": sum(counts.get(state, 0) for state in read.LIVE),
        "sections": _sections(found, list(tasks)),
        "have": work.counts_by_task(found) if whole else {},
        "units": work.counts_by_unit(found) if whole else [],
        "targets": read.targets_of(found),
        "facts": read.facts_of(found) if whole else (),
        "findings": read.findings_of(found) if whole else (),
        "sources": read.sources_of(found) if whole else (),
        "stages": stages_of(found) if whole else (),
        "replaced": read.supersessions_of(found),
        "lineage": read.lineage_of(found) if whole and found.state == found.State.REPLACED else (),
    }
    return render(request, "plans/plan.html", context)


def _sections(found: Plan, tasks: list[Any]) -> list[dict[str, Any]]:
    """Return the tasks by appendix, each row with the headings that stand above it in the document."""
    headings: dict[tuple[str, str], Any] = {(group.appendix, group.code): group for group in read.groups_of(found)}
    sections: dict[str, dict[str, Any]] = {}
    shown: set[tuple[str, str]] = set()
    for row in tasks:
        section = sections.setdefault(row.appendix, {"appendix": row.appendix, "rows": []})
        above = []
        code = row.parent_code
        while code and (row.appendix, code) not in shown:
            shown.add((row.appendix, code))
            heading = headings.get((row.appendix, code))
            if heading is None:
                break
            above.append(heading)
            code = heading.parent_code
        section["rows"] += [{"heading": heading} for heading in reversed(above)]
        section["rows"].append({"task": row})
    return list(sections.values())


@require_GET
def lines(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show every line of the document with what became of it."""
    found = visible(request, public_id)
    if not read.reads_whole(standing(request), found):
        raise Http404
    everything = read.reading_of(read.current_source(found)).part("lines")
    wanted = request.GET.get("loai", "")
    counts: dict[str, int] = {}
    for line in everything:
        counts[line["use"]] = counts.get(line["use"], 0) + 1
    shown = [line for line in everything if not wanted or line["use"] == wanted]
    chips = [Chip.of(request, "loai", "", str(len(everything)))]
    chips += [
        Chip.of(request, "loai", use, str(counts[use]), str(label)) for use, label in _uses().items() if use in counts
    ]
    context = {"plan": found, "page": page_of(request, shown, size=LINES_ON_PAGE), "chips": chips, "uses": _uses()}
    return render(request, "plans/lines.html", context)


def _uses() -> dict[str, str]:
    return {
        "used": _("Đã dùng"),
        "heading": _("Đề mục"),
        "furniture": _("Đầu bảng, số trang"),
        "not_understood": _("Chưa hiểu"),
    }


@require_GET
def file(request: HttpRequest, public_id: UUID, revision: int) -> HttpResponse:
    """Give the file that a text of the plan was read from."""
    found = visible(request, public_id)
    source = read.source_of(found, revision) if read.reads_whole(standing(request), found) else None
    if source is None:
        raise Http404
    # Never shown inside the page: what came in from outside is saved, not run.
    with open_kept(source.sha256) as kept:
        response = HttpResponse(kept.read(), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, source.file_name) or "attachment"
    return response


@require_POST
@only(*COORDINATES)
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put aside a plan that was taken in by mistake."""
    found = visible(request, public_id)
    try:
        services.withdraw_plan(plan=found, by=standing(request).user, at=timezone.now())
    except PlanError as error:
        messages.error(request, "\n".join(problem.message(language()) for problem in error.problems))
        return redirect("plan", public_id=public_id)
    messages.info(request, _("Đã bỏ kế hoạch. Bản đọc và tệp gốc vẫn được giữ."))
    return redirect("plans")


@require_GET
def task(request: HttpRequest, public_id: UUID, task_id: UUID) -> HttpResponse:
    """Show one task: the original text, what it means, who has it."""
    who, found = standing(request), visible(request, public_id)
    tasks = read.with_bodies(read.tasks_visible_to(who, found).select_related("plan", "confirmed_by"))
    row = get_object_or_404(tasks, public_id=task_id)
    own = work.assignments_of(row) if reads_all(who) else work.assignments_of(row).filter(unit__in=who.units)
    context = {
        "plan": found,
        "task": row,
        "sizes": group_sizes(found),
        "assignments": own,
        "targets": work.targets_of_task(row),
        "coordinates": may_coordinate(who),
    }
    return render(request, "plans/task.html", context)
