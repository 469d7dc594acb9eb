"""Points for a change on the period before."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from thuocdo.errors import ScoringError
from thuocdo.scoring import NothingArose, Scale, State
from thuocdo.scoring.rules import Band, ChangeOnPrevious, MalformedRuleError

TWO = Decimal("2.00")
GROWTH = ChangeOnPrevious(current="now", previous="before", full_from=Decimal("0.10"))
CUT = ChangeOnPrevious(current="now", previous="before", wanted="fall", full_from=Decimal("0.08"))
DIFFERENCE = ChangeOnPrevious(
    current="now", previous="before", relative=False, zero_at=Decimal(1), full_from=Decimal(5)
)
BANDS = ChangeOnPrevious(
    current="now",
    previous="before",
    bands=(
        Band(at_least=Decimal("0.05"), points=TWO),
        Band(at_least=Decimal("-0.05"), points=Decimal(1)),
        Band(points=Decimal(0)),
    ),
)
DOWN_BANDS = ChangeOnPrevious(
    current="now",
    previous="before",
    relative=False,
    bands=(Band(at_least=Decimal(1), share=Decimal(0)), Band(share=Decimal(1))),
)


@pytest.mark.parametrize(
    ("rule", "before", "now", "points", "why"),
    [
        (GROWTH, "100", "110", "2.00", "Từ 100 lên 110, tăng 10%, từ 10% trở lên được điểm tối đa, nên điểm là 2,00."),
        (
            GROWTH,
            "100",
            "105",
            "1.00",
            "Từ 100 lên 105, tăng 5%, tính theo tỷ lệ từ 0% (0 điểm) đến 10% (2,00 điểm), nên điểm là 1,00.",
        ),
        (
            GROWTH,
            "100",
            "100",
            "0.00",
            "Giữ nguyên 100, không thay đổi (0%), chưa vượt 0% nên không được tính điểm, điểm là 0,00.",
        ),
        (
            GROWTH,
            "100",
            "90",
            "0.00",
            "Từ 100 xuống 90, không tăng (−10%), chưa vượt 0% nên không được tính điểm, điểm là 0,00.",
        ),
        (CUT, "50", "46", "2.00", "Từ 50 xuống 46, giảm 8%, từ 8% trở lên được điểm tối đa, nên điểm là 2,00."),
        (
            CUT,
            "50",
            "48",
            "1.00",
            "Từ 50 xuống 48, giảm 4%, tính theo tỷ lệ từ 0% (0 điểm) đến 8% (2,00 điểm), nên điểm là 1,00.",
        ),
        (
            DIFFERENCE,
            "80",
            "83",
            "1.00",
            "Từ 80 lên 83, tăng 3, tính theo tỷ lệ từ 1 (0 điểm) đến 5 (2,00 điểm), nên điểm là 1,00.",
        ),
        (DIFFERENCE, "0", "1", "0.00", "Từ 0 lên 1, tăng 1, chưa vượt 1 nên không được tính điểm, điểm là 0,00."),
        (BANDS, "1000", "1050", "2.00", "Từ 1.000 lên 1.050, tăng 5%, thuộc mức từ 5% trở lên, nên điểm là 2,00."),
        (
            BANDS,
            "100000",
            "104999",
            "1.00",
            "Từ 100.000 lên 104.999, tăng 4,999%, thuộc mức từ −5% đến dưới 5%, nên điểm là 1,00.",
        ),
        (BANDS, "1000", "900", "0.00", "Từ 1.000 xuống 900, không tăng (−10%), thuộc mức dưới −5%, nên điểm là 0,00."),
        (DOWN_BANDS, "3", "3", "2.00", "Giữ nguyên 3, không thay đổi (0), thuộc mức dưới 1, nên điểm là 2,00."),
    ],
)
def test_a_change_earns_what_the_rule_says(
    rule: ChangeOnPrevious, before: str, now: str, points: str, why: str
) -> None:
    scale, reported = Scale(rule, maximum=TWO), {"before": Decimal(before), "now": Decimal(now)}
    outcome = scale.score(reported)

    assert str(outcome.points) == points
    assert scale.why(reported, outcome) == why
    assert points in scale.why(reported, outcome, language="en")


def test_nothing_before_is_no_growth_without_end() -> None:
    scale = Scale(GROWTH, maximum=TWO, nothing_arose=NothingArose.NULL)

    assert scale.score({"before": Decimal(0), "now": Decimal(5)}).state is State.NOTHING_AROSE


@pytest.mark.parametrize("name", ["before", "now"])
def test_a_negative_figure_is_refused(name: str) -> None:
    reported = {"before": Decimal(5), "now": Decimal(5), name: Decimal(-5)}

    with pytest.raises(ScoringError, match=f"SC-104 · {name}"):
        Scale(GROWTH, maximum=TWO).score(reported)


def test_better_follows_what_is_wanted_and_what_the_bands_reward() -> None:
    assert [rule.better for rule in (GROWTH, CUT, BANDS, DOWN_BANDS)] == ["more", "less", "more", "less"]
    assert [rule.floor(TWO) for rule in (BANDS, GROWTH)] == [Decimal(0), Decimal(0)]
    assert [rule.ceiling(TWO) for rule in (BANDS, GROWTH)] == [TWO, TWO]
    assert GROWTH.inputs == ("now", "before")


def test_the_best_band_earns_the_maximum_or_the_rule_is_refused() -> None:
    with pytest.raises(ScoringError, match="SC-222 · bands"):
        Scale(BANDS, maximum=Decimal(3))


@pytest.mark.parametrize(
    ("fields", "code", "item"),
    [
        ({}, "SC-214", "full_from"),
        ({"full_from": TWO, "bands": BANDS.bands}, "SC-214", "full_from"),
        ({"full_from": Decimal("0.1"), "zero_at": Decimal("0.1")}, "SC-202", "full_from"),
        ({"bands": BANDS.bands[:2]}, "SC-203", "bands"),
        ({"full_from": TWO, "previous": "now"}, "SC-207", "current"),
    ],
)
def test_a_rule_of_change_that_contradicts_itself_is_refused(fields: dict[str, Any], code: str, item: str) -> None:
    with pytest.raises(MalformedRuleError, match=f"{code} · {item}"):
        ChangeOnPrevious(**{"current": "now", "previous": "before", **fields})
