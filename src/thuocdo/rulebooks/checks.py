"""What the shape alone cannot hold: sums, codes, and that rules, inputs and layouts speak of the same things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from thuocdo.errors import Problem
from thuocdo.rulebooks.plain_yaml import Loc
from thuocdo.rulebooks.reading import PlaceOf
from thuocdo.rulebooks.schema import Band, Criterion, EditionFile, Layout, write_points

_LAST_DECIMAL: Final = Decimal("1e-20")
"""Quotients are cut there, so three times 10/3 is 10 less three of these at most."""
RESERVED_INPUT: Final = "state"
"""In data files this input declares that a criterion is not applicable or that nothing arose."""


def check_edition(file: EditionFile, place_of: PlaceOf) -> list[Problem]:
    """Return everything in an edition that contradicts itself.

    Problems: RB-120 a sum, RB-121 a code twice, RB-122 an input that is used but not declared, RB-123 declared but not
    used, RB-124 a rule beside criteria, RB-125 a reserved name, RB-126 bands out of order, RB-127 a layout that names
    what the edition does not have, and what a rule says against its maximum (SC-…).
    """
    problems: list[Problem] = []
    seen: dict[str, Loc] = {}
    for loc, criterion in _located(file.total, ("total",)):
        place = place_of((*loc, "code"))
        if (first := seen.setdefault(criterion.code, loc)) != loc:
            params = {"found": criterion.code, "first": place_of((*first, "code")).render()}
            problems.append(Problem(code="RB-121", place=place, params=params))
        problems += _criterion_problems(criterion, loc, place_of)
    problems += _band_problems(file, place_of)
    problems += _layout_problems(file, place_of)
    return problems


def _located(criterion: Criterion, loc: Loc) -> Iterator[tuple[Loc, Criterion]]:
    yield loc, criterion
    for place, below in enumerate(criterion.criteria):
        yield from _located(below, (*loc, "criteria", place))


def _criterion_problems(criterion: Criterion, loc: Loc, place_of: PlaceOf) -> Iterator[Problem]:
    def problem(code: str, *way: str, **params: str) -> Problem:
        place = place_of((*loc, *way))
        return Problem(code=code, place=replace(place, item=criterion.code), params={"code": criterion.code, **params})

    if criterion.criteria:
        if criterion.rule is not None:
            yield problem("RB-124", "rule")
        if difference := _wrong_sum(criterion):
            yield problem("RB-120", "max_points", expected=difference[0], found=difference[1])
    if RESERVED_INPUT in criterion.inputs:
        yield problem("RB-125", "inputs", RESERVED_INPUT, found=RESERVED_INPUT)
    if criterion.rule is None:
        return
    declared, used = ", ".join(criterion.inputs) or "–", criterion.rule.inputs
    for name in dict.fromkeys(used):
        if name not in criterion.inputs:
            yield problem("RB-122", "rule", found=name, declared=declared)
    if used:
        for name in criterion.inputs:
            if name not in used and name != RESERVED_INPUT:
                yield problem("RB-123", "inputs", name, found=name, used=", ".join(used))
    if criterion.max_points is not None:
        for misfit in criterion.rule.misfits(criterion.max_points):
            yield misfit.at(place_of((*loc, "rule")))


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
    by_code = {criterion.code: criterion for criterion in file.total.walk()}
    for place, layout in enumerate(file.layouts):
        for way, code, name in _mentions(layout):
            criterion = by_code.get(code)
            if criterion is None or (name is not None and name not in criterion.inputs):
                found = code if name is None else f"{code}.{name}"
                where = place_of(("layouts", place, *way))
                yield Problem(code="RB-127", place=where, params={"layout": layout.name, "found": found})


def _mentions(layout: Layout) -> Iterator[tuple[Loc, str, str | None]]:
    """Yield every criterion, and input of one, that a layout names, with the place where it does."""
    for column, reported in layout.columns.items():
        for place, target in enumerate(reported):
            code, _, name = target.rpartition(".")
            yield ("columns", column, place), code, name
    for code_in_file, code in layout.criteria.items():
        yield ("criteria", code_in_file), code, None
    for code, inputs in layout.inputs_of.items():
        for name in inputs:
            yield ("inputs_of", code), code, name
    if isinstance(layout.official, dict):
        for column, codes in layout.official.items():
            for code in codes:
                yield ("official", column), code, None
    if layout.kept_at is not None:
        yield ("kept_at",), layout.kept_at, None
