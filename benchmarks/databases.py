"""Runs a benchmark on SQLite and on PostgreSQL: each in a process of its own, since Django reads its settings once."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from measure import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

CHOSEN = "THUOCDO_DATABASE"


def on_both(benchmark: str) -> None:
    """Run a benchmark again on each database; PostgreSQL is the throw-away cluster of the tests."""
    run = [sys.executable, benchmark]
    print("SQLite", flush=True)
    subprocess.run(run, check=True, env={**os.environ, CHOSEN: ""})
    with _cluster() as cluster:
        print("PostgreSQL 15", flush=True)
        subprocess.run(run, check=True, env={**os.environ, CHOSEN: cluster.url})


@contextmanager
def _cluster() -> Iterator[Any]:
    path = ROOT / "tests/conftest.py"
    found = importlib.util.spec_from_file_location("thuocdo_tests", path)
    if found is None or found.loader is None:
        raise SystemExit(f"{path} is not there")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    cluster = module.Cluster()
    try:
        yield cluster
    finally:
        cluster.stop()
