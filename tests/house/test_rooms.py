"""A room stands in the import contracts from its first day; no contract waits for a room under a wrong name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DATA = {"thuocdo.messages", "thuocdo.portal"}


def _rooms(folder: Path, package: str) -> set[str]:
    return {f"{package}.{path.parent.name}" for path in folder.glob("*/__init__.py")}


def _contracts(pyproject: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    return {contract["type"]: contract for contract in pyproject["tool"]["importlinter"]["contracts"]}


def test_every_room_has_its_layer(root: Path, pyproject: Mapping[str, Any]) -> None:
    layers = " ".join(_contracts(pyproject)["layers"]["layers"])
    named = set(re.findall(r"thuocdo[\w.]+", layers))
    source = root / "src/thuocdo"

    assert (_rooms(source, "thuocdo") | _rooms(source / "portal", "thuocdo.portal")) - DATA <= named


def test_every_room_of_the_library_is_forbidden_to_know_django(root: Path, pyproject: Mapping[str, Any]) -> None:
    forbidden = _contracts(pyproject)["forbidden"]

    assert _rooms(root / "src/thuocdo", "thuocdo") - DATA <= set(forbidden["source_modules"])
    assert set(forbidden["forbidden_modules"]) >= {"django", "thuocdo.portal"}
