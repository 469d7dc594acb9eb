"""The sample at work in a browser: what each role meets after ``make run``, at both widths."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.organizations import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MEETS = (
    ("coordinator", "/", "quá hạn"),
    ("coordinator", "/ke-hoach/", "văn bản mẫu"),
    ("coordinator", "/ke-hoach/nhap/", "Tải kế hoạch mẫu (.docx)"),
    ("coordinator", "/theo-doi/", "Thí điểm trả kết quả tại nhà"),
    ("coordinator", "/theo-doi/ma-tran/", "Sở Tư pháp"),
    ("coordinator", "/bao-cao/", "/149"),
    ("unit_officer", "/viec-cua-toi/", "Thí điểm trả kết quả tại nhà"),
    ("unit_head", "/viec-cua-toi/cho-phe-duyet/", "số liệu minh họa"),
    ("leader", "/", "quá hạn"),
    ("auditor", "/theo-doi/", "Thí điểm trả kết quả tại nhà"),
)


@pytest.fixture
def at_work(sample: dict[str, str]) -> None:
    """The sample with its plan assigned, partly reported, and an open round."""
    for step in samples.steps(with_people=True):
        step.run(None, datetime.now(UTC))


def test_every_role_meets_work_and_no_page_runs_over_the_width(
    at_work: None, open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    for place, (person, path, words) in enumerate(MEETS):
        for phone in (False, True):
            page = open_page(path, person, phone=phone)
            assert words in page.locator("main").inner_text(), (person, path, phone)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (person, path, phone)
            shoot(page, f"sample-{place}-{person}-{'360' if phone else '1366'}")
            page.context.close()
