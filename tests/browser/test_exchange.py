"""A unit's workbook in a browser: taken out, filled in with openpyxl, brought back, looked at, imported, taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.utils import timezone

from thuocdo.portal.organizations.selectors import root, unit_by_code
from thuocdo.portal.plans.exchange.columns import COLUMNS
from thuocdo.portal.plans.exchange.writing import HEAD_ROW
from thuocdo.portal.plans.models import Assignment, Plan, Progress, Task
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services import progress as services

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from playwright.sync_api import Page

AT = {column.name: number for number, column in enumerate(COLUMNS, start=1)}
TASKS = (
    ("1.1", "Ban hành quy trình tiếp nhận hồ sơ trực tuyến", "Quyết định ban hành quy trình"),
    ("1.2", "Công khai số điện thoại đường dây nóng tại trụ sở", ""),
    ("1.3", "Rà soát biểu mẫu nội bộ", ""),
)


@pytest.fixture
def work(sample: dict[str, str]) -> list[Assignment]:
    """Three tasks of a plan, each for xã Ia Dom and for another commune."""
    today, top = timezone.localdate(), root()
    ours, other = unit_by_code("gso", "23872"), unit_by_code("gso", "23638")
    assert top is not None
    assert ours is not None
    assert other is not None
    at = datetime.now(UTC) - timedelta(days=100)
    plan = Plan.objects.create(
        unit=top, state="assigned", type="Kế hoạch", number="12/KH-UBND", effective_on=at.date(), created_at=at,
        assigned_at=at, subject="Kế hoạch mẫu về cải thiện việc tiếp nhận hồ sơ",
    )  # fmt: skip
    due = (today + timedelta(days=20)).isoformat()
    given = []
    for number, (code, content, product) in enumerate(TASKS, start=1):
        task = Task.objects.create(
            plan=plan, key=code, position=number, code=code, content=content, product=product, appendix="01",
            deadline={"text": "Trong quý", "kind": "date", "until": due}, state="confirmed", original={}, confidence=1,
            confirmed_at=at,
        )  # fmt: skip
        given += [
            Assignment.objects.create(task=task, unit=unit, part="does", assigned_at=at) for unit in (ours, other)
        ]
    return given


def fill_in(path: Path, rows: Mapping[str, Mapping[str, object]]) -> None:
    """Fill in a workbook as a hand would."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(HEAD_ROW + 2, sheet.max_row + 1):
        for name, value in rows.get(str(sheet.cell(row, AT["item"]).value), {}).items():
            sheet.cell(row, AT[name]).value = value
    book.save(path)


def two_rows() -> dict[str, dict[str, object]]:
    """One task done with its product, one under way with a figure."""
    return {
        "PL 01, 1.1": {
            "state": "Hoàn thành", "text": "Đã ban hành quy trình", "number": "15/QĐ-UBND",
            "issued_on": timezone.localdate() - timedelta(days=3), "is_product": "Có",
        },
        "PL 01, 1.2": {"percent": "60%", "text": "Đã niêm yết tại trụ sở", "figures": "Bảng niêm yết: 3 bảng"},
    }  # fmt: skip


def take_out(page: Page, path: Path, link: str) -> None:
    """Download a workbook by its link."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    waiting.value.save_as(path)


def fine(page: Page, name: str, shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]) -> None:
    """Fail where a page scrolls sideways or has barriers; keep its picture."""
    shoot(page, name)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
    no_barriers(page)


def test_a_workbook_goes_out_is_filled_in_and_comes_back(
    work: list[Assignment],
    open_page: Callable[..., Page],
    no_barriers: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    office = open_page("/tep-don-vi/", "coordinator")
    fine(office, "exchange_desktop", shoot, no_barriers)
    file = tmp_path / "xa-ia-dom.xlsx"
    take_out(office, file, "Tải tệp của xã Ia Dom")
    fill_in(file, two_rows())
    changed = work[2]
    officer = changed.unit.memberships.select_related("user").get(role="unit_officer").user
    theirs = Content(text="Xã đã nhập trên hệ thống", as_of=timezone.localdate())
    services.save_report(assignment=changed, content=theirs, version=0, by=officer, at=datetime.now(UTC))

    office.get_by_label("Tệp Excel đơn vị gửi lại").set_input_files(file)
    office.get_by_role("button", name="Xem trước").click()
    office.get_by_role("heading", name="Đã thay đổi trên hệ thống").wait_for()
    fine(office, "exchange_preview_desktop", shoot, no_barriers)
    phone = open_page(office.url, "coordinator", phone=True)
    fine(phone, "exchange_preview_phone", shoot, no_barriers)
    office.get_by_label("Trong tệp").check()
    office.get_by_label("Nhập thay theo").fill("Thư điện tử ngày 20/11/2026")
    office.get_by_role("button", name="Nhập thay").click()
    office.get_by_text("Đã nhập thay 2 báo cáo").wait_for()
    fine(office, "exchange_result_desktop", shoot, no_barriers)
    assert sorted(Progress.objects.values_list("text", "state")) == [
        ("Đã ban hành quy trình", "approved"),
        ("Đã niêm yết tại trụ sở", "approved"),
    ]

    office.get_by_role("button", name="Rút lại lần nhập này").click()
    office.get_by_text("mọi báo cáo trở lại như trước").wait_for()
    assert Progress.objects.get().text == "Xã đã nhập trên hệ thống"


def test_an_officer_does_it_alone_on_a_phone_and_several_wrong_files_are_told_apart(
    work: list[Assignment],
    open_page: Callable[..., Page],
    no_barriers: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    phone = open_page("/viec-cua-toi/", "unit_officer", phone=True)
    phone.get_by_role("link", name="Làm bằng tệp Excel").click()
    phone.get_by_role("heading", level=1, name="Tệp Excel của đơn vị").wait_for()
    fine(phone, "exchange_phone", shoot, no_barriers)
    file, wrong = tmp_path / "xa.xlsx", tmp_path / "sai.xlsx"
    take_out(phone, file, "Tải tệp Excel")
    wrong.write_bytes(file.read_bytes())
    fill_in(file, {"PL 01, 1.3": {"text": "Đã rà soát 12 biểu mẫu", "percent": 100, "state": "Hoàn thành"}})
    fill_in(wrong, {"PL 01, 1.3": {"text": "Đã rà soát", "percent": 120, "as_of": "hôm qua"}})

    phone.get_by_label("Tệp Excel đơn vị gửi lại").set_input_files([file, wrong])
    phone.get_by_role("button", name="Xem trước").click()
    phone.get_by_role("heading", level=1, name="Nhiều tệp cùng lúc").wait_for()
    fine(phone, "exchange_together_phone", shoot, no_barriers)
    desk = open_page(phone.url, "unit_officer")
    fine(desk, "exchange_together_desktop", shoot, no_barriers)
    desk.get_by_role("link", name="sai.xlsx").click()
    desk.get_by_text("PX-122").wait_for()
    fine(desk, "exchange_wrong_desktop", shoot, no_barriers)
    phone.get_by_role("link", name="xa.xlsx").click()
    phone.get_by_role("button", name="Gửi kết quả").click()
    phone.get_by_text(re.compile("Đã gửi 1 báo cáo")).wait_for()
    fine(phone, "exchange_result_phone", shoot, no_barriers)
