"""The sample plan, taken in as its coordinator would: file, preview, queue, names, assignment."""

from __future__ import annotations

import hashlib
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from thuocdo.documents.samples import sample_file
from thuocdo.portal.organizations.samples import sample_person
from thuocdo.portal.plans import services
from thuocdo.portal.plans.models import Match, Task
from thuocdo.portal.plans.samples.cascade import owe_plans
from thuocdo.portal.plans.samples.progress import report_on
from thuocdo.portal.plans.selectors.plans import imported_before
from thuocdo.portal.plans.selectors.queue import names_asked, tasks_in_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Plan

FILE: Final = "ke-hoach-mau.docx"
ANSWERS: Final[Mapping[str, Match]] = {
    "Báo và Đài PT-TH tỉnh": Match.OUTSIDE,
    "Văn phòng UBND tỉnh": Match.UNNAMED,
}
"""What names mean that are no unit of the sample. Whoever is not named here waits in the queue, to be tried."""
_ASKED: Final = frozenset({"body", "gone"})
"""Doubts that only an answer lifts."""
_RECENT: Final = 10
"""The plan was assigned at most so many days ago, so that its rhythms are not late from the first day."""


@transaction.atomic
def load_sample_plan(_by: User | None, at: datetime) -> str:
    """Take in the sample plan and report on some of it; where it was taken in before, nothing changes."""
    content = sample_file(FILE)
    if imported_before(sha256=hashlib.sha256(content).hexdigest(), fingerprint="") is not None:
        return "đã có"
    coordinator = sample_person("so-noi-vu")
    day = assigned_on(timezone.localdate(at))
    begun = min(at, timezone.make_aware(datetime.combine(day, time())))
    draft = services.begin_draft(name=FILE, content=content, by=coordinator, at=begun)
    services.read_draft(draft=draft, content=content)
    plan = services.import_plan(draft=draft, by=coordinator, at=begun).plan
    _confirm(plan, coordinator, begun)
    done = services.assign_plan(plan=plan, by=coordinator, at=begun)
    reported = report_on(plan, begun=begun, at=at)
    sent = owe_plans(plan, by=coordinator, at=at)
    return (
        f"{done.new} phân công cho {done.units} đơn vị, {reported} báo cáo tiến độ, "
        f"{sent} kế hoạch của xã, phường (số liệu minh họa)"
    )


def assigned_on(today: date) -> date:
    """Return the day after a rhythm last fell due (a month's end, the 14th of a quarter), but at most ten days ago."""
    for days in range(_RECENT):
        before = today - timedelta(days=days + 1)
        if (before + timedelta(days=1)).day == 1 or (before.day == 14 and before.month % 3 == 0):
            return before + timedelta(days=1)
    return today - timedelta(days=_RECENT)


def _confirm(plan: Plan, by: User, at: datetime) -> None:
    """Answer the names that have an answer, and accept what a look at the paper settles."""
    for body in names_asked(plan):
        if body.text in ANSWERS:
            services.answer_body(plan=plan, text=body.text, match=ANSWERS[body.text], by=by, at=at)
    services.accept_certain(plan=plan, by=by, at=at)
    for task in tasks_in_state(plan, Task.State.UNSURE):
        if not _ASKED.intersection(task.doubts):
            services.accept_task(task=task, version=task.version, by=by, at=at)
