"""Reading a plan in a process of its own, with bounds on time and memory.

A file from outside may be made to take the reader down: an hour of processor, all the memory of the machine. The
process that reads it has no database, no secrets in its environment and an end; it hands back plain values as JSON,
never objects.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import IO, Any, Final, cast

from thuocdo.documents.opening import read_plan
from thuocdo.documents.writing import as_whole
from thuocdo.errors import DocumentError, Place, Problem, Severity, ThuocDoError

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much one reading may take."""

    seconds: float = 600.0
    """By the clock on the wall, and of the processor."""
    megabytes: int = 768
    """Of address space. A plan of sixty pages is read within 200, as measured; a file of 50 MB is held twice."""


BOUNDS: Final = Bounds()
SHORT: Final = 2.5
"""Seconds that somebody waits for a page without wondering."""
_WORD: Final = 1.0
"""Seconds between two words to the caller when no page was finished."""
_PIECE: Final = 1 << 16
_MOST_SAID: Final = 64 << 20
"""Bytes of one line: a plan of a thousand tasks comes to one or two million; more is no plan."""
_CHILD: Final = "from thuocdo.documents.apart import answer; answer()"
_PUBLIC: Final = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "TMPDIR")


class _TooLongError(Exception):
    """Not finished within the time given."""


def read_apart(
    content: bytes, *, name: str, bounds: Bounds = BOUNDS, progress: Progress | None = None
) -> Mapping[str, Any]:
    """Read a plan in a process of its own, and return it whole as :func:`~thuocdo.documents.writing.as_whole` does.

    :param progress: told the page just read and how many there are (0 of 0 at first), at least once a second; what it
        raises ends the reading and is passed on.
    :raises DocumentError: what :func:`~thuocdo.documents.read_plan` raises; PD-111 it took too long, PD-112 too much
        memory, PD-113 the reader broke on it.
    """
    try:
        return _read(content, name, bounds, progress or _silent)
    except _TooLongError:
        params = {"limit": f"{bounds.seconds / 60:.0f}"}
        raise DocumentError(Problem(code="PD-111", place=Place(file=name), params=params)) from None


def read_if_short(content: bytes, *, name: str, seconds: float = SHORT) -> Mapping[str, Any] | None:
    """Read a plan as :func:`read_apart` does if that takes no longer than a person waits; nothing if it takes longer.

    It gives up as soon as the pages read so far say that the rest would take too long.
    """
    began = time.monotonic()
    first: list[float] = []

    def judge(page: int, pages: int) -> None:
        now = time.monotonic()
        if page == 0:
            return
        first.append(now)
        ahead = (now - first[0]) / max(1, page - 1) * (pages - page)
        if page > 1 and now - began + ahead > seconds:
            raise _TooLongError

    try:
        return _read(content, name, Bounds(seconds=seconds), judge)
    except _TooLongError:
        return None


def _silent(_page: int, _pages: int) -> None:
    """Nobody is listening."""


def _read(content: bytes, name: str, bounds: Bounds, progress: Progress) -> Mapping[str, Any]:
    with tempfile.TemporaryFile() as given:
        given.write(content)
        given.seek(0)
        words = [name, str(bounds.megabytes), str(int(bounds.seconds) + 2)]
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and code; the name goes in as a word, not as code
            [sys.executable, "-c", _CHILD, *words],
            stdin=given,
            stdout=subprocess.PIPE,
            env={key: os.environ[key] for key in _PUBLIC if key in os.environ},
        )
        with child:
            try:
                for said in _lines(cast("IO[bytes]", child.stdout), bounds.seconds, progress):
                    if (heard := _hear(said, name, progress)) is not None:
                        return heard
            finally:
                child.kill()
    raise DocumentError(Problem(code="PD-113", place=Place(file=name)))


def _lines(source: IO[bytes], seconds: float, progress: Progress) -> Iterator[Mapping[str, Any]]:
    """Yield what the child says, with a word to the caller whenever it was silent for a while.

    :raises _TooLongError: after ``seconds``.
    """
    end, at, rest = time.monotonic() + seconds, (0, 0), bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(source, selectors.EVENT_READ)
        while len(rest) < _MOST_SAID:
            left = end - time.monotonic()
            if left <= 0:
                raise _TooLongError
            if not waiting.select(min(left, _WORD)):
                progress(*at)
                continue
            piece = os.read(source.fileno(), _PIECE)
            if not piece:
                return
            rest += piece
            if b"\n" not in piece:
                continue
            *whole, last = rest.split(b"\n")
            rest = bytearray(last)
            for line in whole:
                said = json.loads(line)
                at = (said["page"], said["of"]) if "page" in said else at
                yield said


def _hear(said: Mapping[str, Any], name: str, progress: Progress) -> Mapping[str, Any] | None:
    """Return the plan where it was said; pass on progress, raise what the child could not read."""
    if "page" in said:
        progress(int(said["page"]), int(said["of"]))
        return None
    if "plan" in said:
        return cast("Mapping[str, Any]", said["plan"])
    if "memory" in said:
        params = {"limit": str(said["memory"])}
        raise DocumentError(Problem(code="PD-112", place=Place(file=name), params=params))
    raise DocumentError(from_plain(problem) for problem in said["problems"])


def plain(problem: Problem) -> dict[str, object]:
    """Return a problem as plain values: code, place, parameters, severity."""
    place = {name: value for name, value in asdict(problem.place).items() if value is not None}
    return {"code": problem.code, "place": place, "params": dict(problem.params), "severity": problem.severity.value}


def from_plain(stored: Mapping[str, Any]) -> Problem:
    """Return the problem that :func:`plain` wrote."""
    return Problem(
        code=stored["code"],
        place=Place(**stored["place"]),
        params=stored["params"],
        severity=Severity(stored["severity"]),
    )


# ── In the process that reads ────────────────────────────────────────────────────────────────────────────────────────
def answer() -> None:
    """Read what stands on the standard input, within bounds, and say on the standard output what came of it."""
    name, megabytes, seconds = sys.argv[1:4]
    _bind(int(megabytes), int(seconds))
    target = sys.stdout.buffer
    # What a package below prints by mistake must not stand between our lines.
    with contextlib.redirect_stdout(sys.stderr):
        say(sys.stdin.buffer.read(), name, target, megabytes=int(megabytes))


def _bind(megabytes: int, seconds: int) -> None:
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def say(content: bytes, name: str, target: IO[bytes], *, megabytes: int) -> None:
    """Read a plan and write every page and the outcome, one JSON a line."""

    def line(**said: object) -> None:
        target.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
        target.flush()

    try:
        plan = read_plan(content, name=name, progress=lambda page, pages: line(page=page, of=pages))
        line(plan=as_whole(plan))
    except ThuocDoError as error:
        line(problems=[plain(problem) for problem in error.problems])
    except MemoryError:
        line(memory=megabytes)
