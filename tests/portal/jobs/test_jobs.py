"""Jobs: asked for once, done once, told about; what a dead worker left is taken up again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction

from thuocdo.portal.jobs import registry, services
from thuocdo.portal.jobs.models import Job, Worker
from thuocdo.portal.jobs.registry import Kind
from thuocdo.portal.jobs.selectors import SILENT_AFTER, before, health, job_of, jobs_of, somebody_works
from thuocdo.portal.jobs.services import claims
from thuocdo.portal.jobs.worker import EndingError, Hand, Progress, work_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thuocdo.portal.jobs.registry import Told

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
LATER = AT + SILENT_AFTER + timedelta(seconds=1)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        """Return the time it shows."""
        return self.at


@pytest.fixture
def clock() -> Clock:
    """Shows ten o'clock in Vietnam."""
    return Clock()


@pytest.fixture
def do(db: None) -> Iterator[Callable[[Callable[[str, Told], None]], None]]:
    """Says what the jobs of the kind ``test`` do: ``do(lambda subject, told: …)``."""
    kinds, scheduled = registry._registry.kinds, registry._registry.scheduled

    def be(run: Callable[[str, Told], None]) -> None:
        registry.fill(kinds=[Kind(key="test", label="Việc thử", run=run)], scheduled=[])

    be(lambda _subject, _told: None)
    yield be
    registry._registry.kinds, registry._registry.scheduled = kinds, scheduled


@pytest.fixture
def hand(do: object, clock: Clock) -> Hand:
    """A worker that has signed on."""
    return Hand(claims.sign_on(name="mot", at=AT), now=clock, ending=threading.Event())


def ask(subject: str = "a") -> Job:
    """Ask for a job."""
    return services.enqueue(kind="test", subject=subject, at=AT)


def states() -> dict[str, str]:
    """Return how each subject's job stands."""
    return dict(Job.objects.values_list("subject", "state"))


def test_a_job_is_done_once_and_says_so(hand: Hand, do: Any) -> None:
    done: list[str] = []
    do(lambda subject, _told: done.append(subject))
    ask()

    assert [hand.round(), hand.round()] == [True, False]
    assert done == ["a"]
    job = job_of("test", "a")
    assert job is not None
    assert (job.state, job.open, job.starts, job.worker, job.error) == ("done", False, 1, None, "")


def test_asking_twice_for_what_is_open_gives_the_same_job(hand: Hand) -> None:
    assert ask().pk == ask().pk
    hand.round()
    assert ask().pk != Job.objects.order_by("pk")[0].pk
    assert Job.objects.count() == 2


def test_the_database_takes_no_second_open_job(db: None) -> None:
    ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="test", subject="a", asked_at=AT, state="running")


def test_jobs_are_done_in_the_order_in_which_they_were_asked_for(hand: Hand, do: Any) -> None:
    done: list[str] = []
    do(lambda subject, _told: done.append(subject))
    first, second = ask("a"), ask("b")

    assert (before(first), before(second)) == (0, 1)
    while hand.round():
        pass
    assert done == ["a", "b"]
    assert set(jobs_of("test", ["a", "b", "c"])) == {"a", "b"}


def test_a_crash_in_a_job_is_kept_for_the_administrator_and_the_next_job_is_done(hand: Hand, do: Any) -> None:
    def run(subject: str, _told: Told) -> None:
        if subject == "a":
            raise ZeroDivisionError("một lỗi lạ")

    do(run)
    ask("a")
    ask("b")
    while hand.round():
        pass

    assert states() == {"a": "failed", "b": "done"}
    (failed,) = health(AT).failed
    assert failed.error.endswith("ZeroDivisionError: một lỗi lạ\n")


def test_a_kind_that_nobody_knows_fails_and_does_not_block_the_others(hand: Hand) -> None:
    services.enqueue(kind="gone", subject="x", at=AT)
    ask()
    while hand.round():
        pass

    assert states() == {"x": "failed", "a": "done"}


def test_progress_is_kept(hand: Hand, do: Any) -> None:
    do(lambda _subject, told: told(12, 60))
    ask()
    hand.round()

    job = Job.objects.get()
    assert (job.done, job.of) == (12, 60)


def test_progress_is_written_at_most_twice_a_second(hand: Hand, django_assert_num_queries: Any) -> None:
    ask()
    job = claims.take_job(worker=hand.worker, at=AT)
    assert job is not None
    told = Progress(job, hand)
    with django_assert_num_queries(2):
        for page in range(100):
            told(page, 100)


def test_a_waiting_job_is_stopped_at_once(hand: Hand) -> None:
    ask()
    services.stop(kind="test", subject="a", at=AT)

    assert states() == {"a": "stopped"}
    assert not hand.round()


def test_a_running_job_is_stopped_at_its_next_word(hand: Hand, do: Any) -> None:
    def run(_subject: str, told: Told) -> None:
        services.stop(kind="test", subject="a", at=AT)
        told(1, 2)
        pytest.fail("it went on")

    do(run)
    ask()
    hand.round()

    assert states() == {"a": "stopped"}


def test_a_worker_that_is_told_to_end_gives_its_job_back_as_if_it_had_not_begun(hand: Hand, do: Any) -> None:
    def run(_subject: str, told: Told) -> None:
        hand.ending.set()
        told(1, 2)

    do(run)
    ask()
    assert hand.round()
    assert not hand.round()

    job = Job.objects.get()
    assert (job.state, job.starts, job.worker) == ("waiting", 0, None)


def test_what_a_dead_worker_was_doing_is_done_by_another(hand: Hand, clock: Clock) -> None:
    ask()
    assert claims.take_job(worker=hand.worker, at=AT)
    other = Hand(claims.sign_on(name="hai", at=LATER), now=clock, ending=threading.Event())

    assert not other.round(), "a worker that has just spoken is not dead"
    clock.at = LATER
    assert other.round()

    assert Job.objects.get().starts == 2
    assert states() == {"a": "done"}
    assert [worker.name for worker in Worker.objects.all()] == ["hai"]


def test_a_job_that_killed_two_workers_is_not_given_to_a_third(hand: Hand) -> None:
    ask()
    Job.objects.update(starts=1)
    claims.take_job(worker=hand.worker, at=AT)

    claims.strike_off_the_silent(at=LATER)

    job = Job.objects.get()
    assert (job.state, job.error) == ("failed", claims.DIED)


def test_a_job_to_be_stopped_whose_worker_died_is_stopped(hand: Hand) -> None:
    ask()
    claims.take_job(worker=hand.worker, at=AT)
    services.stop(kind="test", subject="a", at=AT)

    claims.strike_off_the_silent(at=LATER)

    assert states() == {"a": "stopped"}


def test_a_worker_that_was_taken_for_dead_changes_nothing_any_more(hand: Hand, do: Any, clock: Clock) -> None:
    other = Hand(claims.sign_on(name="hai", at=LATER), now=clock, ending=threading.Event())

    def run(_subject: str, told: Told) -> None:
        claims.strike_off_the_silent(at=LATER)
        assert claims.take_job(worker=other.worker, at=LATER)
        told(1, 2)

    do(run)
    ask()
    hand.round()

    job = Job.objects.get()
    assert (job.state, job.worker, job.done) == ("running", other.worker, 0)
    with pytest.raises(claims.LostError):
        claims.say_alive(worker=hand.worker, at=LATER)


def test_somebody_works_while_a_worker_says_so(hand: Hand) -> None:
    assert somebody_works(AT)
    assert not somebody_works(LATER)
    claims.say_alive(worker=hand.worker, at=LATER)
    assert somebody_works(LATER)
    claims.sign_off(worker=hand.worker)
    assert not somebody_works(LATER)


def test_an_idle_worker_only_reads(hand: Hand, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4) as asked:
        hand.round()

    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}


def test_once_does_all_that_waits_and_signs_off(do: Any, clock: Clock) -> None:
    ask("a")
    ask("b")

    work_once(name="mot", now=clock)

    assert states() == {"a": "done", "b": "done"}
    assert not Worker.objects.exists()


def test_what_ended_long_ago_is_forgotten_and_what_is_open_is_not(hand: Hand) -> None:
    ask("a")
    hand.round()
    ask("b")

    assert services.forget_old(at=AT + timedelta(days=29)) == "0"
    assert services.forget_old(at=AT + timedelta(days=31)) == "1"
    assert states() == {"b": "waiting"}


def test_a_worker_that_ends_raises_before_it_writes(hand: Hand, django_assert_num_queries: Any) -> None:
    job = ask()
    hand.ending.set()
    with django_assert_num_queries(0), pytest.raises(EndingError):
        Progress(job, hand)(1, 2)


def test_a_worker_that_looked_a_moment_too_early_takes_the_next_job(hand: Hand, monkeypatch: Any) -> None:
    first, second = ask("a"), ask("b")
    other = claims.sign_on(name="hai", at=AT)
    seen = list(claims.waiting_jobs())
    assert claims.take_job(worker=other, at=AT) == first

    monkeypatch.setattr(claims, "waiting_jobs", lambda: seen)

    assert claims.take_job(worker=hand.worker, at=AT) == second
    assert claims.take_job(worker=hand.worker, at=AT) is None


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_reach_for_the_same_jobs_at_once_each_job_goes_to_one() -> None:
    """In threads on PostgreSQL; the SQLite of tests lives in memory, where threads cannot wait for each other."""
    several = 8 if connection.vendor == "postgresql" else 1
    workers = [claims.sign_on(name=str(number), at=AT) for number in range(several)]
    for number in range(12):
        services.enqueue(kind="test", subject=str(number), at=AT)
    start = threading.Barrier(several, timeout=10)

    def reach(worker: Worker) -> list[int]:
        try:
            start.wait()
            return [job.pk for job in iter(lambda: claims.take_job(worker=worker, at=AT), None)]
        finally:
            if several > 1:
                connection.close()

    if several == 1:
        taken = reach(workers[0])
    else:
        with ThreadPoolExecutor(several) as pool:
            taken = [pk for some in pool.map(reach, workers) for pk in some]

    assert len(taken) == len(set(taken)) == 12
