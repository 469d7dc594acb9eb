"""``make bench``: ``thuocdo explain`` in a fresh process; limit 0.5 s, median of 15."""

from __future__ import annotations

import sys
from pathlib import Path

from measure import ROOT, THUOCDO, report, run

SAMPLE = ROOT / "src/thuocdo/portal/results/sample"


def main() -> None:
    """Measure one explanation from the shipped sample of 28 units."""
    files = sorted(str(path) for path in Path(SAMPLE).glob("*_20261008.csv"))
    reference = run([sys.executable, "-c", "pass"], times=15)
    explain = [str(THUOCDO), "explain", "qd766/2022", *files, "--unit", "H21.133", "--criterion", "5.2"]
    report("explain, fresh process", run(explain, times=15), limit=0.5, reference=reference, against="python -c pass")


if __name__ == "__main__":
    main()
