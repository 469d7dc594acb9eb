"""Every day that was imported: what it covers, from which files, whether it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from thuocdo.errors import Place, Problem, Severity
from thuocdo.portal.audit.selectors import events_of
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.results.access import may_import, may_read
from thuocdo.portal.results.selectors.snapshots import snapshots_visible_to
from thuocdo.portal.results.snapshots.wording import KINDS
from thuocdo.portal.web.listing import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from thuocdo.portal.results.models import Snapshot


@require_GET
def snapshots(request: HttpRequest) -> HttpResponse:
    """List every import, newest day first, with breaks of formula and incomplete days marked."""
    who = standing(request)
    if not may_read(who):
        raise Http404
    page = page_of(request, snapshots_visible_to(who).defer("edition__bundle", "notes").select_related("imported_by"))
    shown = list(page)
    lines = [_line(found, _before(found, shown[place + 1 :])) for place, found in enumerate(shown)]
    return render(
        request,
        "results/snapshots.html",
        {"menu_key": "qd766", "page": page, "lines": lines, "may_import": may_import(who)},
    )


def _before(snapshot: Snapshot, older: list[Snapshot]) -> Snapshot | None:
    return next((found for found in older if found.period == snapshot.period), None)


def _line(snapshot: Snapshot, older: Snapshot | None) -> dict[str, object]:
    return {
        "snapshot": snapshot,
        "coverage": covered(snapshot),
        "broken": older is not None and older.edition_id != snapshot.edition_id,
    }


def covered(snapshot: Snapshot) -> list[str]:
    """Return how many units of each kind a snapshot holds, in words: "20/135 xã, phường, đặc khu"."""
    words = []
    for kind, label in KINDS.items():
        parts = [part for part in snapshot.coverage if part["kind"] == kind]
        present, known = sum(part["present"] for part in parts), [part["expected"] for part in parts]
        if present:
            words.append(f"{present}{f'/{sum(known)}' if all(known) else ''} {str(label).lower()}")
    return words


@require_GET
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one import: its files with fingerprints, its coverage, its warnings, who imported it."""
    who = standing(request)
    found = get_object_or_404(snapshots_visible_to(who).select_related("imported_by"), pk=pk)
    notes = [
        Problem(code=note["code"], place=Place(item=note["item"]), params=note["params"], severity=Severity.WARNING)
        for note in found.notes
    ]
    context = {
        "menu_key": "qd766",
        "snapshot": found,
        "coverage": covered(found),
        "notes": notes,
        "events": events_of(found),
    }
    return render(request, "results/snapshot.html", context)
