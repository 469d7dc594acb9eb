"""A plan in force with three tasks, and who has them: two communes, one department, one body that is only asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.evidence.services import keep_file
from thuocdo.portal.organizations import services as organizations
from thuocdo.portal.organizations.models import Position, Role
from thuocdo.portal.plans.models import Assignment, Plan, Progress, Task
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services import progress as services

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from thuocdo.portal.evidence.models import Document
    from thuocdo.portal.organizations.models import Unit, User

ASSIGNED = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)
YEAR_END = {"text": "Năm 2026", "kind": "within", "until": "2026-12-31"}
AUGUST = {"text": "Trước ngày 01/9/2026", "kind": "date", "until": "2026-09-01", "before": True}
QUARTERLY = {
    "text": "Trước ngày 15 của tháng cuối quý",
    "kind": "recurring",
    "until": None,
    "before": True,
    "rhythm": "15th of the last month of each quarter",
}
PDF = b"%PDF-1.7\nket qua\n"


def make_task(plan: Plan, code: str, content: str, **other: Any) -> Task:
    """Make one confirmed task of a plan."""
    values: dict[str, Any] = {
        "key": f"01/{code}",
        "position": Task.objects.filter(plan=plan).count() + 1,
        "state": Task.State.CONFIRMED,
        "deadline": YEAR_END,
        "original": {},
        "confidence": Decimal("0.97"),
        "confirmed_at": ASSIGNED,
    }
    return Task.objects.create(plan=plan, code=code, content=content, **{**values, **other})


def give(task: Task, unit: Unit | None, **other: Any) -> Assignment:
    """Assign a task to a unit, or as a request to a body outside."""
    return Assignment.objects.create(
        task=task, unit=unit, part=other.pop("part", "does"), assigned_at=ASSIGNED, assigned_by=None, **other
    )


@pytest.fixture
def plan(province: Unit) -> Plan:
    """A plan of the province, assigned."""
    return Plan.objects.create(
        unit=province,
        state=Plan.State.ASSIGNED,
        type="Kế hoạch",
        number="12/KH-UBND",
        effective_on=date(2026, 2, 3),
        subject="Kế hoạch mẫu về cải thiện việc tiếp nhận hồ sơ",
        created_at=ASSIGNED,
        assigned_at=ASSIGNED,
    )


@pytest.fixture
def task(plan: Plan) -> Task:
    """Due on 31 August 2026, with a product."""
    return make_task(
        plan, "1.1", "Ban hành quy trình tiếp nhận mẫu", deadline=AUGUST, product="Quyết định ban hành quy trình"
    )


@pytest.fixture
def quarterly(plan: Plan) -> Task:
    """Falls due before the 15th of the last month of each quarter."""
    return make_task(plan, "1.2", "Công khai số điện thoại đường dây nóng", deadline=QUARTERLY)


@pytest.fixture
def assignment(task: Task, commune: Unit) -> Assignment:
    """The task with a product, of xã Vân Canh."""
    return give(task, commune)


@pytest.fixture
def other_assignment(task: Task, other_commune: Unit) -> Assignment:
    """The same task, of xã Ia Dom."""
    return give(task, other_commune)


@pytest.fixture
def each_quarter(quarterly: Task, commune: Unit) -> Assignment:
    """The quarterly task, of xã Vân Canh."""
    return give(quarterly, commune)


@pytest.fixture
def request_only(task: Task, province: Unit) -> Assignment:
    """The task as a request to a body that the province cannot order."""
    return give(task, None, addressee="Hội Cựu chiến binh tỉnh", part="answers")


@pytest.fixture
def said() -> Content:
    """What an officer says of a task under way."""
    return Content(text="Đã niêm yết tại trụ sở và trên trang thông tin của xã", percent=60, as_of=date(2026, 10, 7))


@pytest.fixture
def sent(assignment: Assignment, said: Content, unit_officer: User, at: datetime) -> Progress:
    """A report that waits for the head."""
    return services.send_report(assignment=assignment, content=said, version=0, by=unit_officer, at=at)


@pytest.fixture
def approved(sent: Progress, unit_head: User, at: datetime) -> Progress:
    """A report that the head approved."""
    return services.approve_report(report=sent, version=sent.version, by=unit_head, at=at)


@pytest.fixture
def document(commune: Unit, unit_officer: User, at: datetime) -> Document:
    """A PDF of xã Vân Canh."""
    return keep_file(unit=commune, name="Quyết định 15.pdf", content=PDF, by=unit_officer, at=at)


@pytest.fixture
def new_task(plan: Plan) -> Callable[..., Task]:
    """Makes one more task: ``new_task("1.3", "…", deadline=…)``."""
    return lambda code, content, **other: make_task(plan, code, content, **other)


@pytest.fixture
def assign_to() -> Callable[..., Assignment]:
    """Assigns: ``assign_to(task, unit)``, ``assign_to(task, None, addressee="…")``."""
    return give


# ── Positions in xã Vân Canh ─────────────────────────────────────────────────────────────────────────────────────────
SINCE = date(2025, 7, 1)


@pytest.fixture
def position(commune: Unit) -> Position:
    """A post of xã Vân Canh that nobody holds."""
    return Position.objects.create(unit=commune, title={"vi": "Công chức địa chính"}, valid_from=SINCE)


@pytest.fixture
def holder(position: Position, at: datetime) -> User:
    """An officer of xã Vân Canh in the post."""
    new = organizations.add_person(
        username="dia_chinh", display_name="Cán bộ địa chính (mẫu)", by=None, at=at, must_change_password=False
    )
    organizations.grant_membership(
        user=new.user, unit=position.unit, role=Role.UNIT_OFFICER, valid_from=SINCE, position=position, by=None, at=at
    )
    return new.user


@pytest.fixture
def opened(client: Client) -> Callable[..., str]:
    """Opens a page as somebody: ``opened(unit_head, "/")``."""

    def text(person: User, address: str) -> str:
        client.force_login(person)
        return " ".join(client.get(address).content.decode().split())

    return text
