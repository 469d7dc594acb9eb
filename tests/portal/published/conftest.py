"""The provinces that published results speak of, and files of results."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from thuocdo import rulebooks
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.services import put_in_force, store_edition
from thuocdo.portal.organizations.models import Unit
from thuocdo.portal.results.services import import_published
from thuocdo.units import loading
from thuocdo.vietnamese.folding import collation_key, fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.results.models import PublishedImport

HEAD = "index,year,province,component,score,max_points,rank,ranked,source,note"
SHIPPED = (resources.files("thuocdo.indices") / "facts" / "published_results.csv").read_bytes()


@pytest.fixture
def provinces(province: Unit) -> None:
    """The provinces of both eras, as the loader makes them; the root is there already."""
    facts = [*loading.provinces().values(), *loading.provinces_before().values()]
    Unit.objects.bulk_create(
        Unit(
            scheme=fact.scheme.value,
            code=fact.code,
            valid_from=fact.valid_from or date(1900, 1, 1),
            valid_to=fact.valid_to,
            kind=fact.kind.value,
            name={"vi": fact.name},
            designation=fact.designation,
            full_name=fact.full_name,
            folded=fold(fact.name),
            sort_key=collation_key(fact.name),
        )
        for fact in facts
        if (fact.scheme.value, fact.code) != (province.scheme, province.code)
    )


@pytest.fixture
def editions(db: None, at: datetime) -> None:
    """The editions that name the parts and declare the breaks."""
    for name in rulebooks.available():
        if name.partition("/")[0] in {"papi", "sipas", "par_index_province"}:
            stored = store_edition(edition=rulebooks.load(name), origin=Edition.Origin.PACKAGE, by=None, at=at)
            put_in_force(edition=stored, by=None, at=at)


@pytest.fixture
def take_in(provinces: None, at: datetime) -> Callable[..., PublishedImport]:
    """Takes in rows below the usual head: ``take_in("PAPI,2024,Yên Bái,TOTAL,41.93,,46,61,kế hoạch,")``."""

    def take(*rows: str, replaces: bool = False) -> PublishedImport:
        content = "\n".join([HEAD, *rows]).encode()
        return import_published(name="ket_qua.csv", content=content, by=None, at=at, replaces=replaces)

    return take


@pytest.fixture
def shipped(provinces: None, editions: None, at: datetime) -> PublishedImport:
    """The results that come with the library."""
    return import_published(name="published_results.csv", content=SHIPPED, by=None, at=at)
