"""One index in one year: every province that a source speaks of, and what is said of many together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thuocdo.indices import TOTAL, conflicts, doubts
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.results.access import may_read
from thuocdo.portal.results.published.figures import Cell, cells
from thuocdo.portal.results.published.structure import index_by_slug, nearest_edition, ordered
from thuocdo.portal.results.published.views.index import own_label
from thuocdo.portal.results.selectors.published import editions_of, figures_of_year, years_of_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.results.published.figures import Said


@require_GET
def show_year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Show who stands where in a year: those with a place first, those with a score alone after them."""
    who, index = standing(request), index_by_slug(slug)
    if index is None or not may_read(who):
        raise Http404
    said = figures_of_year(who, index, year)
    if not said:
        raise Http404
    edition = nearest_edition(editions_of(who, index), year)
    results = [one.result for one in said]
    together = cells(one for one in said if one.unit is None)
    names = sorted({name for name, _year, _component in together})
    context = {
        "menu_key": "published",
        "index": index,
        "year": year,
        "years": years_of_index(who, index),
        "rows": _rows([one for one in said if one.unit is not None]),
        "others": [
            {
                "name": name.removeprefix("_"),
                "label": own_label(index, part, edition),
                "cell": together[name, year, part],
            }
            for name in names
            for part in ordered(index, [part for held, _year, part in together if held == name], edition)
        ],
        "doubts": doubts(results),
        "conflicts": len(conflicts(results)),
    }
    return render(request, "published/year.html", context)


def _rows(said: Sequence[Said]) -> list[dict[str, Unit | Cell | bool]]:
    """Return provinces by published place, then by score; those without a place are never counted as last."""
    units = {one.result.province: one.unit for one in said if one.unit is not None}
    found = [(units[name], cell) for (name, _year, part), cell in cells(said).items() if part == TOTAL]
    found.sort(key=lambda pair: _place(pair[1]))
    places = [cell.ranked.rank for _unit, cell in found if cell.ranked]
    return [
        {"unit": unit, "cell": cell, "tied": bool(cell.ranked and places.count(cell.ranked.rank) > 1)}
        for unit, cell in found
    ]


def _place(cell: Cell) -> tuple[bool, int, bool, float]:
    rank = cell.ranked.rank if cell.ranked else None
    return rank is None, rank or 0, cell.score is None, -float(cell.score or 0)
