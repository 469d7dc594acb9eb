"""Measures whole commands as a person would meet them: fresh processes, wall time and peak memory.

Every figure is printed beside its limit and beside a reference measured in the same minute on the same machine (a
plain ``csv`` pass, a bare ``python -c pass``): a shared two-core machine is noisy, a ratio tells more than seconds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
THUOCDO = Path(sys.executable).parent / "thuocdo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The median over several fresh processes: seconds, and the largest peak memory in megabytes."""

    seconds: float
    slowest: float
    megabytes: float


def run(*commands: Sequence[str], times: int = 5) -> Run:
    """Run the commands one after another, ``times`` times, and return the median of the whole."""
    seconds, peaks = [], []
    for _ in range(times):
        begin = time.perf_counter()
        peaks += [_peak(command) for command in commands]
        seconds.append(time.perf_counter() - begin)
    return Run(seconds=statistics.median(seconds), slowest=max(seconds), megabytes=max(peaks))


def _peak(command: Sequence[str]) -> float:
    child = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"ended with {child.returncode}: {' '.join(map(str, command))}")
    return usage.ru_maxrss / 1024


def report(
    what: str, found: Run, *, limit: float, reference: Run, against: str, megabytes: float | None = None
) -> None:
    """Print one figure with its limit and its ratio to the reference."""
    memory = f", {found.megabytes:.0f} MB" + (f" (limit {megabytes:.0f})" if megabytes else "")
    print(
        f"{what}: median {found.seconds:.2f} s (limit {limit:.2f}, slowest {found.slowest:.2f}){memory}; "
        f"{found.seconds / reference.seconds:.1f} times {against} ({reference.seconds:.2f} s)"
    )
