"""One published index: its totals by province and year, on screen and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thuocdo.portal.organizations.standing import root_of, standing
from thuocdo.portal.results.access import may_import, may_read
from thuocdo.portal.results.published import export
from thuocdo.portal.results.published.charts import lines_chart
from thuocdo.portal.results.published.figures import WATCHED, Cell, Line, blocks, lines, merger_into, merger_of
from thuocdo.portal.results.published.structure import (
    INDICES,
    Index,
    breaks_of,
    index_by_slug,
    label,
    nearest_edition,
)
from thuocdo.portal.results.selectors.published import (
    all_figures,
    editions_of,
    imports_visible_to,
    totals_of,
    units_by_old_code,
)
from thuocdo.portal.web.forms import language
from thuocdo.portal.web.listing import Chip, with_choice
from thuocdo.units.model import Scheme
from thuocdo.vietnamese import folding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.results.published.figures import Said
    from thuocdo.rulebooks import Edition

EVERYONE: Final = "tat-ca"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A column of the table."""

    year: int
    broken: tuple[str, ...]
    """What changed from this year on, so that its figures are not chained with those before."""
    sort_url: str
    sorted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the address asks for."""

    everyone: bool
    typed: str
    sort: str
    """Nothing for blocks of merged provinces; a year, highest first, or ``ten``."""


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the first index."""
    if not may_read(standing(request)):
        raise Http404
    return redirect("published_index", slug=INDICES[0].slug)


@require_GET
def show_index(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an index's totals by province and year."""
    who, index = _asked(request, slug)
    said = totals_of(who, index)
    context: dict[str, Any] = {
        "menu_key": "published",
        "index": index,
        "index_chips": index_chips(request, index),
        "may_import": may_import(who),
    }
    if not said:
        return render(request, "published/empty.html", context)
    chosen = _chosen(request)
    years = sorted({one.result.year for one in said})
    every, found = _found(said, years, chosen, root_of(request))
    editions = editions_of(who, index)
    breaks = breaks_of(index, editions)
    # What changed in the first year that is shown separates it from nothing.
    broken = {year: [one.what for one in breaks if one.at == str(year)] for year in years[1:]}
    shown = [] if chosen.sort else blocks(index.name, found, every)
    context |= {
        "years": [_year(request, year, chosen, broken.get(year, ())) for year in years],
        "blocks": shown,
        "lines": _sorted(found, chosen),
        "count": len(found),
        "all_count": len(every),
        "chosen": chosen,
        "chips": _scope_chips(request, len(every)),
        "chart": lines_chart(found, years, [year for year, what in broken.items() if what]),
        "newest_import": imports_visible_to(who).first(),
        "export_query": request.GET.urlencode(),
        "by_name_url": with_choice(request, "xep", "" if chosen.sort == "ten" else "ten"),
        "grouped_url": with_choice(request, "xep", ""),
    }
    return render(request, "published/index.html", context)


@require_GET
def export_index(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the figures of the chosen provinces, parts included, as a file."""
    who, index = _asked(request, slug)
    said = totals_of(who, index)
    years = sorted({one.result.year for one in said})
    chosen = _chosen(request)
    every, found = _found(said, years, chosen, root_of(request))
    editions = editions_of(who, index)
    whole = chosen.everyone and not chosen.typed
    table = export.Table(
        index=index,
        said=all_figures(who, index, None if whole else [line.unit for line in found]),
        blocks=blocks(index.name, found, every),
        label=lambda component, year: label(index, component, nearest_edition(editions, year), "vi"),
        scope=_scope(chosen),
        exported_at=timezone.now(),
        by=str(who.user),
    )
    body, kind = (export.workbook(table), export.XLSX) if form == "xlsx" else (export.csv(table), export.CSV)
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="ket-qua-cong-bo-{index.slug}.{form}"'
    return response


def _asked(request: HttpRequest, slug: str) -> tuple[Standing, Index]:
    who, index = standing(request), index_by_slug(slug)
    if index is None or not may_read(who):
        raise Http404
    return who, index


def _chosen(request: HttpRequest) -> Chosen:
    sort = request.GET.get("xep", "")
    return Chosen(
        everyone=request.GET.get("pham-vi", "") == EVERYONE,
        typed=request.GET.get("q", "").strip()[:100],
        sort=sort if sort == "ten" or (sort.isascii() and sort.isdigit()) else "",
    )


def _found(
    said: Sequence[Said], years: Sequence[int], chosen: Chosen, top: Unit | None
) -> tuple[list[Line], list[Line]]:
    """Return every province's line, and those that were asked for; a name that is typed is sought in all."""
    every = lines(said, years)
    if words := folding.fold(chosen.typed).split():
        return every, [line for line in every if _named(line, words)]
    return every, every if chosen.everyone else _watched(every, years, top)


def _named(line: Line, words: Sequence[str]) -> bool:
    """Tell whether a province, or the one it belongs to today, has every word in its name."""
    names = f"{line.unit.folded} {folding.fold(line.merger.unit.name)}"
    return all(word in names for word in words)


def _watched(every: Sequence[Line], years: Sequence[int], top: Unit | None) -> list[Line]:
    """Return what the installation's own province was made of, with figures or without; then the watched ones."""
    own = merger_into(top.code) if top and top.scheme == Scheme.GSO.value and top.kind == "province" else None
    today = [own.unit.code] if own else []
    today += [merger_of(code).unit.code for code in WATCHED]
    there = {line.old_code for line in every}
    missing = [link.unit.code for link in own.links if link.unit.code not in there] if own else []
    empty = [Line(unit=unit, by_year=dict.fromkeys(years, Cell())) for unit in units_by_old_code(missing).values()]
    watched = {*WATCHED, *(link.unit.code for link in (own.links if own else ()))}
    found = [line for line in every if line.old_code in watched or line.old_code is None] + empty
    return sorted(
        (line for line in found if line.merger.unit.code in today), key=lambda line: today.index(line.merger.unit.code)
    )


def _sorted(found: Sequence[Line], chosen: Chosen) -> list[Line]:
    if not chosen.sort.isdigit():
        return list(found)
    year = int(chosen.sort)
    scores = {line.unit.pk: line.by_year[year].score if year in line.by_year else None for line in found}
    return sorted(found, key=lambda line: (scores[line.unit.pk] is None, -(scores[line.unit.pk] or 0)))


def _year(request: HttpRequest, year: int, chosen: Chosen, broken: Sequence[str]) -> Year:
    on = chosen.sort == str(year)
    url = with_choice(request, "xep", "" if on else str(year))
    return Year(year=year, broken=tuple(broken), sort_url=url, sorted=on)


def _scope_chips(request: HttpRequest, all_count: int) -> list[Chip]:
    return [
        Chip.of(request, "pham-vi", "", "", _("Tỉnh đang theo dõi")),
        Chip.of(request, "pham-vi", EVERYONE, str(all_count), _("Mọi tỉnh, thành phố có số liệu")),
    ]


def _scope(chosen: Chosen) -> str:
    if chosen.typed:
        return f"Tên có “{chosen.typed}”"
    return "Mọi tỉnh, thành phố có số liệu" if chosen.everyone else "Các tỉnh đang theo dõi"


def index_chips(request: HttpRequest, current: Index) -> list[dict[str, Any]]:
    """Return the ways from one index to the others."""
    return [{"index": index, "on": index is current, "label": index.name} for index in INDICES]


def own_label(index: Index, component: str, edition: Edition | None) -> str:
    """Return a component's name in the language of the page."""
    return label(index, component, edition, language())
