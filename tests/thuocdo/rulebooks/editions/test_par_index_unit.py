"""The illustrative edition: every kind of rule and every behaviour once, openly invented, and it compiles."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from thuocdo.indices import classify, compile_unit
from thuocdo.rulebooks import Edition, Node, UnitData, load
from thuocdo.scoring import RULES, NothingArose, State

if TYPE_CHECKING:
    from collections.abc import Iterator

BEST: dict[str, dict[str, Decimal | None]] = {
    code: {name: Decimal(value) for name, value in values.items()}
    for code, values in {
        "1.1": {"tasks_planned": 40, "tasks_done": 40},
        "1.2": {"on_time": 1, "complete": 1, "annexes": 1},
        "1.3.1": {"units_inspected": 2, "units_total": 10},
        "1.3.2": {"issues_found": 5, "issues_handled": 5},
        "1.4": {"initiatives": 2},
        "1.5": {"dialogues": 2},
        "2.1": {"documents_due": 20, "documents_on_time": 20},
        "2.2": {"published": 1},
        "2.3": {"unlawful": 3, "corrected": 3},
        "3.1": {"on_portal": 1, "at_center": 1, "on_website": 1},
        "3.2": {"dossiers_early": 600, "dossiers_on_time": 400, "dossiers_settled": 1000},
        "3.3": {"dossiers_late": 4, "apologies": 4},
        "3.4": {"average_days": 10},
        "4.1": {"laid_down": 1},
        "4.2": {"over_assigned": 0},
        "5.1": {"staff": 30, "staff_placed": 30},
        "5.2": {"trainees_planned": 50, "trainees": 60},
        "5.3": {"commune_staff": 40, "qualified": 40},
        "6.1": {"capital_assigned": 20000, "capital_disbursed": 19000},
        "6.2": {"amount_due": 900, "amount_paid": 900},
        "6.3": {"autonomous": 6, "autonomous_before": 5},
        "7.1": {"dossiers": 1000, "dossiers_online": 500},
        "7.2": {"payments_target": 200, "payments_online": 200},
        "7.3": {"digitised": 1100, "digitised_before": 1000},
        "8.1": {"satisfaction": 5, "responses": 400},
        "8.2": {"council_score": 5},
        "8.3": {"feedback": 12},
    }.items()
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("par_index_unit/illustrative")


def unit(kind: str, **changes: dict[str, int]) -> UnitData:
    """Return a unit that earns everything, but for what is changed: ``c1_1`` is criterion 1.1."""
    changed = {
        code[1:].replace("_", "."): {name: Decimal(value) for name, value in values.items()}
        for code, values in changes.items()
    }
    return UnitData(unit="X", kind=kind, values={**BEST, **changed})


def texts(node: Node) -> Iterator[str]:
    yield from (f"{basis.document} {basis.place or ''}" for basis in node.legal_basis)


def test_it_says_everywhere_that_it_is_illustrative(edition: Edition) -> None:
    assert edition.illustrative
    assert "minh họa" in edition.title.vi
    assert edition.title.en is not None
    assert "illustrative" in edition.title.en
    assert all("minh họa" in text for node in edition.nodes for text in texts(node))
    verified = {node.criterion.verified.status for node in edition.leaves if node.criterion.verified}
    assert verified == {"illustrative"}
    assert all(node.criterion.verified is not None for node in edition.leaves)


def test_every_kind_of_rule_is_used(edition: Edition) -> None:
    assert {type(node.rule) for node in edition.leaves} == set(RULES.values())


def test_every_behaviour_where_nothing_arose_is_used(edition: Edition) -> None:
    assert {node.criterion.nothing_arose for node in edition.leaves} == set(NothingArose)


def test_all_points_are_known_and_make_a_hundred(edition: Edition) -> None:
    assert edition.missing_points == ()
    assert edition.total.max_points == 100


def test_every_leaf_says_what_evidence_it_wants_or_makes_no_points_of_it(edition: Edition) -> None:
    without = {node.code for node in edition.leaves if not node.criterion.evidence}

    assert without == {"8.3", "9.3"}


@pytest.mark.parametrize(("kind", "maximum"), [("commune", 98), ("department", 98)])
def test_what_is_not_for_a_kind_of_unit_leaves_its_maximum(edition: Edition, kind: str, maximum: int) -> None:
    result = compile_unit(edition, unit(kind))

    assert result.total.points == maximum
    assert result.total.max_points == maximum
    assert result.percent == 100
    assert result.scores["1.5" if kind == "department" else "6.3"].state is State.NOT_APPLICABLE


def test_a_department_is_given_the_full_points_of_what_only_communes_report(edition: Edition) -> None:
    assert compile_unit(edition, unit("department")).scores["5.3"].points == 3


def test_bonus_and_deduction_change_the_points_and_not_the_maximum(edition: Edition) -> None:
    result = compile_unit(edition, unit("commune", c9_1={"models": 3}, c9_2={"disciplined": 4}))

    assert result.scores["9"].points == Decimal("-2.50")
    assert result.total.points == Decimal("95.50")
    assert result.total.max_points == 98


def test_what_a_unit_declares_not_applicable_leaves_its_maximum(edition: Edition) -> None:
    data = unit("commune")
    data.declared["6.1"] = State.NOT_APPLICABLE

    result = compile_unit(edition, data)

    assert (result.total.points, result.total.max_points, result.percent) == (93, 93, 100)


def test_nothing_arose_without_points_keeps_the_maximum(edition: Edition) -> None:
    result = compile_unit(edition, unit("commune", c2_3={"unlawful": 0, "corrected": 0}))

    assert (result.total.points, result.total.max_points) == (96, 98)


def test_a_report_that_is_missing_leaves_no_total(edition: Edition) -> None:
    data = unit("commune")
    del data.values["1.1"]

    assert compile_unit(edition, data).total.state is State.MISSING


@pytest.mark.parametrize(
    ("disciplined", "lost", "band"),
    [(0, {}, "Xuất sắc"), (5, {}, "Xuất sắc"), (5, {"c2_1": {"documents_due": 1, "documents_on_time": 0}}, "Tốt")],
)
def test_a_unit_is_classified_on_the_percentage_of_its_own_maximum(
    edition: Edition, disciplined: int, lost: dict[str, dict[str, int]], band: str
) -> None:
    found = classify(edition, compile_unit(edition, unit("commune", c9_2={"disciplined": disciplined}, **lost)))

    assert found is not None
    assert found.name.vi == band
