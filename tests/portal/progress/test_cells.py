"""Where work stands and what comes first: the table of docs/methods/progress.md, row by row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from thuocdo.portal.plans.progress.cells import Cell, Reported, Time, Work, cell_of
from thuocdo.portal.plans.progress.turns import Turn, turn_of
from thuocdo.portal.plans.progress.urgency import urgency
from thuocdo.vietnamese.workdays import national_calendar

TODAY = date(2026, 10, 8)
SINCE = date(2026, 2, 10)
ONCE_PAST = {"text": "Trước ngày 01/9/2026", "kind": "date", "until": "2026-09-01", "before": True}
ONCE_SOON = {"text": "Ngày 12/10/2026", "kind": "date", "until": "2026-10-12"}
YEAR = {"text": "Năm 2026", "kind": "within", "until": "2026-12-31"}
QUARTER = {
    "text": "Trước ngày 15 của tháng cuối quý",
    "kind": "recurring",
    "until": None,
    "before": True,
    "rhythm": "15th of the last month of each quarter",
}
ALWAYS = {"text": "Thường xuyên", "kind": "continuous", "until": None}
PAST, NEXT = date(2026, 9, 14), date(2026, 12, 14)


@pytest.mark.parametrize(
    ("deadline", "turn"),
    [
        (ONCE_PAST, (date(2026, 8, 31), None, False)),
        (ONCE_SOON, (None, date(2026, 10, 12), False)),
        (QUARTER, (PAST, NEXT, True)),
        (ALWAYS, (None, None, True)),
        (None, (None, None, False)),
        ({"text": "khi rảnh", "kind": "unknown", "until": None}, (None, None, False)),
        ({"kind": "of no reader"}, (None, None, False)),
    ],
)
def test_a_day_lies_between_the_due_day_that_passed_and_the_next(
    deadline: dict[str, object] | None, turn: tuple[date | None, date | None, bool]
) -> None:
    found = turn_of(deadline, since=SINCE, today=TODAY, calendar=national_calendar)
    assert (found.past, found.next, found.again) == turn


def test_what_fell_due_before_the_work_was_assigned_is_not_the_units() -> None:
    assert turn_of(QUARTER, since=date(2026, 10, 1), today=TODAY, calendar=national_calendar).past is None
    assert turn_of(ONCE_PAST, since=date(2026, 10, 1), today=TODAY, calendar=national_calendar).past == date(
        2026, 8, 31
    ), "a day stays a day"


@pytest.mark.parametrize(
    ("deadline", "reported", "work", "time", "due"),
    [
        (ONCE_PAST, Reported(), Work.NOTHING, Time.OVERDUE, date(2026, 8, 31)),
        (ONCE_PAST, Reported(state="draft"), Work.DRAFT, Time.OVERDUE, date(2026, 8, 31)),
        (ONCE_PAST, Reported(state="sent", done=True), Work.SENT, Time.OVERDUE, date(2026, 8, 31)),
        (ONCE_PAST, Reported(state="approved"), Work.UNDER_WAY, Time.OVERDUE, date(2026, 8, 31)),
        (ONCE_PAST, Reported(state="approved", done=True), Work.DONE, Time.SETTLED, None),
        (ONCE_PAST, Reported(state="returned", done=True), Work.RETURNED, Time.OVERDUE, date(2026, 8, 31)),
        (ONCE_SOON, Reported(), Work.NOTHING, Time.SOON, date(2026, 10, 12)),
        (YEAR, Reported(), Work.NOTHING, Time.LATER, date(2026, 12, 31)),
        (QUARTER, Reported(), Work.NOTHING, Time.OVERDUE, PAST),
        (QUARTER, Reported(state="approved", due_on=PAST, done=True), Work.NOTHING, Time.LATER, NEXT),
        (QUARTER, Reported(state="approved", due_on=date(2026, 6, 14)), Work.NOTHING, Time.OVERDUE, PAST),
        (QUARTER, Reported(state="approved", due_on=NEXT), Work.UNDER_WAY, Time.SETTLED, NEXT),
        (QUARTER, Reported(state="approved", due_on=NEXT, done=True), Work.DONE, Time.SETTLED, NEXT),
        (QUARTER, Reported(state="sent", due_on=PAST), Work.SENT, Time.OVERDUE, PAST),
        (ALWAYS, Reported(state="approved"), Work.UNDER_WAY, Time.UNDATED, None),
        (None, Reported(), Work.NOTHING, Time.UNDATED, None),
    ],
)
def test_where_an_assignment_stands(
    deadline: dict[str, object] | None, reported: Reported, work: Work, time: Time, due: date | None
) -> None:
    cell = cell_of(turn_of(deadline, since=SINCE, today=TODAY, calendar=national_calendar), reported, today=TODAY)
    assert (cell.work, cell.time, cell.due) == (work, time, due)


@pytest.mark.parametrize(
    ("deadline", "reported", "when", "meaning"),
    [
        (ONCE_PAST, Reported(), "quá hạn 38 ngày", "bad"),
        (ONCE_SOON, Reported(), "còn 4 ngày", "warn"),
        (YEAR, Reported(state="sent"), "còn 84 ngày", "info"),
        (YEAR, Reported(state="returned"), "còn 84 ngày", "bad"),
        (ONCE_PAST, Reported(state="approved", done=True), "", "good"),
        (QUARTER, Reported(state="approved", due_on=NEXT, done=True), "đã xong kỳ này", "good"),
        (None, Reported(), "không nêu ngày", ""),
        ({"text": "8/10", "kind": "date", "until": "2026-10-08"}, Reported(), "hạn hôm nay", "warn"),
    ],
)
def test_a_cell_says_how_long_is_left_and_has_a_colour_only_for_a_reason(
    deadline: dict[str, object] | None, reported: Reported, when: str, meaning: str
) -> None:
    cell = cell_of(turn_of(deadline, since=SINCE, today=TODAY, calendar=national_calendar), reported, today=TODAY)
    assert (cell.when, cell.meaning) == (when, meaning)


@pytest.mark.parametrize("state", [None, "draft", "sent", "returned", "approved"])
@pytest.mark.parametrize("deadline", [ONCE_PAST, QUARTER, YEAR])
def test_a_body_that_is_only_asked_is_never_red(deadline: dict[str, object], state: str | None) -> None:
    turn = turn_of(deadline, since=SINCE, today=TODAY, calendar=national_calendar)
    cell = cell_of(turn, Reported(state=state), today=TODAY, request=True)
    assert not cell.late
    assert cell.meaning != "bad"
    assert "quá hạn" not in cell.when


def _cell(days: int | None, *, settled: bool = False, request: bool = False) -> Cell:
    time = Time.SETTLED if settled else Time.UNDATED
    if days is not None and not settled:
        time = Time.OVERDUE if days < 0 else Time.SOON if days <= 7 else Time.LATER
    return Cell(work=Work.NOTHING, time=time, due=None, days=days, request=request)


def test_points_at_risk_and_time_left_decide_what_comes_first() -> None:
    rows = [
        ("overdue, 0.50 points", _cell(-3), Decimal("0.50")),
        ("overdue, 2.00 points", _cell(-1), Decimal("2.00")),
        ("overdue, points unknown", _cell(-90), None),
        ("in 1 day, 1.00 point", _cell(1), Decimal("1.00")),
        ("in 5 days, 2.00 points", _cell(5), Decimal("2.00")),
        ("in 1 day, points unknown", _cell(1), None),
        ("in 30 days, 1.00 point", _cell(30), Decimal("1.00")),
        ("without a day", _cell(None), None),
        ("settled", _cell(20, settled=True), Decimal("2.00")),
        ("a request, long past", _cell(-90, request=True), Decimal("2.00")),
    ]
    ordered = sorted(rows, key=lambda row: urgency(row[1], row[2]))
    assert [name for name, *_ in ordered] == [
        "overdue, 2.00 points",
        "overdue, 0.50 points",
        "overdue, points unknown",
        "in 1 day, 1.00 point",
        "in 5 days, 2.00 points",
        "in 1 day, points unknown",
        "in 30 days, 1.00 point",
        "without a day",
        "settled",
        "a request, long past",
    ]


def test_no_turn_at_all_is_undated() -> None:
    assert cell_of(Turn(), Reported(), today=TODAY).time is Time.UNDATED
