"""The editor of the provincial report: saved, refused where two write, the same effort for any number of paragraphs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from thuocdo.portal.reports.models import Paragraph, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Assignment
    from thuocdo.portal.reports.models import Section

AT = datetime(2026, 9, 17, 3, 0, tzinfo=UTC)


@pytest.fixture
def now() -> Iterator[None]:
    """The clock of the pages: 17 September 2026."""
    with time_machine.travel(AT, tick=False):
        yield


def test_the_editor_saves_a_paragraph_and_shows_a_conflict(
    now: None, client: Client, report: Report, coordinator: User
) -> None:
    client.force_login(coordinator)
    paragraph = report.paragraphs.get(origin="unit")
    address = f"{report.get_absolute_url()}doan/{paragraph.pk}/"
    told = {"version": "1", "text": "Lời mới.", "included": "on"}

    saved = client.post(address, told)
    conflict = client.post(address, {**told, "text": "Lời khác."})

    assert saved.headers["Location"].endswith(f"#doan-{paragraph.pk}")
    assert conflict.status_code == 409
    assert "RP-111" in conflict.content.decode()
    assert "Lời khác." in conflict.content.decode(), "nothing typed is lost"
    paragraph.refresh_from_db()
    assert (paragraph.text, paragraph.included) == ("Lời mới.", True)


def test_the_editor_changes_signer_and_adds_a_paragraph(
    now: None, client: Client, report: Report, coordinator: User
) -> None:
    client.force_login(coordinator)
    address = report.get_absolute_url()
    head = {"symbol": "BC-UBND", "capacity": "CHỦ TỊCH", "signer": "Người Ký Mẫu", "recipients": "Bộ Nội vụ"}

    assert client.post(f"{address}thong-tin/", {**head, "version": report.version}).status_code == 302
    assert client.post(f"{address}them-doan/", {"field": "closing", "text": "Kiến nghị."}).status_code == 302
    assert client.post(f"{address}lay-lai/", {"reason": "Sửa"}).status_code == 409

    report.refresh_from_db()
    assert (report.signer, report.capacity) == ("Người Ký Mẫu", "CHỦ TỊCH")
    assert report.paragraphs.filter(field="closing", origin="own").count() == 1


def test_of_two_who_change_the_signer_the_second_sees_both_versions_and_loses_nothing(
    now: None, client: Client, report: Report, coordinator: User
) -> None:
    client.force_login(coordinator)
    address = f"{report.get_absolute_url()}thong-tin/"
    head = {"symbol": "BC-UBND", "capacity": "CHỦ TỊCH", "signer": "Một", "recipients": "Bộ Nội vụ"}
    seen = report.version
    assert client.post(address, {**head, "version": seen}).status_code == 302

    refused = client.post(address, {**head, "signer": "Hai", "capacity": "KT. CHỦ TỊCH", "version": seen})
    text = refused.content.decode()
    assert (refused.status_code, "RP-119" in text) == (409, True)
    assert "<dd>Một</dd>" in text, "what is stored"
    assert 'value="Hai"' in text, "what was typed"
    report.refresh_from_db()
    assert (report.signer, report.version) == ("Một", seen + 1)
    assert f'name="version" value="{seen + 1}"' in text, "saved once more, it goes through"


def test_the_editor_costs_the_same_for_any_number_of_paragraphs(
    now: None,
    client: Client,
    report: Report,
    coordinator: User,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    Paragraph.objects.bulk_create(
        Paragraph(report=report, field="3", origin="own", text=f"Đoạn {number}.") for number in range(50)
    )
    client.force_login(coordinator)

    with django_assert_num_queries(6):  # session, person, memberships, root, report, paragraphs
        page = client.get(report.get_absolute_url())

    assert "Đoạn 49." in page.content.decode()


def test_a_page_of_the_round_assembles_and_says_what_it_kept(
    now: None, client: Client, done: Assignment, section: Section, submit: Callable[..., Section], coordinator: User
) -> None:
    submit(section)
    client.force_login(coordinator)

    page = client.post(f"{section.round.get_absolute_url()}tong-hop/", follow=True).content.decode()

    assert "Đã tổng hợp." in page
    assert "xã Ia Dom" in page
