"""The page of the queue: original beside understood, one act after the other, both versions when two were at it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.organizations.models import Succession, Unit, UnitGroup
from thuocdo.portal.plans.services import mend_task
from thuocdo.portal.plans.services.confirming import Mended

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Plan, Task

    One = Callable[[str], Task]

SINCE = date(2025, 7, 1)
OTHER = Mended(
    code="1.4",
    criterion="",
    content="Bản của người kia",
    product="",
    note="",
    deadline_text="Quý III năm 2026",
    due_on=None,
    guidance=False,
    bodies=[("Sở Nội vụ", "answers")],
)


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
    mend_task(task=one("1.4"), version=1, mended=OTHER, by=coordinator, at=at)
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
