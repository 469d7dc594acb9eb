"""``docs/workflow.md`` names every state of a job with its word on screen, and what the code lets follow."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.jobs import services
from thuocdo.portal.jobs.models import Job
from thuocdo.portal.jobs.selectors import SILENT_AFTER
from thuocdo.portal.jobs.services import claims
from thuocdo.portal.jobs.worker import Hand, Progress

if TYPE_CHECKING:
    from thuocdo.portal.jobs.models import Worker

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
PAGE = (Path(__file__).resolve().parents[3] / "docs" / "workflow.md").read_text("utf-8")
SECTION = PAGE.split("## Việc chạy nền · Job\n", 1)[1].split("\n## ", 1)[0]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in SECTION.splitlines() if line.startswith("| `")
]


def test_every_state_stands_in_the_table_with_its_word() -> None:
    assert {row[0].strip("`"): row[1] for row in ROWS} == {state.value: str(state.label) for state in Job.State}


def _acts(worker: Worker, job: Job) -> list[tuple[str, object]]:
    """Return everything that can happen to a job."""
    own = {"job": job, "worker": worker}
    ends = [(state, lambda state=state: claims.end_job(**own, state=state, at=AT)) for state in ("done", "failed")]
    stopped = Job.State.STOPPED
    return [
        ("take", lambda: claims.take_job(worker=worker, at=AT)),
        ("stop", lambda: services.stop(kind=job.kind, subject=job.subject, at=AT)),
        ("stopped", lambda: claims.end_job(**own, state=stopped, at=AT)),
        ("give back", lambda: claims.give_back(**own)),
        ("die", lambda: claims.strike_off_the_silent(at=AT + SILENT_AFTER)),
        ("word", lambda: Progress(job, Hand(worker, now=lambda: AT, ending=threading.Event()))(1, 2)),
        *ends,
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_may_follow_a_state_is_what_the_code_lets_follow(row: list[str], db: None) -> None:
    state, allowed = row[0].strip("`"), set(re.findall(r"`(\w+)`", row[3]))
    seen = set()
    for number in range(8):
        for starts in (1, claims.MOST_STARTS):
            worker = claims.sign_on(name=f"{number}-{starts}", at=AT)
            at_work = worker if state == "running" else None
            job = Job.objects.create(
                kind="test", subject="a", asked_at=AT, state=state, worker=at_work, starts=starts
            )  # fmt: skip
            _name, act = _acts(worker, job)[number]
            try:
                act()  # type: ignore[operator]  # each is a function without arguments
            except claims.LostError:
                assert state != "running"
            seen |= {Job.objects.get(pk=job.pk).state} - {state}
            Job.objects.all().delete()

    assert seen == allowed
