"""A head divides the work: adds positions, puts the officer in one, gives it work, hands it over; at both widths."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx

from thuocdo.portal.organizations import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

UNIT = "/don-vi/gso/23872/vi-tri/"


def _looked_at(page: Page, name: str, shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]) -> None:
    for width, size in (("desktop", 1366), ("phone", 360)):
        page.set_viewport_size({"width": size, "height": 800})
        shoot(page, f"{name}_{width}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
        no_barriers(page)
    page.set_viewport_size({"width": 1366, "height": 768})


def test_a_position_is_added_given_handed_over_and_its_minutes_come_out_in_word(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    page = open_page(UNIT, "unit_head")
    _looked_at(page, "positions_empty", shoot, no_barriers)
    page.get_by_label("Tên vị trí").fill("Văn phòng - Thống kê")
    page.get_by_label("Từ ngày").fill("01/01/2026")
    page.get_by_role("button", name="Thêm vị trí").click()
    page.get_by_role("link", name="Văn phòng - Thống kê").click()
    page.get_by_label("Người giữ vị trí").select_option(label="Cán bộ xã Ia Dom (mẫu) (can-bo-xa)")
    page.get_by_role("button", name="Giao vị trí").click()
    page.get_by_role("button", name="Chọn làm đầu mối").click()
    _looked_at(page, "position", shoot, no_barriers)

    page.get_by_role("link", name="Bàn giao", exact=True).click()
    _looked_at(page, "position_leave", shoot, no_barriers)
    page.get_by_label("Người nhận bàn giao").select_option(label="Thủ trưởng xã Ia Dom (mẫu) (thu-truong-xa)")
    page.get_by_label("Lý do").fill("Nghỉ thai sản")
    page.get_by_role("button", name="Bàn giao").click()
    assert page.get_by_text("Chờ người nhận xác nhận").is_visible()
    _looked_at(page, "handover", shoot, no_barriers)

    page.get_by_role("button", name="Tôi đã nhận bàn giao").click()
    assert page.get_by_text("Đã nhận bàn giao", exact=True).is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Biên bản (Word)").click()
    paper = docx.Document(io.BytesIO(download.value.path().read_bytes()))
    assert "Bàn giao công việc của vị trí Văn phòng - Thống kê" in {line.text for line in paper.paragraphs}
    page.goto("/ban-giao/")
    _looked_at(page, "handovers", shoot, no_barriers)


def test_dividing_the_work_and_the_list_of_units_without_officer_fit_both_widths(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    for step in samples.steps(with_people=True):
        step.run(None, datetime.now(UTC))
    page = open_page(UNIT, "unit_head")
    page.get_by_label("Tên vị trí").fill("Công chức Địa chính - Xây dựng")
    page.get_by_role("button", name="Thêm vị trí").click()
    for name, person, path in (
        ("naming", "unit_head", "/viec-cua-toi/giao-viec/"),
        ("unattended", "coordinator", "/theo-doi/chua-co-nguoi/"),
    ):
        _looked_at(open_page(path, person), name, shoot, no_barriers)
