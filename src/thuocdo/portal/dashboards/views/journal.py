"""The journal: who did what, when, to what, from where; filtered, paged, exported, its chain verified."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from thuocdo.errors import TextError
from thuocdo.portal.audit.selectors import events_filtered, first_broken_event, people_in_journal
from thuocdo.portal.dashboards.access import READS_JOURNAL
from thuocdo.portal.dashboards.actions import ACTIONS, action_words
from thuocdo.portal.dashboards.facts import fact_name, fact_value
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.web.listing import page_of
from thuocdo.vietnamese.dates import format_moment, parse_date
from thuocdo.vietnamese.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from thuocdo.portal.audit.models import Event

MOST_EXPORTED: Final = 50_000
HEADS: Final = ("Lúc", "Người làm", "Việc", "Mã việc", "Đối tượng", "Trước", "Sau", "Từ địa chỉ", "Dấu niêm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for."""

    action: str
    person: str
    first: date | None
    last: date | None
    typed: str

    @property
    def narrowed(self) -> bool:
        """Tell whether events are hidden."""
        return bool(self.action or self.person or self.first or self.last or self.typed)


@require_GET
@only(*READS_JOURNAL)
def journal(request: HttpRequest) -> HttpResponse:
    """Show the journal, newest first."""
    asked = _asked(request)
    page = page_of(request, _events(asked))
    context = {
        "menu_key": "journal",
        "asked": asked,
        "page": page,
        "rows": [{"event": event, "what": action_words(event.action), "changes": _changes(event)} for event in page],
        "actions": sorted(((code, str(words)) for code, words in ACTIONS.items()), key=lambda pair: pair[1]),
        "people": people_in_journal(),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "dashboards/journal.html", context)


@require_GET
@only(*READS_JOURNAL)
def verify(request: HttpRequest) -> HttpResponse:
    """Read the whole chain and say whether every seal holds."""
    started = timezone.now()
    broken = first_broken_event()
    context = {
        "menu_key": "journal",
        "broken": broken,
        "is_event": broken is not None and not isinstance(broken, str),
        "count": events_filtered().count(),
        "at": started,
    }
    return render(request, "dashboards/verify.html", context)


@require_GET
@only(*READS_JOURNAL)
def export(request: HttpRequest) -> HttpResponse:
    """Give the filtered events as CSV, newest first."""
    body = write_table(HEADS, _lines(_events(_asked(request))[:MOST_EXPORTED]), excel=True)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    name = f"nhat-ky-{timezone.localdate():%Y%m%d}-{standing(request).user.username}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(events: QuerySet[Event]) -> Iterator[list[str]]:
    for event in events:
        yield [
            format_moment(event.at),
            event.by_name,
            action_words(event.action),
            event.action,
            event.subject_name,
            _text(event.was),
            _text(event.now),
            event.address or "",
            event.seal,
        ]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _changes(event: Event) -> list[tuple[str, str, str]]:
    """Return what changed: what, before, after."""
    was = event.was if isinstance(event.was, dict) else {"": event.was} if event.was is not None else {}
    now = event.now if isinstance(event.now, dict) else {"": event.now} if event.now is not None else {}
    return [
        (fact_name(key), fact_value(key, was.get(key)), fact_value(key, now.get(key)))
        for key in dict.fromkeys([*was, *now])
    ]


def _asked(request: HttpRequest) -> Asked:
    return Asked(
        action=request.GET.get("viec", ""),
        person=request.GET.get("nguoi", ""),
        first=_day(request.GET.get("tu", "")),
        last=_day(request.GET.get("den", "")),
        typed=request.GET.get("q", "").strip()[:100],
    )


def _day(text: str) -> date | None:
    """Return a day as it is written here (14/07/2025); what is no day narrows nothing, and its field shows empty."""
    try:
        return parse_date(text) if text.strip() else None
    except TextError:
        return None


def _events(asked: Asked) -> QuerySet[Event]:
    return events_filtered(
        action=asked.action, person=asked.person, first=asked.first, last=asked.last, typed=asked.typed
    )
