"""What the province earned for a criterion, as rooms that weigh tasks by points ask for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.organizations.selectors import memberships_on
from thuocdo.portal.organizations.standing import Standing
from thuocdo.portal.plans.criteria.earned import earned_of
from thuocdo.portal.results.earned import earned_766
from thuocdo.portal.results.models import SnapshotUnit

if TYPE_CHECKING:
    from thuocdo.portal.editions.models import Edition
    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.results.models import Snapshot


@pytest.fixture
def who(coordinator: User) -> Standing:
    return Standing(user=coordinator, memberships=tuple(memberships_on(coordinator, date(2026, 10, 9))))


def test_points_of_the_newest_day_come_with_their_day_and_source(who: Standing, day: Snapshot, province: Unit) -> None:
    found = earned_766(who, "qd766", "2022")
    row = SnapshotUnit.objects.get(snapshot=day, unit=province)
    groups = {"CKMB", "MDHL"}
    assert {code: found[code].points for code in groups} == {code: Decimal(row.groups[code]) for code in groups}
    assert {(one.as_of, one.source) for one in found.values()} == {(date(2026, 10, 8), "Bộ chỉ số 766")}
    assert earned_of(who, "qd766", "2022") == found


@pytest.mark.parametrize(("index", "of"), [("par_index_province", "2022"), ("qd766", "2030")])
def test_nothing_is_said_of_what_was_not_measured(who: Standing, day: Snapshot, index: str, of: str) -> None:
    assert earned_766(who, index, of) == {}


def test_nothing_is_said_before_there_are_figures(who: Standing, edition: Edition) -> None:
    assert earned_766(who, "qd766", "2022") == {}
