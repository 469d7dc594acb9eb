"""Rounds: the list, opening one, who has sent, assembling, letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thuocdo.errors import ThuocDoError
from thuocdo.portal.organizations.standing import only, root_of, standing
from thuocdo.portal.reports import services
from thuocdo.portal.reports.access import COMPILES, may_compile, takes_part
from thuocdo.portal.reports.forms import RoundForm, day_given
from thuocdo.portal.reports.periods import period_ending_next
from thuocdo.portal.reports.selectors.reports import letters_of, reports_visible_to
from thuocdo.portal.reports.selectors.rounds import own_sections, rounds_counted, rounds_visible_to, sendings
from thuocdo.portal.web.forms import posted, show_problems
from thuocdo.portal.web.listing import Chip, page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.reports.models import ReportRound

MENU = "reports"
_FIELDS = {"RP-101": "period", "RP-102": "as_of", "RP-103": "title"}


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the rounds of the province, and what the own units owe."""
    who = standing(request)
    if not takes_part(who):
        raise Http404
    context = {
        "menu_key": MENU,
        "rounds": page_of(request, rounds_counted(who)),
        "own": own_sections(who)[:20],
        "may_compile": may_compile(who),
        "today": timezone.localdate(),
    }
    return render(request, "reports/rounds.html", context)


@require_http_methods(["GET", "POST"])
@only(*COMPILES)
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    choice, year = period_ending_next(timezone.localdate())
    form = RoundForm(posted(request), initial={"period": choice, "year": year})
    root = root_of(request)
    if form.is_valid() and root is not None and (opened := _opened(request, form, root)):
        messages.success(request, _("Đã mở kỳ báo cáo %(round)s.") % {"round": opened})
        return redirect(opened)
    context = {"menu_key": MENU, "form": form, "root": root}
    return render(request, "reports/open_round.html", context, status=400 if form.errors else 200)


def _opened(request: HttpRequest, form: RoundForm, root: Unit) -> ReportRound | None:
    period = form.period_chosen()
    due_on = day_given(form, "due_on", period.due_on)
    try:
        return services.open_round(
            root=root,
            period=period,
            due_on=due_on,
            as_of=day_given(form, "as_of", due_on),
            by=standing(request).user,
            at=timezone.now(),
        )
    except ThuocDoError as error:
        show_problems(form, error, _FIELDS)
        return None


@require_GET
def show_round(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who has sent, who has not, and what can be done about it."""
    return _round_page(request, get_object_or_404(rounds_visible_to(standing(request)), public_id=public_id))


def _round_page(request: HttpRequest, of: ReportRound, error: ThuocDoError | None = None) -> HttpResponse:
    who, today = standing(request), timezone.localdate()
    everyone = sendings(of, today=today)
    kinds = {
        "": everyone,
        "chua-gui": [one for one in everyone if not one.sent],
        "muon": [one for one in everyone if one.sent and one.days_late],
        "da-gui": [one for one in everyone if one.sent],
    }
    words = {"": _("Tất cả"), "chua-gui": _("Chưa gửi"), "muon": _("Gửi muộn"), "da-gui": _("Đã gửi")}
    chosen = request.GET.get("loc", "")
    context = {
        "menu_key": MENU,
        "round": of,
        "chips": [Chip.of(request, "loc", key, str(len(rows)), str(words[key])) for key, rows in kinds.items()],
        "page": page_of(request, kinds.get(chosen, everyone), size=200),
        "sent": len(kinds["da-gui"]),
        "owing": len(everyone),
        "missing": len(kinds["chua-gui"]),
        "due_past": today > of.due_on,
        "report": reports_visible_to(who).filter(round=of).first(),
        "letters": letters_of(who, of),
        "may_compile": may_compile(who),
        "problems": error.problems if error else (),
    }
    return render(request, "reports/round.html", context, status=409 if error else 200)


@require_POST
@only(*COMPILES)
def assemble(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Assemble the report from what has been submitted."""
    who = standing(request)
    of = get_object_or_404(rounds_visible_to(who), public_id=public_id)
    try:
        report = services.assemble_report(of=of, by=who.user, at=timezone.now())
    except ThuocDoError as error:
        return _round_page(request, of, error)
    messages.success(request, _("Đã tổng hợp. Đoạn đã sửa tay được giữ nguyên; nguồn mới hiện ở bên cạnh."))
    return redirect(report)


@require_POST
@only(*COMPILES)
def remind(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draft the letters to those who have not sent."""
    who = standing(request)
    of = get_object_or_404(rounds_visible_to(who), public_id=public_id)
    issuer = next(held.unit for held in who.memberships if held.role in COMPILES)
    try:
        letters = services.draft_letters(of=of, issuer=issuer, by=who.user, at=timezone.now())
    except ThuocDoError as error:
        return _round_page(request, of, error)
    said = ngettext("Đã soạn %(n)d công văn đôn đốc.", "Đã soạn %(n)d công văn đôn đốc.", len(letters))
    messages.success(request, said % {"n": len(letters)})
    return redirect(letters[0] if len(letters) == 1 else of)
