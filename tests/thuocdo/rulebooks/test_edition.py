"""An edition as a tree, and its fingerprint."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.errors import Place, RulebookError
from thuocdo.rulebooks import Edition, check_plain, load
from thuocdo.scoring import RoundingStep, State

if TYPE_CHECKING:
    import random

    from thuocdo.rulebooks.plain_yaml import Plain

Write = Callable[..., Path]
QD766 = load("qd766/2022")
PLAIN: Plain = json.loads(QD766.bundle())


@pytest.fixture
def edition(write: Write) -> Edition:
    return load(write())


def test_nodes_stand_in_the_order_of_the_law_and_know_their_place(edition: Edition) -> None:
    places = [(node.code, node.parent, node.field, node.depth, node.is_leaf) for node in edition.nodes]

    assert places == [
        ("TOTAL", None, None, 0, False),
        ("1", "TOTAL", "1", 1, False),
        ("1.1", "1", "1", 2, True),
        ("1.10", "1", "1", 2, True),
        ("2", "TOTAL", "2", 1, False),
        ("2.1", "2", "2", 2, True),
    ]
    assert [node.code for node in edition.leaves] == ["1.1", "1.10", "2.1"]


def test_an_edition_says_what_it_is(write: Write, edition: Edition) -> None:
    invented = load(write({"edition.yaml": ('edition: "2030"', 'edition: "2030"\nillustrative: true')}))

    assert (edition.id, edition.title.vi, edition.illustrative) == ("sample/2030", "Bộ chỉ số thử", False)
    assert invented.illustrative


def test_a_code_that_ends_in_zero_is_another_criterion(edition: Edition) -> None:
    assert edition.node("1.1").title.vi != edition.node("1.10").title.vi


def test_legal_basis_and_rounding_come_from_the_nearest_that_declares_them(edition: Edition) -> None:
    documents = {node.code: node.legal_basis[0].document for node in edition.nodes}

    assert documents == {
        "TOTAL": "1/QĐ-THU",
        "1": "1/QĐ-THU",
        "1.1": "1/QĐ-THU",
        "1.10": "1/QĐ-THU",
        "2": "2/QĐ-THU",
        "2.1": "3/QĐ-THU",
    }
    assert edition.node("1.1").rounding == (RoundingStep(of="points", digits=2),)
    assert edition.node("2.1").rounding == (RoundingStep(of="points", digits=1),)
    assert edition.node("2").rounding == ()


def test_labels_fall_back_on_vietnamese_where_there_is_no_english(edition: Edition) -> None:
    node = edition.node("1.1")

    assert node.labels() == {"done": "Số nhiệm vụ hoàn thành", "planned": "Số nhiệm vụ kế hoạch"}
    assert node.labels("en") == {"done": "Tasks done", "planned": "Số nhiệm vụ kế hoạch"}


def test_a_criterion_is_in_force_from_its_first_day_until_before_its_last(edition: Edition) -> None:
    node = edition.node("1.10")
    days = [date(2029, 12, 31), date(2030, 1, 1), date(2030, 12, 31), date(2031, 1, 1)]

    assert [node.in_force(day) for day in days] == [False, True, True, False]
    assert edition.node("1.1").in_force(date(1990, 1, 1))


@pytest.mark.parametrize(
    ("otherwise", "points"), [("not_applicable", None), ("zero", Decimal(0)), ("full", Decimal("1.5"))]
)
def test_a_criterion_counts_for_other_kinds_of_unit_what_the_edition_says(
    write: Write, otherwise: str, points: Decimal | None
) -> None:
    change = ("applies_to: [commune]", f"applies_to: [commune]\n    otherwise: {otherwise}")
    node = load(write({"1_first.yaml": change})).node("1.10")

    outcome = node.outside_scope("province", None)

    assert outcome is not None
    assert (outcome.state, outcome.points) == (State.NOT_APPLICABLE, points)
    assert node.outside_scope("commune", date(2030, 5, 1)) is None
    lapsed = node.outside_scope("commune", date(2031, 5, 1))
    assert lapsed is not None
    assert lapsed.points is None


def test_a_node_is_found_by_the_number_of_the_law_where_only_one_has_it(write: Write, edition: Edition) -> None:
    single = load(write({"2_second.yaml": ('number: "I.1"', 'number: "II.1"')}))

    assert single.node("II.1").code == "2.1"
    assert edition.node("2.1").number == "I.1"
    with pytest.raises(RulebookError, match=r"RB-132.*1\.1, 2\.1"):
        edition.node("I.1")


def test_an_unknown_code_is_refused_with_the_nearest(edition: Edition) -> None:
    with pytest.raises(RulebookError, match=r"RB-131.*sample/2030.*TOTAL"):
        edition.node("TOTALS")
    with pytest.raises(RulebookError, match=r"Gần nhất: TOTAL, 1, 1\.1"):
        edition.node("???")


def test_a_bundle_gives_the_same_edition_back(edition: Edition) -> None:
    again = Edition.from_bundle(edition.bundle())

    assert again.sha256 == edition.sha256
    assert again.node("1.1").rule == edition.node("1.1").rule
    assert again.node("1.10").criterion.effective == edition.node("1.10").criterion.effective
    assert again.read_cases() == ()


@settings(max_examples=20)
@given(turns=st.randoms(use_true_random=True))
def test_the_order_of_keys_is_no_part_of_the_law(turns: random.Random) -> None:
    file, problems = check_plain(_turned(PLAIN, turns), lambda _: Place())

    assert problems == []
    assert file is not None
    assert Edition(file=file).sha256 == QD766.sha256


def _turned(part: Plain, turns: random.Random) -> Plain:
    """Return the same data with the keys of every mapping in another order."""
    if isinstance(part, dict):
        keys = list(part)
        turns.shuffle(keys)
        return {key: _turned(part[key], turns) for key in keys}
    return [_turned(item, turns) for item in part] if isinstance(part, list) else part


def test_equal_points_and_another_format_are_the_same_law(write: Write, edition: Edition) -> None:
    reformatted = {
        "1_first.yaml": ('max_points: "5.50"\n', 'max_points:    "5.5"   # ghi chú\n'),
        "2_second.yaml": (
            'code: "2"\ntitle: {vi: Lĩnh vực hai}\n',
            'title:\n  vi: >-\n    Lĩnh vực\n    hai\ncode: "2"\n',
        ),
    }

    assert load(write(reformatted)).sha256 == edition.sha256


def test_the_split_into_files_is_no_part_of_the_law(write: Write, edition: Edition) -> None:
    folder = write()
    indented = [(folder / name).read_text().replace("\n", "\n      ") for name in ("1_first.yaml", "2_second.yaml")]
    criteria = "".join(f"    - {text}\n" for text in indented)
    text = (folder / "edition.yaml").read_text()
    text = text.replace('max_points: "10"\n', f'max_points: "10"\n  criteria:\n{criteria}')
    (folder / "edition.yaml").write_text(text.replace("fields: [1_first.yaml, 2_second.yaml]\n", ""))
    for name in ("1_first.yaml", "2_second.yaml"):
        (folder / name).unlink()

    assert load(folder).sha256 == edition.sha256


def test_a_fingerprint_changes_with_any_figure(write: Write, edition: Edition) -> None:
    changed = load(write({"1_first.yaml": ("whole: true}", "whole: false}")}))

    assert changed.sha256 != edition.sha256
