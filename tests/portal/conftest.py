"""The cast of every portal test, and the units they belong to."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from thuocdo import rulebooks
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.services import put_in_force, store_edition
from thuocdo.portal.organizations import services
from thuocdo.portal.organizations.models import Role, Unit, User
from thuocdo.portal.organizations.selectors import groups
from thuocdo.portal.plans.models import OwedPlan
from thuocdo.portal.plans.reading.stored import canonical
from thuocdo.portal.plans.services import accept_certain, ask_for_plans, assign_plan, begin_draft, import_plan
from thuocdo.portal.results.services import begin_import, import_snapshots
from thuocdo.vietnamese.folding import collation_key, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thuocdo.portal.plans.models import Plan, PlanDraft
    from thuocdo.portal.results.models import ImportDraft, Snapshot
    from thuocdo.portal.results.services import StoredDay

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
SINCE = date(2025, 7, 1)
CAST = ("unit_officer", "other_officer", "unit_head", "coordinator", "leader", "auditor", "administrator")
"""Everybody who logs in; the stranger is the one who does not."""


def make_unit(code: str, name: str, kind: str, *, parent: Unit | None = None, **other: object) -> Unit:
    """Make one unit of today, as the loader does."""
    designation = str(other.pop("designation", ""))
    values = {"scheme": "gso", "valid_from": SINCE, **other}
    return Unit.objects.create(
        code=code,
        name={"vi": name},
        kind=kind,
        designation=designation,
        full_name=f"{designation} {name}".strip() + (" (cũ)" if values.get("valid_to") else ""),
        folded=fold(name),
        sort_key=collation_key(name),
        parent=parent,
        **values,
    )


@pytest.fixture
def at() -> datetime:
    """The moment at which tests act."""
    return AT


@pytest.fixture
def new_unit() -> Callable[..., Unit]:
    """Makes one more unit: ``new_unit("23638", "Vân Canh", "commune", parent=province, designation="xã")``."""
    return make_unit


@pytest.fixture
def province(db: None) -> Unit:
    """Gia Lai, the root of the installation."""
    unit = make_unit("52", "Gia Lai", "province", designation="tỉnh")
    services.set_root(unit=unit, by=None, at=AT)
    return unit


@pytest.fixture
def department(province: Unit) -> Unit:
    """Sở Nội vụ."""
    return make_unit("H21.11", "Sở Nội vụ", "department", parent=province, scheme="766", valid_from=None)


@pytest.fixture
def commune(province: Unit) -> Unit:
    """Xã Vân Canh."""
    return make_unit("21994", "Vân Canh", "commune", parent=province, designation="xã")


@pytest.fixture
def other_commune(province: Unit) -> Unit:
    """Xã Ia Dom."""
    return make_unit("23872", "Ia Dom", "commune", parent=province, designation="xã")


def _person(username: str, name: str, unit: Unit, role: Role) -> User:
    new = services.add_person(username=username, display_name=name, by=None, at=AT, must_change_password=False)
    services.grant_membership(user=new.user, unit=unit, role=role, valid_from=SINCE, by=None, at=AT)
    return new.user


@pytest.fixture
def unit_officer(commune: Unit) -> User:
    """The officer of xã Vân Canh."""
    return _person("can_bo", "Cán bộ xã (mẫu)", commune, Role.UNIT_OFFICER)


@pytest.fixture
def other_officer(other_commune: Unit) -> User:
    """The officer of another unit."""
    return _person("can_bo_khac", "Cán bộ xã khác (mẫu)", other_commune, Role.UNIT_OFFICER)


@pytest.fixture
def unit_head(commune: Unit) -> User:
    """The head of xã Vân Canh."""
    return _person("thu_truong", "Thủ trưởng (mẫu)", commune, Role.UNIT_HEAD)


@pytest.fixture
def coordinator(department: Unit) -> User:
    """The officer of the standing body for administrative reform."""
    return _person("dau_moi", "Cơ quan thường trực (mẫu)", department, Role.COORDINATOR)


@pytest.fixture
def leader(province: Unit) -> User:
    """A leader of the province."""
    return _person("lanh_dao", "Lãnh đạo tỉnh (mẫu)", province, Role.PROVINCE_LEADER)


@pytest.fixture
def auditor(province: Unit) -> User:
    """Somebody who may read everything."""
    return _person("kiem_tra", "Thanh tra (mẫu)", province, Role.AUDITOR)


@pytest.fixture
def administrator(province: Unit) -> User:
    """The administrator of the installation."""
    return _person("quan_tri", "Quản trị (mẫu)", province, Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def no_cache_between_tests() -> None:
    """Counts of tries must not run on from test to test."""
    cache.clear()


# ── Editions and a small day of the 766 index: real figures, cut from the shipped sample ─────────────────────────────
DAY_UNITS = ("H21", "H21.227", "H21.133")
DAY_FILES = ("totals_20261008.csv", "metrics_20261008.csv", "tree_groups_20261008.csv")
DAY_ANSWERS = {"hour": "14:00", "source": "Cổng Dịch vụ công quốc gia"}


def cut(
    *, units: Sequence[str] = DAY_UNITS, files: Sequence[str] = DAY_FILES, day: str = "2026-10-08", **changes: str
) -> list[tuple[str, bytes]]:
    """Return the shipped files with the rows of some units, on a day, with changed totals (``H21_133="55"``)."""
    totals = {code.replace("_", "."): total for code, total in changes.items()}
    found = []
    for name in files:
        text = (resources.files("thuocdo.portal.results.sample") / name).read_text("utf-8")
        rows = [row for row in csv.DictReader(io.StringIO(text)) if row["unit_id"] in units]
        target = io.StringIO()
        writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            if "date" in row:
                row["date"] = day
            if "total_score" in row:
                row["total_score"] = totals.get(row["unit_id"], row["total_score"])
            writer.writerow(row)
        found.append((name, target.getvalue().encode()))
    return found


@pytest.fixture
def cut_files() -> Callable[..., list[tuple[str, bytes]]]:
    """Cuts files from the shipped sample: ``cut_files(units=("H21",), day="2026-10-09", H21="70")``."""
    return cut


@pytest.fixture
def edition(db: None) -> Edition:
    """The 766 index, in force."""
    stored = store_edition(edition=rulebooks.load("qd766/2022"), origin=Edition.Origin.PACKAGE, by=None, at=AT)
    return put_in_force(edition=stored, by=None, at=AT)


@pytest.fixture
def corrected() -> rulebooks.Edition:
    """The 766 index with another title: the next revision of the same edition."""
    shipped = rulebooks.load("qd766/2022")
    title = shipped.file.title.model_copy(update={"vi": "Bộ chỉ số 766, bản sửa"})
    return replace(shipped, file=shipped.file.model_copy(update={"title": title}))


@pytest.fixture
def draft_edition(edition: Edition, corrected: rulebooks.Edition) -> Edition:
    """A draft of the next revision of the 766 index."""
    return store_edition(edition=corrected, origin=Edition.Origin.WORKBOOK, by=None, at=AT, file_name="sua.xlsx")


@pytest.fixture
def take_in(edition: Edition, coordinator: User) -> Callable[..., tuple[StoredDay, ...]]:
    """Imports files as the coordinator: ``take_in(cut_files(day="2026-10-09"), hour="02:00")``."""

    def taken(files: list[tuple[str, bytes]], **answers: object) -> tuple[StoredDay, ...]:
        return import_snapshots(files=files, answers={**DAY_ANSWERS, **answers}, by=coordinator, at=AT)

    return taken


@pytest.fixture
def day(take_in: Callable[..., tuple[StoredDay, ...]], commune: Unit, other_commune: Unit) -> Snapshot:
    """The figures of 8 October 2026."""
    (stored,) = take_in(cut())
    return stored.snapshot


@pytest.fixture
def draft(edition: Edition, coordinator: User, commune: Unit, other_commune: Unit) -> ImportDraft:
    """An upload of the coordinator, waiting for a word."""
    return begin_import(subject="qd766", files=cut(), answers=DAY_ANSWERS, by=coordinator, at=AT)


# ── A plan of one task, for the table of who may open what ───────────────────────────────────────────────────────────
ONE_TASK = {
    "document": {"type": "Kế hoạch", "number": "7/KH-UBND", "date": "2026-02-03", "subject": "Kế hoạch một nhiệm vụ"},
    "tasks": [
        {
            "appendix": "01",
            "code": "1",
            "content": "Niêm yết số điện thoại tiếp nhận phản ánh",
            "lead": ["UBND xã Vân Canh"],
            "parts": [{"body": "UBND xã Vân Canh", "part": "answers"}],
            "deadline": {"text": "Năm 2026", "kind": "within", "until": "2026-12-31"},
            "place": {"line": 2},
            "confidence": 0.97,
        }
    ],
    "lines": [{"line": 1, "text": "KẾ HOẠCH", "use": "heading"}],
}


@pytest.fixture
def waiting_draft(coordinator: User, commune: Unit) -> PlanDraft:
    """A plan that the coordinator uploaded, read and not yet taken in."""
    draft = begin_draft(name="ke-hoach.txt", content=b"mot nhiem vu", by=coordinator, at=AT)
    draft.reading = canonical(ONE_TASK)
    draft.save()
    return draft


@pytest.fixture
def waiting_plan(waiting_draft: PlanDraft, coordinator: User) -> Plan:
    """A plan whose one task nobody has confirmed yet."""
    return import_plan(draft=waiting_draft, by=coordinator, at=AT).plan


@pytest.fixture
def owed_by_one_commune(plan_of_one_commune: Plan, province: Unit, commune: Unit, coordinator: User) -> OwedPlan:
    """The plan that xã Vân Canh owes under the plan whose one task it has."""
    services.save_group(key="ubnd-cap-xa", name={"vi": "UBND cấp xã"}, kind="commune", within=province, by=None, at=AT)
    call = ask_for_plans(
        plan=plan_of_one_commune,
        groups=[group for group in groups() if group.key == "ubnd-cap-xa"],
        due_on=date(2026, 10, 15),
        days_before=5,
        basis="",
        version=0,
        by=coordinator,
        at=AT,
    )
    return OwedPlan.objects.select_related("call__plan").get(call=call, unit=commune)


@pytest.fixture
def plan_of_one_commune(waiting_plan: Plan, coordinator: User) -> Plan:
    """A plan whose one task is assigned to xã Vân Canh."""
    accept_certain(plan=waiting_plan, by=coordinator, at=AT)
    assign_plan(plan=waiting_plan, by=coordinator, at=AT)
    waiting_plan.refresh_from_db()
    return waiting_plan
