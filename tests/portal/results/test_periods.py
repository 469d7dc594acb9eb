"""Periods: what files and addresses name, and when a figure is provisional."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.portal.results.periods import Period


@pytest.mark.parametrize(
    ("written", "first", "last", "words", "slug"),
    [
        ("year-2026", date(2026, 1, 1), date(2026, 12, 31), "năm 2026", "nam-2026"),
        ("year 2026", date(2026, 1, 1), date(2026, 12, 31), "năm 2026", "nam-2026"),
        ("quarter 2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "quý III năm 2026", "quy-3-2026"),
        ("quarter-2026-3", date(2026, 7, 1), date(2026, 9, 30), "quý III năm 2026", "quy-3-2026"),
        ("month-2026-02", date(2026, 2, 1), date(2026, 2, 28), "tháng 2 năm 2026", "thang-2-2026"),
        ("month 2028-2", date(2028, 2, 1), date(2028, 2, 29), "tháng 2 năm 2028", "thang-2-2028"),
    ],
)
def test_a_period_is_read_from_what_files_write(written: str, first: date, last: date, words: str, slug: str) -> None:
    period = Period.read(written)

    assert period is not None
    assert (period.start, period.end, str(period), period.slug) == (first, last, words, slug)


@pytest.mark.parametrize("slug", ["nam-2026", "quy-1-2026", "quy-4-2026", "thang-1-2026", "thang-12-2026"])
def test_an_address_leads_back_to_its_period(slug: str) -> None:
    period = Period.read(slug)

    assert period is not None
    assert period.slug == slug


@pytest.mark.parametrize(
    "written", ["", "2026", "year-26", "quarter-2026-5", "month-2026-13", "thang-0-2026", "week-2026-1"]
)
def test_what_is_no_period_is_nothing(written: str) -> None:
    assert Period.read(written) is None


def test_a_period_is_open_until_its_last_day_is_over() -> None:
    quarter = Period.of("quarter", 2026, 3)

    assert quarter.is_open(date(2026, 9, 30))
    assert not quarter.is_open(date(2026, 10, 1))
