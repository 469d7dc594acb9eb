"""Points in proportion to a ratio."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thuocdo.scoring import Scale, State
from thuocdo.scoring.rules import Proportional

RATIO = Proportional(numerator="n", denominator="d")


def reported(n: str, d: str) -> dict[str, Decimal | None]:
    return {"n": Decimal(n), "d": Decimal(d)}


@pytest.mark.parametrize(
    ("n", "d", "points"),
    [("525", "588", "17.86"), ("0", "588", "0.00"), ("588", "588", "20.00")],
)
def test_points_follow_the_ratio(n: str, d: str, points: str) -> None:
    outcome = Scale(RATIO, maximum=Decimal(20)).score(reported(n, d))

    assert (outcome.state, str(outcome.points)) == (State.SCORED, points)
