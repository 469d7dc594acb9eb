"""Points in proportion to a ratio: the commonest rule of every set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from thuocdo.scoring.figures import rounded_ratio
from thuocdo.scoring.rounding import EXACT, ONE, ZERO, quotient
from thuocdo.scoring.rules.base import STRICT, Inputs, Lever, Quoted, Rule, Telling, malformed, names
from thuocdo.scoring.rules.ratio import check_ratio, leading, quotation_of, ratio_levers, ratio_of, short_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from thuocdo.errors import Language
    from thuocdo.scoring.outcome import Reported

_PLAIN: Final[Mapping[Language, str]] = {
    "vi": "Tỷ lệ %s = %s, nên điểm là %s × %s = %s.",
    "en": "The ratio %s = %s, so the points are %s × %s = %s.",
}
_FULL: Final[Mapping[Language, str]] = {
    "vi": "Tỷ lệ %s = %s, từ %s trở lên được điểm tối đa, nên điểm là %s.",
    "en": "The ratio %s = %s; from %s up it earns full points, so the points are %s.",
}
_SCALED: Final[Mapping[Language, str]] = {
    "vi": "Tỷ lệ %s = %s, chưa đạt %s để được điểm tối đa, nên điểm là %s × %s : %s = %s.",
    "en": "The ratio %s = %s, short of the %s that earns full points, so the points are %s × %s ÷ %s = %s.",
}
_NONE: Final[Mapping[Language, str]] = {
    "vi": "Tỷ lệ %s = %s, thấp hơn %s nên không được tính điểm, điểm là %s.",
    "en": "The ratio %s = %s is below %s and earns nothing, so the points are %s.",
}
_CAPPED: Final[Mapping[Language, str]] = {
    "vi": "Tỷ lệ %s = %s, chỉ được tính đến %s điểm tối đa, nên điểm là %s × %s = %s.",
    "en": "The ratio %s = %s; no more than %s of the maximum is counted, so the points are %s × %s = %s.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportional(Rule):
    """Points in proportion to numerator / denominator.

    ``full_from`` is the ratio that already earns full points; below it points are maximum x ratio / ``full_from``.
    ``zero_below`` is the ratio under which nothing is earned. ``cap`` is the largest share of the maximum that counts;
    where it is declared the numerator may exceed the denominator, where it is not that is a reporting error.
    """

    __pydantic_config__ = STRICT

    kind: Literal["proportional"] = "proportional"
    numerator: Inputs
    denominator: Inputs
    full_from: Quoted | None = None
    zero_below: Quoted | None = None
    cap: Quoted | None = None

    def __post_init__(self) -> None:
        check_ratio(self.numerator, self.denominator)
        for name, bound in (("full_from", self.full_from), ("zero_below", self.zero_below), ("cap", self.cap)):
            if bound is not None and not ZERO < bound <= ONE:
                raise malformed("SC-201", name, least="0", most="1", found=bound)
        if self.zero_below is not None and self.zero_below > (self.full_from or ONE):
            raise malformed("SC-201", "zero_below", least="0", most=self.full_from or ONE, found=self.zero_below)

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names(self.numerator) + names(self.denominator)))

    @property
    def is_ratio(self) -> bool:
        return True

    def measure(self, reported: Reported) -> Decimal | None:
        """Return the ratio, cut at 20 decimals, or None where the denominator is zero.

        :raises ScoringError: SC-103 numerator greater than denominator, SC-104 a negative value.
        """
        return ratio_of(reported, self.numerator, self.denominator, beyond=self.cap is not None)

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        if self.zero_below is not None and measured < self.zero_below:
            return ZERO
        reached = self._uncapped(measured, maximum)
        return reached if self.cap is None else min(reached, EXACT.multiply(maximum, self.cap))

    def _uncapped(self, measured: Decimal, maximum: Decimal) -> Decimal:
        reached = EXACT.multiply(maximum, measured)
        if self.full_from is None:
            return reached
        return maximum if measured >= self.full_from else quotient(reached, self.full_from)

    def ceiling(self, maximum: Decimal) -> Decimal:
        return maximum if self.cap is None else EXACT.multiply(maximum, self.cap)

    def reason(self, telling: Telling) -> str:
        figures, language, ratio = telling.figures, telling.language, telling.measured
        quotation, maximum = quotation_of(telling, self.numerator, self.denominator), figures.points(telling.maximum)
        if self.zero_below is not None and ratio < self.zero_below:
            percent = figures.percent(short_of(ratio, self.zero_below))
            return _NONE[language] % (quotation, percent, figures.percent(self.zero_below), telling.shown)
        if self.cap is not None and self._uncapped(ratio, telling.maximum) > self.ceiling(telling.maximum):
            cap, percent = figures.percent(self.cap), figures.percent(rounded_ratio(ratio))
            return _CAPPED[language] % (quotation, percent, cap, maximum, cap, telling.shown)
        if self.full_from is None:
            percent = figures.percent(leading(self, telling))
            return _PLAIN[language] % (quotation, percent, maximum, percent, telling.shown)
        full = figures.percent(self.full_from)
        if ratio >= self.full_from:
            return _FULL[language] % (quotation, figures.percent(rounded_ratio(ratio)), full, telling.shown)
        percent = figures.percent(min(leading(self, telling), short_of(ratio, self.full_from)))
        return _SCALED[language] % (quotation, percent, full, maximum, percent, full, telling.shown)

    def levers(self, reported: Reported) -> tuple[Lever, ...]:
        """Return each input of the numerator, moved by the precision of the figures, the others standing still."""
        return ratio_levers(reported, self.numerator, self.denominator, beyond=self.cap is not None)
