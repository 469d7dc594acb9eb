"""Print what compiling the 766 index of 3,355 units costs, and saying why of every one of its nodes.

Run it with ``python benchmarks/indices.py``. The snapshot is the one of ``score766.py``; reading it is shown apart.
"""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path
from time import perf_counter

from snapshot766 import write

from thuocdo.indices import compile_all, rank
from thuocdo.rulebooks import load, read_data

ROUNDS = 5


def main() -> None:
    """Measure several rounds and print the best, in seconds: noise of a shared machine only ever adds."""
    edition = load("qd766/2022")
    with tempfile.TemporaryDirectory() as folder:
        files = [(path.name, path.read_bytes()) for path in write(Path(folder))]
    gc.disable()  # as a command does that ends right after
    start = perf_counter()
    units = read_data(edition, files).units
    reading = perf_counter() - start
    compiling, explaining, ranking = [], [], []
    for _ in range(ROUNDS):
        start = perf_counter()
        results = compile_all(edition, units)
        compiled = perf_counter()
        nodes = sum(bool(score.why()) for result in results for score in result)
        explained = perf_counter()
        rank({result.unit: result.ranked_value for result in results})
        compiling.append(compiled - start)
        explaining.append(explained - compiled)
        ranking.append(perf_counter() - explained)
    print(
        f"indices: {len(units)} units read in {reading:.3f} s, compiled in {min(compiling):.3f} s, "
        f"{nodes} nodes explained in {min(explaining):.3f} s, ranked in {min(ranking):.3f} s"
    )


if __name__ == "__main__":
    main()
