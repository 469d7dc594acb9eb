"""Reminders in a real browser, at both widths: what will be sent, sending at once, what was sent; a letter of blame."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from thuocdo.portal.organizations.selectors import root, unit_by_code, units_within
from thuocdo.portal.plans.models import Assignment, Plan, Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.core.mail import EmailMessage
    from playwright.sync_api import Page

    Shoot = Callable[[Page, str], None]


def _fine(page: Page, name: str, shoot: Shoot, no_barriers: Callable[[Page], None]) -> None:
    shoot(page, name)
    assert page.locator("h1").count() == 1, name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
    no_barriers(page)


@pytest.fixture
def work(sample: dict[str, str]) -> None:
    """A plan of three tasks for some communes: one overdue for nine days, one due tomorrow, one in half a year."""
    today, top, mine = timezone.localdate(), root(), unit_by_code("gso", "23872")
    assert top is not None
    assert mine is not None
    at = datetime.now(UTC) - timedelta(days=200)
    plan = Plan.objects.create(
        unit=top, state="assigned", type="Kế hoạch", number="12/KH-UBND", effective_on=at.date(), created_at=at,
        assigned_at=at, subject="Kế hoạch mẫu về cải thiện việc tiếp nhận hồ sơ",
    )  # fmt: skip
    rows = [
        ("Ban hành quy trình tiếp nhận hồ sơ trực tuyến", -9),
        ("Rà soát biểu mẫu nội bộ", 1),
        ("Tập huấn công chức bộ phận một cửa", 180),
    ]
    units = {mine, *units_within(top).filter(kind="commune", valid_to__isnull=True)[:12]}
    for number, (content, days) in enumerate(rows, start=1):
        until = (today + timedelta(days=days)).isoformat()
        task = Task.objects.create(
            plan=plan, key=str(number), position=number, code=f"1.{number}", content=content, original={},
            deadline={"text": "…", "kind": "date", "until": until}, state="confirmed", confidence=1, confirmed_at=at,
        )  # fmt: skip
        Assignment.objects.bulk_create(Assignment(task=task, unit=unit, part="does", assigned_at=at) for unit in units)


def test_a_unit_is_reminded_at_once_and_the_mail_can_be_read(
    work: None,
    open_page: Callable[..., Page],
    shoot: Shoot,
    no_barriers: Callable[[Page], None],
    mailoutbox: list[EmailMessage],
) -> None:
    page = open_page("/nhac-viec/", "coordinator")
    _fine(page, "reminders_empty_desktop", shoot, no_barriers)

    page.get_by_role("link", name="Xem thư sắp gửi").first.click()
    page.get_by_role("heading", level=1, name="Thư sắp gửi").wait_for()
    page.locator("td summary").first.click()
    _fine(page, "reminders_preview_desktop", shoot, no_barriers)
    page.get_by_label("Cơ quan, đơn vị", exact=True).select_option(label="xã Ia Dom")
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text(re.compile(r"Đã gửi \d thư cho xã Ia Dom")).wait_for()
    _fine(page, "reminders_desktop", shoot, no_barriers)
    assert {message.to[0] for message in mailoutbox} == {
        "can-bo-xa@gialai.example",
        "thu-truong-xa@gialai.example",
    }

    officer = open_page("/ho-so/", "unit_officer", phone=True)
    officer.get_by_role("link", name="Nhắc việc qua thư").click()
    _fine(officer, "reminders_preference_phone", shoot, no_barriers)
    officer.get_by_label("Nhịp gửi").select_option(label="Mỗi tuần một thư")
    officer.get_by_role("button", name="Lưu").click()
    officer.get_by_text("Đã lưu cách nhận nhắc việc.").wait_for()
    officer.get_by_role("link", name=re.compile("^Nhắc việc ")).first.click()
    expect(officer.get_by_role("heading", name=re.compile("Việc đã quá hạn"))).to_be_visible()
    _fine(officer, "reminders_mail_phone", shoot, no_barriers)

    phone = open_page("/nhac-viec/", "coordinator", phone=True)
    _fine(phone, "reminders_phone", shoot, no_barriers)
    phone.goto("/nhac-viec/sap-gui/")
    _fine(phone, "reminders_preview_phone", shoot, no_barriers)


def test_from_the_follow_up_one_press_drafts_the_letter_about_overdue_work(
    work: None, open_page: Callable[..., Page], shoot: Shoot, no_barriers: Callable[[Page], None], tmp_path: Path
) -> None:
    page = open_page("/theo-doi/", "coordinator")
    page.get_by_role("link", name="Đôn đốc việc quá hạn").click()
    page.get_by_role("heading", level=1, name="Đôn đốc việc quá hạn").wait_for()
    _fine(page, "overdue_desktop", shoot, no_barriers)
    page.get_by_role("button", name="Soạn công văn đôn đốc").click()
    page.get_by_role("heading", level=1, name=re.compile("Công văn đôn đốc thực hiện nhiệm vụ")).wait_for()
    _fine(page, "work_letter_desktop", shoot, no_barriers)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Xuất Word").click()
    waited.value.save_as(tmp_path / "don-doc.docx")
    word = docx.Document(str(tmp_path / "don-doc.docx"))
    assert any("UBND xã Ia Dom" in line.text for line in word.paragraphs)
    assert any("xã Ia Dom" in row.cells[1].text for row in word.tables[-1].rows)

    phone = open_page("/theo-doi/don-doc/", "coordinator", phone=True)
    _fine(phone, "overdue_phone", shoot, no_barriers)
    phone.get_by_role("link", name=re.compile("Dự thảo")).first.click()
    _fine(phone, "work_letter_phone", shoot, no_barriers)
