"""What plans have waiting on the home page besides tasks: what to confirm, to assign, the plans that units owe."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import RequestFactory

from thuocdo.portal.plans.models import OwedPlan, Task
from thuocdo.portal.plans.services import accept_certain
from thuocdo.portal.plans.waiting import plans_waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Plan

Waiting = list[tuple[str, str, str]]
SEPTEMBER = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)
WEEK_BEFORE = datetime(2026, 10, 8, 4, 0, tzinfo=UTC)
LATE = datetime(2026, 10, 17, 4, 0, tzinfo=UTC)
OWES = "Đơn vị chưa gửi kế hoạch của mình"


@pytest.fixture
def waiting() -> Callable[[User, datetime], Waiting]:
    """Heading, tag and title of what waits for a person at a time."""

    def found(person: User, now: datetime) -> Waiting:
        request = RequestFactory().get("/")
        request.user = person
        with time_machine.travel(now, tick=False):
            return [(place, job.tag, job.title) for place, job in plans_waiting(request)]

    return found


def test_what_a_plan_leaves_unsure_waits_for_the_coordinator_then_its_assignment(
    waiting_plan: Plan, coordinator: User, leader: User, waiting: Callable[..., Waiting]
) -> None:
    waiting_plan.tasks.update(state=Task.State.UNSURE)
    assert waiting(coordinator, SEPTEMBER) == [("now", "cần xác nhận", "Xác nhận 1 nội dung chưa chắc chắn")]
    assert waiting(leader, SEPTEMBER) == []

    waiting_plan.tasks.update(state=Task.State.CERTAIN)
    accept_certain(plan=waiting_plan, by=coordinator, at=SEPTEMBER)

    assert waiting(coordinator, SEPTEMBER) == [
        ("now", "chưa phân công", "Kế hoạch chưa phân công cho các cơ quan, đơn vị")
    ]


def test_an_assigned_plan_waits_for_nobody(
    plan_of_one_commune: Plan, coordinator: User, waiting: Callable[..., Waiting]
) -> None:
    assert waiting(coordinator, SEPTEMBER) == []


@pytest.mark.parametrize(
    ("now", "place", "tag"),
    [(SEPTEMBER, "mine", "còn 44 ngày"), (WEEK_BEFORE, "now", "còn 7 ngày"), (LATE, "now", "quá hạn 2 ngày")],
)
def test_the_plan_that_a_unit_owes_becomes_urgent_a_week_before(
    owed_by_one_commune: OwedPlan,
    unit_officer: User,
    waiting: Callable[..., Waiting],
    now: datetime,
    place: str,
    tag: str,
) -> None:
    assert waiting(unit_officer, now) == [(place, tag, OWES)]


def test_a_units_plan_before_its_head_waits_for_the_head_alone(
    owed_by_one_commune: OwedPlan, unit_officer: User, unit_head: User, waiting: Callable[..., Waiting]
) -> None:
    OwedPlan.objects.filter(pk=owed_by_one_commune.pk).update(state=OwedPlan.State.WAITING)

    assert waiting(unit_officer, SEPTEMBER) == []
    assert waiting(unit_head, SEPTEMBER) == [("now", "chờ Thủ trưởng", "Kế hoạch của đơn vị chờ Thủ trưởng gửi")]


def test_a_units_plan_that_was_returned_is_urgent(
    owed_by_one_commune: OwedPlan, unit_officer: User, waiting: Callable[..., Waiting]
) -> None:
    OwedPlan.objects.filter(pk=owed_by_one_commune.pk).update(state=OwedPlan.State.RETURNED)

    assert waiting(unit_officer, SEPTEMBER) == [("now", "bổ sung", "Kế hoạch của đơn vị được đề nghị bổ sung")]


@pytest.mark.parametrize("person", ["coordinator", "leader"])
def test_units_that_owe_their_plan_are_watched_and_late_ones_press(
    owed_by_one_commune: OwedPlan, request: pytest.FixtureRequest, waiting: Callable[..., Waiting], person: str
) -> None:
    user = request.getfixturevalue(person)
    title = "1/1 cơ quan, đơn vị chưa gửi kế hoạch của mình"

    assert waiting(user, SEPTEMBER) == [("watch", "còn 44 ngày", title)]
    assert waiting(user, LATE) == [("now", "quá hạn 2 ngày", title)]
