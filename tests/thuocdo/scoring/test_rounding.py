"""Exact arithmetic and the roundings an edition declares."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.scoring import TWO_DECIMALS, RoundingStep, Scale, round_points
from thuocdo.scoring.rounding import apply_steps, quotient, round_figure
from thuocdo.scoring.rules import Proportional

Mode = Literal["half_up", "half_even", "down", "none"]
PERCENTAGE = RoundingStep(of="percentage", digits=2)
PAYMENT = (PERCENTAGE, RoundingStep(of="points", digits=2, arithmetic="binary64"))


@pytest.mark.parametrize(
    ("mode", "value", "rounded"),
    [
        ("half_up", "1.245", "1.25"),
        ("half_up", "1.2449999", "1.24"),
        ("half_up", "-1.245", "-1.25"),
        ("half_even", "1.245", "1.24"),
        ("half_even", "1.255", "1.26"),
        ("down", "1.249", "1.24"),
        ("none", "1.24999", "1.24999"),
    ],
)
def test_each_mode_rounds_as_it_says(mode: Mode, value: str, rounded: str) -> None:
    step = RoundingStep(of="points", digits=2, mode=mode)

    assert str(round_figure(Decimal(value), step)) == rounded


@pytest.mark.parametrize(
    ("mode", "value", "rounded"),
    [
        pytest.param("half_up", "1.245", "1.25", id="scaled up it is 124.50000000000001"),
        pytest.param("half_up", "1.005", "1.00", id="scaled up it is 100.49999999999999"),
        pytest.param("half_up", "0.125", "0.13", id="an exact tie goes up"),
        pytest.param("half_even", "0.125", "0.12", id="an exact tie goes to the even digit"),
        pytest.param("down", "0.29", "0.28", id="scaled up it is 28.999999999999996"),
        pytest.param("none", "0.129", "0.129", id="nothing is rounded"),
    ],
)
def test_doubles_round_as_a_service_of_doubles_does(mode: Mode, value: str, rounded: str) -> None:
    step = RoundingStep(of="points", digits=2, mode=mode, arithmetic="binary64")

    assert str(round_figure(Decimal(value), step)) == rounded


def test_a_division_is_cut_and_not_rounded() -> None:
    assert str(quotient(Decimal(2), Decimal(3))) == "0.66666666666666666666"
    assert str(quotient(Decimal(-2), Decimal(3))) == "-0.66666666666666666666"


def test_nothing_depends_on_the_callers_decimal_context() -> None:
    with localcontext() as context:
        context.prec = 3
        assert str(quotient(Decimal(2), Decimal(3))) == "0.66666666666666666666"
        assert str(round_points(Decimal("0.12345678"), Decimal(1000))) == "123.46"


def test_rounding_the_percentage_first_is_another_result() -> None:
    ratio = quotient(Decimal(1), Decimal(600))  # 6 x 1/600 = 0.01 exactly, but 0.1666… % is 0.17 %

    assert str(round_points(ratio, Decimal(30))) == "0.05"
    assert str(round_points(ratio, Decimal(30), (PERCENTAGE, *TWO_DECIMALS))) == "0.05"
    assert str(round_points(ratio, Decimal(300), TWO_DECIMALS)) == "0.50"
    assert str(round_points(ratio, Decimal(300), (PERCENTAGE, *TWO_DECIMALS))) == "0.51"


def test_steps_follow_each_other_in_their_order() -> None:
    once = (RoundingStep(of="points", digits=2),)
    twice = (RoundingStep(of="points", digits=3), RoundingStep(of="points", digits=2))

    assert str(round_points(Decimal("0.12446"), Decimal(10), once)) == "1.24"
    assert str(round_points(Decimal("0.12446"), Decimal(10), twice)) == "1.25"


def test_without_steps_points_stay_exact() -> None:
    assert str(round_points(Decimal("0.123456"), Decimal(10), ())) == "1.234560"


def test_a_percentage_step_leaves_a_count_alone() -> None:
    assert str(apply_steps(Decimal("3.14159"), lambda value: value, PAYMENT, ratio=False)) == "3.14"


def test_a_scale_rounds_the_percentage_and_says_so() -> None:
    """Đắk Lắk, payment, year 2026: 179,460 of 204,757 dossiers; the published group score is 6.69."""
    parts = [
        (Proportional(numerator="n", denominator="d", full_from=Decimal("0.80")), 160, 376, 2, "1.06"),
        (Proportional(numerator="n", denominator="d", full_from=Decimal("0.80")), 56, 376, 2, "0.37"),
        (Proportional(numerator="n", denominator="d"), 179460, 204757, 6, "5.26"),
    ]
    total = Decimal(0)
    for rule, n, d, maximum, points in parts:
        scale = Scale(rule, maximum=Decimal(maximum), rounding=PAYMENT)
        reported = {"n": Decimal(n), "d": Decimal(d)}
        outcome = scale.score(reported)
        assert str(outcome.points) == points
        assert scale.why(reported, outcome).endswith(f"= {points.replace('.', ',')}.")
        total += outcome.points or 0

    assert str(total) == "6.69"


@given(
    value=st.decimals(min_value=-1000, max_value=1000, places=6),
    digits=st.integers(min_value=0, max_value=6),
    mode=st.sampled_from(["half_up", "half_even", "down", "none"]),
)
def test_rounding_in_decimals_twice_changes_nothing(value: Decimal, digits: int, mode: Mode) -> None:
    step = RoundingStep(of="points", digits=digits, mode=mode)
    once = round_figure(value, step)

    assert round_figure(once, step) == once


@given(value=st.decimals(min_value=0, max_value=100, places=6), digits=st.integers(min_value=0, max_value=4))
def test_rounding_in_doubles_twice_changes_nothing(value: Decimal, digits: int) -> None:
    step = RoundingStep(of="points", digits=digits, arithmetic="binary64")
    once = round_figure(value, step)

    assert round_figure(once, step) == once
