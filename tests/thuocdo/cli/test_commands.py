"""The commands as an analyst meets them: their help, their complaints, what they list, and how they end."""

from __future__ import annotations

import csv
import gc
import io
import os
import subprocess
import sys

import pytest

from thuocdo.cli import COMMANDS, main


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_help_lists_every_command_in_vietnamese(run):
    status, out, _ = run()

    assert status == 0
    assert out.startswith("Cách dùng: thuocdo LỆNH")
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(capsys, command):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert "Cách dùng" in out
    assert "options:" not in out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["rnak"], "không có lệnh rnak"),
        (["rank"], "còn thiếu: TỆP_ĐIỂM.csv"),
        (["rank", "a.csv", "--frob"], "không có tham số: --frob"),
        (["rulebooks", "--format", "xml"], "không có lựa chọn 'xml'"),
        (["score", "qd766/2022", "a.csv", "-o"], "cần một giá trị đi kèm"),
        (["--frob"], "không có tham số: --frob"),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_says_why_in_vietnamese(capsys, arguments, complaint):
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


def test_version(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("thuocdo ")


def test_rulebooks_lists_what_is_complete_unknown_and_illustrative(run):
    _, out, _ = run("rulebooks")
    states = {row["edition"]: row["state"] for row in rows(out)}

    assert states["qd766/2022"] == "đầy đủ"
    assert states["par_index_province/2022"].startswith("chưa xác định điểm tối đa")
    assert states["par_index_unit/illustrative"] == "minh họa"
    assert all(len(row["sha256"]) == 64 for row in rows(out))


def test_rulebooks_as_a_table_shortens_fingerprints(run):
    _, out, _ = run("rulebooks", "--format", "table")

    assert "Bộ Chỉ số" in out.splitlines()[0]
    assert max(len(line) for line in out.splitlines()) <= 120


def test_show_as_csv_writes_unknown_for_a_maximum_that_no_source_states(run):
    _, out, _ = run("show", "par_index_province/2022")
    maxima = {row["code"]: row["max_points"] for row in rows(out)}

    assert maxima["1.1"] == "unknown"
    assert maxima["8.1"] == "10"


def test_show_as_a_table_tells_the_law_and_the_tree(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")

    _, out, _ = run("show", "qd766/2022", "--format", "table")

    assert "766/QĐ-TTg" in out
    assert "đã kiểm chứng" in out
    assert "hồ sơ TTHC" in out
    assert "theo tỷ lệ" in out
    assert "Chủ trì" not in out  # nobody leads a row of this index, so the table has no column for it


def test_show_as_a_table_says_unknown_in_words_and_the_edition_s_note(run):
    _, out, _ = run("show", "par_index_province/2022", "--format", "table")

    assert "chưa xác định" in out


def test_check_passes_the_shipped_edition_and_counts_its_cases(run):
    status, out, _ = run("check", "qd766/2022")

    assert status == 0
    assert "ca kiểm tra đạt" in out


def test_check_names_each_missing_maximum(run):
    status, out, _ = run("check", "par_index_province/2022")

    assert status == 0
    assert "chưa xác định điểm tối đa: 1.1" in out


def test_check_says_every_problem_of_a_malformed_edition(run, tmp_path):
    (tmp_path / "edition.yaml").write_text("index: x\nedition: 1.10\nfrob: 1\n", encoding="utf-8")

    status, out, err = run("check", str(tmp_path))

    assert status == 1
    assert len(out.splitlines()) >= 2
    assert "lỗi trong" in err


def test_units_finds_without_diacritics_and_says_what_became(run):
    status, out, _ = run("units", "yen", "bai", "--limit", "5")

    assert status == 0
    found = {row["unit"]: row["became"] for row in rows(out)}
    assert found["tỉnh Yên Bái (cũ)"].startswith("tỉnh Lào Cai (")


def test_units_says_when_there_is_none(run):
    status, _, err = run("units", "zzzz")

    assert status == 1
    assert "Không tìm thấy" in err


def test_published_shows_what_sources_disagree_on(run):
    status, out, err = run("published", "--list")

    assert status == 0
    assert "Các nguồn nói khác nhau" in err
    assert "PAR INDEX" in out


def test_published_refuses_maxima_that_leave_no_room(run, tmp_path):
    path = tmp_path / "published.csv"
    path.write_text(
        "index,year,province,component,score,max_points,rank,ranked,source,note\n"
        "PAR INDEX,2024,Yên Bái,TOTAL,90.54,100,9,63,a,\n"
        "PAR INDEX,2024,Yên Bái,appraised,58.72,67,,,a,\n"
        "PAR INDEX,2024,Yên Bái,survey,26.84,32,,,a,\n"
        "PAR INDEX,2024,Yên Bái,statistics,4.98,,,,a,\n",
        encoding="utf-8",
    )

    status, _, err = run("published", str(path))

    assert status == 1
    assert all(figure in err for figure in ("67", "32", "4,98"))


def test_published_flags_a_printed_sum_that_its_parts_do_not_make(run, tmp_path):
    path = tmp_path / "published.csv"
    path.write_text(
        "index,year,province,component,score,max_points,rank,ranked,source,note\n"
        "PAR INDEX,2024,Lào Cai,survey,26,32,,,a,\n"
        "PAR INDEX,2024,Lào Cai,sipas,8.4389,10,,,a,\n"
        "PAR INDEX,2024,Lào Cai,leaders_survey,17.54,22,,,a,\n",
        encoding="utf-8",
    )

    status, _, err = run("published", str(path))

    assert status == 0
    assert "25,9789" in err


def test_workbook_is_written_and_read_back(run, tmp_path):
    path = tmp_path / "qd766.xlsx"

    assert run("workbook", "qd766/2022", "-o", str(path))[0] == 0
    assert run("check", str(path))[0] == 0
    assert run("workbook", "qd766/2022", "-o", str(tmp_path / "no" / "x.xlsx"))[0] == 1


def test_a_closed_pipe_ends_quietly():
    program = "import sys; from thuocdo.cli import main; sys.exit(main(['show', 'par_index_province/2022']))"
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run([sys.executable, "-c", program], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)

    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_reader_that_leaves_early_is_no_error(monkeypatch):
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

        def fileno(self) -> int:
            return spare

    spare = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr(sys, "stdout", Gone())

    assert main(["rulebooks"]) == 0
    os.close(spare)


def test_a_command_leaves_the_collector_of_garbage_as_it_was(capsys):
    gc.disable()
    try:
        main(["units", "gia lai"])
        assert not gc.isenabled()
    finally:
        gc.enable()
    main(["units", "gia lai"])
    assert gc.isenabled()
