"""The frame around every page: who meets which lines of the menu, and what stands in the bar of a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

BAR = {
    "unit_officer": ["Trang chủ", "Việc", "Báo cáo", "Tất cả"],
    "unit_head": ["Trang chủ", "Việc", "Phê duyệt", "Tất cả"],
    "coordinator": ["Trang chủ", "Việc", "Theo dõi", "Tất cả"],
    "leader": ["Trang chủ", "Theo dõi", "Báo cáo", "Tất cả"],
    "auditor": ["Trang chủ", "Theo dõi", "Báo cáo", "Tất cả"],
    "administrator": ["Trang chủ", "Theo dõi", "Chỉ số", "Tất cả"],
}
LINE = re.compile(r'<a href="([^"]+)"\s+title="([^"]+)"')


def page(client: Client, request: pytest.FixtureRequest, person: str, address: str = "/") -> str:
    client.force_login(request.getfixturevalue(person))
    return client.get(address).content.decode()


def part(text: str, of: str) -> str:
    return text.split(f'<nav class="{of}"', 1)[1].split("</nav>", 1)[0]


@pytest.mark.parametrize(("person", "places"), BAR.items(), ids=BAR)
def test_the_bar_of_a_phone_has_four_places_for_the_role(
    province: object, client: Client, request: pytest.FixtureRequest, person: str, places: list[str]
) -> None:
    bar = part(page(client, request, person), "td-tabs").split('<div class="td-sheet">', 1)[0]

    assert re.findall(r"</svg><span>([^<]+?) ?<", bar) == places


@pytest.mark.parametrize("person", BAR)
def test_a_phone_reaches_every_page_of_the_menu(
    province: object, client: Client, request: pytest.FixtureRequest, person: str
) -> None:
    text = page(client, request, person)

    of_desktop, of_phone = LINE.findall(part(text, "td-menu")), LINE.findall(part(text, "td-tabs"))
    assert set(of_desktop) <= set(of_phone)
    assert ("/huong-dan/", "Hướng dẫn") in of_phone


@pytest.mark.parametrize("person", ["leader", "auditor", "administrator"])
def test_who_has_no_work_of_a_unit_is_not_offered_a_page_of_own_work(
    province: object, client: Client, request: pytest.FixtureRequest, person: str
) -> None:
    assert "Việc của tôi</span>" not in page(client, request, person)


def test_pages_under_another_show_in_the_menu_while_one_is_there(
    province: object, client: Client, request: pytest.FixtureRequest
) -> None:
    shown = [
        "Tệp Excel đơn vị" in part(page(client, request, "coordinator", address), "td-menu")
        for address in ("/", "/ke-hoach/", "/theo-doi/", "/tep-don-vi/", "/nhac-viec/")
    ]

    assert shown == [False, False, True, True, True]


def test_a_page_says_itself_under_which_line_it_stands(
    province: object, client: Client, request: pytest.FixtureRequest
) -> None:
    menu = part(page(client, request, "unit_officer", "/tep-don-vi/"), "td-menu")

    assert re.findall(r'title="([^"]+)"\s+aria-current="page"', menu) == ["Việc của tôi"]
