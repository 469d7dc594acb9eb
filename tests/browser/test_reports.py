"""Reports in a real browser, at both widths: a round, a unit's section, the report and its Word file, a letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

TITLE = "Tình hình giải quyết hồ sơ mẫu"


def _opened(open_page: Callable[..., Page]) -> tuple[Page, str]:
    """Open a round as the coordinator; return its page and address."""
    page = open_page("/bao-cao/mo-ky/", "coordinator")
    page.get_by_label("Kỳ báo cáo", exact=True).select_option(label="Đột xuất")
    page.get_by_label("Tên báo cáo đột xuất").fill(TITLE)
    for label in ("Từ ngày", "Đến hết ngày", "Hạn gửi"):
        page.get_by_label(label).fill("2026-01-05")
    page.get_by_role("button", name="Mở kỳ báo cáo").click()
    page.get_by_role("heading", level=1, name=re.compile(TITLE)).wait_for()
    return page, page.url


def _fine(page: Page, name: str, shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]) -> None:
    shoot(page, name)
    assert page.locator("h1").count() == 1, name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
    no_barriers(page)


def _unit_reports(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    """The officer writes on a phone and sends to the head, who submits."""
    officer = open_page("/bao-cao/", "unit_officer", phone=True)
    officer.get_by_role("link", name=TITLE).click()
    officer.locator("summary", has_text="Cải cách thủ tục hành chính").click()
    officer.get_by_label("Cải cách thủ tục hành chính").fill("Đã niêm yết đủ quy trình mẫu.")
    _fine(officer, "report_section_phone", shoot, no_barriers)
    officer.get_by_role("button", name="Trình Thủ trưởng").click()
    officer.get_by_text("Đã trình Thủ trưởng.").wait_for()

    head = open_page("/bao-cao/", "unit_head")
    head.get_by_role("link", name=TITLE).click()
    _fine(head, "report_section_desktop", shoot, no_barriers)
    head.get_by_role("button", name="Gửi báo cáo").click()
    head.get_by_text("Đã gửi báo cáo.").wait_for()


def test_a_round_goes_from_the_units_to_word_and_to_a_letter(
    open_page: Callable[..., Page],
    shoot: Callable[[Page, str], None],
    no_barriers: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    coordinator, address = _opened(open_page)
    _fine(coordinator, "report_round_desktop", shoot, no_barriers)

    _unit_reports(open_page, shoot, no_barriers)

    coordinator.goto(address)
    coordinator.get_by_role("button", name="Tổng hợp báo cáo").click()
    coordinator.get_by_role("heading", level=1, name=re.compile("Báo cáo")).wait_for()
    field = coordinator.locator("section", has=coordinator.get_by_role("heading", name="Cải cách thủ tục hành chính"))
    field.get_by_text("1 đoạn chưa đưa vào báo cáo").click()
    field.get_by_label("Đưa vào báo cáo").check()
    field.get_by_role("button", name="Lưu đoạn").click()
    coordinator.get_by_text("Đã lưu đoạn.").wait_for()
    _fine(coordinator, "report_desktop", shoot, no_barriers)
    with coordinator.expect_download() as waited:
        coordinator.get_by_role("link", name="Xuất Word").click()
    waited.value.save_as(tmp_path / "bao-cao.docx")
    words = [line.text for line in docx.Document(str(tmp_path / "bao-cao.docx")).paragraphs]
    assert any("Đã niêm yết đủ quy trình mẫu" in line for line in words)

    coordinator.goto(address)
    coordinator.get_by_role("button", name="Soạn công văn đôn đốc").click()
    coordinator.get_by_role("heading", level=1, name=re.compile("Công văn đôn đốc")).wait_for()
    _fine(coordinator, "report_letter_desktop", shoot, no_barriers)


def test_the_pages_of_reports_fit_a_phone(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    _page, address = _opened(open_page)
    path = "/" + address.split("/", 3)[3]
    for name, where in (("report_round", path), ("reports", "/bao-cao/"), ("report_open", "/bao-cao/mo-ky/")):
        _fine(open_page(where, "coordinator", phone=True), f"{name}_phone", shoot, no_barriers)
