"""What the command line says where files, disks or figures are not as they should be: no traceback, always a remedy."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from thuocdo.cli import bulk, main
from thuocdo.cli.command import reason_of
from thuocdo.cli.scores import LARGEST_FILE
from thuocdo.errors import DataError
from thuocdo.rulebooks import load, read_data

LONG = "unit,kind,criterion,input,value\n"
ILLUSTRATIVE = "par_index_unit/illustrative"


def data(tmp_path: Path, *rows: str) -> str:
    file = tmp_path / "số liệu quý I.csv"
    file.write_text(LONG + "".join(f"52.NV,department,{row}\n" for row in rows), encoding="utf-8")
    return str(file)


def test_a_full_disk_behind_stdout_is_said_and_not_traced(files):
    script = "import sys; from thuocdo.cli import main; sys.exit(main(sys.argv[1:]))"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", script, "score", "qd766/2022", files[0]],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    said = done.stderr.decode()
    assert done.returncode == 1
    assert said.splitlines()[-1].startswith("CL-110 · Không in được kết quả: ổ đĩa đầy.")
    assert "Traceback" not in said


def test_a_disk_that_fills_up_while_printing_is_said(monkeypatch, capfd):
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

        def fileno(self) -> int:
            return spare

    spare = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr(sys, "stdout", Full())

    assert main(["rulebooks"]) == 1
    assert "ổ đĩa đầy" in capfd.readouterr().err
    os.close(spare)


def test_trouble_with_a_file_nobody_meant_to_open_is_a_bug_and_shown_as_one(monkeypatch):
    def broken(*_: object) -> int:
        raise FileNotFoundError(2, "gone", "inner.file")

    monkeypatch.setattr("thuocdo.cli.editions.Rulebooks.run", broken)

    with pytest.raises(FileNotFoundError):
        main(["rulebooks"])


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (FileNotFoundError(2, "No such file or directory"), "không có tệp hoặc thư mục này"),
        (OSError(9999, "strange"), "strange"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_reasons_of_the_system_are_said_in_vietnamese_where_we_have_words(error, reason):
    assert reason_of(error) == reason


def test_a_folder_is_not_a_data_file(run, tmp_path):
    status, _, err = run("score", "qd766/2022", str(tmp_path))

    assert (status, "CL-101" in err, "đây là thư mục" in err) == (1, True, True)


def test_a_file_beyond_all_measure_is_refused_before_it_is_read(run, tmp_path):
    large = tmp_path / "lớn.csv"
    with large.open("wb") as stream:
        os.truncate(stream.fileno(), LARGEST_FILE + 1_000_000)

    status, _, err = run("score", "qd766/2022", str(large))

    assert status == 1
    assert err.startswith("CL-109")
    assert "33 MB" in err
    assert "32 MB" in err


def test_a_process_that_the_system_ends_is_said(files, monkeypatch):
    edition = load("qd766/2022")
    units = read_data(edition, [("m.csv", Path(files[0]).read_bytes())]).units
    monkeypatch.setattr(bulk, "share", lambda *_: os._exit(9))

    with pytest.raises(DataError, match=r"CL-111.*28 đơn vị"):
        list(bulk.shares(edition, units, (), processes=2))


def test_many_small_shares_are_the_same_rows_in_the_same_order(files, monkeypatch):
    edition = load("qd766/2022")
    units = read_data(edition, [("m.csv", Path(files[0]).read_bytes())]).units
    (whole,) = bulk.shares(edition, units, (), processes=1)
    monkeypatch.setattr(bulk, "LARGEST", 3)

    parts = list(bulk.shares(edition, units, (), processes=2))

    assert len(parts) == 10
    assert "".join(part.text for part in parts) == whole.text


def test_a_process_sends_the_shares_that_are_its_turn(files):
    edition = load("qd766/2022")
    units = read_data(edition, [("m.csv", Path(files[0]).read_bytes())]).units
    sent: list[bulk.Share] = []

    bulk._send_shares(SimpleNamespace(send=sent.append), edition, [units[:1], units[4:6]], ())

    assert [share.text.partition(",")[0] for share in sent] == [units[0].unit, units[4].unit]


def test_figures_that_contradict_each_other_are_said_with_file_row_and_labels(run, tmp_path):
    file = data(tmp_path, "1.1,tasks_planned,40", "1.1,tasks_done,41")

    status, out, err = run("score", ILLUSTRATIVE, file)

    assert status == 0
    line = next(line for line in err.splitlines() if line.startswith("SC-103"))
    assert "số liệu quý I.csv, dòng 3, 52.NV · 1.1 · “Số nhiệm vụ đã hoàn thành” (tasks_done)" in line
    assert "tối đa 40 (bằng “Số nhiệm vụ trong kế hoạch” (tasks_planned)), nhưng gặp 41" in line
    assert "1.1: 1 không tính được từ số liệu này, lý do ở trên" in err
    assert "“Số nhiệm vụ trong kế hoạch” (tasks_planned)" in out


def test_of_very_many_contradictions_the_rest_is_counted(run, tmp_path):
    file = tmp_path / "d.csv"
    rows = "".join(
        f"X.{unit},department,1.1,tasks_planned,1\nX.{unit},department,1.1,tasks_done,2\n" for unit in range(23)
    )
    file.write_text(LONG + rows, encoding="utf-8")

    _, _, err = run("score", ILLUSTRATIVE, str(file))

    assert err.count("SC-103") == 20
    assert "Còn 3 số liệu nữa không tính được" in err


@pytest.mark.parametrize(
    ("rows", "criterion", "words"),
    [
        (("2.2,published,0",), "2.2", ["không", ": có thì được 3,00 điểm"]),
        (("9.2,disciplined,2",), "9.2", ["−2,00 điểm\n", "còn 1 (−1) thì được −1,00 điểm"]),
        (("1.1,tasks_planned,40", "1.1,tasks_done,36"), "1.1", ["3,60/4,00 điểm", "đạt 40 (+4) thì được 4,00 điểm"]),
        (("1.1,tasks_planned,40", "1.1,tasks_done,41"), "1.1", ["Không tính lại", "“Số nhiệm vụ đã hoàn thành”"]),
    ],
)
def test_an_explanation_reads_as_an_official_would_write_it(run, tmp_path, monkeypatch, rows, criterion, words):
    monkeypatch.setenv("COLUMNS", "200")
    _, out, _ = run(
        "explain", ILLUSTRATIVE, data(tmp_path, *rows), "--unit", "52.NV", "--criterion", criterion, "--format", "table"
    )

    assert [word for word in words if word not in out] == []
