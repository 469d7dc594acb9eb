"""``python -m thuocdo.portal settings_table``: print ``docs/settings.md``."""

from typing import Any

from django.core.management.base import BaseCommand

from thuocdo.portal.config.table import as_markdown


class Command(BaseCommand):
    help = "In bảng các thiết đặt (docs/settings.md)."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_markdown(), ending="")
