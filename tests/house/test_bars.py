"""The bars that ruff does not hold: sizes, names, and what never belongs into a repository."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_BAR: Final = 400
FUNCTION_BAR: Final = 40
SAYS_WHY: Final = re.compile(r"#.*\b(long|dài)\b.*\b(because|vì)\b", re.IGNORECASE)

# In parts, so that this file does not name them.
REGISTRIES: Final = (
    ("pypi", "org"),
    ("files", "pythonhosted", "org"),
    ("registry", "npmjs", "org"),
    ("deb", "debian", "org"),
)
HOMES: Final = ("home", "root", "tmp", "Users")


def test_no_python_file_is_longer_than_the_bar(texts: Mapping[str, str]) -> None:
    sizes = {
        name: text.count("\n")
        for name, text in texts.items()
        if name.endswith(".py")
        and "/migrations/" not in name
        and not SAYS_WHY.search("\n".join(text.splitlines()[:40]))
    }

    assert {name: size for name, size in sizes.items() if size > FILE_BAR} == {}


def test_no_function_is_longer_than_the_bar_unless_a_comment_says_why(
    texts: Mapping[str, str], modules: Mapping[str, ast.Module]
) -> None:
    too_long = {}
    for name, module in modules.items():
        lines = texts[name].splitlines()
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > FUNCTION_BAR and not SAYS_WHY.search(
                    "\n".join(lines[max(0, node.lineno - 3) : node.lineno + 8])
                ):
                    too_long[f"{name}:{node.lineno} {node.name}"] = size

    assert too_long == {}


def test_shared_code_is_named_after_its_subject(texts: Mapping[str, str]) -> None:
    names = [name for name in texts if re.search(r"(^|/)(utils?|helpers?|common|misc)(\.py|/)", name)]

    assert names == []


def test_no_tracked_file_names_a_package_registry(texts: Mapping[str, str]) -> None:
    hosts = {".".join(parts) for parts in REGISTRIES} | _hosts_this_machine_uses()

    assert [(name, host) for name, text in texts.items() for host in hosts if host in text] == []


def test_no_tracked_file_names_a_folder_of_one_machine(root: Path, texts: Mapping[str, str]) -> None:
    beside = {str(root.parent), str(Path.home())} - {"/"}
    folders = [re.escape(folder) for folder in beside] + [f"/{home}" for home in HOMES]
    absolute = re.compile(rf"(?<![\w.\-/*}}])(?:{'|'.join(folders)})/[\w.]")

    assert [(name, match[0]) for name, text in texts.items() if (match := absolute.search(text))] == []


def test_every_shell_script_can_be_read_by_bash(root: Path, texts: Mapping[str, str]) -> None:
    scripts = [name for name, text in texts.items() if text.startswith("#!/usr/bin/env bash") or name.endswith(".sh")]

    assert scripts
    for name in scripts:
        subprocess.run(["bash", "-n", name], cwd=root, check=True)


def _hosts_this_machine_uses() -> set[str]:
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    configured = subprocess.run(command, capture_output=True, check=False, text=True)
    host = urlsplit(configured.stdout.strip()).hostname if configured.returncode == 0 else None
    return {host} if host and host != "localhost" else set()
