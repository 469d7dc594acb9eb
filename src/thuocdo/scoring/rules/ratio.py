"""A numerator over a denominator, each one input or the sum of several: measured, quoted and moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.scoring.figures import rounded_ratio
from thuocdo.scoring.rounding import EXACT, ZERO, quotient
from thuocdo.scoring.rules.base import (
    Inputs,
    Lever,
    Rule,
    Telling,
    contradiction,
    finest,
    known,
    malformed,
    names,
    total,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from thuocdo.scoring.outcome import Reported

_DIGITS: Final = (2, 4, 6, 8)
"""Decimals of a percentage that a sentence tries until it holds for whoever works it out again."""


def check_ratio(numerator: Inputs, denominator: Inputs) -> None:
    """Refuse a ratio of nothing, or of a figure to itself.

    :raises MalformedRuleError: SC-207.
    """
    above, below = set(names(numerator)), set(names(denominator))
    if not above or not below or above == below:
        raise malformed("SC-207", "numerator")


def ratio_of(reported: Reported, numerator: Inputs, denominator: Inputs, *, beyond: bool) -> Decimal | None:
    """Return the ratio, cut at 20 decimals, or None where the denominator is zero; ``beyond`` lets it exceed 1.

    :raises ScoringError: SC-103 numerator greater than denominator, SC-104 a negative value.
    """
    done, planned = total(reported, numerator), total(reported, denominator)
    if done > planned and not (beyond and planned):
        of = " + ".join(names(denominator))
        raise contradiction("SC-103", names(numerator)[0], expected=planned, found=done, of=of)
    return quotient(done, planned) if planned else None


def ratio_levers(reported: Reported, numerator: Inputs, denominator: Inputs, *, beyond: bool) -> tuple[Lever, ...]:
    """Return each input of the numerator, moved by the precision of the figures, the others standing still."""
    found = (_lever(reported, moved, names(numerator), names(denominator), beyond) for moved in names(numerator))
    return tuple(lever for lever in found if lever is not None)


def _lever(
    reported: Reported, moved: str, above: tuple[str, ...], below: tuple[str, ...], beyond: bool
) -> Lever | None:
    others = tuple(name for name in above if name != moved)
    if not known(reported, (*others, *(name for name in below if name != moved))):
        return None
    step = finest(reported, above + below)
    if moved in below:
        return Lever(input=moved, step=step, least=step)
    planned = total(reported, below)
    if not planned:
        return None
    rest = EXACT.subtract(planned, total(reported, others))
    if beyond:
        return Lever(input=moved, step=step)
    return Lever(input=moved, step=step, most=rest) if rest >= ZERO else None


def quotation_of(telling: Telling, numerator: Inputs, denominator: Inputs) -> str:
    """Return the ratio as it was reported: ``525/588``, ``(31 + 21)/89``."""
    number, reported = telling.figures.number, telling.reported
    return f"{figure_of(number, reported, numerator)}/{figure_of(number, reported, denominator)}"


def figure_of(number: Callable[[Decimal], str], reported: Reported, written: Inputs) -> str:
    """Return a reported value as text, or the terms of a sum in brackets."""
    if isinstance(written, str):
        return number(reported[written] or ZERO)
    terms = [figure_of(number, reported, name) for name in written]
    return f"({' + '.join(terms)})" if len(terms) > 1 else terms[0]


def leading(rule: Rule, telling: Telling) -> Decimal:
    """Return the ratio with two decimals of its percentage, more where two would not lead to the points shown."""
    shown = telling.points
    for digits in _DIGITS:
        ratio = rounded_ratio(telling.measured, digits)
        if rule.points(ratio, telling.maximum).quantize(shown, context=EXACT) == shown:
            return ratio
    return rounded_ratio(telling.measured)


def short_of(ratio: Decimal, bound: Decimal) -> Decimal:
    """Return the ratio rounded so that it still shows as less than the bound it falls short of."""
    for digits in _DIGITS:
        rounded = rounded_ratio(ratio, digits)
        if rounded < bound:
            return rounded
    return ratio
