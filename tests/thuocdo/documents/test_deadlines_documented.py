"""The worked tables of ``docs/methods/deadlines.md`` are what the code does."""

import re
from pathlib import Path

import pytest

from thuocdo.documents.due_days import next_due
from thuocdo.documents.schedules import ByDate, Move, Recurring, Rhythm, Schedule, Span, Within
from thuocdo.vietnamese.dates import format_date, parse_date
from thuocdo.vietnamese.workdays import DayKind, SpecialDay, national_calendar

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
STATED = SpecialDay(day=parse_date("16/11/2026"), kind=DayKind.OFF, vi="", en="", source="")
MOVED_BY_IT = {
    f"date 16/11/2026, {words}": Schedule(text="", parts=(ByDate(day=STATED.day),), move=move)
    for words, move in (("moved later", Move.LATER), ("not moved", Move.NO))
}
ROWS = re.findall(r"^\| (.+) \| (\d\d/\d\d/\d{4}) \| (\d\d/\d\d/\d{4}) \|$", PAGE, re.MULTILINE)
DUE = [row for row in ROWS if row[0] not in MOVED_BY_IT]
STATED_ROWS = [row for row in ROWS if row[0] in MOVED_BY_IT]
WORKED = re.findall(r"^\| (\d\d/\d\d/\d{4}) \| (\d\d/\d\d/\d{4}) \| (\d+) \|$", PAGE, re.MULTILINE)


def test_every_row_is_found():
    assert {parts for parts, _, _ in DUE} == set(NAMED)
    assert {parts for parts, _, _ in STATED_ROWS} == set(MOVED_BY_IT)
    assert len(WORKED) == 5


@pytest.mark.parametrize(("parts", "on", "expected"), DUE)
def test_each_next_due_day_holds(parts, on, expected):
    assert format_date(next_due(NAMED[parts], parse_date(on), national_calendar()).day) == expected


@pytest.mark.parametrize(("parts", "before", "after"), STATED_ROWS)
def test_each_due_day_moves_with_a_day_that_an_office_states(parts, before, after):
    calendars = (national_calendar(), national_calendar().with_days([STATED]))
    due = [next_due(MOVED_BY_IT[parts], parse_date("01/11/2026"), calendar).day for calendar in calendars]

    assert [format_date(day) for day in due] == [before, after]


@pytest.mark.parametrize(("start", "end", "expected"), WORKED)
def test_each_count_of_working_days_holds(start, end, expected):
    assert national_calendar().workdays_between(parse_date(start), parse_date(end)) == int(expected)
