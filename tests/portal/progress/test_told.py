"""Who is told when nobody has the work: the head at home, the coordinator in a list; whose word a handover needs."""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine

from thuocdo.portal.organizations import services as organizations
from thuocdo.portal.organizations.models import Handover
from thuocdo.portal.organizations.services.handovers import Leaving
from thuocdo.portal.plans.models import Assignment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thuocdo.portal.organizations.models import Position, User

TODAY = date(2026, 10, 8)


@pytest.fixture(autouse=True)
def eighth_of_october() -> Iterator[None]:
    """The day on which every page is opened."""
    with time_machine.travel(dt.datetime(2026, 10, 8, 3, 0, tzinfo=dt.UTC), tick=False):
        yield


def test_the_head_is_told_at_home_when_nobody_has_the_work(
    opened: Callable[..., str], assignment: Assignment, each_quarter: Assignment, unit_head: User
) -> None:
    text = opened(unit_head, "/")
    assert "xã Vân Canh chưa có công chức đầu mối" in text
    assert "2 việc chưa có người phụ trách" in text


def test_the_head_is_not_told_when_somebody_has_it(
    opened: Callable[..., str], assignment: Assignment, unit_head: User, unit_officer: User
) -> None:
    text = opened(unit_head, "/")
    assert "chưa có công chức đầu mối" not in text
    assert "chưa có người phụ trách" not in text


def test_home_asks_receiver_and_head_for_their_word_on_a_handover(
    opened: Callable[..., str],
    assignment: Assignment,
    position: Position,
    holder: User,
    unit_officer: User,
    unit_head: User,
    administrator: User,
    at: dt.datetime,
) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(position=position)
    leaving = Leaving(day=TODAY, reason="Nghỉ hưu", vacant=True)
    organizations.leave_post(membership=holder.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert "Vị trí để trống: Công chức địa chính, xã Vân Canh" in opened(unit_head, "/")
    handover = Handover.objects.get()
    organizations.name_receiver(handover=handover, receiver=unit_officer, version=1, by=unit_head, at=at)
    assert "Nhận bàn giao: Công chức địa chính, xã Vân Canh" in opened(unit_officer, "/")
    assert "Vị trí để trống" not in opened(unit_head, "/")


def test_the_coordinator_sees_which_units_have_work_that_nobody_has_and_why(
    opened: Callable[..., str],
    assignment: Assignment,
    other_assignment: Assignment,
    position: Position,
    unit_officer: User,
    unit_head: User,
    coordinator: User,
) -> None:
    assert "1 đơn vị có việc chưa có người phụ trách" in opened(coordinator, "/")
    Assignment.objects.filter(pk=assignment.pk).update(position=position)
    text = opened(coordinator, "/theo-doi/chua-co-nguoi/")
    assert "2 đơn vị · 2 việc" in text
    for words in ("xã Ia Dom", "chưa có công chức đầu mối", "không có ai", "có vị trí để trống", "Thủ trưởng (mẫu)"):
        assert words in text, words


def test_where_everybody_has_somebody_the_list_says_so(
    opened: Callable[..., str], assignment: Assignment, unit_officer: User, coordinator: User
) -> None:
    assert "Việc nào cũng có người phụ trách" in opened(coordinator, "/theo-doi/chua-co-nguoi/")
