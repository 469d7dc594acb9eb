"""Who answers for the work of a unit: by position, by the desk, by role; else its heads are told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.organizations import selectors, services
from thuocdo.portal.organizations.models import Membership, Position, Role, Unit, User

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

TODAY = date(2026, 10, 8)
SINCE = date(2025, 7, 1)


def answering(unit: Unit, position: Position | None = None, on: date = TODAY) -> tuple[list[User], str]:
    found = selectors.posts_in([unit.pk], on).answering(unit.pk, position.pk if position else None)
    return list(found.people), found.through


def test_work_without_a_position_is_the_officers_of_the_unit(
    commune: Unit, unit_officer: User, unit_head: User, holder: User
) -> None:
    assert answering(commune) == ([unit_officer, holder], "desk")
    assert selectors.officers_of(commune, TODAY) == [unit_officer, holder]


def test_where_a_post_is_the_desk_its_holders_have_what_no_position_has(
    commune: Unit, unit_officer: User, position: Position, holder: User
) -> None:
    Position.objects.filter(pk=position.pk).update(desk=True)
    assert answering(commune) == ([holder], "desk")


def test_work_of_a_position_is_its_holders(commune: Unit, unit_officer: User, position: Position, holder: User) -> None:
    assert answering(commune, position) == ([holder], "position")


def test_where_nobody_holds_the_position_the_head_is_told_and_not_the_other_officers(
    commune: Unit, unit_officer: User, unit_head: User, position: Position
) -> None:
    found = selectors.posts_in([commune.pk], TODAY).answering(commune.pk, position.pk)
    assert (found.people, found.vacant) == ((unit_head,), True)


def test_a_unit_without_officer_has_its_head_told(commune: Unit, unit_head: User) -> None:
    assert answering(commune) == ([unit_head], "heads")
    assert selectors.officers_of(commune, TODAY) == []
    assert selectors.heads_of(commune, TODAY) == [unit_head]


def test_a_unit_without_anybody_has_nobody(commune: Unit) -> None:
    assert answering(commune) == ([], "heads")


@pytest.mark.parametrize(
    ("change", "people"),
    [
        pytest.param({"valid_to": TODAY}, 0, id="the last day is over"),
        pytest.param({"valid_to": TODAY + timedelta(days=1)}, 1, id="the last day is today"),
        pytest.param({"valid_from": TODAY + timedelta(days=1)}, 0, id="it begins tomorrow"),
        pytest.param({"valid_from": TODAY}, 1, id="it begins today"),
        pytest.param({"role": Role.AUDITOR}, 0, id="another role"),
    ],
)
def test_an_officer_counts_on_the_days_of_the_membership(
    commune: Unit, unit_officer: User, change: dict[str, object], people: int
) -> None:
    Membership.objects.filter(user=unit_officer).update(**change)
    assert len(selectors.officers_of(commune, TODAY)) == people


def test_who_cannot_log_in_does_not_answer(
    commune: Unit, unit_officer: User, administrator: User, at: datetime
) -> None:
    services.set_active(user=unit_officer, active=False, by=administrator, at=at)
    assert selectors.officers_of(commune, TODAY) == []


def test_the_officer_of_one_unit_answers_for_no_other(commune: Unit, other_officer: User) -> None:
    assert selectors.officers_of(commune, TODAY) == []


def test_a_person_who_is_officer_and_head_is_named_once_in_each(
    commune: Unit, unit_officer: User, position: Position, at: datetime
) -> None:
    for role, post in ((Role.UNIT_HEAD, None), (Role.UNIT_OFFICER, position)):
        services.grant_membership(
            user=unit_officer, unit=commune, role=role, valid_from=SINCE, position=post, by=None, at=at
        )
    assert selectors.officers_of(commune, TODAY) == [unit_officer]
    assert selectors.heads_of(commune, TODAY) == [unit_officer]


def test_who_holds_what_in_many_units_costs_two_queries(
    commune: Unit, other_commune: Unit, unit_officer: User, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        posts = selectors.posts_in([commune.pk, other_commune.pk], TODAY)
        for unit in (commune, other_commune):
            posts.answering(unit.pk)
