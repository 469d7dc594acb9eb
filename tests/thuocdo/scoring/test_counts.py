"""Counts: thresholds, bonus and deduction."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from thuocdo.errors import ScoringError
from thuocdo.scoring import Scale
from thuocdo.scoring.rules import Bonus, CountThreshold, Deduction, MalformedRuleError

TWO = Decimal("2.00")
LABELS = {"n": "số sáng kiến"}
FULL = CountThreshold(input="n", full_from=Decimal(3))
EACH = CountThreshold(input="n", per_occurrence=Decimal("0.5"))
FROM_TWO = CountThreshold(input="n", full_from=Decimal(3), per_occurrence=Decimal("0.5"), zero_below=Decimal(2))
DEDUCTION = Deduction(input="n", per_occurrence=Decimal("0.25"), cap=Decimal("1.00"))
BONUS = Bonus(input="n", per_occurrence=Decimal("0.5"), cap=Decimal("1.00"))
Counted = CountThreshold | Deduction | Bonus


@pytest.mark.parametrize(
    ("rule", "n", "points", "why"),
    [
        (FULL, "3", "2.00", "số sáng kiến: 3, từ 3 trở lên được điểm tối đa, nên điểm là 2,00."),
        (FULL, "2", "0.00", "số sáng kiến: 2, ít hơn 3 nên không được tính điểm, điểm là 0,00."),
        (EACH, "0", "0.00", "số sáng kiến: 0, mỗi trường hợp được 0,50 điểm, tối đa 2,00, nên điểm là 0,00."),
        (EACH, "3", "1.50", "số sáng kiến: 3, mỗi trường hợp được 0,50 điểm, tối đa 2,00, nên điểm là 1,50."),
        (EACH, "9", "2.00", "số sáng kiến: 9, mỗi trường hợp được 0,50 điểm, tối đa 2,00, nên điểm là 2,00."),
        (FROM_TWO, "1", "0.00", "số sáng kiến: 1, ít hơn 2 nên không được tính điểm, điểm là 0,00."),
        (FROM_TWO, "2", "1.00", "số sáng kiến: 2, mỗi trường hợp được 0,50 điểm, tối đa 2,00, nên điểm là 1,00."),
        (FROM_TWO, "3", "2.00", "số sáng kiến: 3, từ 3 trở lên được điểm tối đa, nên điểm là 2,00."),
        (
            DEDUCTION,
            "0",
            "0.00",
            "số sáng kiến: 0, mỗi trường hợp trừ 0,25 điểm, trừ tối đa 1,00, nên điểm trừ là 0,00.",
        ),
        (
            DEDUCTION,
            "3",
            "-0.75",
            "số sáng kiến: 3, mỗi trường hợp trừ 0,25 điểm, trừ tối đa 1,00, nên điểm trừ là −0,75.",
        ),
        (
            DEDUCTION,
            "9",
            "-1.00",
            "số sáng kiến: 9, mỗi trường hợp trừ 0,25 điểm, trừ tối đa 1,00, nên điểm trừ là −1,00.",
        ),
        (
            BONUS,
            "1",
            "0.50",
            "số sáng kiến: 1, mỗi trường hợp thưởng 0,50 điểm, thưởng tối đa 1,00, nên điểm thưởng là 0,50.",
        ),
        (
            BONUS,
            "5",
            "1.00",
            "số sáng kiến: 5, mỗi trường hợp thưởng 0,50 điểm, thưởng tối đa 1,00, nên điểm thưởng là 1,00.",
        ),
    ],
)
def test_a_count_earns_what_the_rule_says(rule: Counted, n: str, points: str, why: str) -> None:
    scale, reported = Scale(rule, maximum=TWO), {"n": Decimal(n)}
    outcome = scale.score(reported)

    assert str(outcome.points) == points
    assert scale.why(reported, outcome, labels=LABELS) == why
    assert points.lstrip("-") in scale.why(reported, outcome, language="en")


@pytest.mark.parametrize("rule", [FULL, DEDUCTION, BONUS])
@pytest.mark.parametrize(("n", "code"), [("-1", "SC-104"), ("1.5", "SC-105")])
def test_a_count_is_whole_and_not_negative(rule: Counted, n: str, code: str) -> None:
    with pytest.raises(ScoringError, match=f"{code} · n"):
        Scale(rule, maximum=TWO).score({"n": Decimal(n)})


def test_bonus_and_deduction_stand_outside_the_sum_with_caps_of_their_own() -> None:
    assert (DEDUCTION.outside_sum, BONUS.outside_sum, FULL.outside_sum) == (True, True, False)
    assert [DEDUCTION.floor(TWO), DEDUCTION.ceiling(TWO)] == [Decimal(-1), Decimal(0)]
    assert [BONUS.floor(TWO), BONUS.ceiling(TWO)] == [Decimal(0), Decimal(1)]
    assert (DEDUCTION.better, BONUS.better, FULL.better) == ("less", "more", "more")


@pytest.mark.parametrize(
    ("fields", "code", "item"),
    [
        ({}, "SC-212", "full_from"),
        ({"full_from": Decimal("2.5")}, "SC-213", "full_from"),
        ({"full_from": Decimal(0)}, "SC-213", "full_from"),
        ({"per_occurrence": TWO, "zero_below": Decimal("0.5")}, "SC-213", "zero_below"),
        ({"per_occurrence": Decimal(0)}, "SC-202", "per_occurrence"),
        ({"full_from": TWO, "zero_below": Decimal(3)}, "SC-201", "zero_below"),
    ],
)
def test_a_threshold_that_contradicts_itself_is_refused(fields: dict[str, Any], code: str, item: str) -> None:
    with pytest.raises(MalformedRuleError, match=f"{code} · {item}"):
        CountThreshold(input="n", **fields)


@pytest.mark.parametrize("kind", [Bonus, Deduction])
@pytest.mark.parametrize("item", ["per_occurrence", "cap"])
def test_points_of_bonus_and_deduction_are_written_without_a_sign(kind: type[Bonus | Deduction], item: str) -> None:
    fields: dict[str, Any] = {"per_occurrence": Decimal(1), "cap": Decimal(2), item: Decimal("-0.5")}

    with pytest.raises(MalformedRuleError, match=f"SC-202 · {item}"):
        kind(input="n", **fields)
