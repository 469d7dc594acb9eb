"""Points in proportion to a ratio."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.errors import ScoringError
from thuocdo.scoring import Scale, State
from thuocdo.scoring.rules import MalformedRuleError, Proportional

if TYPE_CHECKING:
    from thuocdo.scoring.rules.base import Inputs

MAXIMUM = Decimal("6.00")


def ratio(full_from: str | None = None, zero_below: str | None = None, cap: str | None = None) -> Proportional:
    def read(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return Proportional(
        numerator="n", denominator="d", full_from=read(full_from), zero_below=read(zero_below), cap=read(cap)
    )


def given(n: str, d: str) -> dict[str, Decimal | None]:
    return {"n": Decimal(n), "d": Decimal(d)}


@pytest.mark.parametrize(
    ("rule", "n", "d", "points"),
    [
        pytest.param(ratio(), "588", "588", "6.00", id="everything done earns the maximum"),
        pytest.param(ratio(), "0", "588", "0.00", id="nothing done earns nothing"),
        pytest.param(ratio(), "525", "588", "5.36", id="between them points follow the ratio"),
        pytest.param(ratio(), "1", "48", "0.12", id="6 x 1/48 is cut at 20 decimals before it is rounded"),
        pytest.param(ratio(), "83", "400", "1.25", id="6 x 83/400 = 1.245 is rounded half up"),
        pytest.param(ratio(full_from="0.80"), "80", "100", "6.00", id="exactly the threshold earns the maximum"),
        pytest.param(ratio(full_from="0.80"), "799", "1000", "5.99", id="just below the threshold is scaled"),
        pytest.param(ratio(full_from="0.90"), "4745", "40000", "0.79", id="scaled by 0.9 without a second cut"),
        pytest.param(ratio(zero_below="0.80"), "32", "40", "4.80", id="exactly the floor is proportional"),
        pytest.param(ratio(zero_below="0.80"), "31", "40", "0.00", id="just below the floor earns nothing"),
        pytest.param(ratio(cap="1"), "55", "50", "6.00", id="more than planned earns no more than the maximum"),
        pytest.param(ratio(cap="0.9"), "50", "50", "5.40", id="a cap holds points below the maximum"),
        pytest.param(ratio(full_from="0.80", cap="0.5"), "79", "100", "3.00", id="a cap holds what is scaled"),
        pytest.param(ratio(full_from="0.80", cap="0.5"), "10", "100", "0.75", id="below the cap nothing changes"),
    ],
)
def test_points(rule: Proportional, n: str, d: str, points: str) -> None:
    outcome = Scale(rule, maximum=MAXIMUM).score(given(n, d))

    assert (outcome.state, str(outcome.points)) == (State.SCORED, points)


def test_an_outcome_keeps_what_was_not_rounded() -> None:
    outcome = Scale(ratio(), maximum=MAXIMUM).score(given("1", "3"))

    assert str(outcome.ratio) == "0.33333333333333333333"
    assert str(outcome.exact) == "1.9999999999999999999800"


def test_numerator_and_denominator_may_be_sums() -> None:
    rule = Proportional(numerator=("partial", "full"), denominator="authority", full_from=Decimal("0.80"))
    reported = {"partial": Decimal(31), "full": Decimal(21), "authority": Decimal(89)}
    scale = Scale(rule, maximum=Decimal(2))
    outcome = scale.score(reported)

    assert str(outcome.points) == "1.46"  # the published first part of Phú Thọ, September 2026
    assert scale.why(reported, outcome) == (
        "Tỷ lệ (31 + 21)/89 = 58,43%, chưa đạt 80% để được điểm tối đa, nên điểm là 2,00 × 58,43% : 80% = 1,46."
    )


@pytest.mark.parametrize(
    ("n", "d", "code", "expected", "found"),
    [
        pytest.param("41", "40", "SC-103", "40", "41", id="more done than planned"),
        pytest.param("1", "0", "SC-103", "0", "1", id="something done where nothing was planned"),
        pytest.param("-1", "40", "SC-104", None, "-1", id="a negative numerator"),
        pytest.param("1", "-40", "SC-104", None, "-40", id="a negative denominator"),
    ],
)
def test_contradictions_are_refused(n: str, d: str, code: str, expected: str | None, found: str) -> None:
    with pytest.raises(ScoringError) as refusal:
        Scale(ratio(), maximum=MAXIMUM).score(given(n, d))

    (problem,) = refusal.value.problems
    assert (problem.code, problem.params.get("expected"), problem.params["found"]) == (code, expected, found)
    assert found in problem.message("vi")
    assert found in problem.message("en")


def test_a_cap_does_not_make_sense_of_something_done_where_nothing_was_planned() -> None:
    with pytest.raises(ScoringError, match="SC-103 · n"):
        Scale(ratio(cap="1"), maximum=MAXIMUM).score(given("3", "0"))


@pytest.mark.parametrize(
    ("rule", "n", "d", "vi", "en"),
    [
        (
            ratio(),
            "525",
            "588",
            "Tỷ lệ 525/588 = 89,29%, nên điểm là 6,00 × 89,29% = 5,36.",
            "The ratio 525/588 = 89.29%, so the points are 6.00 × 89.29% = 5.36.",
        ),
        (
            ratio(full_from="0.90"),
            "540",
            "588",
            "Tỷ lệ 540/588 = 91,84%, từ 90% trở lên được điểm tối đa, nên điểm là 6,00.",
            "The ratio 540/588 = 91.84%; from 90% up it earns full points, so the points are 6.00.",
        ),
        (
            ratio(full_from="0.90"),
            "767026",
            "1041852",
            (
                "Tỷ lệ 767.026/1.041.852 = 73,62%, chưa đạt 90% để được điểm tối đa, "
                "nên điểm là 6,00 × 73,62% : 90% = 4,91."
            ),
            (
                "The ratio 767,026/1,041,852 = 73.62%, short of the 90% that earns full points, "
                "so the points are 6.00 × 73.62% ÷ 90% = 4.91."
            ),
        ),
        (
            ratio(zero_below="0.80"),
            "31",
            "40",
            "Tỷ lệ 31/40 = 77,5%, thấp hơn 80% nên không được tính điểm, điểm là 0,00.",
            "The ratio 31/40 = 77.5% is below 80% and earns nothing, so the points are 0.00.",
        ),
        (
            ratio(cap="0.9"),
            "60",
            "50",
            "Tỷ lệ 60/50 = 120%, chỉ được tính đến 90% điểm tối đa, nên điểm là 6,00 × 90% = 5,40.",
            "The ratio 60/50 = 120%; no more than 90% of the maximum is counted, so the points are 6.00 × 90% = 5.40.",
        ),
    ],
)
def test_the_reason_leads_from_the_figures_to_the_points(rule: Proportional, n: str, d: str, vi: str, en: str) -> None:
    scale, reported = Scale(rule, maximum=MAXIMUM), given(n, d)
    outcome = scale.score(reported)

    assert scale.why(reported, outcome) == vi
    assert scale.why(reported, outcome, language="en") == en


@pytest.mark.parametrize(
    ("rule", "n", "d", "shown"),
    [
        pytest.param(ratio(), "749", "100000", "6,00 × 0,749% = 0,04", id="until the product gives the points shown"),
        pytest.param(ratio(full_from="0.80"), "79999", "100000", "= 79,999%", id="until it is short of the threshold"),
        pytest.param(ratio(zero_below="0.80"), "79999", "100000", "= 79,999%", id="until it is below the floor"),
        pytest.param(
            ratio(zero_below="0.80"), "7999999999", "10000000000", "= 79,99999999%", id="as many as the ratio has"
        ),
        pytest.param(ratio(zero_below="0.80"), "799999999999", "1000000000000", "= 79,9999999999%", id="or more"),
    ],
)
def test_a_percentage_shows_the_decimals_it_needs_to_hold(rule: Proportional, n: str, d: str, shown: str) -> None:
    scale, reported = Scale(rule, maximum=MAXIMUM), given(n, d)

    assert shown in scale.why(reported, scale.score(reported))


def test_a_cap_that_is_just_reached_is_not_told() -> None:
    scale, reported = Scale(ratio(cap="1"), maximum=MAXIMUM), given("200", "200")

    assert scale.why(reported, scale.score(reported)) == ("Tỷ lệ 200/200 = 100%, nên điểm là 6,00 × 100% = 6,00.")


def test_a_percentage_keeps_two_decimals_where_no_number_of_them_would_hold() -> None:
    scale, reported = Scale(ratio(), maximum=MAXIMUM, rounding=()), given("1", "3")

    assert scale.why(reported, scale.score(reported)) == (
        "Tỷ lệ 1/3 = 33,33%, nên điểm là 6,00 × 33,33% = 1,99999999999999999998."
    )


@pytest.mark.parametrize(
    ("fields", "code", "item"),
    [
        ({"full_from": Decimal(0)}, "SC-201", "full_from"),
        ({"full_from": Decimal(80)}, "SC-201", "full_from"),
        ({"zero_below": Decimal("1.01")}, "SC-201", "zero_below"),
        ({"zero_below": Decimal("0.9"), "full_from": Decimal("0.8")}, "SC-201", "zero_below"),
        ({"cap": Decimal("1.2")}, "SC-201", "cap"),
        ({"denominator": "n"}, "SC-207", "numerator"),
        ({"numerator": ()}, "SC-207", "numerator"),
        ({"denominator": ()}, "SC-207", "numerator"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(fields: dict[str, Any], code: str, item: str) -> None:
    with pytest.raises(MalformedRuleError) as refusal:
        Proportional(**{"numerator": "n", "denominator": "d", **fields})

    (problem,) = refusal.value.problems
    assert (problem.code, problem.place.item) == (code, item)
    assert isinstance(refusal.value, ValueError)
    assert problem.message("vi") != problem.message("en")


@pytest.mark.parametrize(
    ("numerator", "denominator", "inputs"),
    [("n", "d", ("n", "d")), (("a", "b"), ("a", "b", "c"), ("a", "b", "c"))],
)
def test_every_input_is_named_once(numerator: Inputs, denominator: Inputs, inputs: tuple[str, ...]) -> None:
    assert Proportional(numerator=numerator, denominator=denominator).inputs == inputs
