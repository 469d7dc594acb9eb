"""The 766 index of snapshots that nobody published, against a slow oracle that spells every rule out in fractions.

The oracle shares nothing with the library: no rule, no edition, no decimals. It follows the rules, roundings and zero
denominators that were verified on published figures (the ``verified`` part of each row of ``qd766/2022``).
"""

from __future__ import annotations

import csv
import io
import math
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.indices import IndexResult, compile_all
from thuocdo.rulebooks import load, read_data
from thuocdo.scoring import State

METRICS = {
    "PUBLISH_ON_TIME": (6, None, "null"),
    "PUBLIC_UPDATE_ON_TIME": (4, None, "null"),
    "PUBLIC_CONTENT_FULL": (2, None, "null"),
    "DOSSIER_SYNC": (6, None, "null"),
    "ORIGINAL_RESULT_AVAILABLE": (6, None, "null"),
    "SO_HOA_GIAY_TO_GIAI_QUYET": (4, None, "null"),
    "REUSED_DIGITIZED_DATA": (2, Fraction(80, 100), "null"),
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": (4, None, "null"),
    "CITIZEN_DATA_CONNECTED_DOSSIER": (2, None, "null"),
    "CITIZEN_DATA_CONNECTED_FORMALITY": (2, None, "null"),
    "PETITION_PROCESSING_ON_TIME": (6, None, "full"),
    "PETITION_HANDLING_SATISFACTION": (6, None, "full"),
    "DOSSIER_RECEIVING_SATISFACTION": (6, Fraction(90, 100), "zero"),
}
"""Maximum, the ratio that already earns it, and what a zero denominator earns."""
LISTED = {"CKMB": tuple(METRICS)[:4], "MDSH": tuple(METRICS)[4:10], "MDHL": tuple(METRICS)[10:]}
TREE = (
    *("total_received", "total_on_time", "total_overdue", "avg_processing_days", "on_time_ratio"),
    *("dossier_online_payment_success", "dossier_financial_obligation"),
    *("formality_online_payment_success", "fee_formality", "fee_dossier_formality"),
)
METRIC_COLUMNS = "date,period,unit_id,unit_name,level,parent_id,group,code,numerator,denominator,ratio,score,max_score"
TREE_COLUMNS = ",".join(("date,period,unit_id,unit_name,level,parent_id,group,group_score,group_max", *TREE))

Count = tuple[int, int] | None
"""Numerator and denominator, or nothing where both were published as empty."""


class Unit(NamedTuple):
    """What one unit reported on one day."""

    kind: str
    day: str
    counts: dict[str, Count]
    on_time: tuple[int, int]
    paid: tuple[int, int]
    formalities: tuple[int, int, int]


def half_up(value: Fraction) -> Fraction:
    return Fraction(math.floor(value * 100 + Fraction(1, 2)), 100)


def cut(value: Fraction) -> Fraction:
    return Fraction(math.floor(value * 10**20), 10**20)


def listed_points(code: str, count: Count) -> Fraction | None:
    maximum, full_from, nothing = METRICS[code]
    if count is None:
        return None
    if not count[1]:
        return {"null": None, "full": Fraction(maximum), "zero": Fraction(0)}[nothing]
    ratio = cut(Fraction(*count))
    if full_from is None:
        return half_up(maximum * ratio)
    return Fraction(maximum) if ratio >= full_from else half_up(cut(maximum * ratio / full_from))


def in_doubles(maximum: int, count: tuple[int, int], full_from: Fraction = Fraction(1)) -> Fraction:
    """Return the points of a percentage of two decimals, rounded as a service does that computes in doubles."""
    if not count[1]:
        return Fraction(0)
    percent = half_up(100 * cut(Fraction(*count)))
    points = maximum * min(Fraction(1), percent / 100 / full_from)
    return Fraction(math.floor(float(points) * 100 + 0.5), 100)


def oracle(unit: Unit) -> dict[str, Fraction | None]:
    points = {code: listed_points(code, count) for code, count in unit.counts.items()}
    used, priced, seen = unit.formalities
    received = cut(Fraction(*unit.on_time)) if unit.on_time[1] else Fraction(0)
    groups: dict[str, Fraction | None] = {
        "CKMB": sum(
            (in_doubles(METRICS[code][0], count) for code in LISTED["CKMB"] if (count := unit.counts[code])),
            Fraction(0),
        ),
        "MDSH": sum((points[code] or Fraction(0) for code in LISTED["MDSH"]), Fraction(2)),
        "MDHL": sum((points[code] or Fraction(0) for code in LISTED["MDHL"]), Fraction(0)),
        "TDGQ": half_up(20 * received),
        "ONLINE": Fraction(650, 100),
        "TTTT": in_doubles(2, (used, priced), Fraction(80, 100))
        + in_doubles(2, (seen, priced), Fraction(80, 100))
        + in_doubles(6, unit.paid),
    }
    return points | groups | {"TOTAL": sum(filter(None, groups.values()), Fraction(0))}


def share(of: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.integers(0, of).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


units = st.builds(
    Unit,
    kind=st.sampled_from(["ministry", "province", "department", "commune"]),
    day=st.sampled_from(["2026-10-08", "2027-01-31"]),
    counts=st.fixed_dictionaries({code: st.none() | share(60) | share(400_000) for code in METRICS}),
    on_time=share(60) | share(400_000),
    paid=share(60) | share(400_000),
    formalities=st.integers(0, 500).flatmap(
        lambda priced: st.tuples(st.integers(0, priced), st.just(priced), st.integers(0, priced))
    ),
)


def snapshot(reported: list[Unit]) -> list[tuple[str, bytes]]:
    """Write what the units reported as the two files of a snapshot."""
    metrics: list[list[object]] = []
    trees: list[list[object]] = []
    for number, unit in enumerate(reported):
        head = [unit.day, "month", f"G{number:02d}.1", f"Cơ quan {number}", unit.kind, ""]
        for group, codes in LISTED.items():
            metrics += [
                [*head, group, code, *(unit.counts[code] or ("", "")), "", "", METRICS[code][0]] for code in codes
            ]
        metrics.append([*head, "MDSH", "ELECTRONIC_CERTIFIED_COPY", "", "", 100, 2, 2])
        cells = dict.fromkeys(TREE, "")
        on_time = cells | {"total_received": unit.on_time[1], "total_on_time": unit.on_time[0]}
        trees.append([*head, "TDGQ", "", 20, *on_time.values()])
        trees.append([*head, "ONLINE", "6.5", 12, *cells.values()])
        names = ("formality_online_payment_success", "fee_formality", "fee_dossier_formality")
        payment = cells | dict(zip(names, unit.formalities, strict=True))
        payment |= {"dossier_online_payment_success": unit.paid[0], "dossier_financial_obligation": unit.paid[1]}
        trees.append([*head, "TTTT", "", 10, *payment.values()])
    return [("metrics.csv", written(METRIC_COLUMNS, metrics)), ("tree.csv", written(TREE_COLUMNS, trees))]


def written(columns: str, rows: list[list[object]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([columns.split(","), *rows])
    return stream.getvalue().encode()


def compiled(files: list[tuple[str, bytes]]) -> list[IndexResult]:
    edition = load("qd766/2022")
    return compile_all(edition, read_data(edition, files).units)


@settings(max_examples=60, deadline=None)
@given(st.lists(units, min_size=1, max_size=4))
def test_points_groups_and_totals_are_those_of_the_oracle(reported):
    for unit, result in zip(reported, compiled(snapshot(reported)), strict=True):
        found = {code: result.scores[code].points for code in oracle(unit)}
        assert {code: None if points is None else Fraction(points) for code, points in found.items()} == oracle(unit)


@settings(max_examples=30, deadline=None)
@given(units, st.randoms(use_true_random=False))
def test_neither_the_order_of_columns_nor_a_new_one_nor_the_order_of_rows_changes_a_score(reported, draw):
    shuffled = []
    for name, content in snapshot([reported]):
        rows = [*csv.reader(io.StringIO(content.decode()))]
        order = draw.sample(range(len(rows[0])), len(rows[0]))
        below = [[*(row[at] for at in order), "mới"] for row in draw.sample(rows[1:], len(rows) - 1)]
        shuffled.append((name, written(",".join([*(rows[0][at] for at in order), "cột_mới"]), below)))

    (plain,), (mixed,) = compiled(snapshot([reported])), compiled(shuffled[::-1])

    assert {code: score.points for code, score in mixed.scores.items()} == {
        code: score.points for code, score in plain.scores.items()
    }


def test_an_inspectorate_without_a_dossier_has_the_total_that_was_published():
    """Thanh tra tỉnh Gia Lai: 19.79, with the province's own figures in the first group and no national report."""
    nothing = dict.fromkeys(METRICS, None)
    counts: dict[str, Count] = nothing | {
        "PUBLISH_ON_TIME": (1, 47),
        "PUBLIC_UPDATE_ON_TIME": (43, 47),
        "PUBLIC_CONTENT_FULL": (47, 47),
        "PETITION_PROCESSING_ON_TIME": (0, 0),
        "PETITION_HANDLING_SATISFACTION": (0, 0),
        "DOSSIER_RECEIVING_SATISFACTION": (0, 0),
    }
    unit = Unit("department", "2026-10-10", counts, (0, 0), (0, 0), (0, 0, 0))
    files = [(name, content.replace(b"ONLINE,6.5,", b"ONLINE,0,")) for name, content in snapshot([unit])]

    (result,) = compiled(files)

    assert str(result.total.points) == "19.79"
    assert result.scores["DOSSIER_SYNC"].state is State.MISSING
    assert result.scores["PETITION_PROCESSING_ON_TIME"].state is State.NOTHING_AROSE
    assert result.total.max_points == 100


TOTALS = (
    b"date,period,unit_id,unit_name,level,parent_id,total_score,rank,score_delta,petitions,CKMB,TDGQ,ONLINE,TTTT,MDSH,MDHL"
    b"\n2026-10-10,year-2026,H22,X,province,,55.23,30,,0,10,17,6.5,6.69,9,6.04\n"
)


def test_totals_alone_are_taken_as_published_and_said_not_to_be_recomputable():
    (result,) = compiled([("totals.csv", TOTALS)])

    assert result.total.points == Decimal("55.23")
    assert result.scores["TTTT"].state is State.GIVEN
    assert "chưa đủ số liệu để tính lại" in result.scores["TTTT"].why()
    assert result.scores["PUBLISH_ON_TIME"].state is State.MISSING


def test_metrics_alone_make_the_groups_they_are_all_of_and_no_total():
    (result,) = compiled(
        snapshot([Unit("commune", "2026-10-08", dict.fromkeys(METRICS, (1, 2)), (0, 0), (0, 0), (0, 0, 0))])[:1]
    )

    assert str(result.scores["CKMB"].points) == "9.00"
    assert result.total.state is State.MISSING
    assert result.total.points is None


@pytest.mark.parametrize(
    ("counts", "points"),
    [
        ((52, 0, 89, 516, 1884), "8.56"),
        ((52, 0, 56, 406, 1968), "8.83"),
        ((52, 0, 89, 449, 1884), "8.41"),
        ((52, 0, 89, 337, 1884), "8.18"),
        ((52, 0, 89, 1, 1), "11.46"),
        ((52, 0, 56, 1, 1), "12.00"),
        ((0, 45, 47, 544, 1926), "9.13"),
        ((0, 45, 47, 532, 1883), "9.13"),
        ((0, 46, 47, 566, 1993), "9.14"),
    ],
)
def test_online_services_come_out_as_published(counts, points):
    """Phú Thọ and Gia Lai, September and October 2026; more than 98 % of their dossiers came online."""
    columns = (
        "obs_id,unit_id,unit_name,period,captured,score,authorityCount,partialCount,fullCount,onlineDossierCount,"
        "onlineServiceTotal,channelOnlineSum,channelTotalSum"
    )
    partial, full, authority, dossiers, services = counts
    row = ["o1", "H44", "X", "year", "", points, authority, partial, full, dossiers, services, 384333, 390862]

    (result,) = compiled([("online.csv", written(columns, [list(row)]))])

    assert str(result.scores["ONLINE"].points) == points
    assert result.scores["ONLINE"].official == Decimal(points)
