"""The board: filters, order, gaps between ranks, change on an earlier day, cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.editions.selectors import opened
from thuocdo.portal.editions.services import put_in_force
from thuocdo.portal.organizations.standing import Standing
from thuocdo.portal.results.models import Snapshot, SnapshotUnit
from thuocdo.portal.results.periods import Period
from thuocdo.portal.results.selectors.board import Board, BoardQuery, Gap, board
from thuocdo.portal.results.selectors.snapshots import choose, comparable, days_in_use, earlier

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from thuocdo.portal.editions.models import Edition
    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.results.services import StoredDay

    Cut = Callable[..., list[tuple[str, bytes]]]
    TakeIn = Callable[..., tuple[StoredDay, ...]]

COMMUNES = (
    *("H21.227", "H21.203", "H21.228", "H21.204", "H21.208", "H21.202", "H21.232", "H21.172", "H21.223", "H21.107"),
    *("H21.191", "H21.207", "H21.174", "H21.216", "H21.100", "H21.214", "H21.138", "H21.126", "H21.103", "H21.133"),
)
KEEP_ALL = dict.fromkeys(COMMUNES, "keep")


@pytest.fixture
def whole(take_in: TakeIn, cut_files: Cut, province: Unit, new_unit: Callable[..., Unit]) -> Snapshot:
    """The province and all twenty communes, among as many units as the province has."""
    for number in range(148):  # and the department of the coordinator makes 149
        new_unit(f"T{number}", f"Nơi {number}", "commune", parent=province, designation="xã")
    (stored,) = take_in(cut_files(units=("H21", *COMMUNES)), units=KEEP_ALL)
    return stored.snapshot


def shown(snapshot: Snapshot, **query: object) -> Board:
    asked = BoardQuery(**{"kind": "commune", **query})  # type: ignore[arg-type]
    return board(snapshot, asked, edition=opened(snapshot.edition))


def names(found: Board) -> list[str]:
    return [row.unit.name for row in found.rows]


def test_the_board_stands_in_the_order_of_the_official_rank(whole: Snapshot) -> None:
    assert names(shown(whole))[:2] == ["xã Vân Canh", "xã Đề Gi"]
    assert [row.unit.rank for row in shown(whole).rows][-1] == 146


def test_ranks_that_nobody_holds_are_said_between_the_rows(whole: Snapshot) -> None:
    found = shown(whole)
    gaps = {row.unit.rank: row.gap_before for row in found.rows if row.gap_before}

    assert gaps == {
        2: Gap(first=1, last=1),
        134: Gap(first=11, last=133),
        137: Gap(first=136, last=136),
        146: Gap(first=145, last=145),
    }
    assert found.gap_after == Gap(first=147, last=149)


@pytest.mark.parametrize("query", [{"sort": "-tong"}, {"typed": "ia"}, {"lost_satisfaction": True}])
def test_a_board_that_hides_or_reorders_rows_tells_of_no_gaps(whole: Snapshot, query: dict[str, object]) -> None:
    found = shown(whole, **query)

    assert all(row.gap_before is None for row in found.rows)
    assert found.gap_after is None


def test_a_rank_that_a_department_holds_is_no_gap(whole: Snapshot) -> None:
    SnapshotUnit.objects.create(
        snapshot=whole, code="H21.11", name="Sở", folded="so", sort_name="so", kind="department", parent_code="H21",
        rank=136, groups={}, group_values={},
    )  # fmt: skip

    assert all(row.gap_before != Gap(first=136, last=136) for row in shown(whole).rows)


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("ten", "phường An Bình"),
        ("-ten", "xã Vĩnh Quang"),
        ("tong", "xã Ia Dom"),
        ("-tong", "xã Vân Canh"),
        ("MDHL", "phường Ayun Pa"),
        ("-MDSH", "xã Vân Canh"),
        ("TTTT", "xã Ia Dom"),
        ("-pakn", "xã Tuy Phước"),
        ("thu-tu", "xã Vân Canh"),
        ("thay-doi", "xã Vân Canh"),
        ("khong-co", "xã Vân Canh"),
    ],
)
def test_every_column_sorts(whole: Snapshot, sort: str, first: str) -> None:
    assert names(shown(whole, sort=sort))[0] == first


@pytest.mark.parametrize("typed", ["đề gi", "de gi", "DE GI", "h21.203"])
def test_a_unit_is_found_without_diacritics_or_by_its_code(whole: Snapshot, typed: str) -> None:
    assert names(shown(whole, typed=typed)) == ["xã Đề Gi"]


def test_only_those_that_lost_satisfaction_points(whole: Snapshot) -> None:
    found = shown(whole, lost_satisfaction=True)

    assert len(found.rows) == 11
    assert all(Decimal(row.unit.groups["MDHL"]) < 18 for row in found.rows)


def test_a_group_is_marked_where_it_lags_the_best_by_a_quarter(whole: Snapshot) -> None:
    rows = {row.unit.code: row for row in shown(whole).rows}

    assert [score.code for score in rows["H21.133"].scores if score.low] == ["MDSH", "MDHL"]
    assert not rows["H21.227"].low


def test_kinds_do_not_mix(whole: Snapshot) -> None:
    assert names(shown(whole, kind="province")) == ["tỉnh Gia Lai"]
    assert names(shown(whole, kind="department")) == []


def test_without_an_earlier_day_there_is_no_change(whole: Snapshot) -> None:
    assert all(row.change is None for row in shown(whole).rows)


def test_change_is_measured_exactly_from_the_last_complete_day_of_the_same_period(
    day: Snapshot, take_in: TakeIn, cut_files: Cut, coordinator: User
) -> None:
    take_in(cut_files(day="2026-10-09", files=("tree_groups_20261008.csv",)))
    (later,) = take_in(cut_files(day="2026-10-10", H21_133="66.46"))
    days = days_in_use(standing_of(coordinator))
    before = earlier(days, later.snapshot)

    assert before == day
    found = board(
        later.snapshot, BoardQuery(kind="commune", sort="-thay-doi"), edition=opened(day.edition), before=before
    )
    assert [(row.unit.code, row.change) for row in found.rows] == [
        ("H21.133", Decimal("12.11")),
        ("H21.227", Decimal("0.00")),
    ]


def test_a_change_of_formula_stops_the_comparison(
    day: Snapshot, take_in: TakeIn, cut_files: Cut, draft_edition: Edition, coordinator: User
) -> None:
    put_in_force(edition=draft_edition, by=coordinator, at=day.imported_at)
    (later,) = take_in(cut_files(day="2026-10-09", H21_133="66.46"))

    before = earlier(days_in_use(standing_of(coordinator)), later.snapshot)
    assert before == day
    assert not comparable(day, later.snapshot)
    found = board(later.snapshot, BoardQuery(kind="commune"), edition=opened(draft_edition), before=before)
    assert [row.change for row in found.rows] == [None, None]


def test_the_newest_complete_day_is_shown_first(
    day: Snapshot, take_in: TakeIn, cut_files: Cut, coordinator: User
) -> None:
    (part,) = take_in(cut_files(day="2026-10-09", files=("tree_groups_20261008.csv",)))
    days = days_in_use(standing_of(coordinator))

    assert choose(days, period=None, day=None) == day
    assert choose(days, period=None, day=part.snapshot.business_date) == part.snapshot
    assert choose(days, period=Period.of("month", 2026, 10), day=None) is None


def test_somebody_without_a_role_here_sees_no_figures(day: Snapshot, coordinator: User) -> None:
    assert days_in_use(Standing(user=coordinator, memberships=())) == []


def standing_of(user: User) -> Standing:
    return Standing(user=user, memberships=tuple(user.memberships.all()))


QUERIES = 14
"""Session, person, memberships, days, the day's coverage, count, page, ranks held, root, own row, highest and lowest,
the row that lost most, how many lost, root for the top bar."""


@pytest.mark.parametrize("units", [2, 120])
def test_the_cost_of_the_board_does_not_grow_with_units(
    client: Client,
    coordinator: User,
    day: Snapshot,
    units: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    SnapshotUnit.objects.bulk_create(
        SnapshotUnit(
            snapshot=day, code=f"H21.9{number}", name=f"xã {number}", folded=f"xa {number}", sort_name=f"{number:09}",
            kind="commune", parent_code="H21", rank=200 + number, total="50", total_value=50.0,
            groups={"MDHL": "6"}, group_values={"MDHL": 6.0},
        )
        for number in range(units)
    )  # fmt: skip
    client.force_login(coordinator)
    with django_assert_num_queries(QUERIES):
        assert client.get("/bo-chi-so/766/").status_code == 200
