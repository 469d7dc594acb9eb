"""Pages of plans: what each role sees, every line of the document, and what the pages cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.plans.models import Assignment, Plan, Task
from thuocdo.portal.plans.services import assign_plan, import_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User


def test_an_officer_sees_the_own_tasks_of_a_plan_and_nothing_of_others(
    client: Client, unit_officer: User, assigned_plan: Plan
) -> None:
    client.force_login(unit_officer)

    page = client.get(assigned_plan.get_absolute_url()).content.decode()

    assert "Công khai số điện thoại đường dây nóng" in page
    assert "Xây dựng quy trình tiếp nhận mẫu" not in page
    assert "Các lần nhập" not in page


def test_an_officer_cannot_open_the_task_of_another_unit(
    client: Client, unit_officer: User, assigned_plan: Plan
) -> None:
    client.force_login(unit_officer)
    task = Task.objects.get(plan=assigned_plan, code="1.1")

    assert client.get(task.get_absolute_url()).status_code == 404


def test_a_leader_reads_everything_and_finds_no_button_to_change_it(
    client: Client, leader: User, assigned_plan: Plan
) -> None:
    client.force_login(leader)

    page = client.get(assigned_plan.get_absolute_url()).content.decode()

    assert "Xây dựng quy trình tiếp nhận mẫu" in page
    assert "TIẾP NHẬN HỒ SƠ" in page
    assert "≥ 85,5 %" in page
    assert "trêm 80%" in page
    assert "/phan-cong/" not in page


def test_every_line_of_the_document_is_shown_with_what_became_of_it(client: Client, auditor: User, plan: Plan) -> None:
    client.force_login(auditor)

    page = client.get(f"{plan.get_absolute_url()}toan-van/").content.decode()
    asked = client.get(f"{plan.get_absolute_url()}toan-van/?loai=not_understood").content.decode()

    assert "1.1 Xây dựng quy trình" in page
    assert "KẾ HOẠCH" in page
    assert "dòng lạ" in asked
    assert "1.1 Xây dựng quy trình" not in asked


def test_the_file_is_handed_over_to_be_saved_never_shown(client: Client, leader: User, plan: Plan) -> None:
    client.force_login(leader)

    response = client.get(f"{plan.get_absolute_url()}tep/1/")

    assert response.content == "tệp 1".encode()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_a_task_page_shows_the_original_and_who_has_it(client: Client, leader: User, assigned_plan: Plan) -> None:
    client.force_login(leader)

    page = client.get(Task.objects.get(plan=assigned_plan, code="1.2").get_absolute_url()).content.decode()

    assert "UBND cấp xã (2 đơn vị)" in page
    assert "xã Vân Canh" in page
    assert "hạn cuối 31/12/2026" in page


def test_the_counts_stand_before_the_button(client: Client, coordinator: User, plan: Plan) -> None:
    client.force_login(coordinator)
    client.post(f"{plan.get_absolute_url()}xac-nhan/")

    page = client.get(f"{plan.get_absolute_url()}phan-cong/").content.decode()
    done = client.post(f"{plan.get_absolute_url()}phan-cong/", follow=True).content.decode()
    again = client.get(f"{plan.get_absolute_url()}phan-cong/").content.decode()

    assert "Phân công 3 việc" in page
    assert "Còn 2 nội dung cần xác nhận" in page
    assert "Đài Phát sóng mẫu" in page
    assert "Đã phân công: 4 việc mới" in done
    assert "Phân công lại không thay đổi gì" in again


def test_a_plan_that_was_replaced_says_by_which_and_what_became_of_its_tasks(
    client: Client, leader: User, take_in: Callable[..., Plan], assign: Callable[..., Any], paper: Any
) -> None:
    old = take_in(paper.answered, paper.by_departments)
    assign(old)
    new = take_in(paper.answered, number="40/KH-UBND", answers={"replaces": [str(old.public_id)]})
    assign(new)
    client.force_login(leader)

    page = client.get(old.get_absolute_url()).content.decode()

    assert "Kế hoạch 40/KH-UBND" in page
    assert "Giữ nguyên" in page
    assert "Kết thúc" in page


def test_a_plan_taken_in_by_mistake_is_put_aside_and_one_in_force_is_not(
    client: Client, coordinator: User, assigned_plan: Plan, take_in: Callable[..., Plan], paper: Any
) -> None:
    client.force_login(coordinator)
    mistake = take_in(paper.requested, number="77/KH-UBND")

    client.post(f"{mistake.get_absolute_url()}bo/")
    refused = client.post(f"{assigned_plan.get_absolute_url()}bo/", follow=True)

    mistake.refresh_from_db()
    assert mistake.state == Plan.State.WITHDRAWN
    assert "thì không bỏ được nữa" in refused.content.decode()


@pytest.mark.parametrize(
    ("person", "typed", "found"),
    [
        ("unit_officer", "duong day nong", True),
        ("unit_officer", "quy trinh tiep nhan", False),
        ("leader", "quy trinh tiep nhan", True),
        ("leader", "12/kh-ubnd", True),
        ("leader", "khong co o dau", False),
    ],
)
def test_plans_and_tasks_are_found_without_diacritics_by_those_who_may_see_them(
    client: Client, request: pytest.FixtureRequest, assigned_plan: Plan, person: str, typed: str, found: bool
) -> None:
    client.force_login(request.getfixturevalue(person))

    page = client.get("/tim/", {"q": typed}).content.decode()

    assert ("/ke-hoach/" + str(assigned_plan.public_id) in page) == found


# ── What pages cost ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def large_plan(
    take_in: Callable[..., Plan], tree: Unit, new_unit: Callable[..., Unit], coordinator: User, at: datetime, paper: Any
) -> Plan:
    """Thirty tasks that every department and every one of forty communes answers for."""
    for number in range(38):
        new_unit(f"9{number:04}", f"Xã thử {number}", "commune", parent=tree, designation="xã")
    everybody = (("Các Sở, ban, ngành tỉnh", "answers"), ("UBND cấp xã", "answers"))
    plan = take_in(*(paper.task(f"1.{number}", f"Việc số {number}", *everybody) for number in range(30)))
    Task.objects.filter(plan=plan, code__endswith="9").update(state="unsure", doubts=["roles"])
    Task.objects.filter(plan=plan, state="certain").update(state="confirmed", confirmed_at=at)
    assign_plan(plan=plan, by=coordinator, at=at)
    plan.refresh_from_db()
    assert Assignment.objects.count() == 27 * 42
    return plan


@pytest.mark.parametrize(
    ("rest", "queries"),
    [("", 20), ("toan-van/", 6), ("xac-nhan/", 15), ("phan-cong/", 20)],
)
def test_a_page_costs_the_same_however_many_tasks_and_units(
    client: Client,
    coordinator: User,
    large_plan: Plan,
    django_assert_num_queries: Callable[[int], Any],
    rest: str,
    queries: int,
) -> None:
    client.force_login(coordinator)
    address = f"{large_plan.get_absolute_url()}{rest}"
    client.get(address)

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_assigning_costs_a_few_queries_for_more_than_a_thousand_rows(
    large_plan: Plan,
    coordinator: User,
    at: datetime,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    Assignment.objects.all().delete()

    with django_assert_max_num_queries(45):
        done = assign_plan(plan=large_plan, by=coordinator, at=at)

    assert done.new == 27 * 42


def test_taking_in_a_plan_costs_a_few_queries_for_many_tasks(
    new_draft: Callable[..., Any],
    coordinator: User,
    at: datetime,
    paper: Any,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    draft = new_draft(*(paper.task(f"1.{n}", f"Việc {n}", ("Sở Nội vụ", "answers")) for n in range(60)))

    with django_assert_max_num_queries(45):
        import_plan(draft=draft, by=coordinator, at=at)
