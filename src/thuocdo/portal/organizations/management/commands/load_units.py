"""``load_units``: the facts about units, into the tables."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from thuocdo.portal.organizations.services import load_units


class Command(BaseCommand):
    help = "Nạp danh mục tỉnh, huyện (cũ), xã và các lần sắp xếp. Chạy lại không tạo bản trùng."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_units(by=None, at=timezone.now())
        self.stdout.write(f"Đơn vị: {loaded.units}; mã khác: {loaded.codes}; lần sắp xếp: {loaded.successions}.")
