"""``make bench``: scoring the 766 index for 3,355 units, end to end from CSV to ranked CSV; limit 1.5 s and 300 MB."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import THUOCDO, report, run
from snapshot766 import write

CSV_READER = (
    "import csv, sys\nfor path in sys.argv[1:]:\n    for row in csv.reader(open(path, encoding='utf-8')):\n        pass"
)


def main() -> None:
    """Measure ``thuocdo score`` and ``thuocdo rank`` as two fresh processes."""
    with tempfile.TemporaryDirectory() as folder:
        files = [str(path) for path in write(Path(folder))]
        scores, ranked = f"{folder}/scores.csv", f"{folder}/ranked.csv"
        reference = run([sys.executable, "-c", CSV_READER, *files])
        score = (str(THUOCDO), "score", "qd766/2022", *files, "-o", scores)
        rank = (str(THUOCDO), "rank", scores, "--by", "kind", "-o", ranked)
        found = run(score, rank)
        lines = Path(ranked).read_text("utf-8").count("\n") - 1
        report(
            f"766, {lines} units, CSV to ranked CSV",
            found,
            limit=1.5,
            megabytes=300,
            reference=reference,
            against="a csv pass",
        )


if __name__ == "__main__":
    main()
