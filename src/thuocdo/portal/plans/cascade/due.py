"""Days counted back from the province's own, and what a unit's plan says instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from thuocdo.portal.plans.progress.turns import turn_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from thuocdo.vietnamese.workdays import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Dues:
    """The due days of a task of the province and of what a unit plans for it."""

    province: date | None
    wanted: date | None
    """By when the unit's part is to be done: the province's day less the working days that the call says."""
    own: date | None

    @property
    def late(self) -> int:
        """By how many days the unit's day is after the province's; 0 where it is not."""
        return max((self.own - self.province).days, 0) if self.own and self.province else 0

    @property
    def tight(self) -> bool:
        """Whether the unit's day leaves the province less time than was asked, without being late."""
        return bool(self.own and self.wanted and self.own > self.wanted and not self.late)

    @property
    def undated(self) -> bool:
        """Whether the province has a day and the unit names none."""
        return self.province is not None and self.own is None

    @property
    def words(self) -> str:
        """What is to be said of it; empty where the days agree."""
        if self.late:
            return _("muộn hơn hạn của tỉnh %(n)d ngày") % {"n": self.late}
        if self.tight:
            return _("sát hạn của tỉnh")
        return _("đơn vị không nêu ngày") if self.undated else ""


def dues(
    province: Mapping[str, object] | None,
    own: Mapping[str, object] | None,
    *,
    today: date,
    days_before: int,
    calendar: Callable[[], Calendar],
) -> Dues:
    """Return the due days of a task of the province and of the unit's task for it.

    Of a rhythm the next due day of each counts, so that a report day is counted back from the province's report day.

    :param days_before: working days between the unit's day and the province's.
    """
    theirs, ours = (_day(deadline, today, calendar) for deadline in (province, own))
    wanted = calendar().add_workdays(theirs, -days_before) if theirs else None
    return Dues(province=theirs, wanted=wanted, own=ours)


def _day(deadline: Mapping[str, object] | None, today: date, calendar: Callable[[], Calendar]) -> date | None:
    turn = turn_of(deadline, since=today, today=today, calendar=calendar)
    return turn.next or turn.past
