"""Which days offices work, what an officer's file of days may say, and what is said where a year is not known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.errors import TextError
from thuocdo.vietnamese.workdays import (
    Calendar,
    DayKind,
    SpecialDay,
    national_calendar,
    read_days,
    write_days,
)

CALENDAR = national_calendar()
HEADER = "date,kind,vi,en,source\n"
IN_KNOWN_YEARS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def problems_of(rows: str) -> list[tuple[str, int | None]]:
    with pytest.raises(TextError) as refused:
        read_days((HEADER + rows).encode(), name="ngay.csv")
    return [(problem.code, problem.place.row) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 7, 14), True),
        (date(2025, 7, 12), False),  # a Saturday
        (date(2025, 1, 27), False),  # Tết of the notice
        (date(2025, 2, 3), True),
        (date(2025, 4, 7), False),  # Hung Kings' Day
        (date(2025, 4, 26), True),  # a Saturday worked for Friday 2 May
        (date(2025, 5, 2), False),
        (date(2026, 1, 10), True),  # a Saturday worked for Friday 2 January
        (date(2026, 4, 27), False),  # Hung Kings' Day fell on a Sunday
        (date(2026, 8, 22), True),
        (date(2026, 11, 24), False),
    ],
)
def test_a_day_is_worked_as_the_law_and_the_notices_say(day, worked):
    assert CALENDAR.is_workday(day) is worked


@pytest.mark.parametrize(("year", "expected"), [(2025, 250), (2026, 249)])
def test_the_working_days_of_a_year(year, expected):
    # 2025: 261 weekdays, 12 of them off, one Saturday worked. 2026: 261, 14 of them off, two Saturdays worked.
    assert CALENDAR.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == expected


def test_every_shipped_day_names_the_document_that_set_it():
    assert all(special.source and special.vi and special.en for special in CALENDAR.days.values())


def test_as_many_days_are_worked_for_as_are_taken_in_exchange():
    exchanged = [one for one in CALENDAR.days.values() if one.kind is DayKind.OFF and "hoán đổi" in one.vi]
    assert len(exchanged) == sum(one.kind is DayKind.WORK for one in CALENDAR.days.values())


def test_a_year_that_no_notice_covers_has_its_fixed_holidays_and_is_said_to_be_unknown():
    assert not CALENDAR.is_workday(date(2027, 4, 30))
    assert CALENDAR.is_workday(date(2027, 2, 8))  # Tết by the moon; no notice of ours says so
    assert CALENDAR.unknown_years(date(2026, 12, 1), date(2028, 1, 5)) == (2027, 2028)
    assert CALENDAR.unknown_years(date(2026, 12, 1), date(2025, 1, 5)) == ()


def test_a_fixed_holiday_on_a_weekend_is_made_up_on_the_next_day_that_is_free():
    made_up = CALENDAR.special(date(2027, 5, 3))  # 1 May 2027 is a Saturday
    assert made_up is not None
    assert (made_up.kind, made_up.source) == (DayKind.OFF, "Bộ luật Lao động 2019, Điều 111 khoản 3")
    both = [day for day in (date(2033, 5, 2), date(2033, 5, 3)) if not CALENDAR.is_workday(day)]
    assert both == [date(2033, 5, 2), date(2033, 5, 3)]  # 30 April and 1 May 2033 are a weekend: two days made up


def test_culture_day_is_a_holiday_from_2026_and_is_not_made_up():
    assert CALENDAR.special(date(2024, 11, 24)) is None
    assert CALENDAR.special(date(2029, 11, 24)) is not None  # a Saturday
    assert CALENDAR.is_workday(date(2029, 11, 26))


def test_workdays_are_counted_after_the_start_up_to_the_end():
    friday, monday = date(2025, 7, 11), date(2025, 7, 14)
    assert CALENDAR.workdays_between(friday, monday) == 1
    assert CALENDAR.workdays_between(monday, friday) == -1
    assert CALENDAR.workdays_between(monday, monday) == 0


def test_the_day_before_tet_and_the_day_after_are_one_workday_apart():
    assert CALENDAR.add_workdays(date(2025, 1, 24), 1) == date(2025, 2, 3)
    assert CALENDAR.add_workdays(date(2025, 2, 3), -1) == date(2025, 1, 24)
    assert CALENDAR.on_or_after(date(2025, 1, 29)) == date(2025, 2, 3)
    assert CALENDAR.on_or_before(date(2025, 1, 29)) == date(2025, 1, 24)


@given(IN_KNOWN_YEARS, st.integers(0, 60))
def test_adding_working_days_and_counting_them_agree(start, count):
    assert CALENDAR.workdays_between(start, CALENDAR.add_workdays(start, count)) == count


@given(IN_KNOWN_YEARS)
def test_the_working_day_on_or_after_is_never_more_than_ten_days_off(day):
    found = CALENDAR.on_or_after(day)
    assert CALENDAR.is_workday(found)
    assert timedelta(0) <= found - day <= timedelta(days=10)


def test_an_officers_year_replaces_ours_whole_and_leaves_the_others():
    new_year = SpecialDay(day=date(2027, 1, 1), kind=DayKind.HOLIDAY, vi="Tết Dương lịch", en="New Year", source="Luật")
    mended = CALENDAR.with_days([new_year])
    assert mended.unknown_years(date(2025, 1, 1), date(2027, 12, 31)) == ()
    assert not mended.is_workday(date(2026, 9, 2))
    assert mended.is_workday(date(2027, 4, 30))  # the file is the whole year, and does not name it


@pytest.mark.parametrize("excel", [False, True])
def test_a_file_written_for_an_officer_is_read_back_the_same(excel):
    days = tuple(CALENDAR.days.values())
    assert read_days(write_days(days, excel=excel), name="ngay.csv") == days


def test_a_day_without_an_english_name_keeps_the_vietnamese_one():
    (day,) = read_days((HEADER + "14/07/2027,off,Nghỉ bù,,Công văn 1\n").encode(), name="ngay.csv")
    assert (day.en, day.day) == ("Nghỉ bù", date(2027, 7, 14))


def test_every_problem_of_a_file_is_said_with_its_row():
    rows = (
        "2027-13-01,off,A,A,B\n2027-01-01,nghỉ,,A,\n2027-01-04,work,A,A,B\n2027-01-05,off,A,A,B\n05/01/2027,off,A,A,B\n"
    )
    assert problems_of(rows) == [
        ("VN-202", 2),
        ("VN-504", 3),
        ("VN-504", 3),
        ("VN-502", 3),
        ("VN-505", 4),
        ("VN-503", 6),
    ]


def test_a_file_without_the_columns_is_refused_once_a_column():
    with pytest.raises(TextError) as refused:
        read_days(b"date,kind,vi\n2027-01-01,off,A\n", name="ngay.csv")
    assert [problem.params["expected"] for problem in refused.value.problems] == ["en", "source"]


def test_a_calendar_does_not_change_when_its_source_does():
    days = dict(CALENDAR.days)
    calendar = Calendar(days=days)
    days.clear()
    assert not calendar.is_workday(date(2026, 9, 2))
