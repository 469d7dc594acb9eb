"""The doors of each app are its selectors and services: nothing else asks the database for its rows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PORTAL = Path(__file__).resolve().parents[3] / "src/thuocdo/portal"


def owns_queries(path: Path) -> bool:
    """Return whether a file is an app's selectors, services, models or migrations."""
    parts = path.relative_to(PORTAL).parts[1:]
    return parts[0] in {"migrations", "models"} or parts[0].removesuffix(".py") in {"selectors", "services"}


def managers_used(path: Path) -> list[str]:
    """Return where a file uses a model's manager."""
    return [
        f"{path.relative_to(PORTAL)}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]


@pytest.mark.parametrize("app", sorted(path.name for path in PORTAL.iterdir() if (path / "__init__.py").exists()))
def test_only_selectors_and_services_use_managers(app: str) -> None:
    found = [use for path in (PORTAL / app).rglob("*.py") if not owns_queries(path) for use in managers_used(path)]
    assert found == []


@pytest.mark.parametrize("app", sorted(path.name for path in PORTAL.iterdir() if (path / "models.py").exists()))
def test_selectors_read_and_do_not_write(app: str) -> None:
    writing = {"create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "save", "delete"}
    for path in (PORTAL / app).rglob("selectors*.py"):
        calls = [node.func.attr for node in ast.walk(ast.parse(path.read_text("utf-8")))
                 if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]  # fmt: skip
        assert writing.isdisjoint(calls), path
