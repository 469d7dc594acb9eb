"""Plans of units and the calendar of working days in the browser: the journey of one commune, at both widths."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.organizations.models import User
from thuocdo.portal.organizations.selectors import groups, root
from thuocdo.portal.plans.models import Assignment, OwedPlan, Plan, PlanSource, Task
from thuocdo.portal.plans.services import ask_for_plans

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

TEXT = """ỦY BAN NHÂN DÂN
XÃ MẪU
Số: 15/KH-UBND

KẾ HOẠCH
Cải thiện Chỉ số cải cách hành chính năm 2026 trên địa bàn xã

II. NHIỆM VỤ
1. Văn phòng HĐND và UBND xã:
- Chủ trì công khai danh mục thủ tục hành chính tại nơi tiếp nhận; hoàn thành trước ngày 30/11/2026.
2. Phòng Kinh tế:
- Chủ trì nâng cấp phòng tiếp dân của xã; hoàn thành trước ngày 15/12/2026.
"""


@pytest.fixture
def owed(sample: dict[str, str]) -> OwedPlan:
    """The plan that the sample commune owes under the sample plan."""
    coordinator, officer = User.objects.get(username="so-noi-vu"), User.objects.get(username="can-bo-xa")
    at, top = datetime.now(UTC), root()
    assert top is not None
    plan = Plan.objects.create(
        unit=top, state="assigned", type="Kế hoạch", number="12/KH-UBND", effective_on=date(2026, 2, 3), created_at=at,
        assigned_at=at, subject="Kế hoạch mẫu về cải thiện việc tiếp nhận hồ sơ",
    )  # fmt: skip
    PlanSource.objects.create(
        plan=plan, revision=1, file_name="mau.txt", sha256="0" * 64, size=1, reading="{}", imported_at=at
    )
    task = Task.objects.create(
        plan=plan, key="1.1", position=1, code="1.1", content="Công khai danh mục thủ tục hành chính",
        deadline={"text": "Năm 2026", "kind": "within", "until": "2026-12-31"}, due_on=date(2026, 12, 31),
        state="confirmed", original={}, confidence=1, confirmed_at=at,
    )  # fmt: skip
    commune = officer.memberships.get().unit
    Assignment.objects.create(task=task, unit=commune, part="does", assigned_at=at)
    call = ask_for_plans(
        plan=plan,
        groups=[group for group in groups() if group.kind == "commune"],
        due_on=date(2026, 12, 1),
        days_before=5,
        basis="",
        version=0,
        by=coordinator,
        at=at,
    )
    return OwedPlan.objects.get(call=call, unit=commune)


def test_a_commune_brings_its_plan_ties_it_and_its_head_sends_it(
    open_page: Callable[..., Page], owed: OwedPlan, shoot: Callable[[Page, str], None]
) -> None:
    page = open_page("/ke-hoach/", "unit_officer")
    page.locator("a[href^='/ke-hoach-don-vi/']").first.click()
    page.get_by_text("Hoặc dán văn bản").click()
    page.get_by_label("Hoặc dán nội dung văn bản").fill(TEXT)
    page.get_by_role("button", name="Đọc và xem trước").click()
    page.get_by_role("button", name="Nhập 2 nhiệm vụ").click(timeout=60_000)
    page.get_by_role("button", name="Nhận 2 nội dung chắc chắn").click()
    page.get_by_role("link", name="Đối chiếu và gửi").first.click()
    for _each in range(2):
        page.get_by_role("button", name="Xác nhận", exact=True).first.click()
    shoot(page, "cascade-ties-1366")
    page.get_by_label("Số, ký hiệu").fill("15/KH-UBND")
    page.get_by_label("Ngày ban hành").fill("20/10/2026")
    page.get_by_role("button", name="Trình Thủ trưởng").click()
    assert page.get_by_text("Đã trình Thủ trưởng").is_visible()

    head = open_page(owed.get_absolute_url(), "unit_head", phone=True)
    head.get_by_role("button", name="Gửi kế hoạch").click()
    shoot(head, "cascade-sent-360")
    assert head.get_by_text("Đã gửi kế hoạch").is_visible()
    page.goto("/viec-cua-toi/")
    assert page.get_by_text("nâng cấp phòng tiếp dân").first.is_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_the_register_and_the_calendar_are_read_at_both_widths(
    open_page: Callable[..., Page],
    owed: OwedPlan,
    shoot: Callable[[Page, str], None],
    no_barriers: Callable[[Page], None],
    phone: bool,
) -> None:
    width = 360 if phone else 1366
    page = open_page(owed.call.get_absolute_url(), "coordinator", phone=phone)
    for name, address in (
        ("register", owed.call.get_absolute_url()),
        ("call", f"{owed.call.get_absolute_url()}yeu-cau/"),
        ("unit", owed.get_absolute_url()),
        ("calendar", "/lich-lam-viec/?nam=2027"),
    ):
        page.goto(address)
        no_barriers(page)
        shoot(page, f"cascade-{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
