"""What breaks while mails are sent: servers refuse or fall silent, workers die or meet; nothing goes out twice."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import TYPE_CHECKING

import pytest
from django.core.mail.backends.locmem import EmailBackend

from thuocdo.portal.organizations.models import User
from thuocdo.portal.reminders import services
from thuocdo.portal.reminders.models import Mail, MorningRound
from thuocdo.portal.reminders.problems import ReminderError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.core.mail import EmailMessage

    from thuocdo.portal.plans.models import Assignment

    Mailed = Callable[[], dict[str, EmailMessage]]

DAY = timedelta(days=1)


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


def test_an_address_that_would_write_a_head_of_its_own_stops_nobody_elses_mail(
    work: dict[str, Assignment], morning_at: datetime, mailed: Mailed, unit_officer: User
) -> None:
    User.objects.filter(pk=unit_officer.pk).update(email="can_bo@example.vn\nBcc: nguoi-khac@example.vn")
    summary = services.send_due(at=morning_at)

    assert summary.counts == {"sent": 2, "given_up": 1}
    assert states()[unit_officer.username] == "given_up"
    assert "BadHeaderError" in Mail.objects.get(state="given_up").error
    assert unit_officer.username not in mailed()


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
