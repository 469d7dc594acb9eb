"""The table of the states of a mail in docs/workflow.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from thuocdo.portal.reminders.access import READS, SENDS
from thuocdo.portal.reminders.models import MOST_ATTEMPTS, Mail
from thuocdo.portal.reminders.services import delivery

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs/workflow.md").read_text("utf-8")
SECTION = DOCUMENT.partition("## Thư nhắc việc")[2].partition("\n## ")[0]
ROWS = {row[0]: row for row in re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|(.*)\|$", SECTION, re.MULTILINE)}


def test_the_table_has_every_state_with_its_word() -> None:
    assert {state: row[1].strip() for state, row in ROWS.items()} == dict(Mail.State.choices)


@pytest.mark.parametrize("fate", delivery.Fate)
@pytest.mark.parametrize("attempts", [1, MOST_ATTEMPTS])
def test_every_end_of_an_attempt_stands_behind_reserved(fate: delivery.Fate, attempts: int) -> None:
    after = delivery._state(Mail(attempts=attempts), fate)

    assert f"`{after}`" in ROWS["reserved"][3]


def test_the_table_names_the_roles() -> None:
    told = SECTION.partition("Who may read every mail")[2]
    assert all(f"`{role}`" in told for role in (*READS, *SENDS))
