"""What ``load_sample`` leaves: every role of the sample finds something to do, and loading again changes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from thuocdo.portal.audit.models import Event
from thuocdo.portal.organizations import samples
from thuocdo.portal.plans.models import Assignment, OwedPlan, Plan, PlanCall, Progress, Task
from thuocdo.portal.plans.samples.plan import assigned_on
from thuocdo.portal.plans.samples.progress import LATE
from thuocdo.portal.reports.models import ReportRound, Section

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The sample, loaded once for the tests of this file."""
    folder = tmp_path_factory.mktemp("logins")
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        _load(folder)
        yield folder
        transaction.set_rollback(True)


def _load(folder: Path) -> list[str]:
    for step in samples.steps():
        step.run(None, AT)
    samples.sample_logins(folder, at=AT)
    return [step.run(None, AT) for step in samples.steps(with_people=True)]


def states_of(unit: str) -> dict[tuple[str, str], str]:
    reports = Progress.objects.filter(latest=True, assignment__unit__code=unit)
    return {
        (report.assignment.task.appendix, report.assignment.task.code): report.state
        for report in reports.select_related("assignment__task")
    }


def test_a_step_that_acts_as_people_cannot_run_before_them(db: None) -> None:
    with pytest.raises(LookupError, match="so-noi-vu"):
        samples.sample_person("so-noi-vu")


def test_the_plan_is_assigned_and_something_is_left_to_try_in_the_queue(loaded: Path, db: None) -> None:
    plan = Plan.objects.get()
    states = Counter(Task.objects.values_list("state", flat=True))

    assert (plan.state, plan.number, plan.issued_on, plan.signer_name) == ("assigned", "", None, "")
    assert "văn bản mẫu" in plan.subject
    assert [task.code for task in Task.objects.filter(state="unsure")] == ["3.5"]
    assert set(states) == {"unsure", "confirmed"}
    assert Assignment.objects.values("unit").distinct().count() > 149


def test_the_commune_of_the_logins_has_work_in_every_state_and_one_task_is_late(loaded: Path, db: None) -> None:
    states = states_of("23872")

    assert Counter(states.values()) == {"approved": 3, "sent": 2, "returned": 1, "draft": 1}
    assert LATE not in states
    assert Assignment.objects.get(unit__code="23872", task__appendix=LATE[0], task__code=LATE[1]).state == "open"
    proven = Progress.objects.get(assignment__unit__code="23872", done=True)
    assert proven.documents.get().file_name == "anh-mau.docx"


def test_the_coordinator_has_returned_one_report_and_entered_others_with_their_source(loaded: Path, db: None) -> None:
    returned = Progress.objects.get(state="returned", assignment__task__code=LATE[1])

    assert returned.acts.filter(act="returned", by__username="so-noi-vu").exists()
    assert Progress.objects.exclude(source="").count() > 50
    assert all("số liệu minh họa" in text for text in Progress.objects.values_list("text", flat=True))


def test_a_round_is_open_with_some_sections_submitted_one_with_the_head_one_returned(loaded: Path, db: None) -> None:
    assert ReportRound.objects.get().state == "open"
    states = Counter(Section.objects.values_list("state", flat=True))
    assert (states["sent"], states["returned"]) == (1, 1)
    assert 20 < states["submitted"] < states["draft"]
    assert Section.objects.get(state="sent").unit.code == "23872"


def test_communes_owe_plans_of_which_some_were_sent_one_of_them_late(loaded: Path, db: None) -> None:
    call = PlanCall.objects.get()
    sent = OwedPlan.objects.filter(call=call, state="sent")

    assert (sent.count(), sent.filter(sent_on__gt=call.due_on).count()) == (5, 1)
    assert all("số liệu minh họa" in owed.source for owed in sent)
    assert OwedPlan.objects.filter(call=call, state="missing").count() == 130


def test_loading_again_changes_nothing(loaded: Path, db: None) -> None:
    before = Event.objects.count()

    assert _load(loaded) == ["đã có", "đã có"]
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 22), date(2026, 11, 12)),  # nothing fell due in the last ten days
        (date(2026, 12, 20), date(2026, 12, 15)),  # the 14th of a quarter's last month
        (date(2027, 1, 4), date(2027, 1, 1)),  # a month's end
        (date(2027, 2, 1), date(2027, 2, 1)),
    ],
)
def test_the_plan_is_assigned_after_the_last_due_day_so_that_not_everybody_is_late(today: date, day: date) -> None:
    assert assigned_on(today) == day
