"""Which reported value would earn so many points: found by asking the rule itself, so that no rounding is guessed.

Displayed points never fall when a "more is better" input rises, nor rise when a "less is better" one does, so the
value on the border is found by doubling and then halving, on the grid of the input's own decimals.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.scoring.rounding import EXACT

if TYPE_CHECKING:
    from collections.abc import Callable

    from thuocdo.scoring.rules.base import Better, Lever

_FARTHEST: Final = 1 << 60
"""Steps within which a value without a bound is sought; what is not earned there is not earned."""


def border(lever: Lever, earns: Callable[[Decimal], bool], better: Better) -> Decimal | None:
    """Return the least value that earns what is asked, the greatest where less is better; None without any or an end.

    ``most`` of a lever where less is better is on its grid.
    """
    steps = _FARTHEST if lever.most is None else _steps_between(lever.least, lever.most, lever.step)

    def at(step: int) -> Decimal:
        return EXACT.add(lever.least, EXACT.multiply(lever.step, Decimal(step)))

    if better == "more":
        first = _first(lambda step: earns(at(step)), steps)
        return None if first is None else at(first)
    if not earns(lever.least):
        return None
    first = _first(lambda step: not earns(at(step)), steps)
    if first is None:
        return lever.most
    return at(first - 1)


def _steps_between(least: Decimal, most: Decimal, step: Decimal) -> int:
    return int(EXACT.divide(EXACT.subtract(most, least), step).to_integral_value(ROUND_FLOOR, EXACT))


def _first(holds: Callable[[int], bool], last: int) -> int | None:
    """Return the first step from 0 to ``last`` for which it holds, given that it holds from there on."""
    if holds(0):
        return 0
    below, above = 0, min(1, last)
    while not holds(above):
        if above == last:
            return None
        below, above = above, min(above * 2, last)
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (below, middle) if holds(middle) else (middle, above)
    return above
