"""The old provinces keep their own figures; the province of today has a restated one, or the reason why not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thuocdo.errors import UnitError
from thuocdo.indices import Baseline, PublishedResult, baseline, shipped
from thuocdo.units.registry import Registry

REGISTRY = Registry()


def of(name: str, index: str, year: int = 2024) -> Baseline:
    province = REGISTRY.province_named(name)
    return baseline(shipped().results, index=index, year=year, province=province, registry=REGISTRY)


@pytest.mark.parametrize(("name", "total"), [("Lào Cai", "41.849"), ("Tuyên Quang", "43.165")])
def test_papi_2024_of_a_merged_province_is_restated_beside_its_predecessors(name: str, total: str) -> None:
    found = of(name, "PAPI")
    restated = found.parts["TOTAL"].restated

    assert restated is not None
    assert restated.value is not None
    assert f"{restated.value:.3f}" == total
    assert restated.estimate
    assert [link.unit.full_name for link in found.predecessors] == [
        one.predecessor.name for one in restated.contributions
    ]


def test_the_predecessors_keep_every_figure_of_every_source() -> None:
    published = of("Lào Cai", "PAPI").parts["TOTAL"].published

    assert {unit.full_name: [str(one.score) for one in figures] for unit, figures in published.items()} == {
        "tỉnh Yên Bái (cũ)": ["41.93", "41.939053"],
        "tỉnh Lào Cai (cũ)": ["41.75", "41.748901"],
    }


@pytest.mark.parametrize(("index", "code"), [("PAR INDEX", "IX-141"), ("SIPAS", "IX-142")])
def test_par_index_and_sipas_are_refused_with_the_reason(index: str, code: str) -> None:
    restated = of("Lào Cai", index).parts["TOTAL"].restated

    assert restated is not None
    assert restated.value is None
    assert [problem.code for problem in restated.refused] == [code]
    assert "tỉnh Lào Cai (cũ)" in restated.refused[0].message()
    assert "tỉnh Yên Bái (cũ)" in restated.refused[0].message()


def test_an_unmerged_province_keeps_its_own_figure() -> None:
    restated = of("Lai Châu", "PAR INDEX").parts["TOTAL"].restated

    assert restated is not None
    assert (restated.value, restated.estimate) == (Decimal("85.97"), False)


@pytest.mark.parametrize(("name", "missing"), [("Phú Thọ", "Vĩnh Phúc"), ("Đồng Tháp", "Tiền Giang")])
def test_a_predecessor_without_a_figure_is_named(name: str, missing: str) -> None:
    province = REGISTRY.province_named(name)
    results = [
        PublishedResult(
            index="PAPI",
            year=2024,
            province=link.unit.name,
            component="TOTAL",
            score=None if link.unit.name == missing else Decimal(42),
        )
        for link in REGISTRY.predecessors(province)
    ]
    restated = baseline(results, index="PAPI", year=2024, province=province, registry=REGISTRY).parts["TOTAL"].restated

    assert restated is not None
    assert [problem.code for problem in restated.refused] == ["IX-140"]
    assert f"thiếu của tỉnh {missing} (cũ)." in restated.refused[0].message()


def test_from_2025_on_a_province_of_today_has_its_own_figures() -> None:
    lao_cai = REGISTRY.province_named("Lào Cai")
    row = PublishedResult(index="PAPI", year=2025, province="Lào Cai", component="TOTAL", score=Decimal(43))
    found = baseline([row], index="PAPI", year=2025, province=lao_cai, registry=REGISTRY)

    assert found.predecessors == ()
    assert found.parts["TOTAL"].published == {lao_cai: (row,)}
    assert found.parts["TOTAL"].restated is None


def test_a_row_of_a_province_that_no_longer_existed_is_refused() -> None:
    row = PublishedResult(index="PAPI", year=2025, province="Yên Bái", component="TOTAL", score=Decimal(43))

    with pytest.raises(UnitError, match="UN-103"):
        baseline([row], index="PAPI", year=2025, province=REGISTRY.province_named("Lào Cai"), registry=REGISTRY)


def test_a_territory_of_which_nothing_was_published_has_no_parts() -> None:
    assert of("Cà Mau", "PAPI").parts == {}
