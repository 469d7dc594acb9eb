"""Seed 004, assigned to Tuyên Quang: how much a commune, a department and the provincial office get, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.organizations.models import Unit, UnitGroup
from thuocdo.portal.organizations.services import add_person, save_group, set_root
from thuocdo.portal.plans.models import Assignment, BodyAlias, Match, Plan, Task, TaskBody, Watch
from thuocdo.portal.plans.services import answer_body, assign_plan, begin_draft, import_plan, read_draft
from thuocdo.units.registry import Registry
from thuocdo.vietnamese.folding import collation_key, fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from thuocdo.portal.organizations.models import User

pytestmark = pytest.mark.needs_shared

DEPARTMENTS = (
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Khoa học và Công nghệ",
    "Sở Tư pháp",
    "Sở Nông nghiệp và Môi trường",
    "Sở Y tế",
    "Sở Giáo dục và Đào tạo",
    "Sở Xây dựng",
    "Sở Công Thương",
    "Thanh tra tỉnh",
    "Văn phòng UBND tỉnh",
)
"""The departments that the seed names; it says nothing of the others, which the groups would name too."""


@pytest.fixture
def tuyen_quang(db: None, new_unit: Callable[..., Unit], at: datetime) -> Unit:
    """The province with its 124 communes and the departments that the seed names."""
    facts = Registry()
    fact = facts.province_named("Tuyên Quang")
    province = new_unit(fact.code, fact.name, "province", designation=fact.designation)
    set_root(unit=province, by=None, at=at)
    Unit.objects.bulk_create(
        Unit(
            scheme="gso",
            code=commune.code,
            name={"vi": commune.name},
            kind="commune",
            designation=commune.designation,
            full_name=commune.full_name,
            folded=fold(commune.name),
            sort_key=collation_key(commune.name),
            valid_from=commune.valid_from,
            parent=province,
        )
        for commune in facts.communes_of(fact)
    )
    for number, name in enumerate(DEPARTMENTS):
        new_unit(f"D{number}", name, "department", parent=province, scheme="test", valid_from=None)
    for key, kind in (("so-ban-nganh-tinh", "department"), ("ubnd-cap-xa", "commune")):
        save_group(key=key, name={"vi": key}, kind=kind, within=province, by=None, at=at)
    return province


@pytest.fixture
def plan(tuyen_quang: Unit, shared: Path, coordinator_of_seed: User, at: datetime) -> Plan:
    """Seed 004, read, taken in, every task confirmed as read, assigned."""
    (seed,) = (shared / "seeds").glob("004_*.txt")
    content = seed.read_bytes()
    draft = begin_draft(name=seed.name, content=content, by=coordinator_of_seed, at=at)
    read_draft(draft=draft, content=content)
    draft.answers = {"effective_on": "2025-07-14"}
    draft.save()
    plan = import_plan(draft=draft, by=coordinator_of_seed, at=at).plan
    Task.objects.filter(plan=plan).update(state="confirmed", confirmed_at=at)
    assign_plan(plan=plan, by=coordinator_of_seed, at=at)
    return plan


@pytest.fixture
def coordinator_of_seed(db: None, at: datetime) -> User:
    """Somebody who does it."""
    return add_person(username="ai_do", display_name="Người nhập (mẫu)", by=None, at=at).user


def counts_of(plan: Plan, unit: str) -> dict[str, dict[str, int]]:
    """Return how many rows of each appendix a unit answers for and does."""
    rows = Assignment.objects.filter(task__plan=plan, unit__full_name=unit).exclude(task__appendix="")
    counted = Counter(rows.values_list("task__appendix", "part"))
    return {
        appendix: {part: count for (found, part), count in sorted(counted.items()) if found == appendix}
        for appendix in ("01", "02", "03")
    }


def test_every_commune_gets_38_rows_those_it_answers_for_and_those_it_does(plan: Plan) -> None:
    """Appendix 01: it answers with the departments for 3.2.2–3.2.4, 3.3.1–3.3.3, 7.3.5, 7.3.6, and does what somebody
    else watches (3.4.2, 3.4.3, 6.1.2, 6.1.3, 6.2.1–6.2.3, 6.3.3, 7.2.1). Appendix 02: sixteen rows name it in the lead
    column; appendix 03: five. In the other rows it contributes, or has no part.

    The lead column names communes in 35 rows (12 + 16 + 7). Two of them (appendix 03, rows 2 and 14) say *UBND các
    cấp*, which is asked first; and five more are the communes' although only the coordinating column names them,
    because whoever leads only watches (3.4.2, 3.4.3, 6.1.2, 6.1.3, 6.2.1): 35 - 2 + 5 = 38, and 40 once it is answered.
    """
    communes = Unit.objects.filter(kind="commune")
    assert communes.count() == 124
    rows = Assignment.objects.filter(unit__kind="commune").exclude(task__appendix="")
    assert set(Counter(rows.values_list("unit", flat=True)).values()) == {38}
    name = communes.order_by("sort_key")[0].full_name
    assert counts_of(plan, name) == {"01": {"answers": 8, "does": 9}, "02": {"answers": 16}, "03": {"answers": 5}}


def test_the_row_that_the_office_watches_is_done_by_the_communes_and_the_one_the_other_way_round_too(
    plan: Plan,
) -> None:
    watched = Watch.objects.filter(task__plan=plan, task__code__in=("3.4.2", "7.2.1"), task__appendix="01")
    assert {(row.task.code, str(row.unit)) for row in watched} == {
        ("3.4.2", "Văn phòng UBND tỉnh"),
        ("7.2.1", "Sở Khoa học và Công nghệ"),
    }
    done = Assignment.objects.filter(task__plan=plan, task__appendix="01", unit__kind="commune", part="does")
    assert done.filter(task__code="3.4.2").count() == done.filter(task__code="7.2.1").count() == 124


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        # Nine rows name all departments in the lead column, ten have them do what somebody watches.
        ("Sở Y tế", {"01": {"answers": 9, "does": 10}, "02": {"answers": 3}, "03": {"answers": 7}}),
        ("Thanh tra tỉnh", {"01": {"answers": 9, "does": 10}, "02": {"answers": 3}, "03": {"answers": 6}}),
        # The same, and eleven rows that name the office itself; three more it only watches.
        ("Văn phòng UBND tỉnh", {"01": {"answers": 20, "does": 10}, "02": {"answers": 6}, "03": {"answers": 7}}),
    ],
)
def test_a_department_gets_what_names_it_and_what_names_all_departments(
    plan: Plan, unit: str, expected: dict[str, dict[str, int]]
) -> None:
    assert counts_of(plan, unit) == expected


def test_the_office_watches_three_rows_and_has_nothing_to_report_on_them(plan: Plan) -> None:
    watched = Watch.objects.filter(task__plan=plan, unit__full_name="Văn phòng UBND tỉnh")

    assert sorted(row.task.code for row in watched) == ["3.4.1", "3.4.2", "3.4.3"]


def test_bodies_the_province_cannot_order_get_requests(plan: Plan) -> None:
    asked = Assignment.objects.filter(task__plan=plan, unit=None).exclude(task__appendix="")

    assert set(asked.values_list("task__code", "addressee")) >= {
        ("6.2", "Bảo hiểm xã hội"),
        ("7.3", "Công an tỉnh"),
        ("8.3", "Các doanh nghiệp cung cấp dịch vụ Viễn thông"),
    }


def test_a_name_is_asked_once_and_then_two_more_rows_are_every_communes(
    plan: Plan, coordinator_of_seed: User, at: datetime
) -> None:
    asked = TaskBody.objects.filter(task__plan=plan, match="unknown").exclude(task__appendix="")
    assert {body.text for body in asked} == {"Báo và Đào PT-TH tỉnh", "Báo và Đài PT-TH tỉnh", "UBND các cấp"}
    communes = UnitGroup.objects.get(key="ubnd-cap-xa")

    answered = answer_body(
        plan=plan, text="UBND các cấp", match=Match.UNITS, groups=[communes], by=coordinator_of_seed, at=at
    )
    done = assign_plan(plan=plan, by=coordinator_of_seed, at=at)

    assert (answered, done.new) == (2, 2 * 124)
    assert BodyAlias.objects.get().text == "UBND các cấp"
