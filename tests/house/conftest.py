"""What the tests of the house look at: the files of the repository, and what the code says of itself."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def texts() -> Mapping[str, str]:
    """Every text file that git tracks, or would at the next `git add`, by its name relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    found = {}
    for name in filter(None, listed.stdout.split("\0")):
        if (path := ROOT / name).is_file() and b"\0" not in (data := path.read_bytes())[:8000]:
            found[name] = data.decode("utf-8", errors="replace")
    assert "pyproject.toml" in found
    return found


@pytest.fixture(scope="session")
def modules(texts: Mapping[str, str]) -> Mapping[str, ast.Module]:
    """Every tracked Python file, parsed, but for the migrations that Django writes."""
    return {
        name: ast.parse(text) for name, text in texts.items() if name.endswith(".py") and "/migrations/" not in name
    }


@pytest.fixture(scope="session")
def pyproject() -> Mapping[str, Any]:
    """The project's own description."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
