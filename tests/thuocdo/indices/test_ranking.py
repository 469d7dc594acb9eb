"""Places in a ranking: 1-2-2-4, and no figure means no place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given as always
from hypothesis import strategies as st

from thuocdo.indices import Rank, rank, rank_groups

from .invented import decimals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

figures = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.none() | st.decimals(0, 100, places=1, allow_nan=False, allow_infinity=False),
    max_size=12,
)


def shown(values: Mapping[str, object]) -> dict[str, str | None]:
    return {key: None if found is None else str(found) for key, found in rank(decimals(values)).items()}


def test_the_worked_table_of_the_documents() -> None:
    values = {"A": "90.5", "B": "88.25", "C": "88.25", "D": "80", "E": None}

    assert shown(values) == {"A": "1/4", "B": "2/4", "C": "2/4", "D": "4/4", "E": None}
    assert rank(decimals(values))["B"] == Rank(place=2, of=4, tied=2)


def test_figures_that_look_alike_when_rounded_are_not_tied() -> None:
    assert shown({"A": "88.2549", "B": "88.2451"}) == {"A": "1/2", "B": "2/2"}


def test_equal_figures_written_differently_are_tied() -> None:
    assert shown({"A": "88.5", "B": "88.50"}) == {"A": "1/2", "B": "1/2"}


def test_nobody_with_a_figure_means_nobody_with_a_place() -> None:
    assert rank({}) == {}
    assert shown({"A": None}) == {"A": None}


def test_each_group_of_units_is_ranked_among_itself() -> None:
    values = decimals({"xã 1": "60", "sở 1": "90", "xã 2": "70", "sở 2": None})

    assert rank_groups(values, lambda unit: unit.split()[0]) == {
        "xã": {"xã 1": Rank(place=2, of=2), "xã 2": Rank(place=1, of=2)},
        "sở": {"sở 1": Rank(place=1, of=1), "sở 2": None},
    }


@always(figures, st.randoms(use_true_random=False))
def test_the_order_in_which_units_come_does_not_matter(values: dict[str, Decimal | None], random: object) -> None:
    keys = list(values)
    random.shuffle(keys)  # type: ignore[attr-defined]  # hypothesis hands a random.Random

    assert rank({key: values[key] for key in keys}) == rank(values)


@always(figures)
def test_a_place_is_one_more_than_the_number_of_units_ahead(values: dict[str, Decimal | None]) -> None:
    ranked = [value for value in values.values() if value is not None]
    for key, found in rank(values).items():
        value = values[key]
        if value is None:
            assert found is None
        else:
            ahead = sum(other > value for other in ranked)
            assert found == Rank(place=ahead + 1, of=len(ranked), tied=ranked.count(value))
