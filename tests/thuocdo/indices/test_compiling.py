"""A tree of scores becomes an index: sums, what is missing, what does not apply, what is published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as always
from hypothesis import settings
from hypothesis import strategies as st

from thuocdo.errors import ScoringError
from thuocdo.indices import Basis, compile_all, compile_unit
from thuocdo.scoring import State

from .invented import decimal, edition, given, group, leaf, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.rulebooks import Edition, UnitData

TWO_GROUPS = edition("30", group("1", "20", leaf("1.1"), leaf("1.2", nothing_arose="null")), leaf("2"))
OFFICIAL = edition("30", group("1", "20", leaf("1.1"), leaf("1.2")), leaf("2"), official="authoritative")
THREE_QUARTERS = {"n": 3, "d": 4}
HALF = {"n": 1, "d": 2}
COUNT = {"n": {"vi": "Số lần", "unit": "time"}}
ALL = {"1.1": THREE_QUARTERS, "1.2": HALF, "2": {"n": 1, "d": 1}}


def points(law: Edition, data: UnitData) -> dict[str, tuple[str, str | None]]:
    """Return the state and the points of every node, in the order of the tree."""
    scores = compile_unit(law, data)
    return {one.code: (one.state.value, None if one.points is None else str(one.points)) for one in scores}


def test_a_node_sums_the_displayed_points_of_its_criteria_in_the_order_of_the_tree() -> None:
    assert points(TWO_GROUPS, unit(values=ALL)) == {
        "TOTAL": ("scored", "22.50"),
        "1": ("scored", "12.50"),
        "1.1": ("scored", "7.50"),
        "1.2": ("scored", "5.00"),
        "2": ("scored", "10.00"),
    }


def test_displayed_points_are_summed_not_exact_ones() -> None:
    thirds = {"n": 1, "d": 3}
    result = compile_unit(edition("30", *(leaf(code) for code in "123")), unit(values=dict.fromkeys("123", thirds)))

    assert result.total.points == Decimal("9.99")  # 3 x 3.33; the exact sum would round to 10.00


def test_a_sum_may_round_each_part_again_from_its_ratio() -> None:
    steps = [{"of": "percentage", "digits": 2}, {"of": "points", "digits": 2}]
    law = edition("6", group("1", "6", leaf("1.1", "6"), sum_rounding=steps))
    result = compile_unit(law, unit(values={"1.1": {"n": 1, "d": 48}}))

    assert result.scores["1.1"].points == Decimal("0.12")  # 6 x 0.0208333… = 0.12499…
    assert result.scores["1"].points == Decimal("0.12")  # 2.08 % x 6 = 0.1248
    two_thirds = compile_unit(law, unit(values={"1.1": {"n": 809, "d": 3571}}))
    assert (two_thirds.scores["1.1"].points, two_thirds.scores["1"].points) == (Decimal("1.36"), Decimal("1.36"))


def test_the_part_that_was_rounded_again_is_named_in_the_sentence() -> None:
    steps = [{"of": "points", "digits": 1}]
    law = edition("10", group("1", "10", leaf("1.1", "5"), leaf("1.2", "5"), sum_rounding=steps))
    result = compile_unit(law, unit(values={"1.1": THREE_QUARTERS, "1.2": THREE_QUARTERS}))

    assert result.scores["1.1"].points == Decimal("3.75")
    assert result.scores["1"].points == Decimal("7.6")
    assert result.scores["1"].why() == (
        "Tổng điểm các tiêu chí, mỗi tiêu chí làm tròn lại từ tỷ lệ: 3,80 + 3,80 = 7,60."
    )


def test_without_a_figure_there_is_no_sum_rather_than_a_smaller_one() -> None:
    found = points(TWO_GROUPS, unit(values={"1.1": THREE_QUARTERS, "2": HALF}))

    assert found["1.2"] == ("missing", None)
    assert found["1"] == ("missing", None)
    assert found["TOTAL"] == ("missing", None)


def test_where_nothing_arose_the_sum_counts_nothing_and_the_maximum_stays() -> None:
    result = compile_unit(TWO_GROUPS, unit(values=ALL | {"1.2": {"n": 0, "d": 0}}))

    assert result.scores["1.2"].state is State.NOTHING_AROSE
    assert (result.scores["1"].points, result.scores["1"].max_points) == (Decimal("7.50"), Decimal(20))


class TestNotApplicable:
    """Not applicable is a state, not a zero."""

    def test_the_units_own_maximum_shrinks_and_the_percentage_is_of_that(self) -> None:
        result = compile_unit(
            TWO_GROUPS, unit(values={"1.1": THREE_QUARTERS, "2": HALF}, declared={"1.2": "not_applicable"})
        )

        assert (result.total.points, result.total.max_points) == (Decimal("12.50"), Decimal(20))
        assert result.percent == Decimal("62.5")
        assert result.scores["1.2"].max_points == 0
        assert result.scores["1.2"].percent is None

    def test_the_sentence_of_the_sum_names_what_left_the_maximum(self) -> None:
        result = compile_unit(TWO_GROUPS, unit(values={"1.1": HALF, "2": HALF}, declared={"1.2": "not_applicable"}))

        assert result.total.why().endswith("Điểm tối đa của đơn vị còn 20,00 do có tiêu chí không áp dụng: 1.2.")

    def test_an_edition_may_give_full_points_instead(self) -> None:
        law = edition("20", leaf("1"), leaf("2"), not_applicable="full")
        result = compile_unit(law, unit(values={"1": HALF}, declared={"2": "not_applicable"}))

        assert result.scores["2"].state is State.NOT_APPLICABLE
        assert (result.total.points, result.total.max_points) == (Decimal("15.00"), Decimal(20))
        assert result.scores["2"].why() == "Không áp dụng cho đơn vị này; theo Bộ Chỉ số được 10,00 trên 10,00 điểm."

    @pytest.mark.parametrize(
        ("otherwise", "own", "total", "whole"),
        [("not_applicable", None, "5.00", "10"), ("zero", "0", "5.00", "20"), ("full", "10", "15.00", "20")],
    )
    def test_a_criterion_for_other_kinds_of_unit_counts_what_the_edition_says(
        self, otherwise: str, own: str | None, total: str, whole: str
    ) -> None:
        law = edition("20", leaf("1"), leaf("2", applies_to=["province"], otherwise=otherwise))
        result = compile_unit(law, unit(kind="commune", values={"1": HALF}))

        assert result.scores["2"].state is State.NOT_APPLICABLE
        assert result.scores["2"].basis is Basis.SCOPE
        assert result.scores["2"].points == decimal(own)
        assert (result.total.points, result.total.max_points) == (Decimal(total), Decimal(whole))

    def test_what_lies_below_a_node_outside_the_scope_lies_outside_it_too(self) -> None:
        law = edition("30", group("1", "20", leaf("1.1"), leaf("1.2"), applies_to=["province"]), leaf("2"))
        result = compile_unit(law, unit(values=ALL))

        assert [one.code for one in result if one.state is State.NOT_APPLICABLE] == ["1", "1.1", "1.2"]
        assert (result.total.points, result.total.max_points) == (Decimal("10.00"), Decimal(10))

    def test_a_node_of_which_nothing_applies_does_not_apply(self) -> None:
        declared = {"1.1": "not_applicable", "1.2": "not_applicable"}
        result = compile_unit(TWO_GROUPS, unit(values={"2": HALF}, declared=declared))

        assert result.scores["1"].state is State.NOT_APPLICABLE
        assert result.scores["1"].points is None
        assert result.scores["1"].max_points == 0
        assert result.scores["1"].why("en").startswith("Does not apply to this unit")

    def test_a_criterion_not_in_force_on_the_day_is_left_out(self) -> None:
        law = edition("20", leaf("1"), leaf("2", effective={"from": "2026-01-01"}))
        data = unit(values={"1": HALF, "2": HALF})

        assert compile_unit(law, data, on=date(2025, 12, 31)).total.max_points == 10
        assert compile_unit(law, data, on=date(2026, 1, 1)).total.max_points == 20
        assert compile_unit(law, data).total.max_points == 20

    @settings(deadline=None)  # an edition is built for every example
    @always(st.sets(st.sampled_from("12345")))
    def test_the_own_maximum_is_what_applies(self, away: set[str]) -> None:
        law = edition("15", *(leaf(code, code) for code in "12345"))
        kept = [code for code in "12345" if code not in away]
        data = unit(values=dict.fromkeys(kept, HALF), declared=dict.fromkeys(away, "not_applicable"))
        result = compile_unit(law, data)

        assert result.total.max_points == sum(map(int, kept))
        assert result.percent == (Decimal(50) if kept else None)


class TestPublishedScores:
    """A published score stands beside a computed one, never over it."""

    def test_a_computed_score_is_shown_with_the_published_one_beside_it(self) -> None:
        result = compile_unit(OFFICIAL, unit(values=ALL, official={"1.1": "7.49", "TOTAL": "22.49"}))

        assert (result.scores["1.1"].points, result.scores["1.1"].official) == (Decimal("7.50"), Decimal("7.49"))
        assert (result.total.points, result.total.official) == (Decimal("22.50"), Decimal("22.49"))
        assert result.total.basis is Basis.SUM

    def test_where_nothing_can_be_computed_the_published_score_is_taken_and_said_to_be(self) -> None:
        result = compile_unit(OFFICIAL, unit(values={"2": HALF}, official={"1": "9.13"}))

        assert result.scores["1"].state is State.GIVEN
        assert result.scores["1"].basis is Basis.OFFICIAL
        assert result.total.points == Decimal("14.13")
        assert result.scores["1"].why() == "Lấy theo điểm đã công bố là 9,13; chưa đủ số liệu để tính lại."

    def test_an_edition_without_authoritative_scores_takes_none(self) -> None:
        result = compile_unit(TWO_GROUPS, unit(values={"2": HALF}, official={"1": "9.13"}))

        assert result.scores["1"].state is State.MISSING
        assert result.scores["1"].official == Decimal("9.13")

    def test_a_score_published_as_empty_counts_nothing_and_does_not_spoil_the_sum(self) -> None:
        result = compile_unit(OFFICIAL, unit(values={"1.1": HALF, "2": HALF}, official={"1.2": None}))

        assert result.scores["1.2"].state is State.MISSING
        assert result.total.points == Decimal("10.00")

    def test_contradicting_values_are_kept_and_only_the_computation_is_refused(self) -> None:
        data = unit("X", values=ALL | {"1.1": {"n": 5, "d": 4}}, official={"1.1": "6.00"}, rows={"1.1": 7})
        score = compile_unit(OFFICIAL, data).scores["1.1"]

        assert score.state is State.GIVEN
        assert score.points == Decimal("6.00")
        assert score.reported == {"n": Decimal(5), "d": Decimal(4)}
        assert score.refused is not None
        assert score.refused.code == "SC-103"
        assert score.refused.place.render() == "dòng 7, X · 1.1 · n"
        assert score.why().startswith("Không tính lại được, nên giữ điểm đã công bố là 6,00. Cần tối đa 4")

    def test_without_a_published_score_a_contradiction_leaves_no_points(self) -> None:
        score = compile_unit(TWO_GROUPS, unit(values=ALL | {"1.1": {"n": 5, "d": 4}})).scores["1.1"]

        assert score.state is State.MISSING
        assert score.why("en").startswith("No points can be computed. ")


class TestUnknownMaxima:
    """A maximum that no source states makes no points, and the result says which it is."""

    LAW = edition("unknown", group("1", "unknown", leaf("1.1", "unknown"), leaf("1.2")), given("2", "10"))

    def test_the_sums_above_stay_open_and_the_result_lists_what_is_not_known(self) -> None:
        result = compile_unit(self.LAW, unit(values={"1.1": HALF, "1.2": HALF, "2": {"points": 8}}))

        assert [one.state.value for one in result] == [
            "unknown_points",
            "unknown_points",
            "unknown_points",
            "scored",
            "given",
        ]
        assert [node.code for node in result.missing_points] == ["1.1"]
        assert result.total.max_points is None
        assert result.total.lost is None
        assert result.total.why() == "Chưa tính được tổng điểm: chưa biết điểm tối đa của: 1.1."

    def test_a_node_without_rule_or_criteria_waits_for_its_rule(self) -> None:
        bare = {"rule": None, "inputs": {}}
        law = edition("unknown", leaf("1", "unknown", **bare), leaf("2", "10", **bare))
        result = compile_unit(law, unit())

        assert [one.state.value for one in result] == ["unknown_points", "unknown_points", "missing"]
        assert result.scores["1"].why() == "Chưa tính được điểm: chưa có văn bản nào cho biết điểm tối đa."
        assert result.scores["2"].why() == "Chưa có điểm vì chưa có số liệu."
        assert result.scores["1"].worth(Decimal(1)) is None
        assert result.scores["1"].next_half_point() is None


def test_information_is_shown_and_takes_no_part_in_sums() -> None:
    information = leaf("2", "0", rule={"kind": "information", "input": ["n", "d"]})
    law = edition("10", leaf("1"), group("3", "0", information))
    result = compile_unit(law, unit(values={"1": HALF, "2": HALF}))

    assert result.scores["3"].state is State.INFORMATION
    assert result.scores["3"].why() == "Chỉ để cung cấp thông tin, không tính điểm."
    assert result.total.points == Decimal("5.00")


class TestBonusAndDeduction:
    """They are added to the sum above and are no part of its maximum."""

    LAW = edition(
        "10",
        leaf("1"),
        leaf("2", "0", rule={"kind": "bonus", "input": "n", "per_occurrence": "1", "cap": "2"}, inputs=COUNT),
        leaf("3", "0", rule={"kind": "deduction", "input": "n", "per_occurrence": "0.5", "cap": "3"}, inputs=COUNT),
    )

    def test_they_move_the_points_but_not_the_maximum(self) -> None:
        result = compile_unit(self.LAW, unit(values={"1": HALF, "2": {"n": 1}, "3": {"n": 4}}))

        assert (result.total.points, result.total.max_points) == (Decimal("4.00"), Decimal(10))
        assert result.total.why() == "Tổng điểm: 5,00 + 1,00 + \N{MINUS SIGN}2,00 = 4,00."
        assert [result.scores[code].lost for code in "123"] == [Decimal("5.00"), Decimal(0), Decimal("2.00")]

    def test_one_that_nobody_reported_adds_nothing_and_leaves_the_sum_standing(self) -> None:
        result = compile_unit(self.LAW, unit(values={"1": HALF}))

        assert result.scores["2"].state is State.MISSING
        assert result.scores["2"].lost is None
        assert result.total.points == Decimal("5.00")


def test_a_score_says_what_it_lost_and_what_would_earn_more() -> None:
    score = compile_unit(TWO_GROUPS, unit(values=ALL | {"1.1": {"n": 90, "d": 100}})).scores["1.1"]

    assert score.lost == Decimal("1.00")
    assert score.exact == Decimal(9)
    assert score.ratio == Decimal("0.9")
    half = score.next_half_point()
    assert half is not None
    assert (half.input, half.value, half.change) == ("n", Decimal(95), Decimal(5))
    worth = score.worth(Decimal(10))
    assert worth is not None
    assert worth.value == 100


def test_a_score_says_why_in_one_sentence_with_the_numbers_in_it() -> None:
    result = compile_unit(edition("10", group("1", "10", leaf("1.1"))), unit(values={"1.1": THREE_QUARTERS}))

    assert result.scores["1.1"].why() == "Tỷ lệ 3/4 = 75%, nên điểm là 10,00 × 75% = 7,50."
    assert result.scores["1.1"].why("en") == "The ratio 3/4 = 75%, so the points are 10.00 × 75% = 7.50."
    assert result.scores["1"].why() == "Tổng điểm: 7,50."


def test_a_sum_has_no_single_input_that_would_earn_more() -> None:
    total = compile_unit(TWO_GROUPS, unit(values=ALL)).total

    assert total.worth(Decimal(30)) is None
    assert total.next_half_point() is None


def test_a_long_list_of_what_is_missing_is_cut_with_its_length() -> None:
    law = edition("130", *(leaf(str(place)) for place in range(13)))
    total = compile_unit(law, unit()).total

    assert total.why("en") == "No sum, because no data was reported for: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … (13)."


def test_units_of_every_kind_are_compiled_in_the_order_given() -> None:
    law = edition("20", leaf("1"), leaf("2", applies_to=["province"]))
    values: Mapping[str, object] = MappingProxyType({"1": HALF, "2": HALF})
    units = [
        unit("A", kind="commune", values=values),
        unit("B", kind="province", values=values),
        unit("C", values=values),
    ]

    results = compile_all(law, units)

    assert [(result.unit, result.total.max_points) for result in results] == [("A", 10), ("B", 20), ("C", 10)]


def test_a_rule_that_does_not_fit_its_maximum_is_refused_with_the_criterion_named() -> None:
    steps = {"kind": "checklist", "items": [{"input": "n", "points": "3"}, {"input": "d", "points": "3"}]}
    with pytest.raises(ScoringError) as refused:
        compile_unit(edition("10", leaf("1", rule=steps)), unit())

    assert "1" in (refused.value.problems[0].place.item or "")


cells = st.one_of(st.none(), st.tuples(st.integers(0, 20), st.integers(0, 20)).filter(lambda cell: cell[0] <= cell[1]))
CODES = ("1.1", "1.2", "2")
NOTHING_AROSE = {"1.1": "0", "1.2": "10", "2": "none"}
WORDS = {"missing": State.MISSING, "away": State.NOT_APPLICABLE, "none": State.NOTHING_AROSE}


@settings(deadline=None)  # an edition is built for every example
@always(st.fixed_dictionaries(dict.fromkeys(CODES, cells)), st.sets(st.sampled_from(CODES)))
def test_compiling_agrees_with_adding_up_by_hand(
    reported: Mapping[str, tuple[int, int] | None], away: set[str]
) -> None:
    """A slow and obvious re-implementation: leaves one by one, then the two sums."""
    first = group("1", "20", leaf("1.1", nothing_arose="zero"), leaf("1.2", nothing_arose="full"))
    law = edition("30", first, leaf("2", nothing_arose="null"))
    values = {code: {"n": cell[0], "d": cell[1]} for code, cell in reported.items() if cell is not None}
    result = compile_unit(law, unit(values=values, declared=dict.fromkeys(away, "not_applicable")))

    by_hand = {code: "away" if code in away else leaf_by_hand(code, reported[code]) for code in CODES}
    by_hand["1"] = sum_by_hand([by_hand["1.1"], by_hand["1.2"]])
    by_hand["TOTAL"] = sum_by_hand([by_hand["1"], by_hand["2"]])

    for score in result:
        expected = by_hand[score.code]
        if expected in WORDS:
            assert (score.state, score.points) == (WORDS[expected], None)
        else:
            assert score.points == Decimal(expected)


def leaf_by_hand(code: str, cell: tuple[int, int] | None) -> str:
    if cell is None:
        return "missing"
    if cell[1] == 0:
        return NOTHING_AROSE[code]
    return str(Decimal(int(Decimal(cell[0]) / Decimal(cell[1]) * 1000 + Decimal("0.5"))) / 100)


def sum_by_hand(found: list[str]) -> str:
    if "missing" in found:
        return "missing"
    if set(found) == {"away"}:
        return "away"
    return str(sum(Decimal(one) for one in found if one not in WORDS))
