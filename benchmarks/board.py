"""``make bench``: the 766 board with 3,355 ranked units, a page of 50; limit 150 ms of server time.

Builds a portal of its own in a temporary folder (SQLite, or the database that THUOCDO_DATABASE names), imports the
made-up snapshot of ``snapshot766.py`` through the portal's own service, then asks for the board as a coordinator. The
time is that of the whole request: session, permissions, queries, template.
"""

from __future__ import annotations

import csv
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from snapshot766 import heads, write

from thuocdo.indices import compile_all, rank_groups
from thuocdo.rulebooks import load, read_data

if TYPE_CHECKING:
    from django.test import Client

LIMIT = 0.150
TIMES = 15
TOTAL_COLUMNS = "date,period,unit_id,unit_name,level,parent_id,total_score,rank,score_delta,petitions"
PAGES = {
    "first page": "/bo-chi-so/766/",
    "last page by total": "/bo-chi-so/766/?xep=-tong&trang=67",
    "sorted by a group": "/bo-chi-so/766/?xep=MDHL",
    "found by name": "/bo-chi-so/766/?q=xa+so+12",
    "one province": "/bo-chi-so/766/?tinh=H21",
}


def main() -> None:
    """Measure each page and print the medians beside the limit."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(THUOCDO_VAR=folder, DJANGO_SETTINGS_MODULE="thuocdo.portal.config.settings")
        client = _portal(_files(Path(folder)))
        for what, path in PAGES.items():
            median, slowest = _measure(client, path)
            print(
                f"board of 3,355 units, {what}: median {median * 1000:.0f} ms (limit {LIMIT * 1000:.0f}, "
                f"slowest {slowest * 1000:.0f})"
            )


def _files(folder: Path) -> list[tuple[str, bytes]]:
    """Return the snapshot's files, and the totals that its counts earn, with ranks as the source publishes them."""
    paths = write(folder)
    files = [(path.name, path.read_bytes()) for path in paths]
    edition = load("qd766/2022")
    results = {result.unit: result for result in compile_all(edition, read_data(edition, files).units)}
    groups = [node.code for node in edition.total.children]
    places = rank_groups({unit: result.total.points for unit, result in results.items()}, lambda unit: unit[:3])
    totals = folder / "totals.csv"
    with totals.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*TOTAL_COLUMNS.split(","), *groups])
        for head in heads():
            result = results[head[2]]
            place = places[head[2][:3]][head[2]]
            scores = [result.scores[code].points for code in groups]
            writer.writerow([*head, result.total.points, place.place if place else "", "", 0, *scores])
    return [*files, (totals.name, totals.read_bytes())]


def _portal(files: list[tuple[str, bytes]]) -> Client:
    # Imported here: Django reads its settings from the environment that was just set.
    # ruff: noqa: PLC0415
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from thuocdo.portal.editions.samples import store_shipped_editions
    from thuocdo.portal.organizations import services
    from thuocdo.portal.organizations.models import Role
    from thuocdo.portal.organizations.selectors import unit_by_code
    from thuocdo.portal.results.services import import_snapshots

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    at = timezone.now()
    services.load_units(by=None, at=at)
    root = unit_by_code("gso", "52")
    if root is None:
        raise SystemExit("the facts about units have no Gia Lai")
    services.set_root(unit=root, by=None, at=at)
    store_shipped_editions(None, at)
    person = services.add_person(username="do", display_name="Đo", by=None, at=at, must_change_password=False).user
    services.grant_membership(
        user=person, unit=root, role=Role.COORDINATOR, valid_from=timezone.localdate(at), by=None, at=at
    )
    begin = time.perf_counter()
    answers = {"hour": "14:00", "source": "bench", "units": {head[2]: "keep" for head in heads()}}
    import_snapshots(files=files, answers=answers, by=person, at=at)
    print(f"import of the day, 3,355 units with figures, reasons and ranks: {time.perf_counter() - begin:.1f} s")
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    return client


def _measure(client: Client, path: str) -> tuple[float, float]:
    if client.get(path).status_code != 200:
        raise SystemExit(f"{path} is not answered")
    seconds = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        client.get(path)
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds), max(seconds)


if __name__ == "__main__":
    main()
