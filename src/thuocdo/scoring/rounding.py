"""Exact arithmetic, and the roundings that an edition declares. ``docs/methods/rounding.md`` says them in words.

Nothing here depends on the caller's decimal context: a division is cut at 20 decimals, a product is exact, and only a
declared step rounds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from thuocdo.scoring.outcome import RoundingStep

Curve = Callable[[Decimal], Decimal]
"""What a measured quantity earns: a ratio (1 means 100 %), a value or a count -> points, unrounded."""

CUT_DECIMALS: Final = 20
"""Decimals kept of a quotient. The official figures of 766 decide on it: 6 x 1/48 is shown as 0.12, not 0.13."""

TWO_DECIMALS: Final = (RoundingStep(of="points", digits=2),)
"""One rounding at the end, half up: what an edition gets that declares nothing else."""

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)

# Wide enough that a product or a sum of figures, or of figures cut at 20 decimals, is never rounded.
EXACT: Final = Context(prec=120, rounding=ROUND_HALF_UP)
_CUT: Final = Context(prec=60, rounding=ROUND_DOWN)
_CUT_AT: Final = Decimal(1).scaleb(-CUT_DECIMALS)
_MODES: Final[Mapping[str, str]] = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
_WHOLE: Final[Mapping[str, Callable[[float], int]]] = {
    "half_up": lambda scaled: math.floor(scaled + 0.5),
    "half_even": round,
    "down": int,
}


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Divide, cutting the result at 20 decimals (towards zero)."""
    return _CUT.quantize(_CUT.divide(numerator, denominator), _CUT_AT)


def round_percentage(ratio: Decimal, steps: Sequence[RoundingStep]) -> Decimal:
    """Return a ratio after the declared roundings of its percentage alone; 1 means 100 %."""
    for step in steps:
        if step.of == "percentage":
            ratio = round_figure(EXACT.multiply(ratio, HUNDRED), step).scaleb(-2, EXACT)
    return ratio


def apply_steps(measured: Decimal, curve: Curve, steps: Sequence[RoundingStep], *, ratio: bool) -> Decimal:
    """Return the points of a measured quantity after the declared roundings.

    The steps on the percentage round a ratio, in their order, before the points are made from it; they leave a count
    or a value alone. Then the steps on the points, in their order; without one the points stay exact.
    """
    points = curve(round_percentage(measured, steps) if ratio else measured)
    for step in steps:
        if step.of == "points":
            points = round_figure(points, step)
    return points


def round_points(ratio: Decimal, maximum: Decimal, steps: Sequence[RoundingStep] = TWO_DECIMALS) -> Decimal:
    """Return ``maximum`` x ``ratio`` after the declared roundings; ``ratio`` is exact, 1 means 100 %."""
    return apply_steps(ratio, lambda share: EXACT.multiply(maximum, share), steps, ratio=True)


def round_figure(value: Decimal, step: RoundingStep) -> Decimal:
    """Round one figure as one step says, whatever the step is of."""
    if step.mode == "none":
        return value
    if step.arithmetic == "binary64":
        return _round_double(value, step.digits, step.mode)
    return value.quantize(_unit(step.digits), _MODES[step.mode], EXACT)


def _round_double(value: Decimal, digits: int, mode: str) -> Decimal:
    """Round as a service does that keeps points in binary doubles: scale up, round to a whole number, scale down."""
    return Decimal(_WHOLE[mode](float(value) * float(10**digits))).scaleb(-digits, EXACT)


@lru_cache(maxsize=64)
def _unit(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)
