"""The worker's loop: it ends when told to, waits for a database that is away, signs on again when it was struck off."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from thuocdo.portal.jobs import registry, services, worker
from thuocdo.portal.jobs.models import Job, Worker
from thuocdo.portal.jobs.registry import Kind
from thuocdo.portal.jobs.services import claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)


@pytest.fixture
def ending() -> threading.Event:
    """Set by whoever wants the worker to end."""
    return threading.Event()


@pytest.fixture
def do(db: None, ending: threading.Event) -> Iterator[Callable[[Callable[[], None]], None]]:
    """Says what the job of each turn of the loop does; without one left, the worker is told to end."""
    kept = registry._registry.kinds, registry._registry.scheduled

    def be(*acts: Callable[[], None]) -> None:
        left = [*acts, ending.set]
        registry.fill(kinds=[Kind(key="test", label="Việc thử", run=lambda *_: left.pop(0)())], scheduled=[])
        for number in range(len(left)):
            services.enqueue(kind="test", subject=str(number), at=AT)

    yield be
    registry._registry.kinds, registry._registry.scheduled = kept


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep the test's own connection open; notes when the worker closes connections."""
    closed: list[str] = []

    class Connections:
        def close_all(self) -> None:
            closed.append(threading.current_thread().name)

    monkeypatch.setattr(worker, "connections", Connections())
    return closed


def test_it_works_until_it_is_told_to_end_and_signs_off(do: Any, ending: threading.Event) -> None:
    do(lambda: None)
    worker.work(name="mot", now=lambda: AT, ending=ending)

    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert not Worker.objects.exists()


def test_a_database_that_is_away_for_a_while_is_waited_for(
    do: Any, ending: threading.Event, monkeypatch: pytest.MonkeyPatch, one_connection: list[str]
) -> None:
    do()
    monkeypatch.setattr(worker, "HEARTBEAT", 0.01)
    monkeypatch.setattr(worker, "_pulse", lambda *_: None)
    real, calls = claims.strike_off_the_silent, []

    def strike(**said: Any) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("server closed the connection unexpectedly")
        real(**said)

    monkeypatch.setattr(claims, "strike_off_the_silent", strike)
    worker.work(name="mot", now=lambda: AT, ending=ending)

    assert one_connection == ["MainThread"]
    assert Job.objects.get().state == "done"


def test_a_worker_that_was_struck_off_signs_on_again_under_a_new_name(
    do: Any, ending: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    pulses: list[threading.Event] = []
    monkeypatch.setattr(worker, "_pulse", lambda _worker, _now, _left, lost: pulses.append(lost))

    def note() -> None:
        names.append(Worker.objects.latest("pk").name)
        pulses[-1].set()

    do(note, note)
    worker.work(name="mot", now=lambda: AT, ending=ending)

    assert len(set(names)) == 2


class Ticks:
    """An event that is waited for some times in vain."""

    def __init__(self, ticks: int) -> None:
        self.ticks = ticks

    def wait(self, _seconds: float) -> bool:
        """Return whether it is over."""
        self.ticks -= 1
        return self.ticks < 0


def test_the_pulse_says_that_the_worker_lives(db: None) -> None:
    mine = claims.sign_on(name="mot", at=AT)
    later = datetime(2026, 10, 8, 3, 1, tzinfo=UTC)
    lost = threading.Event()
    left: Any = Ticks(2)

    worker._pulse(mine, lambda: later, left, lost)

    mine.refresh_from_db()
    assert (mine.alive_at, lost.is_set()) == (later, False)


def test_the_pulse_of_a_worker_that_was_struck_off_says_so_and_ends(db: None) -> None:
    mine = claims.sign_on(name="mot", at=AT)
    Worker.objects.all().delete()
    lost = threading.Event()
    left: Any = Ticks(5)

    worker._pulse(mine, lambda: AT, left, lost)

    assert (lost.is_set(), left.ticks) == (True, 4)


def test_the_pulse_goes_on_when_the_database_is_away(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_said: object) -> None:
        raise OperationalError

    monkeypatch.setattr(claims, "say_alive", away)
    left: Any = Ticks(3)
    lost = threading.Event()

    worker._pulse(Worker(), lambda: AT, left, lost)

    assert (lost.is_set(), left.ticks) == (False, -1)


def test_the_command_does_all_that_waits_once(do: Any) -> None:
    do(lambda: None)
    call_command("worker", "--once")

    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_process_ends_within_seconds_of_a_signal(tmp_path: Path, how: signal.Signals) -> None:
    environment = {**os.environ, "THUOCDO_VAR": str(tmp_path), "THUOCDO_DATABASE": ""}
    portal = [sys.executable, "-m", "thuocdo.portal"]
    subprocess.run([*portal, "migrate", "jobs", "--verbosity", "0"], env=environment, check=True)
    # The tables of the other apps are not there: their regular work fails, and the worker lives on.
    process = subprocess.Popen([*portal, "worker"], env=environment, stderr=subprocess.DEVNULL)

    with closing(sqlite3.connect(tmp_path / "thuocdo.sqlite3")) as database, process:
        try:
            until = time.monotonic() + 30
            while not database.execute("SELECT 1 FROM jobs_worker").fetchone() and time.monotonic() < until:
                time.sleep(0.1)
            process.send_signal(how)
            assert process.wait(timeout=15) == 0
            assert database.execute("SELECT count(*) FROM jobs_worker").fetchone() == (0,)
        finally:
            process.kill()
