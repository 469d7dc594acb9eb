"""Two moments side by side: what may be concluded, and why not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from thuocdo.indices import Figures, SeriesBreak, compare

from .invented import decimals

BREAK_2021 = SeriesBreak(at="2021", what="bỏ nội dung thành phần 5.2")


def figures(when: str, values: dict[str, object], **more: Any) -> Figures[str]:
    return Figures(when=when, values=decimals(values), **more)


def test_over_the_same_units_scores_and_places_are_compared() -> None:
    found = compare(figures("2023", {"A": "88.86", "B": "90.61"}), figures("2024", {"A": "90.54", "B": "89.04"}))

    assert (found.changes["A"].change, found.changes["A"].places) == (Decimal("1.68"), 1)
    assert (found.changes["B"].change, found.changes["B"].places) == (Decimal("-1.57"), -1)
    assert found.refused == found.ranks_refused == ()


def test_places_are_not_compared_over_different_units() -> None:
    found = compare(figures("2023", {"A": 1, "B": 2, "C": None}), figures("2024", {"A": 3, "B": None, "C": 1}))

    assert found.changes["A"].change == 2
    assert found.changes["A"].places is None
    assert str(found.changes["A"].rank_before) == "2/2"
    assert (found.only_before, found.only_after) == (("B",), ("C",))
    assert [problem.code for problem in found.ranks_refused] == ["IX-123"]
    assert "1 đơn vị có số liệu ở kỳ 2023" in found.ranks_refused[0].message()


def test_a_unit_on_one_side_only_has_no_change() -> None:
    found = compare(figures("2023", {"A": 1}), figures("2024", {"A": 2, "B": 3}))

    assert found.changes["B"].change is None
    assert found.changes["B"].rank_before is None


@pytest.mark.parametrize(
    ("before", "after", "crossed"),
    [("2020", "2021", True), ("2018", "2024", True), ("2021", "2022", False), ("2019", "2020", False)],
)
def test_figures_are_not_chained_across_a_break(before: str, after: str, crossed: bool) -> None:
    found = compare(figures(before, {"A": 1}), figures(after, {"A": 2}), breaks=[BREAK_2021])

    assert bool(found.breaks) is crossed
    assert [problem.code for problem in found.refused] == (["IX-120"] if crossed else [])
    assert found.changes["A"].change == (None if crossed else 1)
    assert (found.changes["A"].before, found.changes["A"].after) == (1, 2)


def test_a_quarter_is_not_compared_with_a_year() -> None:
    found = compare(figures("2025-12-31", {"A": 1}), figures("2026-03-31", {"A": 2}, period="quarter"))

    assert [problem.code for problem in found.refused] == ["IX-121"]
    assert found.changes["A"].places is None


def test_figures_of_two_editions_are_not_compared_but_an_unknown_one_is_not_held_against_them() -> None:
    before = figures("2021", {"A": 1}, method="par/2020")

    assert compare(before, figures("2022", {"A": 2}, method="par/2022")).refused[0].code == "IX-122"
    assert compare(before, figures("2022", {"A": 2})).refused == ()


def test_an_open_period_makes_the_comparison_provisional() -> None:
    before = figures("2026-10-08", {"A": 1}, open=True)

    assert compare(before, figures("2026-10-09", {"A": 1}, open=True)).provisional
    assert not compare(figures("2023", {}), figures("2024", {})).provisional


def test_the_later_moment_may_not_come_first() -> None:
    with pytest.raises(ValueError, match="does not come before"):
        compare(figures("2024", {}), figures("2023", {}))
