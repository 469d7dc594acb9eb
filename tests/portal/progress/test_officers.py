"""Who answers for assignments: their position, the unit's officers, else the head."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from thuocdo.portal.organizations.models import Position
from thuocdo.portal.plans.selectors.officers import answering_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Assignment

TODAY = date(2026, 10, 8)


def test_each_assignment_has_its_answerer_and_a_request_has_none(
    assignment: Assignment,
    other_assignment: Assignment,
    each_quarter: Assignment,
    request_only: Assignment,
    unit_officer: User,
    unit_head: User,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    each_quarter.position = Position.objects.create(
        unit=each_quarter.unit, title={"vi": "Công chức địa chính"}, valid_from=date(2025, 7, 1)
    )
    work = [assignment, other_assignment, each_quarter, request_only]
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        found = answering_for(work, TODAY)
    assert {pk: (answer.people, answer.through) for pk, answer in found.items()} == {
        assignment.pk: ((unit_officer,), "desk"),
        other_assignment.pk: ((), "heads"),
        each_quarter.pk: ((unit_head,), "heads"),
    }
