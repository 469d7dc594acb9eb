"""Points at risk: what a criterion has not earned yet, shared by the tasks that serve it.

The rule in words, with a worked table: ``docs/methods/points-at-risk.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.numbers import format_points

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping
    from datetime import date

    from thuocdo.portal.plans.progress.cells import Cell
    from thuocdo.rulebooks import Node

Key = tuple[str, str, str]
"""Index, edition and code of a criterion."""
_SHARE: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What the province earned for a criterion the last time that somebody measured."""

    points: Decimal
    as_of: date
    source: str
    """What measured it, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What stands at risk with one task."""

    code: str
    """How the law numbers the criterion."""
    title: str
    index: str
    maximum: Decimal | None
    """``None`` where no source states it."""
    earned: Earned | None
    tasks: int
    """How many tasks serve the criterion, this one included."""

    @property
    def of_criterion(self) -> Decimal | None:
        """What the criterion has not earned yet: its maximum, less what the last measurement gave."""
        if self.maximum is None:
            return None
        return max(self.maximum - self.earned.points, Decimal(0)) if self.earned else self.maximum

    @property
    def points(self) -> Decimal | None:
        """The task's share; two digits, half up. However many units do the task, it is the same share."""
        whole = self.of_criterion
        return None if whole is None else (whole / self.tasks).quantize(_SHARE, ROUND_HALF_UP)

    @property
    def origin(self) -> str:
        """Where the points come from, in words."""
        if self.maximum is None:
            return _("tiêu chí %(code)s: chưa biết điểm tối đa") % {"code": self.code}
        said = {"code": self.code, "most": format_points(self.maximum)}
        if self.earned:
            got = {"got": format_points(self.earned.points), "day": format_date(self.earned.as_of)}
            words = _("tiêu chí %(code)s: tối đa %(most)s, đã đạt %(got)s (%(source)s, ngày %(day)s)") % (
                said | got | {"source": self.earned.source}
            )
        else:
            words = _("tiêu chí %(code)s: tối đa %(most)s, chưa có kết quả đã lưu") % said
        if self.tasks > 1:
            words += _("; chia đều cho %(n)d nhiệm vụ") % {"n": self.tasks}
        return words


def reason(cell: Cell, points: Decimal | None) -> str:
    """Return by what a row stands where it stands: “3,5 điểm × còn 12 ngày”; nothing where points are not known."""
    if points is None:
        return ""
    said = _("%(points)s điểm") % {"points": format_points(points)}
    return f"{said} × {cell.when}" if cell.when else said


def risks(
    tied: Mapping[int, Key],
    shares: Counter[Key],
    nodes: Mapping[Key, tuple[Node, str]],
    earned: Mapping[Key, Earned],
) -> dict[int, Risk]:
    """Return what stands at risk with each task that is tied to a criterion of a stored edition.

    :param shares: how many tasks of plans in force serve each criterion.
    :param nodes: the criterion and the name of its index.
    """
    found = {}
    for task, key in tied.items():
        if key in nodes:
            node, index = nodes[key]
            found[task] = Risk(
                code=node.number,
                title=node.title.vi,
                index=index,
                maximum=node.max_points,
                earned=earned.get(key),
                tasks=max(shares[key], 1),
            )
    return found
