"""The locks pin every file by hash, name no host, agree with each other, and satisfy what the project asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOCKS = ("dev", "library", "bootstrap", "node")


def pins(lock: Path) -> Mapping[str, str]:
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", lock.read_text("utf-8"), re.MULTILINE))


def wanted(pyproject: Mapping[str, Any], *extras: str) -> Iterator[Requirement]:
    project = pyproject["project"]
    for line in project["dependencies"] + [
        line for extra in extras for line in project["optional-dependencies"][extra]
    ]:
        yield Requirement(line)


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_nothing_says_where_to_download(root: Path, name: str) -> None:
    text = (root / f"requirements/{name}.lock").read_text("utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]

    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry] == []
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links| @ ", text)


@pytest.mark.parametrize(("name", "extras"), [("dev", None), ("library", ("documents",))])
def test_a_lock_satisfies_what_the_project_asks_for(
    root: Path, pyproject: Mapping[str, Any], name: str, extras: tuple[str, ...] | None
) -> None:
    locked = pins(root / f"requirements/{name}.lock")
    asked = wanted(pyproject, *(pyproject["project"]["optional-dependencies"] if extras is None else extras))

    wrong = [
        str(requirement)
        for requirement in asked
        if not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), "0"))
    ]
    assert wrong == [], "run `make locks`"


@pytest.mark.parametrize("name", ["library", "bootstrap"])
def test_what_is_tested_together_is_installed_together(root: Path, name: str) -> None:
    everything = pins(root / "requirements/dev.lock")

    for package, version in pins(root / f"requirements/{name}.lock").items():
        assert everything[package] == version


def test_the_library_pulls_in_no_web_framework(root: Path) -> None:
    assert not {"django", "asgiref", "gunicorn"} & set(pins(root / "requirements/library.lock"))
