"""``thuocdo plan read``: a file becomes plan.json, and what was found is said beside it."""

from __future__ import annotations

import json
import sys

import pytest

from thuocdo.documents.samples import sample_file

TEXT = (
    "KẾ HOẠCH\nViệc năm 2025\nCăn cứ luật.\nI. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n"
    "- Chủ trì tổng hợp trước ngày 15/12/2025.\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_plan_is_written_to_the_file_asked_for(run, file, tmp_path):
    status, out, err = run("plan", "read", str(file), "-o", str(tmp_path / "plan.json"))

    assert (status, out) == (0, "")
    assert "0 nhiệm vụ trong phụ lục, 1 nhiệm vụ trong lời văn" in err
    written = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    assert written["tasks"][0]["lead"] == ["Sở Nội vụ"]
    assert written["tasks"][0]["deadline"]["until"] == "2025-12-15"


def test_without_a_file_the_plan_goes_into_the_pipe(run, file):
    status, out, _ = run("plan", "read", str(file))

    assert status == 0
    assert json.loads(out)["document"]["type"] == "Kế hoạch"


def test_a_file_that_cannot_be_read_or_written_is_said(run, file, tmp_path):
    empty = tmp_path / "trong.txt"
    empty.write_bytes(b"")

    assert "PD-102" in run("plan", "read", str(empty))[2]
    assert "CL-102" in run("plan", "read", str(file), "-o", str(tmp_path))[2]


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_sees_how_far_a_long_file_is_and_a_log_does_not(run, tmp_path, monkeypatch, terminal):
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(sample_file("ke-hoach-mau.pdf"))
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _self: terminal)

    status, _, err = run("plan", "read", str(path), "-o", str(tmp_path / "plan.json"))

    assert status == 0
    assert ("\rĐang đọc: trang 1/" in err) is terminal
