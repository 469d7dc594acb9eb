"""A plan from the file to the work of a commune, in a real browser: by keyboard, on a phone, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.portal.plans.selectors.plans import plans_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FilePayload, Page

PLAN = """UBND TỈNH GIA LAI
Số: 21/KH-UBND
Gia Lai, ngày 03 tháng 02 năm 2026
KẾ HOẠCH
Cải thiện việc tiếp nhận hồ sơ năm 2026
PHỤ LỤC 01
NHIỆM VỤ
(Kèm theo Kế hoạch)
STT
Nội dung
Chủ trì
Phối hợp
Thời gian
1.1
Xây dựng quy trình tiếp nhận mẫu
Sở Nội vụ
UBND cấp xã
Quý II năm 2026
1.2
Công khai số điện thoại đường dây nóng tại nơi tiếp nhận
Sở Nội vụ theo dõi, đôn đốc
UBND cấp xã
Năm 2026
1.3
Rà soát biểu mẫu nội bộ
Các Sở, ban, ngành tỉnh
UBND cấp xã
Quý III năm 2026
1.4
Phát sóng chuyên mục hỏi đáp
Báo và Đài PT-TH tỉnh
Sở Nội vụ
Năm 2026
"""


def _take_in(page: Page, shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]) -> None:
    shoot(page, "plan_import_desktop")
    no_barriers(page)
    file: FilePayload = {"name": "ke-hoach-21.txt", "mimeType": "text/plain", "buffer": PLAN.encode()}
    page.get_by_label("Tệp kế hoạch").set_input_files(file)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("heading", name="Xem trước").wait_for()
    shoot(page, "plan_preview_desktop")
    no_barriers(page)
    page.get_by_role("button", name="nhiệm vụ").click()


def _confirm_by_keyboard(page: Page) -> None:
    first = page.locator(".queue-item h2").inner_text()
    page.keyboard.press("j")
    page.wait_for_function("first => document.querySelector('.queue-item h2').innerText !== first", arg=first)
    page.keyboard.press("k")
    page.wait_for_function("first => document.querySelector('.queue-item h2').innerText === first", arg=first)
    page.keyboard.press("a")
    page.get_by_text("Đã nhận 1.2.").wait_for()
    page.get_by_label("“Báo và Đài PT-TH tỉnh” là cơ quan, đơn vị nào?").select_option("outside")
    page.get_by_role("button", name="Ghi nhớ").click()
    page.get_by_text("Đã ghi nhớ").wait_for()
    page.keyboard.press("Shift+A")
    page.get_by_text("nội dung chắc chắn.").wait_for()


def _officer_finds_the_own_task(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    for phone in (False, True):
        own = open_page("/viec-cua-toi/", "unit_officer", phone=phone)
        own.get_by_role("link", name="Công khai số điện thoại").wait_for()
        assert own.get_by_role("link", name="Xây dựng quy trình").count() == 0
        assert own.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        no_barriers(own)
        shoot(own, f"my_work_{'phone' if phone else 'desktop'}")
    own.get_by_role("link", name="Công khai số điện thoại").click()
    own.get_by_role("heading", level=1, name="Công khai").wait_for()
    no_barriers(own)
    shoot(own, "plan_task_phone")


def test_a_plan_goes_from_the_file_to_the_work_of_every_commune_by_keyboard(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    page = open_page("/ke-hoach/nhap/", "coordinator")
    _take_in(page, shoot, no_barriers)
    page.get_by_role("heading", level=1, name="chưa chắc chắn").wait_for()
    shoot(page, "plan_queue_desktop")
    no_barriers(page)
    _confirm_by_keyboard(page)

    page.get_by_role("link", name="Phân công").first.click()
    page.get_by_role("heading", level=1, name="Phân công").wait_for()
    shoot(page, "plan_assign_desktop")
    no_barriers(page)
    page.get_by_role("button", name="Phân công").click()
    page.get_by_text("Đã phân công: ").wait_for()
    shoot(page, "plan_desktop")
    no_barriers(page)

    _officer_finds_the_own_task(open_page, shoot, no_barriers)


def test_the_queue_works_on_a_phone_and_without_scripts(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    plain = open_page("/ke-hoach/nhap/", "coordinator", javascript=False)
    plain.get_by_label("Hoặc dán nội dung văn bản").fill(PLAN)
    plain.get_by_role("button", name="Tiếp tục").click()
    plain.get_by_role("button", name="nhiệm vụ").click()
    plain.get_by_role("heading", level=1, name="chưa chắc chắn").wait_for()
    plain.get_by_role("button", name="Nhận", exact=False).last.click()
    plain.get_by_text("Đã nhận 1.2.").wait_for()
    plan = plans_open().get()

    for path, name in (
        (f"/ke-hoach/{plan.public_id}/xac-nhan/", "plan_queue"),
        (f"/ke-hoach/{plan.public_id}/xac-nhan/?sua=1", "plan_mend"),
        (f"/ke-hoach/{plan.public_id}/phan-cong/", "plan_assign"),
        (f"/ke-hoach/{plan.public_id}/", "plan"),
        (f"/ke-hoach/{plan.public_id}/toan-van/", "plan_lines"),
        ("/ke-hoach/", "plans"),
    ):
        page = open_page(path, "coordinator", phone=True)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
        shoot(page, f"{name}_phone")
        no_barriers(page)
        page.close()
