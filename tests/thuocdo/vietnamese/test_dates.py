"""Days, hours and the day a moment's work belongs to."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.errors import TextError
from thuocdo.vietnamese.dates import (
    VIETNAM,
    business_date,
    format_date,
    format_moment,
    format_time,
    in_vietnam,
    parse_date,
    weekday_name,
)


@pytest.mark.parametrize(
    "text",
    ["2025-07-14", "14/07/2025", "14/7/2025", "ngày 14 tháng 7 năm 2025", "Ngày  14 tháng 07 năm 2025 "],
)
def test_the_three_ways_of_writing_a_day_are_one(text):
    assert parse_date(text) == date(2025, 7, 14)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("14/07/25", "VN-201"),
        ("2025/07/14", "VN-201"),
        ("14-07-2025", "VN-201"),
        ("quý III", "VN-201"),
        ("", "VN-201"),
        ("31/02/2025", "VN-202"),
        ("07/14/2025", "VN-202"),
        ("2025-13-01", "VN-202"),
    ],
)
def test_what_is_no_day_is_refused_with_what_was_found(text, code):
    with pytest.raises(TextError) as refused:
        parse_date(text)

    assert refused.value.problems[0].code == code
    assert f"“{text}”" in refused.value.problems[0].render()


@given(st.dates())
def test_a_day_shown_reads_back_the_same(day):
    assert parse_date(format_date(day)) == day


def test_a_moment_is_shown_in_the_time_of_viet_nam():
    at = datetime(2025, 7, 13, 20, 5, tzinfo=UTC)

    assert format_time(at) == "03:05"
    assert format_date(at) == "14/07/2025"
    assert format_moment(at) == "03:05 ngày 14/07/2025"
    assert weekday_name(at) == "thứ Hai"


def test_weekdays_have_their_vietnamese_names():
    monday = date(2025, 7, 14)
    names = [weekday_name(monday + timedelta(days=ahead)) for ahead in range(7)]

    assert names == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(2, 0, 5), (5, 59, 5), (6, 0, 6), (23, 59, 6), (0, 0, 5)],
)
def test_work_before_the_cut_off_belongs_to_the_day_before(hour, minute, day):
    at = datetime(2026, 10, 6, hour, minute, tzinfo=VIETNAM).astimezone(UTC)

    assert business_date(at, time(6)) == date(2026, 10, day)


def test_a_moment_without_a_time_zone_is_a_bug_of_the_caller():
    with pytest.raises(ValueError, match="time zone"):
        in_vietnam(datetime(2026, 10, 6))  # noqa: DTZ001
