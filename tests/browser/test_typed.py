"""Nothing that was typed is lost: a session that ends, a reload, two tabs, a button pressed twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from thuocdo.portal.organizations import samples
from thuocdo.portal.plans.models import Assignment, Progress
from thuocdo.portal.reports.models import Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

KEPT = "Nội dung đã gõ trước đó được giữ lại và chưa lưu."
TYPED = "Câu này đang gõ dở."


@pytest.fixture
def at_work(sample: dict[str, str]) -> dict[str, str]:
    """The sample at work, with an open round; user names with their passwords."""
    for step in samples.steps(with_people=True):
        step.run(None, datetime.now(UTC))
    return sample


def _log_in_again(page: Page, user: str, password: str) -> None:
    page.get_by_role("heading", name="Đăng nhập").wait_for()
    page.get_by_label("Tên đăng nhập").fill(user)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_a_section_survives_the_end_of_the_session_and_a_reload(
    at_work: dict[str, str], open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    section = Section.objects.filter(unit__code="23872").get()
    Section.objects.filter(pk=section.pk).update(state=Section.State.DRAFT)
    page = open_page(section.get_absolute_url(), "unit_officer")
    text = page.get_by_label("Cải cách thủ tục hành chính", exact=True)
    text.fill(TYPED)
    page.context.clear_cookies(name="thuocdo_phien")
    page.get_by_role("button", name="Lưu nháp").click()
    _log_in_again(page, "can-bo-xa", at_work["can-bo-xa"])

    page.get_by_text(KEPT).wait_for()
    assert page.url.endswith(section.get_absolute_url())
    expect(text).to_have_value(TYPED)
    shoot(page, "typed-section-kept")
    page.reload()
    expect(text).to_have_value(TYPED)
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("Đã lưu nháp.").wait_for()
    expect(page.get_by_text(KEPT)).to_have_count(0)
    page.reload()
    expect(page.get_by_text(KEPT)).to_have_count(0)
    expect(text).to_have_value(TYPED)


def test_a_draft_that_is_not_wanted_gives_way_to_what_was_saved(
    at_work: dict[str, str], open_page: Callable[..., Page]
) -> None:
    section = Section.objects.filter(unit__code="23872").get()
    Section.objects.filter(pk=section.pk).update(state=Section.State.DRAFT)
    page = open_page(section.get_absolute_url(), "unit_officer")
    text = page.get_by_label("Cải cách thủ tục hành chính", exact=True)
    before = text.input_value()
    text.fill(TYPED)
    page.reload()
    page.get_by_role("button", name="Bỏ, lấy bản đã lưu").click()
    expect(text).to_have_value(before)
    expect(page.get_by_text(KEPT)).to_have_count(0)


def test_a_result_on_a_phone_survives_the_end_of_the_session(
    at_work: dict[str, str], open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    work = Assignment.objects.get(unit__code="23872", task__code="3.6")
    page = open_page(f"/nhiem-vu/{work.public_id}/", "unit_officer", phone=True)
    page.context.clear_cookies(name="thuocdo_phien")
    page.get_by_label("Kết quả thực hiện").fill(TYPED)
    page.get_by_label("Kết quả thực hiện").blur()
    page.get_by_text("Chưa lưu: phiên đăng nhập đã hết.").wait_for()
    shoot(page, "typed-session-gone-phone")
    page.get_by_role("button", name="Gửi kết quả").click()
    _log_in_again(page, "can-bo-xa", at_work["can-bo-xa"])
    expect(page.get_by_label("Kết quả thực hiện")).to_have_value(TYPED)
    shoot(page, "typed-result-kept-phone")
    page.get_by_role("button", name="Gửi kết quả").click()
    page.get_by_text("Đã gửi kết quả").wait_for()
    assert Progress.objects.get(assignment=work).text == TYPED


def test_a_report_pressed_twice_or_sent_from_two_tabs_is_sent_once(
    at_work: dict[str, str], open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    work = Assignment.objects.get(unit__code="23872", task__code="3.6")
    tab = open_page(f"/nhiem-vu/{work.public_id}/", "unit_officer")
    other = open_page(f"/nhiem-vu/{work.public_id}/", "unit_officer")
    for page, words in ((tab, TYPED), (other, "Câu của thẻ thứ hai.")):
        page.get_by_label("Kết quả thực hiện").fill(words)
    tab.get_by_role("button", name="Gửi kết quả").dblclick()
    tab.get_by_text("Đã gửi kết quả").wait_for()
    other.get_by_role("button", name="Gửi kết quả").click()
    other.locator(".td-problems").wait_for()
    shoot(other, "typed-two-tabs")
    expect(other.locator(".td-problems")).to_contain_text("PR-110")
    other.get_by_text("Nội dung vừa gõ, chưa lưu").wait_for()
    other.get_by_text("Câu của thẻ thứ hai.").wait_for()
    expect(other.locator(".td-crumb a").first).to_have_text("Việc của tôi")
    assert Progress.objects.filter(assignment=work).count() == 1
