"""One province in one year: every part with its sources and checks; or, for a merged province, what can be restated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from thuocdo.indices import TOTAL
from thuocdo.portal.organizations.selectors import units_visible_to
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.results.access import may_read
from thuocdo.portal.results.published.checks import Step, Sum, second_looks, step, sums
from thuocdo.portal.results.published.figures import (
    Cell,
    Merger,
    Said,
    cells,
    merger_into,
    merger_of,
    restated,
    restated_parts,
)
from thuocdo.portal.results.published.structure import (
    Index,
    breaks_of,
    depth,
    index_by_slug,
    maximum,
    nearest_edition,
    ordered,
)
from thuocdo.portal.results.published.views.index import own_label
from thuocdo.portal.results.selectors.published import (
    editions_of,
    figures_of_units,
    figures_of_year,
    imports_visible_to,
    units_by_old_code,
    years_of_unit,
)
from thuocdo.units.model import REFORM, Scheme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from django.http import HttpRequest, HttpResponse

    from thuocdo.indices import Restated
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.rulebooks import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One component of a province's result."""

    component: str
    label: str
    depth: int
    maximum: Decimal | None
    """As a source states it, else as the edition of the year has it."""
    cell: Cell
    before: Cell
    change: Decimal | None


@require_GET
def show_province(request: HttpRequest, slug: str, year: int, scheme: str, code: str) -> HttpResponse:
    """Show what was published of one province in one year, or what can be restated for a province of today."""
    who, index = standing(request), index_by_slug(slug)
    if index is None or not may_read(who):
        raise Http404
    unit = get_object_or_404(units_visible_to(request.user), scheme=scheme, code=code, kind="province")
    if scheme == Scheme.GSO.value and date(year, 12, 31) < REFORM:
        return _restated_page(request, who, index, year, unit)
    said = figures_of_units(who, index, [unit], [year, year - 1])
    now = {one[2]: cell for one, cell in cells(said).items() if one[1] == year}
    if not now:
        raise Http404
    before = {one[2]: cell for one, cell in cells(said).items() if one[1] == year - 1}
    context = _province_context(who, index, year, unit, now, before)
    chosen = request.GET.get("phan", TOTAL)
    context |= _panel(who, now, chosen if chosen in now else next(iter(context["lines"])).component, context)
    return render(request, "published/province.html", context)


def _province_context(
    who: Standing, index: Index, year: int, unit: Unit, now: Mapping[str, Cell], before: Mapping[str, Cell]
) -> dict[str, Any]:
    editions = editions_of(who, index)
    edition = nearest_edition(editions, year)
    compared = step(
        now, before, years=(year - 1, year), editions=editions, breaks=breaks_of(index, editions)
    ) if before else None  # fmt: skip
    own = [one for cell in now.values() for one in cell.said]
    merger = merger_of(unit.code) if unit.scheme == Scheme.GSO_BEFORE_2025.value else None
    return {
        "menu_key": "published",
        "index": index,
        "unit": unit,
        "year": year,
        "total": now.get(TOTAL, Cell()),
        "lines": _lines(index, now, before, compared, edition),
        "compared": compared,
        "sums": _named_sums(index, sums(own), edition),
        "doubts": second_looks(own, figures_of_year(who, index, year), own[0].result.province),
        "years": years_of_unit(who, index, unit),
        "merger": merger if merger and merger.merged else None,
    }


def _lines(
    index: Index, now: Mapping[str, Cell], before: Mapping[str, Cell], compared: Step | None, edition: Edition | None
) -> list[PartLine]:
    return [
        PartLine(
            component=component,
            label=own_label(index, component, edition),
            depth=depth(component),
            maximum=now[component].maximum or maximum(component, edition),
            cell=now[component],
            before=before.get(component, Cell()),
            change=compared.changes.get(component) if compared else None,
        )
        for component in ordered(index, now, edition)
    ]


def _named_sums(index: Index, found: Sequence[Sum], edition: Edition | None) -> list[dict[str, Any]]:
    return [
        {
            "sum": one,
            "label": own_label(index, one.whole.component, edition),
            "parts": [(own_label(index, part.component, edition), part) for part in one.parts],
        }
        for one in found
    ]


def _panel(who: Standing, now: Mapping[str, Cell], chosen: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of the chosen component: every source, how it came to be known, who brought it in."""
    cell = now[chosen]
    brought = {row.pk: row for row in imports_visible_to(who).filter(pk__in={one.brought_by for one in cell.said})}
    return {
        "chosen": next(line for line in context["lines"] if line.component == chosen),
        "sources": [{"said": one.result, "brought": brought.get(one.brought_by)} for one in cell.said],
        "chosen_sums": [found for found in context["sums"] if found["sum"].whole.component == chosen],
    }


# ── A province of today, in a year before it was there ───────────────────────────────────────────────────────────────
def _restated_page(request: HttpRequest, who: Standing, index: Index, year: int, unit: Unit) -> HttpResponse:
    merger = merger_into(unit.code)
    units = units_by_old_code(link.unit.code for link in merger.links)
    said = figures_of_units(who, index, units.values(), [year])
    if not said:
        raise Http404
    by_component = _by_component(said)
    edition = nearest_edition(editions_of(who, index), year)
    total = restated(index.name, merger, by_component.get(TOTAL, {}))
    context = {
        "menu_key": "published",
        "index": index,
        "unit": unit,
        "year": year,
        "merger": merger,
        "units": units,
        "restated": total,
        "shares": _shares(merger, total, units),
        "parts": _restated_lines(index, merger, by_component, edition),
    }
    return render(request, "published/restated.html", context)


def _by_component(said: Sequence[Said]) -> dict[str, dict[str, Decimal | None]]:
    """Return figures by component, then by the code of the province of before."""
    codes = {one.result.province: one.unit.code for one in said if one.unit}
    found: dict[str, dict[str, Decimal | None]] = {}
    for (province, _year, component), cell in cells(said).items():
        found.setdefault(component, {})[codes[province]] = cell.score
    return found


def _shares(merger: Merger, total: Restated, units: Mapping[str, Unit]) -> list[dict[str, Any]]:
    people = {link.unit.code: link.population for link in merger.links}
    return [
        {
            "unit": units.get(one.predecessor.unit),
            "name": one.predecessor.name,
            "figure": one.figure,
            "weight": one.predecessor.weight,
            "people": people[one.predecessor.unit],
        }
        for one in total.contributions
    ]


def _restated_lines(
    index: Index, merger: Merger, figures: Mapping[str, Mapping[str, Decimal | None]], edition: Edition | None
) -> list[dict[str, Any]]:
    """Return what each main part comes to; nothing where figures of this kind cannot be joined at all."""
    wanted = {component: values for component, values in figures.items() if component in {TOTAL, *index.parts}}
    parts = restated_parts(index.name, merger, wanted)
    if all(found.refused for found in parts.values()):
        return []
    return [
        {
            "label": own_label(index, component, edition),
            "total": component == TOTAL,
            "restated": parts[component],
            "own": [one.figure for one in parts[component].contributions],
        }
        for component in ordered(index, parts, edition)
    ]
