"""``docs/workflow.md`` says what may become of a workbook as the code does."""

from __future__ import annotations

import re
from pathlib import Path

from thuocdo.portal.plans.models import FileImport, Progress
from thuocdo.portal.plans.progress.flow import ACTS

PAGE = (Path(__file__).resolve().parents[4] / "docs/workflow.md").read_text("utf-8")
SECTION = PAGE.partition("## Tệp Excel của đơn vị · Workbook of a unit")[2].partition("\n## ")[0]
STATES, HOWS = (
    [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| `")]
    for part in SECTION.split("| How |")
)


def marked(text: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", text))


def test_every_state_stands_in_the_page_with_its_words() -> None:
    assert [(row[0].strip("`"), row[1]) for row in STATES] == [(one.value, one.label) for one in FileImport.State]


def test_each_way_to_import_is_an_act_of_the_progress_with_its_roles_and_where_it_leads() -> None:
    assert [(row[0].strip("`"), row[1]) for row in HOWS] == [(one.value, one.label) for one in FileImport.How]
    for name, word, roles, leads_to in HOWS:
        act = ACTS[name.strip("`")]
        assert (word, marked(roles), marked(leads_to)) == (act.word, set(act.roles), {act.leads_to})
        assert act.leads_to in Progress.State.values
