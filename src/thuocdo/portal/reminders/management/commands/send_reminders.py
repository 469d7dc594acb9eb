"""``send_reminders``: send the reminders that are due, for cron where no worker runs; or show what would be sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from thuocdo.errors import ThuocDoError
from thuocdo.portal.reminders.reading import morning
from thuocdo.portal.reminders.services import plan_of, send_due
from thuocdo.portal.reminders.writing import subject_of

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Send what is due; run again, it sends nothing twice."""

    help = "Gửi thư nhắc việc đến hạn. Chạy lại không gửi lần nữa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the moment and whether only to show."""
        parser.add_argument("--dry-run", action="store_true", help="chỉ in ra sẽ nhắc ai bao nhiêu việc, không gửi")
        parser.add_argument("--at", default="", help="thời điểm dạng 2026-11-23T07:30+07:00; để trống: bây giờ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say in one line what was done."""
        at = self._moment(options["at"])
        if options["dry_run"]:
            self._show(at)
            return
        try:
            self.stdout.write(str(send_due(at=at)))
        except ThuocDoError as error:
            raise CommandError("\n".join(problem.render() for problem in error.problems)) from error

    def _moment(self, text: str) -> datetime:
        try:
            at = datetime.fromisoformat(text) if text else timezone.now()
        except ValueError:
            raise CommandError(f"--at: cần thời điểm dạng 2026-11-23T07:30+07:00, nhưng gặp “{text}”.") from None
        return timezone.make_aware(at) if timezone.is_naive(at) else at

    def _show(self, at: datetime) -> None:
        day = timezone.localdate(at)
        standing = morning(day)
        planned = plan_of(standing)
        for digest in planned.digests:
            self.stdout.write(f"{standing.users[digest.person]}: {subject_of(digest, day)}")
        for digest in planned.unreachable:
            words = f"{standing.users[digest.person]}: chưa có địa chỉ thư, {len(digest.entries)} việc"
            self.stdout.write(words)
        self.stdout.write(f"Sẽ gửi {len(planned.digests)} thư")
