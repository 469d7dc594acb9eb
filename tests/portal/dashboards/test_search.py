"""One search for everything: grouped, paged, quick, at a known cost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.organizations import services

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User


@pytest.fixture
def many(province: Unit, new_unit: Callable[..., Unit]) -> None:
    """Forty communes of one name."""
    for number in range(40):
        new_unit(f"T{number:02}", f"Tân Lập {number}", "commune", parent=province, designation="xã")


def test_units_and_criteria_stand_in_groups_and_the_rest_one_click_away(
    client: Client, leader: User, edition: object, many: None
) -> None:
    client.force_login(leader)

    text = client.get("/tim/?q=tan lap").content.decode()
    assert text.count("xã Tân Lập") == 10
    assert "nhom=units" in text

    assert "Hồ sơ" in client.get("/tim/?q=ho so").content.decode()


def test_one_group_is_read_page_by_page(client: Client, leader: User, many: None) -> None:
    client.force_login(leader)

    assert client.get("/tim/?q=tan lap&nhom=units").content.decode().count("xã Tân Lập") == 30
    assert client.get("/tim/?q=tan lap&nhom=units&trang=2").content.decode().count("xã Tân Lập") == 10


def test_the_palette_gets_six_of_each_kind_and_no_page_around_them(client: Client, leader: User, many: None) -> None:
    client.force_login(leader)

    text = client.get("/tim/?q=tan lap", headers={"HX-Request": "true"}).content.decode()

    assert text.count("xã Tân Lập") == 6
    assert "<html" not in text


def test_one_letter_is_too_little(client: Client, leader: User) -> None:
    client.force_login(leader)

    assert "Gõ từ hai chữ trở lên" in client.get("/tim/?q=a").content.decode()


def test_the_palette_costs_a_known_number_of_queries(
    client: Client, leader: User, edition: object, many: None, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client.force_login(leader)
    client.get("/tim/?q=tan lap", headers={"HX-Request": "true"})

    with django_assert_num_queries(11):
        client.get("/tim/?q=tan lap", headers={"HX-Request": "true"})


def test_the_whole_country_is_searched_within_a_tenth_of_a_second(
    client: Client, leader: User, edition: object, at: Any
) -> None:
    services.load_units(by=None, at=at)
    client.force_login(leader)
    client.get("/tim/?q=gia lai", headers={"HX-Request": "true"})

    taken = []
    for typed in ("tuyen quang", "dak lak", "huyen van chan", "xa tan lap"):
        started = time.perf_counter()
        assert client.get(f"/tim/?q={typed}", headers={"HX-Request": "true"}).status_code == 200
        taken.append(time.perf_counter() - started)

    assert sorted(taken)[1] < 0.1


def test_a_page_is_found_by_its_name_where_the_menu_has_it(client: Client, coordinator: User, auditor: User) -> None:
    client.force_login(coordinator)
    assert 'href="/nhac-viec/"' in found(client, "nhac viec")

    client.force_login(auditor)
    assert 'href="/nhac-viec/"' not in found(client, "nhac viec")


def test_a_position_is_found_by_its_title_and_its_holder_in_the_own_unit_only(
    client: Client, unit_officer: User, other_officer: User, unit_head: User, commune: Unit, at: Any
) -> None:
    post = services.add_position(unit=commune, title="Công chức Văn hóa", valid_from=at.date(), by=unit_head, at=at)

    client.force_login(unit_officer)
    assert post.get_absolute_url() in found(client, "van hoa cong chuc")
    assert "để trống" in found(client, "van hoa")

    client.force_login(other_officer)
    assert post.get_absolute_url() not in found(client, "van hoa")


def found(client: Client, typed: str) -> str:
    return client.get("/tim/", {"q": typed}, headers={"HX-Request": "true"}).content.decode()
