"""The worked tables of ``docs/methods/deadlines.md`` are what the code does."""

import re
from pathlib import Path

import pytest

from thuocdo.documents.due_days import next_due
from thuocdo.documents.schedules import ByDate, Move, Recurring, Rhythm, Schedule, Span, Within
from thuocdo.vietnamese.dates import format_date, parse_date
from thuocdo.vietnamese.workdays import national_calendar

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "deadlines.md").read_text("utf-8")
TET = ByDate(day=parse_date("17/02/2026"))
NAMED = {
    "recurring, before the 15th of the last month of each period": Schedule(
        text="", parts=(Recurring(rhythm=Rhythm(span=Span.PERIOD, day=15, before=True)),)
    ),
    "date, before 15/12/2025": Schedule(text="", parts=(ByDate(day=parse_date("15/12/2025"), before=True),)),
    "within, to 30/09/2025": Schedule(text="", parts=(Within(end=parse_date("30/09/2025")),)),
    "date 17/02/2026, moved later": Schedule(text="", parts=(TET,), move=Move.LATER),
    "date 17/02/2026, moved earlier": Schedule(text="", parts=(TET,), move=Move.EARLIER),
}
DUE = re.findall(r"^\| (.+) \| (\d\d/\d\d/\d{4}) \| (\d\d/\d\d/\d{4}) \|$", PAGE, re.MULTILINE)
WORKED = re.findall(r"^\| (\d\d/\d\d/\d{4}) \| (\d\d/\d\d/\d{4}) \| (\d+) \|$", PAGE, re.MULTILINE)


def test_every_row_is_found():
    assert {parts for parts, _, _ in DUE} == set(NAMED)
    assert len(WORKED) == 5


@pytest.mark.parametrize(("parts", "on", "expected"), DUE)
def test_each_next_due_day_holds(parts, on, expected):
    assert format_date(next_due(NAMED[parts], parse_date(on), national_calendar()).day) == expected


@pytest.mark.parametrize(("start", "end", "expected"), WORKED)
def test_each_count_of_working_days_holds(start, end, expected):
    assert national_calendar().workdays_between(parse_date(start), parse_date(end)) == int(expected)
