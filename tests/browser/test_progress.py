"""Work in a browser: the officer's phone page, a report with evidence, the head, the coordinator, list and matrix."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from thuocdo.portal.organizations.selectors import root, unit_by_code, units_within
from thuocdo.portal.plans.models import Assignment, Plan, Task
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services import progress as services

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

QUARTERLY = {
    "text": "Trước ngày 15 của tháng cuối quý",
    "kind": "recurring",
    "until": None,
    "before": True,
    "rhythm": "15th of the last month of each quarter",
}


def _until(day: date) -> dict[str, object]:
    return {"text": f"Trước ngày {day:%d/%m/%Y}", "kind": "date", "until": day.isoformat()}


@pytest.fixture
def work(sample: dict[str, str]) -> Assignment:
    """Four tasks of a plan for every commune of the sample; the first names a product and is overdue."""
    today, top = timezone.localdate(), root()
    assert top is not None
    at = datetime.now(UTC) - timedelta(days=200)
    plan = Plan.objects.create(
        unit=top, state="assigned", type="Kế hoạch", number="12/KH-UBND", effective_on=at.date(), created_at=at,
        assigned_at=at, subject="Kế hoạch mẫu về cải thiện việc tiếp nhận hồ sơ",
    )  # fmt: skip
    rows = [
        ("1.1", "Ban hành quy trình tiếp nhận hồ sơ trực tuyến", _until(today - timedelta(days=9)), "Quyết định"),
        ("1.2", "Công khai số điện thoại đường dây nóng tại trụ sở", QUARTERLY, ""),
        ("1.3", "Rà soát biểu mẫu nội bộ", _until(today + timedelta(days=2)), ""),
        ("1.4", "Tập huấn công chức bộ phận một cửa", _until(today + timedelta(days=60)), "Báo cáo kết quả"),
    ]
    tasks = [
        Task.objects.create(
            plan=plan, key=code, position=number, code=code, content=content, deadline=deadline, product=product,
            state="confirmed", original={}, confidence=1, confirmed_at=at,
        )
        for number, (code, content, deadline, product) in enumerate(rows, start=1)
    ]  # fmt: skip
    communes = list(units_within(top).filter(kind="commune", valid_to__isnull=True)[:40])
    mine = unit_by_code("gso", "23872")
    assert mine is not None
    Assignment.objects.bulk_create(
        Assignment(task=task, unit=unit, part="does", assigned_at=at)
        for task in tasks
        for unit in {unit.pk: unit for unit in (*communes, mine)}.values()
    )
    Assignment.objects.create(task=tasks[0], addressee="Hội Cựu chiến binh tỉnh", part="answers", assigned_at=at)
    quarterly = Assignment.objects.get(task=tasks[1], unit=mine)
    officer, head = (
        mine.memberships.select_related("user").get(role=role).user for role in ("unit_officer", "unit_head")
    )
    said = Content(text="Đã niêm yết tại trụ sở và trên trang thông tin của xã", percent=100, as_of=at.date())
    sent = services.send_report(assignment=quarterly, content=said, version=0, by=officer, at=at)
    services.approve_report(report=sent, version=sent.version, by=head, at=at)
    return Assignment.objects.get(task=tasks[0], unit=mine)


def fill_in(phone: Page, file: Path) -> None:
    """Write a result that saves itself, with the product of the task."""
    phone.get_by_role("link", name="Ban hành quy trình").click()
    phone.get_by_label("Kết quả thực hiện").fill("Đã ban hành quy trình, áp dụng từ đầu tháng")
    phone.get_by_label("Kết quả thực hiện").blur()
    phone.get_by_text("Đã lưu nháp lúc").wait_for()
    phone.get_by_label("Đã hoàn thành").check()
    file.write_bytes(b"%PDF-1.7\n%%EOF\n")
    phone.get_by_label("Tệp hoặc ảnh").set_input_files(file)


def test_a_report_goes_from_the_officer_to_the_head_and_back(
    work: Assignment,
    open_page: Callable[..., Page],
    no_barriers: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    phone = open_page("/viec-cua-toi/", "unit_officer", phone=True)
    phone.get_by_role("heading", level=1, name="Xã Ia Dom").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    no_barriers(phone)
    shoot(phone, "work_phone")
    fill_in(phone, tmp_path / "Quyết định 15.pdf")
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    no_barriers(phone)
    shoot(phone, "assignment_phone")
    phone.get_by_role("button", name="Gửi kết quả").click()
    phone.get_by_text("Đã gửi kết quả").wait_for()

    head = open_page("/viec-cua-toi/cho-phe-duyet/", "unit_head")
    head.get_by_text("Đã ban hành quy trình, áp dụng từ đầu tháng").wait_for()
    no_barriers(head)
    shoot(head, "approvals")
    head.get_by_role("button", name="Phê duyệt", exact=True).click()
    head.get_by_text("Đã phê duyệt").wait_for()

    office = open_page(f"/nhiem-vu/{work.public_id}/", "coordinator")
    office.get_by_text("Đề nghị bổ sung", exact=True).click()
    office.get_by_label("Cần bổ sung điều gì").fill("Đính kèm bản có chữ ký")
    no_barriers(office)
    shoot(office, "assignment_coordinator")
    office.get_by_role("button", name="Gửi đề nghị bổ sung").click()
    office.get_by_text("Đã đề nghị bổ sung").wait_for()

    again = open_page(f"/nhiem-vu/{work.public_id}/", "unit_officer")
    again.get_by_text("Đính kèm bản có chữ ký").first.wait_for()
    no_barriers(again)
    shoot(again, "assignment_returned")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("followup", "/theo-doi/"),
        ("matrix", "/theo-doi/ma-tran/"),
        ("calendar", "/theo-doi/lich/"),
        ("home_with_work", "/"),
    ],
)
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_following_is_read_at_both_widths(
    work: Assignment,
    open_page: Callable[..., Page],
    no_barriers: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
    name: str,
    path: str,
    phone: bool,
) -> None:
    page = open_page(path, "coordinator", phone=phone)
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    no_barriers(page)
    shoot(page, f"{name}_{'phone' if phone else 'desktop'}")
