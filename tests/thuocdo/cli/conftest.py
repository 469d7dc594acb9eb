"""What the tests of the command line share: running a command, the sample's files, a file of scores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from thuocdo.cli import main

SAMPLE = Path(__file__).resolve().parents[3] / "src/thuocdo/portal/results/sample"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; gives back its status, its output and what it said beside."""

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsys.readouterr()
        return status, out, err

    return command


@pytest.fixture(scope="session")
def files() -> list[str]:
    """The three files of the sample snapshot of 28 units."""
    return [str(SAMPLE / name) for name in ("metrics_20261008.csv", "tree_groups_20261008.csv", "totals_20261008.csv")]


@pytest.fixture(scope="session")
def observations() -> str:
    """Four published answers about online services, with their parameters."""
    return str(SAMPLE / "online_observations.csv")


@pytest.fixture(scope="session")
def scores(tmp_path_factory: pytest.TempPathFactory, files: list[str], observations: str) -> Path:
    """The scores of the sample, as the command writes them."""
    path = tmp_path_factory.mktemp("scores") / "scores.csv"
    assert main(["score", "qd766/2022", *files, observations, "-o", str(path)]) == 0
    return path
