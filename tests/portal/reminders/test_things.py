"""What may be told to whom on a morning: the tables of docs/methods/reminders.md."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from thuocdo.portal.reminders.planning import Kind, Person, Rhythm, Thing
from thuocdo.portal.reminders.reading import shortened
from thuocdo.portal.reminders.things import Ahead, Duty, Facts, Queue, Round, Staff, things
from thuocdo.vietnamese.workdays import national_calendar

OFFICER, HEAD, COORDINATOR = 1, 2, 3
UNIT = 7
TODAY = date(2026, 10, 8)  # a Thursday
DUE = date(2026, 10, 14)  # the Wednesday after


def facts(*duties: Duty, **other: Any) -> Facts:
    """Return a morning with one unit that has an officer and a head."""
    given: dict[str, Any] = {
        "today": TODAY,
        "people": {key: Person(key=key) for key in (OFFICER, HEAD, COORDINATOR)},
        "staff": {UNIT: Staff(name="Xã mẫu", path="/viec/", officers=[OFFICER], heads=[HEAD], has_work=True)},
        "coordinators": [COORDINATOR],
        **other,
    }
    return Facts(calendar=national_calendar(), ahead=Ahead(far=5, near=1), duties=duties, **given)


def duty(**other: Any) -> Duty:
    given: dict[str, Any] = {"due": DUE, "answering": [OFFICER], **other}
    return Duty(**{"key": "work:1", "unit": UNIT, "title": "Việc mẫu", "path": "/nhiem-vu/1/", **given})


def told(found: Facts, person: int) -> list[tuple[str, str]]:
    return [(thing.base, thing.note) for thing in things(found) if thing.person == person]


def only(found: Facts, kind: Kind) -> Thing:
    (thing,) = [thing for thing in things(found) if thing.kind is kind]
    return thing


@pytest.mark.parametrize(
    ("today", "base", "note"),
    [
        ("2026-10-06", "", ""),
        ("2026-10-07", "soon", "hạn 14/10/2026, còn 5 ngày làm việc"),
        ("2026-10-12", "soon", "hạn 14/10/2026, còn 2 ngày làm việc"),
        ("2026-10-13", "near", "hạn 14/10/2026, còn 1 ngày làm việc"),
        ("2026-10-14", "near", "hạn 14/10/2026, đến hạn hôm nay"),
        ("2026-10-15", "overdue", "hạn 14/10/2026, quá hạn 1 ngày"),
        ("2026-10-22", "overdue", "hạn 14/10/2026, quá hạn 8 ngày"),
    ],
)
def test_the_worked_table_of_the_document(today: str, base: str, note: str) -> None:
    found = facts(duty(), today=date.fromisoformat(today))

    assert told(found, OFFICER) == ([(f"work:1:2026-10-14:{base}", note)] if base else [])
    assert told(found, HEAD) == ([(f"work:1:2026-10-14:{base}", note)] if base == "overdue" else [])


def test_a_due_day_on_a_day_off_is_near_on_the_last_working_day_before() -> None:
    sunday = date(2026, 10, 11)

    note = told(facts(duty(due=sunday), today=date(2026, 10, 9)), OFFICER)[0][1]

    assert note == "hạn 11/10/2026, không còn ngày làm việc nào trước hạn"


def test_a_weekly_digest_looks_a_week_of_work_further() -> None:
    weekly = {OFFICER: Person(key=OFFICER, rhythm=Rhythm.WEEKLY)}
    in_nine_days = duty(due=date(2026, 10, 21))

    assert told(facts(in_nine_days), OFFICER) == []
    assert told(facts(in_nine_days, people=weekly), OFFICER) == [
        ("work:1:2026-10-21:soon", "hạn 21/10/2026, còn 9 ngày làm việc")
    ]
    assert facts().horizon == date(2026, 10, 23), "no later day is asked for"


def test_without_a_due_day_nothing_is_due() -> None:
    assert told(facts(duty(due=None)), OFFICER) == []


def test_what_was_sent_is_the_heads_and_nobody_elses() -> None:
    found = facts(duty(due=TODAY - timedelta(days=3), sent=44))

    assert told(found, OFFICER) == []
    assert told(found, HEAD) == [("work:1:approval:44", "chờ Thủ trưởng phê duyệt; hạn 05/10/2026, đã quá hạn")]
    assert told(facts(duty(due=None, sent=45)), HEAD) == [("work:1:approval:45", "chờ Thủ trưởng phê duyệt")]


def test_each_return_is_a_thing_of_its_own_told_once() -> None:
    first, second = (only(facts(duty(due=None, returned=act)), Kind.RETURNED) for act in (8, 9))

    assert (first.base, second.base) == ("work:1:returned:8", "work:1:returned:9")
    assert first.again_after is None


def test_a_head_who_does_the_work_is_not_told_of_nobody_when_there_is_no_work() -> None:
    idle = {UNIT: Staff(name="Xã mẫu", path="/", heads=[HEAD])}

    assert told(facts(staff=idle), HEAD) == []


def test_overdue_work_of_a_unit_is_one_line_for_the_coordinator() -> None:
    found = facts(
        duty(due=date(2026, 10, 1)),
        duty(key="work:2", due=date(2026, 10, 5)),
        duty(key="work:3"),
        duty(key="section:4", due=date(2026, 10, 1)),
        duty(key="work:5", due=date(2026, 10, 1), of_province=False),
    )

    thing = only(found, Kind.UNITS)
    assert (thing.base, thing.title) == ("unit:7:overdue", "Xã mẫu: 2 việc quá hạn")
    assert (thing.note, thing.again_after) == ("quá hạn lâu nhất 7 ngày", 7)


@pytest.mark.parametrize(
    ("due", "missing", "base", "again"),
    [
        ("2026-10-15", 5, "", None),
        ("2026-10-09", 5, "round:1:2026-10-09:near", None),
        ("2026-10-07", 5, "round:1:2026-10-07:overdue", 7),
        ("2026-10-07", 0, "", None),
    ],
)
def test_a_round_is_told_the_day_before_and_once_it_is_overdue(
    due: str, missing: int, base: str, again: int | None
) -> None:
    one = Round(key=1, title="Quý III", path="/ky/", due=date.fromisoformat(due), missing=missing, owing=150)

    found = [(thing.base, thing.title, thing.again_after) for thing in things(facts(rounds=[one]))]

    assert found == ([(base, "Quý III: 5/150 đơn vị chưa gửi", again)] if base else [])


def test_tasks_that_wait_for_a_word_are_told_plan_by_plan() -> None:
    thing = only(facts(queues=[Queue(key=3, title="Kế hoạch 12/KH-UBND", path="/", waiting=4)]), Kind.QUEUE)

    assert (thing.person, thing.title, thing.note) == (COORDINATOR, "Kế hoạch 12/KH-UBND", "4 nhiệm vụ chờ xác nhận")


def test_a_long_title_is_cut_and_keeps_its_plan() -> None:
    title = shortened("Nhiệm vụ " + "rất dài " * 40, " (Kế hoạch 12/KH-UBND)")

    assert len(title) <= 140
    assert title.endswith("… (Kế hoạch 12/KH-UBND)")
