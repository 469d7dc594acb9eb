"""Things that are so or not: a yes or no, and a list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Strict

from thuocdo.scoring.rounding import EXACT, ONE, ZERO
from thuocdo.scoring.rules.base import (
    STRICT,
    Better,
    Lever,
    Quoted,
    Rule,
    Telling,
    contradiction,
    malformed,
    problem,
    quoted,
    same_points,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from thuocdo.errors import Language, Problem
    from thuocdo.scoring.outcome import Reported

_YES_NO: Final[Mapping[Language, Mapping[bool, str]]] = {
    "vi": {True: "%s: %s, đạt yêu cầu, nên điểm là %s.", False: "%s: %s, chưa đạt yêu cầu, nên điểm là %s."},
    "en": {True: "%s: %s, as required, so the points are %s.", False: "%s: %s, not as required, so the points are %s."},
}
_WORDS: Final[Mapping[Language, Mapping[bool, str]]] = {
    "vi": {True: "có", False: "không"},
    "en": {True: "yes", False: "no"},
}
_COMPLETE: Final[Mapping[Language, str]] = {
    "vi": "Đạt đủ %s/%s nội dung, nên điểm là %s.",
    "en": "All of the %s of %s items are met, so the points are %s.",
}
_ALL_NEEDED: Final[Mapping[Language, str]] = {
    "vi": "Đạt %s/%s nội dung, phải đạt đủ mới được điểm (còn thiếu: %s), nên điểm là %s.",
    "en": "%s of %s items are met and all are needed (missing: %s), so the points are %s.",
}
_PARTLY: Final[Mapping[Language, str]] = {
    "vi": "Đạt %s/%s nội dung (còn thiếu: %s), nên điểm là %s.",
    "en": "%s of %s items are met (missing: %s), so the points are %s.",
}


def is_yes(reported: Reported, name: str) -> bool:
    """Return whether a yes/no was reported as yes (1) rather than no (0).

    :raises ScoringError: SC-106 for anything else.
    """
    value = reported[name]
    if value not in (ZERO, ONE):
        raise contradiction("SC-106", name, found=value)
    return bool(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Rule):
    """Full points for a yes, none for a no; the other way round where a no is what is wanted ("no violation")."""

    __pydantic_config__ = STRICT

    kind: Literal["yes_no"] = "yes_no"
    input: str
    full_when: Literal["yes", "no"] = "yes"

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.input,)

    @property
    def better(self) -> Better:
        return "more" if self.full_when == "yes" else "less"

    def measure(self, reported: Reported) -> Decimal | None:
        """Return 1 for a yes, 0 for a no.

        :raises ScoringError: SC-106 for anything else.
        """
        return ONE if is_yes(reported, self.input) else ZERO

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        return maximum if bool(measured) is (self.full_when == "yes") else ZERO

    def reason(self, telling: Telling) -> str:
        yes, language = bool(telling.measured), telling.language
        met = yes is (self.full_when == "yes")
        return _YES_NO[language][met] % (telling.label(self.input), _WORDS[language][yes], telling.shown)

    def levers(self, reported: Reported) -> tuple[Lever, ...]:  # noqa: ARG002 - it has one input, whatever was reported
        return (Lever(input=self.input, most=ONE),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a checklist: a yes/no, and what a yes earns unless all are needed together."""

    __pydantic_config__ = STRICT

    input: str
    points: Quoted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Rule):
    """Points for each item that is met, summing to the maximum; or the maximum only where all are met."""

    __pydantic_config__ = STRICT

    kind: Literal["checklist"] = "checklist"
    items: tuple[Item, ...]
    all_needed: Annotated[bool, Strict()] = False

    def __post_init__(self) -> None:
        if not self.items or len({item.input for item in self.items}) < len(self.items):
            raise malformed("SC-209", "items")
        for item in self.items:
            if (item.points is None) is not self.all_needed or (item.points is not None and item.points <= ZERO):
                raise malformed("SC-211", item.input)

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(item.input for item in self.items)

    def measure(self, reported: Reported) -> Decimal | None:
        """Return the points of the items that are met, or how many are met where all are needed.

        :raises ScoringError: SC-106 for anything but a yes or a no.
        """
        met = ZERO
        for item in self.items:
            if is_yes(reported, item.input):
                met = EXACT.add(met, item.points or ONE)
        return met

    def points(self, measured: Decimal, maximum: Decimal) -> Decimal:
        if not self.all_needed:
            return measured
        return maximum if measured == len(self.items) else ZERO

    def misfits(self, maximum: Decimal) -> tuple[Problem, ...]:
        if self.all_needed:
            return ()
        together = ZERO
        for item in self.items:
            together = EXACT.add(together, item.points or ZERO)
        if same_points(together, maximum):
            return ()
        return (problem("SC-221", "items", expected=maximum, found=together),)

    def reason(self, telling: Telling) -> str:
        unmet = [telling.label(name) for name in self.inputs if not is_yes(telling.reported, name)]
        counts = (str(len(self.items) - len(unmet)), str(len(self.items)))
        if not unmet:
            return _COMPLETE[telling.language] % (*counts, telling.shown)
        sentence = _ALL_NEEDED if self.all_needed else _PARTLY
        return sentence[telling.language] % (*counts, quoted(unmet), telling.shown)

    def levers(self, reported: Reported) -> tuple[Lever, ...]:
        """Return the items that are not met, those of fewest points first, then the others."""
        ordered = sorted(self.items, key=lambda item: (reported.get(item.input) == ONE, item.points or ZERO))
        return tuple(Lever(input=item.input, most=ONE) for item in ordered)
