"""Who may open what: every address of the portal × everybody, in one table.

Each app writes its rows in ``tests/portal/<app>/access.py``: ``ACCESS = [(url name, method, path, statuses), …]`` where
``path`` is text, or a function that gets ``request.getfixturevalue`` and returns text, and ``statuses`` names people of
the cast, with ``everybody`` for all who are logged in and not named. ``stranger`` is nobody logged in.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from django.test import Client

TESTS = Path(__file__).resolve().parents[1]
CAST = ("stranger", "unit_officer", "other_officer", "unit_head", "coordinator", "leader", "auditor", "administrator")
Row = tuple[str, str, str | Callable[[Callable[[str], Any]], str], Mapping[str, int]]


def rows() -> Iterator[Row]:
    """Yield the rows that every app wrote."""
    for path in sorted(TESTS.glob("*/access.py")):
        spec = importlib.util.spec_from_file_location(f"access_{path.parent.name}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield from module.ACCESS


ROWS = list(rows())
CASES = [
    pytest.param(
        method,
        path,
        person,
        statuses.get(person, statuses["everybody"] if person != "stranger" else 302),
        id=f"{method} {name} {number}: {person}",
    )
    for number, (name, method, path, statuses) in enumerate(ROWS)
    for person in CAST
]


@pytest.mark.parametrize(("method", "path", "person", "status"), CASES)
def test_who_may_open_what(
    request: pytest.FixtureRequest,
    client: Client,
    administrator: object,
    method: str,
    path: Any,
    person: str,
    status: int,
) -> None:
    if person != "stranger":
        client.force_login(request.getfixturevalue(person))
    address = path if isinstance(path, str) else path(request.getfixturevalue)
    response = client.generic(method, address)
    assert response.status_code == status
    if person == "stranger" and status == 302:
        assert response.headers["Location"].startswith("/tai-khoan/dang-nhap/")


def names(resolver: URLResolver) -> Iterator[str]:
    """Yield the name of every address."""
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield str(found.name)
        else:
            yield from names(found)


def test_every_address_stands_in_the_table() -> None:
    there = set(names(get_resolver()))
    assert "None" not in there, "an address has no name"
    tested = {name for name, *_ in ROWS}
    assert there - tested == set(), "addresses without a row in tests/portal/<app>/access.py"
    assert tested - there == set(), "rows for addresses that do not exist"
