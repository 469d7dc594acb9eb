"""Every main page at both widths: it opens, fits, says what it is, and axe finds nothing serious."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PAGES = {
    "login": (None, "/tai-khoan/dang-nhap/"),
    "forgotten_password": (None, "/tai-khoan/mat-khau/quen/"),
    "not_found": (None, "/khong-co/"),
    "home": ("coordinator", "/"),
    "search": ("coordinator", "/tim/?q=yen bai"),
    "units": ("coordinator", "/don-vi/"),
    "unit_province": ("coordinator", "/don-vi/gso/15/"),
    "unit_commune": ("unit_officer", "/don-vi/gso/23872/"),
    "unit_former": ("unit_officer", "/don-vi/gso_before_2025/15/"),
    "board": ("coordinator", "/bo-chi-so/766/"),
    "board_unit": ("unit_officer", "/bo-chi-so/766/don-vi/H21.133/"),
    "board_import": ("coordinator", "/bo-chi-so/766/nhap/"),
    "editions": ("coordinator", "/bo-chi-so/"),
    "profile": ("unit_officer", "/ho-so/"),
    "people": ("administrator", "/nguoi-dung/"),
    "person_add": ("administrator", "/nguoi-dung/them/"),
    "password_change": ("leader", "/tai-khoan/mat-khau/doi/"),
    "two_factors": ("leader", "/tai-khoan/xac-thuc-hai-lop/"),
    "reauthenticate": ("leader", "/tai-khoan/xac-nhan-lai/"),
}


def test_main_pages_fit_both_widths_and_raise_no_barriers(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    for name, (person, path) in PAGES.items():
        for phone in (False, True):
            page = open_page(path, person, phone=phone)
            shoot(page, f"{name}_{'phone' if phone else 'desktop'}")
            assert page.locator("h1").count() == 1, name
            assert page.locator("html").get_attribute("lang") == "vi"
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
            no_barriers(page)
            page.close()


@pytest.mark.parametrize("path", ["/don-vi/", "/don-vi/gso/52/", "/tim/?q=tuyen quang"])
def test_pages_can_be_read_without_javascript(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path, "auditor", javascript=False)

    assert page.get_by_role("main").get_by_role("link").count() > 2


def test_a_person_logs_in_finds_an_old_province_by_ctrl_k_and_reads_what_became_of_it(
    open_page: Callable[..., Page], sample: dict[str, str], shoot: Callable[[Page, str], None]
) -> None:
    page = open_page("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill("so-noi-vu")
    page.get_by_label("Mật khẩu", exact=True).fill(sample["so-noi-vu"])
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", level=1, name="Sở Nội vụ").wait_for()

    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("searchbox").fill("yen bai")
    page.get_by_role("dialog").get_by_text("nay thuộc tỉnh Lào Cai").first.wait_for()
    shoot(page, "palette_desktop")
    page.get_by_role("dialog").get_by_role("link", name="tỉnh Yên Bái (cũ)").click()

    page.get_by_role("heading", level=1, name="tỉnh Yên Bái (cũ)").wait_for()
    assert page.get_by_role("link", name="tỉnh Lào Cai").first.is_visible()
