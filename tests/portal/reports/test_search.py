"""Finding rounds, sections and letters: only those that the person may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.reports.models import Letter, Section


def found(client: Client, person: User, typed: str) -> str:
    client.force_login(person)
    return client.get("/tim/", {"q": typed}, headers={"HX-Request": "true"}).content.decode()


def test_who_compiles_finds_the_round_and_who_writes_the_own_section(
    client: Client, section: Section, coordinator: User, unit_officer: User, administrator: User
) -> None:
    of_round, of_section = section.round.get_absolute_url(), section.get_absolute_url()

    assert of_round in found(client, coordinator, "bao cao quy iii")
    assert of_section not in found(client, coordinator, "bao cao quy iii")
    assert of_section in found(client, unit_officer, "quý III 2026")
    assert of_round not in found(client, unit_officer, "quý III 2026")
    assert of_round not in found(client, administrator, "quý III 2026")


def test_a_letter_that_is_a_draft_is_found_by_who_writes_it_alone(
    client: Client, letter: Letter, coordinator: User, leader: User, unit_officer: User
) -> None:
    assert letter.get_absolute_url() in found(client, coordinator, "don doc")
    assert letter.get_absolute_url() not in found(client, leader, "don doc")
    assert letter.get_absolute_url() not in found(client, unit_officer, "don doc")
