"""The editor of a unit's section: the draft beside its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from thuocdo.errors import ThuocDoError
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reports import services
from thuocdo.portal.reports.drafting import Counts, Fact, drafted_texts, line_of
from thuocdo.portal.reports.fields import FIELDS
from thuocdo.portal.reports.flow import ACTS, acts_of_role, acts_open_to
from thuocdo.portal.reports.forms import SectionForm, name_of
from thuocdo.portal.reports.models import Section
from thuocdo.portal.reports.problems import ReportChangedError
from thuocdo.portal.reports.selectors.facts import facts_of
from thuocdo.portal.reports.selectors.rounds import section_with_acts
from thuocdo.portal.web.forms import show_problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

_FIELDS: Final = {"RP-106": "as_of", "RP-107": "as_of", "RP-108": "source", "RP-109": "reason"}
_SAID: Final[Mapping[str, Promise]] = {
    "save": _("Đã lưu nháp."),
    "send": _("Đã trình Thủ trưởng."),
    "submit": _("Đã gửi báo cáo."),
    "return_own": _("Đã đề nghị bổ sung."),
    "return": _("Đã đề nghị bổ sung."),
    "enter": _("Đã nhập thay."),
}
_WRITING: Final = {"save": services.save_section, "send": services.send_section, "submit": services.submit_section}


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a section, and do with it what its state and the person's role allow."""
    held = get_object_or_404(section_with_acts(standing(request)), public_id=public_id)
    if request.method == "POST":
        return _acted(request, held)
    today = timezone.localdate()
    facts = _facts(held, today)
    drafted = drafted_texts(facts)
    texts = drafted if request.GET.get("soan-lai") or not held.version else held.texts
    initial = {
        "version": held.version,
        "as_of": held.as_of or _day_of(held, today),
        **{name_of(key): texts.get(key, "") for key in FIELDS},
    }
    return _page(request, held, SectionForm(initial=initial), facts)


def _acted(request: HttpRequest, held: Section) -> HttpResponse:
    act = request.POST.get("act", "")
    if act not in acts_of_role(standing(request), held):
        raise Http404
    form = SectionForm(request.POST, returning=ACTS[act].leads_to == Section.State.RETURNED)
    if not form.is_valid():
        return _page(request, held, form, _facts(held, timezone.localdate()), status=400)
    try:
        _do(act, held, form, request)
    except ThuocDoError as error:
        show_problems(form, error, _FIELDS)
        facts, changed = _facts(held, timezone.localdate()), isinstance(error, ReportChangedError)
        return _page(request, held, form, facts, changed=changed, status=409)
    messages.success(request, str(_SAID[act]))
    return redirect(held)


def _do(act: str, held: Section, form: SectionForm, request: HttpRequest) -> None:
    by, at, said = standing(request).user, timezone.now(), form.cleaned_data
    if ACTS[act].leads_to == Section.State.RETURNED:
        services.return_section(section=held, reason=said["reason"], by=by, at=at)
        return
    as_of, version = said["as_of"], said["version"]
    if act == "enter":
        services.enter_section(
            section=held, texts=form.texts, as_of=as_of, source=said["source"], version=version, by=by, at=at
        )
        return
    _WRITING[act](section=held, texts=form.texts, as_of=as_of, version=version, by=by, at=at)


def _day_of(held: Section, today: date) -> date:
    """Return the day on which the figures of a section stand: its own, else the round's as far as it has come."""
    return held.as_of or min(today, held.round.as_of)


def _facts(held: Section, today: date) -> list[Fact]:
    """Return the tasks as submitted, or as they stand now where nothing is submitted."""
    if held.state == Section.State.SUBMITTED:
        return [Fact.from_json(kept) for kept in held.facts]
    return facts_of(held.unit, day=_day_of(held, today))


def _page(
    request: HttpRequest,
    held: Section,
    form: SectionForm,
    facts: list[Fact],
    *,
    changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    acts = acts_open_to(standing(request), held)
    context: dict[str, Any] = {
        "menu_key": "reports",
        "section": held,
        "form": form,
        "parts": [_part(key, form, facts, held) for key in FIELDS],
        "counts": Counts.of(facts),
        "day": _day_of(held, today),
        "acts": {name: ACTS[name].word for name in ACTS if name in acts},
        "writable": bool(acts & {*_WRITING, "enter"}),
        "changed": changed,
        "late": today > held.round.due_on and held.state != Section.State.SUBMITTED,
    }
    return render(request, "reports/section.html", context, status=status)


def _part(key: str, form: SectionForm, facts: list[Fact], held: Section) -> dict[str, Any]:
    return {
        "title": FIELDS[key],
        "field": form[name_of(key)],
        "lines": [line_of(fact) for fact in facts if fact.field == key],
        "theirs": held.texts.get(key, ""),
    }
