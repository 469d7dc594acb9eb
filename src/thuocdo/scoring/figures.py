"""Figures as a sentence shows them, in the language of the sentence. Cached: most figures are shown many times."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from thuocdo.scoring.rounding import EXACT, HUNDRED
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from thuocdo.errors import Language

_CACHE: Final = 1 << 16
_HUNDREDTH: Final = Decimal("0.01")
_RATIO_STEPS: Final = tuple(Decimal(1).scaleb(-2 - digits) for digits in range(19))


@dataclass(frozen=True, slots=True)
class Figures:
    """How one language writes numbers."""

    number: Callable[[Decimal], str]
    """All the decimals that the number carries."""
    points: Callable[[Decimal], str]
    """Two decimals at least, more where the number carries more."""
    percent: Callable[[Decimal], str]
    """A ratio as a percentage with all the decimals that it carries, without trailing zeros: 0.8929 as 89,29%."""


@lru_cache(maxsize=_CACHE)
def _english_number(canonical: str) -> str:
    return f"{Decimal(canonical):,f}".replace("-", "\N{MINUS SIGN}")


def rounded_ratio(ratio: Decimal, digits: int = 2) -> Decimal:
    """Return a ratio rounded half up to so many decimals of its percentage: 0.892857 as 0.8929."""
    return ratio.quantize(_RATIO_STEPS[digits], context=EXACT)


def _figures(number: Callable[[Decimal], str]) -> Figures:
    @lru_cache(maxsize=_CACHE)
    def points(canonical: str) -> str:
        value = Decimal(canonical)
        short = value == value.quantize(_HUNDREDTH, context=EXACT)
        return number(value.quantize(_HUNDREDTH, context=EXACT) if short else value.normalize(EXACT))

    @lru_cache(maxsize=_CACHE)
    def percent(canonical: str) -> str:
        return number(EXACT.multiply(Decimal(canonical), HUNDRED).normalize(EXACT)) + "%"

    return Figures(
        number=number,
        points=lambda value: points(str(value)),
        percent=lambda ratio: percent(str(ratio)),
    )


FIGURES: Final[Mapping[Language, Figures]] = {
    "vi": _figures(format_number),
    "en": _figures(lambda value: _english_number(str(value))),
}
