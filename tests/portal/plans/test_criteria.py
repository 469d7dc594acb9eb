"""Tying the tasks of a plan to criteria: found when it is assigned, said by the coordinator, seen on lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thuocdo import rulebooks
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.services import put_in_force, store_edition
from thuocdo.portal.plans import services
from thuocdo.portal.plans.models import PlanEdition, Task, TaskCriterion
from thuocdo.portal.plans.problems import PlanError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import SimpleNamespace

    from django.test import Client

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Plan

ON_TIME = "Tỷ lệ hồ sơ xử lý đúng hạn"
NEARLY = "Tỷ lệ hồ sơ xử lý xong đúng hạn"


@pytest.fixture
def of_criteria(
    edition: Edition, take_in: Callable[..., Plan], paper: SimpleNamespace, coordinator: User, at: datetime
) -> Plan:
    """A plan in force: two tasks of one criterion of the 766 index, one that is nearly like it, one of nothing."""
    plan = take_in(
        paper.task("1", "Trả hồ sơ đúng hạn", (VAN_CANH, "answers"), criterion=ON_TIME),
        paper.task("2", "Xin lỗi khi trễ hẹn", (VAN_CANH, "answers"), criterion=f"2.1 {ON_TIME.upper()}"),
        paper.task("3", "Rà soát hồ sơ trễ", (VAN_CANH, "answers"), criterion=NEARLY),
        paper.task("4", "Họp giao ban", (VAN_CANH, "answers")),
    )
    services.accept_certain(plan=plan, by=coordinator, at=at)
    services.assign_plan(plan=plan, by=coordinator, at=at)
    plan.refresh_from_db()
    return plan


VAN_CANH = "UBND xã Vân Canh"


def _ties(plan: Plan) -> list[tuple[str, str, str, bool]]:
    rows = TaskCriterion.objects.filter(task__plan=plan).order_by("task__position")
    return [(row.task.code, row.code, row.why, row.taken) for row in rows.select_related("task")]


def _task(plan: Plan, code: str) -> Task:
    return Task.objects.get(plan=plan, code=code)


def test_assigning_ties_what_is_certain_and_leaves_the_rest_to_be_asked(of_criteria: Plan) -> None:
    assert [str(one) for one in PlanEdition.objects.filter(plan=of_criteria)] == ["qd766/2022"]
    assert _ties(of_criteria) == [
        ("1", "DOSSIER_ON_TIME", "title", True),
        ("2", "DOSSIER_ON_TIME", "title", True),
        ("3", "DOSSIER_ON_TIME", "words", False),
        ("4", "", "nothing", False),
    ]


@pytest.fixture
def say(coordinator: User, at: datetime) -> Callable[..., TaskCriterion]:
    """Says which criterion a task serves: ``say(task, "PUBLISH_ON_TIME")``."""

    def said(task: Task, code: str, shown: str | None = None) -> TaskCriterion:
        tie = TaskCriterion.objects.get(task=task)
        chosen = f"qd766/2022|{code}" if code else ""
        seen = tie.chosen if shown is None else shown
        return services.confirm_criterion(task=task, chosen=chosen, shown=seen, by=coordinator, at=at)

    return said


def test_what_the_coordinator_said_stays_is_remembered_and_can_be_taken_back(
    of_criteria: Plan,
    say: Callable[..., TaskCriterion],
    take_in: Callable[..., Plan],
    paper: SimpleNamespace,
    coordinator: User,
    at: datetime,
) -> None:
    third = _task(of_criteria, "3")
    say(third, "DOSSIER_SYNC")
    services.propose_criteria(of_criteria)
    assert _ties(of_criteria)[2] == ("3", "DOSSIER_SYNC", "person", True)

    later = take_in(paper.task("9", "Việc khác", (VAN_CANH, "answers"), criterion=f"9. {NEARLY}"), number="99/KH-UBND")
    services.accept_certain(plan=later, by=coordinator, at=at)
    services.choose_editions(plan=later, identifiers=["qd766/2022"], by=coordinator, at=at)
    assert _ties(later) == [("9", "DOSSIER_SYNC", "remembered", True)]

    services.forget_criterion(task=third, by=coordinator, at=at)
    services.forget_criterion(task=third, by=coordinator, at=at)
    assert _ties(of_criteria)[2] == ("3", "DOSSIER_ON_TIME", "words", False)


def test_a_task_may_serve_none(of_criteria: Plan, say: Callable[..., TaskCriterion]) -> None:
    say(_task(of_criteria, "1"), "")
    assert _ties(of_criteria)[0] == ("1", "", "person", True)


def test_words_that_the_plan_changed_are_asked_about_again(
    of_criteria: Plan, say: Callable[..., TaskCriterion]
) -> None:
    third = _task(of_criteria, "3")
    say(third, "DOSSIER_SYNC")
    Task.objects.filter(pk=third.pk).update(criterion="Trang phục công sở")
    services.propose_criteria(of_criteria)
    assert _ties(of_criteria)[2] == ("3", "", "nothing", False)


@pytest.mark.parametrize(
    ("code", "shown", "problem"),
    [("DOSSIER_SYNC", "qd766/2022|PUBLISH_ON_TIME", "PL-161"), ("NO_SUCH", None, "PL-162")],
)
def test_a_choice_over_another_and_an_unknown_criterion_are_refused(
    of_criteria: Plan, say: Callable[..., TaskCriterion], code: str, shown: str | None, problem: str
) -> None:
    with pytest.raises(PlanError) as refused:
        say(_task(of_criteria, "1"), code, shown)
    assert [one.code for one in refused.value.problems] == [problem]
    assert _ties(of_criteria)[0][1:3] == ("DOSSIER_ON_TIME", "title")


def test_a_plan_that_names_an_index_is_offered_its_newest_edition(
    edition: Edition, take_in: Callable[..., Plan], paper: SimpleNamespace, coordinator: User, at: datetime
) -> None:
    par = store_edition(
        edition=rulebooks.load("par_index_province/2022"), origin=Edition.Origin.PACKAGE, by=None, at=at
    )
    put_in_force(edition=par, by=None, at=at)
    row = paper.task("1.1", "Theo dõi kế hoạch", (VAN_CANH, "answers"), criterion="Thực hiện kế hoạch CCHC")
    plan = take_in(row, subject="Kế hoạch nâng cao Chỉ số cải cách hành chính (PAR INDEX)")
    services.accept_certain(plan=plan, by=coordinator, at=at)
    services.propose_criteria(plan)
    assert [str(one) for one in PlanEdition.objects.filter(plan=plan)] == ["par_index_province/2022"]
    assert _ties(plan) == [("1.1", "1.1", "title", True)]


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _page(client: Client, plan: Plan) -> str:
    return str(client.get(f"{plan.get_absolute_url()}tieu-chi/").content.decode())


def test_the_coordinator_ties_and_unties_on_one_page(client: Client, of_criteria: Plan, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "1 nhiệm vụ cần xác nhận" in _page(client, of_criteria)
    assert "Gắn tiêu chí (1)" in client.get(of_criteria.get_absolute_url()).content.decode()
    third = _task(of_criteria, "3")
    shown = TaskCriterion.objects.get(task=third).chosen
    said = {"act": "one", "task": str(third.public_id), "criterion": shown, "shown": shown}
    address = f"{of_criteria.get_absolute_url()}tieu-chi/"

    assert client.post(address, said).url == f"{address}#nhiem-vu-{third.pk}"
    assert _ties(of_criteria)[2] == ("3", "DOSSIER_ON_TIME", "person", True)
    assert "nhiệm vụ cần xác nhận" not in _page(client, of_criteria)
    # The criterion earns 20 points at most, nothing of it is stored, and three tasks serve it now.
    assert "chia đều cho 3 nhiệm vụ" in _page(client, of_criteria)

    client.post(address, {"act": "forget", "task": str(third.public_id)})
    assert _ties(of_criteria)[2][2] == "words"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"act": "editions"}, 409),
        ({"act": "editions", "edition": "qd766/2022"}, 302),
        ({"act": "one", "task": "nobody"}, 404),
        ({"act": "other"}, 404),
    ],
)
def test_what_a_page_may_send(
    client: Client, of_criteria: Plan, coordinator: User, said: dict[str, str], status: int
) -> None:
    client.force_login(coordinator)
    assert client.post(f"{of_criteria.get_absolute_url()}tieu-chi/", said).status_code == status


def test_somebody_who_was_overtaken_sees_what_holds(client: Client, of_criteria: Plan, coordinator: User) -> None:
    client.force_login(coordinator)
    said = {"act": "one", "task": str(_task(of_criteria, "1").public_id), "criterion": "", "shown": "qd766/2022|X"}
    answer = client.post(f"{of_criteria.get_absolute_url()}tieu-chi/", said)
    assert (answer.status_code, "PL-161" in answer.content.decode()) == (409, True)


def test_lists_and_home_say_the_points_by_which_a_task_comes_first(
    client: Client, of_criteria: Plan, coordinator: User, unit_officer: User
) -> None:
    client.force_login(coordinator)
    listed = client.get("/theo-doi/").content.decode()
    assert "10,00 điểm × " in listed
    assert "tiêu chí 2.1: tối đa 20,00, chưa có kết quả đã lưu; chia đều cho 2 nhiệm vụ" in listed
    assert "chưa gắn tiêu chí" in listed
    assert "2 nhiệm vụ gắn với tiêu chí đã rõ điểm" in listed
    assert "10,00&nbsp;đ" in client.get("/theo-doi/ma-tran/").content.decode()
    assert "10,00 điểm" in client.get("/").content.decode()
    client.force_login(unit_officer)
    assert "10,00 điểm" in client.get("/viec-cua-toi/").content.decode()
    assert "10,00 điểm" in client.get("/").content.decode()
