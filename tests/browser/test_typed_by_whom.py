"""Two people at one computer: what one was typing is not put into the other's form, and is there for the one again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from thuocdo.portal.organizations import samples
from thuocdo.portal.plans.models import Assignment

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

TYPED = "Câu này đang gõ dở."


@pytest.fixture
def at_work(sample: dict[str, str]) -> dict[str, str]:
    """The sample at work; user names with their passwords."""
    for step in samples.steps(with_people=True):
        step.run(None, datetime.now(UTC))
    return sample


def test_a_draft_is_its_writers_alone(at_work: dict[str, str], open_page: Callable[..., Page]) -> None:
    work = Assignment.objects.get(unit__code="23872", task__code="3.6")
    page = open_page(f"/nhiem-vu/{work.public_id}/nhap-thay/", "coordinator")
    field = page.locator("form[data-draft] textarea").first
    before = field.input_value()
    field.fill(TYPED)
    page.evaluate(
        """() => Object.keys(localStorage).filter((key) => key.startsWith("td-draft:")).forEach((key) => {
            const [prefix, , ...name] = key.split(":");
            localStorage.setItem([prefix, "nguoi-khac", ...name].join(":"), localStorage.getItem(key));
            localStorage.removeItem(key);
        })"""
    )
    page.reload()
    expect(field).to_have_value(before)

    field.fill(TYPED)
    page.reload()
    expect(field).to_have_value(TYPED)
    assert page.evaluate("() => Object.keys(localStorage).length") == 2, "the other one's waits as well"
