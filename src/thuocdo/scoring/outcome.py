"""What scoring gives back: a state, points, and the figures behind them; never a bare number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

Reported = Mapping[str, Decimal | None]
"""The reported values of one criterion by input. A yes/no is 1 or 0.

A key that is absent was not reported; a key with ``None`` was published as empty. Neither is zero.
"""


class State(StrEnum):
    """How a criterion stands. Missing, zero, nothing arose and not applicable are four different things."""

    SCORED = "scored"
    """Points computed from reported values by the rule."""
    GIVEN = "given"
    """Points published by somebody else, taken as they are."""
    MISSING = "missing"
    """No value was reported, so there are no points to show."""
    NOTHING_AROSE = "nothing_arose"
    """The denominator is zero: nothing of the kind happened; the edition says what that earns."""
    NOT_APPLICABLE = "not_applicable"
    """The criterion is not for this unit; it has no part in the unit's own maximum."""
    INFORMATION = "information"
    """Shown, gives no points."""
    UNKNOWN_POINTS = "unknown_points"
    """The edition does not know the maximum, so values are kept and no points are made."""


class NothingArose(StrEnum):
    """What a criterion earns where nothing of its kind arose (the denominator is zero), as the edition says."""

    REFUSE = "refuse"
    """The edition is silent: the computation is refused rather than guessed."""
    NULL = "null"
    """No points are shown; the sum above counts nothing for it and the maximum does not shrink."""
    ZERO = "zero"
    FULL = "full"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundingStep:
    """One rounding: of the percentage or of the points, to so many digits, in decimals or in binary doubles."""

    of: Literal["percentage", "points"]
    digits: int
    mode: Literal["half_up", "half_even", "down", "none"] = "half_up"
    arithmetic: Literal["decimal", "binary64"] = "decimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one criterion earns: its state, the points as displayed, and the figures they come from.

    ``points`` is rounded as the edition declares, ``exact`` is not; ``ratio`` is the unrounded quotient where the rule
    has one (1 means 100 %). All are ``None`` where they do not exist; ``None`` is never zero.
    """

    state: State
    points: Decimal | None = None
    exact: Decimal | None = None
    ratio: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What would earn so many points: ``input`` would have to become ``value`` (the least such value).

    ``change`` is the difference from what is reported, in the input's unit.
    """

    points: Decimal
    input: str
    value: Decimal
    change: Decimal | None
