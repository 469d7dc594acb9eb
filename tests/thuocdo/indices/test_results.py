"""What a result says of itself: the figure it publishes, and what it was made from."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import thuocdo
from thuocdo import indices
from thuocdo.indices import IndexResult, compile_unit, fingerprint

from .invented import edition, leaf, unit

if TYPE_CHECKING:
    from thuocdo.rulebooks import UnitData

TWO_THIRDS = {"1": {"n": 2, "d": 3}}


def result(data: UnitData | None = None, **publication: Any) -> IndexResult:
    law = edition("20", leaf("1"), leaf("2"), publication=publication)
    return compile_unit(law, data or unit("X", values=TWO_THIRDS, declared={"2": "not_applicable"}))


def test_an_edition_publishes_points_unless_it_says_percent() -> None:
    assert result().value == Decimal("6.67")
    assert result(value="percent").value == Decimal("66.7")


def test_ranks_compare_the_unrounded_figure_unless_the_edition_says_otherwise() -> None:
    law = edition("30", leaf("1", "3"), leaf("2", "27"), publication={"value": "percent", "digits": 1})
    found = compile_unit(law, unit(values={"1": {"n": 1, "d": 1}, "2": {"n": 1, "d": 8}}))

    assert found.total.points == Decimal("6.38")
    assert str(found.ranked_value)[:8] == "21.26666"
    assert found.published_value == Decimal("21.3")
    rounded = edition(
        "30", leaf("1", "3"), leaf("2", "27"), publication={"value": "percent", "digits": 1, "rank_rounded": True}
    )
    assert compile_unit(rounded, found.data).ranked_value == Decimal("21.3")


def test_without_points_there_is_no_figure_to_publish() -> None:
    found = result(unit())

    assert found.value is found.percent is found.published_value is found.ranked_value is None


def test_a_result_names_its_unit_and_its_edition() -> None:
    found = result(unit("52", kind="province", name="Gia Lai", keys={"year": "2026"}, values=TWO_THIRDS))

    assert (found.edition_id, found.unit, found.kind, found.name) == ("test/2025", "52", "province", "Gia Lai")
    assert found.keys == {"year": "2026"}
    assert [score.code for score in found] == ["TOTAL", "1", "2"]


class TestProvenance:
    """Enough to compile the same result again, years later."""

    def test_it_holds_the_fingerprints_of_the_law_and_of_the_figures(self) -> None:
        found = result()
        provenance = found.provenance

        assert provenance.edition == "test/2025"
        assert provenance.edition_sha256 == found.edition.sha256
        assert provenance.library_version == thuocdo.__version__
        assert provenance.inputs_sha256 == fingerprint(found.data)
        assert provenance.at is None

    @pytest.mark.parametrize(
        "same",
        [
            {"1": {"d": 10, "n": 3}, "2": {}},
            {"1": {"n": "3.00", "d": "1E+1"}},
        ],
    )
    def test_the_same_figures_have_the_same_fingerprint_however_they_are_written(self, same: Any) -> None:
        assert fingerprint(unit(values=same)) == fingerprint(unit(values={"1": {"n": 3, "d": 10}}))

    @pytest.mark.parametrize(
        "other",
        [
            {"values": {"1": {"n": 0, "d": 11}}},
            {"values": {"1": {"n": None, "d": 10}}},
            {"values": {"1": {"d": 10}}},
            {"values": {"2": {"n": 0, "d": 10}}},
            {"values": {"1": {"n": 0, "d": 10}}, "official": {"1": 1}},
            {"values": {"1": {"n": 0, "d": 10}}, "official": {"1": None}},
            {"values": {"1": {"n": 0, "d": 10}}, "declared": {"1": "not_applicable"}},
            {"values": {"1": {"n": 0, "d": 10}}, "kind": "province"},
            {"values": {"1": {"n": 0, "d": 10}}, "keys": {"year": "2024"}},
        ],
    )
    def test_other_figures_have_another_fingerprint(self, other: Any) -> None:
        assert fingerprint(unit(**other)) != fingerprint(unit(values={"1": {"n": 0, "d": 10}}))


def test_a_result_is_not_changed_by_its_reader() -> None:
    with pytest.raises(FrozenInstanceError):
        result().total.max_points = Decimal(1)  # type: ignore[misc]  # the attempt is what is tested


def test_every_public_name_of_the_room_is_found_where_it_lives():
    assert {name: getattr(indices, name).__name__ for name in dir(indices) if not name.isupper()} == {
        name: name for name in indices.__all__ if not name.isupper()
    }
    assert indices.NATURES
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = indices.nonsense


def test_ranking_a_file_of_scores_loads_no_rulebook():
    script = "import sys, thuocdo.cli.ranks; print([name for name in sys.modules if name.startswith('pydantic')])"

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout == b"[]\n"
