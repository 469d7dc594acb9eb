"""Which mails a day has: nothing twice, one a person and day, none without news."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.portal.reminders.planning import Kind, Person, Rhythm, Thing, Told, plan_mails

MONDAY = date(2026, 10, 5)
FRIDAY = MONDAY + timedelta(days=4)


def thing(base: str = "work:1:2026-10-09:near", person: int = 1, **other: object) -> Thing:
    given = {"kind": Kind.DUE, "title": base, "note": "", "path": "/", **other}
    return Thing(person=person, base=base, **given)  # type: ignore[arg-type]  # tests name what they change


def people(**other: object) -> dict[int, Person]:
    return {1: Person(key=1, **other)}  # type: ignore[arg-type]  # tests name what they change


def test_a_person_gets_one_mail_with_everything_in_the_order_of_the_headings() -> None:
    found = [
        thing("c", kind=Kind.APPROVAL),
        thing("b", kind=Kind.DUE, order=3),
        thing("a", kind=Kind.DUE, order=1),
        thing("z", kind=Kind.OVERDUE),
    ]

    (digest,) = plan_mails(found, people(), {}, today=MONDAY).digests

    assert [entry.thing.base for entry in digest.entries] == ["z", "a", "b", "c"]
    assert {entry.number for entry in digest.entries} == {0}


def test_nothing_to_say_is_no_mail() -> None:
    assert plan_mails([], people(), {}, today=MONDAY).digests == []


def test_what_was_told_is_told_no_more() -> None:
    told = {(1, "a"): Told(times=1, last=MONDAY - timedelta(days=300))}

    assert plan_mails([thing("a")], people(), told, today=MONDAY).digests == []


@pytest.mark.parametrize(("days", "again"), [(1, False), (6, False), (7, True), (8, True)])
def test_what_lasts_is_told_again_a_week_after_it_was_told_last(days: int, again: bool) -> None:
    told = {(1, "a"): Told(times=3, last=MONDAY - timedelta(days=days))}

    planned = plan_mails([thing("a", again_after=7)], people(), told, today=MONDAY)

    assert [entry.number for digest in planned.digests for entry in digest.entries] == ([3] if again else [])


def test_one_thing_found_on_two_ways_is_told_once() -> None:
    found = [thing("a", kind=Kind.OVERDUE), thing("a", kind=Kind.UNIT_OVERDUE)]

    (digest,) = plan_mails(found, people(), {}, today=MONDAY).digests

    assert [entry.thing.kind for entry in digest.entries] == [Kind.OVERDUE]


def test_things_for_strangers_are_left_out() -> None:
    assert plan_mails([thing(person=2)], people(), {}, today=MONDAY).digests == []


def test_who_wants_no_mail_gets_none() -> None:
    planned = plan_mails([thing()], people(wants=False), {}, today=MONDAY)

    assert (planned.digests, planned.unreachable) == ([], [])


def test_who_has_no_address_is_named_with_what_would_have_been_said() -> None:
    planned = plan_mails([thing()], people(reachable=False), {}, today=MONDAY)

    assert planned.digests == []
    assert [digest.person for digest in planned.unreachable] == [1]


@pytest.mark.parametrize(
    ("rhythm", "last", "at_once", "written"),
    [
        (Rhythm.DAILY, MONDAY, False, True),
        (Rhythm.DAILY, FRIDAY, False, False),
        (Rhythm.DAILY, FRIDAY, True, False),
        (Rhythm.WEEKLY, MONDAY, False, False),
        (Rhythm.WEEKLY, MONDAY - timedelta(days=1), False, True),
        (Rhythm.WEEKLY, MONDAY, True, True),
        (Rhythm.WEEKLY, FRIDAY, True, False),
        (Rhythm.WEEKLY, None, False, True),
    ],
)
def test_at_most_one_mail_a_day_or_a_week(rhythm: Rhythm, last: date | None, at_once: bool, written: bool) -> None:
    planned = plan_mails([thing()], people(rhythm=rhythm, last_mail=last), {}, today=FRIDAY, at_once=at_once)

    assert bool(planned.digests) is written


def test_the_first_week_of_a_year_is_another_week_than_the_last_one() -> None:
    last, today = date(2026, 12, 28), date(2027, 1, 4)

    assert plan_mails([thing()], people(rhythm=Rhythm.WEEKLY, last_mail=last), {}, today=today).digests


THINGS = [
    thing(f"{person}{base}", person=person, again_after=again)
    for person in (1, 2)
    for base, again in (("a", None), ("b", 7), ("c", 7), ("d", None))
]
STEP = st.tuples(
    st.integers(0, 3),  # days that pass before this worker looks
    st.sets(st.sampled_from(range(len(THINGS)))),  # what there is to tell
    st.booleans(),  # whether a second worker planned from the same facts before this one recorded
    st.sampled_from(["all", "first", "none"]),  # how many digests were recorded before the worker was killed
    st.booleans(),  # whether somebody pressed the button
)


@given(st.lists(STEP, max_size=25), st.sampled_from(Rhythm))
def test_however_workers_interleave_and_die_no_thing_is_told_twice(
    steps: list[tuple[int, set[int], bool, str, bool]], rhythm: Rhythm
) -> None:
    """Recording keeps (person, day) and (person, thing, number) once, as the tables do."""
    today = MONDAY
    keys: set[tuple[int, str, int]] = set()
    days: set[tuple[int, date]] = set()
    heard: dict[tuple[int, str], list[date]] = {}
    for passed, chosen, second, survived, at_once in steps:
        today += timedelta(days=passed)
        told = {key: Told(times=len(on), last=on[-1]) for key, on in heard.items()}
        last = {person: max((day for key, day in days if key == person), default=None) for person in (1, 2)}
        cast = {key: Person(key=key, rhythm=rhythm, last_mail=last[key]) for key in (1, 2)}
        planned = plan_mails([THINGS[n] for n in sorted(chosen)], cast, told, today=today, at_once=at_once)
        kept = {"all": planned.digests, "first": planned.digests[:1], "none": []}[survived]
        for digest in [*kept, *(planned.digests if second else [])]:
            mine = {(digest.person, entry.thing.base, entry.number) for entry in digest.entries}
            if (digest.person, today) in days or mine & keys:
                continue  # the table says no, and the whole mail is left
            days.add((digest.person, today))
            keys |= mine
            for person, base, _number in mine:
                heard.setdefault((person, base), []).append(today)

    for (person, base), on in heard.items():
        again = next(one.again_after for one in THINGS if (one.person, one.base) == (person, base))
        assert again is not None or len(on) == 1
        assert all((later - earlier).days >= 7 for earlier, later in pairwise(on))
