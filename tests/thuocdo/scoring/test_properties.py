"""What holds for every kind of rule, whatever is reported."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.scoring import NothingArose, RoundingStep, Scale, State
from thuocdo.scoring.figures import FIGURES
from thuocdo.scoring.rules import (
    RULES,
    Band,
    Bands,
    Bonus,
    ChangeOnPrevious,
    Checklist,
    CountThreshold,
    Deduction,
    Given,
    Information,
    Item,
    Proportional,
    Rule,
    SurveyMean,
    YesNo,
)

if TYPE_CHECKING:
    from thuocdo.errors import Language
    from thuocdo.scoring.outcome import Reported
    from thuocdo.scoring.rules.base import Lever

TEN = Decimal(10)
LANGUAGES: tuple[Language, ...] = ("vi", "en")
PAYMENT = (RoundingStep(of="percentage", digits=2), RoundingStep(of="points", digits=2, arithmetic="binary64"))
ROUNDINGS: tuple[tuple[RoundingStep, ...], ...] = ((RoundingStep(of="points", digits=2),), PAYMENT, ())

thresholds = st.sampled_from([Decimal(text) for text in ("0.333", "0.50", "0.80", "0.90", "1")])
counts = st.integers(min_value=0, max_value=5000).map(Decimal)
hundredths = st.integers(min_value=0, max_value=1000).map(lambda number: Decimal(number).scaleb(-2))
part = st.sampled_from([Decimal(text) for text in ("0", "0.25", "0.5", "0.75", "1")])


@st.composite
def bands(draw: st.DrawFn, low: int, high: int, digits: int) -> tuple[Band, ...]:
    """Draw bands that fit: bounds fall, shares rise or fall all the way, the best earns everything."""
    bounds = sorted(draw(st.sets(st.integers(low, high), min_size=1, max_size=4)), reverse=True)
    shares = [Decimal(1), *sorted(draw(st.lists(part, min_size=len(bounds), max_size=len(bounds))), reverse=True)]
    if draw(st.booleans()):
        shares.reverse()
    limits: list[Decimal | None] = [Decimal(bound).scaleb(-digits) for bound in bounds]
    return tuple(Band(at_least=bound, share=share) for bound, share in zip([*limits, None], shares, strict=True))


@st.composite
def proportional(draw: st.DrawFn) -> tuple[Rule, Reported]:
    full, floor = draw(st.none() | thresholds), draw(st.none() | thresholds)
    floor = None if floor is None or floor > (full or 1) else floor
    rule = Proportional(
        numerator="n", denominator=("d", "e"), full_from=full, zero_below=floor, cap=draw(st.none() | thresholds)
    )
    n, d = draw(counts), draw(counts)
    return rule, {"n": n, "d": max(d, n), "e": Decimal(1)}


@st.composite
def banded(draw: st.DrawFn) -> tuple[Rule, Reported]:
    if draw(st.booleans()):
        return Bands(value="v", bands=draw(bands(1, 5000, 0))), {"v": draw(counts)}
    n, d = draw(counts), draw(counts)
    rule = Bands(numerator="n", denominator="d", bands=draw(bands(1, 120, 2)))
    return rule, {"n": n, "d": max(d, n, Decimal(1))}


@st.composite
def ticked(draw: st.DrawFn) -> tuple[Rule, Reported]:
    answer = st.sampled_from([Decimal(0), Decimal(1)])
    if draw(st.booleans()):
        return YesNo(input="y", full_when=draw(st.sampled_from(["yes", "no"]))), {"y": draw(answer)}
    names = ("a", "b", "c", "d")
    together = draw(st.booleans())
    items = tuple(
        Item(input=name, points=None if together else Decimal(points))
        for name, points in zip(names, (4, 3, 2, 1), strict=True)
    )
    return Checklist(items=items, all_needed=together), {name: draw(answer) for name in names}


@st.composite
def counted(draw: st.DrawFn) -> tuple[Rule, Reported]:
    few = st.integers(1, 20).map(Decimal)
    each, cap = draw(hundredths) + Decimal("0.01"), draw(hundredths) + Decimal("0.01")
    full, floor = draw(few), draw(st.none() | few)
    rule = draw(
        st.sampled_from(
            [
                CountThreshold(input="n", full_from=full, zero_below=None if floor is None else min(full, floor)),
                CountThreshold(input="n", per_occurrence=each, zero_below=floor),
                Bonus(input="n", per_occurrence=each, cap=cap),
                Deduction(input="n", per_occurrence=each, cap=cap),
            ]
        )
    )
    return rule, {"n": draw(st.integers(0, 40).map(Decimal))}


@st.composite
def changed(draw: st.DrawFn) -> tuple[Rule, Reported]:
    wanted: Literal["rise", "fall"] = draw(st.sampled_from(("rise", "fall")))
    relative = draw(st.booleans())
    if draw(st.booleans()):
        steps = draw(bands(-50, 100, 2))
        rule = ChangeOnPrevious(current="now", previous="before", wanted=wanted, relative=relative, bands=steps)
    else:
        full = draw(thresholds)
        rule = ChangeOnPrevious(current="now", previous="before", wanted=wanted, relative=relative, full_from=full)
    return rule, {"now": draw(counts), "before": draw(counts) + 1}


@st.composite
def published(draw: st.DrawFn) -> tuple[Rule, Reported]:
    if draw(st.booleans()):
        return Given(input="s", maximum=draw(st.none() | st.just(TEN))), {"s": draw(hundredths)}
    return SurveyMean(mean="s", low=Decimal(0), high=TEN), {"s": draw(hundredths)}


any_rule = st.one_of(proportional(), banded(), ticked(), counted(), changed(), published())


@st.composite
def any_scale(draw: st.DrawFn) -> tuple[Scale, Reported]:
    rule, reported = draw(any_rule)
    return Scale(rule, maximum=TEN, rounding=draw(st.sampled_from(ROUNDINGS))), reported


scales = any_scale()


@settings(max_examples=300)
@given(scales)
def test_points_stay_between_floor_and_ceiling(drawn: tuple[Scale, Reported]) -> None:
    scale, reported = drawn
    outcome = scale.score(reported)

    assert outcome.state in (State.SCORED, State.GIVEN)
    assert outcome.points is not None
    assert outcome.exact is not None
    assert scale.rule.floor(TEN) <= outcome.exact <= scale.rule.ceiling(TEN)
    assert scale.rule.floor(TEN) <= outcome.points <= scale.rule.ceiling(TEN)


@settings(max_examples=300)
@given(scales, st.integers(1, 500))
def test_points_never_fall_when_what_is_better_rises(drawn: tuple[Scale, Reported], steps: int) -> None:
    scale, reported = drawn
    for lever in scale.rule.levers(reported):
        value = reported[lever.input]
        assert value is not None
        moved = value + lever.step * steps
        most = scale.rule.ceiling(TEN) if scale.rule.state is State.GIVEN else _bound(scale.rule, lever)
        before = scale.score(reported).points
        after = scale.score({**reported, lever.input: moved if most is None else min(moved, most)}).points
        assert before is not None
        assert after is not None
        assert before <= after if scale.rule.better == "more" else before >= after


def _bound(rule: Rule, lever: Lever) -> Decimal | None:
    """Return where the values of a lever end; the end of a "less is better" lever is only what was reported."""
    ends = isinstance(rule, YesNo) or (isinstance(rule, Bands) and rule.is_ratio)
    return lever.most if ends or rule.better == "more" else None


@settings(max_examples=300)
@given(scales, st.integers(0, 1000).map(lambda number: Decimal(number).scaleb(-2)))
def test_the_inverse_undoes_the_rule(drawn: tuple[Scale, Reported], points: Decimal) -> None:
    scale, reported = drawn
    found = scale.worth(reported, points=points)
    if found is None:
        return
    (lever, *_) = [lever for lever in scale.rule.levers(reported) if lever.input == found.input]
    earned = scale.score({**reported, found.input: found.value}).points

    assert earned == found.points
    assert earned >= points
    if scale.rule.better == "more" and found.value > lever.least:
        short = scale.score({**reported, found.input: found.value - lever.step}).points
        assert short is not None
        assert short < points
    if scale.rule.better == "less" and found.value < (lever.most or 0):
        over = scale.score({**reported, found.input: found.value + lever.step}).points
        assert over is not None
        assert over < points


@settings(max_examples=300)
@given(scales, st.sampled_from(LANGUAGES))
def test_the_reason_contains_the_points_shown(drawn: tuple[Scale, Reported], language: Language) -> None:
    scale, reported = drawn
    outcome = scale.score(reported)

    assert outcome.points is not None
    assert FIGURES[language].points(outcome.points) in scale.why(reported, outcome, language=language)


@settings(max_examples=200)
@given(scales)
def test_the_next_half_point_earns_half_a_point_or_everything(drawn: tuple[Scale, Reported]) -> None:
    scale, reported = drawn
    outcome = scale.score(reported)
    found = scale.next_half_point(reported, outcome)
    if found is None or outcome.points is None:
        return

    most = scale.score({**reported, found.input: found.value}).points
    assert found.points == most
    assert found.points >= min(outcome.points + Decimal("0.5"), scale.rule.ceiling(TEN))


@given(st.sampled_from([behaviour for behaviour in NothingArose if behaviour is not NothingArose.REFUSE]))
def test_nothing_arose_earns_between_nothing_and_everything(behaviour: NothingArose) -> None:
    scale = Scale(Proportional(numerator="n", denominator="d"), maximum=TEN, nothing_arose=behaviour)
    points = scale.score({"n": Decimal(0), "d": Decimal(0)}).points

    assert points is None or 0 <= points <= TEN


@pytest.mark.parametrize("kind", RULES)
def test_every_kind_says_in_one_sentence_what_it_is(kind: str) -> None:
    summary, *_ = (RULES[kind].__doc__ or "").splitlines()

    assert summary.endswith(".")
    assert Information().kind == "information"
