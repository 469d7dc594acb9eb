"""The states in which a criterion can stand, each told apart, and the behaviours an edition chooses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thuocdo.errors import ScoringError
from thuocdo.scoring import NothingArose, Outcome, RoundingStep, Scale, State, next_half_point, score, why, worth
from thuocdo.scoring.rules import Bonus, Checklist, Given, Information, Item, Proportional

RULE = Proportional(numerator="done", denominator="planned")
SIX = Decimal(6)
NOTHING = {"done": Decimal(0), "planned": Decimal(0)}
LABELS = {"done": "số nhiệm vụ hoàn thành", "planned": "số nhiệm vụ kế hoạch"}


@pytest.mark.parametrize(
    ("behaviour", "state", "points", "sentence"),
    [
        (
            NothingArose.NULL,
            State.NOTHING_AROSE,
            None,
            "Không phát sinh, nên không có điểm; điểm tối đa của mục trên không giảm.",
        ),
        (
            NothingArose.ZERO,
            State.NOTHING_AROSE,
            "0.00",
            "Không phát sinh, theo cách tính của Bộ Chỉ số được 0,00 điểm.",
        ),
        (
            NothingArose.FULL,
            State.NOTHING_AROSE,
            "6.00",
            "Không phát sinh, theo cách tính của Bộ Chỉ số được điểm tối đa 6,00.",
        ),
        (
            NothingArose.NOT_APPLICABLE,
            State.NOT_APPLICABLE,
            None,
            "Không áp dụng: tiêu chí này không tính cho cơ quan, đơn vị, địa phương.",
        ),
    ],
)
def test_a_zero_denominator_earns_what_the_edition_says(
    behaviour: NothingArose, state: State, points: str | None, sentence: str
) -> None:
    scale = Scale(RULE, maximum=SIX, nothing_arose=behaviour)
    outcome = scale.score(NOTHING)

    assert outcome.state is state
    assert outcome.points == (None if points is None else Decimal(points))
    assert outcome == scale.score({}, declared=State.NOTHING_AROSE)
    assert scale.why(NOTHING, outcome) == sentence
    assert scale.why(NOTHING, outcome, language="en") != sentence


@pytest.mark.parametrize("declared", [None, State.NOTHING_AROSE])
def test_a_zero_denominator_is_refused_where_the_edition_is_silent(declared: State | None) -> None:
    with pytest.raises(ScoringError, match="SC-102"):
        Scale(RULE, maximum=SIX).score(NOTHING, declared=declared)


def test_a_unit_may_declare_that_a_criterion_is_not_for_it() -> None:
    scale = Scale(RULE, maximum=SIX)

    assert scale.score(NOTHING, declared=State.NOT_APPLICABLE) == Outcome(state=State.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("reported", "absent"),
    [
        ({}, "“số nhiệm vụ hoàn thành”, “số nhiệm vụ kế hoạch”"),
        ({"done": Decimal(3)}, "“số nhiệm vụ kế hoạch”"),
        ({"done": None, "planned": Decimal(3)}, "“số nhiệm vụ hoàn thành”"),
    ],
)
def test_a_missing_value_is_missing_and_never_zero(reported: dict[str, Decimal | None], absent: str) -> None:
    scale = Scale(RULE, maximum=SIX)
    outcome = scale.score(reported)

    assert outcome == Outcome(state=State.MISSING)
    assert scale.why(reported, outcome, labels=LABELS) == f"Chưa có số liệu: thiếu {absent}."


def test_an_unknown_maximum_keeps_the_figures_and_makes_no_points() -> None:
    scale, reported = Scale(RULE, maximum=None), {"done": Decimal(3), "planned": Decimal(4)}
    outcome = scale.score(reported)

    assert outcome == Outcome(state=State.UNKNOWN_POINTS)
    assert scale.why(reported, outcome, labels=LABELS) == (
        "Chưa xác định: Bộ Chỉ số chưa có điểm tối đa của tiêu chí này, nên chỉ lưu số liệu "
        "(số nhiệm vụ hoàn thành: 3; số nhiệm vụ kế hoạch: 4)."
    )
    assert scale.worth(reported, points=Decimal(1)) is None


def test_information_is_shown_and_earns_no_points() -> None:
    scale = Scale(Information(input=("days", "petitions")), maximum=Decimal(0))
    reported = {"days": Decimal("2.76"), "petitions": None}
    outcome = scale.score(reported)

    assert outcome == Outcome(state=State.INFORMATION)
    assert scale.why(reported, outcome, labels={"days": "số ngày giải quyết trung bình"}) == (
        "Chỉ cung cấp thông tin, không tính điểm (số ngày giải quyết trung bình: 2,76)."
    )
    assert scale.why({}, outcome, language="en") == "Information only, no points."


def test_information_measures_and_moves_nothing() -> None:
    rule = Information(input="days")

    assert rule.inputs == ("days",)
    assert Information().inputs == ()
    assert rule.measure({"days": Decimal(3)}) is None
    assert rule.points(Decimal(3), SIX) == rule.ceiling(SIX) == rule.floor(SIX) == 0
    assert rule.levers({"days": Decimal(3)}) == ()


def test_a_bonus_is_scored_though_its_criterion_has_no_maximum() -> None:
    scale = Scale(Bonus(input="n", per_occurrence=Decimal("0.5"), cap=Decimal(1)), maximum=None)

    assert scale.score({"n": Decimal(1)}).points == Decimal("0.50")


@pytest.mark.parametrize(
    ("published", "maximum", "shown"),
    [("8.4389", "10", "8,4389"), ("2", "2", "2,00"), ("1.67", "1.66666666666666666666", "1,67")],
)
def test_a_given_score_is_taken_as_published(published: str, maximum: str, shown: str) -> None:
    scale, reported = Scale(Given(input="score"), maximum=Decimal(maximum)), {"score": Decimal(published)}
    outcome = scale.score(reported)

    assert (outcome.state, str(outcome.points)) == (State.GIVEN, published)
    assert scale.why(reported, outcome, labels={"score": "SIPAS"}) == (
        f"SIPAS: {shown} điểm, lấy theo kết quả đã công bố, không tính lại."
    )


@pytest.mark.parametrize(
    ("published", "code", "expected"),
    [("0", "SC-107", "0.25"), ("0.2", "SC-107", "0.25"), ("2.51", "SC-108", "2.5"), ("-1", "SC-107", "0.25")],
)
def test_a_given_score_outside_its_scale_is_refused(published: str, code: str, expected: str) -> None:
    rule = Given(input="score", minimum=Decimal("0.25"), maximum=Decimal("2.5"))

    with pytest.raises(ScoringError) as refusal:
        Scale(rule, maximum=Decimal("2.5")).score({"score": Decimal(published)})

    (problem,) = refusal.value.problems
    assert (problem.code, problem.params) == (code, {"expected": expected, "found": published})


def test_a_published_score_is_not_below_a_minimum_that_it_only_rounds() -> None:
    rule = Given(input="score", minimum=Decimal("0.33333333333333333333"), maximum=Decimal("3.33"))

    assert Scale(rule, maximum=Decimal("3.33")).score({"score": Decimal("0.33")}).points == Decimal("0.33")


def test_a_given_scale_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ScoringError, match="SC-202 · maximum"):
        Given(input="score", minimum=Decimal(2), maximum=Decimal(1))


def test_a_published_figure_may_stand_for_a_computed_one_and_says_so() -> None:
    taken = Outcome(state=State.GIVEN, points=Decimal("5.1"))

    assert Scale(RULE, maximum=SIX).why({}, taken) == "Lấy theo kết quả đã công bố, không tính lại: 5,10 điểm."


def test_a_rule_whose_points_do_not_fit_the_maximum_is_refused() -> None:
    rule = Checklist(items=(Item(input="a", points=Decimal(1)), Item(input="b", points=Decimal(2))))

    with pytest.raises(ScoringError, match="SC-221 · items"):
        Scale(rule, maximum=SIX)


@pytest.mark.parametrize(
    ("rounding", "points"),
    [
        ((RoundingStep(of="points", digits=4),), "1.9999"),
        ((RoundingStep(of="points", digits=4, mode="down"),), "1.9998"),
        ((), "1.99986000000000000000"),
    ],
)
def test_points_are_rounded_as_the_edition_declares(rounding: tuple[RoundingStep, ...], points: str) -> None:
    scale = Scale(RULE, maximum=SIX, rounding=rounding)

    assert str(scale.score({"done": Decimal(33331), "planned": Decimal(100000)}).points) == points


def test_points_can_be_rounded_again_as_a_sum_above_wants_them() -> None:
    scale = Scale(RULE, maximum=SIX)
    outcome = scale.score({"done": Decimal(1), "planned": Decimal(48)})
    steps = (RoundingStep(of="percentage", digits=2), RoundingStep(of="points", digits=2, arithmetic="binary64"))

    assert outcome.ratio is not None
    assert (str(outcome.points), str(scale.points_at(outcome.ratio, steps))) == ("0.12", "0.12")


def test_the_functions_ask_the_same_scale() -> None:
    reported = {"done": Decimal(19), "planned": Decimal(588)}
    scale = Scale(RULE, maximum=Decimal(4))
    outcome = score(RULE, reported, maximum=Decimal(4))

    assert outcome == scale.score(reported)
    assert why(RULE, reported, outcome, maximum=Decimal(4)) == scale.why(reported, outcome)
    assert worth(RULE, reported, maximum=Decimal(4), points=Decimal(1)) == scale.worth(reported, points=Decimal(1))
    assert next_half_point(RULE, reported, outcome, maximum=Decimal(4)) == scale.next_half_point(reported, outcome)
