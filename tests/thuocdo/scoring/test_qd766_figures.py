"""The roundings behind the published figures of the 766 index (``docs/methods/rounding.md``)."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from thuocdo.scoring import RoundingStep, Scale, round_points
from thuocdo.scoring.rounding import quotient
from thuocdo.scoring.rules import Proportional

if TYPE_CHECKING:
    from pathlib import Path

PERCENTAGE = RoundingStep(of="percentage", digits=2)
DOUBLES = (PERCENTAGE, RoundingStep(of="points", digits=2, arithmetic="binary64"))
HALF_EVEN = (PERCENTAGE, RoundingStep(of="points", digits=2, mode="half_even"))
FULL_FROM = {"REUSED_DIGITIZED_DATA": Decimal("0.80"), "DOSSIER_RECEIVING_SATISFACTION": Decimal("0.90")}
NOT_BY_RULE = {"ELECTRONIC_CERTIFIED_COPY", "PETITION_CLASSIFICATION_TTHC", "PETITION_CLASSIFICATION_STAFF"}


@pytest.mark.parametrize(
    ("name", "numerators", "denominator", "displayed", "scored"),
    [
        # The reported values are constructed, not published: only the two sums of each province were.
        ("Thái Nguyên", (1, 3), 171, "8.11", "8.10"),
        ("Thanh Hóa", (5, 3), 87, "8.48", "8.49"),
    ],
)
def test_a_sum_rounded_again_from_percentages_may_differ_from_the_sum_of_what_is_displayed(
    name: str, numerators: tuple[int, int], denominator: int, displayed: str, scored: str
) -> None:
    """The first two criteria of CKMB earn 6 and 4 points at most; the other two earned all their 2 and 6 here."""
    parts = [
        (quotient(Decimal(done), Decimal(denominator)), Decimal(maximum))
        for done, maximum in zip(numerators, (6, 4), strict=True)
    ] + [(Decimal(1), Decimal(2)), (Decimal(1), Decimal(6))]

    assert sum(round_points(ratio, maximum) for ratio, maximum in parts) == Decimal(displayed), name
    assert sum(round_points(ratio, maximum, DOUBLES) for ratio, maximum in parts) == Decimal(scored), name


def rows(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "data" / "qd766" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.needs_shared
def test_374_of_374_published_scores_are_made_again_to_the_last_digit(shared: Path) -> None:
    checked = 0
    for row in rows(shared, "metrics_20261008.csv"):
        if row["code"] in NOT_BY_RULE or Decimal(row["denominator"] or 0) == 0:
            continue
        rule = Proportional(numerator="n", denominator="d", full_from=FULL_FROM.get(row["code"]))
        reported = {"n": Decimal(row["numerator"]), "d": Decimal(row["denominator"])}
        points = Scale(rule, maximum=Decimal(row["max_score"])).score(reported).points
        assert points == Decimal(row["score"]), row
        checked += 1
    assert checked == 346
    on_time = Scale(Proportional(numerator="n", denominator="d"), maximum=Decimal(20))
    for row in rows(shared, "tree_groups_20261008.csv"):
        if row["group"] == "TDGQ":
            reported = {"n": Decimal(row["total_on_time"]), "d": Decimal(row["total_received"])}
            assert on_time.score(reported).points == Decimal(row["group_score"]), row
            checked += 1

    assert checked == 374


@pytest.mark.needs_shared
def test_28_of_28_transparency_groups_are_sums_rounded_again_from_percentages(shared: Path) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows(shared, "metrics_20261008.csv"):
        if row["group"] == "CKMB" and row["numerator"]:
            ratio = quotient(Decimal(row["numerator"]), Decimal(row["denominator"]))
            sums[row["unit_id"]] += round_points(ratio, Decimal(row["max_score"]), DOUBLES)
    published = {row["unit_id"]: Decimal(row["CKMB"]) for row in rows(shared, "totals_20261008.csv")}

    assert len(published) == 28
    assert sums == published


def units_that_admit_a_whole_number(shared: Path, steps: tuple[RoundingStep, ...]) -> int:
    """Count the payment groups that some whole number of the parameter that is not stored makes up exactly."""
    used = Scale(
        Proportional(numerator="n", denominator="d", full_from=Decimal("0.80")), maximum=Decimal(2), rounding=steps
    )
    paid = Scale(Proportional(numerator="n", denominator="d"), maximum=Decimal(6), rounding=steps)
    admitted = 0
    for row in rows(shared, "tree_groups_20261008.csv"):
        if row["group"] != "TTTT":
            continue
        fees, owed = Decimal(row["fee_formality"]), Decimal(row["dossier_financial_obligation"])
        known = used.score({"n": Decimal(row["formality_online_payment_success"]), "d": fees}).points
        settled = paid.score({"n": Decimal(row["dossier_online_payment_success"]), "d": owed}).points
        assert known is not None
        assert settled is not None
        rest = Decimal(row["group_score"]) - known - settled
        admitted += any(used.score({"n": Decimal(n), "d": fees}).points == rest for n in range(int(fees) + 1))
    return admitted


@pytest.mark.needs_shared
def test_payment_admits_a_whole_number_in_every_unit_by_half_up_and_not_by_half_even(shared: Path) -> None:
    assert units_that_admit_a_whole_number(shared, DOUBLES) == 28
    assert units_that_admit_a_whole_number(shared, HALF_EVEN) == 27
