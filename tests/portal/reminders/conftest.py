"""Work at a morning: xã Vân Canh has something overdue and something soon due, with people who can be written to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.organizations.models import User
from thuocdo.portal.plans.models import Assignment, Plan, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.mail import EmailMessage

    from thuocdo.portal.organizations.models import Unit

ASSIGNED = datetime(2026, 2, 10, 3, 0, tzinfo=UTC)
MORNING = datetime(2026, 10, 8, 0, 45, tzinfo=UTC)
"""Thursday, 8 October 2026, 07:45 in Vietnam."""


@pytest.fixture
def morning_at() -> datetime:
    """A quarter past the hour of reminders on a working day."""
    return MORNING


@pytest.fixture
def plan(province: Unit, coordinator: User) -> Plan:
    """Kế hoạch 12/KH-UBND, in force, without tasks yet."""
    return Plan.objects.create(
        unit=province,
        state="assigned",
        type="Kế hoạch",
        number="12/KH-UBND",
        issued_on=date(2026, 2, 3),
        effective_on=date(2026, 2, 3),
        subject="Kế hoạch mẫu",
        created_at=ASSIGNED,
        created_by=coordinator,
        assigned_at=ASSIGNED,
    )


@pytest.fixture
def give(plan: Plan) -> Callable[..., Assignment]:
    """Gives a unit one task: ``give(commune, "Niêm yết quy trình", "2026-10-05")``; no day, no due day."""

    def given(unit: Unit | None, content: str, until: str = "", **other: Any) -> Assignment:
        number = plan.tasks.count() + 1
        task = Task.objects.create(
            plan=plan,
            key=f"01/{number}",
            position=number,
            state="confirmed",
            appendix="01",
            code=f"1.{number}",
            content=content,
            deadline={"text": "…", "kind": "within", "until": until} if until else None,
            original={},
            confidence="1",
            confirmed_at=ASSIGNED,
        )
        return Assignment.objects.create(task=task, unit=unit, part="does", assigned_at=ASSIGNED, **other)

    return given


@pytest.fixture
def work(
    give: Callable[..., Assignment], commune: Unit, unit_officer: User, unit_head: User, addressed: None
) -> dict[str, Assignment]:
    """Xã Vân Canh: one task overdue since Monday, one due tomorrow, one in four working days, one in December."""
    return {
        "overdue": give(commune, "Niêm yết quy trình", "2026-10-05"),
        "near": give(commune, "Tập huấn ký số", "2026-10-09"),
        "soon": give(commune, "Rà soát biểu mẫu", "2026-10-14"),
        "later": give(commune, "Tổng kết năm", "2026-12-20"),
    }


@pytest.fixture
def addressed(unit_officer: User, unit_head: User, coordinator: User) -> None:
    """Officer, head and coordinator have addresses."""
    for user in (unit_officer, unit_head, coordinator):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.vn")


@pytest.fixture
def mailed(mailoutbox: list[EmailMessage]) -> Callable[[], dict[str, EmailMessage]]:
    """Returns the mails that went out, by the name before the @."""
    return lambda: {message.to[0].partition("@")[0]: message for message in mailoutbox}
