"""A post of xã Vân Canh, an officer in it, and work that the post holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.config import pages
from thuocdo.portal.organizations import holdings, services
from thuocdo.portal.organizations.holdings import Holding, Offer, Post
from thuocdo.portal.organizations.models import Position, Role, Unit, User

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SINCE = date(2025, 7, 1)


@pytest.fixture
def position(commune: Unit) -> Position:
    """A post of xã Vân Canh that nobody holds."""
    return Position.objects.create(unit=commune, title={"vi": "Công chức địa chính"}, valid_from=SINCE)


@pytest.fixture
def holder(position: Position, at: datetime) -> User:
    """A second officer of xã Vân Canh, in the post."""
    new = services.add_person(
        username="dia_chinh", display_name="Cán bộ địa chính (mẫu)", by=None, at=at, must_change_password=False
    )
    services.grant_membership(
        user=new.user, unit=position.unit, role=Role.UNIT_OFFICER, valid_from=SINCE, position=position, by=None, at=at
    )
    return new.user


@pytest.fixture
def work() -> Iterator[list[Holding]]:
    """What every officer's post holds, as some room above would offer it."""
    held = [Holding(title="Công khai số điện thoại", note="hạn 31/12/2026", url="/nhiem-vu/1/")]

    def of_officers(post: Post) -> list[Holding]:
        return held if post.role == Role.UNIT_OFFICER else []

    holdings.fill([Offer(key="task", label="Nhiệm vụ đang thực hiện", find=of_officers)])
    yield held
    pages.fill()
