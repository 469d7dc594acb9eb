"""The page about the installation tells administrators and auditors whether work outside requests gets done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from thuocdo.portal.jobs import registry
from thuocdo.portal.jobs.models import Job, Turn
from thuocdo.portal.jobs.services import claims

if TYPE_CHECKING:
    from django.test import Client


def page(client: Client) -> str:
    """Return the page as text."""
    return client.get("/phan-mem/").content.decode()


@pytest.mark.parametrize(
    ("person", "told"),
    [("administrator", True), ("auditor", True), ("coordinator", False), ("leader", False), ("unit_officer", False)],
)
def test_it_is_told_to_those_who_can_see_to_it(
    request: pytest.FixtureRequest, client: Client, person: str, told: bool
) -> None:
    client.force_login(request.getfixturevalue(person))

    assert ("Việc chạy nền" in page(client)) is told


def test_that_nobody_works_is_said_with_the_command(client: Client, administrator: object) -> None:
    client.force_login(administrator)  # type: ignore[arg-type]  # the cast's person
    assert "python -m thuocdo.portal worker" in page(client)

    claims.sign_on(name="mot", at=timezone.now())
    told = page(client)
    assert "python -m thuocdo.portal worker" not in told
    assert "1 tiến trình đang chạy" in told


def test_each_piece_of_regular_work_stands_there_with_its_last_error(client: Client, administrator: object) -> None:
    claims.sign_on(name="mot", at=timezone.now())
    Turn.objects.filter(name="plans.forget_old_drafts").update(failed_at=timezone.now(), error="OSError: <đĩa đầy>")
    client.force_login(administrator)  # type: ignore[arg-type]  # as above

    told = page(client)
    assert all(str(entry.label) in told for entry in registry.scheduled())
    assert "OSError: &lt;đĩa đầy&gt;" in told


def test_a_job_that_went_wrong_is_told_with_its_error_but_not_whose_it_was(
    client: Client, administrator: object
) -> None:
    now = timezone.now()
    Job.objects.create(
        kind="plans.read", subject="bi-mat", asked_at=now, state="failed", finished_at=now, error="KeyError: 'a'"
    )
    client.force_login(administrator)  # type: ignore[arg-type]  # as above

    told = page(client)
    assert "Đọc kế hoạch, " in told
    assert "KeyError" in told
    assert "bi-mat" not in told
