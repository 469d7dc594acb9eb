"""The board of the 766 index, on screen and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thuocdo.portal.editions.selectors import opened
from thuocdo.portal.editions.telling import said
from thuocdo.portal.organizations.selectors import root
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.results.access import may_import, may_read
from thuocdo.portal.results.selectors.board import BoardQuery, board, board_rows
from thuocdo.portal.results.selectors.snapshots import (
    choose,
    comparable,
    days_in_use,
    earlier,
    fragments_before,
    rows_of,
)
from thuocdo.portal.results.snapshots import export
from thuocdo.portal.results.snapshots.charts import radar
from thuocdo.portal.results.snapshots.wording import KINDS, SATISFACTION, group_label
from thuocdo.portal.results.views.asked import asked
from thuocdo.portal.web.listing import Chip, with_choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

    from thuocdo.portal.results.models import Snapshot, SnapshotUnit
    from thuocdo.rulebooks import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A head of the board: what it is called, its maximum, where a click leads."""

    key: str
    label: str
    maximum: Decimal | None
    url: str
    state: str
    """"ascending", "descending" or "none", as ``aria-sort`` says it."""


@require_GET
def show_board(request: HttpRequest) -> HttpResponse:
    """Show the board of a snapshot."""
    who = standing(request)
    if not may_read(who):
        raise Http404
    wanted = asked(request)
    days = days_in_use(who)
    snapshot = choose(days, period=wanted.period, day=wanted.day)
    if snapshot is None:
        if wanted.period or wanted.day:
            raise Http404
        return render(request, "results/board_empty.html", {"menu_key": "qd766", "may_import": may_import(who)})
    query = _query(request, snapshot)
    context = _shown(request, snapshot, query, days) | {
        "menu_key": "qd766",
        "days": [day for day in days if day.period == snapshot.period],
        "periods": list({day.period.slug: day.period for day in days}.values()),
        "link_query": wanted.query,
        "export_query": request.GET.urlencode(),
        "may_import": may_import(who),
    }
    return render(request, "results/board.html", context | _radar(context))


def _shown(request: HttpRequest, snapshot: Snapshot, query: BoardQuery, days: Sequence[Snapshot]) -> dict[str, Any]:
    """Return what the board shows of a snapshot: rows, heads, filters, the figures above and what they cover."""
    edition, before = opened(snapshot.edition), earlier(days, snapshot)
    shown = board(snapshot, query, edition=edition, before=before)
    return {
        "snapshot": snapshot,
        "edition": edition,
        "query": query,
        "board": shown,
        "page": shown.page,
        "heads": _heads(request, query, edition),
        "group_heads": [
            _column(request, query, node.code, group_label(edition, node.code), node.max_points)
            for node in edition.total.children
        ],
        "kinds": _kind_chips(request, snapshot, query),
        "lost_chip": _lost_chip(request, query),
        "provinces": _provinces(snapshot, query),
        "before": before,
        "compared": before is not None and comparable(before, snapshot),
        "fragments": fragments_before(days, snapshot),
        "coverage": _coverage(snapshot, query),
        "strip": _strip(snapshot, query, edition),
    }


@require_GET
def export_board(request: HttpRequest, form: str) -> HttpResponse:
    """Give the filtered rows as an Excel workbook or a CSV file, every page of them."""
    who = standing(request)
    if not may_read(who):
        raise Http404
    wanted = asked(request)
    days = days_in_use(who)
    snapshot = choose(days, period=wanted.period, day=wanted.day)
    if snapshot is None:
        raise Http404
    edition, query, before = opened(snapshot.edition), _query(request, snapshot), earlier(days, snapshot)
    maxima = {node.code: node.max_points for node in edition.total.children}
    table = export.Table(
        snapshot=snapshot,
        edition=edition,
        rows=tuple(board_rows(snapshot, query, before=before, maxima=maxima)),
        before=before if before is not None and comparable(before, snapshot) else None,
        filters=_filters(query),
        exported_at=timezone.now(),
        by=str(who.user),
    )
    name = f"bo-chi-so-766-{snapshot.period.slug}-{snapshot.business_date:%Y%m%d}.{form}"
    content, kind = (export.workbook(table), export.XLSX) if form == "xlsx" else (export.csv(table), export.CSV)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _query(request: HttpRequest, snapshot: Snapshot) -> BoardQuery:
    present = [part["kind"] for part in snapshot.coverage if part["present"]]
    kind = request.GET.get("loai", "")
    if kind not in KINDS:
        kind = next((found for found in KINDS if found in present), "commune")
    return BoardQuery(
        kind=kind,
        parent=request.GET.get("tinh", "")[:40] if kind in {"commune", "department"} else "",
        lost_satisfaction=request.GET.get("mat-hai-long") == "1",
        typed=request.GET.get("q", "").strip()[:100],
        sort=request.GET.get("xep", "")[:40],
        page=request.GET.get("trang", "1"),
    )


def _heads(request: HttpRequest, query: BoardQuery, edition: Edition) -> dict[str, Column]:
    return {
        "hang": _column(request, query, "hang", _("Hạng"), None),
        "ten": _column(request, query, "ten", _("Đơn vị"), None),
        "tong": _column(request, query, "tong", _("Tổng"), edition.total.max_points),
        "change": _column(request, query, "thay-doi", _("Thay đổi"), None),
        "pakn": _column(request, query, "pakn", _("PAKN"), None),
    }


def _column(request: HttpRequest, query: BoardQuery, key: str, label: str, maximum: Decimal | None) -> Column:
    now = query.column == key
    # The first click shows what one looks for: the first rank, the first name, the least of a score.
    turned = f"-{key}" if now and not query.descending else key
    state = "none" if not now else "descending" if query.descending else "ascending"
    return Column(key=key, label=label, maximum=maximum, url=with_choice(request, "xep", turned), state=state)


def _kind_chips(request: HttpRequest, snapshot: Snapshot, query: BoardQuery) -> list[Chip]:
    chips = []
    for kind, label in KINDS.items():
        parts = [part for part in snapshot.coverage if part["kind"] == kind]
        if not parts:
            continue
        present, known = sum(part["present"] for part in parts), [part["expected"] for part in parts]
        of = f"/{sum(known)}" if all(known) else ""
        url = with_choice(request, "loai", kind)
        chips.append(Chip(label=str(label), url=url, count=f"{present}{of}", on=query.kind == kind))
    return chips


def _lost_chip(request: HttpRequest, query: BoardQuery) -> Chip:
    url = with_choice(request, "mat-hai-long", "" if query.lost_satisfaction else "1")
    return Chip(label=_("Chỉ nơi mất điểm hài lòng"), url=url, on=query.lost_satisfaction)


def _provinces(snapshot: Snapshot, query: BoardQuery) -> list[Mapping[str, Any]]:
    parts = [part for part in snapshot.coverage if part["kind"] == query.kind and part["present"]]
    return parts if len(parts) > 1 else []


def _coverage(snapshot: Snapshot, query: BoardQuery) -> dict[str, Any]:
    parts = [
        part
        for part in snapshot.coverage
        if part["kind"] == query.kind and (not query.parent or part["parent"] == query.parent)
    ]
    known = [part["expected"] for part in parts]
    return {
        "present": sum(part["present"] for part in parts),
        "expected": sum(known) if parts and all(found is not None for found in known) else None,
        "label": str(KINDS[query.kind]).lower(),
        "highest": [part["highest"] for part in parts if part["highest"]],
        "lowest": [part["lowest"] for part in parts if part["lowest"]],
        "where": parts[0]["parent_name"] if len(parts) == 1 else "",
    }


def _strip(snapshot: Snapshot, query: BoardQuery, edition: Edition) -> dict[str, Any]:
    """Return the figures above the board: the province's own, the highest, the lowest, satisfaction lost."""
    covered, top = _coverage(snapshot, query), root()
    ends = {*covered["highest"], *covered["lowest"]}
    rows = list(rows_of(snapshot).filter(code__in=ends)) if ends else []
    own = rows_of(snapshot).filter(unit=top).first() if top else None
    ranked = sorted((row for row in rows if row.total), key=lambda row: Decimal(row.total))
    return {
        "own": own,
        "highest": ranked[-1] if ranked else None,
        "lowest": ranked[0] if ranked else None,
        "lost": _most_lost(snapshot, query, edition),
    }


def _most_lost(snapshot: Snapshot, query: BoardQuery, edition: Edition) -> dict[str, Any] | None:
    maxima = {node.code: node.max_points for node in edition.total.children}
    most = maxima.get(SATISFACTION)
    if most is None:
        return None
    losing = BoardQuery(kind=query.kind, parent=query.parent, lost_satisfaction=True, sort=SATISFACTION)
    found = board_rows(snapshot, losing, before=None, maxima=maxima)
    worst = found.first()
    if worst is None:  # nobody lost any, which is known only where somebody's satisfaction is
        known = any(SATISFACTION in part["best"] for part in snapshot.coverage if part["kind"] == query.kind)
        return {"count": 0} if known else None
    return {"count": found.count(), "unit": worst, "points": most - Decimal(worst.groups[SATISFACTION])}


def _radar(context: Mapping[str, Any]) -> dict[str, Any]:
    own, edition = context["strip"]["own"], context["edition"]
    if own is None:
        return {}
    best = {
        code: Decimal(score)
        for part in context["snapshot"].coverage
        if part["kind"] == own.kind and part["parent"] == own.parent_code
        for code, score in part["best"].items()
    }
    return radar_context(edition, own, best)


def radar_context(edition: Edition, row: SnapshotUnit, best: Mapping[str, Decimal]) -> dict[str, Any]:
    """Return the chart of a unit's groups and the table beside it."""
    groups = [
        (node.code, group_label(edition, node.code), node.max_points or Decimal(0)) for node in edition.total.children
    ]
    scores = {code: Decimal(score) for code, score in row.groups.items() if score}
    table = [
        {
            "code": code,
            "label": said(edition.node(code).title),
            "maximum": maximum,
            "score": scores.get(code),
            "best": best.get(code),
        }
        for code, _label, maximum in groups
    ]
    option = radar(groups, [(row.name, scores), (_("Cao nhất cùng loại"), best)])
    return {"radar": option, "radar_table": table, "radar_row": row}


def _filters(query: BoardQuery) -> list[str]:
    words = [str(KINDS[query.kind])]
    if query.parent:
        words.append(_("thuộc %(parent)s") % {"parent": query.parent})
    if query.lost_satisfaction:
        words.append(_("chỉ nơi mất điểm hài lòng"))
    if query.typed:
        words.append(_("tên có “%(typed)s”") % {"typed": query.typed})
    return words
