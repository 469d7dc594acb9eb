"""Classes by stated bounds; four groups as an estimate whose tie rule is named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given as always
from hypothesis import strategies as st

from thuocdo.errors import CompileError
from thuocdo.indices import classify, compile_unit, percentile, quartile_groups

from .invented import edition, leaf, unit

BANDS = [{"name": {"vi": "Tốt"}, "min": "80"}, {"name": {"vi": "Khá"}, "min": "70"}]
BY_PERCENT = {"bands": BANDS, "verified": {"status": "illustrative"}}


def class_of(law_points: str, n: int, **more: object) -> str | None:
    law = edition(law_points, leaf("1", law_points), classification=BY_PERCENT | more)
    band = classify(law, compile_unit(law, unit(values={"1": {"n": n, "d": 1000}})))
    return None if band is None else band.name.vi


@pytest.mark.parametrize(("n", "name"), [(1000, "Tốt"), (800, "Tốt"), (799, "Khá"), (700, "Khá"), (699, None)])
def test_a_bound_belongs_to_the_class_above_it(n: int, name: str | None) -> None:
    assert class_of("100", n) == name


def test_the_unrounded_figure_is_compared() -> None:
    law = edition("3", leaf("1", "3", rounding=[]), classification=BY_PERCENT)
    result = compile_unit(law, unit(values={"1": {"n": 79999, "d": 100000}}))

    band = classify(law, result)
    assert band is not None
    assert band.name.vi == "Khá"  # 79.999 % is shown as 80.00 %
    assert str(result.published_value) == "2.40"


def test_an_edition_may_classify_by_points_instead_of_percent() -> None:
    assert class_of("90", 900, of="points") == "Tốt"  # 81 points of 90
    assert class_of("90", 880, of="points") == "Khá"  # 79.2 points, 88 %
    assert class_of("90", 880) == "Tốt"


def test_without_classes_or_without_a_figure_there_is_no_class() -> None:
    law = edition("10", leaf("1"))
    assert classify(law, compile_unit(law, unit())) is None
    law = edition("10", leaf("1"), classification=BY_PERCENT)
    assert classify(law, compile_unit(law, unit())) is None


def ladder(units: int) -> dict[int, Decimal | None]:
    return {place: Decimal(place) for place in range(units)}


def test_63_provinces_fall_into_16_16_15_and_16() -> None:
    """The sizes published for PAPI 2019 and 2020."""
    assert quartile_groups(ladder(63), tie_rule="at_or_above").sizes == (16, 16, 15, 16)
    assert quartile_groups(ladder(63), tie_rule="above").sizes == (16, 15, 16, 16)


@pytest.mark.parametrize(("tie_rule", "sizes"), [("at_or_above", (16, 15, 15, 15)), ("above", (15, 15, 15, 16))])
def test_with_61_provinces_every_cut_is_a_province_and_the_tie_rule_decides(
    tie_rule: str, sizes: tuple[int, ...]
) -> None:
    """PAPI published 16 in the highest group of 2022 and 15 in that of 2023: no single tie rule gives both."""
    found = quartile_groups(ladder(61), tie_rule=tie_rule)  # type: ignore[arg-type]  # one of the two, above

    assert found.sizes == sizes
    assert found.cuts == (Decimal(45), Decimal(30), Decimal(15))
    assert found.on_a_cut == (1, 2, 3)
    assert quartile_groups(ladder(63), tie_rule="above").on_a_cut == (2,)
    assert quartile_groups(ladder(60), tie_rule="above").on_a_cut == ()


def test_a_unit_without_a_figure_is_in_no_group() -> None:
    found = quartile_groups(ladder(8) | {99: None}, tie_rule="above")

    assert found.group[99] is None
    assert found.of == 8


def test_fewer_than_four_figures_make_no_quarters() -> None:
    with pytest.raises(CompileError, match=r"IX-130.*4 đơn vị.*gặp 3"):
        quartile_groups(ladder(3), tie_rule="above")


def test_type_7_percentiles_agree_with_r() -> None:
    """R: ``quantile(c(1, 2, 4, 8), c(.25, .5, .75), type = 7)`` gives 1.75 3.00 5.00."""
    values = [Decimal(value) for value in (1, 2, 4, 8)]

    assert [percentile(values, Decimal(share)) for share in ("0.25", "0.5", "0.75", "0", "1")] == [
        Decimal("1.75"),
        3,
        5,
        1,
        8,
    ]


@always(st.lists(st.decimals(0, 100, places=2), min_size=4), st.sampled_from(["above", "at_or_above"]))
def test_a_better_figure_is_never_in_a_worse_group(values: list[Decimal], tie_rule: str) -> None:
    found = quartile_groups(dict(enumerate(values)), tie_rule=tie_rule)  # type: ignore[arg-type]  # as above
    ordered = [found.group[place] for place in sorted(range(len(values)), key=values.__getitem__, reverse=True)]

    assert ordered == sorted(ordered, key=lambda group: group or 0)
