"""The scripts say what is wrong before they do anything, and install only what they may."""

from __future__ import annotations

import os
import socket
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

NEED = 'set -euo pipefail; . scripts/debian.sh; need_package python3.11-venv -- "Chưa tạo được môi trường."'


def _programs(folder: Path, **bodies: str) -> str:
    """Put programs of our own into a folder and return a PATH that has them, bash and env alone."""
    for name in ("bash", "env"):
        (folder / name).symlink_to(f"/usr/bin/{name}")
    for name, body in bodies.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/usr/bin/bash\n{body}\n", "utf-8")
        path.chmod(0o755)
    return str(folder)


def _need_package(root: Path, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/bin/bash", "-c", NEED], cwd=root, env={"PATH": path}, capture_output=True, check=False, text=True
    )


def _run(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["scripts/run"], cwd=root, env=os.environ | environment, capture_output=True, check=False, text=True, timeout=20
    )


def test_who_may_not_install_is_told_the_package_and_the_command(root: Path, tmp_path: Path) -> None:
    done = _need_package(root, _programs(tmp_path, id="echo 1000", apt_get="exit 99"))

    assert done.returncode == 1
    assert "Thiếu gói Debian: python3.11-venv" in done.stderr
    assert "sudo apt-get install --no-install-recommends python3.11-venv" in done.stderr


def test_who_may_use_sudo_only_with_a_password_is_not_asked_for_it(root: Path, tmp_path: Path) -> None:
    done = _need_package(root, _programs(tmp_path, id="echo 1000", apt_get="exit 99", sudo="[ $1 != -n ] || exit 1"))

    assert done.returncode == 1
    assert "Thiếu gói Debian: python3.11-venv" in done.stderr


@pytest.mark.parametrize(
    "programs", [{"id": "echo 0"}, {"id": "echo 1000", "sudo": 'shift; "$@"'}], ids=["root", "sudo without a password"]
)
def test_who_may_install_gets_the_package_after_fresh_lists(
    root: Path, tmp_path: Path, programs: dict[str, str]
) -> None:
    log = tmp_path / "apt.log"
    done = _need_package(root, _programs(tmp_path, apt_get=f'echo "$@" >>{log}', **programs))

    updated, installed = log.read_text("utf-8").splitlines()
    assert done.returncode == 0
    assert "Đang cài gói Debian bằng apt-get: python3.11-venv" in done.stdout
    assert updated.endswith(" update")
    assert installed.endswith(" install --yes --no-install-recommends python3.11-venv")


def test_a_package_that_cannot_be_had_stops_the_work_with_the_words_of_apt(root: Path, tmp_path: Path) -> None:
    done = _need_package(root, _programs(tmp_path, id="echo 0", apt_get="echo 'E: no such package'; exit 100"))

    assert done.returncode == 1
    assert "E: no such package" in done.stderr
    assert "KHÔNG LÀM TIẾP ĐƯỢC" in done.stderr


def test_a_system_without_apt_is_told_what_to_look_for(root: Path, tmp_path: Path) -> None:
    done = _need_package(root, _programs(tmp_path, id="echo 0"))

    assert done.returncode == 1
    assert "gói Debian: python3.11-venv" in done.stderr


def test_a_busy_port_is_named_with_a_way_out(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = _run(root, PORT=str(port))

    assert done.returncode == 1
    assert f"Cổng {port} trên máy này đang có chương trình khác dùng." in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr


@pytest.mark.parametrize("port", ["80", "65536", "tám nghìn", "8000;"])
def test_a_port_that_cannot_be_is_refused(root: Path, port: str) -> None:
    done = _run(root, PORT=port)

    assert done.returncode == 1
    assert f"PORT cần là số từ 1024 đến 65535, nhưng gặp “{port}”." in done.stderr


def test_sample_data_are_not_loaded_where_the_portal_is_in_earnest(root: Path) -> None:
    done = _run(root, THUOCDO_PRODUCTION="1")

    assert done.returncode == 1
    assert "make run chỉ để dùng thử" in done.stderr
