"""The journal: added in the act's own transaction, never changed, and it tells when somebody changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from thuocdo.portal.audit.models import Event, EventIsPermanentError, Head
from thuocdo.portal.audit.origin import Origin, address_of, current_origin, remember_origin
from thuocdo.portal.audit.selectors import events, events_of, first_broken_event
from thuocdo.portal.audit.services import record
from thuocdo.portal.organizations.models import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.test import RequestFactory
    from pytest_django.fixtures import SettingsWrapper

    from thuocdo.portal.organizations.models import User

pytestmark = pytest.mark.django_db


def test_an_event_says_who_what_when_to_what_and_from_where(province: Unit, auditor: User, at: datetime) -> None:
    origin = Origin(address="10.1.2.3", agent="Firefox")
    event = record("test.done", by=auditor, at=at, subject=province, was={"a": 1}, now="b", origin=origin)

    stored = events_of(province).get(action="test.done")
    assert stored == event
    assert (stored.by, stored.by_name, stored.at) == (auditor, "Thanh tra (mẫu)", at)
    assert (stored.subject_type, stored.subject_id) == ("organizations.unit", str(province.pk))
    assert stored.subject_name == "tỉnh Gia Lai"
    assert (stored.was, stored.now) == ({"a": 1}, "b")
    assert (stored.address, stored.agent) == ("10.1.2.3", "Firefox")


def test_a_command_and_an_act_on_many_have_no_person_and_no_single_subject(db: None, at: datetime) -> None:
    event = record("test.loaded", by=None, at=at, subject=Unit)
    assert (event.by, event.by_name, event.subject_id, event.subject_name) == (None, "Hệ thống", "", "đơn vị")


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_the_transaction_of_its_act_is_a_bug(at: datetime) -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record("test.done", by=None, at=at, subject=Unit)


def test_an_event_falls_with_its_act(province: Unit, at: datetime) -> None:
    before = events().count()
    with transaction.atomic():
        record("test.done", by=None, at=at, subject=province)
        transaction.set_rollback(True)
    assert events().count() == before
    assert first_broken_event() is None


def test_events_are_neither_changed_nor_removed(province: Unit, at: datetime) -> None:
    event = record("test.done", by=None, at=at, subject=province)
    for attempt in (
        event.save,
        event.delete,
        lambda: Event.objects.update(action="x"),
        lambda: Event.objects.all().delete(),
    ):
        with pytest.raises(EventIsPermanentError):
            attempt()


def test_an_untouched_journal_holds(province: Unit, auditor: User) -> None:
    assert events().count() >= 3
    assert first_broken_event() is None


@pytest.mark.parametrize("column", ["action", "by_name", "subject_name", "agent"])
def test_a_change_behind_the_programs_back_is_found(province: Unit, auditor: User, at: datetime, column: str) -> None:
    event = record("test.done", by=auditor, at=at, subject=province)
    record("test.after", by=auditor, at=at, subject=province)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_event SET {column} = 'đã sửa' WHERE id = %s", [event.pk])  # noqa: S608
    assert first_broken_event() == event


def test_an_event_cut_off_at_the_end_is_missed(province: Unit, at: datetime) -> None:
    event = record("test.last", by=None, at=at, subject=province)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE id = %s", [event.pk])
    assert first_broken_event() == "Sự kiện cuối cùng không còn trong nhật ký"


def test_an_event_cut_out_of_the_middle_is_missed(province: Unit, at: datetime) -> None:
    event = record("test.middle", by=None, at=at, subject=province)
    after = record("test.after", by=None, at=at, subject=province)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE id = %s", [event.pk])
    assert first_broken_event() == after


def test_texts_of_events_and_head_can_be_read(province: Unit, at: datetime) -> None:
    event = record("test.done", by=None, at=at, subject=province)
    assert str(event) == "2026-10-08 03:00 Hệ thống: test.done tỉnh Gia Lai"
    assert str(Head.objects.get()) == event.seal


def test_the_origin_is_known_during_a_request_alone(rf: RequestFactory) -> None:
    seen = []

    def respond(_request: HttpRequest) -> HttpResponse:
        seen.append(current_origin())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        remember_origin(respond)(rf.get("/", HTTP_USER_AGENT="A" * 500))
    assert seen == [Origin(address="127.0.0.1", agent="A" * 200)]
    assert current_origin() == Origin()


@pytest.mark.parametrize(
    ("behind", "header", "address"),
    [(False, "9.9.9.9", "127.0.0.1"), (True, "9.9.9.9, 10.0.0.7", "10.0.0.7"), (True, "", "127.0.0.1")],
)
def test_only_a_trusted_proxys_own_word_is_believed(
    rf: RequestFactory, settings: SettingsWrapper, behind: bool, header: str, address: str
) -> None:
    settings.BEHIND_PROXY = behind
    assert address_of(rf.get("/", HTTP_X_FORWARDED_FOR=header)) == address
