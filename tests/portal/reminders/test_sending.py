"""What goes out on a morning, to whom; never twice, whatever breaks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import TYPE_CHECKING

import pytest
from django.core.mail.backends.locmem import EmailBackend

from thuocdo.portal.audit.models import Event
from thuocdo.portal.organizations.models import Membership, User
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services.progress import return_report, save_report, send_report
from thuocdo.portal.reminders import services
from thuocdo.portal.reminders.models import Mail, MorningRound, Telling
from thuocdo.portal.reminders.problems import ReminderError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.mail import EmailMessage

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.plans.models import Assignment, Progress

    Mailed = Callable[[], dict[str, EmailMessage]]

DAY = timedelta(days=1)


def titles(mail: EmailMessage) -> list[str]:
    """Return the headings and lines of a mail without its addresses."""
    return [line for line in str(mail.body).splitlines() if line.startswith("- ") or line.isupper() or line[-1:] == ")"]


def test_each_person_is_told_once_what_concerns_that_person(
    work: dict[str, Assignment], morning_at: datetime, mailed: Mailed
) -> None:
    summary = services.send_due(at=morning_at)

    assert titles(mailed()["can_bo"]) == [
        "VIỆC ĐÃ QUÁ HẠN (1)",
        "- 1.1 Niêm yết quy trình (Kế hoạch 12/KH-UBND): hạn 05/10/2026, quá hạn 3 ngày",
        "VIỆC SẮP ĐẾN HẠN (2)",
        "- 1.2 Tập huấn ký số (Kế hoạch 12/KH-UBND): hạn 09/10/2026, còn 1 ngày làm việc",
        "- 1.3 Rà soát biểu mẫu (Kế hoạch 12/KH-UBND): hạn 14/10/2026, còn 4 ngày làm việc",
    ]
    assert titles(mailed()["thu_truong"]) == [
        "VIỆC QUÁ HẠN CỦA CƠ QUAN, ĐƠN VỊ (1)",
        "- 1.1 Niêm yết quy trình (Kế hoạch 12/KH-UBND): hạn 05/10/2026, quá hạn 3 ngày",
    ]
    assert titles(mailed()["dau_moi"]) == [
        "CƠ QUAN, ĐƠN VỊ CÓ VIỆC QUÁ HẠN (1)",
        "- Xã Vân Canh: 1 việc quá hạn: quá hạn lâu nhất 3 ngày",
    ]
    assert (summary.sent, summary.things, str(summary)) == (3, 5, "3 thư đã gửi")


def test_the_mail_says_its_counts_links_to_pages_and_reads_in_both_forms(
    work: dict[str, Assignment], morning_at: datetime, mailed: Mailed
) -> None:
    services.send_due(at=morning_at)
    mail = mailed()["can_bo"]

    assert mail.subject == "Nhắc việc 08/10/2026: 1 việc quá hạn, 2 việc sắp đến hạn"
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    address = f"http://127.0.0.1:8000/nhiem-vu/{work['overdue'].public_id}/"
    html, kind = mail.alternatives[0]  # type: ignore[attr-defined]  # it has alternatives: that is claimed here
    assert address in str(mail.body)
    assert f'href="{address}"' in html
    assert kind == "text/html"


def test_run_again_the_same_day_nothing_goes_out(
    work: dict[str, Assignment], morning_at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    services.send_due(at=morning_at)
    again = services.send_due(at=morning_at + timedelta(hours=3))

    assert len(mailoutbox) == 3
    assert again.why_not == "đã nhắc việc của hôm nay"


def test_the_next_morning_tells_only_what_is_new(
    work: dict[str, Assignment], morning_at: datetime, mailoutbox: list[EmailMessage], mailed: Mailed
) -> None:
    services.send_due(at=morning_at)
    mailoutbox.clear()
    services.send_due(at=morning_at + DAY)
    assert mailoutbox == [], "the task of today was told yesterday as near"

    services.send_due(at=morning_at + 4 * DAY)  # Monday: the task of Friday is overdue now
    assert titles(mailed()["can_bo"]) == [
        "VIỆC ĐÃ QUÁ HẠN (1)",
        "- 1.2 Tập huấn ký số (Kế hoạch 12/KH-UBND): hạn 09/10/2026, quá hạn 3 ngày",
    ]


def test_what_stays_overdue_is_told_again_after_a_week(
    work: dict[str, Assignment], morning_at: datetime, mailoutbox: list[EmailMessage], mailed: Mailed
) -> None:
    services.send_due(at=morning_at)
    mailoutbox.clear()
    services.send_due(at=morning_at + 7 * DAY)

    assert any("Niêm yết quy trình" in line and "quá hạn 10 ngày" in line for line in titles(mailed()["can_bo"]))
    assert Telling.objects.filter(base__endswith="2026-10-05:overdue", user__username="can_bo").count() == 2


@pytest.mark.parametrize(
    ("hours", "why"),
    [(-1, "chưa đến giờ nhắc việc 07:30"), (48, "hôm nay không phải ngày làm việc")],
)
def test_no_round_before_its_hour_or_on_a_day_off(
    work: dict[str, Assignment], morning_at: datetime, mailoutbox: list[EmailMessage], hours: int, why: str
) -> None:
    summary = services.send_due(at=morning_at + timedelta(hours=hours))

    assert (summary.why_not, mailoutbox) == (why, [])
    assert not MorningRound.objects.exists()


def test_a_morning_without_news_sends_nothing_and_is_done(addressed: None, morning_at: datetime) -> None:
    assert str(services.send_due(at=morning_at)) == "không có việc mới để nhắc"
    assert MorningRound.objects.get().mails == 0
    assert not Event.objects.filter(action="reminders.morning.sent").exists()


def test_requests_to_bodies_outside_remind_nobody(
    give: Callable[..., Assignment], addressed: None, morning_at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    give(None, "Tham gia giám sát", "2026-10-05", addressee="Hội Cựu chiến binh tỉnh")

    services.send_due(at=morning_at)

    assert mailoutbox == []


def test_without_an_officer_the_head_is_told_and_told_that_nobody_is_named(
    work: dict[str, Assignment], unit_officer: User, morning_at: datetime, mailed: Mailed
) -> None:
    Membership.objects.filter(user=unit_officer).update(valid_to=date(2026, 9, 1))

    services.send_due(at=morning_at)

    lines = titles(mailed()["thu_truong"])
    assert "- Xã Vân Canh chưa có công chức đầu mối: " in " ".join(lines)
    assert "VIỆC SẮP ĐẾN HẠN (2)" in lines
    assert "VIỆC QUÁ HẠN CỦA CƠ QUAN, ĐƠN VỊ (1)" not in lines, "the head has it as work to do, once"
    assert "can_bo" not in mailed()


def test_units_with_nobody_at_all_are_counted_for_the_coordinator(
    give: Callable[..., Assignment], other_commune: Unit, addressed: None, morning_at: datetime, mailed: Mailed
) -> None:
    give(other_commune, "Niêm yết quy trình", "2026-12-20")

    services.send_due(at=morning_at)

    assert "1 cơ quan, đơn vị có việc mà chưa có ai nhận nhắc việc" in str(mailed()["dau_moi"].body)


def said(assignment: Assignment, by: User, at: datetime) -> Progress:
    content = Content(text="Đã niêm yết", as_of=date(2026, 10, 7), done=True)
    report = save_report(assignment=assignment, content=content, version=0, by=by, at=at)
    return send_report(assignment=assignment, content=content, version=report.version, by=by, at=at)


def test_a_report_that_was_sent_waits_for_the_head_and_the_officer_is_left_alone(
    work: dict[str, Assignment], unit_officer: User, morning_at: datetime, mailed: Mailed
) -> None:
    said(work["overdue"], unit_officer, morning_at - DAY)

    services.send_due(at=morning_at)

    assert "Niêm yết" not in str(mailed()["can_bo"].body)
    assert titles(mailed()["thu_truong"]) == [
        "BÁO CÁO CHỜ PHÊ DUYỆT (1)",
        "- 1.1 Niêm yết quy trình (Kế hoạch 12/KH-UBND): chờ Thủ trưởng phê duyệt; hạn 05/10/2026, đã quá hạn",
    ]


def test_each_return_is_told_once(
    work: dict[str, Assignment], unit_officer: User, unit_head: User, morning_at: datetime, mailed: Mailed
) -> None:
    sent = said(work["later"], unit_officer, morning_at - DAY)
    return_report(report=sent, reason="Thiếu ảnh", by=unit_head, at=morning_at - DAY)

    services.send_due(at=morning_at)

    assert "- 1.4 Tổng kết năm (Kế hoạch 12/KH-UBND): được đề nghị bổ sung; lý do ghi ở đầu trang" in titles(
        mailed()["can_bo"]
    )


def test_who_has_no_address_is_not_written_to_and_keeps_the_news_for_later(
    work: dict[str, Assignment], unit_officer: User, morning_at: datetime, mailed: Mailed
) -> None:
    User.objects.filter(pk=unit_officer.pk).update(email="")
    services.send_due(at=morning_at)
    assert "can_bo" not in mailed()

    User.objects.filter(pk=unit_officer.pk).update(email="can_bo@example.vn")
    services.send_due(at=morning_at + DAY)
    assert "Niêm yết quy trình" in str(mailed()["can_bo"].body)


def test_who_chose_a_weekly_rhythm_or_none_is_heard(
    work: dict[str, Assignment], unit_officer: User, unit_head: User, morning_at: datetime, mailed: Mailed
) -> None:
    services.change_preference(wants=False, rhythm="daily", by=unit_head, at=morning_at)
    services.change_preference(wants=True, rhythm="weekly", by=unit_officer, at=morning_at)
    services.send_due(at=morning_at)
    assert "thu_truong" not in mailed()
    first = mailed()["can_bo"]

    services.send_due(at=morning_at + DAY)
    assert mailed()["can_bo"] is first


# ── What breaks ──────────────────────────────────────────────────────────────────────────────────────────────────────
class Server:
    """A mail server that answers as a test says, one answer a mail; then as usual."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: list[Exception] = []
        self.closed = False
        self.opened = 0
        real = EmailBackend.send_messages

        def send(backend: EmailBackend, messages: list[EmailMessage]) -> int:
            if self.answers:
                raise self.answers.pop(0)
            return real(backend, messages)

        def opened(backend: EmailBackend) -> bool:
            self.opened += 1
            if self.closed:
                raise ConnectionRefusedError(111, "Connection refused")
            return True

        monkeypatch.setattr(EmailBackend, "send_messages", send)
        monkeypatch.setattr(EmailBackend, "open", opened)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """The mail server of a test."""
    return Server(monkeypatch)


def states() -> dict[str, str]:
    return {mail.user.username: mail.state for mail in Mail.objects.select_related("user")}


def test_a_server_that_does_not_answer_leaves_everything_for_later(
    work: dict[str, Assignment], morning_at: datetime, server: Server, mailoutbox: list[EmailMessage]
) -> None:
    server.closed = True
    with pytest.raises(ReminderError, match="RM-103"):
        services.send_due(at=morning_at)
    assert not Mail.objects.exists()
    assert not MorningRound.objects.exists()

    server.closed = False
    assert services.send_due(at=morning_at + timedelta(minutes=15)).sent == 3
    assert len(mailoutbox) == 3


def test_what_a_server_refuses_for_now_is_tried_again_three_times_at_most(
    work: dict[str, Assignment], morning_at: datetime, server: Server, mailed: Mailed
) -> None:
    full = SMTPRecipientsRefused({"can_bo@example.vn": (452, b"full")})
    server.answers = [full]
    services.send_due(at=morning_at)
    first = next(user for user, state in states().items() if state == "failed")
    assert first not in mailed()

    services.send_due(at=morning_at + timedelta(minutes=14))
    assert states()[first] == "failed", "not before its pause"
    server.answers = [full]
    services.send_due(at=morning_at + timedelta(minutes=15))
    assert states()[first] == "failed"
    services.send_due(at=morning_at + timedelta(minutes=45))

    assert states()[first] == "sent"
    assert Mail.objects.get(user__username=first).attempts == 3


def test_after_the_third_refusal_it_is_given_up_and_told_the_next_morning(
    work: dict[str, Assignment], morning_at: datetime, server: Server, mailed: Mailed
) -> None:
    for minutes in (0, 15, 45):
        server.answers = [SMTPRecipientsRefused({"x": (452, b"full")})]
        services.send_due(at=morning_at + timedelta(minutes=minutes))
    (first,) = [user for user, state in states().items() if state == "given_up"]

    assert services.send_due(at=morning_at + timedelta(hours=5)).sent == 0, "one mail a day"
    services.send_due(at=morning_at + DAY)

    assert first in mailed()


def test_an_address_that_does_not_exist_is_given_up_at_once_and_says_why(
    work: dict[str, Assignment], morning_at: datetime, server: Server
) -> None:
    server.answers = [SMTPDataError(550, b"no such user")]
    summary = services.send_due(at=morning_at)

    assert str(summary) == "2 thư đã gửi; 1 thư không gửi được"
    given_up = Mail.objects.get(state="given_up")
    assert "550" in given_up.error
    assert not given_up.tellings.exists()


def test_a_line_that_breaks_makes_one_mail_unknown_and_the_rest_go_on_a_new_line(
    work: dict[str, Assignment], morning_at: datetime, server: Server, mailoutbox: list[EmailMessage]
) -> None:
    server.answers = [SMTPServerDisconnected("lost")]
    summary = services.send_due(at=morning_at)

    assert summary.counts == {"unknown": 1, "sent": 2}
    assert server.opened == 2
    services.send_due(at=morning_at + timedelta(hours=2))
    services.send_due(at=morning_at + DAY)
    assert len(mailoutbox) == 2, "what may have arrived is never sent again"


def test_a_worker_killed_while_sending_leaves_a_mail_that_is_never_sent_again(
    work: dict[str, Assignment], morning_at: datetime, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_words: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", killed)
        with pytest.raises(Killed):
            services.send_due(at=morning_at)
    assert sorted(states().values()) == ["reserved"]

    services.send_due(at=morning_at + timedelta(minutes=31))

    assert sorted(states().values()) == ["sent", "sent", "unknown"]
    assert len(mailoutbox) == 2


def test_of_two_workers_that_planned_the_same_one_sends(
    work: dict[str, Assignment], morning_at: datetime, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    """The second worker looked before the first reserved anything, and comes to send after it."""
    from thuocdo.portal.reminders.services import sending  # noqa: PLC0415 (to stand between planning and sending)

    real = sending.plan_of

    def slow(standing: object, **other: object) -> object:
        planned = real(standing, **other)  # type: ignore[arg-type]  # handed through
        if not mailoutbox:
            monkeypatch.setattr(sending, "plan_of", real)
            services.send_due(at=morning_at)
        return planned

    monkeypatch.setattr(sending, "plan_of", slow)
    assert services.send_due(at=morning_at).sent == 0
    assert len(mailoutbox) == 3
    assert MorningRound.objects.count() == 1


def test_a_refused_mail_is_taken_again_by_one_worker(
    work: dict[str, Assignment], morning_at: datetime, server: Server
) -> None:
    from thuocdo.portal.reminders.services.delivery import take_again  # noqa: PLC0415 (only here)

    server.answers = [SMTPRecipientsRefused({"x": (452, b"full")})]
    services.send_due(at=morning_at)
    mail = Mail.objects.get(state="failed")

    assert take_again(mail, at=morning_at + DAY) is not None
    assert take_again(mail, at=morning_at + DAY) is None


# ── At once ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_one_unit_can_be_reminded_at_once_and_not_twice_on_a_day(
    work: dict[str, Assignment], commune: Unit, coordinator: User, morning_at: datetime, mailed: Mailed
) -> None:
    early = morning_at - timedelta(hours=2)
    summary = services.send_now(unit=commune, by=coordinator, at=early)

    assert (summary.sent, sorted(mailed())) == (2, ["can_bo", "thu_truong"])
    event = Event.objects.get(action="reminders.unit.sent_now")
    assert (event.by_id, event.now) == (coordinator.pk, {"things": 4, "sent": 2})
    with pytest.raises(ReminderError, match="RM-102"):
        services.send_now(unit=commune, by=coordinator, at=early)
    services.send_due(at=morning_at)
    assert sorted(mailed()) == ["can_bo", "dau_moi", "thu_truong"]
    assert Mail.objects.filter(asked_by=coordinator).count() == 2


def test_at_once_tells_nothing_that_was_told(
    work: dict[str, Assignment], commune: Unit, coordinator: User, morning_at: datetime
) -> None:
    services.send_due(at=morning_at)

    with pytest.raises(ReminderError, match="RM-101"):
        services.send_now(unit=commune, by=coordinator, at=morning_at + DAY)
