"""What the home page speaks of, read once a request: the figures in use, the person's own unit, the province."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.utils import timezone

from thuocdo.portal.editions.selectors import opened
from thuocdo.portal.organizations.selectors import posts_in
from thuocdo.portal.organizations.standing import root_of, standing
from thuocdo.portal.plans.selectors import following, progress
from thuocdo.portal.results.selectors.board import BoardQuery, board_rows
from thuocdo.portal.results.selectors.snapshots import choose, days_in_use, rows_of
from thuocdo.portal.results.snapshots.wording import SATISFACTION

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.selectors import Posts
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.models import Assignment
    from thuocdo.portal.plans.selectors.following import Group, Tally
    from thuocdo.portal.results.models import Snapshot, SnapshotUnit
    from thuocdo.rulebooks import Edition


@dataclass
class State:
    """The state of things as one person may see it, each part read when it is first asked for."""

    who: Standing
    root: Unit | None
    today: date

    @cached_property
    def snapshot(self) -> Snapshot | None:
        """Return the newest complete day of the 766 index, or the newest there is."""
        return choose(days_in_use(self.who), period=None, day=None)

    @cached_property
    def edition(self) -> Edition | None:
        """Return the edition that the day was made with."""
        return opened(self.snapshot.edition) if self.snapshot else None

    @cached_property
    def rows(self) -> dict[int, SnapshotUnit]:
        """Return the rows of the day for the province and the person's own units, by unit."""
        if self.snapshot is None:
            return {}
        wanted = {unit.pk for unit in self.who.units} | ({self.root.pk} if self.root else set())
        return {int(row.unit_id or 0): row for row in rows_of(self.snapshot).filter(unit__in=wanted)}

    @property
    def province(self) -> SnapshotUnit | None:
        """Return the province's own row."""
        return self.rows.get(self.root.pk) if self.root else None

    @cached_property
    def losing_satisfaction(self) -> list[SnapshotUnit]:
        """Return the communes that lose satisfaction points, those that lose most first."""
        if self.snapshot is None or self.edition is None:
            return []
        maxima = {node.code: node.max_points for node in self.edition.total.children}
        parent = self.province.code if self.province else ""
        query = BoardQuery(kind="commune", parent=parent, lost_satisfaction=True, sort=SATISFACTION)
        return list(board_rows(self.snapshot, query, before=None, maxima=maxima))

    @property
    def satisfaction_points(self) -> Decimal:
        """Return how many points satisfaction can earn."""
        node = self.edition.node(SATISFACTION) if self.edition else None
        return (node.max_points if node else None) or Decimal(0)

    @cached_property
    def lowest(self) -> list[SnapshotUnit]:
        """Return the communes of the province with the lowest published totals."""
        if self.snapshot is None:
            return []
        rows = rows_of(self.snapshot).filter(kind="commune", total_value__isnull=False)
        if self.province:
            rows = rows.filter(parent_code=self.province.code)
        return list(rows.order_by("total_value", "sort_name")[:5])

    @property
    def age(self) -> int | None:
        """Return how many days old the newest figures are."""
        return (self.today - self.snapshot.business_date).days if self.snapshot else None

    @cached_property
    def own_groups(self) -> list[Group]:
        """Return the work of the person's own units, in groups that stand alike."""
        return self._groups(progress.own_work(self.who))

    @cached_property
    def own_tally(self) -> Tally:
        """Return where the work of the person's own units stands."""
        return following.tally(progress.own_work(self.who), self.own_groups)

    @cached_property
    def posts(self) -> Posts:
        """Return who holds what in the person's own units."""
        return posts_in({unit.pk for unit in self.who.units}, self.today)

    @cached_property
    def whole_groups(self) -> list[Group]:
        """Return all the work that the person may see, in groups that stand alike."""
        return self._groups(progress.work_of(self.who))

    @cached_property
    def whole_tally(self) -> Tally:
        """Return where all the work stands that the person may see."""
        return following.tally(progress.work_of(self.who), self.whole_groups)

    def _groups(self, work: QuerySet[Assignment]) -> list[Group]:
        return following.groups_of(work, following.tasks_of(self.who, work, self.today))

    def coverage(self, kind: str) -> tuple[int, int] | None:
        """Return how many units of a kind under the province the day covers, of how many, where that is known."""
        parts = self.snapshot.coverage if self.snapshot else []
        for part in parts:
            ours = self.province is None or part["parent"] == self.province.code
            if part["kind"] == kind and ours and part["expected"]:
                return part["present"], part["expected"]
        return None


def state_of(request: HttpRequest) -> State:
    """Return the state for a request; asked again, it costs nothing."""
    known = cast("State | None", getattr(request, "_state", None))
    if known is None:
        known = State(who=standing(request), root=root_of(request), today=timezone.localdate())
        request._state = known  # type: ignore[attr-defined]  # noqa: SLF001 (kept on the request, as Django does)
    return known
