"""What `make test` adds to pytest: a test that did not run is a failure, unless somebody decided otherwise.

The one decision there is: tests marked ``needs_shared`` may be skipped (aloud) where the shared folder is absent, that
is while ``THUOCDO_NEED_SHARED`` is not set.

It also lets the tests of the library run where pytest-django is absent or switched off, although ``pyproject.toml``
names a setting of it.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_not_run: list[str] = []


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know the setting of pytest-django where that plugin does not run."""
    if pluginmanager.is_blocked("django") or find_spec("pytest_django") is None:
        parser.addini("DJANGO_SETTINGS_MODULE", "not used: these tests know no Django")


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
