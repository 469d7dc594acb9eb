"""What the shape alone cannot hold: sums, codes, and that rules, inputs and layouts speak of the same things."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Problem
from thuocdo.rulebooks.schema import Band, Criterion, EditionFile, Layout, write_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thuocdo.rulebooks.plain_yaml import Loc
    from thuocdo.rulebooks.reading import PlaceOf

_LAST_DECIMAL: Final = Decimal("1e-20")
"""Quotients are cut there, so three times 10/3 is 10 less three of these at most."""
RESERVED_INPUT: Final = "state"
"""In data files this input declares that a criterion is not applicable or that nothing arose."""


@dataclass(frozen=True, slots=True)
class _Located:
    """A criterion and where it stands."""

    criterion: Criterion
    loc: Loc
    place_of: PlaceOf

    def problem(self, code: str, *way: str, **params: str) -> Problem:
        """Return a problem of a part of this criterion."""
        place = replace(self.place_of((*self.loc, *way)), item=self.criterion.code)
        return Problem(code=code, place=place, params={"code": self.criterion.code, **params})

    def walk(self) -> Iterator[_Located]:
        """Yield this criterion and all below it."""
        yield self
        for place, below in enumerate(self.criterion.criteria):
            yield from _Located(below, (*self.loc, "criteria", place), self.place_of).walk()


def check_edition(file: EditionFile, place_of: PlaceOf) -> list[Problem]:
    """Return everything in an edition that contradicts itself.

    Problems: RB-120 a sum, RB-121 a code twice, RB-122 an input that is used but not declared, RB-123 declared but not
    used, RB-124 a rule beside criteria, RB-125 a reserved name, RB-126 bands out of order, RB-127 a layout that names
    what the edition does not have, RB-128 years without a key, RB-129 a maximum below zero, and what a rule says
    against its maximum (SC-…).
    """
    criteria = list(_Located(file.total, ("total",), place_of).walk())
    problems = list(_repeated_codes(criteria))
    for located in criteria:
        problems += _tree_problems(located)
        problems += _rule_problems(located)
    problems += _band_problems(file, place_of)
    problems += _layout_problems(file, place_of)
    return problems


def _repeated_codes(criteria: Sequence[_Located]) -> Iterator[Problem]:
    seen: dict[str, _Located] = {}
    for located in criteria:
        code = located.criterion.code
        first = seen.setdefault(code, located)
        if first is not located:
            where = located.place_of((*first.loc, "code"))
            yield located.problem("RB-121", "code", found=code, first=f"{where.sheet or where.file}:{where.row}")


def _tree_problems(located: _Located) -> Iterator[Problem]:
    criterion = located.criterion
    if criterion.max_points is not None and criterion.max_points < 0:
        yield located.problem("RB-129", "max_points", found=write_points(criterion.max_points))
    if not criterion.criteria:
        return
    if criterion.rule is not None:
        yield located.problem("RB-124", "rule")
    if difference := _wrong_sum(criterion):
        yield located.problem("RB-120", "max_points", expected=difference[0], found=difference[1])


def _rule_problems(located: _Located) -> Iterator[Problem]:
    criterion, rule = located.criterion, located.criterion.rule
    if RESERVED_INPUT in criterion.inputs:
        yield located.problem("RB-125", "inputs", RESERVED_INPUT, found=RESERVED_INPUT)
    if rule is None:
        return
    declared, used = list(criterion.inputs), list(dict.fromkeys(rule.inputs))
    for name in used:
        if name not in declared:
            yield located.problem("RB-122", "rule", found=name, declared=", ".join(declared) or "–")
    for name in declared:
        if name not in used:
            yield located.problem("RB-123", "inputs", name, found=name, used=", ".join(used) or "–")
    if criterion.max_points is not None:
        place = replace(located.place_of((*located.loc, "rule")), item=criterion.code)
        yield from (misfit.at(place) for misfit in rule.misfits(criterion.max_points))


def _wrong_sum(criterion: Criterion) -> tuple[str, str] | None:
    """Return the declared and the added-up points where they differ; unknown points below leave nothing to check."""
    parts = [part.max_points for part in criterion.criteria if part.rule is None or not part.rule.outside_sum]
    if criterion.max_points is None or None in parts:
        return None
    added = sum((part for part in parts if part is not None), Decimal(0))
    if abs(added - criterion.max_points) <= _LAST_DECIMAL * len(parts):
        return None
    return write_points(criterion.max_points), write_points(added)


def _band_problems(file: EditionFile, place_of: PlaceOf) -> Iterator[Problem]:
    if file.classification is None:
        return
    bands: Sequence[Band] = file.classification.bands
    for place in range(1, len(bands)):
        if bands[place].min >= bands[place - 1].min:
            params = {"found": write_points(bands[place].min), "above": write_points(bands[place - 1].min)}
            yield Problem(code="RB-126", place=place_of(("classification", "bands", place, "min")), params=params)


def _layout_problems(file: EditionFile, place_of: PlaceOf) -> Iterator[Problem]:
    by_code: dict[str, Criterion] = {}
    for criterion in file.total.walk():
        by_code.setdefault(criterion.code, criterion)
    for place, layout in enumerate(file.layouts):
        if layout.years and not layout.keys:
            yield Problem(code="RB-128", place=place_of(("layouts", place, "years")), params={"layout": layout.name})
        for way, code, name in _mentions(layout):
            named = by_code.get(code)
            if named is None or (name is not None and name not in named.inputs):
                found = code if name is None else f"{code}.{name}"
                where = place_of(("layouts", place, *way))
                yield Problem(code="RB-127", place=where, params={"layout": layout.name, "found": found})


def _mentions(layout: Layout) -> Iterator[tuple[Loc, str, str | None]]:
    """Yield every criterion, and input of one, that a layout names, with the place where it does."""
    yield from _inputs_mentioned(layout)
    for code_in_file, code in layout.criteria.items():
        yield ("criteria", code_in_file), code, None
    if isinstance(layout.official, dict):
        for column, codes in layout.official.items():
            yield from ((("official", column), code, None) for code in codes)
    if layout.kept_at is not None:
        yield ("kept_at",), layout.kept_at, None


def _inputs_mentioned(layout: Layout) -> Iterator[tuple[Loc, str, str]]:
    for column, reported in layout.columns.items():
        for place, target in enumerate(reported):
            code, _, name = target.rpartition(".")
            yield ("columns", column, place), code, name
    for code, inputs in layout.inputs_of.items():
        yield from ((("inputs_of", code, name), code, name) for name in inputs)
