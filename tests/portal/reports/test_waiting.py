"""What reports have waiting on the home page: for who writes, who sends, who compiles, who leads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import RequestFactory

from thuocdo.portal.reports.services import return_section, send_section
from thuocdo.portal.reports.waiting import reports_waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.reports.models import Section

Waiting = list[tuple[str, str, str]]
LONG_BEFORE = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)
WEEK_BEFORE = datetime(2026, 9, 8, 4, 0, tzinfo=UTC)
DAY_ITSELF = datetime(2026, 9, 14, 4, 0, tzinfo=UTC)
LATE = datetime(2026, 9, 17, 4, 0, tzinfo=UTC)
ALL_DUE = "Quý III năm 2026: 3/3 cơ quan, đơn vị chưa gửi báo cáo"


@pytest.fixture
def waiting() -> Callable[[User, datetime], Waiting]:
    """Heading, tag and title of what waits for a person at a time."""

    def found(person: User, now: datetime) -> Waiting:
        request = RequestFactory().get("/")
        request.user = person
        with time_machine.travel(now, tick=False):
            return [(place, job.tag, job.title) for place, job in reports_waiting(request)]

    return found


@pytest.mark.parametrize(
    ("now", "place", "tag"),
    [
        (LONG_BEFORE, "mine", "còn 13 ngày"),
        (WEEK_BEFORE, "now", "còn 6 ngày"),
        (DAY_ITSELF, "now", "hạn hôm nay"),
        (LATE, "now", "quá hạn 3 ngày"),
    ],
)
def test_the_section_of_the_own_unit_becomes_urgent_a_week_before_it_is_due(
    section: Section, unit_officer: User, waiting: Callable[..., Waiting], now: datetime, place: str, tag: str
) -> None:
    assert waiting(unit_officer, now) == [(place, tag, "Quý III năm 2026: đơn vị chưa gửi phần báo cáo")]


def test_a_section_before_the_head_waits_for_the_head_and_not_for_the_officer(
    section: Section, unit_officer: User, unit_head: User, waiting: Callable[..., Waiting]
) -> None:
    send_section(
        section=section, texts={"3": "Đã làm."}, as_of=date(2026, 9, 1), version=0, by=unit_officer, at=LONG_BEFORE
    )

    assert waiting(unit_officer, LONG_BEFORE) == []
    assert waiting(unit_head, LONG_BEFORE) == [
        ("now", "chờ Thủ trưởng", "Quý III năm 2026: phần báo cáo chờ Thủ trưởng gửi")
    ]


def test_a_section_that_was_returned_is_urgent_and_one_that_was_sent_is_gone(
    section: Section,
    submit: Callable[..., Section],
    unit_officer: User,
    coordinator: User,
    waiting: Callable[..., Waiting],
) -> None:
    sent = submit(section)
    assert waiting(unit_officer, LONG_BEFORE) == []

    return_section(section=sent, reason="Thiếu số thôn", by=coordinator, at=LONG_BEFORE)

    assert waiting(unit_officer, LONG_BEFORE) == [
        ("now", "bổ sung", "Quý III năm 2026: phần báo cáo được đề nghị bổ sung")
    ]


@pytest.mark.parametrize(
    ("person", "place"), [("coordinator", "now"), ("leader", "now"), ("auditor", "watch"), ("administrator", None)]
)
def test_units_that_are_late_press_who_compiles_and_leads_and_an_auditor_only_watches(
    section: Section, request: pytest.FixtureRequest, waiting: Callable[..., Waiting], person: str, place: str | None
) -> None:
    user = request.getfixturevalue(person)

    early, late = waiting(user, LONG_BEFORE), waiting(user, LATE)

    assert early == ([("watch", "còn 13 ngày", ALL_DUE)] if place else [])
    assert late == ([(place, "quá hạn 3 ngày", ALL_DUE)] if place else [])


def test_once_all_have_sent_only_who_compiles_has_something_to_do(
    section: Section, submit: Callable[..., Section], coordinator: User, leader: User, waiting: Callable[..., Waiting]
) -> None:
    section.round.sections.exclude(pk=section.pk).delete()
    submit(section)

    assert waiting(coordinator, LATE) == [("now", "đã đủ", "Quý III năm 2026: đủ 1/1 phần báo cáo")]
    assert waiting(leader, LATE) == []
