"""One criterion's rule with its maximum and what its edition says of rounding: prepared once, asked for every unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Language, Problem, ScoringError
from thuocdo.scoring.figures import FIGURES
from thuocdo.scoring.inverse import border
from thuocdo.scoring.outcome import NothingArose, Outcome, Reported, RoundingStep, State, Worth
from thuocdo.scoring.rounding import EXACT, TWO_DECIMALS, ZERO, apply_steps, round_figure, round_percentage
from thuocdo.scoring.rules.base import Lever, Rule, Telling, listed, quoted
from thuocdo.scoring.sentences import NOTHING, STATES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_LABELS: Final[Mapping[str, str]] = MappingProxyType({})

_NULL: Final = Outcome(state=State.NOTHING_AROSE)
_MISSING: Final = Outcome(state=State.MISSING)
_NOT_APPLICABLE: Final = Outcome(state=State.NOT_APPLICABLE)
_HALF_POINT: Final = Decimal("0.5")


class Scale:
    """How the reported values of one criterion become points, and why.

    ``maximum`` is the criterion's maximum, None where the edition does not know it: then no points are made, unless the
    rule carries its own (bonus, deduction). ``nothing_arose`` says what a zero denominator earns; ``rounding`` the
    steps from exact points to displayed ones.

    :raises ScoringError: SC-221 and SC-222, where the rule's own points do not fit the maximum.
    """

    __slots__ = ("_fixed", "_needed", "_on_percentage", "_steps", "_unit", "maximum", "nothing_arose", "rule")

    def __init__(
        self,
        rule: Rule,
        *,
        maximum: Decimal | None,
        nothing_arose: NothingArose = NothingArose.REFUSE,
        rounding: Sequence[RoundingStep] = TWO_DECIMALS,
    ) -> None:
        self.rule = rule
        self.nothing_arose = nothing_arose
        self.maximum = ZERO if maximum is None else maximum
        self._needed = rule.needed
        # What somebody else published is shown as published.
        self._steps = () if rule.state is State.GIVEN else tuple(rounding)
        self._on_percentage = rule.is_ratio and any(step.of == "percentage" for step in self._steps)
        self._unit = _common_unit(self._steps)
        self._fixed: Outcome | None = None
        if rule.state is State.INFORMATION:
            self._fixed = Outcome(state=State.INFORMATION)
        elif maximum is None and rule.needs_maximum:
            self._fixed = Outcome(state=State.UNKNOWN_POINTS)
        elif problems := rule.misfits(self.maximum):
            raise ScoringError(problems)

    def score(self, reported: Reported, *, declared: State | None = None) -> Outcome:
        """Return what the reported values earn.

        ``declared`` is the state that the unit declared itself: not applicable, or nothing arose.

        :raises ScoringError: SC-102 nothing arose and the edition is silent, SC-103 to SC-108 a contradiction.
        """
        if declared is State.NOT_APPLICABLE:
            return _NOT_APPLICABLE
        if self._fixed is not None:
            return self._fixed
        if declared is State.NOTHING_AROSE:
            return self._nothing_arose()
        for name in self._needed:
            if reported.get(name) is None:
                return _MISSING
        measured = self.rule.measure(reported)
        return self._nothing_arose() if measured is None else self._earned(measured)

    def _nothing_arose(self) -> Outcome:
        behaviour = self.nothing_arose
        if behaviour is NothingArose.REFUSE:
            raise ScoringError(Problem(code="SC-102"))
        if behaviour is NothingArose.NOT_APPLICABLE:
            return _NOT_APPLICABLE
        if behaviour is NothingArose.NULL:
            return _NULL
        exact = self.rule.ceiling(self.maximum) if behaviour is NothingArose.FULL else ZERO
        return Outcome(state=State.NOTHING_AROSE, points=self._rounded(exact), exact=exact)

    def _earned(self, measured: Decimal) -> Outcome:
        rule = self.rule
        exact = rule.points(measured, self.maximum)
        if self._on_percentage:
            points = self.points_at(measured, self._steps)
        else:
            points = exact.quantize(self._unit, context=EXACT) if self._unit is not None else self._rounded(exact)
        return Outcome(state=rule.state, points=points, exact=exact, ratio=measured if rule.is_ratio else None)

    def _rounded(self, exact: Decimal) -> Decimal:
        for step in self._steps:
            if step.of == "points":
                exact = round_figure(exact, step)
        return exact

    def points_at(self, measured: Decimal, steps: Sequence[RoundingStep]) -> Decimal:
        """Return the points of a measured quantity (``Outcome.ratio``) by other roundings than the scale's own."""
        return apply_steps(measured, lambda at: self.rule.points(at, self.maximum), steps, ratio=self.rule.is_ratio)

    def why(
        self,
        reported: Reported,
        outcome: Outcome,
        *,
        labels: Mapping[str, str] = NO_LABELS,
        language: Language = "vi",
    ) -> str:
        """Return one sentence that leads from the reported values to the outcome, with the numbers in it.

        ``labels`` names the inputs in the language of the sentence.
        """
        measured = outcome.ratio
        if measured is None:
            measured = self._measured_again(reported, outcome)
        elif self._on_percentage:
            measured = round_percentage(measured, self._steps)
        telling = Telling(reported, outcome, measured, self.maximum, labels, FIGURES[language], language)
        if outcome.state is self.rule.state:
            return self.rule.reason(telling)
        return self._state_sentence(telling)

    def _measured_again(self, reported: Reported, outcome: Outcome) -> Decimal:
        if outcome.state is not self.rule.state or outcome.exact is None:
            return ZERO
        return self.rule.measure(reported) or ZERO

    def _state_sentence(self, telling: Telling) -> str:
        state, language = telling.outcome.state, telling.language
        if state is State.NOTHING_AROSE:
            sentence = NOTHING[language][self.nothing_arose]
            return sentence if telling.outcome.points is None else sentence % telling.shown
        sentence = STATES[language][state]
        if state is State.MISSING:
            absent = [telling.label(name) for name in self._needed if telling.reported.get(name) is None]
            return sentence % quoted(absent)
        if state is State.UNKNOWN_POINTS:
            return sentence % listed(telling, self.rule.inputs)
        return sentence % telling.shown if state is State.GIVEN else sentence

    def worth(self, reported: Reported, *, points: Decimal) -> Worth | None:
        """Return the least value of an input that would earn ``points`` as displayed, the other inputs standing still.

        The greatest value, where less is better. None where no single input can earn it, or nothing arose.
        """
        if self._fixed is not None:
            return None
        for found in self.rule.levers(reported):
            # A published score ends where its scale ends, which only the criterion may know.
            lever = replace(found, most=self.rule.ceiling(self.maximum)) if self.rule.state is State.GIVEN else found
            value = border(lever, partial(self._earns, reported, points, lever.input), self.rule.better)
            if value is not None:
                return self._worth(reported, lever, value)
        return None

    def _earns(self, reported: Reported, points: Decimal, name: str, value: Decimal) -> bool:
        earned = self.score({**reported, name: value}).points
        return earned is not None and earned >= points

    def _worth(self, reported: Reported, lever: Lever, value: Decimal) -> Worth | None:
        earned = self.score({**reported, lever.input: value}).points
        before = reported.get(lever.input)
        change = None if before is None else EXACT.subtract(value, before)
        return None if earned is None else Worth(points=earned, input=lever.input, value=value, change=change)

    def next_half_point(self, reported: Reported, outcome: Outcome) -> Worth | None:
        """Return what would earn half a point more, or full points where less than that is missing.

        None where nothing was scored, full points are reached, or no single input can earn it.
        """
        if outcome.state is not State.SCORED or outcome.points is None:
            return None
        most = self._rounded(self.rule.ceiling(self.maximum))
        if outcome.points >= most:
            return None
        return self.worth(reported, points=min(EXACT.add(outcome.points, _HALF_POINT), most))


def _common_unit(steps: Sequence[RoundingStep]) -> Decimal | None:
    """Return the last decimal of the commonest rounding (once, of the points, half up), or None for any other."""
    if len(steps) != 1 or steps[0] != RoundingStep(of="points", digits=steps[0].digits):
        return None
    return Decimal(1).scaleb(-steps[0].digits)


@lru_cache(maxsize=4096)
def scale_of(
    rule: Rule, maximum: Decimal | None, nothing_arose: NothingArose, rounding: tuple[RoundingStep, ...]
) -> Scale:
    """Return the scale of a criterion, prepared once for all who ask with the same rule."""
    return Scale(rule, maximum=maximum, nothing_arose=nothing_arose, rounding=rounding)
