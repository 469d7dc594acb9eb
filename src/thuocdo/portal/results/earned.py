"""What the province earned for each criterion when it was last measured, for rooms that weigh tasks by points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.selectors import root
from thuocdo.portal.plans.criteria.risk import Earned
from thuocdo.portal.results.selectors.snapshots import choose, days_in_use, rows_of
from thuocdo.portal.results.selectors.units import compile_again
from thuocdo.portal.results.snapshots.losses import lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.portal.organizations.standing import Standing

_SOURCE: Final = "Bộ chỉ số 766"


def earned_766(who: Standing, index: str, edition: str) -> Mapping[str, Earned]:
    """Return what the province earned on the newest complete day of the 766 index, by code; nothing of others.

    Criteria that are only known as what is left of a group are left out: nobody measured them.
    """
    province = root()
    if index != "qd766" or province is None:
        return {}
    snapshot = choose(days_in_use(who), period=None, day=None)
    if snapshot is None or snapshot.edition.edition != edition:
        return {}
    row = rows_of(snapshot).filter(unit=province).first()
    if row is None:
        return {}
    result = compile_again(row)
    groups = {node.code: result.scores[node.code].points for node in result.edition.total.children}
    measured = [line for line in lines(result) if line.basis != "remainder" and not line.outside_scope]
    leaves = {line.node.code: line.points for line in measured}
    return {
        code: Earned(points=points, as_of=snapshot.business_date, source=_SOURCE)
        for code, points in (groups | leaves).items()
        if points is not None
    }


SOURCES: Final = (earned_766,)
