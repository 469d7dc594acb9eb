"""Points in proportion to a ratio: the commonest rule of every set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from thuocdo.errors import Language
from thuocdo.scoring.figures import rounded_ratio
from thuocdo.scoring.outcome import Reported
from thuocdo.scoring.rounding import EXACT, ONE, ZERO, quotient
from thuocdo.scoring.rules.base import (
    STRICT,
    Inputs,
    Lever,
    Quoted,
    Rule,
    Telling,
    contradiction,
    finest,
    known,
    malformed,
    names,
    total,
)

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
_DIGITS: Final = (2, 4, 6, 8)
"""Decimals of a percentage that a sentence tries until it holds for whoever works it out again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportional(Rule):
    """Points in proportion to numerator / denominator.

    ``full_from`` is the ratio that already earns full points; below it points are maximum x ratio / ``full_from``.
    ``zero_below`` is the ratio under which nothing is earned. ``cap`` is the largest share of the maximum that counts;
    where it is declared the numerator may exceed the denominator, where it is not that is a reporting error.
    """

    __pydantic_config__ = STRICT
    is_ratio = True

    kind: Literal["proportional"] = "proportional"
    numerator: Inputs
    denominator: Inputs
    full_from: Quoted | None = None
    zero_below: Quoted | None = None
    cap: Quoted | None = None

    def __post_init__(self) -> None:
        repeated = set(names(self.numerator)) == set(names(self.denominator))
        if repeated or not names(self.numerator) or not names(self.denominator):
            raise malformed("SC-207", "numerator")
        for name, bound in (("full_from", self.full_from), ("zero_below", self.zero_below), ("cap", self.cap)):
            if bound is not None and not ZERO < bound <= ONE:
                raise malformed("SC-201", name, least="0", most="1", found=bound)
        if self.zero_below is not None and self.zero_below > (self.full_from or ONE):
            raise malformed("SC-201", "zero_below", least="0", most=self.full_from or ONE, found=self.zero_below)

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names(self.numerator) + names(self.denominator)))

    def measure(self, reported: Reported) -> Decimal | None:
        """Return the ratio, cut at 20 decimals, or None where the denominator is zero.

        :raises ScoringError: SC-103 numerator greater than denominator, SC-104 a negative value.
        """
        done, planned = total(reported, self.numerator), total(reported, self.denominator)
        if done > planned and (self.cap is None or not planned):
            item = names(self.numerator)[0]
            raise contradiction("SC-103", item, expected=planned, found=done, of=" + ".join(names(self.denominator)))
        return quotient(done, planned) if planned else None

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        if self.zero_below is not None and measured < self.zero_below:
            return ZERO
        if self.full_from is None:
            share = measured if measured < ONE else ONE
        elif measured >= self.full_from:
            share = ONE
        else:
            reached = quotient(EXACT.multiply(maximum, measured), self.full_from)
            return reached if self.cap is None else min(reached, EXACT.multiply(maximum, self.cap))
        return EXACT.multiply(maximum, share if self.cap is None else min(share, self.cap))

    def ceiling(self, maximum: Decimal) -> Decimal:
        return maximum if self.cap is None else EXACT.multiply(maximum, self.cap)

    def reason(self, telling: Telling) -> str:
        figures, language, ratio = telling.figures, telling.language, telling.measured
        quotation, maximum = self._quotation(telling), figures.points(telling.maximum)
        if self.zero_below is not None and ratio < self.zero_below:
            percent = figures.percent(_short_of(ratio, self.zero_below))
            return _NONE[language] % (quotation, percent, figures.percent(self.zero_below), telling.shown)
        if self.cap is not None and self.points(ratio, telling.maximum) == self.ceiling(telling.maximum):
            cap, percent = figures.percent(self.cap), figures.percent(rounded_ratio(ratio))
            return _CAPPED[language] % (quotation, percent, cap, maximum, cap, telling.shown)
        if self.full_from is None:
            percent = figures.percent(self._leading(telling))
            return _PLAIN[language] % (quotation, percent, maximum, percent, telling.shown)
        full = figures.percent(self.full_from)
        if ratio >= self.full_from:
            return _FULL[language] % (quotation, figures.percent(rounded_ratio(ratio)), full, telling.shown)
        percent = figures.percent(min(self._leading(telling), _short_of(ratio, self.full_from)))
        return _SCALED[language] % (quotation, percent, full, maximum, percent, full, telling.shown)

    def _leading(self, telling: Telling) -> Decimal:
        """Return the ratio with two decimals of its percentage, or more where two would not lead to the points shown."""
        shown = telling.points
        for digits in _DIGITS:
            ratio = rounded_ratio(telling.measured, digits)
            if self.points(ratio, telling.maximum).quantize(shown, context=EXACT) == shown:
                return ratio
        return rounded_ratio(telling.measured)

    def _quotation(self, telling: Telling) -> str:
        number, reported = telling.figures.number, telling.reported
        return f"{_figure(number, reported, self.numerator)}/{_figure(number, reported, self.denominator)}"

    def levers(self, reported: Reported) -> tuple[Lever, ...]:
        """Return each input of the numerator, moved by the precision of the figures, the others standing still."""
        found = (self._lever(reported, name) for name in names(self.numerator))
        return tuple(lever for lever in found if lever is not None)

    def _lever(self, reported: Reported, moved: str) -> Lever | None:
        others = tuple(name for name in names(self.numerator) if name != moved)
        if not known(reported, (*others, *(name for name in names(self.denominator) if name != moved))):
            return None
        step = finest(reported, self.inputs)
        if moved in names(self.denominator):
            return Lever(input=moved, step=step, least=step)
        planned = total(reported, self.denominator)
        if not planned or self.cap is not None:
            return Lever(input=moved, step=step) if planned else None
        rest = EXACT.subtract(planned, total(reported, others))
        return Lever(input=moved, step=step, most=rest) if rest >= ZERO else None


def _figure(number: Callable[[Decimal], str], reported: Reported, written: Inputs) -> str:
    if isinstance(written, str):
        return number(total(reported, written))
    terms = [number(total(reported, name)) for name in written]
    return f"({' + '.join(terms)})" if len(terms) > 1 else terms[0]


def _short_of(ratio: Decimal, bound: Decimal) -> Decimal:
    """Return the ratio rounded so that it still shows as less than the bound it falls short of."""
    for digits in _DIGITS:
        rounded = rounded_ratio(ratio, digits)
        if rounded < bound:
            return rounded
    return ratio
