"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the project's shared folder beside the checkout; mark the test ``needs_shared``.

    Where it is absent the test is skipped aloud, or fails where THUOCDO_NEED_SHARED asks for it.
    """
    if BESIDE.is_dir():
        return BESIDE
    if os.environ.get("THUOCDO_NEED_SHARED"):
        pytest.fail(f"THUOCDO_NEED_SHARED is set, but there is no folder {BESIDE}")
    pytest.skip(f"needs the shared folder beside the checkout ({BESIDE})")
