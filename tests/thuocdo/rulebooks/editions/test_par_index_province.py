"""The provincial PAR INDEX of 876/QĐ-BNV: the tree that sources state, and not one point that none does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from thuocdo.indices import compile_unit
from thuocdo.rulebooks import Edition, UnitData, load
from thuocdo.scoring import State

if TYPE_CHECKING:
    from pathlib import Path

OURS = {"2.KS", "4.KS", "5.KS"}
"""Survey items that sources name without a code."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("par_index_province/2022")


def test_it_has_the_fields_criteria_and_component_criteria_that_sources_list(edition: Edition) -> None:
    by_depth = {depth: [node for node in edition.nodes if node.depth == depth] for depth in range(4)}

    assert [node.code for node in by_depth[1]] == [str(number) for number in range(1, 9)]
    assert len([node for node in by_depth[2] if node.code not in OURS]) == 35
    assert len(by_depth[3]) == 58


def test_only_the_total_and_the_survey_of_citizens_have_points(edition: Edition) -> None:
    known = {node.code: node.max_points for node in edition.nodes if node.max_points is not None}

    assert known == {"TOTAL": Decimal(100), "8.1": Decimal(10)}
    assert {node.code for node in edition.missing_points} == {node.code for node in edition.nodes} - known.keys()
    assert len(edition.missing_points) == 103


def test_no_rule_is_invented(edition: Edition) -> None:
    assert [node.code for node in edition.nodes if node.rule is not None] == []


def test_what_is_inferred_says_so(edition: Edition) -> None:
    for node in edition.leaves:
        assert node.criterion.note is not None
        assert "suy luận" in node.criterion.note.vi or node.code in OURS
    survey = edition.node("8.1").criterion
    assert survey.verified is not None
    assert survey.verified.conflict is not None
    assert "suy luận" in survey.verified.conflict


def test_items_that_have_no_code_in_any_source_carry_ours_and_say_so(edition: Edition) -> None:
    for code in OURS:
        criterion = edition.node(code).criterion
        assert criterion.source == "survey"
        assert criterion.note is not None
        assert "do Thước Đo đặt" in criterion.note.vi


def test_the_gap_to_the_official_set_is_stated(edition: Edition) -> None:
    assert edition.file.note is not None
    assert "thiếu 2 tiêu chí và 30 tiêu chí thành phần" in edition.file.note.vi
    assert {basis.read for basis in edition.file.legal_basis} == {"text", "secondary", "not_read"}


def test_targets_are_called_those_of_one_province(edition: Edition) -> None:
    targets = [node.criterion.target for node in edition.nodes if node.criterion.target is not None]

    assert len(targets) == 73
    assert all(target.vi.startswith("Tuyên Quang, 2025: ") for target in targets)


def test_compiling_says_which_points_are_missing_instead_of_making_a_total(edition: Edition) -> None:
    result = compile_unit(edition, UnitData(unit="15", kind="province"))

    assert result.total.state is State.UNKNOWN_POINTS
    assert result.total.points is None
    assert [node.code for node in result.missing_points] == [n.code for n in edition.missing_points if n.is_leaf]


@pytest.mark.needs_shared
def test_every_item_is_as_the_reference_has_it(edition: Edition, shared: Path) -> None:
    reference: dict[str, Any] = yaml.safe_load((shared / "reference/par_index_criteria.yaml").read_text("utf-8"))
    listed = reference["provincial_set_876_as_adapted_by_tuyen_quang_2025"]
    sources = {"self_assessed_appraised": "appraisal", "socio_economic": "statistics", "survey": "survey"}

    assert {node.code for node in edition.nodes} == {item["code"] for item in listed["items"]} | OURS | {"TOTAL"}
    for item in listed["items"]:
        node = edition.node(item["code"])
        assert node.title.vi == item["name"] or item["code"] == "1"  # the abbreviation written out
        assert node.parent == (item["parent"] or "TOTAL")
        assert node.is_leaf is item["is_scored_leaf"]
        assert node.max_points == item["max_points"]
        assert node.criterion.source == sources.get(item.get("source_type"))
        lead = item.get("lead_agency")
        assert node.criterion.lead == (None if lead == "—" else lead)
        target = node.criterion.target.vi.removeprefix("Tuyên Quang, 2025: ") if node.criterion.target else None
        assert target == item.get("province_target_2025")
    for item in listed["known_survey_items_without_code"]:
        assert edition.node(f"{item['domain']}.KS").title.vi == item["name"]
