"""``make bench``: ``thuocdo plan read`` in a fresh process: 60 pages of Word (2 s), of PDF (20 s), 300 MB each.

The sample plan is read beside them, and the real plan of 124 tasks (1.0 s) where the folder beside the checkout has it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from measure import ROOT, THUOCDO, report, run

MEMORY: Final = 300
SEED: Final = ROOT.parent / "shared" / "seeds" / "004_2e48c56312b1aad1.txt"
MAKE: Final = "import sys, pathlib, plan_files; plan_files.write(pathlib.Path(sys.argv[1]))"


def main() -> None:
    """Measure each kind of file."""
    nothing = run((sys.executable, "-c", "pass"))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run((sys.executable, "-c", MAKE, folder), check=True, cwd=Path(__file__).parent)
        here = Path(folder)
        files = {
            "60 pages of Word": (here / "word.docx", 2.0),
            "60 pages of PDF": (here / "ruled.pdf", 20.0),
            "60 pages of PDF without ruling lines": (here / "unruled.pdf", 20.0),
            "the sample plan in PDF": (here / "sample.pdf", 20.0),
            "the real plan of 124 tasks as text": (SEED, 1.0),
        }
        for what, (file, limit) in files.items():
            if not file.exists():
                print(f"{what}: not here")
                continue
            found = run((str(THUOCDO), "plan", "read", str(file), "-o", str(here / "plan.json")), times=3)
            report(what, found, limit=limit, reference=nothing, against="python -c pass", megabytes=MEMORY)


if __name__ == "__main__":
    main()
