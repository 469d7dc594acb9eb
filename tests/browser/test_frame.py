"""The frame on a phone: the bar of four, the whole menu behind its last place, with fingers, keys, and no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FINGER = 44
"""Pixels that a finger needs."""


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_whole_menu_opens_on_a_phone_and_leads_to_reports(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], javascript: bool
) -> None:
    page = open_page("/", "unit_officer", phone=True, javascript=javascript)
    bar = page.locator(".td-tabs")
    assert bar.locator("> a, > details").count() == 4

    page.get_by_text("Tất cả", exact=True).click()
    shoot(page, f"frame-360-menu-{'script' if javascript else 'no-script'}")
    bar.get_by_role("link", name="Vị trí, bàn giao").click()

    assert page.url.endswith("/ban-giao/")


def test_escape_closes_the_menu_and_gives_the_focus_back(
    open_page: Callable[..., Page], no_barriers: Callable[[Page], None]
) -> None:
    page = open_page("/", "unit_head", phone=True)
    page.get_by_text("Tất cả", exact=True).click()
    no_barriers(page)

    page.keyboard.press("Escape")

    assert page.locator(".td-all[open]").count() == 0
    assert page.evaluate("document.activeElement.closest('.td-all') !== null")


@pytest.mark.parametrize("address", ["/", "/viec-cua-toi/", "/bao-cao/", "/ho-so/nhac-viec/"])
def test_buttons_and_fields_are_large_enough_for_a_finger(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address, "unit_officer", phone=True)

    small = page.evaluate(
        """least => [...document.querySelectorAll('.btn, .form-control, .form-select, .td-tabs a, .td-top summary')]
        .filter(one => one.offsetParent && one.getBoundingClientRect().height < least)
        .map(one => one.outerHTML.slice(0, 120))""",
        FINGER,
    )

    assert small == []


def test_the_frame_of_a_desktop_has_the_menu_at_the_left_and_no_bar(open_page: Callable[..., Page]) -> None:
    page = open_page("/theo-doi/", "coordinator")

    assert page.locator(".td-tabs").is_hidden()
    assert page.locator("#menu").get_by_role("link", name="Tệp Excel đơn vị").is_visible()
    assert page.locator("#menu [aria-current=page]").inner_text() == "Theo dõi, đôn đốc"
