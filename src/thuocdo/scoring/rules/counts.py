"""Things that are counted: thresholds, and the bonus and deduction that stand outside a sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from thuocdo.scoring.rounding import EXACT, ONE, ZERO
from thuocdo.scoring.rules.base import STRICT, Better, Lever, Quoted, Rule, Telling, count, malformed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from thuocdo.errors import Language
    from thuocdo.scoring.outcome import Reported

_FULL: Final[Mapping[Language, str]] = {
    "vi": "%s: %s, từ %s trở lên được điểm tối đa, nên điểm là %s.",
    "en": "%s: %s; from %s up it earns full points, so the points are %s.",
}
_TOO_FEW: Final[Mapping[Language, str]] = {
    "vi": "%s: %s, ít hơn %s nên không được tính điểm, điểm là %s.",
    "en": "%s: %s, fewer than %s and so without points: %s.",
}
_EACH: Final[Mapping[Language, str]] = {
    "vi": "%s: %s, mỗi trường hợp được %s điểm, tối đa %s, nên điểm là %s.",
    "en": "%s: %s, each earns %s points, at most %s, so the points are %s.",
}
_DEDUCTION: Final[Mapping[Language, str]] = {
    "vi": "%s: %s, mỗi trường hợp trừ %s điểm, trừ tối đa %s, nên điểm trừ là %s.",
    "en": "%s: %s, each takes away %s points, at most %s, so the deduction is %s.",
}
_BONUS: Final[Mapping[Language, str]] = {
    "vi": "%s: %s, mỗi trường hợp thưởng %s điểm, thưởng tối đa %s, nên điểm thưởng là %s.",
    "en": "%s: %s, each adds %s points, at most %s, so the bonus is %s.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountThreshold(Rule):
    """Points for how often something was done.

    ``full_from`` is the count that earns full points; ``per_occurrence`` the points of each below it (none without);
    ``zero_below`` the count under which nothing is earned.
    """

    __pydantic_config__ = STRICT

    kind: Literal["count_threshold"] = "count_threshold"
    input: str
    full_from: Quoted | None = None
    per_occurrence: Quoted | None = None
    zero_below: Quoted | None = None

    def __post_init__(self) -> None:
        if self.full_from is None and self.per_occurrence is None:
            raise malformed("SC-212", "full_from")
        for name, bound in (("full_from", self.full_from), ("zero_below", self.zero_below)):
            if bound is not None and (bound < ONE or bound % ONE):
                raise malformed("SC-213", name, found=bound)
        if self.per_occurrence is not None and self.per_occurrence <= ZERO:
            raise malformed("SC-202", "per_occurrence", least="0", found=self.per_occurrence)
        if self.full_from is not None and self.zero_below is not None and self.zero_below > self.full_from:
            raise malformed("SC-201", "zero_below", least="0", most=self.full_from, found=self.zero_below)

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.input,)

    def measure(self, reported: Reported) -> Decimal | None:
        """Return the count.

        :raises ScoringError: SC-104 for a negative value, SC-105 for one that is not whole.
        """
        return count(reported, self.input)

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        if self.zero_below is not None and measured < self.zero_below:
            return ZERO
        if self.full_from is not None and measured >= self.full_from:
            return maximum
        if self.per_occurrence is None:
            return ZERO
        return min(maximum, EXACT.multiply(self.per_occurrence, measured))

    def reason(self, telling: Telling) -> str:
        number, language, found = telling.figures.number, telling.language, telling.measured
        told = (telling.label(self.input), number(found))
        if self.full_from is not None and found >= self.full_from:
            return _FULL[language] % (*told, number(self.full_from), telling.shown)
        if self.zero_below is not None and found < self.zero_below:
            return _TOO_FEW[language] % (*told, number(self.zero_below), telling.shown)
        if self.per_occurrence is None:
            return _TOO_FEW[language] % (*told, number(self.full_from or ZERO), telling.shown)
        each, most = telling.figures.points(self.per_occurrence), telling.figures.points(telling.maximum)
        return _EACH[language] % (*told, each, most, telling.shown)

    def levers(self, reported: Reported) -> tuple[Lever, ...]:  # noqa: ARG002 - it has one input, whatever was reported
        return (Lever(input=self.input),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted(Rule):
    """Points for each occurrence up to a cap of its own, outside the sum and the maximum of the criterion above."""

    outside_sum: ClassVar[bool] = True
    needs_maximum: ClassVar[bool] = False

    input: str
    per_occurrence: Quoted
    cap: Quoted

    def __post_init__(self) -> None:
        for name, value in (("per_occurrence", self.per_occurrence), ("cap", self.cap)):
            if value <= ZERO:
                raise malformed("SC-202", name, least="0", found=value)

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.input,)

    def measure(self, reported: Reported) -> Decimal | None:
        """Return the count.

        :raises ScoringError: SC-104 for a negative value, SC-105 for one that is not whole.
        """
        return count(reported, self.input)

    def _counted(self, measured: Decimal) -> Decimal:
        return min(self.cap, EXACT.multiply(self.per_occurrence, measured))

    def _told(self, telling: Telling) -> tuple[str, ...]:
        figures = telling.figures
        found, each, cap = (
            figures.number(telling.measured),
            figures.points(self.per_occurrence),
            figures.points(self.cap),
        )
        return telling.label(self.input), found, each, cap, telling.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction(_Counted):
    """Points taken away for each occurrence, no more than ``cap`` in all. The points are zero or negative."""

    __pydantic_config__ = STRICT

    kind: Literal["deduction"] = "deduction"

    @property
    def better(self) -> Better:
        return "less"

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:  # noqa: ARG002 - it has a cap of its own
        return EXACT.subtract(ZERO, self._counted(measured))

    def floor(self, maximum: Decimal) -> Decimal:  # noqa: ARG002 - it has a cap of its own
        return -self.cap

    def ceiling(self, maximum: Decimal) -> Decimal:  # noqa: ARG002 - it has a cap of its own
        return ZERO

    def reason(self, telling: Telling) -> str:
        return _DEDUCTION[telling.language] % self._told(telling)

    def levers(self, reported: Reported) -> tuple[Lever, ...]:
        return (Lever(input=self.input, most=reported.get(self.input)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus(_Counted):
    """Points added for each occurrence, no more than ``cap`` in all."""

    __pydantic_config__ = STRICT

    kind: Literal["bonus"] = "bonus"

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:  # noqa: ARG002 - it has a cap of its own
        return self._counted(measured)

    def ceiling(self, maximum: Decimal) -> Decimal:  # noqa: ARG002 - it has a cap of its own
        return self.cap

    def reason(self, telling: Telling) -> str:
        return _BONUS[telling.language] % self._told(telling)

    def levers(self, reported: Reported) -> tuple[Lever, ...]:  # noqa: ARG002 - it has one input, whatever was reported
        return (Lever(input=self.input),)
