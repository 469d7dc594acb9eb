"""A baseline for the province of today: weighed where it can be, refused with the reason where it cannot."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as always
from hypothesis import strategies as st

from thuocdo.indices import NATURES, Nature, Predecessor, restate, restate_parts, shipped

from .invented import decimals

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = Nature.MEAN_OVER_PEOPLE
POPULATION = "dân số 2020"


def before(*shares: tuple[str, str | None], basis: str = POPULATION) -> list[Predecessor]:
    return [
        Predecessor(unit=name, name=name, weight=None if weight is None else Decimal(weight), basis=basis)
        for name, weight in shares
    ]


LAO_CAI = before(("Lào Cai", "0.473004"), ("Yên Bái", "0.526996"))
TUYEN_QUANG = before(("Hà Giang", "0.523240"), ("Tuyên Quang", "0.476760"))


def papi_2024(*provinces: str) -> dict[str, dict[str, Decimal | None]]:
    """The shipped PAPI scores of 2024: totals and dimensions by province."""
    results = shipped()
    return {
        component: {province: results.of("PAPI", 2024, province, component)[-1].score for province in provinces}
        for component in ("TOTAL", *(f"D{number}" for number in range(1, 9)))
    }


@pytest.mark.parametrize(
    ("predecessors", "total"), [(LAO_CAI, "41.849"), (TUYEN_QUANG, "43.165")], ids=["Lào Cai", "Tuyên Quang"]
)
def test_the_new_provinces_papi_of_2024_is_the_mean_of_the_old_ones_weighed_by_population(
    predecessors: list[Predecessor], total: str
) -> None:
    restated = restate_parts(papi_2024(*(one.unit for one in predecessors)), predecessors, nature=PEOPLE)

    whole = restated["TOTAL"].value
    assert whole is not None
    assert f"{whole:.3f}" == total
    dimensions = sum(part.value or 0 for code, part in restated.items() if code != "TOTAL")
    assert abs(whole - dimensions) < Decimal("0.00001")
    assert restated["TOTAL"].estimate
    assert restated["TOTAL"].basis == POPULATION
    assert all(part.estimate for part in restated.values())


def test_the_predecessors_own_figures_stay_beside_the_estimate() -> None:
    restated = restate(papi_2024("Lào Cai", "Yên Bái")["TOTAL"], LAO_CAI, nature=PEOPLE)

    assert [(found.predecessor.name, found.figure) for found in restated.contributions] == [
        ("Lào Cai", Decimal("41.748901")),
        ("Yên Bái", Decimal("41.939053")),
    ]


@pytest.mark.parametrize(
    ("shares", "missing"),
    [
        ([("Phú Thọ", "0.4"), ("Vĩnh Phúc", "0.35"), ("Hòa Bình", "0.25")], "Vĩnh Phúc"),
        ([("Tiền Giang", "0.525574"), ("Đồng Tháp", "0.474426")], "Tiền Giang"),
    ],
)
def test_a_predecessor_without_a_figure_leaves_none_for_the_new_province(
    shares: list[tuple[str, str | None]], missing: str
) -> None:
    figures = {name: None if name == missing else Decimal(42) for name, _ in shares}
    restated = restate(figures, before(*shares), nature=PEOPLE)

    assert restated.value is None
    assert [problem.code for problem in restated.refused] == ["IX-140"]
    assert f"thiếu của {missing}." in restated.refused[0].message()


def test_a_dimension_may_be_restated_where_the_total_may_not() -> None:
    figures = {"TOTAL": decimals({"Lào Cai": 40, "Yên Bái": None}), "D1": decimals({"Lào Cai": 4, "Yên Bái": 5})}
    restated = restate_parts(figures, LAO_CAI, nature=PEOPLE)

    assert restated["D1"].value == Decimal("4.526996")
    assert restated["TOTAL"].value is None


@pytest.mark.parametrize(
    ("index", "code", "word"),
    [("PAR INDEX", "IX-141", "bộ máy cũ"), ("SIPAS", "IX-142", "tử số và mẫu số"), ("DTI", "IX-143", "chưa có căn cứ")],
)
def test_awarded_points_and_bare_rates_are_not_joined(index: str, code: str, word: str) -> None:
    restated = restate(decimals({"Lào Cai": "89.04", "Yên Bái": "90.54"}), LAO_CAI, nature=NATURES.get(index))

    assert restated.value is None
    assert [problem.code for problem in restated.refused] == [code]
    assert word in restated.refused[0].message()
    assert "Lào Cai, Yên Bái" in restated.refused[0].message()


def test_an_unchanged_province_keeps_its_own_figure_of_any_kind_and_it_is_no_estimate() -> None:
    restated = restate(decimals({"Lai Châu": "85.97"}), before(("Lai Châu", "1")), nature=Nature.AWARDED_POINTS)

    assert (restated.value, restated.estimate, restated.refused) == (Decimal("85.97"), False, ())


def test_an_unchanged_province_without_a_figure_has_none_either() -> None:
    restated = restate({}, before(("Lai Châu", "1")), nature=Nature.AWARDED_POINTS)

    assert restated.value is None
    assert [problem.code for problem in restated.refused] == ["IX-140"]


@pytest.mark.parametrize(
    ("predecessors", "code"),
    [
        (before(("A", "0.5"), ("B", None)), "IX-144"),
        (before(("A", "1.5"), ("B", "-0.5")), "IX-144"),
        ([*before(("A", "0.5")), *before(("B", "0.5"), basis="dân số 2025")], "IX-145"),
        (before(("A", "0.5"), ("B", "0.4")), "IX-146"),
    ],
)
def test_weights_that_do_not_fit_are_refused(predecessors: list[Predecessor], code: str) -> None:
    restated = restate(decimals({"A": 1, "B": 2}), predecessors, nature=PEOPLE)

    assert restated.value is None
    assert [problem.code for problem in restated.refused] == [code]


def test_a_unit_without_predecessors_has_nothing_to_restate() -> None:
    with pytest.raises(ValueError, match="without predecessors"):
        restate({}, [], nature=PEOPLE)


@always(st.decimals(0, 80, places=4), st.decimals(0, 80, places=4))
def test_a_restated_figure_lies_between_those_it_comes_from(one: Decimal, other: Decimal) -> None:
    value = restate({"Lào Cai": one, "Yên Bái": other}, LAO_CAI, nature=PEOPLE).value

    assert value is not None
    assert min(one, other) <= value <= max(one, other)


@pytest.mark.needs_shared
def test_the_weights_used_here_are_those_of_the_collected_facts(shared: Path) -> None:
    with (shared / "reference" / "mergers_2025.csv").open(encoding="utf-8") as file:
        weights = {row["old_province"]: Decimal(row["old_weight_pop2020"]) for row in csv.DictReader(file)}

    assert all(weights[one.unit] == one.weight for one in (*LAO_CAI, *TUYEN_QUANG))
