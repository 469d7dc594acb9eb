"""The 766 index as an official meets it: import, board, reason, history, editions; desktop and phone; no barriers."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PAGES = {
    "qd766_provinces": ("leader", "/bo-chi-so/766/?loai=province"),
    "qd766_why": ("unit_officer", "/bo-chi-so/766/don-vi/H21.133/PETITION_PROCESSING_ON_TIME/"),
    "qd766_why_group": ("leader", "/bo-chi-so/766/don-vi/H21/ONLINE/"),
    "qd766_unit_history": ("leader", "/bo-chi-so/766/don-vi/H21/lich-su/?nhom=ONLINE"),
    "qd766_snapshots": ("auditor", "/bo-chi-so/766/lich-su/"),
    "edition_tree": ("unit_head", "/bo-chi-so/qd766/2022/"),
    "edition_unknown_points": ("unit_head", "/bo-chi-so/par_index_province/2022/"),
    "edition_criterion": ("unit_head", "/bo-chi-so/qd766/2022/tieu-chi/DOSSIER_RECEIVING_SATISFACTION/"),
    "edition_import": ("administrator", "/bo-chi-so/nhap/"),
}


@pytest.fixture
def next_day(tmp_path: Path) -> list[Path]:
    """The shipped files as of the day after, one total mended."""
    found = []
    for name in ("totals_20261008.csv", "metrics_20261008.csv", "tree_groups_20261008.csv"):
        text = (resources.files("thuocdo.portal.results.sample") / name).read_text("utf-8")
        path = tmp_path / name
        path.write_text(text.replace("2026-10-08", "2026-10-09").replace("54.35,146", "66.46,100"), "utf-8")
        found.append(path)
    return found


def test_pages_of_the_index_fit_both_widths_and_raise_no_barriers(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    for name, (person, path) in PAGES.items():
        for phone in (False, True):
            page = open_page(path, person, phone=phone)
            assert page.locator("h1").count() == 1, name
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
            shoot(page, f"{name}_{'phone' if phone else 'desktop'}")
            no_barriers(page)
            page.close()


def test_an_official_goes_from_the_board_to_the_reason_and_back(open_page: Callable[..., Page]) -> None:
    page = open_page("/bo-chi-so/766/", "unit_officer")
    page.get_by_role("row", name=re.compile("xã Ia Dom")).get_by_role("link", name="54,35").click()
    page.get_by_role("heading", level=1, name="Xã Ia Dom: 54,35 điểm, hạng 146/149").wait_for()
    page.get_by_role("link", name="5.3 Tỷ lệ hài lòng trong xử lý phản ánh, kiến nghị").click()
    page.get_by_role("heading", name=re.compile("Vì sao 0,00 điểm ở 5.3")).wait_for()
    assert page.get_by_text("Quyết định 766/QĐ-TTg").first.is_visible()
    page.get_by_role("navigation", name="Vị trí").get_by_role("link", name="Bộ chỉ số 766").click()
    page.get_by_role("heading", level=1, name=re.compile("Kết quả phục vụ người dân")).wait_for()


def test_a_day_is_imported_and_the_change_is_shown(
    open_page: Callable[..., Page],
    shoot: Callable[[Page, str], None],
    no_barriers: Callable[[Page], None],
    next_day: list[Path],
) -> None:
    page = open_page("/bo-chi-so/766/nhap/", "coordinator")
    page.get_by_label("Các tệp CSV").set_input_files(next_day)
    page.get_by_label("Giờ lấy số liệu").fill("14:00")
    page.get_by_label("Nguồn").fill("Cổng Dịch vụ công quốc gia")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("heading", name="Ngày 09/10/2026, năm 2026").wait_for()
    shoot(page, "qd766_preview_desktop")
    no_barriers(page)

    page.get_by_role("button", name="Nhập số liệu").click()

    page.get_by_text("Đã nhập số liệu ngày 09/10/2026.").wait_for()
    row = page.get_by_role("row", name=re.compile("xã Ia Dom"))
    assert "+12,11" in row.inner_text()
    assert "tăng 46 bậc" in row.inner_text()
    shoot(page, "qd766_changed_desktop")
    no_barriers(page)


def test_the_board_filters_and_sorts_without_javascript(open_page: Callable[..., Page]) -> None:
    page = open_page("/bo-chi-so/766/", "auditor", javascript=False)
    page.get_by_role("link", name="Chỉ nơi mất điểm hài lòng").click()
    page.get_by_role("link", name="Hài lòng", exact=True).click()

    assert "phường Ayun Pa" in page.locator("tbody tr").first.inner_text()
    page.get_by_label("Lọc theo tên đơn vị").fill("ia dom")
    page.get_by_role("button", name="Lọc").click()
    assert page.locator("tbody tr").count() >= 1
    assert "xã Ia Dom" in page.locator("table.board tbody").inner_text()
