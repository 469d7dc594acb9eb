"""Why a task waits for a person, and what a person reads about each reason."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.plans.models import Match, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.functional import Promise

CERTAIN_FROM: Final = Decimal("0.9")
"""Below this confidence of the reader a person looks at the task."""

WORDS: Final[Mapping[str, str | Promise]] = {
    "gone": _("cơ quan đã sắp xếp lại"),
    "body": _("cơ quan chưa khớp"),
    "nobody": _("không có cơ quan thực hiện"),
    "roles": _("ai thực hiện?"),
    "deadline": _("chưa rõ thời hạn"),
    "reading": _("đọc chưa chắc chắn"),
    "changed": _("văn bản mới khác bản đã sửa"),
}


def doubts_of(
    reading: Mapping[str, object], bodies: Iterable[tuple[str, str]], *, confidence: Decimal, of_unit: bool = False
) -> Sequence[str]:
    """Return the reasons for which a person must look at a task, most telling first; none if it is certain.

    :param reading: the task as the reader gave it.
    :param bodies: part and match of each body.
    :param of_unit: it is a task of a unit's own plan, which the unit does where the row names nobody.
    """
    listed = list(bodies)
    working = [match for part, match in listed if part in {Part.ANSWERS, Part.DOES}]
    guidance = bool(reading.get("guidance"))
    reasons = {
        "gone": any(match == Match.GONE for _part, match in listed),
        "body": any(match == Match.UNKNOWN for _part, match in listed) or Match.UNNAMED in working,
        "nobody": not working and not guidance and not of_unit,
        "roles": bool(reading.get("lead_role") or reading.get("coordinating_role")) and not of_unit,
        "deadline": not guidance and _unclear(reading.get("deadline")),
        "reading": confidence < CERTAIN_FROM,
    }
    return [reason for reason, holds in reasons.items() if holds]


def _unclear(deadline: object) -> bool:
    """Return whether nobody can say when a deadline falls: none, not understood, or on a condition."""
    if not isinstance(deadline, dict):
        return True
    kinds = set(str(deadline.get("kind") or "unknown").split("+"))
    return bool(kinds & {"unknown", "conditional"})
