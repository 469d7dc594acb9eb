"""Where one assignment stands: what has been reported, for which due day, and whether that is late.

The rules in words, with a worked table: ``docs/methods/progress.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.utils.functional import Promise

    from thuocdo.portal.plans.progress.turns import Turn

SOON: Final = 7
"""Days before a due day from which work counts as soon due."""


class Work(StrEnum):
    """How far the work is."""

    NOTHING = "nothing"
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    UNDER_WAY = "under_way"
    DONE = "done"


class Time(StrEnum):
    """How the work stands to its due day; work that is settled has none to fear."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"
    SETTLED = "settled"


WORK_WORDS: Final[Mapping[Work, str | Promise]] = {
    Work.NOTHING: gettext_lazy("Chưa báo cáo"),
    Work.DRAFT: gettext_lazy("Đang soạn"),
    Work.SENT: gettext_lazy("Chờ phê duyệt"),
    Work.RETURNED: gettext_lazy("Đề nghị bổ sung"),
    Work.UNDER_WAY: gettext_lazy("Đang thực hiện"),
    Work.DONE: gettext_lazy("Hoàn thành"),
}
TIME_WORDS: Final[Mapping[Time, str | Promise]] = {
    Time.OVERDUE: gettext_lazy("Quá hạn"),
    Time.SOON: gettext_lazy("Sắp đến hạn"),
    Time.LATER: gettext_lazy("Còn thời gian"),
    Time.UNDATED: gettext_lazy("Không nêu ngày"),
    Time.SETTLED: gettext_lazy("Đã xong"),
}
MARKS: Final[Mapping[Work, str]] = {
    Work.NOTHING: "–",
    Work.DRAFT: "✎",
    Work.SENT: "→",
    Work.RETURNED: "↩",
    Work.UNDER_WAY: "◐",
    Work.DONE: "✓",
}
"""One sign for each state in the matrix, so that it can be read without colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What the latest report of an assignment says."""

    state: str | None = None
    due_on: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where one assignment stands."""

    work: Work
    time: Time
    due: date | None
    days: int | None
    """Days until ``due``; less than 0 when it is past."""
    request: bool = False
    """A body that is asked, not ordered: it is never red."""

    @property
    def words(self) -> str:
        """How far the work is, in words."""
        return str(WORK_WORDS[self.work])

    @property
    def mark(self) -> str:
        """The sign of the work."""
        return MARKS[self.work]

    @property
    def late(self) -> bool:
        """Whether it is overdue and may be told so."""
        return self.time is Time.OVERDUE and not self.request

    @property
    def meaning(self) -> str:
        """The colour of its tag, never the only sign."""
        if self.late or (self.work is Work.RETURNED and not self.request):
            return "bad"
        if self.time is Time.SOON:
            return "warn"
        return {Work.DONE: "good", Work.SENT: "info"}.get(self.work, "")

    @property
    def when(self) -> str:
        """How long is left, in words."""
        if self.time is Time.SETTLED:
            return _("đã xong kỳ này") if self.work is Work.DONE and self.due else ""
        if self.days is None:
            return _("không nêu ngày")
        if self.request and self.days < 0:
            return _("đã qua ngày đề nghị")
        if self.days < 0:
            return _("quá hạn %(n)d ngày") % {"n": -self.days}
        return _("hạn hôm nay") if self.days == 0 else _("còn %(n)d ngày") % {"n": self.days}


@lru_cache(maxsize=8192)
def cell_of(turn: Turn, reported: Reported, *, today: date, request: bool = False) -> Cell:
    """Return where an assignment stands on a day."""
    approved = reported.state == "approved"
    if approved and reported.done and not turn.again:
        return Cell(work=Work.DONE, time=Time.SETTLED, due=None, days=None, request=request)
    due = _due(turn, reported, approved=approved)
    if approved and turn.again and due is not None and reported.due_on is not None and reported.due_on >= due:
        work = Work.DONE if reported.done else Work.UNDER_WAY
        return Cell(work=work, time=Time.SETTLED, due=due, days=(due - today).days, request=request)
    days = (due - today).days if due else None
    return Cell(work=_work(turn, reported, due), time=_time(days), due=due, days=days, request=request)


def _due(turn: Turn, reported: Reported, *, approved: bool) -> date | None:
    """Return the due day that counts: the one that passed until it is answered, then the next."""
    if turn.past is None:
        return turn.next
    answered = approved and turn.again and reported.due_on is not None and reported.due_on >= turn.past
    return turn.next or turn.past if answered else turn.past


def _work(turn: Turn, reported: Reported, due: date | None) -> Work:
    if reported.state is None:
        return Work.NOTHING
    if reported.state != "approved":
        return Work(reported.state)
    # An approved report for an earlier turn says nothing of this one.
    stale = turn.again and due is not None and (reported.due_on is None or reported.due_on < due)
    if stale:
        return Work.NOTHING
    return Work.DONE if reported.done else Work.UNDER_WAY


def _time(days: int | None) -> Time:
    if days is None:
        return Time.UNDATED
    if days < 0:
        return Time.OVERDUE
    return Time.SOON if days <= SOON else Time.LATER
