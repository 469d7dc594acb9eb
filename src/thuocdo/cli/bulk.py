"""Scores of many units at once: each processor compiles, explains and writes its share, in the order of the units.

A share is made by forking, so the edition and the data are inherited and never copied; where a system cannot fork, or
the units are few, everything is one share in this process. What is written is the same, byte for byte.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from thuocdo.cli.agreement import Tally, tally
from thuocdo.cli.output import csv_line
from thuocdo.errors import DataError, Problem
from thuocdo.indices import compile_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal
    from multiprocessing.connection import Connection

    from thuocdo.indices import IndexResult
    from thuocdo.rulebooks import Edition, UnitData

WORTH_A_PROCESS: Final = 500
"""Units in a share below which forking costs more than it saves."""
LARGEST: Final = 2000
"""Units in a share above which it would take memory for no gain in time."""


class Share(NamedTuple):
    """The rows of some units as CSV text, how their scores stand beside the published ones, and what was refused."""

    text: str
    tally: Tally
    objections: tuple[Problem, ...]
    """Why reported values could not be scored, in the order of the rows."""


def shares(edition: Edition, units: Sequence[UnitData], keys: Sequence[str], *, processes: int) -> Iterator[Share]:
    """Return the scores of all units in shares that the processes take in turn, in the order of the units.

    :raises DataError: CL-111 if a process was ended from outside, as a system does that has no memory left.
    """
    size = min(-(-len(units) // processes) or 1, LARGEST)
    parts = [units[start : start + size] for start in range(0, len(units), size)]
    if processes < 2 or len(parts) < 2:
        yield from (share(edition, part, keys) for part in parts)
        return
    context = multiprocessing.get_context("fork")
    workers = []
    for turn in range(processes):
        receiver, sender = context.Pipe(duplex=False)
        worker = context.Process(target=_send_shares, args=(sender, edition, parts[turn::processes], keys), daemon=True)
        worker.start()
        sender.close()
        workers.append((worker, receiver))
    try:
        for turn in range(len(parts)):
            yield workers[turn % processes][1].recv()
    except EOFError:
        raise DataError(Problem(code="CL-111", params={"units": str(len(units))})) from None
    for worker, _ in workers:
        worker.join()


def _send_shares(
    sender: Connection, edition: Edition, parts: Sequence[Sequence[UnitData]], keys: Sequence[str]
) -> None:
    for part in parts:
        sender.send(share(edition, part, keys))


def processes_for(units: int) -> int:
    """Return how many processes are worth while: one for few units, or where a process cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return max(1, min(os.cpu_count() or 1, units // WORTH_A_PROCESS))


def share(edition: Edition, units: Iterable[UnitData], keys: Sequence[str]) -> Share:
    """Return the scores of some units: rows as CSV text, points as canonical decimal text, ``why`` in Vietnamese."""
    results = compile_all(edition, units)
    objections = (score.objection() for result in results for score in result if score.refused is not None)
    return Share("".join(_lines(edition, results, keys)), tally(results), tuple(filter(None, objections)))


def _lines(edition: Edition, results: Iterable[IndexResult], keys: Sequence[str]) -> Iterator[str]:
    """Return a row of CSV a score. Put together by hand: a country has 100,000, and only texts may need quoting."""
    root = edition.total.code
    rules = {node.code: node.rule.kind if node.rule else "sum" for node in edition.nodes}
    for result in results:
        head = csv_line((result.unit, result.kind)).rstrip("\n")
        tail = csv_line((edition.id, result.name, *(result.keys.get(key, "") for key in keys)))
        for code, score in result.scores.items():
            value = result.ranked_value if code == root else None
            points = f"{_text(score.points)},{_text(score.max_points)},{score.state}"
            why = f"{_inputs(score.reported)},{rules[code]},{_quoted(score.why())}"
            yield f"{head},{code},{points},{why},{_text(score.official)},{_text(value)},{tail}"


def _text(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


def _inputs(reported: Mapping[str, Decimal | None]) -> str:
    return "; ".join([f"{name}={_text(value)}" for name, value in reported.items()])


def merged(tallies: Iterable[Tally]) -> Tally:
    """Return the tallies of all shares as one."""
    whole: dict[str, Counter[str]] = {}
    for each in tallies:
        for code, counts in each.items():
            whole.setdefault(code, Counter()).update(counts)
    return whole
