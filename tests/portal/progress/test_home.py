"""The work of plans on the home page: for the officer, the head, the coordinator; nothing where there is nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine

from thuocdo.portal.plans.services import progress as services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Assignment, Progress, Task


@pytest.fixture(autouse=True)
def eighth_of_october() -> Iterator[None]:
    """38 days after the task with a product was due."""
    with time_machine.travel(dt.datetime(2026, 10, 8, 3, 0, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def home(client: Client) -> Callable[[User], str]:
    """Opens the home page as somebody."""

    def opened(person: User) -> str:
        client.force_login(person)
        return " ".join(client.get("/").content.decode().split())

    return opened


def test_before_any_assignment_home_says_nothing_of_work(
    home: Callable[[User], str], unit_officer: User, coordinator: User
) -> None:
    for person in (unit_officer, coordinator):
        assert "Nhiệm vụ theo kế hoạch" not in home(person)


def test_the_officer_sees_what_is_overdue_soon_due_and_sent_back(
    home: Callable[[User], str],
    unit_officer: User,
    assignment: Assignment,
    other_assignment: Assignment,
    each_quarter: Assignment,
    new_task: Callable[..., Task],
    assign_to: Callable[..., Assignment],
) -> None:
    soon = new_task("1.9", "Rà soát biểu mẫu", deadline={"text": "12/10/2026", "kind": "date", "until": "2026-10-12"})
    assign_to(soon, assignment.unit)
    text = home(unit_officer)
    assert "2 việc theo kế hoạch đã quá hạn" in text
    assert "1 việc đến hạn trong 7 ngày tới" in text
    assert "3 phân công, đến ngày 08/10/2026" in text, "the other commune's work is not hers"


def test_the_head_sees_what_waits_and_the_officer_what_was_sent_back(
    home: Callable[[User], str], unit_head: User, unit_officer: User, sent: Progress, at: dt.datetime
) -> None:
    assert "1 báo cáo chờ phê duyệt" in home(unit_head)
    services.return_report(report=sent, reason="Thiếu số hồ sơ", by=unit_head, at=at)
    assert "1 báo cáo được đề nghị bổ sung" in home(unit_officer)


def test_the_coordinator_sees_how_many_units_are_late_requests_aside(
    home: Callable[[User], str],
    coordinator: User,
    assignment: Assignment,
    other_assignment: Assignment,
    each_quarter: Assignment,
    request_only: Assignment,
) -> None:
    text = home(coordinator)
    assert "2 cơ quan, đơn vị có việc quá hạn" in text
    assert "3 trong 4 phân công; nơi được đề nghị không tính" in text
    assert '<a class="door" href="/theo-doi/?han=qua-han"><span class="bad">3</span></a>' in text
