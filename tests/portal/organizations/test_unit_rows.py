"""Rows of units: what the database refuses, how they read, what an empty installation shows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from thuocdo.portal.audit.selectors import events
from thuocdo.portal.organizations import selectors, services
from thuocdo.portal.organizations.models import Succession, Unit, UnitCode, UnitName

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
TODAY = date(2026, 10, 8)


def test_an_installation_without_units_says_what_to_do_first(client: Client, db: None) -> None:
    new = services.add_person(username="x", display_name="X", by=None, at=AT, must_change_password=False)
    client.force_login(new.user)
    assert "load_units" in client.get("/don-vi/").content.decode()
    assert selectors.kinds_in_province(None, TODAY) == {}


def test_the_root_and_a_group_change_only_when_they_do(province: Unit, commune: Unit, at: datetime) -> None:
    before = events().count()
    services.set_root(unit=province, by=None, at=at)
    assert events().count() == before
    services.set_root(unit=commune, by=None, at=at)
    event = events().first()
    assert event is not None
    assert (event.was, event.now) == ({"root": "tỉnh Gia Lai"}, {"root": "xã Vân Canh"})


def test_one_code_has_one_unit_in_an_era(province: Unit, new_unit: Callable[..., Unit]) -> None:
    for code, start in (("52", province.valid_from), ("H21.99", None)):
        if code != "52":
            new_unit(code, "A", "department", valid_from=start)
        with pytest.raises(IntegrityError), transaction.atomic():
            new_unit(code, "B", "department", valid_from=start)


@pytest.mark.parametrize(
    ("start", "end", "address"),
    [
        (date(2025, 7, 1), None, "/don-vi/gso/7/"),
        (None, date(2025, 7, 1), "/don-vi/gso/7/"),
        (date(1997, 1, 1), date(2025, 7, 1), "/don-vi/gso/7/1997-01-01/"),
    ],
)
def test_the_address_of_a_unit_names_code_and_era(start: date | None, end: date | None, address: str) -> None:
    assert Unit(scheme="gso", code="7", valid_from=start, valid_to=end).get_absolute_url() == address


def test_texts_of_rows_can_be_read(province: Unit, commune: Unit) -> None:
    link = Succession(predecessor=commune, successor=province)
    assert str(link) == "xã Vân Canh → tỉnh Gia Lai"
    assert str(UnitCode(unit=commune, scheme="766", code="H21.227")) == "766 H21.227"
    assert str(UnitName(unit=commune, name="Vân Canh")) == "Vân Canh"
    assert str(selectors.root()) == "tỉnh Gia Lai"
