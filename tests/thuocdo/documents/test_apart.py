"""Reading in a process of its own: the same plan, the same refusals, and an end to whatever a file does."""

from __future__ import annotations

import io
import json
import resource
import sys
import time
from importlib import resources
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.documents import apart, read_plan
from thuocdo.documents.apart import Bounds, from_plain, plain, read_apart, read_if_short
from thuocdo.documents.writing import as_whole
from thuocdo.errors import DocumentError, Place, Problem

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = resources.files("thuocdo.documents") / "samples"
PDF = (SAMPLES / "ke-hoach-mau.pdf").read_bytes()
WORD = (SAMPLES / "ke-hoach-mau.docx").read_bytes()


def child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the process that reads do something else, under the same bounds."""
    bound = "import sys, time; from thuocdo.documents import apart; apart._bind(*map(int, sys.argv[2:4]))\n"
    monkeypatch.setattr(apart, "_CHILD", bound + code)


def codes(error: pytest.ExceptionInfo[DocumentError]) -> list[str]:
    """Return the codes of the problems."""
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize(("name", "content"), [("a.pdf", PDF), ("a.docx", WORD)])
def test_the_plan_is_the_one_that_is_read_here(name: str, content: bytes) -> None:
    here = json.loads(json.dumps(as_whole(read_plan(content, name=name))))

    assert read_apart(content, name=name) == here
    assert read_if_short(content, name=name, seconds=20) == here


def test_every_page_is_told() -> None:
    told: list[tuple[int, int]] = []
    read_apart(PDF, name="a.pdf", progress=lambda page, of: told.append((page, of)))

    pages = [(page, of) for page, of in told if page]
    assert [page for page, _ in dict.fromkeys(pages)] == list(range(1, pages[0][1] + 1))


def test_a_refusal_comes_back_with_its_place_and_parameters() -> None:
    with pytest.raises(DocumentError) as refused:
        read_apart(b"\x89PNG" + b"0" * 100, name="anh quét.pdf")

    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == ("PD-105", "anh quét.pdf")


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "while True: pass")
    began = time.monotonic()

    with pytest.raises(DocumentError) as refused:
        read_apart(b"x", name="a.pdf", bounds=Bounds(seconds=0.8))

    assert codes(refused) == ["PD-111"]
    assert time.monotonic() - began < 5


def test_what_takes_longer_than_a_person_waits_is_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "time.sleep(60)")

    assert read_if_short(b"x", name="a.pdf", seconds=0.8) is None


def test_many_pages_are_left_to_others_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    say = 'print(\'{"page": %d, "of": 600}\' % page, flush=True)'
    child(monkeypatch, f"for page in range(1, 600):\n    {say}\n    time.sleep(0.1)")
    began = time.monotonic()

    assert read_if_short(b"x", name="a.pdf", seconds=30) is None
    assert time.monotonic() - began < 10


def test_what_wants_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = "apart.read_plan = lambda *_, **__: bytearray(2 << 30)\napart.answer()"
    child(monkeypatch, greedy)

    with pytest.raises(DocumentError) as refused:
        read_apart(b"x", name="a.pdf")

    (problem,) = refused.value.problems
    assert (problem.code, problem.params) == ("PD-112", {"limit": "768"})


@pytest.mark.parametrize("end", ["import os; os.kill(os.getpid(), 9)", "sys.stderr.close(); raise KeyError('a')"])
def test_a_reader_that_breaks_off_is_told_as_a_refusal(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    child(monkeypatch, end)

    with pytest.raises(DocumentError) as refused:
        read_apart(b"x", name="a.pdf")

    assert codes(refused) == ["PD-113"]


def test_a_reader_that_does_not_stop_talking_is_not_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_MOST_SAID", 1 << 20)
    child(monkeypatch, "while True: sys.stdout.write('x' * 65536)")

    with pytest.raises(DocumentError) as refused:
        read_apart(b"x", name="a.pdf")

    assert codes(refused) == ["PD-113"]


def test_who_asked_hears_something_every_second_and_may_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, 'print(\'{"page": 2, "of": 9}\', flush=True)\ntime.sleep(60)')
    told: list[tuple[int, int]] = []

    def enough(page: int, of: int) -> None:
        told.append((page, of))
        if told[-2:] == [(2, 9), (2, 9)]:
            raise InterruptedError

    began = time.monotonic()
    with pytest.raises(InterruptedError):
        read_apart(b"x", name="a.pdf", progress=enough)
    assert time.monotonic() - began < 10


def test_the_reader_knows_no_secret_and_can_write_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("THUOCDO_SECRET_KEY", "bi-mat")
    spy = f"""
import json, os
file = os.open({str(tmp_path / "out")!r}, os.O_WRONLY | os.O_CREAT)
try:
    wrote = os.write(file, b"x" * 100)
except OSError as error:
    wrote = error.strerror
print(json.dumps(dict(plan=dict(secret=os.environ.get("THUOCDO_SECRET_KEY"), wrote=wrote))), flush=True)
"""
    child(monkeypatch, spy)

    assert read_apart(b"x", name="a.pdf") == {"secret": None, "wrote": "File too large"}


def test_a_problem_survives_being_made_plain() -> None:
    problem = Problem(code="PD-101", place=Place(file="a.pdf", row=3), params={"found": "60", "limit": "50"})

    assert from_plain(json.loads(json.dumps(plain(problem)))) == problem


def test_the_reader_binds_itself_before_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    bound: dict[int, Any] = {}
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: bound.update({what: limits}))
    monkeypatch.setattr(sys, "argv", ["-c", "a.txt", "768", "600"])
    target = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("KẾ HOẠCH".encode())))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=target))

    apart.answer()

    assert bound[resource.RLIMIT_AS] == (768 << 20, 768 << 20)
    assert bound[resource.RLIMIT_CPU] == (600, 600)
    assert json.loads(target.getvalue())["plan"]["lines"][0]["text"] == "KẾ HOẠCH"


@pytest.mark.parametrize(("wrong", "said"), [(MemoryError(), {"memory": 9}), (None, {"page": 1, "of": 2})])
def test_the_reader_says_each_page_and_that_memory_ran_out(
    monkeypatch: pytest.MonkeyPatch, wrong: Exception | None, said: dict[str, int]
) -> None:
    def read(_content: bytes, *, name: str, progress: Any) -> object:
        if wrong:
            raise wrong
        progress(1, 2)
        return read_plan("KẾ HOẠCH".encode(), name=name)

    monkeypatch.setattr(apart, "read_plan", read)
    target = io.BytesIO()
    apart.say(b"x", "a.txt", target, megabytes=9)

    assert json.loads(target.getvalue().splitlines()[0]) == said


def test_the_reader_says_what_it_cannot_read() -> None:
    target = io.BytesIO()
    apart.say(b"", "rỗng.txt", target, megabytes=9)

    (problem,) = json.loads(target.getvalue())["problems"]
    assert (problem["code"], problem["place"]) == ("PD-102", {"file": "rỗng.txt"})
