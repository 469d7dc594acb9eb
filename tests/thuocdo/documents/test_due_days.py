"""When a deadline falls due, why, and how long is left."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.documents.due_days import (
    DaysLeft,
    days_left,
    is_overdue,
    next_due,
    next_due_words,
    occurrences,
    overdue,
)
from thuocdo.documents.schedules import (
    ByDate,
    Conditional,
    Continuous,
    Move,
    Part,
    Recurring,
    Rhythm,
    Schedule,
    Span,
    Within,
)
from thuocdo.vietnamese.workdays import national_calendar

CALENDAR = national_calendar()
BEFORE_15TH = Rhythm(span=Span.PERIOD, day=15, before=True)
JULY = date(2025, 7, 14)


def schedule(*parts: Part, move: Move = Move.NO, text: str = "x") -> Schedule:
    return Schedule(text=text, parts=parts, move=move)


def recurring(span: Span, day: int | None = None, *, before: bool = False) -> Schedule:
    return schedule(Recurring(rhythm=Rhythm(span=span, day=day, before=before)))


def days_of(found: Schedule, start: date, end: date) -> list[str]:
    return [due.day.isoformat() for due in occurrences(found, start, end, CALENDAR)]


def test_the_report_before_the_15th_of_the_periods_last_month_is_due_on_the_14th():
    assert (
        next_due_words(schedule(Recurring(rhythm=BEFORE_15TH)), JULY, CALENDAR)
        == "Hạn tới: 14/09/2025 (trước ngày 15 của tháng cuối quý III)"
    )


@pytest.mark.parametrize(
    ("found", "vi", "en"),
    [
        (
            schedule(ByDate(day=date(2025, 12, 15), before=True)),
            "Hạn tới: 14/12/2025 (trước ngày 15/12/2025)",
            "Next due: 14/12/2025 (before 15/12/2025)",
        ),
        (
            schedule(ByDate(day=date(2025, 12, 15))),
            "Hạn tới: 15/12/2025 (đến hết ngày 15/12/2025)",
            "Next due: 15/12/2025 (by 15/12/2025)",
        ),
        (
            schedule(Within(end=date(2025, 9, 30))),
            "Hạn tới: 30/09/2025 (đến hết ngày 30/09/2025)",
            "Next due: 30/09/2025 (by 30/09/2025)",
        ),
        (
            schedule(Within(start=date(2025, 7, 1), end=date(2025, 9, 30))),
            "Hạn tới: 30/09/2025 (trong quý III/2025)",
            "Next due: 30/09/2025 (within quarter III/2025)",
        ),
        (
            schedule(Within(start=date(2025, 7, 1), end=date(2025, 12, 31))),
            "Hạn tới: 31/12/2025 (trong 6 tháng cuối năm 2025)",
            "Next due: 31/12/2025 (within the second half-year of 2025)",
        ),
        (
            schedule(Within(start=date(2025, 8, 1), end=date(2025, 8, 31))),
            "Hạn tới: 31/08/2025 (trong tháng 8/2025)",
            "Next due: 31/08/2025 (within month 8/2025)",
        ),
        (
            schedule(Within(start=date(2025, 8, 1), end=date(2025, 10, 31))),
            "Hạn tới: 31/10/2025 (trong thời gian từ 01/08/2025 đến 31/10/2025)",
            "Next due: 31/10/2025 (within the days from 01/08/2025 to 31/10/2025)",
        ),
        (
            schedule(Within(start=date(2025, 7, 1), end=date(2025, 7, 20))),
            "Hạn tới: 20/07/2025 (trong thời gian từ 01/07/2025 đến 20/07/2025)",
            "Next due: 20/07/2025 (within the days from 01/07/2025 to 20/07/2025)",
        ),
        (
            schedule(Continuous(reporting=BEFORE_15TH)),
            "Hạn tới: 14/09/2025 (báo cáo trước ngày 15 của tháng cuối quý III)",
            "Next due: 14/09/2025 (report before day 15 of the last month of quarter III)",
        ),
        (
            schedule(Conditional(condition="sau bầu cử", day=date(2026, 3, 20))),
            "Hạn tới: 20/03/2026 (ngày được thông báo: sau bầu cử)",
            "Next due: 20/03/2026 (the day that was told: sau bầu cử)",
        ),
        (
            recurring(Span.MONTH, 10, before=True),
            "Hạn tới: 09/08/2025 (trước ngày 10 tháng 8/2025)",
            "Next due: 09/08/2025 (before day 10 of month 8/2025)",
        ),
        (
            recurring(Span.YEAR, 10),
            "Hạn tới: 10/12/2025 (ngày 10 của tháng cuối năm 2025)",
            "Next due: 10/12/2025 (day 10 of the last month of 2025)",
        ),
        (
            recurring(Span.WEEK),
            "Hạn tới: 20/07/2025 (hết tuần đến ngày 20/07/2025)",
            "Next due: 20/07/2025 (by the end of the week to 20/07/2025)",
        ),
        (
            recurring(Span.DAY),
            "Hạn tới: 14/07/2025 (hết ngày 14/07/2025)",
            "Next due: 14/07/2025 (by the end of 14/07/2025)",
        ),
        (
            schedule(Conditional(condition="trước, trong và sau bầu cử"), Continuous()),
            "Chưa có ngày đến hạn: chờ thông báo (trước, trong và sau bầu cử)",
            "No due day yet: waiting to be told (trước, trong và sau bầu cử)",
        ),
        (
            schedule(Continuous()),
            "Thường xuyên; chưa đặt kỳ báo cáo",
            "Continuous; no rhythm of reports is set",
        ),
        (
            schedule(Recurring(rhythm=None), text="Định kỳ"),
            "Định kỳ nhưng chưa rõ kỳ nào: “Định kỳ”. Cần xác định kỳ báo cáo",
            "It recurs, but when is not clear: “Định kỳ”. Set the rhythm of reports",
        ),
        (
            schedule(Within(end=date(2025, 6, 30))),
            "Hạn cuối đã qua: 30/06/2025",
            "The last due day has passed: 30/06/2025",
        ),
        (
            schedule(text="Kịp thời"),
            "Chưa hiểu được thời hạn: “Kịp thời”. Cần xác định ngày",
            "The deadline could not be understood: “Kịp thời”. Set a day",
        ),
        (schedule(text=""), "Không ghi thời hạn", "No deadline is written"),
    ],
)
def test_the_next_due_day_or_why_there_is_none_is_said_in_both_languages(found, vi, en):
    assert next_due_words(found, JULY, CALENDAR) == vi
    assert next_due_words(found, JULY, CALENDAR, "en") == en


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (recurring(Span.PERIOD, 15), ["2025-03-15", "2025-06-15", "2025-09-15", "2025-12-15"]),
        (recurring(Span.QUARTER), ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]),
        (recurring(Span.HALF, 15, before=True), ["2025-06-14", "2025-12-14"]),
        (recurring(Span.YEAR), ["2025-12-31"]),
        (recurring(Span.QUARTER, 31), ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]),
    ],
)
def test_a_rhythm_comes_again_through_the_year(found, expected):
    assert days_of(found, date(2025, 1, 1), date(2025, 12, 31)) == expected


def test_the_31st_of_february_is_its_last_day_and_before_the_first_is_the_month_before():
    assert days_of(recurring(Span.MONTH, 31), date(2026, 2, 1), date(2026, 2, 28)) == ["2026-02-28"]
    assert days_of(recurring(Span.MONTH, 1, before=True), date(2026, 2, 1), date(2026, 2, 28)) == ["2026-02-28"]


def test_a_rhythm_ends_with_its_last_day():
    found = schedule(Recurring(rhythm=BEFORE_15TH, until=date(2025, 9, 30)))
    assert days_of(found, date(2025, 1, 1), date(2026, 12, 31)) == ["2025-03-14", "2025-06-14", "2025-09-14"]


def test_a_union_has_the_days_of_all_its_parts_each_once():
    found = schedule(
        Continuous(reporting=BEFORE_15TH), Within(end=date(2025, 9, 30)), ByDate(day=date(2025, 9, 15), before=True)
    )
    due = occurrences(found, JULY, date(2025, 9, 30), CALENDAR)
    assert [one.day for one in due] == [date(2025, 9, 14), date(2025, 9, 30)]
    assert due[0].why() == "báo cáo trước ngày 15 của tháng cuối quý III; trước ngày 15/09/2025"


def test_a_day_off_is_moved_only_where_the_rule_says_so():
    tet = ByDate(day=date(2026, 2, 17))
    assert next_due(schedule(tet), date(2026, 2, 1), CALENDAR).day == date(2026, 2, 17)
    earlier = next_due(schedule(tet, move=Move.EARLIER), date(2026, 2, 1), CALENDAR)
    later = next_due(schedule(tet, move=Move.LATER), date(2026, 2, 1), CALENDAR)
    assert (earlier.day, later.day) == (date(2026, 2, 13), date(2026, 2, 23))
    assert (earlier.moved, later.moved) == (True, True)
    assert later.sentence() == "Hạn tới: 23/02/2026 (đến hết ngày 17/02/2026; chuyển từ 17/02/2026, ngày nghỉ)"


def test_a_day_moved_back_past_today_is_no_longer_to_come():
    assert next_due(schedule(ByDate(day=date(2026, 2, 17)), move=Move.EARLIER), date(2026, 2, 14), CALENDAR) is None


def test_moving_in_a_year_without_a_notice_is_said():
    due = next_due(schedule(ByDate(day=date(2027, 2, 6)), move=Move.LATER), date(2026, 12, 1), CALENDAR)
    assert not due.calendar_known
    assert due.why("en").endswith("; the days off of 2027 are not known yet, check it")


def test_a_day_far_ahead_is_found():
    assert next_due(schedule(ByDate(day=date(2030, 12, 31))), JULY, CALENDAR).day == date(2030, 12, 31)
    told = schedule(Conditional(condition="x", day=date(2031, 5, 4)))
    assert next_due(told, JULY, CALENDAR).day == date(2031, 5, 4)


def test_overdue_is_what_fell_due_since_the_task_was_given_and_is_not_settled():
    found = schedule(Recurring(rhythm=BEFORE_15TH))
    given_in_june, today = date(2025, 6, 20), date(2026, 1, 5)
    late = overdue(found, today, CALENDAR, since=given_in_june)
    assert [due.day for due in late] == [date(2025, 9, 14), date(2025, 12, 14)]
    assert is_overdue(found, today, CALENDAR, since=given_in_june, settled=date(2025, 9, 14))
    assert not is_overdue(found, today, CALENDAR, since=given_in_june, settled=date(2025, 12, 14))


def test_what_is_due_today_is_not_overdue():
    found = schedule(ByDate(day=JULY))
    assert not is_overdue(found, JULY, CALENDAR, since=date(2025, 1, 1))
    assert is_overdue(found, JULY + timedelta(days=1), CALENDAR, since=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("on", "left", "vi", "en"),
    [
        (
            date(2025, 7, 11),
            DaysLeft(days=3, workdays=1),
            "còn 3 ngày (1 ngày làm việc)",
            "days left: 3 (working days: 1)",
        ),
        (JULY, DaysLeft(days=0, workdays=0), "hạn hôm nay", "due today"),
        (
            date(2025, 7, 16),
            DaysLeft(days=-2, workdays=-2),
            "quá hạn 2 ngày (2 ngày làm việc)",
            "days overdue: 2 (working days: 2)",
        ),
    ],
)
def test_the_time_left_is_told_in_days_and_working_days(on, left, vi, en):
    (due,) = occurrences(schedule(ByDate(day=JULY)), JULY, JULY, CALENDAR)
    found = days_left(due, on, CALENDAR)
    assert found == left
    assert (found.words(), found.words("en")) == (vi, en)


@given(
    st.dates(date(2025, 1, 1), date(2026, 6, 30)),
    st.sampled_from(Span),
    st.booleans(),
    st.sampled_from(Move),
)
def test_the_next_due_day_is_the_first_of_the_days_to_come(on, span, before, move):
    found = schedule(Recurring(rhythm=Rhythm(span=span, before=before)), move=move)
    due = next_due(found, on, CALENDAR)
    assert due == occurrences(found, on, on + timedelta(days=400), CALENDAR)[0]
    assert due.day >= on
