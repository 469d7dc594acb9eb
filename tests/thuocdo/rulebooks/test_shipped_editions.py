"""The editions that ship: every one loads, every case holds, and none in force changes by accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from thuocdo.rulebooks import CaseResult, Edition, available, check, load, run_cases

FINGERPRINTS = Path(__file__).with_name("fingerprints.txt")
EDITIONS = available()
CASES = [(name, result) for name in EDITIONS for result in run_cases(load(name))]


@pytest.mark.parametrize("name", EDITIONS)
def test_a_shipped_edition_has_nothing_wrong_with_it(name: str) -> None:
    assert [problem.render() for problem in check(name)] == []


@pytest.mark.parametrize(
    "result", [result for _, result in CASES], ids=[f"{name} {result.sentence}" for name, result in CASES]
)
def test_case(result: CaseResult) -> None:
    assert result.problem is None, result.problem.render()


@pytest.mark.parametrize("name", EDITIONS)
def test_a_shipped_edition_survives_its_bundle(name: str) -> None:
    edition = load(name)

    assert Edition.from_bundle(edition.bundle()).bundle() == edition.bundle()


def test_an_edition_in_force_is_not_edited() -> None:
    """An amended decision is a new edition. To correct one that nobody uses yet, write its new fingerprint here."""
    kept = dict(line.split() for line in FINGERPRINTS.read_text().splitlines())

    assert {name: load(name).sha256 for name in EDITIONS} == kept
