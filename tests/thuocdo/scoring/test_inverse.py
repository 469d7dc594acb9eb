"""What would have to be reported to earn so many points."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thuocdo.scoring import NothingArose, RoundingStep, Scale, State, Worth
from thuocdo.scoring.inverse import border
from thuocdo.scoring.rules import (
    Band,
    Bands,
    Bonus,
    ChangeOnPrevious,
    Checklist,
    CountThreshold,
    Deduction,
    Given,
    Item,
    Lever,
    Proportional,
    Rule,
    SurveyMean,
    YesNo,
)

RATIO = Proportional(numerator="n", denominator="d")
LATE = Bands(
    value="late",
    bands=(
        Band(at_least=Decimal(3), share=Decimal(0)),
        Band(at_least=Decimal(1), share=Decimal("0.5")),
        Band(share=Decimal(1)),
    ),
)
LIST = Checklist(
    items=tuple(Item(input=name, points=Decimal(points)) for name, points in (("a", 3), ("b", 1), ("c", 2)))
)


def given(**values: str | int) -> dict[str, Decimal | None]:
    return {name: Decimal(value) for name, value in values.items()}


@pytest.mark.parametrize(
    ("rule", "maximum", "reported", "points", "found"),
    [
        pytest.param(RATIO, 4, given(n=19, d=588), "0.63", ("n", "92", "73", "0.63"), id="4.2 of Ia Dom: 73 more"),
        pytest.param(RATIO, 6, given(n=264, d=588), "3.19", ("n", "313", "49", "3.19"), id="4.1 of Ia Dom: 49 more"),
        pytest.param(RATIO, 6, given(n=0, d=1), "3", ("n", "1", "1", "6.00"), id="one of one earns more than asked"),
        pytest.param(RATIO, 6, given(n=588, d=588), "3", ("n", "294", "-294", "3.00"), id="the least that earns it"),
        pytest.param(RATIO, 6, given(n="1.5", d=3), "4", ("n", "2.0", "0.5", "4.00"), id="in tenths as reported"),
        pytest.param(RATIO, 6, given(d=588), "3", ("n", "294", None, "3.00"), id="what was not reported has no change"),
        pytest.param(
            Proportional(numerator="n", denominator=("n", "d")),
            6,
            given(n=1, d=9),
            "3",
            ("n", "9", "8", "3.00"),
            id="passed of passed and failed",
        ),
        pytest.param(
            Proportional(numerator=("n", "m"), denominator="d"),
            6,
            given(n=1, m=2, d=9),
            "4",
            ("n", "4", "3", "4.00"),
            id="the first of a sum",
        ),
        pytest.param(
            Proportional(numerator="n", denominator="d", cap=Decimal(1)),
            6,
            given(n=12, d=9),
            "6",
            ("n", "9", "-3", "6.00"),
            id="a numerator that may exceed the denominator",
        ),
        pytest.param(LATE, 2, given(late=5), "1", ("late", "2", "-3", "1.00"), id="at most two late"),
        pytest.param(LATE, 2, given(late=5), "2", ("late", "0", "-5", "2.00"), id="none late"),
        pytest.param(LATE, 2, given(late=0), "0", ("late", "0", "0", "2.00"), id="no need to be later than reported"),
        pytest.param(
            Bands(value=("a", "b"), bands=(Band(at_least=Decimal("2.5"), share=Decimal(1)), Band(share=Decimal(0)))),
            2,
            given(a=0, b=1),
            "2",
            ("a", "1.5", "1.5", "2.00"),
            id="a bound finer than the figures",
        ),
        pytest.param(
            Bands(
                numerator="n",
                denominator="d",
                bands=(Band(at_least=Decimal("0.9"), share=Decimal(1)), Band(share=Decimal(0))),
            ),
            2,
            given(n=0, d=19),
            "2",
            ("n", "18", "18", "2.00"),
            id="a band of a ratio",
        ),
        pytest.param(YesNo(input="y"), 2, given(y=0), "2", ("y", "1", "1", "2.00"), id="a yes"),
        pytest.param(YesNo(input="y", full_when="no"), 2, given(y=1), "2", ("y", "0", "-1", "2.00"), id="a no"),
        pytest.param(
            LIST, 6, given(a=0, b=0, c=0), "2", ("c", "1", "1", "2.00"), id="the cheapest item that is enough"
        ),
        pytest.param(LIST, 6, given(a=0, b=1, c=0), "4", ("a", "1", "1", "4.00"), id="the item that is enough"),
        pytest.param(LIST, 6, given(a=1, b=1, c=1), "6", ("b", "1", "0", "6.00"), id="nothing more to do"),
        pytest.param(
            CountThreshold(input="n", full_from=Decimal(3)), 2, given(n=1), "2", ("n", "3", "2", "2.00"), id="a count"
        ),
        pytest.param(
            Bonus(input="n", per_occurrence=Decimal("0.5"), cap=Decimal(2)),
            0,
            given(n=1),
            "1",
            ("n", "2", "1", "1.00"),
            id="a bonus",
        ),
        pytest.param(
            Deduction(input="n", per_occurrence=Decimal("0.5"), cap=Decimal(2)),
            0,
            given(n=3),
            "-1",
            ("n", "2", "-1", "-1.00"),
            id="a deduction",
        ),
        pytest.param(
            ChangeOnPrevious(current="n", previous="p", full_from=Decimal("0.1")),
            2,
            given(n=100, p=100),
            "1",
            ("n", "105", "5", "1.00"),
            id="growth",
        ),
        pytest.param(
            ChangeOnPrevious(current="n", previous="p", wanted="fall", full_from=Decimal("0.1")),
            2,
            given(n=100, p=100),
            "1",
            ("n", "95", "-5", "1.00"),
            id="a fall",
        ),
        pytest.param(
            SurveyMean(mean="m", low=Decimal(1), high=Decimal(5)),
            10,
            given(m=3),
            "7.5",
            ("m", "4.00", "1.00", "7.50"),
            id="a mean, in hundredths",
        ),
        pytest.param(Given(input="s"), 10, given(s="8.5"), "9.25", ("s", "9.25", "0.75", "9.25"), id="a given score"),
    ],
)
def test_the_value_that_earns_the_points(
    rule: Rule, maximum: int, reported: dict[str, Decimal | None], points: str, found: tuple[str, str, str | None, str]
) -> None:
    name, value, change, earned = found

    assert Scale(rule, maximum=Decimal(maximum)).worth(reported, points=Decimal(points)) == Worth(
        input=name,
        value=Decimal(value),
        change=None if change is None else Decimal(change),
        points=Decimal(earned),
    )


@pytest.mark.parametrize(
    ("rule", "reported", "points"),
    [
        pytest.param(RATIO, given(n=1, d=9), "6.01", id="more than the maximum"),
        pytest.param(RATIO, given(n=1), "1", id="the denominator is not known"),
        pytest.param(RATIO, given(n=0, d=0), "1", id="nothing arose"),
        pytest.param(
            Proportional(numerator=("n", "m"), denominator="d"), given(n=6, m=9, d=5), "1", id="contradiction"
        ),
        pytest.param(
            Proportional(numerator="n", denominator="d", cap=Decimal("0.5")), given(n=1, d=9), "4", id="a cap"
        ),
        pytest.param(LATE, {}, "0", id="any number is as good, so none is named"),
        pytest.param(LATE, given(late=5), "7", id="no number is good enough"),
        pytest.param(LIST, given(a=0, b=0, c=0), "6", id="no single item is enough"),
        pytest.param(LIST, given(a=0), "1", id="two items were not reported"),
        pytest.param(Bands(value=("a", "b"), bands=LATE.bands), {}, "1", id="the other part of a sum is not known"),
        pytest.param(ChangeOnPrevious(current="n", previous="p", full_from=Decimal(1)), given(n=5), "1", id="no past"),
        pytest.param(
            ChangeOnPrevious(current="n", previous="p", full_from=Decimal(1)), given(n=5, p=0), "1", id="nothing before"
        ),
    ],
)
def test_there_is_no_such_value(rule: Rule, reported: dict[str, Decimal | None], points: str) -> None:
    scale = Scale(rule, maximum=Decimal(6), nothing_arose=NothingArose.FULL)

    assert scale.worth(reported, points=Decimal(points)) is None


@pytest.mark.parametrize(
    ("n", "value", "points"),
    [
        pytest.param(19, "92", "0.63", id="half a point more"),
        pytest.param(560, "588", "4.00", id="no more than the maximum"),
        pytest.param(588, None, None, id="nothing more to earn"),
    ],
)
def test_the_next_half_point(n: int, value: str | None, points: str | None) -> None:
    scale, reported = Scale(RATIO, maximum=Decimal(4)), given(n=n, d=588)
    found = scale.next_half_point(reported, scale.score(reported))

    assert (found and (found.value, found.points)) == (value and (Decimal(value), Decimal(points or 0)))


def test_only_what_was_scored_has_a_next_half_point() -> None:
    scale = Scale(RATIO, maximum=Decimal(4))
    published = Scale(Given(input="s"), maximum=Decimal(4))

    assert scale.score({}).state is State.MISSING
    assert scale.next_half_point({}, scale.score({})) is None
    assert published.next_half_point(given(s=1), published.score(given(s=1))) is None


def test_the_inverse_asks_for_points_as_displayed() -> None:
    full = Proportional(numerator="n", denominator="d", full_from=Decimal("0.9"))
    exact = Scale(full, maximum=Decimal(6), rounding=())
    displayed = Scale(full, maximum=Decimal(6), rounding=(RoundingStep(of="points", digits=2),))

    for scale, least in ((exact, 530), (displayed, 529)):  # 529/588 is 89.97 %, displayed as 6.00 points all the same
        found = scale.worth(given(n=524, d=588), points=Decimal(6))
        assert found is not None
        assert found.value == least


@pytest.mark.parametrize("wanted", range(12))
def test_the_border_is_found_wherever_it_lies(wanted: int) -> None:
    lever = Lever(input="n", most=Decimal(10))
    expected = Decimal(wanted) if wanted <= 10 else None

    assert border(lever, lambda value: value >= wanted, "more") == expected
    assert border(lever, lambda value: value <= wanted, "less") == (Decimal(min(wanted, 10)))


def test_a_border_without_an_end_is_not_sought_for_ever() -> None:
    assert border(Lever(input="n"), lambda value: value > Decimal(10) ** 30, "more") is None
