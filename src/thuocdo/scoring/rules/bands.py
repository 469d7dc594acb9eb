"""Points by bands: an explicit lower bound each, from there up to the next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from thuocdo.scoring.figures import Figures, rounded_ratio
from thuocdo.scoring.rounding import EXACT, ONE, ZERO
from thuocdo.scoring.rules.base import (
    STRICT,
    Better,
    Inputs,
    Lever,
    Quoted,
    Rule,
    Telling,
    finest,
    known,
    malformed,
    names,
    problem,
    same_points,
    total,
)
from thuocdo.scoring.rules.ratio import check_ratio, figure_of, quotation_of, ratio_levers, ratio_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from thuocdo.errors import Language, Problem
    from thuocdo.scoring.outcome import Reported

_SENTENCE: Final[Mapping[Language, str]] = {
    "vi": "%s = %s, thuộc mức %s, nên điểm là %s.",
    "en": "%s = %s is in the band %s, so the points are %s.",
}
_RATIO: Final[Mapping[Language, str]] = {"vi": "Tỷ lệ %s", "en": "The ratio %s"}
_UP: Final[Mapping[Language, str]] = {"vi": "từ %s trở lên", "en": "from %s up"}
_BETWEEN: Final[Mapping[Language, str]] = {"vi": "từ %s đến dưới %s", "en": "from %s to below %s"}
_BELOW: Final[Mapping[Language, str]] = {"vi": "dưới %s", "en": "below %s"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From ``at_least`` (included) up to the band above; the one without it takes all that is left below.

    It earns either ``points`` or a ``share`` of the maximum (1 is all of it).
    """

    __pydantic_config__ = STRICT

    at_least: Quoted | None = None
    points: Quoted | None = None
    share: Quoted | None = None

    def earns(self, maximum: Decimal) -> Decimal:
        """Return the points of the band."""
        if self.points is not None:
            return self.points
        return EXACT.multiply(maximum, self.share or ZERO)


def check_bands(bands: tuple[Band, ...]) -> None:
    """Refuse bands that leave a gap, overlap, or go up and down.

    :raises MalformedRuleError: SC-203 to SC-206.
    """
    bounds = [band.at_least for band in bands]
    if len(bands) < 2 or bounds[-1] is not None or None in bounds[:-1]:
        raise malformed("SC-203", "bands")
    known_bounds = [bound for bound in bounds if bound is not None]
    for above, below in pairwise(known_bounds):
        if above <= below:
            raise malformed("SC-204", "bands", above=above, below=below)
    for band in bands:
        if (band.points is None) == (band.share is None) or (band.points is None) != (bands[0].points is None):
            raise malformed("SC-205", "bands", at_least="" if band.at_least is None else band.at_least)
    earned = [band.earns(ONE) for band in bands]
    if min(earned) < ZERO or (bands[0].share is not None and max(earned) > ONE):
        raise malformed("SC-210", "bands", found=min(earned) if min(earned) < ZERO else max(earned))
    if earned not in (sorted(earned), sorted(earned, reverse=True)):
        raise malformed("SC-206", "bands")


def band_at(bands: tuple[Band, ...], measured: Decimal) -> int:
    """Return the place of the band that a measured quantity falls into."""
    reached = (place for place, band in enumerate(bands[:-1]) if measured >= (band.at_least or ZERO))
    return next(reached, len(bands) - 1)


def rising(bands: tuple[Band, ...]) -> bool:
    """Return whether higher bands earn more."""
    return bands[0].earns(ONE) >= bands[-1].earns(ONE)


def band_misfits(bands: tuple[Band, ...], maximum: Decimal) -> tuple[Problem, ...]:
    """Return SC-222 where the best band earns other points than the criterion's maximum."""
    best = max(band.earns(maximum) for band in bands)
    return () if same_points(best, maximum) else (problem("SC-222", "bands", expected=maximum, found=best),)


def band_words(bands: tuple[Band, ...], place: int, write: Callable[[Decimal], str], language: Language) -> str:
    """Return the band in words: "từ 80% đến dưới 95%"."""
    lower, upper = bands[place].at_least, bands[place - 1].at_least if place else None
    if lower is None:
        return _BELOW[language] % write(upper or ZERO)
    return _UP[language] % write(lower) if upper is None else _BETWEEN[language] % (write(lower), write(upper))


def inside_band(ratio: Decimal, bands: tuple[Band, ...], place: int) -> Decimal:
    """Return the ratio rounded to two decimals of its percentage, or unrounded where that would leave its band."""
    rounded = rounded_ratio(ratio)
    return rounded if band_at(bands, rounded) == place else ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(Rule):
    """Points by the band that a value (or a sum), or a ratio, falls into.

    Bands stand with their lower bounds falling, the catch-all last, so that none can gap or overlap. The numerator of a
    ratio may exceed its denominator only where a band starts above 100 %.
    """

    __pydantic_config__ = STRICT

    kind: Literal["bands"] = "bands"
    value: Inputs | None = None
    numerator: Inputs | None = None
    denominator: Inputs | None = None
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        given = (bool(self.value), bool(self.numerator), bool(self.denominator))
        if given not in ((True, False, False), (False, True, True)):
            raise malformed("SC-208", "value")
        if self.is_ratio:
            check_ratio(self._above, self._below)
        check_bands(self.bands)

    @property
    def is_ratio(self) -> bool:
        return self.value is None

    @property
    def _above(self) -> Inputs:
        return self.numerator or ()

    @property
    def _below(self) -> Inputs:
        return self.denominator or ()

    @property
    def _beyond(self) -> bool:
        return (self.bands[0].at_least or ZERO) > ONE

    @property
    def inputs(self) -> tuple[str, ...]:
        written = (self.value or (), self._above, self._below)
        return tuple(dict.fromkeys(name for part in written for name in names(part)))

    @property
    def better(self) -> Better:
        return "more" if rising(self.bands) else "less"

    def measure(self, reported: Reported) -> Decimal | None:
        """Return the value or the ratio.

        :raises ScoringError: SC-103 numerator greater than denominator, SC-104 a negative value.
        """
        if self.value is not None:
            return total(reported, self.value)
        return ratio_of(reported, self._above, self._below, beyond=self._beyond)

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        return self.bands[band_at(self.bands, measured)].earns(maximum)

    def floor(self, maximum: Decimal) -> Decimal:
        return min(band.earns(maximum) for band in self.bands)

    def ceiling(self, maximum: Decimal) -> Decimal:
        return max(band.earns(maximum) for band in self.bands)

    def misfits(self, maximum: Decimal) -> tuple[Problem, ...]:
        return band_misfits(self.bands, maximum)

    def reason(self, telling: Telling) -> str:
        figures, place = telling.figures, band_at(self.bands, telling.measured)
        if self.value is None:
            what = _RATIO[telling.language] % quotation_of(telling, self._above, self._below)
            write, shown = figures.percent, inside_band(telling.measured, self.bands, place)
        else:
            what, write, shown = self._named(telling, figures), figures.number, telling.measured
        words = band_words(self.bands, place, write, telling.language)
        return _SENTENCE[telling.language] % (what, write(shown), words, telling.shown)

    def _named(self, telling: Telling, figures: Figures) -> str:
        written = self.value or ()
        label = " + ".join(telling.label(name) for name in names(written))
        several = not isinstance(written, str) and len(written) > 1
        return f"{label}: {figure_of(figures.number, telling.reported, written)}" if several else label

    def levers(self, reported: Reported) -> tuple[Lever, ...]:
        if self.value is None:
            return ratio_levers(reported, self._above, self._below, beyond=self._beyond)
        bounds = [band.at_least for band in self.bands if band.at_least is not None]
        step = finest(reported, self.inputs, *bounds)
        moved = names(self.value)
        return tuple(
            Lever(input=name, step=step, most=None if self.better == "more" else reported.get(name))
            for name in moved
            if known(reported, (other for other in moved if other != name))
        )
