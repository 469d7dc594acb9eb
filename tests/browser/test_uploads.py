"""A plan that takes long, one that cannot be read, one that is too large: in a real browser, at both widths."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from thuocdo.portal.jobs.models import Job
from thuocdo.portal.jobs.services import claims
from thuocdo.portal.jobs.worker import work_once
from thuocdo.portal.plans.services import reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from playwright.sync_api import Page

PLAN = "KẾ HOẠCH\nCải thiện năm 2026\nPHỤ LỤC 01\nSTT\nNội dung\nChủ trì\nThời gian\n1\nViệc một\nSở Nội vụ\nNăm 2026\n"


def _send(page: Page, content: bytes = PLAN.encode()) -> None:
    page.get_by_label("Tệp kế hoạch").set_input_files(
        {"name": "ke-hoach-dai.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Tiếp tục").click()


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_long_plan_is_read_while_its_page_is_closed(
    open_page: Callable[..., Page],
    shoot: Callable[[Page, str], None],
    no_barriers: Callable[[Page], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "read_if_short", lambda *_args, **_more: None)
    page = open_page("/ke-hoach/nhap/", "coordinator")
    _send(page)
    page.get_by_text("Đang chờ đến lượt đọc").wait_for()
    no_barriers(page)
    shoot(page, "plan_waiting_desktop")
    address = page.url
    page.close()  # nobody polls from here on: the database in memory has one writer

    Job.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
    alone = open_page(address, "coordinator", phone=True, javascript=False)
    alone.get_by_text("tiến trình nền của phần mềm không chạy").wait_for()
    assert _fits(alone)
    shoot(alone, "plan_nobody_works_phone")
    alone.close()

    worker = claims.sign_on(name="mot", at=timezone.now())
    Job.objects.update(state="running", worker=worker, done=12, of=60)
    counted = open_page(address, "coordinator", phone=True)
    counted.get_by_text("Đang đọc: trang 12/60").wait_for()
    assert _fits(counted)
    no_barriers(counted)
    shoot(counted, "plan_reading_phone")
    counted.goto("/ke-hoach/")
    counted.get_by_text("trang 12/60").wait_for()
    assert _fits(counted)
    shoot(counted, "plans_reading_phone")
    counted.close()

    Job.objects.update(state="waiting", worker=None)
    work_once(name="hai", now=timezone.now)
    open_page(address, "coordinator").get_by_role("heading", name="Xem trước").wait_for()


def test_what_cannot_be_read_and_what_is_too_large_is_told_at_once(
    open_page: Callable[..., Page],
    shoot: Callable[[Page, str], None],
    no_barriers: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    page = open_page("/ke-hoach/nhap/", "coordinator", phone=True)
    large = tmp_path / "lon.pdf"
    with large.open("wb") as file:
        file.truncate(51 << 20)
    page.get_by_label("Tệp kế hoạch").set_input_files(large)
    page.get_by_text("Tệp lớn hơn 50 MB nên chưa gửi").wait_for()
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.url.endswith("/ke-hoach/nhap/")
    assert _fits(page)
    no_barriers(page)
    shoot(page, "plan_too_large_phone")

    _send(page, b"\x89PNG\r\n\x1a\n")
    page.get_by_text("PD-105").wait_for()
    page.get_by_text("nhận dạng chữ (OCR)").wait_for()
    assert _fits(page)
    no_barriers(page)
    shoot(page, "plan_refused_phone")


def test_the_administrator_sees_whether_anybody_works(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], no_barriers: Callable[[Page], None]
) -> None:
    for phone in (False, True):
        page = open_page("/phan-mem/", "administrator", phone=phone)
        page.get_by_role("heading", name="Việc chạy nền").scroll_into_view_if_needed()
        assert _fits(page)
        no_barriers(page)
        shoot(page, f"about_jobs_{'phone' if phone else 'desktop'}")
