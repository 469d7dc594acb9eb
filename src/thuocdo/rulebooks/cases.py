"""Cases: the tests of the law, in sentences that an official can read, correct and extend.

They stand in ``cases/*.yaml`` beside an edition. Each says what is reported and what it must earn; ``thuocdo check``
and the tests run them all, and every criterion with a rule must have some.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from thuocdo.errors import Place, Problem, RulebookError, ScoringError
from thuocdo.rulebooks.plain_yaml import LONGEST, Document, Loc, Plain, read_plain
from thuocdo.rulebooks.reading import nearest, read_structure
from thuocdo.rulebooks.schema import Code, Day, Kind, Name, Part, read_points, write_points
from thuocdo.scoring import Outcome, Reported, State, score

if TYPE_CHECKING:
    from pathlib import Path

    from thuocdo.rulebooks.edition import Edition, Node


def _read_quantity(found: object) -> Decimal | None:
    """Return a reported value: a whole number as it is, any other as text; ``null`` was published as empty."""
    if found is None:
        return None
    return Decimal(found) if type(found) is int else read_points(found)


Quantity = Annotated[Decimal | None, BeforeValidator(_read_quantity)]


class Expected(Part):
    """What a case must give: points (``null`` for none) and state, or the code of the refusal."""

    points: Quantity = None
    state: State | None = None
    error: str | None = None


class Case(Part):
    """One case: a sentence, what is reported, what it must give."""

    name: str
    criterion: Code
    given: dict[Name, Quantity] = Field(default_factory=dict)
    expect: Expected
    kind: Kind | None = None
    """The kind of unit; the first that the criterion is for, where it says nothing."""
    declared: Literal["not_applicable", "nothing_arose"] | None = None
    as_of: Day | None = None
    """The day; without one the criterion counts as in force."""
    law: str | None = None
    """The place in the law that the case is about."""
    source: str | None = None
    """Where the figures were published, for a case that really happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCase:
    """A case and where it stands, so that a wrong one can be found."""

    case: Case
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What came of a case: nothing wrong, or the problem."""

    criterion: str
    name: str
    problem: Problem | None

    @property
    def sentence(self) -> str:
        return f"{self.criterion}: {self.name}"


def read_cases(folder: Path) -> tuple[PlacedCase, ...]:
    """Return the cases of a folder, in the order of its files' names; none where there is no folder.

    What stands at the head of a file (``criterion``, ``law``, ``as_of``, ``source``) holds for each of its cases that
    says nothing else.

    :raises RulebookError: every problem of every file.
    """
    cases: list[PlacedCase] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.y*ml")):
        found, wrong = _read_file(path)
        cases += found
        problems += wrong
    if problems:
        raise RulebookError(problems)
    return tuple(cases)


_HEAD: Final = ("criterion", "law", "as_of", "source")


def _read_file(path: Path) -> tuple[list[PlacedCase], list[Problem]]:
    with path.open("rb") as opened:
        document = read_plain(opened.read(LONGEST + 1), name=f"{path.parent.name}/{path.name}")
    head: dict[str, Plain] = document.data if isinstance(document.data, dict) else {}
    listed = head.get("cases")
    if document.problems or not isinstance(listed, list):
        return [], document.problems or [Problem(code="RB-150", place=Place(file=document.name))]
    problems = [_unknown_at_head(document, key) for key in head if key not in (*_HEAD, "cases")]
    defaults: dict[str, Plain] = {key: head[key] for key in _HEAD if key in head}
    cases: list[PlacedCase] = []
    for at, written in enumerate(listed):
        place_of = partial(_place, document, at)
        data: Plain = {**defaults, **written} if isinstance(written, dict) else written
        case, wrong = read_structure(Case, data, place_of)
        problems += wrong
        if case is not None:
            cases.append(PlacedCase(case=case, place=place_of(())))
    return cases, problems


def _unknown_at_head(document: Document, key: str) -> Problem:
    place = Place(file=document.name, row=document.marks[key,].line)
    return Problem(code="RB-102", place=place, params={"key": key, **nearest(key, (*_HEAD, "cases"))})


def _place(document: Document, at: int, loc: Loc) -> Place:
    """Return file and line of a part of a case; what comes from the head of the file stands there."""
    own: list[Loc] = [("cases", at, *loc[:end]) for end in range(len(loc), 0, -1)]
    head: list[Loc] = [loc[:1]] if loc else []
    mark = next(document.marks[way] for way in [*own, *head, ("cases", at)] if way in document.marks)
    return Place(file=document.name, row=mark.line)


def run_cases(edition: Edition) -> list[CaseResult]:
    """Run the cases beside an edition, in their order.

    :raises RulebookError: if the files of cases cannot be read.
    """
    return [_run(edition, placed) for placed in edition.read_cases()]


def check_cases(edition: Edition) -> list[Problem]:
    """Return everything that is wrong with an edition's cases: unreadable, missing, or not what the rules give."""
    missing = missing_cases(edition)
    if any(problem.code != "RB-151" for problem in missing):
        return missing
    return missing + [result.problem for result in run_cases(edition) if result.problem is not None]


def missing_cases(edition: Edition) -> list[Problem]:
    """Return a problem for each criterion with a rule and no case (RB-151), or why the cases cannot be read."""
    try:
        tried = {placed.case.criterion for placed in edition.read_cases()}
    except RulebookError as error:
        return list(error.problems)
    untried = [node for node in edition.leaves if node.rule is not None and node.code not in tried]
    return [Problem(code="RB-151", place=Place(item=node.code), params={"found": node.code}) for node in untried]


def _run(edition: Edition, placed: PlacedCase) -> CaseResult:
    case = placed.case
    try:
        node = edition.node(case.criterion)
        problem = _difference(edition, node, case)
    except RulebookError as error:
        problem = error.problems[0]
    if problem is not None:
        problem = replace(problem, place=replace(placed.place, item=f"{case.criterion}: {case.name}"))
    return CaseResult(criterion=case.criterion, name=case.name, problem=problem)


def _difference(edition: Edition, node: Node, case: Case) -> Problem | None:
    """Return how what the rule gives differs from what the case expects."""
    if node.rule is None:
        return Problem(code="RB-152")
    if unknown := [name for name in case.given if name not in node.criterion.inputs]:
        params = {"found": ", ".join(unknown), "known": ", ".join(node.criterion.inputs) or "–"}
        return Problem(code="RB-153", params=params)
    expected = {key: _told(getattr(case.expect, key)) for key in sorted(case.expect.model_fields_set)}
    found = _found(node, case, kind=case.kind or (node.criterion.applies_to or edition.file.assessed)[0])
    if all(found.get(key) == value for key, value in expected.items()) and expected:
        return None
    params = {"expected": _listed(expected), "found": _listed(found)}
    return Problem(code="RB-154", params=params)


def _found(node: Node, case: Case, *, kind: str) -> dict[str, str]:
    """Return what the rule gives, by what a case may expect."""
    outcome = node.outside_scope(kind, case.as_of)
    if outcome is None:
        declared = State(case.declared) if case.declared else None
        try:
            outcome = score_node(node, case.given, declared=declared)
        except ScoringError as error:
            return {"error": error.problems[0].code}
    return {"points": _told(outcome.points), "state": outcome.state.value}


def score_node(node: Node, reported: Reported, *, declared: State | None = None) -> Outcome:
    """Score one leaf by its own rule, rounding and behaviour where nothing arose.

    :raises ScoringError: if the reported values cannot be scored.
    """
    if node.rule is None:
        raise ValueError(f"{node.code} has no rule")
    return score(
        node.rule,
        reported,
        maximum=node.max_points,
        nothing_arose=node.criterion.nothing_arose,
        rounding=node.rounding,
        declared=declared,
    )


def _told(value: Decimal | State | str | None) -> str:
    if isinstance(value, Decimal):
        return write_points(value)
    return "null" if value is None else str(value)


def _listed(values: dict[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in values.items()) or "–"
