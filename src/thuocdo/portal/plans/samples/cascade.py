"""What the sample plan asks of communes: a plan of their own; some have sent it, one late, most have not.

Numbers and days of these papers are made up and say so: ``số liệu minh họa``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone

from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.plans import services
from thuocdo.portal.plans.samples.progress import ILLUSTRATIVE
from thuocdo.portal.plans.selectors.cascade import register

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Plan

_SENT: Final = (-3, -2, -2, -2, 1)
"""When the first communes of the register sent theirs, in days after the day asked; the last is late."""


def owe_plans(plan: Plan, *, by: User, at: datetime) -> int:
    """Ask communes for plans of their own by two days ago, and enter what some of them sent; return how many did."""
    today = timezone.localdate(at)
    due_on = max(today - timedelta(days=2), plan.effective_on)
    groups = [
        group for group in organizations.groups() if group.kind == Kind.COMMUNE and group.within_id == plan.unit_id
    ]
    if not groups:
        return 0
    call = services.ask_for_plans(
        plan=plan,
        groups=groups[:1],
        due_on=due_on,
        days_before=settings.UNIT_DAYS_BEFORE,
        basis=f"Yêu cầu mẫu ({ILLUSTRATIVE})",
        version=0,
        by=by,
        at=at,
    )
    rows = list(register(call)[: len(_SENT)])
    for number, (owed, after) in enumerate(zip(rows, _SENT, strict=False), start=1):
        sent_on = min(due_on + timedelta(days=after), today)
        services.enter_plan(
            owed=owed,
            number=f"{number:02}/KH-UBND",
            issued_on=sent_on - timedelta(days=1),
            sent_on=sent_on,
            source=f"Thư điện tử ({ILLUSTRATIVE})",
            version=owed.version,
            by=by,
            at=at,
        )
    return len(rows)
