"""Home: the work of each role, only what is true; the state of the province beside it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine

from thuocdo import rulebooks
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.services import put_in_force, store_edition
from thuocdo.portal.organizations import services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from django.test import Client

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.results.models import ImportDraft, Snapshot


@pytest.fixture(autouse=True)
def noon_of_the_ninth() -> Iterator[None]:
    """The day after the figures."""
    with time_machine.travel(dt.datetime(2026, 10, 9, 5, 0, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def home(client: Client, request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Opens the home page as somebody of the cast, blanks squeezed."""

    def opened(person: str) -> str:
        client.force_login(request.getfixturevalue(person))
        response = client.get("/")
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return opened


def test_before_any_figures_the_coordinator_is_told_to_bring_them(province: object, home: Callable[[str], str]) -> None:
    text = home("coordinator")

    assert "Chưa có số liệu Bộ chỉ số 766" in text
    assert "Chỉ số của tỉnh" in text
    assert text.count("Chưa có số liệu</span>") == 4


def test_the_coordinator_sees_who_loses_satisfaction_points_and_what_is_missing(
    day: Snapshot, home: Callable[[str], str]
) -> None:
    text = home("coordinator")

    assert "1 xã, phường mất điểm mức độ hài lòng" in text
    assert "mất nhiều nhất 12,06 điểm: xã Ia Dom" in text
    assert "Theo dõi, đôn đốc" in text
    assert "xã Ia Dom: 54,35 điểm" in text
    assert ">66,08<" in text


def test_figures_of_yesterday_are_not_old_and_those_of_last_week_are(day: Snapshot, home: Callable[[str], str]) -> None:
    assert "Số liệu 766 mới nhất là của ngày" not in home("coordinator")
    with time_machine.travel(dt.datetime(2026, 10, 16, 5, 0, tzinfo=dt.UTC), tick=False):
        text = home("coordinator")

    assert "Số liệu 766 mới nhất là của ngày 08/10/2026" in text
    assert "cũ 8 ngày" in text


def test_an_officer_sees_where_the_own_unit_loses_and_nothing_of_other_units(
    day: Snapshot, home: Callable[[str], str]
) -> None:
    text = home("other_officer")

    assert "Chỉ số của xã Ia Dom" in text
    assert "5.2 Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn" in text
    assert "mất 6,00" in text
    assert "Theo dõi, đôn đốc" not in text
    assert "Nhập số liệu ngày" not in text


def test_a_leader_sees_the_lowest_and_is_asked_to_import_nothing(day: Snapshot, home: Callable[[str], str]) -> None:
    text = home("leader")

    assert "Theo dõi, đôn đốc" in text
    assert "Nhập số liệu" not in text


def test_an_upload_waits_under_the_own_work_of_its_owner_alone(draft: ImportDraft, home: Callable[[str], str]) -> None:
    assert "Bản nhập số liệu 766 đang xem trước" in home("coordinator")
    assert "Bản nhập số liệu 766 đang xem trước" not in home("administrator")


def test_the_administrator_hears_of_people_without_a_role(
    province: object, at: dt.datetime, home: Callable[[str], str]
) -> None:
    services.add_person(username="moi", display_name="Người mới (mẫu)", by=None, at=at)

    assert "1 người dùng chưa có vai trò" in home("administrator")
    assert "chưa có vai trò" not in home("coordinator")


def test_a_person_without_a_role_is_told_whom_to_ask(province: object, at: dt.datetime, client: Client) -> None:
    new = services.add_person(
        username="moi", display_name="Người mới (mẫu)", by=None, at=at, must_change_password=False
    )
    client.force_login(new.user)

    text = client.get("/").content.decode()

    assert "Chưa có vai trò" in text
    assert "Chỉ số của tỉnh" not in text


def test_points_that_nobody_has_entered_are_work_for_the_coordinator(
    province: object, at: dt.datetime, home: Callable[[str], str]
) -> None:
    stored = store_edition(
        edition=rulebooks.load("par_index_province/2022"), origin=Edition.Origin.PACKAGE, by=None, at=at
    )
    put_in_force(edition=stored, by=None, at=at)

    assert "103 điểm tối đa chưa xác định" in home("coordinator")


@pytest.mark.parametrize(("person", "queries"), [("coordinator", 21), ("other_officer", 16), ("auditor", 14)])
def test_home_costs_a_known_number_of_queries(
    day: Snapshot,
    client: Client,
    request: pytest.FixtureRequest,
    django_assert_num_queries: Callable[[int], Any],
    person: str,
    queries: int,
) -> None:
    user: User = request.getfixturevalue(person)
    client.force_login(user)
    client.get("/")

    with django_assert_num_queries(queries):
        client.get("/")
