"""Points for a change on the period before: growth, or a fall where less is what is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Strict

from thuocdo.scoring.figures import rounded_ratio
from thuocdo.scoring.rounding import EXACT, ZERO, quotient
from thuocdo.scoring.rules.bands import (
    Band,
    band_at,
    band_misfits,
    band_words,
    check_bands,
    inside_band,
    rising,
)
from thuocdo.scoring.rules.base import STRICT, Better, Lever, Quoted, Rule, Telling, finest, known, malformed, total

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from thuocdo.errors import Language, Problem
    from thuocdo.scoring.outcome import Reported

_MOVED: Final[Mapping[Language, Mapping[str, str]]] = {
    "vi": {"rise": "Từ %s lên %s, tăng %s", "fall": "Từ %s xuống %s, giảm %s"},
    "en": {"rise": "From %s up to %s, a rise of %s", "fall": "From %s down to %s, a fall of %s"},
}
_UNWANTED: Final[Mapping[Language, Mapping[str, str]]] = {
    "vi": {"rise": "Từ %s xuống %s, không tăng (%s)", "fall": "Từ %s lên %s, không giảm (%s)"},
    "en": {"rise": "From %s down to %s, no rise (%s)", "fall": "From %s up to %s, no fall (%s)"},
}
_UNMOVED: Final[Mapping[Language, str]] = {
    "vi": "Giữ nguyên %s, không thay đổi (%s)",
    "en": "Still %s, no change (%s)",
}
_BAND: Final[Mapping[Language, str]] = {
    "vi": "%s, thuộc mức %s, nên điểm là %s.",
    "en": "%s, in the band %s, so the points are %s.",
}
_FULL: Final[Mapping[Language, str]] = {
    "vi": "%s, từ %s trở lên được điểm tối đa, nên điểm là %s.",
    "en": "%s; from %s up it earns full points, so the points are %s.",
}
_PART: Final[Mapping[Language, str]] = {
    "vi": "%s, tính theo tỷ lệ từ %s (0 điểm) đến %s (%s điểm), nên điểm là %s.",
    "en": "%s, in proportion from %s (0 points) to %s (%s points), so the points are %s.",
}
_NONE: Final[Mapping[Language, str]] = {
    "vi": "%s, chưa vượt %s nên không được tính điểm, điểm là %s.",
    "en": "%s, not beyond %s and so without points: %s.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOnPrevious(Rule):
    """Points for how much a figure rose (or fell) on the period before.

    The change is a ratio of the previous figure, or the plain difference where ``relative`` is false. Points come from
    ``bands`` of the change, or in proportion from ``zero_at`` (nothing) to ``full_from`` (full points). Where the
    previous figure is zero there is no relative change: nothing arose, and the edition says what that earns.
    """

    __pydantic_config__ = STRICT

    kind: Literal["change_on_previous"] = "change_on_previous"
    current: str
    previous: str
    wanted: Literal["rise", "fall"] = "rise"
    relative: Annotated[bool, Strict()] = True
    full_from: Quoted | None = None
    zero_at: Quoted = ZERO
    bands: tuple[Band, ...] = ()

    def __post_init__(self) -> None:
        if self.current == self.previous:
            raise malformed("SC-207", "current")
        if (self.full_from is None) is not bool(self.bands):
            raise malformed("SC-214", "full_from")
        if self.full_from is not None and self.full_from <= self.zero_at:
            raise malformed("SC-202", "full_from", least=self.zero_at, found=self.full_from)
        if self.bands:
            check_bands(self.bands)

    @property
    def is_ratio(self) -> bool:
        return self.relative

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.current, self.previous)

    @property
    def better(self) -> Better:
        more_earns_more = not self.bands or rising(self.bands)
        return "more" if more_earns_more is (self.wanted == "rise") else "less"

    def measure(self, reported: Reported) -> Decimal | None:
        """Return the change in the direction that is wanted, or None where the previous figure is zero.

        :raises ScoringError: SC-104 for a negative value.
        """
        now, before = total(reported, self.current), total(reported, self.previous)
        change = EXACT.subtract(now, before) if self.wanted == "rise" else EXACT.subtract(before, now)
        if not self.relative:
            return change
        return quotient(change, before) if before else None

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        if self.full_from is None:
            return self.bands[band_at(self.bands, measured)].earns(maximum)
        if measured >= self.full_from:
            return maximum
        if measured <= self.zero_at:
            return ZERO
        reached = EXACT.multiply(maximum, EXACT.subtract(measured, self.zero_at))
        return quotient(reached, EXACT.subtract(self.full_from, self.zero_at))

    def floor(self, maximum: Decimal) -> Decimal:
        return min((band.earns(maximum) for band in self.bands), default=ZERO)

    def ceiling(self, maximum: Decimal) -> Decimal:
        return max((band.earns(maximum) for band in self.bands), default=maximum)

    def misfits(self, maximum: Decimal) -> tuple[Problem, ...]:
        return band_misfits(self.bands, maximum) if self.bands else ()

    def reason(self, telling: Telling) -> str:
        language, write = telling.language, telling.figures.percent if self.relative else telling.figures.number
        moved = self._moved(telling, write)
        if self.full_from is None:
            words = band_words(self.bands, band_at(self.bands, telling.measured), write, language)
            return _BAND[language] % (moved, words, telling.shown)
        if telling.measured >= self.full_from:
            return _FULL[language] % (moved, write(self.full_from), telling.shown)
        if telling.measured <= self.zero_at:
            return _NONE[language] % (moved, write(self.zero_at), telling.shown)
        full, maximum = write(self.full_from), telling.figures.points(telling.maximum)
        return _PART[language] % (moved, write(self.zero_at), full, maximum, telling.shown)

    def _moved(self, telling: Telling, write: Callable[[Decimal], str]) -> str:
        number, reported, change = telling.figures.number, telling.reported, telling.measured
        if self.relative:
            place = band_at(self.bands, change) if self.bands else None
            change = rounded_ratio(change) if place is None else inside_band(change, self.bands, place)
        if not telling.measured:
            return _UNMOVED[telling.language] % (number(total(reported, self.current)), write(ZERO))
        sentence = _MOVED if telling.measured > ZERO else _UNWANTED
        before, now = number(total(reported, self.previous)), number(total(reported, self.current))
        return sentence[telling.language][self.wanted] % (before, now, write(change))

    def levers(self, reported: Reported) -> tuple[Lever, ...]:
        """Return the current figure, moved by the precision of the figures; the previous one is history."""
        if not known(reported, (self.previous,)):
            return ()
        if self.relative and not reported[self.previous]:
            return ()
        most = None if self.better == "more" else reported.get(self.current)
        return (Lever(input=self.current, step=finest(reported, self.inputs), most=most),)
