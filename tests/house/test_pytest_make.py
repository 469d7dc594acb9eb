"""`make test` fails when a test did not run, and only then."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PASSES = "def test_passes(): pass\n"
SKIPPED = "import pytest\n@pytest.mark.skip(reason='later')\ndef test_later(): pass\n"
SHARED = "import pytest\n@pytest.mark.needs_shared\n@pytest.mark.skip(reason='absent')\ndef test_shared(): pass\n"
WHOLE_FILE = "import pytest\npytest.skip('no server', allow_module_level=True)\n"


@pytest.mark.parametrize(
    ("tests", "need_shared", "status"),
    [
        (PASSES, "", 0),
        (PASSES + SKIPPED, "", 1),
        (PASSES + SHARED, "", 0),
        (PASSES + SHARED, "1", 1),
        (WHOLE_FILE, "", 1),
    ],
    ids=["all ran", "one skipped", "shared absent", "shared asked for", "a whole file skipped"],
)
def test_a_test_that_did_not_run_fails_the_run(
    root: Path, tmp_path: Path, tests: str, need_shared: str, status: int
) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    needs_shared: …\n", "utf-8")
    (tmp_path / "test_example.py").write_text(tests, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "pytest_make", "-p", "no:django", "-p", "no:cacheprovider"]
    environment = {"PYTHONPATH": str(root / "scripts"), "THUOCDO_NEED_SHARED": need_shared, "PATH": ""}

    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, text=True)

    # 5: pytest's own word for "nothing ran at all".
    assert run.returncode in ({status, 5} if tests is WHOLE_FILE else {status}), run.stdout
    assert ("skipped without leave" in run.stdout) == (status == 1)
