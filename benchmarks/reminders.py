"""``make bench``: one morning's reminders for 150 units with 120 assignments each: planned, then written to files.

Asks the portal of ``plans.py``, each unit with an officer and a head who have an address.
"""

from __future__ import annotations

import os
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from plans import build_portal

LIMIT = 5.0
"""Seconds to know who is told what: the work of one moment in a night, and what the page “Thư sắp gửi” takes."""


def main() -> None:
    """Print the time to plan a morning and to send it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(THUOCDO_VAR=folder, DJANGO_SETTINGS_MODULE="thuocdo.portal.config.settings")
        build_portal()
        _add_people()
        _measure(Path(folder))


def _add_people() -> None:
    # Imported here: Django reads its settings from the environment that was just set.
    # ruff: noqa: PLC0415
    from django.utils import timezone

    from thuocdo.portal.organizations.models import Membership, Unit, User

    now = timezone.now()
    units = list(Unit.objects.filter(assignments__isnull=False).distinct())
    for role in ("unit_officer", "unit_head"):
        users = User.objects.bulk_create(
            User(username=f"{role}-{unit.pk}", display_name="Đo", email=f"{role}-{unit.pk}@do.example", created_at=now)
            for unit in units
        )
        Membership.objects.bulk_create(
            Membership(user=user, unit=unit, role=role, valid_from=date(2025, 7, 1))
            for user, unit in zip(users, units, strict=True)
        )


def _measure(folder: Path) -> None:
    from django.conf import settings
    from django.utils import timezone

    from thuocdo.portal.reminders.reading import morning, next_morning
    from thuocdo.portal.reminders.services import plan_of, send_due

    day = next_morning(timezone.now())
    begin = time.perf_counter()
    planned = plan_of(morning(day))
    seconds = time.perf_counter() - begin
    things = sum(len(digest.entries) for digest in planned.digests)
    print(f"a morning of 18,000 assignments planned in {seconds:.2f} s (limit {LIMIT:.0f}): {things:,} things")
    at = timezone.make_aware(datetime.combine(day, settings.REMIND_AT)) + timedelta(minutes=1)
    begin = time.perf_counter()
    summary = send_due(at=at)
    written = len(list((folder / "mail").glob("*.eml")))
    print(f"and sent in {time.perf_counter() - begin:.2f} s: {written} files; {summary}")


if __name__ == "__main__":
    main()
