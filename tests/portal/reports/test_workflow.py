"""``docs/workflow.md`` says what the code of reports does: states, words, roles, and what may follow what."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.reports import services
from thuocdo.portal.reports.access import READS_ALL, WRITES
from thuocdo.portal.reports.flow import ACTS
from thuocdo.portal.reports.models import Letter, Report, ReportRound, Section
from thuocdo.portal.reports.problems import ReportError

if TYPE_CHECKING:
    from collections.abc import Callable

    from thuocdo.portal.organizations.models import User

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "workflow.md").read_text("utf-8")
AT = datetime(2026, 9, 17, 3, 0, tzinfo=UTC)
DAY = date(2026, 9, 17)


def table(heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading, without its head."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def named(cell: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", cell))


@pytest.mark.parametrize(
    ("heading", "states"),
    [
        ("Kỳ báo cáo · Report round", ReportRound.State),
        ("Báo cáo của tỉnh · Provincial report", Report.State),
        ("Công văn đôn đốc · Letter", Letter.State),
    ],
)
def test_every_state_stands_in_its_table_with_its_words(heading: str, states: Any) -> None:
    assert [(row[0].strip("`"), row[1]) for row in table(heading)] == [(one.value, one.label) for one in states]


def test_the_acts_on_a_section_are_those_of_the_table() -> None:
    rows = {row[0].strip("`"): row[1:] for row in table("Phần báo cáo của đơn vị · Section")}

    assert rows.keys() == ACTS.keys()
    for name, act in ACTS.items():
        word, roles, whose, states, leads_to = rows[name]
        assert (word, named(roles), whose) == (str(act.word), set(act.roles), "own unit" if act.own_unit else "any")
        assert (named(states), leads_to.strip("`")) == (set(act.states), str(act.leads_to)), name
    assert {role for act in ACTS.values() for role in act.roles} <= {*READS_ALL, *WRITES}


def _said(section: Section, **other: Any) -> dict[str, Any]:
    return {"section": section, "texts": {"3": "Xong."}, "as_of": DAY, "version": 1, "at": AT, **other}


SECTION_ACTS: dict[str, Callable[[Section, User], Any]] = {
    "save": lambda section, by: services.save_section(**_said(section, by=by)),
    "send": lambda section, by: services.send_section(**_said(section, by=by)),
    "submit": lambda section, by: services.submit_section(**_said(section, by=by)),
    "return": lambda section, by: services.return_section(section=section, reason="Thiếu", by=by, at=AT),
    "enter": lambda section, by: services.enter_section(**_said(section, by=by, source="Thư")),
}


@pytest.mark.parametrize("act", sorted(SECTION_ACTS))
@pytest.mark.parametrize("state", Section.State.values)
def test_a_service_moves_a_section_where_the_table_says_or_refuses(
    section: Section, coordinator: User, state: str, act: str
) -> None:
    submitted = AT if state == "submitted" else None
    Section.objects.filter(pk=section.pk).update(state=state, version=1, as_of=DAY, submitted_at=submitted)
    with contextlib.suppress(ReportError):
        SECTION_ACTS[act](section, coordinator)
    section.refresh_from_db()

    names = {"return", "return_own"} if act == "return" else {act}
    allowed = any(state in ACTS[name].states for name in names)
    assert section.state == ((ACTS[act].leads_to or state) if allowed else state)


REPORT_ACTS: dict[str, Callable[[Report, dict[str, Any]], Any]] = {
    "submit": lambda report, who: services.submit_report(report=report, **who),
    "take_back": lambda report, who: services.take_back_report(report=report, reason="Sửa", **who),
    "issue": lambda report, who: services.issue_report(report=report, number=1, issued_on=DAY, **who),
    "record": lambda report, who: services.record_paper_change(report=report, was="a", now="b", note="", **who),
}


@pytest.mark.parametrize("act", sorted(REPORT_ACTS))
@pytest.mark.parametrize("state", Report.State.values)
def test_a_service_moves_a_report_only_where_the_table_says(
    report: Report, coordinator: User, state: str, act: str
) -> None:
    number = 9 if state == "issued" else None
    Report.objects.filter(pk=report.pk).update(state=state, number=number, issued_on=DAY if number else None)
    with contextlib.suppress(ReportError):
        REPORT_ACTS[act](report, {"by": coordinator, "at": AT})
    report.refresh_from_db()

    may = {row[0].strip("`"): named(row[3]) for row in table("Báo cáo của tỉnh · Provincial report")}
    assert report.state == state or report.state in may[state]
