"""Reading published results: the only door to their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.indices import TOTAL
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.selectors import editions_visible_to, opened
from thuocdo.portal.organizations.selectors import known_units
from thuocdo.portal.results.access import may_read
from thuocdo.portal.results.models import PublishedFigure, PublishedImport
from thuocdo.portal.results.published.figures import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from thuocdo import rulebooks
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.results.published.structure import Index

_UNIT: Final = ("unit__scheme", "unit__code", "unit__full_name", "unit__folded", "unit__sort_key", "unit__valid_to")


def figures_visible_to(who: Standing) -> QuerySet[PublishedFigure]:
    """Return the published figures in use that a person may read: all, for whoever belongs to this installation."""
    if not may_read(who):
        return PublishedFigure.objects.none()
    return PublishedFigure.objects.filter(replaced_at__isnull=True).select_related("unit")


def totals_of(who: Standing, index: Index) -> list[Said]:
    """Return every province's total of every year, in the order of the alphabet."""
    rows = figures_visible_to(who).filter(index=index.name, component=TOTAL, unit__isnull=False)
    return [Said.of(row) for row in rows.order_by("unit__sort_key", "unit_id", "year", "id")]


def figures_of_year(who: Standing, index: Index, year: int) -> list[Said]:
    """Return every total of a year, and every figure that is of no single province."""
    rows = figures_visible_to(who).filter(index=index.name, year=year)
    found = rows.filter(component=TOTAL) | rows.filter(unit__isnull=True)
    return [Said.of(row) for row in found.order_by("unit__sort_key", "province", "id")]


def figures_of_units(who: Standing, index: Index, units: Iterable[Unit], years: Iterable[int]) -> list[Said]:
    """Return every figure of some provinces in some years."""
    rows = figures_visible_to(who).filter(index=index.name, unit__in=[unit.pk for unit in units], year__in=list(years))
    return [Said.of(row) for row in rows.order_by("year", "id")]


def all_figures(who: Standing, index: Index, units: Iterable[Unit] | None) -> list[Said]:
    """Return every figure of an index, of some provinces or of all and of the means, for an export."""
    rows = figures_visible_to(who).filter(index=index.name)
    if units is not None:
        rows = rows.filter(unit__in=[unit.pk for unit in units])
    return [Said.of(row) for row in rows.order_by("year", "unit__sort_key", "province", "component", "id")]


def latest_totals(who: Standing, units: Sequence[Unit]) -> list[Said]:
    """Return every total of some provinces, newest first: the state of the province on the home page."""
    rows = figures_visible_to(who).filter(component=TOTAL, unit__in=[unit.pk for unit in units])
    return [Said.of(row) for row in rows.order_by("-year", "index", "id")]


def totals_with_many_sources(who: Standing) -> list[Said]:
    """Return every figure that more than one source speaks of, whether they agree or not."""
    visible = figures_visible_to(who)
    keys = ("index", "year", "province", "component")
    rows = list(visible.filter(unit__isnull=False, component=TOTAL).order_by(*keys, "id"))
    counts: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in keys)
        counts[key] = counts.get(key, 0) + 1
    return [Said.of(row) for row in rows if counts[tuple(getattr(row, name) for name in keys)] > 1]


def imports_visible_to(who: Standing) -> QuerySet[PublishedImport]:
    """Return the files that were taken in, newest first."""
    return PublishedImport.objects.select_related("imported_by") if may_read(who) else PublishedImport.objects.none()


def import_of_fingerprint(fingerprint: str) -> PublishedImport | None:
    """Return the import that took in the same content before, or nothing."""
    return PublishedImport.objects.filter(fingerprint=fingerprint).first()


def figures_in_use(indices: Iterable[str], years: Iterable[int]) -> QuerySet[PublishedFigure]:
    """Return the stored figures that new ones of these indices and years must hold together with."""
    return PublishedFigure.objects.filter(replaced_at__isnull=True, index__in=set(indices), year__in=set(years))


def count_in_use() -> int:
    """Return how many published figures are in use."""
    return PublishedFigure.objects.filter(replaced_at__isnull=True).count()


def editions_of(who: Standing, index: Index) -> list[rulebooks.Edition]:
    """Return the editions of an index in force: where names of parts and breaks of the series come from."""
    rows = editions_visible_to(who).filter(index=index.edition, state=Edition.State.IN_FORCE).order_by("edition")
    return [opened(row) for row in rows]


def units_by_old_code(codes: Iterable[str]) -> Mapping[str, Unit]:
    """Return provinces of before July 2025 by code."""
    found = known_units().filter(scheme="gso_before_2025", kind="province", code__in=set(codes))
    return {unit.code: unit for unit in found}


def provinces_by_key() -> Mapping[tuple[str, str], Unit]:
    """Return every province of both eras by scheme and code."""
    return {(unit.scheme, unit.code): unit for unit in known_units().filter(kind="province")}


def years_of_index(who: Standing, index: Index) -> list[int]:
    """Return the years in which an index has any figure."""
    return list(
        figures_visible_to(who).filter(index=index.name).order_by("year").values_list("year", flat=True).distinct()
    )


def years_of_unit(who: Standing, index: Index, unit: Unit) -> list[int]:
    """Return the years in which an index has a figure of a province."""
    rows = figures_visible_to(who).filter(index=index.name, unit=unit)
    return list(rows.order_by("year").values_list("year", flat=True).distinct())
