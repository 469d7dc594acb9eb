"""Points for the mean of a survey: never told without its number of responses and its standard error."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from thuocdo.scoring.rounding import EXACT, ZERO, quotient
from thuocdo.scoring.rules.base import (
    STRICT,
    Lever,
    Quoted,
    Rule,
    Telling,
    contradiction,
    count,
    finest,
    malformed,
    total,
)
from thuocdo.scoring.rules.ratio import leading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.errors import Language
    from thuocdo.scoring.outcome import Reported

_HUNDREDTH: Final = Decimal("0.01")
_SENTENCE: Final[Mapping[Language, str]] = {
    "vi": "%s: %s trên thang từ %s đến %s (%s; %s), bằng %s thang đo, nên điểm là %s × %s = %s.",
    "en": "%s: %s on a scale from %s to %s (%s; %s), %s of the scale, so the points are %s × %s = %s.",
}
_RESPONSES: Final[Mapping[Language, tuple[str, str]]] = {
    "vi": ("%s phiếu", "chưa có số phiếu"),
    "en": ("%s responses", "number of responses not reported"),
}
_ERROR: Final[Mapping[Language, tuple[str, str]]] = {
    "vi": ("sai số chuẩn %s", "chưa có sai số chuẩn"),
    "en": ("standard error %s", "standard error not reported"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyMean(Rule):
    """Points in proportion to where a mean stands on its scale, from ``low`` (nothing) to ``high`` (full points).

    ``responses`` and ``standard_error`` name the inputs that an estimate travels with; without them points are made all
    the same and the sentence says that they are not known. No response at all means that nothing arose.
    """

    __pydantic_config__ = STRICT

    kind: Literal["survey_mean"] = "survey_mean"
    mean: str
    low: Quoted
    high: Quoted
    responses: str | None = None
    standard_error: str | None = None

    def __post_init__(self) -> None:
        if self.high <= self.low:
            raise malformed("SC-202", "high", least=self.low, found=self.high)
        if len(set(self.inputs)) < len(self.inputs):
            raise malformed("SC-209", "responses")

    @property
    def is_ratio(self) -> bool:
        return True

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(name for name in (self.mean, self.responses, self.standard_error) if name is not None)

    @property
    def needed(self) -> tuple[str, ...]:
        return (self.mean,)

    def measure(self, reported: Reported) -> Decimal | None:
        """Return the part of the scale that the mean reaches, cut at 20 decimals, or None without any response.

        :raises ScoringError: SC-104 and SC-105 for a number of responses or a standard error that cannot be, SC-107 and
            SC-108 for a mean outside its scale.
        """
        if self.standard_error is not None and reported.get(self.standard_error) is not None:
            total(reported, self.standard_error)
        if self._nobody_answered(reported):
            return None
        mean = reported[self.mean] or ZERO
        if mean < self.low:
            raise contradiction("SC-107", self.mean, expected=self.low, found=mean)
        if mean > self.high:
            raise contradiction("SC-108", self.mean, expected=self.high, found=mean)
        return quotient(EXACT.subtract(mean, self.low), EXACT.subtract(self.high, self.low))

    def _nobody_answered(self, reported: Reported) -> bool:
        if self.responses is None or reported.get(self.responses) is None:
            return False
        return not count(reported, self.responses)

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        return EXACT.multiply(maximum, measured)

    def reason(self, telling: Telling) -> str:
        figures, language = telling.figures, telling.language
        percent = figures.percent(leading(self, telling))
        responses = _known_or_not(telling, self.responses, _RESPONSES[language])
        error = _known_or_not(telling, self.standard_error, _ERROR[language])
        mean = figures.number(telling.reported[self.mean] or ZERO)
        scale = (figures.number(self.low), figures.number(self.high))
        maximum = figures.points(telling.maximum)
        told = (telling.label(self.mean), mean, *scale, responses, error, percent, maximum, percent, telling.shown)
        return _SENTENCE[language] % told

    def levers(self, reported: Reported) -> tuple[Lever, ...]:
        step = finest(reported, (self.mean,), _HUNDREDTH, self.low)
        return (Lever(input=self.mean, step=step, least=self.low, most=self.high),)


def _known_or_not(telling: Telling, name: str | None, words: tuple[str, str]) -> str:
    value = None if name is None else telling.reported.get(name)
    return words[1] if value is None else words[0] % telling.figures.number(value)
