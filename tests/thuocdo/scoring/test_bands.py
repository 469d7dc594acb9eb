"""Points by bands of a value or of a ratio."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from thuocdo.errors import ScoringError
from thuocdo.scoring import NothingArose, Scale, State
from thuocdo.scoring.rules import Band, Bands, MalformedRuleError
from thuocdo.scoring.rules.bands import band_at

ONE_AND_A_HALF = Decimal("1.50")


def band(at_least: str | None, points: str) -> Band:
    return Band(at_least=None if at_least is None else Decimal(at_least), points=Decimal(points))


def share(at_least: str | None, part: str) -> Band:
    return Band(at_least=None if at_least is None else Decimal(at_least), share=Decimal(part))


RATIO = Bands(
    numerator="done", denominator="planned", bands=(band("0.95", "1.50"), band("0.80", "0.75"), band(None, "0"))
)
LATE = Bands(value="late", bands=(share("3", "0"), share("1", "0.5"), share(None, "1")))


@pytest.mark.parametrize(
    ("done", "points", "words"),
    [
        ("100", "1.50", "Tỷ lệ 100/100 = 100%, thuộc mức từ 95% trở lên, nên điểm là 1,50."),
        ("95", "1.50", "Tỷ lệ 95/100 = 95%, thuộc mức từ 95% trở lên, nên điểm là 1,50."),
        ("94.999", "0.75", "Tỷ lệ 94,999/100 = 94,999%, thuộc mức từ 80% đến dưới 95%, nên điểm là 0,75."),
        ("80", "0.75", "Tỷ lệ 80/100 = 80%, thuộc mức từ 80% đến dưới 95%, nên điểm là 0,75."),
        ("79", "0.00", "Tỷ lệ 79/100 = 79%, thuộc mức dưới 80%, nên điểm là 0,00."),
    ],
)
def test_a_band_starts_at_its_bound_and_ends_below_the_next(done: str, points: str, words: str) -> None:
    scale = Scale(RATIO, maximum=ONE_AND_A_HALF)
    reported = {"done": Decimal(done), "planned": Decimal(100)}
    outcome = scale.score(reported)

    assert str(outcome.points) == points
    assert scale.why(reported, outcome) == words


@pytest.mark.parametrize(
    ("late", "points"), [("0", "1.50"), ("1", "0.75"), ("2", "0.75"), ("3", "0.00"), ("9", "0.00")]
)
def test_bands_may_reward_less(late: str, points: str) -> None:
    scale, reported = Scale(LATE, maximum=ONE_AND_A_HALF), {"late": Decimal(late)}
    outcome = scale.score(reported)

    assert LATE.better == "less"
    assert (str(outcome.points), outcome.ratio) == (points, None)
    why = scale.why(reported, outcome, labels={"late": "số báo cáo trễ hạn"})
    assert why.startswith(f"số báo cáo trễ hạn = {late}, thuộc mức")
    assert why.endswith(f"nên điểm là {points.replace('.', ',')}.")


def test_a_value_may_be_a_sum_and_is_then_shown_as_one() -> None:
    rule = Bands(value=("courses", "talks"), bands=(band("3", "1.50"), band(None, "0")))
    scale, reported = Scale(rule, maximum=ONE_AND_A_HALF), {"courses": Decimal(2), "talks": Decimal(1)}
    outcome = scale.score(reported)

    assert scale.why(reported, outcome, language="en") == (
        "courses + talks: (2 + 1) = 3 is in the band from 3 up, so the points are 1.50."
    )


def test_a_zero_denominator_is_no_band() -> None:
    scale = Scale(RATIO, maximum=ONE_AND_A_HALF, nothing_arose=NothingArose.ZERO)

    assert scale.score({"done": Decimal(0), "planned": Decimal(0)}).state is State.NOTHING_AROSE


def test_a_numerator_may_exceed_its_denominator_only_where_a_band_starts_above_it() -> None:
    reported = {"done": Decimal(110), "planned": Decimal(100)}
    beyond = Bands(numerator="done", denominator="planned", bands=(band("1.05", "1.50"), band(None, "0")))

    assert Scale(beyond, maximum=ONE_AND_A_HALF).score(reported).points == ONE_AND_A_HALF
    with pytest.raises(ScoringError, match="SC-103 · done"):
        Scale(RATIO, maximum=ONE_AND_A_HALF).score(reported)


def test_bands_know_their_floor_and_ceiling() -> None:
    assert [RATIO.floor(ONE_AND_A_HALF), RATIO.ceiling(ONE_AND_A_HALF)] == [Decimal(0), ONE_AND_A_HALF]
    assert (RATIO.better, RATIO.inputs, LATE.inputs) == ("more", ("done", "planned"), ("late",))
    assert [band_at(LATE.bands, Decimal(late)) for late in (0, 1, 2, 3)] == [2, 1, 1, 0]


def test_the_best_band_earns_the_maximum_or_the_rule_is_refused() -> None:
    with pytest.raises(ScoringError, match="SC-222 · bands") as refusal:
        Scale(RATIO, maximum=Decimal(2))

    assert refusal.value.problems[0].params == {"expected": "2", "found": "1.50"}


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        pytest.param((), "SC-203", id="no band"),
        pytest.param((band(None, "1"),), "SC-203", id="one band is no choice"),
        pytest.param((band("0.9", "1"), band("0.8", "0")), "SC-203", id="no catch-all leaves a gap"),
        pytest.param((band("0.9", "1"), band(None, "0.5"), band(None, "0")), "SC-203", id="two catch-alls"),
        pytest.param((band(None, "1"), band("0.9", "0")), "SC-203", id="the catch-all is not the last"),
        pytest.param((band("0.8", "1"), band("0.9", "0.5"), band(None, "0")), "SC-204", id="bounds rise"),
        pytest.param((band("0.8", "1"), band("0.8", "0.5"), band(None, "0")), "SC-204", id="bands overlap"),
        pytest.param((band("0.8", "1"), Band()), "SC-205", id="a band earns nothing that is stated"),
        pytest.param((band("0.8", "1"), share(None, "0")), "SC-205", id="points and shares are mixed"),
        pytest.param((Band(at_least=Decimal("0.8")), band(None, "0")), "SC-205", id="the first band is empty"),
        pytest.param(
            (Band(at_least=Decimal(1), points=Decimal(1), share=Decimal(1)), band(None, "0")), "SC-205", id="both"
        ),
        pytest.param((band("0.8", "1"), band(None, "-1")), "SC-210", id="a band takes points away"),
        pytest.param((share("0.8", "1.2"), share(None, "0")), "SC-210", id="a share is more than all"),
        pytest.param(
            (band("0.9", "0.5"), band("0.8", "1"), band(None, "0")), "SC-206", id="points rise and fall again"
        ),
    ],
)
def test_bands_that_contradict_themselves_are_refused(bands: tuple[Band, ...], code: str) -> None:
    with pytest.raises(MalformedRuleError, match=f"{code} · bands"):
        Bands(numerator="n", denominator="d", bands=bands)


@pytest.mark.parametrize(
    "fields",
    [{}, {"value": "v", "numerator": "n"}, {"numerator": "n"}, {"value": "v", "numerator": "n", "denominator": "d"}],
)
def test_bands_are_of_a_value_or_of_a_ratio(fields: dict[str, Any]) -> None:
    with pytest.raises(MalformedRuleError, match="SC-208 · value"):
        Bands(bands=RATIO.bands, **fields)


def test_bands_of_a_figure_over_itself_are_refused() -> None:
    with pytest.raises(MalformedRuleError, match="SC-207"):
        Bands(numerator="n", denominator="n", bands=RATIO.bands)
