"""The cast of every portal test, and the units they belong to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from thuocdo.portal.organizations import services
from thuocdo.portal.organizations.models import Role, Unit, User
from thuocdo.vietnamese.folding import collation_key, fold

if TYPE_CHECKING:
    from collections.abc import Callable

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
