"""The cards of the home page: work first, then the state of the province."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from thuocdo.portal.dashboards.jobs import Section, jobs
from thuocdo.portal.dashboards.state import State, state_of
from thuocdo.portal.dashboards.work import plans_card
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.results.published.figures import Cell, cells, merger_into
from thuocdo.portal.results.published.structure import INDICES
from thuocdo.portal.results.selectors.published import latest_totals, units_by_old_code
from thuocdo.portal.web.registry import HomeCard, jobs_for
from thuocdo.units.model import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest
    from django.utils.functional import Promise

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.results.models import SnapshotUnit
    from thuocdo.portal.results.published.structure import Index
    from thuocdo.portal.web.waiting import Job


def belongs_here(request: HttpRequest) -> bool:
    """Tell whether a person has any role today."""
    return request.user.is_authenticated and bool(standing(request).memberships)


def work(request: HttpRequest, *, section: Section, title: str, empty: str) -> Mapping[str, Any] | None:
    """Return a card of work; one without work is left out unless it says so in words."""
    found = [*elsewhere(request)[section], *jobs(state_of(request), section)]
    covered = state_of(request).coverage("commune") if section == "watch" else None
    return {"jobs": found, "title": title, "empty": empty, "covered": covered} if found or empty else None


def elsewhere(request: HttpRequest) -> Mapping[Section, list[Job]]:
    """Return what other apps know to wait for a person, by heading; read once a request."""
    known = cast("dict[Section, list[Job]] | None", getattr(request, "_jobs", None))
    if known is None:
        known = {"now": [], "mine": [], "watch": []}
        for place, job in jobs_for(request):
            known[place].append(job)
        request._jobs = known  # type: ignore[attr-defined]  # noqa: SLF001 (kept on the request, as Django does)
    return known


def no_role(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the card that tells a person without a role whom to ask."""
    return {}


def indices(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the state of the province in every index: this round's figure, else the last that was published."""
    state = state_of(request)
    if state.root is None:
        return None
    own = [unit for unit in state.who.units if unit != state.root and unit.pk in state.rows]
    lines = [_line_766(state, state.rows.get(state.root.pk)), *_published_lines(state)]
    return {"own": [(unit, _line_766(state, state.rows[unit.pk])) for unit in own], "lines": lines, "root": state.root}


def _line_766(state: State, row: SnapshotUnit | None) -> dict[str, Any]:
    snapshot = state.snapshot
    name = _("Bộ chỉ số 766")
    if row is None or snapshot is None:
        return {"name": name, "url": reverse("qd766")}
    return {
        "name": f"{name}, {snapshot.period}",
        "score": row.total,
        "rank": row.rank,
        "of": row.rank_of,
        "url": reverse("qd766_unit", args=[row.code]),
        "as_of": snapshot.business_date,
    }


def _published_lines(state: State) -> list[dict[str, Any]]:
    """Return a line for each published index: the round of last year, and the last figures of those before."""
    root = state.root
    if root is None or root.scheme != Scheme.GSO.value:
        return []
    codes = [link.unit.code for link in merger_into(root.code).links]
    units = [root, *units_by_old_code(codes).values()]
    by_index: dict[str, dict[tuple[int, int], Cell]] = {}
    names = {unit.name["vi"]: unit for unit in units if unit.pk != root.pk}
    said = latest_totals(state.who, units)
    for index in INDICES:
        mine = [one for one in said if one.result.index == index.name]
        for (_name, year, _part), cell in cells(mine).items():
            unit = cell.said[0].unit
            by_index.setdefault(index.slug, {})[year, unit.pk if unit else 0] = cell
    return [_published_line(state, index, by_index.get(index.slug, {}), names) for index in INDICES]


def _published_line(
    state: State, index: Index, found: Mapping[tuple[int, int], Cell], names: Mapping[str, Unit]
) -> dict[str, Any]:
    root, year = state.root, state.today.year - 1
    own = found.get((year, root.pk)) if root else None
    before = []
    for unit in names.values():
        years = [then for then, pk in found if pk == unit.pk]
        if years:
            newest = max(years)
            before.append(
                {
                    "unit": unit,
                    "year": newest,
                    "cell": found[newest, unit.pk],
                    "url": reverse("published_province", args=[index.slug, newest, unit.scheme, unit.code]),
                }
            )
    return {
        "name": f"{index.name} {year}",
        "score": own.score if own else None,
        "rank": own.ranked.rank if own and own.ranked else None,
        "of": own.ranked.ranked if own and own.ranked else None,
        "measure": index.measure,
        "url": reverse("published_index", args=[index.slug]),
        "before": before,
    }


def data(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return what figures there are and how old they are."""
    state = state_of(request)
    if state.snapshot is None:
        return None
    return {"snapshot": state.snapshot, "age": state.age, "covered": state.coverage("commune")}


def _card(key: str, order: int, context: Callable[[HttpRequest], Mapping[str, Any] | None], **other: Any) -> HomeCard:
    return HomeCard(
        key=key,
        template=f"dashboards/parts/{other.pop('template', key)}.html",
        context=context,
        order=order,
        allowed=belongs_here,
        **other,
    )


def _section(
    section: Section, title: str | Promise, empty: str | Promise = ""
) -> Callable[[HttpRequest], Mapping[str, Any] | None]:
    return lambda request: work(request, section=section, title=str(title), empty=str(empty))


CARDS = (
    _card(
        "now",
        10,
        _section("now", lazy("Việc cần xử lý ngay"), lazy("Không có việc nào cần xử lý ngay.")),
        template="jobs",
    ),
    _card("mine", 20, _section("mine", lazy("Việc của tôi")), template="jobs"),
    _card("watch", 30, _section("watch", lazy("Theo dõi, đôn đốc")), template="jobs"),
    _card("indices", 10, indices, wide=False),
    _card("plans", 15, plans_card, wide=False),
    _card("data", 20, data, wide=False),
    HomeCard(
        key="no_role",
        template="dashboards/parts/no_role.html",
        context=no_role,
        allowed=lambda request: request.user.is_authenticated and not belongs_here(request),
    ),
)
