"""``make bench``: 150 units with 120 assignments each; home, matrix and list in at most 200 ms of server time.

On SQLite, then on a throw-away PostgreSQL. Builds a portal of its own with three plans of 40 tasks, a third of which
have been reported, and asks for the pages as a coordinator, as the officer of a commune and as its head. The time is
that of the whole request: session, permissions, queries, template. Each page's queries are counted beside; what they
must be at any size is pinned in ``tests/portal/progress/test_pages.py`` and ``tests/portal/dashboards/test_home.py``.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from databases import CHOSEN, on_both

if TYPE_CHECKING:
    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User

LIMIT = 0.200
TIMES = 15
PLANS, TASKS, UNITS = 3, 40, 150
QUARTERLY = {
    "text": "Trước ngày 15 của tháng cuối quý",
    "kind": "recurring",
    "until": None,
    "before": True,
    "rhythm": "15th of the last month of each quarter",
}
CRITERIA = ("DOSSIER_ON_TIME", "ONLINE_CHANNEL", "SO_HOA_GIAY_TO_GIAI_QUYET", "PUBLISH_ON_TIME")
"""What a quarter of the tasks serve."""
PAGES = {
    "home": "/",
    "list": "/theo-doi/",
    "list, overdue": "/theo-doi/?han=qua-han",
    "list, last page": "/theo-doi/?trang=360",
    "list, by name": "/theo-doi/?q=an",
    "matrix": "/theo-doi/ma-tran/",
    "calendar": "/theo-doi/lich/",
    "whom nobody answers for": "/theo-doi/chua-co-nguoi/",
    "overdue, before letters": "/theo-doi/don-doc/",
    "workbooks of units": "/tep-don-vi/",
}
OWN = {"home of a commune": "/", "own work": "/viec-cua-toi/", "own list": "/theo-doi/"}
HEAD = {"home of a head": "/", "approvals": "/viec-cua-toi/cho-phe-duyet/", "naming": "/viec-cua-toi/giao-viec/"}


def main() -> None:
    """Measure each page and print the medians beside the limit."""
    if CHOSEN not in os.environ:
        on_both(__file__)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(THUOCDO_VAR=folder, DJANGO_SETTINGS_MODULE="thuocdo.portal.config.settings")
        if not os.environ[CHOSEN]:
            del os.environ[CHOSEN]
        for client, pages in zip(build_portal(), (PAGES, OWN, HEAD), strict=True):
            for what, path in pages.items():
                print(f"18,000 assignments, {what}: {_measure(client, path)}", flush=True)


def build_portal() -> list[Client]:
    # Imported here: Django reads its settings from the environment that was just set.
    # ruff: noqa: PLC0415
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from thuocdo.portal.editions.samples import store_shipped_editions
    from thuocdo.portal.organizations import services
    from thuocdo.portal.organizations.models import Kind, Role
    from thuocdo.portal.organizations.selectors import unit_by_code, units_within

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    at = timezone.now()
    services.load_units(by=None, at=at)
    root = unit_by_code("gso", "52")
    if root is None:
        raise SystemExit("the facts about units have no Gia Lai")
    services.set_root(unit=root, by=None, at=at)
    store_shipped_editions(None, at)
    units = list(units_within(root).filter(valid_to__isnull=True).exclude(kind=Kind.PROVINCE).order_by("pk")[:UNITS])
    clients = []
    cast = (("do", root, Role.COORDINATOR), ("xa", units[0], Role.UNIT_OFFICER), ("truong", units[0], Role.UNIT_HEAD))
    for name, unit, role in cast:
        person = services.add_person(username=name, display_name="Đo", by=None, at=at, must_change_password=False).user
        services.grant_membership(user=person, unit=unit, role=role, valid_from=date(2025, 7, 1), by=None, at=at)
        client = Client(HTTP_HOST="localhost")
        client.force_login(person)
        clients.append(client)
    _assign(root, units, person)
    return clients


def _assign(root: Unit, units: list[Unit], by: User) -> None:
    """Make the plans, their tasks, the assignments, and a report on every third of them."""
    from django.utils import timezone

    from thuocdo.portal.plans.models import Assignment, Plan, Progress, Task, TaskCriterion

    now = timezone.now()
    at = now - timedelta(days=200)
    for number in range(PLANS):
        plan = Plan.objects.create(
            unit=root, state="assigned", type="Kế hoạch", number=f"{number}/KH-UBND", effective_on=at.date(),
            subject="Kế hoạch mẫu", created_at=at, assigned_at=at,
        )  # fmt: skip
        tasks = Task.objects.bulk_create(
            Task(
                plan=plan, key=str(place), position=place, code=f"{number}.{place}", content=f"Nhiệm vụ mẫu {place}",
                deadline=QUARTERLY if place % 3 else _until(now.date() + timedelta(days=7 * (place - 20))),
                state="confirmed", original={}, confidence=1, confirmed_at=at,
            )
            for place in range(TASKS)
        )  # fmt: skip
        TaskCriterion.objects.bulk_create(
            TaskCriterion(
                task=task, index="qd766", edition="2022", code=CRITERIA[task.position // 4 % 4], likeness=1,
                why="title", taken=True,
            )
            for task in tasks[::4]
        )  # fmt: skip
        given = Assignment.objects.bulk_create(
            Assignment(task=task, unit=unit, part="does", assigned_at=at) for task in tasks for unit in units
        )
        Progress.objects.bulk_create(
            Progress(
                assignment=one, number=1, state=("approved", "sent", "draft")[place % 3], text="Đã làm", percent=60,
                as_of=at.date(), due_on=now.date(), saved_at=now, saved_by=by,
                decided_at=now if place % 3 == 0 else None,
            )
            for place, one in enumerate(given[::3])
        )  # fmt: skip
    print(f"{PLANS * TASKS} tasks, {len(units)} units, {PLANS * TASKS * len(units):,} assignments")


def _until(day: date) -> dict[str, object]:
    return {"text": f"Trước ngày {day:%d/%m/%Y}", "kind": "date", "until": day.isoformat()}


def _measure(client: Client, path: str) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        if client.get(path).status_code != 200:
            raise SystemExit(f"{path} is not answered")
    queries = len(asked)
    seconds, busy = [], []
    for _ in range(TIMES):
        begin, worked = time.perf_counter(), time.process_time()
        client.get(path)
        seconds.append(time.perf_counter() - begin)
        busy.append(time.process_time() - worked)
    median, slowest = statistics.median(seconds) * 1000, max(seconds) * 1000
    return (
        f"median {median:.0f} ms (limit {LIMIT * 1000:.0f}, slowest {slowest:.0f}), of it at work in Python "
        f"{statistics.median(busy) * 1000:.0f}; {queries} queries"
    )


if __name__ == "__main__":
    main()
