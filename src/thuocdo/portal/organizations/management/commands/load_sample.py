"""``load_sample``: the sample province, its data, and one login a role."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from thuocdo.portal.organizations import samples


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu (tỉnh Gia Lai) và một tài khoản cho mỗi vai trò. Chạy lại không đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "Không nạp dữ liệu mẫu khi THUOCDO_PRODUCTION=1: tài khoản mẫu không dành cho máy chạy thật."
            )
        at = timezone.now()
        for step in samples.steps():
            self.stdout.write(f"{step.title}: {step.run(None, at)}")
        logins = samples.sample_logins(settings.VAR, at=at)
        for step in samples.steps(with_people=True):
            self.stdout.write(f"{step.title}: {step.run(None, at)}")
        self.stdout.write("\nĐăng nhập thử (mật khẩu riêng của bản cài đặt này, giữ trong sample_logins.txt):")
        width = max(len(login.person.username) for login in logins)
        for login in logins:
            self.stdout.write(f"  {login.person.username:<{width}}  {login.password}  {login.person.role.label}")
