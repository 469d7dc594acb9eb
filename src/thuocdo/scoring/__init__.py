"""From reported values to points, with the reason: pure arithmetic that knows no law, no unit and no clock.

The rules are a closed table of kinds (:data:`RULES`); ``docs/methods/scoring.md`` says each in words. The functions
here serve a single question; whoever scores many units with one criterion prepares a :class:`Scale` once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.scoring.outcome import NothingArose, Outcome, Reported, RoundingStep, State, Worth
from thuocdo.scoring.rounding import TWO_DECIMALS, round_points
from thuocdo.scoring.rules import RULES, AnyRule, Rule
from thuocdo.scoring.scale import NO_LABELS, Scale, scale_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from thuocdo.errors import Language

__all__ = [
    "RULES",
    "TWO_DECIMALS",
    "AnyRule",
    "NothingArose",
    "Outcome",
    "Reported",
    "RoundingStep",
    "Rule",
    "Scale",
    "State",
    "Worth",
    "next_half_point",
    "round_points",
    "score",
    "why",
    "worth",
]


def score(
    rule: Rule,
    reported: Reported,
    *,
    maximum: Decimal | None,
    nothing_arose: NothingArose = NothingArose.REFUSE,
    rounding: Sequence[RoundingStep] = TWO_DECIMALS,
    declared: State | None = None,
) -> Outcome:
    """Return what the reported values earn; see :meth:`Scale.score`.

    :raises ScoringError: SC-102 nothing arose and the edition is silent, SC-103 to SC-108 a contradiction, SC-221 and
        SC-222 where the rule's own points do not fit the maximum.
    """
    return scale_of(rule, maximum, nothing_arose, tuple(rounding)).score(reported, declared=declared)


def why(
    rule: Rule,
    reported: Reported,
    outcome: Outcome,
    *,
    maximum: Decimal | None,
    labels: Mapping[str, str] = NO_LABELS,
    rounding: Sequence[RoundingStep] = TWO_DECIMALS,
    nothing_arose: NothingArose = NothingArose.REFUSE,
    language: Language = "vi",
) -> str:
    """Return one sentence that leads from the reported values to the outcome; see :meth:`Scale.why`."""
    scale = scale_of(rule, maximum, nothing_arose, tuple(rounding))
    return scale.why(reported, outcome, labels=labels, language=language)


def worth(
    rule: Rule,
    reported: Reported,
    *,
    maximum: Decimal | None,
    points: Decimal,
    rounding: Sequence[RoundingStep] = TWO_DECIMALS,
    nothing_arose: NothingArose = NothingArose.REFUSE,
) -> Worth | None:
    """Return the value of one input that would earn ``points`` as displayed; see :meth:`Scale.worth`."""
    return scale_of(rule, maximum, nothing_arose, tuple(rounding)).worth(reported, points=points)


def next_half_point(
    rule: Rule,
    reported: Reported,
    outcome: Outcome,
    *,
    maximum: Decimal | None,
    rounding: Sequence[RoundingStep] = TWO_DECIMALS,
    nothing_arose: NothingArose = NothingArose.REFUSE,
) -> Worth | None:
    """Return what would earn half a point more, or full points where less is missing; see `Scale.next_half_point`."""
    return scale_of(rule, maximum, nothing_arose, tuple(rounding)).next_half_point(reported, outcome)
