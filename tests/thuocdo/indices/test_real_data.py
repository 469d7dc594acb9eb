"""Figures that were really published, compiled again from what they were made of."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from thuocdo.indices import Basis, IndexResult, compile_all, rank
from thuocdo.rulebooks import load, read_data

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs_shared
GROUPS = {"CKMB", "TDGQ", "MDSH", "MDHL", "TOTAL"}
LIST_METRICS_WITH_A_DENOMINATOR = 346
PAPI_TOLERANCE = Decimal("0.0005")


@pytest.fixture(scope="module")
def results(shared: Path) -> list[IndexResult]:
    """The 766 sample of 08/10/2026: 28 units, and four observations of the online group."""
    files = [(path.name, path.read_bytes()) for path in sorted((shared / "data" / "qd766").glob("*.csv"))]
    edition = load("qd766/2022")
    return compile_all(edition, read_data(edition, files).units)


def test_every_published_score_of_766_that_can_be_computed_is_computed_to_the_last_digit(
    results: list[IndexResult],
) -> None:
    agreed: Counter[str] = Counter()
    by_ratio = 0
    for result in results:
        for score in result:
            if score.official is not None and score.points is not None and score.basis is not Basis.OFFICIAL:
                assert score.points == score.official, f"{result.name} {score.code}: {score.why()}"
                agreed[score.code] += 1
                by_ratio += score.ratio is not None

    assert {code: agreed[code] for code in GROUPS} == dict.fromkeys(GROUPS, 28)
    assert agreed["DOSSIER_ON_TIME"] == 28
    assert agreed["ONLINE"] == 4
    assert by_ratio == LIST_METRICS_WITH_A_DENOMINATOR + 28


def test_groups_of_766_whose_parameters_are_not_published_are_taken_as_given(results: list[IndexResult]) -> None:
    units = [result for result in results if result.scores["TOTAL"].official is not None]
    bases = {code: {result.scores[code].basis for result in units} for code in ("ONLINE", "TTTT")}

    assert bases == {"ONLINE": {Basis.OFFICIAL}, "TTTT": {Basis.OFFICIAL}}


@pytest.mark.parametrize("edition_id", ["papi/2018", "papi/2019", "papi/2021"])
@pytest.mark.parametrize("file", ["papi_2018_2021.csv", "papi_five_provinces.csv"])
def test_papi_compiled_from_sub_dimensions_is_papi_as_published(shared: Path, edition_id: str, file: str) -> None:
    edition = load(edition_id)
    data = read_data(edition, [(file, (shared / "data" / "papi" / file).read_bytes())])
    results = compile_all(edition, data.units)

    compared = 0
    for result in results:
        for score in result:
            if not score.parts or score.official is None:
                continue
            assert score.points is not None, f"{result.unit} {result.keys} {score.code}: {score.why()}"
            assert abs(score.points - score.official) <= PAPI_TOLERANCE
            compared += 1
        missing = [score for score in result if not score.parts and score.points is None]
        assert (result.total.points is None) == bool(missing), "missing is not zero, and leaves no total"
    assert compared >= 9 * 5


def test_provinces_without_a_papi_total_are_unranked_and_not_counted(shared: Path) -> None:
    edition = load("papi/2021")
    file = shared / "data" / "papi" / "papi_2018_2021.csv"
    results = compile_all(edition, read_data(edition, [(file.name, file.read_bytes())]).units)
    ranks = rank({result.unit: result.ranked_value for result in results})

    assert [unit for unit, place in ranks.items() if place is None] == ["Quảng Ninh", "Bắc Giang", "Bắc Ninh"]
    assert {place.of for place in ranks.values() if place is not None} == {60}
