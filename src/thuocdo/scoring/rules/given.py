"""Scores that somebody else has made, and figures that make none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, Literal

from thuocdo.scoring.outcome import Reported, State
from thuocdo.scoring.rounding import EXACT, ZERO
from thuocdo.scoring.rules.base import (
    STRICT,
    Inputs,
    Lever,
    Quoted,
    Rule,
    Telling,
    contradiction,
    finest,
    listed,
    malformed,
    names,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.errors import Language

_HUNDREDTH: Final = Decimal("0.01")
_TAKEN: Final[Mapping[Language, str]] = {
    "vi": "%s: %s điểm, lấy theo kết quả đã công bố, không tính lại.",
    "en": "%s: %s points, taken as published, not computed again.",
}
_SHOWN: Final[Mapping[Language, str]] = {
    "vi": "Chỉ cung cấp thông tin, không tính điểm%s.",
    "en": "Information only, no points%s.",
}


def _as_printed(bound: Decimal, figure: Decimal) -> Decimal:
    """Return a bound rounded as a figure is printed: to its own decimals, two at least (a bare 0 is below 1/4)."""
    return bound.quantize(EXACT.add(figure, _HUNDREDTH), ROUND_HALF_UP, EXACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given(Rule):
    """A score published by somebody else, taken as it is and never rounded.

    ``minimum`` and ``maximum`` are the bounds of its scale; without them zero and the criterion's maximum. A published
    figure is rounded, so a bound is compared at the figure's own decimals, two at least (1.67 is not above 10/6).
    """

    __pydantic_config__ = STRICT
    state = State.GIVEN

    kind: Literal["given"] = "given"
    input: str
    minimum: Quoted | None = None
    maximum: Quoted | None = None

    def __post_init__(self) -> None:
        if self.maximum is not None and self.maximum <= self.floor(ZERO):
            raise malformed("SC-202", "maximum", least=self.floor(ZERO), found=self.maximum)

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.input,)

    def measure(self, reported: Reported) -> Decimal | None:
        return reported[self.input]

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        """Return the published score itself.

        :raises ScoringError: SC-107 below, SC-108 above the scale.
        """
        least, most = self.floor(maximum), self.ceiling(maximum)
        if measured < least and measured < _as_printed(least, measured):
            raise contradiction("SC-107", self.input, expected=least, found=measured)
        if measured > most and measured > _as_printed(most, measured):
            raise contradiction("SC-108", self.input, expected=most, found=measured)
        return measured

    def floor(self, maximum: Decimal) -> Decimal:  # noqa: ARG002 - its scale starts where the publisher says
        return ZERO if self.minimum is None else self.minimum

    def ceiling(self, maximum: Decimal) -> Decimal:
        return maximum if self.maximum is None else self.maximum

    def reason(self, telling: Telling) -> str:
        return _TAKEN[telling.language] % (telling.label(self.input), telling.shown)

    def levers(self, reported: Reported) -> tuple[Lever, ...]:
        """Return the score itself, moved by hundredths or by its own finer decimals."""
        step = finest(reported, self.inputs, _HUNDREDTH)
        return (Lever(input=self.input, step=step, least=self.floor(ZERO)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Information(Rule):
    """Figures that are shown and earn no points."""

    __pydantic_config__ = STRICT
    state = State.INFORMATION
    needs_maximum = False

    kind: Literal["information"] = "information"
    input: Inputs = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        return names(self.input)

    def measure(self, reported: Reported) -> Decimal | None:  # noqa: ARG002 - it measures nothing
        return None

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:  # noqa: ARG002 - it earns nothing
        return ZERO

    def ceiling(self, maximum: Decimal) -> Decimal:  # noqa: ARG002 - it earns nothing
        return ZERO

    def reason(self, telling: Telling) -> str:
        return _SHOWN[telling.language] % listed(telling, self.inputs)

    def levers(self, reported: Reported) -> tuple[Lever, ...]:  # noqa: ARG002 - nothing to move
        return ()
