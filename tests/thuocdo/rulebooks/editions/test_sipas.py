"""SIPAS: a tree to look at. Its weights were not found, so nothing in it makes points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from thuocdo.indices import compile_unit
from thuocdo.rulebooks import Edition, UnitData, load
from thuocdo.scoring import State

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("sipas/2023")


def test_it_has_two_parts_eight_factors_and_nine_policies(edition: Edition) -> None:
    assert [node.code for node in edition.total.children] == ["A", "B"]
    assert [len(part.children) for part in edition.total.children] == [3, 5]
    assert [node.code for node in edition.node("A3").children] == [f"A3.{number}" for number in range(1, 10)]


def test_no_weight_is_known_and_the_edition_says_so(edition: Edition) -> None:
    assert {node.code for node in edition.missing_points} == {node.code for node in edition.nodes} - {"TOTAL"}
    assert edition.file.note is not None
    assert "trọng số" in edition.file.note.vi
    assert "chưa tìm thấy" in edition.file.note.vi


def test_nothing_is_scored(edition: Edition) -> None:
    assert [node.code for node in edition.nodes if node.rule is not None] == []
    assert compile_unit(edition, UnitData(unit="15", kind="province")).total.state is State.UNKNOWN_POINTS


@pytest.mark.needs_shared
def test_names_are_those_of_the_reference(edition: Edition, shared: Path) -> None:
    framework: dict[str, Any] = yaml.safe_load((shared / "reference/sipas_framework.yaml").read_text("utf-8"))

    for part in framework["satisfaction"]["parts"]:
        assert edition.node(part["code"]).title.vi == part["name_vi"]
        for factor in part["factors"]:
            assert edition.node(factor["code"]).title.vi == factor["name_vi"]
            for policy in factor.get("policies", []):
                assert edition.node(policy["code"]).title.vi == policy["vi"]
