"""A pytest plugin for `make test`: a test that did not run is a failure, unless somebody decided otherwise.

The one decision there is: tests marked ``needs_shared`` may be skipped (aloud) where the shared folder is absent, that is
while ``THUOCDO_NEED_SHARED`` is not set.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_not_run: list[str] = []


def _allowed(report: pytest.TestReport) -> bool:
    return "needs_shared" in report.keywords and not os.environ.get("THUOCDO_NEED_SHARED")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember a test that was skipped without leave."""
    if report.skipped and not hasattr(report, "wasxfail") and not _allowed(report):
        _not_run.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Remember a whole file that was skipped."""
    if report.skipped:
        _not_run.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when a test was skipped without leave."""
    if _not_run and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that did not run."""
    if _not_run:
        terminalreporter.section("tests that were skipped without leave", red=True)
        for nodeid in _not_run:
            terminalreporter.line(nodeid)
