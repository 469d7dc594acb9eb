"""Published results, the journal, help and the search in a real browser, at both widths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

RESULTS = "/ket-qua-cong-bo"
PAGES = {
    "home_coordinator": ("coordinator", "/"),
    "home_officer": ("unit_officer", "/"),
    "published_par_index": ("leader", f"{RESULTS}/par-index/"),
    "published_papi": ("leader", f"{RESULTS}/papi/"),
    "published_all": ("leader", f"{RESULTS}/sipas/?pham-vi=tat-ca"),
    "published_parts": ("leader", f"{RESULTS}/par-index/2024/gso_before_2025/15/"),
    "published_conflict": ("leader", f"{RESULTS}/papi/2023/gso_before_2025/10/"),
    "published_estimate": ("leader", f"{RESULTS}/papi/2024/gso/15/"),
    "published_refusal": ("leader", f"{RESULTS}/par-index/2024/gso/15/"),
    "published_year": ("leader", f"{RESULTS}/sipas/2024/"),
    "published_import": ("coordinator", f"{RESULTS}/nhap/"),
    "journal": ("auditor", "/nhat-ky/"),
    "journal_verified": ("auditor", "/nhat-ky/kiem-tra/"),
    "help": ("unit_officer", "/huong-dan/"),
    "about": ("coordinator", "/phan-mem/"),
    "search_old_name": ("leader", "/tim/?q=van chan"),
}


def test_pages_fit_both_widths_and_raise_no_barriers(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    for name, (person, path) in PAGES.items():
        for phone in (False, True):
            page = open_page(path, person, phone=phone)
            shoot(page, f"{name}_{'phone' if phone else 'desktop'}")
            assert page.locator("h1").count() == 1, name
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
            no_barriers(page)
            page.close()


def test_a_leader_walks_from_an_index_to_the_source_of_one_part_and_to_the_estimate(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    page = open_page(f"{RESULTS}/papi/", "leader")
    page.locator("[data-chart] svg").wait_for()

    page.get_by_role("row", name="tỉnh Yên Bái (cũ)").get_by_role("link", name="41,94").click()
    page.get_by_role("heading", level=1, name="PAPI 2024, tỉnh Yên Bái (cũ): 41,94 điểm").wait_for()
    page.get_by_role("link", name="1.1 Tri thức công dân").click()
    page.get_by_role("heading", level=2, name="1.1 Tri thức công dân").wait_for()
    assert page.locator("#nguon").get_by_text("papi.org.vn").is_visible()
    shoot(page, "published_part_desktop")

    page.get_by_role("link", name="Quy đổi cho tỉnh Lào Cai").click()
    page.get_by_role("heading", level=1, name="PAPI 2024, tỉnh Lào Cai: 41,85").wait_for()
    assert page.get_by_text("không phải kết quả công bố").is_visible()


def test_a_coordinator_sees_what_a_file_would_change_before_it_does(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    page = open_page(f"{RESULTS}/nhap/", "coordinator")
    rows = (
        "index,year,province,component,score,max_points,rank,ranked,source,note",
        "PAR INDEX,2023,Gia Lai,TOTAL,86.1,100,40,63,nguồn thử,",
        "PAPI,2024,Lào Cay,TOTAL,41.75,,48,61,nguồn thử,",
    )

    page.get_by_label("Tệp CSV").set_input_files(
        {"name": "ket_qua.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    )
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("alert").get_by_text("Lào Cay").wait_for()
    assert page.get_by_role("button", name=re.compile("^Nhập")).count() == 0
    shoot(page, "published_refused_desktop")
    no_barriers(page)

    page.get_by_role("link", name="Chọn tệp khác").click()
    page.get_by_label("Tệp CSV").set_input_files(
        {"name": "ket_qua.csv", "mimeType": "text/csv", "buffer": "\n".join(rows[:2]).encode()}
    )
    page.get_by_role("button", name="Xem trước").click()
    shoot(page, "published_preview_desktop")
    page.get_by_role("button", name="Nhập 1 số liệu mới").click()
    page.get_by_text("Đã nhập 1 số liệu mới").wait_for()


def test_published_results_can_be_read_without_javascript(open_page: Callable[..., Page]) -> None:
    page = open_page(f"{RESULTS}/papi/", "auditor", javascript=False)

    assert page.get_by_role("row", name="tỉnh Lai Châu").get_by_text("43,48").is_visible()


def test_the_palette_finds_a_commune_by_the_province_above_it_and_opens_it_by_keyboard(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/", "leader")

    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("searchbox").fill("van canh gia lai")
    page.get_by_role("dialog").get_by_role("link", name="xã Vân Canh").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.get_by_role("heading", level=1, name="xã Vân Canh").wait_for()
