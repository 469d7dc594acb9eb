"""The journal on screen and as a file; its chain verified; every action has words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from thuocdo.portal.audit.models import Event
from thuocdo.portal.dashboards.actions import ACTIONS
from thuocdo.portal.dashboards.facts import fact_value
from thuocdo.vietnamese.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from thuocdo.portal.organizations.models import User

PORTAL = Path(__file__).resolve().parents[3] / "src/thuocdo/portal"


@pytest.fixture
def reader(client: Client, auditor: User, coordinator: User) -> Client:
    """An auditor; there are events of two people's arrival."""
    client.force_login(auditor)
    return client


def table(response: Any) -> str:
    text = response.content.decode()
    return text[text.index("<tbody>") : text.index("</tbody>")] if "<tbody>" in text else ""


def test_every_action_that_is_recorded_has_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in PORTAL.rglob("*.py") if "dashboards" not in path.parts)
    apps = "|".join(sorted(path.parent.name for path in PORTAL.glob("*/__init__.py")))
    recorded = set(re.findall(rf'"((?:{apps})\.[a-z_]+\.[a-z_]+)"', source))

    assert recorded - set(ACTIONS) == set()


def test_events_stand_newest_first_with_words_for_what_was_done(reader: Client) -> None:
    text = table(reader.get("/nhat-ky/"))

    assert text.index("Giao vai trò") < text.index("Thêm người dùng")
    assert "Cơ quan thường trực (mẫu)" in text


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("viec=organizations.user.added", True),
        ("viec=editions.edition.stored", False),
        ("q=thường trực", True),
        ("q=không có ai", False),
        ("tu=08/10/2026&den=08/10/2026", True),
        ("tu=09/10/2026", False),
        ("den=07/10/2026", False),
        ("nguoi=Hệ thống", True),
        ("nguoi=Ai đó", False),
    ],
)
def test_the_journal_is_narrowed_by_what_who_when_and_about_whom(reader: Client, query: str, there: bool) -> None:
    assert ("Thêm người dùng</th>" in table(reader.get(f"/nhat-ky/?{query}"))) is there


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("name", {"vi": "UBND cấp xã"}, "UBND cấp xã"),
        ("counts", {"a": 1, "b": 2}, "a: 1; b: 2"),
        ("role", "auditor", "Thanh tra, kiểm tra"),
        ("role", "a_role_of_before", "a_role_of_before"),
        ("valid_from", "2026-10-08", "08/10/2026"),
        ("is_active", False, "không"),
        ("is_active", True, "có"),
        ("files", ["a", "b"], "2 mục"),
        ("valid_to", None, ""),
        ("sha256", "f" * 64, "f" * 57 + "…"),
    ],
)
def test_recorded_values_are_written_for_people(key: str, value: object, shown: str) -> None:
    assert fact_value(key, value) == shown


def test_recorded_facts_have_names_on_screen(reader: Client) -> None:
    text = table(reader.get("/nhat-ky/?viec=organizations.membership.granted"))

    assert "Vai trò:" in text
    assert "valid_from" not in text


def test_a_day_that_is_no_day_narrows_nothing(reader: Client) -> None:
    assert "Thêm người dùng" in table(reader.get("/nhat-ky/?tu=hom-qua"))


def test_the_export_holds_the_seals_and_what_was_asked_for_alone(reader: Client) -> None:
    response = reader.get("/nhat-ky/xuat.csv?viec=organizations.user.added")

    exported = read_table(response.content, name="nhat-ky.csv")
    assert len(exported.rows) == Event.objects.filter(action="organizations.user.added").count() > 0
    assert "Dấu niêm" in exported.columns


def test_a_sound_chain_is_said_to_be_sound(reader: Client) -> None:
    assert "nguyên vẹn" in reader.get("/nhat-ky/kiem-tra/").content.decode()


def test_an_event_that_was_changed_behind_our_back_is_named(reader: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET subject_name = 'ai đó' WHERE id = (SELECT MIN(id) FROM audit_event)")

    text = reader.get("/nhat-ky/kiem-tra/").content.decode()

    assert "không nguyên vẹn" in text
    assert "ai đó" in text


def test_a_journal_that_lost_its_end_is_said_to_be_broken(reader: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE id = (SELECT MAX(id) FROM audit_event)")

    assert "không còn trong nhật ký" in reader.get("/nhat-ky/kiem-tra/").content.decode()


def test_the_journal_costs_the_same_whatever_its_length(
    reader: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(7):
        reader.get("/nhat-ky/")


def test_help_marks_the_persons_own_role_and_about_shows_what_results_rest_on(
    client: Client, coordinator: User, edition: Any
) -> None:
    client.force_login(coordinator)

    assert "vai trò của tôi" in client.get("/huong-dan/").content.decode()
    assert edition.sha256 in client.get("/phan-mem/").content.decode()
