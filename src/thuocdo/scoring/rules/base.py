"""What every kind of rule shares: the questions it answers, how its parameters are written, how it refuses."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, NamedTuple

from pydantic import BeforeValidator

from thuocdo.errors import Language, Place, Problem, ScoringError
from thuocdo.scoring.outcome import Outcome, Reported, State
from thuocdo.scoring.rounding import EXACT, ONE, ZERO, quotient

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thuocdo.scoring.figures import Figures

Better = Literal["more", "less"]
STRICT: Final = {"extra": "forbid"}
"""How pydantic reads a rule out of a file: unknown parameters are refused."""


_SAME: Final = Decimal("1e-15")


def _decimal(found: object) -> Decimal:
    if isinstance(found, Decimal):
        return found
    if not isinstance(found, str):
        raise ValueError("unquoted")  # noqa: TRY004 - pydantic reports a ValueError and lets a TypeError through
    numerator, slash, denominator = found.partition("/")
    try:
        value = quotient(Decimal(numerator), Decimal(denominator)) if slash else Decimal(numerator)
    except (InvalidOperation, ZeroDivisionError):
        raise ValueError("not a number") from None
    if not value.is_finite():
        raise ValueError("not a number")
    return value


Quoted = Annotated[Decimal, BeforeValidator(_decimal)]
"""A decimal written as text in a file ("0.80"), or a quotient cut at 20 decimals ("10/3"); never a bare number."""

Inputs = str | tuple[str, ...]
"""One input, or several that are summed."""


class MalformedRuleError(ScoringError, ValueError):
    """A rule that contradicts itself.

    Also a ``ValueError``, so that pydantic reports it beside the other faults of the file.
    """


class Telling(NamedTuple):
    """What a rule needs to put its outcome into a sentence. A tuple, because one is made for every score explained."""

    reported: Reported
    outcome: Outcome
    measured: Decimal
    """What the rule measured, after the edition's roundings of the percentage."""
    maximum: Decimal
    labels: Mapping[str, str]
    figures: Figures
    language: Language

    def label(self, name: str) -> str:
        """Return the input's label, or its code where it has none."""
        return self.labels.get(name, name)

    @property
    def points(self) -> Decimal:
        """The points as displayed; zero for an outcome without points, which no rule tells of."""
        return ZERO if self.outcome.points is None else self.outcome.points

    @property
    def shown(self) -> str:
        """The points as displayed, as text."""
        return self.figures.points(self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """An input that an inverse may move: from ``least`` in whole steps of ``step`` up to ``most`` (None: no bound)."""

    input: str
    step: Decimal = ONE
    least: Decimal = ZERO
    most: Decimal | None = None


class Rule(ABC):
    """One kind of rule: an immutable value that measures what was reported and says what that earns.

    A rule *measures* one quantity (a ratio, a value, a count) and has a *curve* from that quantity to points; roundings
    that an edition declares stand between and after the two. It knows no unit, no clock and no legal text.
    """

    __slots__ = ()

    kind: str
    """Its name in the table of kinds and in an edition's file."""

    state: ClassVar[State] = State.SCORED
    """How a criterion stands to which it was applied."""
    outside_sum: ClassVar[bool] = False
    """Whether its points stand outside the sum of the criterion above (bonus, deduction)."""
    needs_maximum: ClassVar[bool] = True
    """Whether points can be made only where the criterion's maximum is known."""

    @property
    def is_ratio(self) -> bool:
        """Whether what it measures is a ratio, shown as a percentage."""
        return False

    @property
    @abstractmethod
    def inputs(self) -> tuple[str, ...]:
        """The inputs it reads, in the order in which they are written."""

    @property
    def needed(self) -> tuple[str, ...]:
        """The inputs without which it makes no points."""
        return self.inputs

    @property
    def better(self) -> Better:
        """Whether more of its first input is better, or less."""
        return "more"

    @abstractmethod
    def measure(self, reported: Reported) -> Decimal | None:
        """Return the quantity that decides the points, or None where nothing of the kind arose.

        :raises ScoringError: SC-103 to SC-108, where the reported values contradict each other or cannot be.
        """

    @abstractmethod
    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        """Return the exact points that the measured quantity earns."""

    def floor(self, maximum: Decimal) -> Decimal:
        """Return the least points it can give."""
        return min(ZERO, maximum)

    def ceiling(self, maximum: Decimal) -> Decimal:
        """Return the most points it can give."""
        return maximum

    def misfits(self, maximum: Decimal) -> tuple[Problem, ...]:  # noqa: ARG002 - kinds with points of their own need it
        """Return why its own points do not fit the criterion's maximum; empty where they do."""
        return ()

    @abstractmethod
    def reason(self, telling: Telling) -> str:
        """Return one sentence that leads from the reported values to the points, with every number in it."""

    @abstractmethod
    def levers(self, reported: Reported) -> tuple[Lever, ...]:
        """Return the inputs that could be moved to earn other points, the first to try first.

        Only the moved input may be unreported; there is no lever while another one that is needed is not known.
        """


def names(written: Inputs) -> tuple[str, ...]:
    """Return the inputs as a tuple, however they were written."""
    return (written,) if isinstance(written, str) else written


def total(reported: Reported, written: Inputs) -> Decimal:
    """Return the reported value, or the sum of several; none may be negative.

    :raises ScoringError: SC-104 for a negative value.
    """
    if isinstance(written, str):
        value = reported[written]
        if value is None or value < ZERO:
            raise contradiction("SC-104", written, found=value)
        return value
    result = ZERO
    for name in written:
        result = EXACT.add(result, total(reported, name))
    return result


def count(reported: Reported, name: str) -> Decimal:
    """Return a reported count.

    :raises ScoringError: SC-104 for a negative value, SC-105 for one that is not whole.
    """
    value = total(reported, name)
    if value % ONE:
        raise contradiction("SC-105", name, found=value)
    return value


def finest(reported: Reported, inputs: Iterable[str], *bounds: Decimal) -> Decimal:
    """Return the unit of the finest decimals among figures: 1 where all are whole, 0.01 for hundredths."""
    figures = [*bounds, *(value for name in inputs if (value := reported.get(name)) is not None)]
    exponents = [figure.normalize(EXACT).as_tuple().exponent for figure in figures]
    return ONE.scaleb(min(0, *(exponent for exponent in exponents if isinstance(exponent, int))))


def known(reported: Reported, inputs: Iterable[str]) -> bool:
    """Return whether all these inputs were reported."""
    return all(reported.get(name) is not None for name in inputs)


def listed(telling: Telling, inputs: Iterable[str]) -> str:
    """Return the reported values by label in brackets, ``(số hồ sơ: 12; số ngày: 3)``, or nothing without any."""
    shown = [
        f"{telling.label(name)}: {telling.figures.number(value)}"
        for name in inputs
        if (value := telling.reported.get(name)) is not None
    ]
    return f" ({'; '.join(shown)})" if shown else ""


def same_points(one: Decimal, other: Decimal) -> bool:
    """Return whether two sums of points agree; quotients cut at 20 decimals may differ at the very end."""
    return abs(EXACT.subtract(one, other)) < _SAME


def quoted(labels: Iterable[str]) -> str:
    """Return labels as a list within a sentence: each in quotation marks, for it has capitals and commas of its own."""
    return ", ".join(f"“{label}”" for label in labels)


def contradiction(code: str, item: str, **params: object) -> ScoringError:
    """Return the refusal of reported values, placed at the input."""
    return ScoringError(problem(code, item, **params))


def malformed(code: str, item: str, **params: object) -> MalformedRuleError:
    """Return the refusal of a rule that contradicts itself, placed at the parameter."""
    return MalformedRuleError(problem(code, item, **params))


def problem(code: str, item: str, **params: object) -> Problem:
    """Return a problem of an input or a parameter; decimals are written plainly, never with an exponent."""
    return Problem(code=code, place=Place(item=item), params={name: plain(value) for name, value in params.items()})


def plain(value: object) -> str:
    """Return a parameter of a problem as text."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)
