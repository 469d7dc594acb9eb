"""Regular work: due by its rhythm, done by one worker, its failures told."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from thuocdo.portal.jobs import registry
from thuocdo.portal.jobs.models import Turn
from thuocdo.portal.jobs.registry import Scheduled
from thuocdo.portal.jobs.rhythms import Daily, Every
from thuocdo.portal.jobs.selectors import SILENT_AFTER, health
from thuocdo.portal.jobs.services import claims
from thuocdo.portal.jobs.worker import Hand

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
"""Ten o'clock in Vietnam."""
QUARTER = timedelta(minutes=15)


class Work:
    """Regular work that notes when it was done, and fails when told to."""

    def __init__(self) -> None:
        self.done: list[datetime] = []
        self.wrong = False

    def __call__(self, *, at: datetime) -> object:
        """Do it."""
        self.done.append(at)
        if self.wrong:
            raise OSError("máy chủ thư không trả lời")
        return f"{len(self.done)} thư"


@pytest.fixture
def work(db: None) -> Iterator[Work]:
    """Every quarter of an hour."""
    kinds, scheduled = registry._registry.kinds, registry._registry.scheduled
    doing = Work()
    entry = Scheduled(key="test.mail", label="Gửi thư thử", rhythm=Every(QUARTER), run=doing)
    registry.fill(kinds=[], scheduled=[entry])
    yield doing
    registry._registry.kinds, registry._registry.scheduled = kinds, scheduled


def hand(name: str = "mot", at: datetime = AT) -> tuple[Hand, dict[str, datetime]]:
    """Return a worker and its clock."""
    clock = {"at": at}
    return Hand(claims.sign_on(name=name, at=at), now=lambda: clock["at"], ending=threading.Event()), clock


def test_work_is_done_at_once_and_then_each_time_its_pause_has_passed(work: Work) -> None:
    mine, clock = hand()
    for minutes in (0, 5, 14, 15, 16, 29, 31):
        clock["at"] = AT + timedelta(minutes=minutes)
        mine.round()

    assert work.done == [AT, AT + QUARTER, AT + timedelta(minutes=31)]
    assert Turn.objects.get().outcome == "3 thư"


def test_two_workers_do_it_once(work: Work) -> None:
    (first, _), (second, _) = hand("mot"), hand("hai")

    first.round()
    second.round()

    assert len(work.done) == 1


def test_what_was_missed_is_done_once(work: Work) -> None:
    mine, clock = hand()
    mine.round()
    clock["at"] = AT + timedelta(days=3)
    claims.say_alive(worker=mine.worker, at=clock["at"])
    mine.round()
    mine.round()

    assert len(work.done) == 2


def test_a_failure_is_told_until_it_goes_well_again(work: Work) -> None:
    mine, clock = hand()
    work.wrong = True
    mine.round()

    (told,) = health(AT).clockwork
    assert (told.label, told.failing) == ("Gửi thư thử", True)
    assert told.turn is not None
    assert told.turn.error.endswith("OSError: máy chủ thư không trả lời\n")

    work.wrong = False
    clock["at"] += QUARTER
    mine.round()
    (told,) = health(AT).clockwork
    assert not told.failing


def test_work_whose_worker_died_is_due_again_in_its_time(work: Work) -> None:
    mine, _ = hand()
    (entry,) = registry.scheduled()
    assert claims.take_turn(worker=mine.worker, entry=entry, at=AT)

    other, clock = hand("hai", AT + timedelta(seconds=1))
    other.round()
    assert work.done == []
    clock["at"] = AT + QUARTER
    assert clock["at"] - AT > SILENT_AFTER
    other.round()
    assert work.done == [AT + QUARTER]


def test_a_quicker_rhythm_does_not_wait_for_the_old_one(work: Work) -> None:
    mine, _ = hand()
    mine.round()
    quick = Scheduled(key="test.mail", label="Gửi thư thử", rhythm=Every(timedelta(minutes=1)), run=work)
    registry.fill(kinds=[], scheduled=[quick])

    other, clock = hand("hai")
    clock["at"] = AT + timedelta(minutes=1)
    other.round()

    assert len(work.done) == 2


def test_work_that_nobody_has_begun_yet_is_told_too(work: Work) -> None:
    (told,) = health(AT).clockwork
    assert (told.turn, told.failing) == (None, False)


def test_two_entries_of_one_name_are_a_bug(work: Work) -> None:
    entries: Any = registry.scheduled() * 2
    with pytest.raises(ValueError, match=r"test\.mail"):
        registry.fill(kinds=[], scheduled=entries)


@given(
    at=some.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001
    clock=some.times(),
)
def test_a_daily_turn_comes_within_a_day_at_its_time_of_the_vietnamese_clock(at: datetime, clock: time) -> None:
    rhythm = Daily(clock)
    turn = rhythm.after(at)

    assert at < turn <= at + timedelta(days=1)
    assert (turn + timedelta(hours=7) - turn.utcoffset()).time() == clock  # type: ignore[operator]  # aware: has one
    assert rhythm.first(at) == turn
