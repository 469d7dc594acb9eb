"""Why a unit stands where it stands: where its points were lost, and one criterion with everything behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thuocdo.errors import RulebookError
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.results.selectors.units import UnitView, best_of_kind, history, unit_view
from thuocdo.portal.results.snapshots.charts import history as history_chart
from thuocdo.portal.results.snapshots.losses import Line, lines, next_step, quotient, to_the_full
from thuocdo.portal.results.snapshots.reasons import reason
from thuocdo.portal.results.views.asked import asked
from thuocdo.portal.results.views.board import radar_context
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from django.http import HttpRequest

    from thuocdo.portal.results.selectors.units import Day

_FIRST_LINES = 8


@require_GET
def show_unit(request: HttpRequest, code: str, criterion: str = "") -> HttpResponse:
    """Show where a unit's points were lost, and why one criterion earned what it earned."""
    wanted = asked(request)
    view = unit_view(standing(request), code, period=wanted.period, day=wanted.day)
    if view is None:
        raise Http404
    found, days = lines(view.result), history(view.days)
    chosen = _chosen(view, found, criterion)
    everything = request.GET.get("het") == "1"
    context = {
        "menu_key": "qd766",
        "view": view,
        "row": view.row,
        "snapshot": view.snapshot,
        "query": wanted.query,
        "lines": [
            _told(line)
            for line in (
                found if everything or criterion else [line for line in found if line.lost != 0][:_FIRST_LINES]
            )
        ],
        "everything": everything or bool(criterion),
        "all_count": sum(1 for node in view.result.edition.leaves if node.rule is not None),
        "information": [node for node in view.result.edition.leaves if not node.max_points],
        "reason": reason(view.result, chosen, view.row) if chosen else None,
        "opened": bool(criterion),
        "days": days,
    }
    context |= radar_context(view.result.edition, view.row, best_of_kind(view.row))
    return render(request, "results/unit.html", context | _chart(days))


@require_GET
def unit_history(request: HttpRequest, code: str) -> HttpResponse:
    """Show every day of a unit."""
    wanted = asked(request)
    view = unit_view(standing(request), code, period=wanted.period, day=wanted.day)
    if view is None:
        raise Http404
    group = request.GET.get("nhom", "")
    groups = view.result.edition.total.children
    if group and group not in {node.code for node in groups}:
        raise Http404
    days = history(view.days, group)
    context = {
        "menu_key": "qd766",
        "view": view,
        "row": view.row,
        "days": days,
        "groups": groups,
        "group": group,
        "query": wanted.query,
    }
    return render(request, "results/unit_history.html", context | _chart(days))


def _chosen(view: UnitView, found: Sequence[Line], criterion: str) -> str:
    if criterion:
        try:
            return view.result.edition.node(criterion).code
        except RulebookError as error:
            raise Http404 from error
    return next((line.node.code for line in found if line.lost), "")


def _told(line: Line) -> dict[str, Any]:
    """Return a line with what to do about it."""
    step = next_step(line)
    return {
        "line": line,
        "quotient": quotient(line.score) if line.score else None,
        "step": step,
        "full": step is None and to_the_full(line),
        "unit": _counted(line),
    }


def _counted(line: Line) -> str:
    rule = line.node.rule
    names = rule.inputs if rule is not None else ()
    return line.node.criterion.inputs[names[-1]].unit if names else ""


def _chart(days: Sequence[Day]) -> dict[str, Any]:
    """Return the chart of a unit's days; with one day there is nothing to draw."""
    known = [day for day in reversed(days) if day.score is not None]
    if len(known) < 2:
        return {}
    shown = list(reversed(days))
    labels = [format_date(day.snapshot.business_date) for day in shown]
    totals: list[Decimal | None] = [day.score for day in shown]
    breaks = [(label, _("Công thức thay đổi")) for label, day in zip(labels, shown, strict=True) if day.broken]
    return {"line_chart": history_chart(labels, totals, breaks)}
