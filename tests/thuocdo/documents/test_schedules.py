"""A deadline's structure: what it is made of, and its JSON there and back."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.documents.deadlines import Kind, read_deadline
from thuocdo.documents.schedules import (
    ByDate,
    Conditional,
    Continuous,
    Move,
    Recurring,
    Rhythm,
    Schedule,
    Span,
    Within,
)

QUARTERLY = Rhythm(span=Span.QUARTER, day=15, before=True)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
LONG = st.sampled_from([Span.MONTH, Span.QUARTER, Span.PERIOD, Span.HALF, Span.YEAR])
RHYTHMS = st.one_of(
    st.builds(Rhythm, span=LONG, day=st.integers(1, 31), before=st.booleans()),
    st.builds(Rhythm, span=st.sampled_from(Span), before=st.booleans()),
)
PARTS = st.one_of(
    st.builds(ByDate, day=DAYS, before=st.booleans()),
    st.builds(Within, start=st.none() | DAYS, end=DAYS),
    st.builds(Recurring, rhythm=st.none() | RHYTHMS, until=st.none() | DAYS),
    st.builds(Continuous, reporting=st.none() | RHYTHMS),
    st.builds(Conditional, condition=st.text(), day=st.none() | DAYS),
)
SCHEDULES = st.builds(
    Schedule, text=st.text(), parts=st.lists(PARTS, max_size=4).map(tuple), move=st.sampled_from(Move)
)


def of(text: str, year: int | None = 2025) -> Schedule:
    return Schedule.from_json(read_deadline(text, year=year).as_json())


@given(SCHEDULES)
def test_a_schedule_comes_back_from_its_json_as_it_was(schedule):
    assert Schedule.from_json(json.loads(json.dumps(schedule.as_json()))) == schedule


@given(RHYTHMS)
def test_a_rhythm_comes_back_from_its_words(rhythm):
    assert Rhythm.parse(str(rhythm), before=rhythm.before) == rhythm


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (Rhythm(span=Span.PERIOD, day=15), "15th of the last month of each period"),
        (Rhythm(span=Span.MONTH, day=1), "1st of each month"),
        (Rhythm(span=Span.YEAR, day=22), "22nd of the last month of each year"),
        (Rhythm(span=Span.HALF, day=3), "3rd of the last month of each half-year"),
        (Rhythm(span=Span.MONTH, day=11), "11th of each month"),
        (Rhythm(span=Span.WEEK), "each week"),
    ],
)
def test_a_rhythm_is_written_as_people_read_it(rhythm, words):
    assert str(rhythm) == words


@pytest.mark.parametrize("words", ["", "often", "32nd of each month", "0th of each month", "3rd of each week"])
def test_what_is_no_rhythm_is_none(words):
    assert Rhythm.parse(words) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Trước ngày 15/7/2025", (ByDate(day=date(2025, 7, 15), before=True),)),
        ("Quý IV", (Within(end=date(2025, 12, 31)),)),
        ("Quý III và Quý IV", (Within(end=date(2025, 9, 30)), Within(end=date(2025, 12, 31)))),
        (
            "Thường xuyên; quý III và năm",
            (Continuous(), Within(end=date(2025, 9, 30)), Within(end=date(2025, 12, 31))),
        ),
        (
            "Trước ngày 15 của tháng cuối cùng kỳ báo cáo",
            (Recurring(rhythm=Rhythm(span=Span.PERIOD, day=15, before=True)),),
        ),
        ("Hàng tháng", (Recurring(rhythm=Rhythm(span=Span.MONTH)),)),
        ("Thường xuyên", (Continuous(),)),
        ("Trước, trong và sau bầu cử", (Conditional(condition="Trước, trong và sau bầu cử"),)),
        (
            "Thường xuyên và theo kế hoạch",
            (Continuous(), Conditional(condition="Thường xuyên và theo kế hoạch")),
        ),
        ("Kịp thời", ()),
    ],
)
def test_what_the_reader_understood_becomes_parts(text, parts):
    assert of(text).parts == parts


def test_several_ends_are_several_periods_and_a_day_beside_them_stays_a_day():
    deadline = {
        "text": "trước ngày 15/12/2025; quý III và năm",
        "kind": "date+within",
        "until": "2025-12-31",
        "ends": ["2025-12-15", "2025-12-31", "2025-09-30"],
        "before": True,
    }
    assert set(Schedule.from_json(deadline).parts) == {
        ByDate(day=date(2025, 12, 15), before=True),
        Within(end=date(2025, 9, 30)),
        Within(end=date(2025, 12, 31)),
    }


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "within", "ends": ["2025-09-30", "2025-12-31"]},
        {"kind": "within", "parts": [{"kind": "within", "start": None, "end": "2025-12-31"}]},
    ],
)
def test_a_last_day_that_somebody_mended_is_what_counts(told):
    mended = Schedule.from_json({"text": "x", "until": "2025-11-20", **told})
    assert mended.parts == (Within(end=date(2025, 11, 20)),)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("unknown", (ByDate(day=date(2025, 11, 20)),)),
        ("continuous", (ByDate(day=date(2025, 11, 20)), Continuous())),
        ("recurring", (Recurring(rhythm=None, until=date(2025, 11, 20)),)),
        ("conditional", (Conditional(condition="x", day=date(2025, 11, 20)),)),
        ("continuous+within", (Continuous(), Within(end=date(2025, 11, 20)))),
        (
            "recurring+conditional",
            (Recurring(rhythm=None, until=date(2025, 11, 20)), Conditional(condition="x")),
        ),
    ],
)
def test_a_day_set_beside_a_deadline_that_names_none_counts_as_its_kind_lets_it(kind, parts):
    assert Schedule.from_json({"text": "x", "kind": kind, "until": "2025-11-20"}).parts == parts


def test_a_rhythm_beside_something_continuous_is_that_of_its_report():
    deadline = {"text": "x", "kind": "continuous", "until": None, "rhythm": "15th of the last month of each quarter"}
    assert Schedule.from_json(deadline).parts == (Continuous(reporting=Rhythm(span=Span.QUARTER, day=15)),)
    both = Schedule.from_json(deadline | {"kind": "continuous+recurring"})
    assert both.parts == (Continuous(), Recurring(rhythm=Rhythm(span=Span.QUARTER, day=15)))


def test_the_fields_of_the_format_stand_beside_the_parts():
    schedule = Schedule(
        text="Thường xuyên; trước ngày 15/12/2025",
        parts=(ByDate(day=date(2025, 12, 15), before=True), Continuous(reporting=QUARTERLY)),
        move=Move.EARLIER,
    )
    written = schedule.as_json()
    del written["parts"]
    assert written == {
        "text": "Thường xuyên; trước ngày 15/12/2025",
        "kind": "continuous+date",
        "until": "2025-12-15",
        "before": True,
        "rhythm": "15th of the last month of each quarter",
        "move": "earlier",
    }


def test_a_deadline_nobody_understood_is_unknown_and_has_no_day():
    schedule = Schedule(text="Kịp thời")
    assert (schedule.kinds, schedule.until) == ((), None)
    assert schedule.as_json() == {"text": "Kịp thời", "kind": "unknown", "until": None, "parts": []}


def test_telling_the_day_of_a_condition_leaves_the_other_parts():
    schedule = Schedule(text="x", parts=(Conditional(condition="bầu cử"), Continuous()))
    assert schedule.told(date(2026, 3, 15)).parts == (
        Conditional(condition="bầu cử", day=date(2026, 3, 15)),
        Continuous(),
    )


def test_the_plans_rhythm_of_reports_goes_where_none_is_named():
    monthly = Continuous(reporting=Rhythm(span=Span.MONTH))
    schedule = Schedule(text="x", parts=(Continuous(), monthly, Within(end=date(2025, 12, 31))))
    assert schedule.with_reporting(QUARTERLY).parts == (
        Continuous(reporting=QUARTERLY),
        monthly,
        Within(end=date(2025, 12, 31)),
    )


def test_the_last_day_named_is_the_latest_of_all_parts():
    recurring = Recurring(rhythm=QUARTERLY, until=date(2026, 6, 30))
    schedule = Schedule(text="x", parts=(recurring, ByDate(day=date(2025, 7, 1))))
    assert schedule.until == date(2026, 6, 30)
    assert schedule.kinds == (Kind.DATE, Kind.RECURRING)


@pytest.mark.parametrize(
    ("deadline", "error"),
    [({"kind": "date"}, KeyError), ({"text": "x", "kind": "soon"}, ValueError)],
)
def test_json_of_another_form_is_refused(deadline, error):
    with pytest.raises(error):
        Schedule.from_json(deadline)
