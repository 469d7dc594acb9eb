"""The queue: accept, mend, split, drop, answer a name; nobody overwrites anybody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.audit.models import Event
from thuocdo.portal.organizations.models import Succession, Unit, UnitGroup
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

    from django.test import Client

    from thuocdo.portal.organizations.models import User

    One = Callable[[str], Task]

SINCE = date(2025, 7, 1)


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


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def queue(plan: Plan) -> str:
    return f"/ke-hoach/{plan.public_id}/xac-nhan/"


def test_the_queue_shows_the_original_beside_what_was_understood(client: Client, coordinator: User, plan: Plan) -> None:
    client.force_login(coordinator)

    page = client.get(queue(plan)).content.decode()

    assert "Xác nhận 2 nội dung chưa chắc chắn" in page
    assert "Trong văn bản (dòng 10–12)" in page
    assert "<mark>Sở Nội vụ</mark>" in page
    assert "ai thực hiện?" in page
    assert "UBND cấp xã" in page


def test_accepting_on_the_page_goes_on_to_the_next(client: Client, coordinator: User, plan: Plan, one: One) -> None:
    client.force_login(coordinator)

    done = client.post(f"{queue(plan)}{one('1.2').public_id}/", {"act": "accept", "version": "1"}, follow=True)

    assert done.redirect_chain[-1][0] == f"{queue(plan)}?muc={one('1.4').public_id}"
    assert one("1.2").state == "confirmed"


def test_all_that_is_certain_is_accepted_by_one_button(client: Client, coordinator: User, plan: Plan) -> None:
    client.force_login(coordinator)

    client.post(queue(plan))

    assert plan.tasks.filter(state="confirmed").count() == 4


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("outside", ("outside", [])), ("unnamed", ("unnamed", [])), ("group", ("units", ["UBND cấp xã"]))],
)
def test_a_name_is_answered_on_the_page(
    client: Client, coordinator: User, plan: Plan, one: One, answer: str, expected: tuple[str, list[str]]
) -> None:
    client.force_login(coordinator)
    group = UnitGroup.objects.get(key="ubnd-cap-xa")
    values = {"text": "Đài Phát sóng mẫu", "means": f"g{group.pk}" if answer == "group" else answer}

    client.post(f"/ke-hoach/{plan.public_id}/ten-goi/", {**values, "muc": str(one("1.4").public_id)})

    body = one("1.4").bodies.get()
    assert (body.match, [str(found) for found in body.groups.all()]) == expected


def test_an_empty_answer_is_refused_on_the_page(client: Client, coordinator: User, plan: Plan) -> None:
    client.force_login(coordinator)

    refused = client.post(f"/ke-hoach/{plan.public_id}/ten-goi/", {"text": "Đài Phát sóng mẫu", "means": ""})

    assert refused.status_code == 409
    assert "PL-115" in refused.content.decode()


FORM = {
    "act": "mend",
    "version": "1",
    "code": "1.4",
    "content": "Bản của tôi",
    "answers": "Sở Nội vụ\nSở Tài chính",
    "deadline_text": "Năm 2026",
    "due_on": "31/12/2026",
}


def test_in_mending_every_name_can_be_explained_anew(client: Client, coordinator: User, plan: Plan, one: One) -> None:
    client.force_login(coordinator)

    page = client.get(f"{queue(plan)}?muc={one('1.2').public_id}&sua=1").content.decode()

    assert "“UBND cấp xã” là cơ quan, đơn vị nào?" in page


def test_a_task_is_mended_on_the_page(client: Client, coordinator: User, plan: Plan, one: One) -> None:
    client.force_login(coordinator)
    assert 'name="contents"' in client.get(f"{queue(plan)}?muc={one('1.4').public_id}&sua=1").content.decode()

    client.post(f"{queue(plan)}{one('1.4').public_id}/", FORM)

    task = one("1.4")
    assert (task.content, task.state, str(task.due_on)) == ("Bản của tôi", "confirmed", "2026-12-31")
    assert [body.text for body in task.bodies.all()] == ["Sở Nội vụ", "Sở Tài chính"]


def test_a_wrong_day_is_said_and_nothing_typed_is_lost(client: Client, coordinator: User, plan: Plan, one: One) -> None:
    client.force_login(coordinator)

    page = client.post(f"{queue(plan)}{one('1.4').public_id}/", {**FORM, "due_on": "31/02/2026"})

    assert page.status_code == 400
    assert "Bản của tôi" in page.content.decode()
    assert "31/02/2026" in page.content.decode()


def test_when_somebody_was_faster_both_versions_are_shown_and_the_own_can_still_be_saved(
    client: Client, coordinator: User, plan: Plan, one: One, at: datetime
) -> None:
    mend_task(task=one("1.4"), version=1, mended=mended(content="Bản của người kia"), by=coordinator, at=at)
    client.force_login(coordinator)
    address = f"{queue(plan)}{one('1.4').public_id}/"

    page = client.post(address, FORM)

    assert page.status_code == 409
    assert "Bản của người kia" in page.content.decode()
    assert "Bản của tôi" in page.content.decode()
    client.post(address, {**FORM, "version": "2"})
    assert one("1.4").content == "Bản của tôi"


@pytest.mark.parametrize(
    ("code", "values", "state"),
    [
        ("1.2", {"act": "columns"}, "confirmed"),
        ("1.2", {"act": "drop"}, "dropped"),
        ("1.2", {"act": "split", "contents": "Một việc\n\nViệc khác"}, "unsure"),
        ("1.1", {"act": "reopen"}, "unsure"),
    ],
)
def test_every_other_act_has_its_button(
    client: Client, coordinator: User, plan: Plan, one: One, code: str, values: dict[str, str], state: str
) -> None:
    client.force_login(coordinator)

    done = client.post(f"{queue(plan)}{one(code).public_id}/", {**values, "version": "1"})

    assert done.status_code == 302
    assert one(code).state == state


def test_parts_by_columns_make_the_lead_answer(client: Client, coordinator: User, plan: Plan, one: One) -> None:
    client.force_login(coordinator)

    client.post(f"{queue(plan)}{one('1.2').public_id}/", {"act": "columns", "version": "1"})

    assert [(body.text, body.part) for body in one("1.2").bodies.all()] == [
        ("Sở Nội vụ", "answers"),
        ("UBND cấp xã", "contributes"),
    ]


def test_acts_and_lists_that_do_not_exist_are_not_there(
    client: Client, coordinator: User, plan: Plan, one: One
) -> None:
    client.force_login(coordinator)

    assert client.post(f"{queue(plan)}{one('1.1').public_id}/", {"act": "erase", "version": "1"}).status_code == 404
    assert client.post(f"{queue(plan)}{plan.public_id}/", {"act": "accept"}).status_code == 404
    assert client.get(f"{queue(plan)}?xem=ended").status_code == 404


def test_an_old_name_proposes_the_successor(
    client: Client, coordinator: User, tree: Unit, take_in: Callable[..., Plan], paper: Any, new_unit: Any
) -> None:
    old = new_unit("O1", "Sở Giao Cũ", "department", parent=tree, scheme="test", valid_from=None, valid_to=SINCE)
    successor = Unit.objects.get(full_name="Sở Tài chính")
    Succession.objects.create(predecessor=old, successor=successor, effective=SINCE, extent="whole")
    plan = take_in(paper.task("1", "Việc", ("Sở Giao Cũ", "answers")))
    client.force_login(coordinator)

    page = client.get(queue(plan)).content.decode()

    assert plan.tasks.get().doubts == ["gone"]
    assert "không còn vào ngày 03/02/2026" in page
    assert f'<option value="u{successor.pk}" selected>Sở Tài chính</option>' in page
