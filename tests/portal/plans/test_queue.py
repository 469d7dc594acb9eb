"""The queue: accept, mend, split, drop, answer a name; nobody overwrites anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.audit.models import Event
from thuocdo.portal.plans.models import BodyAlias, Match, Plan, Task, TaskBody
from thuocdo.portal.plans.problems import PlanError, TaskChangedError
from thuocdo.portal.plans.services import (
    accept_certain,
    accept_task,
    answer_body,
    drop_task,
    mend_task,
    reopen_task,
    split_task,
)
from thuocdo.portal.plans.services.confirming import Mended

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User

    One = Callable[[str], Task]


def mended(**changes: Any) -> Mended:
    values: dict[str, Any] = {
        "code": "1.4",
        "criterion": "",
        "content": "Phát sóng chuyên mục",
        "product": "",
        "note": "",
        "deadline_text": "Quý III năm 2026",
        "due_on": None,
        "guidance": False,
        "bodies": [("Sở Nội vụ", "answers")],
    }
    return Mended(**{**values, **changes})


# ── The services ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_accepting_confirms_with_who_and_when(one: One, coordinator: User, at: datetime) -> None:
    task = one("1.2")

    done = accept_task(task=task, version=1, by=coordinator, at=at)

    assert (done.state, done.doubts, done.confirmed_by, done.confirmed_at) == ("confirmed", [], coordinator, at)
    assert Event.objects.get(action="plans.task.accepted").by == coordinator


def test_a_task_whose_body_nobody_knows_cannot_be_accepted(one: One, coordinator: User, at: datetime) -> None:
    with pytest.raises(PlanError, match=r"PL-112.*Đài Phát sóng mẫu"):
        accept_task(task=one("1.4"), version=1, by=coordinator, at=at)

    assert one("1.4").state == "unsure"


def test_of_two_people_at_one_task_the_second_is_told_and_nothing_is_overwritten(
    one: One, coordinator: User, at: datetime
) -> None:
    seen = one("1.4")
    mend_task(task=seen, version=1, mended=mended(content="Bản của người thứ nhất"), by=coordinator, at=at)

    with pytest.raises(TaskChangedError, match="PL-110") as refused:
        mend_task(task=seen, version=1, mended=mended(content="Bản của người thứ hai"), by=coordinator, at=at)

    assert refused.value.task.content == one("1.4").content == "Bản của người thứ nhất"


def test_accepting_everything_certain_leaves_what_is_not(plan: Plan, coordinator: User, at: datetime) -> None:
    assert accept_certain(plan=plan, by=coordinator, at=at) == 4
    assert accept_certain(plan=plan, by=coordinator, at=at) == 0

    assert sorted(plan.tasks.filter(state="unsure").values_list("code", flat=True)) == ["1.2", "1.4"]


def test_mending_keeps_the_original_and_reads_the_deadline(one: One, coordinator: User, at: datetime) -> None:
    task = mend_task(task=one("1.4"), version=1, mended=mended(), by=coordinator, at=at)

    assert (task.state, task.mended, task.version) == ("confirmed", True, 2)
    assert task.deadline is not None
    assert (task.deadline["kind"], task.deadline["text"]) == ("within", "Quý III năm 2026")
    assert task.original["content"] == "Phát sóng chuyên mục hỏi đáp"
    assert [(body.text, body.match) for body in task.bodies.all()] == [("Sở Nội vụ", "units")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"deadline_text": "", "due_on": None}, (None, None)),
        ({"deadline_text": "khi nào xong", "due_on": None}, ("unknown", None)),
    ],
)
def test_a_deadline_may_be_left_out_or_stay_unclear(
    one: One, coordinator: User, at: datetime, changes: dict[str, Any], expected: tuple[str | None, None]
) -> None:
    task = mend_task(task=one("1.4"), version=1, mended=mended(**changes), by=coordinator, at=at)

    assert ((task.deadline or {}).get("kind"), task.due_on) == expected


def test_a_last_day_that_a_person_says_holds(one: One, coordinator: User, at: datetime) -> None:
    day = at.date()

    task = mend_task(
        task=one("1.4"), version=1, mended=mended(deadline_text="khi nào xong", due_on=day), by=coordinator, at=at
    )

    assert task.due_on == day
    assert task.deadline is not None
    assert (task.deadline["kind"], task.deadline["until"]) == ("date", day.isoformat())


def test_a_mended_task_with_an_unknown_body_still_waits(one: One, coordinator: User, at: datetime) -> None:
    task = mend_task(
        task=one("1.4"), version=1, mended=mended(bodies=[("Sở Không Có", "answers")]), by=coordinator, at=at
    )

    assert (task.state, task.doubts) == ("unsure", ["body"])


def test_a_task_without_content_is_refused(one: One, coordinator: User, at: datetime) -> None:
    with pytest.raises(PlanError, match="PL-113"):
        mend_task(task=one("1.4"), version=1, mended=mended(content="  "), by=coordinator, at=at)


def test_splitting_makes_tasks_that_each_wait_with_the_same_bodies(one: One, coordinator: User, at: datetime) -> None:
    first, second, third = split_task(
        task=one("1.1"), version=1, contents=["Việc một", "Việc hai", " ", "Việc ba"], by=coordinator, at=at
    )

    assert [task.content for task in (first, second, third)] == ["Việc một", "Việc hai", "Việc ba"]
    assert {task.state for task in (first, second, third)} == {"unsure"}
    assert second.split_from == third.split_from == first
    assert TaskBody.objects.filter(task=third).count() == TaskBody.objects.filter(task=first).count() == 2
    again = split_task(task=first, version=2, contents=["Việc một", "Việc bốn"], by=coordinator, at=at)
    assert again[1].key == "01/1.1~3"


def test_splitting_into_one_is_refused(one: One, coordinator: User, at: datetime) -> None:
    with pytest.raises(PlanError, match="PL-114"):
        split_task(task=one("1.1"), version=1, contents=["Việc một"], by=coordinator, at=at)


def test_what_is_no_task_is_kept_and_can_come_back(one: One, coordinator: User, at: datetime) -> None:
    dropped = drop_task(task=one("1.4"), version=1, by=coordinator, at=at)
    assert dropped.state == "dropped"

    back = reopen_task(task=dropped, version=2, by=coordinator, at=at)

    assert (back.state, back.doubts) == ("unsure", ["body"])


def test_a_task_that_the_text_no_longer_has_cannot_be_accepted_or_reopened(
    one: One, coordinator: User, at: datetime
) -> None:
    task = one("1.1")
    Task.objects.filter(pk=task.pk).update(state="ended")

    for act in (accept_task, reopen_task):
        with pytest.raises(PlanError, match="PL-111"):
            act(task=task, version=1, by=coordinator, at=at)


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_name_is_asked_once_and_remembered_for_the_next_plan(
    plan: Plan, one: One, take_in: Callable[..., Plan], paper: Any, department: Unit, coordinator: User, at: datetime
) -> None:
    answered = answer_body(
        plan=plan, text="Đài Phát sóng mẫu", match=Match.UNITS, units=[department], by=coordinator, at=at
    )
    assert answered == 1
    assert (one("1.4").state, one("1.4").doubts) == ("certain", [])

    later = take_in(paper.task("9", "Việc khác", ("Đài phát sóng mẫu", "answers")), number="50/KH-UBND")

    assert later.tasks.get().state == "certain"
    assert BodyAlias.objects.get().said_by == coordinator


@pytest.mark.parametrize("match", [Match.OUTSIDE, Match.UNNAMED])
def test_a_name_may_be_outside_or_named_later(
    plan: Plan, department: Unit, coordinator: User, at: datetime, match: Match
) -> None:
    answer_body(plan=plan, text="Đài Phát sóng mẫu", match=match, units=[department], by=coordinator, at=at)

    body = TaskBody.objects.get(task__plan=plan, text="Đài Phát sóng mẫu")
    assert (body.match, body.units.count()) == (match, 0)


def test_an_answer_that_says_nothing_is_refused(plan: Plan, coordinator: User, at: datetime) -> None:
    with pytest.raises(PlanError, match="PL-115"):
        answer_body(plan=plan, text="Đài Phát sóng mẫu", match=Match.UNITS, by=coordinator, at=at)


def test_an_answer_may_be_corrected_and_leaves_confirmed_tasks_confirmed(
    plan: Plan, one: One, department: Unit, finance: Unit, coordinator: User, at: datetime
) -> None:
    said: dict[str, Any] = {
        "plan": plan,
        "text": "Đài Phát sóng mẫu",
        "match": Match.UNITS,
        "by": coordinator,
        "at": at,
    }
    answer_body(units=[department], **said)
    accept_task(task=one("1.4"), version=1, by=coordinator, at=at)

    answer_body(units=[finance], **said)

    assert one("1.4").state == "confirmed"
    assert [str(unit) for unit in one("1.4").bodies.get().units.all()] == ["Sở Tài chính"]


def test_a_mended_task_is_certain_once_its_last_unknown_name_is_answered(
    plan: Plan, one: One, finance: Unit, coordinator: User, at: datetime
) -> None:
    mend_task(task=one("1.1"), version=1, mended=mended(bodies=[("Sở Lạ", "answers")]), by=coordinator, at=at)

    answer_body(plan=plan, text="Sở Lạ", match=Match.UNITS, units=[finance], by=coordinator, at=at)

    assert Task.objects.get(plan=plan, content="Phát sóng chuyên mục").state == "certain"
