"""Print what scoring 80,000 leaves and explaining each costs, and fail beyond the limit.

Leaves are scored the way an index is compiled: one scale a criterion, prepared once.
Run it with ``python benchmarks/scoring.py``. It is measured on figures of the size and the variety of the 766 index.
"""

from __future__ import annotations

import random
from decimal import Decimal
from time import perf_counter
from typing import TYPE_CHECKING

from thuocdo.scoring import NothingArose, Scale
from thuocdo.scoring.rules import Proportional

if TYPE_CHECKING:
    from thuocdo.scoring.outcome import Reported

LEAVES = 80_000
ROUNDS = 5
LIMIT = 0.6
"""Seconds for scoring and explaining together, so that the whole country fits its bar of 1.5 s end to end."""


def scales() -> list[Scale]:
    """Return the scales of two dozen criteria: plain ratios, and ratios with full points from a threshold."""
    thresholds = [None, None, None, Decimal("0.80"), Decimal("0.90"), Decimal("0.50")]
    return [
        Scale(
            Proportional(numerator="numerator", denominator="denominator", full_from=thresholds[place % 6]),
            maximum=Decimal(2 * (1 + place % 3)),
            nothing_arose=NothingArose.FULL,
        )
        for place in range(24)
    ]


def figures() -> list[Reported]:
    """Return reported values as communes report them: some thousand dossiers at most, now and then nothing at all."""
    draw = random.Random(766)  # noqa: S311 - figures of a benchmark, the same on every run
    drawn: list[Reported] = []
    for _ in range(LEAVES):
        planned = draw.choice([0, draw.randint(1, 50), draw.randint(51, 9000), draw.randint(51, 9000)])
        drawn.append({"numerator": Decimal(draw.randint(0, planned)), "denominator": Decimal(planned)})
    return drawn


def main() -> None:
    """Measure several rounds and print the best, in seconds: noise of a shared machine only ever adds."""
    prepared, reported = scales(), figures()
    scoring, explaining = [], []
    for _ in range(ROUNDS):
        start = perf_counter()
        outcomes = [prepared[place % 24].score(values) for place, values in enumerate(reported)]
        scored = perf_counter()
        for place, outcome in enumerate(outcomes):
            prepared[place % 24].why(reported[place], outcome)
        explaining.append(perf_counter() - scored)
        scoring.append(scored - start)
    both = min(scoring) + min(explaining)
    print(
        f"scoring: {LEAVES} leaves scored in {min(scoring):.3f} s, explained in {min(explaining):.3f} s; "
        f"together {both / LIMIT:.2f} of the limit of {LIMIT} s"
    )
    if both > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
