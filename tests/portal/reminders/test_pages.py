"""The pages of reminders: what went out, what will, what a person chooses."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from thuocdo.portal.audit.models import Event
from thuocdo.portal.organizations.models import User
from thuocdo.portal.reminders import services
from thuocdo.portal.reminders.models import Mail, Preference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from django.core.mail import EmailMessage
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries
    from pytest_django.fixtures import SettingsWrapper

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.plans.models import Assignment


@pytest.fixture
def now(morning_at: datetime) -> Iterator[None]:
    with time_machine.travel(morning_at, tick=False):
        yield


@pytest.fixture
def as_coordinator(client: Client, coordinator: User, now: None) -> Client:
    """The coordinator at the browser, on the morning of the tests."""
    client.force_login(coordinator)
    return client


def text(response: object) -> str:
    """Return the words of a page, spaces joined."""
    page = response.content.decode()  # type: ignore[attr-defined]  # a response has content
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_before_the_first_mail_the_page_says_what_will_be_here(as_coordinator: Client) -> None:
    page = text(as_coordinator.get("/nhac-viec/"))

    assert "Chưa có thư nhắc việc nào" in page
    assert "Lượt tiếp theo sáng 09/10/2026, từ 07:30" in page


def test_what_was_sent_is_listed_with_its_counts_and_can_be_searched(
    as_coordinator: Client, work: dict[str, Assignment], morning_at: datetime
) -> None:
    services.send_due(at=morning_at)

    page = text(as_coordinator.get("/nhac-viec/"))
    assert "Lượt hôm nay xong lúc" in page
    assert "Nhắc việc 08/10/2026: 1 việc quá hạn, 2 việc sắp đến hạn 3 Đã gửi" in page
    found = as_coordinator.get("/nhac-viec/", {"q": "Thủ trưởng", "tinh-trang": "da-gui"})
    assert [mail.user.username for mail in found.context["page"]] == ["thu_truong"]
    nothing = as_coordinator.get("/nhac-viec/", {"tinh-trang": "khong-ro"})
    assert "Không có thư nào khớp" in text(nothing)


def test_a_mail_can_be_read_again_with_what_to_do_about_it(
    as_coordinator: Client, work: dict[str, Assignment], morning_at: datetime
) -> None:
    services.send_due(at=morning_at)
    mail = Mail.objects.get(user__username="can_bo")
    Mail.objects.filter(pk=mail.pk).update(state="unknown", error="SMTPServerDisconnected: lost")

    page = text(as_coordinator.get(mail.get_absolute_url()))

    assert "Niêm yết quy trình (Kế hoạch 12/KH-UBND)" in page
    assert "hãy hỏi người nhận" in page
    assert "SMTPServerDisconnected" in page


def test_people_without_an_address_are_named_with_their_unit(
    as_coordinator: Client, work: dict[str, Assignment], unit_officer: User
) -> None:
    User.objects.filter(pk=unit_officer.pk).update(email="")

    page = text(as_coordinator.get("/nhac-viec/"))

    assert "1 người chưa có địa chỉ thư nên không được nhắc" in page
    assert "Cán bộ xã (mẫu) (Công chức đầu mối, xã Vân Canh)" in page


def test_the_preview_shows_each_mail_of_the_next_working_morning(
    as_coordinator: Client, work: dict[str, Assignment], unit_head: User
) -> None:
    User.objects.filter(pk=unit_head.pk).update(email="")

    response = as_coordinator.get("/nhac-viec/sap-gui/")

    page = text(response)
    assert "Sáng 09/10/2026" in page
    assert "Tập huấn ký số (Kế hoạch 12/KH-UBND) hạn 09/10/2026, đến hạn hôm nay" in page
    assert "chưa có địa chỉ thư, không gửi được" in page
    assert [unit.full_name for unit in response.context["units"]] == ["xã Vân Canh"]
    found = as_coordinator.get("/nhac-viec/sap-gui/", {"q": "van canh can bo"})
    assert [row["user"].username for row in found.context["page"]] == ["can_bo"]
    assert "Không có ai khớp" in text(as_coordinator.get("/nhac-viec/sap-gui/", {"q": "không ai"}))
    assert not Mail.objects.exists(), "looking reserves nothing"


def test_without_news_the_preview_says_so(as_coordinator: Client) -> None:
    assert "Không có việc mới để nhắc" in text(as_coordinator.get("/nhac-viec/sap-gui/"))


def test_one_unit_is_reminded_at_once_from_the_preview(
    as_coordinator: Client, work: dict[str, Assignment], commune: Unit, mailoutbox: list[EmailMessage]
) -> None:
    sent = as_coordinator.post("/nhac-viec/gui-ngay/", {"don-vi": str(commune.pk)}, follow=True)
    assert "Đã gửi 2 thư cho xã Vân Canh." in text(sent)

    again = as_coordinator.post("/nhac-viec/gui-ngay/", {"don-vi": str(commune.pk)})
    assert again.status_code == 409
    assert "RM-102" in text(again)
    assert len(mailoutbox) == 2
    assert as_coordinator.post("/nhac-viec/gui-ngay/", {"don-vi": "999999"}).status_code == 404


def test_a_person_chooses_the_rhythm_and_the_choice_is_in_the_journal(
    client: Client, unit_officer: User, now: None
) -> None:
    client.force_login(unit_officer)
    page = text(client.get("/ho-so/nhac-viec/"))
    assert "Hồ sơ chưa có địa chỉ thư" in page

    saved = client.post("/ho-so/nhac-viec/", {"rhythm": "weekly"}, follow=True)

    assert "Đã lưu cách nhận nhắc việc." in text(saved)
    kept = Preference.objects.get()
    assert (kept.wants, kept.rhythm) == (False, "weekly")
    event = Event.objects.get(action="reminders.preference.changed")
    assert (event.was, event.now) == ({"wants": True, "rhythm": "daily"}, {"wants": False, "rhythm": "weekly"})
    client.post("/ho-so/nhac-viec/", {"rhythm": "weekly"})
    assert Event.objects.filter(action="reminders.preference.changed").count() == 1, "the same again changes nothing"
    assert client.get(reverse("profile")).content.decode().count("/ho-so/nhac-viec/") == 1


# ── Cost ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("count", [1, 30])
def test_a_morning_is_planned_in_the_same_queries_however_much_there_is(
    count: int,
    give: Callable[..., Assignment],
    commune: Unit,
    other_commune: Unit,
    addressed: None,
    morning_at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from thuocdo.portal.reminders.reading import morning  # noqa: PLC0415 (only here)

    for number in range(count):
        give(commune, f"Việc {number}", "2026-10-05")
        give(other_commune, f"Việc khác {number}", "2026-10-09")

    with django_assert_num_queries(19):
        planned = services.plan_of(morning(morning_at.date()))

    assert sum(len(digest.entries) for digest in planned.digests) >= count


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_command_shows_first_and_then_sends(
    work: dict[str, Assignment],
    morning_at: datetime,
    mailoutbox: list[EmailMessage],
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("send_reminders", "--dry-run", "--at", morning_at.isoformat())
    shown = capsys.readouterr().out
    assert "Cán bộ xã (mẫu): Nhắc việc 08/10/2026: 1 việc quá hạn, 2 việc sắp đến hạn" in shown
    assert shown.endswith("Sẽ gửi 3 thư\n")
    assert mailoutbox == []

    call_command("send_reminders", "--at", morning_at.isoformat())
    assert capsys.readouterr().out == "3 thư đã gửi\n"
    call_command("send_reminders", "--at", (morning_at + timedelta(hours=1)).isoformat())
    assert capsys.readouterr().out == "đã nhắc việc của hôm nay\n"


def test_the_command_refuses_a_moment_that_is_none() -> None:
    with pytest.raises(CommandError, match="cần thời điểm dạng"):
        call_command("send_reminders", "--at", "sáng mai")


def test_the_command_says_that_the_server_does_not_answer(
    work: dict[str, Assignment], morning_at: datetime, settings: SettingsWrapper
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    with pytest.raises(CommandError, match="RM-103"):
        call_command("send_reminders", "--at", morning_at.isoformat())


def test_without_a_server_each_mail_is_a_file_that_its_owner_can_read(
    work: dict[str, Assignment], morning_at: datetime, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "thuocdo.portal.config.mail.FolderBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    services.send_due(at=morning_at)

    files = sorted((tmp_path / "mail").iterdir())
    assert [path.suffix for path in files] == [".eml"] * 3
    officer = next(path for path in files if "can_bo_example.vn" in path.name)
    assert "Niêm yết quy trình (Kế hoạch 12/KH-UBND): hạn 05/10/2026" in officer.read_text("utf-8")
    assert officer.stat().st_mode & 0o777 == 0o600
