"""The page on which tasks are tied to criteria, and where their points are read, at both widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from thuocdo.portal.organizations import samples
from thuocdo.portal.plans.models import Plan, TaskCriterion

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


@pytest.fixture
def at_work(sample: dict[str, str]) -> None:
    """The sample with its plan assigned."""
    for step in samples.steps(with_people=True):
        step.run(None, timezone.now())


@pytest.mark.parametrize("phone", [False, True])
def test_criteria_and_points_are_read_at_both_widths(
    open_page: Callable[..., Page],
    at_work: None,
    shoot: Callable[[Page, str], None],
    no_barriers: Callable[[Page], None],
    phone: bool,
) -> None:
    width = 360 if phone else 1366
    plan = Plan.objects.filter(state="assigned", carries_out__isnull=True).latest("pk")
    page = open_page(f"{plan.get_absolute_url()}tieu-chi/", "coordinator", phone=phone)
    for name, address in (
        ("tie", f"{plan.get_absolute_url()}tieu-chi/"),
        ("list", "/theo-doi/?han=con-thoi-gian"),
        ("matrix", "/theo-doi/ma-tran/"),
        ("home", "/"),
    ):
        page.goto(address)
        no_barriers(page)
        shoot(page, f"criteria-{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_coordinator_ties_a_task_that_names_no_criterion(open_page: Callable[..., Page], at_work: None) -> None:
    tie = TaskCriterion.objects.filter(code="", task__plan__state="assigned").select_related("task").first()
    assert tie is not None
    page = open_page(f"{tie.task.plan.get_absolute_url()}tieu-chi/", "coordinator")
    row = page.locator(f"#nhiem-vu-{tie.task.pk}")
    row.get_by_label("Tiêu chí").select_option("qd766/2022|DOSSIER_ON_TIME")
    row.get_by_role("button", name="Xác nhận").click()
    assert page.get_by_text("Đã ghi tiêu chí của nhiệm vụ").is_visible()
    assert page.locator(f"#nhiem-vu-{tie.task.pk}").get_by_text("chia đều cho 2 nhiệm vụ").is_visible()
    page.locator(f"#nhiem-vu-{tie.task.pk}").get_by_role("button", name="Bỏ lựa chọn").click()
    assert page.locator(f"#nhiem-vu-{tie.task.pk}").get_by_text("không tiêu chí nào giống").is_visible()
