"""A plan of our own, as the reader gives it, and a province small enough to count by hand."""

from __future__ import annotations

import copy
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.organizations.services import save_group
from thuocdo.portal.plans.models import OwedPlan, Plan, PlanCall, PlanDraft, Task
from thuocdo.portal.plans.reading.stored import canonical
from thuocdo.portal.plans.services import (
    accept_certain,
    ask_for_plans,
    assign_plan,
    begin_draft,
    confirm_certain_ties,
    confirm_tie,
    import_plan,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.services import Assigned

YEAR_END = {"text": "Năm 2026", "kind": "within", "until": "2026-12-31"}


def task(code: str, content: str, *parts: tuple[str, str], **other: Any) -> dict[str, Any]:
    """Return a task as the reader gives it: ``task("1.1", "…", ("Sở Nội vụ", "answers"))``."""
    of = {name: [body for body, part in parts if part in kinds] for name, kinds in COLUMNS.items()}
    return {
        "appendix": "01",
        "code": code,
        "parent": code.rpartition(".")[0] or None,
        "criterion": None,
        "content": content,
        "lead": of["lead"],
        "lead_role": None,
        "coordinating": of["coordinating"],
        "coordinating_role": None,
        "parts": [{"body": body, "part": part} for body, part in parts],
        "deadline": YEAR_END,
        "product": None,
        "note": None,
        "text": {
            "lead": "; ".join(of["lead"]) or None,
            "coordinating": "; ".join(of["coordinating"]) or None,
            "deadline": "Năm 2026",
            "product": None,
        },
        "place": {"first_line": 10, "last_line": 12},
        "confidence": 0.97,
        "guidance": False,
        "request": False,
        **other,
    }


COLUMNS = {"lead": {"answers", "watches"}, "coordinating": {"does", "contributes"}}
ANSWERED = task("1.1", "Xây dựng quy trình tiếp nhận mẫu", ("Sở Nội vụ", "answers"), ("UBND cấp xã", "contributes"))
DONE_BY_COMMUNES = task(
    "1.2",
    "Công khai số điện thoại đường dây nóng",
    ("Sở Nội vụ", "watches"),
    ("UBND cấp xã", "does"),
    lead_role="theo dõi, đôn đốc",
)
BY_DEPARTMENTS = task("1.3", "Rà soát biểu mẫu nội bộ", ("Các Sở, ban, ngành tỉnh", "answers"))
UNKNOWN_BODY = task("1.4", "Phát sóng chuyên mục hỏi đáp", ("Đài Phát sóng mẫu", "answers"))
REQUESTED = task("1.5", "Tham gia giám sát việc trả kết quả", ("Hội Cựu chiến binh tỉnh", "answers"))
GUIDANCE = task("2", "Đổi mới cách làm việc", guidance=True, deadline=None)


FACTS = [
    {
        "index": "PAR INDEX",
        "province": "Gia Lai",
        "year": 2025,
        "measure": "score",
        "label": "PAR INDEX",
        "value": 88.1,
        "unit": "điểm",
        "text": "đạt 88,1 điểm",
        "place": {"line": 3},
        "confidence": 0.98,
    }
]
TARGETS = [
    {
        "index": "SIPAS",
        "province": "Gia Lai",
        "year": 2026,
        "label": "Mức độ hài lòng",
        "op": ">=",
        "value": 85.5,
        "unit": "%",
        "base_year": None,
        "text": "đạt 85,5% trở lên",
        "place": {"line": 4},
        "confidence": 0.95,
        "task": None,
    }
]
GROUPS = [{"appendix": "01", "code": "1", "title": "TIẾP NHẬN HỒ SƠ", "parent": None, "place": {"line": 9}}]
FINDINGS = [
    {
        "code": "PD-203",
        "severity": "probable",
        "text": "trêm 80%",
        "place": {"line": 8},
        "expected": "trên 80%",
        "found": "trêm 80%",
    }
]
LINES = [
    {"line": 1, "text": "KẾ HOẠCH", "use": "heading"},
    {"line": 2, "text": "dòng lạ", "use": "not_understood"},
    {"line": 10, "text": "1.1 Xây dựng quy trình", "use": "used"},
]
HEAD = {
    "type": "Kế hoạch",
    "number": "12/KH-UBND",
    "date": "2026-02-03",
    "year": 2026,
    "issuer": "UBND tỉnh Gia Lai",
    "province": "Gia Lai",
    "subject": "Kế hoạch mẫu về cải thiện việc tiếp nhận hồ sơ",
    "signer": {"name": "Người Ký Mẫu", "position": "Phó Chủ tịch"},
    "recipients": ["Như Điều 3"],
    "replaces": [],
    "announced_appendices": 1,
}


def reading(*tasks: dict[str, Any], **document: Any) -> dict[str, Any]:
    """Return a whole reading with some tasks."""
    return {
        "document": {**HEAD, **document},
        "legal_references": [],
        "facts": FACTS,
        "targets": TARGETS,
        "groups": GROUPS,
        "tasks": list(tasks),
        "findings": FINDINGS,
        "not_understood": [{"line": 2, "text": "dòng lạ"}],
        "lines": LINES,
    }


ALL = (ANSWERED, DONE_BY_COMMUNES, BY_DEPARTMENTS, UNKNOWN_BODY, REQUESTED, GUIDANCE)


@pytest.fixture
def paper() -> SimpleNamespace:
    """What tests make plans of: ``paper.task("1", "…", ("Sở Nội vụ", "answers"))``, ``paper.answered`` …"""
    return SimpleNamespace(
        task=task,
        reading=reading,
        all=ALL,
        answered=ANSWERED,
        by_communes=DONE_BY_COMMUNES,
        by_departments=BY_DEPARTMENTS,
        unknown=UNKNOWN_BODY,
        requested=REQUESTED,
        guidance=GUIDANCE,
        own_hotline=OWN_HOTLINE,
        own_extra=OWN_EXTRA,
    )


@pytest.fixture
def finance(province: Unit, new_unit: Callable[..., Unit]) -> Unit:
    """Sở Tài chính."""
    return new_unit("H21.13", "Sở Tài chính", "department", parent=province, scheme="766", valid_from=None)


@pytest.fixture
def tree(province: Unit, department: Unit, finance: Unit, commune: Unit, other_commune: Unit, at: datetime) -> Unit:
    """Gia Lai with two departments, two communes and the groups that plans speak of."""
    for key, name, kind in (
        ("so-ban-nganh-tinh", "Các sở, ban, ngành tỉnh", "department"),
        ("ubnd-cap-xa", "UBND cấp xã", "commune"),
    ):
        save_group(key=key, name={"vi": name}, kind=kind, within=province, by=None, at=at)
    return province


@pytest.fixture
def new_draft(tree: Unit, coordinator: User, at: datetime) -> Callable[..., PlanDraft]:
    """Makes an upload that has been read: ``new_draft(ANSWERED, GUIDANCE, number="13/KH-UBND")``."""
    count = 0

    def make(*tasks: dict[str, Any], answers: dict[str, Any] | None = None, **document: Any) -> PlanDraft:
        nonlocal count
        count += 1
        draft = begin_draft(name="ke-hoach.docx", content=f"tệp {count}".encode(), by=coordinator, at=at)
        draft.reading = canonical(reading(*copy.deepcopy(tasks), **document))
        draft.answers = answers or {}
        draft.save()
        return draft

    return make


@pytest.fixture
def take_in(new_draft: Callable[..., PlanDraft], coordinator: User, at: datetime) -> Callable[..., Plan]:
    """Takes in a plan with some tasks."""

    def taken(*tasks: dict[str, Any], **said: Any) -> Plan:
        return import_plan(draft=new_draft(*tasks, **said), by=coordinator, at=at).plan

    return taken


@pytest.fixture
def plan(take_in: Callable[..., Plan]) -> Plan:
    """A plan just taken in."""
    return take_in(*ALL)


@pytest.fixture
def assign(coordinator: User, at: datetime) -> Callable[[Plan], Assigned]:
    """Accepts what is certain and assigns."""

    def done(plan: Plan) -> Assigned:
        accept_certain(plan=plan, by=coordinator, at=at)
        return assign_plan(plan=plan, by=coordinator, at=at)

    return done


@pytest.fixture
def assigned_plan(plan: Plan, coordinator: User, at: datetime, assign: Callable[[Plan], Assigned]) -> Plan:
    """The plan with its tasks confirmed, but for the one whose body nobody knows, and assigned."""
    Task.objects.filter(plan=plan, code="1.2").update(state="confirmed", confirmed_at=at, doubts=[])
    assign(plan)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def one(plan: Plan) -> Callable[[str], Task]:
    """Returns the task of a code: ``one("1.4")``."""
    return lambda code: Task.objects.get(plan=plan, code=code, split_from=None)


@pytest.fixture
def issue_day() -> date:
    """The day that the plan bears."""
    return date(2026, 2, 3)


# ── Units owe their own plans ────────────────────────────────────────────────────────────────────────────────────────
TRAINING = task("1.6", "Tập huấn tiếp nhận hồ sơ cho công chức một cửa", ("UBND cấp xã", "does"))
OWN_HOTLINE = task("1", "Công khai số điện thoại đường dây nóng", ("Văn phòng HĐND và UBND xã", "answers"))
OWN_EXTRA = task("2", "Nâng cấp phòng tiếp dân", ("Phòng Kinh tế", "answers"))


@pytest.fixture
def call(
    take_in: Callable[..., Plan], assign: Callable[[Plan], Assigned], tree: Unit, coordinator: User, at: datetime
) -> PlanCall:
    """What a plan that gives two tasks to communes asks of them: a plan of their own by 15 October 2026."""
    communes = task("1.2", "Công khai số điện thoại đường dây nóng", ("UBND cấp xã", "does"))
    plan = take_in(ANSWERED, communes, TRAINING, number="20/KH-UBND")
    assign(plan)
    groups = [group for group in organizations.groups() if group.key == "ubnd-cap-xa"]
    return ask_for_plans(
        plan=plan,
        groups=groups,
        due_on=date(2026, 10, 15),
        days_before=5,
        basis="Mục III",
        version=0,
        by=coordinator,
        at=at,
    )


@pytest.fixture
def owed(call: PlanCall, commune: Unit) -> OwedPlan:
    """The plan that xã Vân Canh owes."""
    return OwedPlan.objects.select_related("unit", "call__plan", "plan").get(call=call, unit=commune)


@pytest.fixture
def bring(at: datetime) -> Callable[..., Plan]:
    """Brings the plan of a unit: ``bring(owed, by, OWN_EXTRA)``."""
    count = 0

    def done(owed: OwedPlan, by: User, *tasks: dict[str, Any], **document: Any) -> Plan:
        nonlocal count
        count += 1
        draft = begin_draft(name="ke-hoach-xa.docx", content=f"tệp của xã {count}".encode(), by=by, at=at)
        head = {"number": "7/KH-UBND", "date": "2026-10-05", "issuer": "UBND xã Vân Canh", "subject": "Kế hoạch xã"}
        draft.reading = canonical(reading(*copy.deepcopy(tasks), **(head | document)))
        draft.answers = {"owed": str(owed.public_id)}
        draft.save()
        plan = import_plan(draft=draft, by=by, at=at).plan
        owed.refresh_from_db()
        return plan

    return done


@pytest.fixture
def brought(owed: OwedPlan, bring: Callable[..., Plan], unit_officer: User) -> Plan:
    """The plan of xã Vân Canh with one task that the province gave and one of its own."""
    return bring(owed, unit_officer, OWN_HOTLINE, OWN_EXTRA)


@pytest.fixture
def ready(brought: Plan, owed: OwedPlan, unit_officer: User, at: datetime) -> OwedPlan:
    """The plan of xã Vân Canh with its tasks confirmed and tied."""
    accept_certain(plan=brought, by=unit_officer, at=at)
    confirm_certain_ties(plan=brought, by=unit_officer, at=at)
    extra = Task.objects.get(plan=brought, code="2")
    confirm_tie(own=extra, serves=None, shown="", by=unit_officer, at=at)
    owed.refresh_from_db()
    return owed
