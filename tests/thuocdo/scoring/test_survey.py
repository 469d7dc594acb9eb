"""Points for the mean of a survey."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thuocdo.errors import ScoringError
from thuocdo.scoring import NothingArose, Scale, State
from thuocdo.scoring.rules import MalformedRuleError, SurveyMean

RULE = SurveyMean(mean="mean", low=Decimal(1), high=Decimal(5), responses="responses", standard_error="standard_error")
BARE = SurveyMean(mean="mean", low=Decimal(0), high=Decimal(100))
TEN = Decimal("10.00")
LABELS = {"mean": "mức độ hài lòng trung bình"}


@pytest.mark.parametrize(("mean", "points"), [("1", "0.00"), ("4.12", "7.80"), ("5", "10.00")])
def test_points_follow_the_place_on_the_scale(mean: str, points: str) -> None:
    assert str(Scale(RULE, maximum=TEN).score({"mean": Decimal(mean)}).points) == points


def test_an_estimate_is_told_with_its_responses_and_its_standard_error() -> None:
    scale = Scale(RULE, maximum=TEN)
    reported = {"mean": Decimal("4.12"), "responses": Decimal(1520), "standard_error": Decimal("0.031")}

    assert scale.why(reported, scale.score(reported), labels=LABELS) == (
        "mức độ hài lòng trung bình: 4,12 trên thang từ 1 đến 5 (1.520 phiếu; sai số chuẩn 0,031), "
        "bằng 78% thang đo, nên điểm là 10,00 × 78% = 7,80."
    )


def test_an_estimate_that_came_without_them_is_told_to_be_bare() -> None:
    scale, reported = Scale(BARE, maximum=TEN), {"mean": Decimal("86.42")}

    assert scale.why(reported, scale.score(reported), labels=LABELS) == (
        "mức độ hài lòng trung bình: 86,42 trên thang từ 0 đến 100 (chưa có số phiếu; chưa có sai số chuẩn), "
        "bằng 86,42% thang đo, nên điểm là 10,00 × 86,42% = 8,64."
    )


def test_nobody_answering_is_nothing_arose() -> None:
    scale = Scale(RULE, maximum=TEN, nothing_arose=NothingArose.NULL)

    assert scale.score({"mean": Decimal(3), "responses": Decimal(0)}).state is State.NOTHING_AROSE


def test_points_need_the_mean_alone() -> None:
    assert RULE.inputs == ("mean", "responses", "standard_error")
    assert (RULE.needed, BARE.inputs) == (("mean",), ("mean",))
    assert Scale(RULE, maximum=TEN).score({"responses": Decimal(5)}).state is State.MISSING


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("mean", "0.9", "SC-107"),
        ("mean", "5.01", "SC-108"),
        ("responses", "10.5", "SC-105"),
        ("responses", "-1", "SC-104"),
        ("standard_error", "-0.1", "SC-104"),
    ],
)
def test_figures_that_cannot_be_are_refused(name: str, value: str, code: str) -> None:
    reported = {"mean": Decimal(3), "responses": Decimal(10), "standard_error": Decimal("0.1"), name: Decimal(value)}

    with pytest.raises(ScoringError, match=f"{code} · {name}"):
        Scale(RULE, maximum=TEN).score(reported)


def test_a_scale_that_ends_where_it_starts_is_refused() -> None:
    with pytest.raises(MalformedRuleError, match="SC-202 · high"):
        SurveyMean(mean="mean", low=Decimal(5), high=Decimal(5))


def test_one_input_cannot_be_two_things() -> None:
    with pytest.raises(MalformedRuleError, match="SC-209 · responses"):
        SurveyMean(mean="mean", responses="mean", low=Decimal(1), high=Decimal(5))
