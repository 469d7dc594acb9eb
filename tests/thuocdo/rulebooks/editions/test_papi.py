"""PAPI: sums of what the publisher published, missing is not zero, groups an estimate."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import yaml

from thuocdo.errors import ScoringError
from thuocdo.indices import compile_all, compile_unit, quartile_groups
from thuocdo.rulebooks import UnitData, load, read_data
from thuocdo.scoring import State, score

if TYPE_CHECKING:
    from pathlib import Path

EDITIONS = {"papi/2018": 28, "papi/2019": 29, "papi/2021": 28}
ALL, FIVE = "papi_2018_2021.csv", "papi_five_provinces.csv"
TOLERANCE = Decimal("0.0005")


@pytest.mark.parametrize(("name", "sub_dimensions"), EDITIONS.items())
def test_eight_dimensions_of_ten_points_make_eighty(name: str, sub_dimensions: int) -> None:
    edition = load(name)

    assert len(edition.leaves) == sub_dimensions
    assert [node.code for node in edition.total.children] == [f"D{number}" for number in range(1, 9)]
    assert {node.max_points for node in edition.total.children} == {Decimal(10)}
    assert edition.total.max_points == 80
    assert edition.missing_points == ()


@pytest.mark.parametrize("name", EDITIONS)
def test_a_sub_dimension_lies_between_1_and_10_parts_of_its_dimension(name: str) -> None:
    """The one exception has a published figure below 1/3, and says so."""
    for dimension in load(name).total.children:
        parts = len(dimension.children)
        for node in dimension.children:
            assert node.rule is not None
            assert node.max_points is not None
            assert abs(node.max_points * parts - 10) < TOLERANCE
            floor = node.rule.floor(node.max_points)
            if (name, node.code) == ("papi/2019", "S8.1"):
                assert floor == Decimal("0.33")
                assert node.criterion.note is not None
                assert "Phú Yên" in node.criterion.note.vi
            else:
                assert abs(floor * parts - 1) < TOLERANCE


def test_the_editions_differ_by_the_sub_dimensions_that_came_and_went() -> None:
    codes = {name: {node.code for node in load(name).leaves} for name in EDITIONS}

    assert codes["papi/2019"] - codes["papi/2018"] == {"S8.3"}
    assert codes["papi/2019"] - codes["papi/2021"] == {"S5.2"}
    assert codes["papi/2018"] <= codes["papi/2019"]
    assert [sorted(load(name).file.series_breaks) for name in EDITIONS] == [["2018"], ["2019", "2020"], ["2021"]]


@pytest.mark.parametrize("name", EDITIONS)
def test_names_of_our_own_are_marked(name: str) -> None:
    own = {"S7.1", "S7.3", "S8.1", "S8.2", "S8.3"}

    for node in load(name).leaves:
        note = node.criterion.note
        assert (note is not None and "do Thước Đo đặt" in note.vi) is (node.code in own)


def test_an_empty_cell_leaves_dimension_and_total_missing_not_lower() -> None:
    edition = load("papi/2021")
    values: dict[str, dict[str, Decimal | None]] = {node.code: {"score": Decimal("1.5")} for node in edition.leaves}
    values["S2.2"] = {"score": None}

    result = compile_unit(edition, UnitData(unit="Bắc Ninh", kind="province", values=values))

    assert result.scores["D1"].points == 6
    assert [result.scores[code].state for code in ("S2.2", "D2", "TOTAL")] == [State.MISSING] * 3
    assert result.total.points is None


def test_a_zero_of_the_publisher_s_workbook_is_refused_as_no_score() -> None:
    node = load("papi/2021").node("S2.2")
    assert node.rule is not None

    with pytest.raises(ScoringError, match="SC-107"):
        score(node.rule, {"score": Decimal(0)}, maximum=node.max_points)


def test_the_groups_are_called_an_estimate_and_name_their_tie_rule() -> None:
    grouping = load("papi/2021").file.grouping

    assert grouping is not None
    assert grouping.tie_rule == "at_or_above"
    assert "Ước tính" in grouping.note.vi
    assert [name.vi for name in grouping.names] == ["Cao nhất", "Trung bình cao", "Trung bình thấp", "Thấp nhất"]


@pytest.mark.needs_shared
@pytest.mark.parametrize(
    ("name", "file", "dimensions", "totals", "missing"),
    [
        ("papi/2018", ALL, 500, 61, {"Quảng Ninh": 2, "Đồng Tháp": 2}),
        ("papi/2019", ALL, 1008, 126, {}),
        ("papi/2021", ALL, 480, 60, {"Quảng Ninh": 8, "Bắc Giang": 8, "Bắc Ninh": 8}),
        ("papi/2018", FIVE, 40, 5, {}),
        ("papi/2019", FIVE, 80, 10, {}),
        ("papi/2021", FIVE, 160, 20, {}),
    ],
)
def test_recomputed_sums_equal_the_published_ones_and_missing_stays_missing(
    shared: Path, name: str, file: str, dimensions: int, totals: int, missing: dict[str, int]
) -> None:
    edition = load(name)
    data = read_data(edition, [(file, (shared / "data/papi" / file).read_bytes())])

    computed, absent = Counter[str](), Counter[str]()
    for result in compile_all(edition, data.units):
        for node in result:
            if node.node.is_leaf:
                continue
            assert (node.points is None) is (node.official is None), (result.unit, result.keys, node.code)
            if node.points is None or node.official is None:
                assert node.state is State.MISSING
                absent[result.unit] += node.code != "TOTAL"
            else:
                assert abs(node.points - node.official) <= TOLERANCE
                computed["total" if node.code == "TOTAL" else "dimension"] += 1

    assert computed == {"dimension": dimensions, "total": totals}
    assert absent == missing
    assert all(reason.startswith("year=") for reason in data.left_out)


@pytest.mark.needs_shared
@pytest.mark.parametrize("year", ["2019", "2020"])
def test_the_tie_rule_gives_the_sizes_that_were_published_for_63_provinces(shared: Path, year: str) -> None:
    edition = load("papi/2019")
    data = read_data(edition, [(ALL, (shared / "data/papi" / ALL).read_bytes())])
    assert edition.file.grouping is not None

    totals = {unit.unit: unit.official["TOTAL"] for unit in data.units if unit.keys["year"] == year}

    assert quartile_groups(totals, tie_rule=edition.file.grouping.tie_rule).sizes == (16, 16, 15, 16)


@pytest.mark.needs_shared
@pytest.mark.parametrize("name", EDITIONS)
def test_names_are_those_of_the_reference(shared: Path, name: str) -> None:
    framework = yaml.safe_load((shared / "reference/papi_framework.yaml").read_text("utf-8"))
    named = {f"S{part['code']}": part for dimension in framework["dimensions"] for part in dimension["sub_dimensions"]}
    named |= {dimension["code"]: dimension for dimension in framework["dimensions"]}

    for node in load(name).nodes[1:]:
        assert node.title.en == named[node.code]["name_en"]
        if named[node.code]["name_vi"] is not None:
            assert node.title.vi == named[node.code]["name_vi"]
