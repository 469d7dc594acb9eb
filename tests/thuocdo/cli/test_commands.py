"""The commands as an analyst meets them: what they print, what they write, and how they end."""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from thuocdo.cli import COMMANDS, main
from thuocdo.cli.bulk import merged, processes_for, shares
from thuocdo.rulebooks import load, read_data

SAMPLE = Path(__file__).resolve().parents[3] / "src/thuocdo/portal/results/sample"
FILES = [str(SAMPLE / name) for name in ("metrics_20261008.csv", "tree_groups_20261008.csv", "totals_20261008.csv")]
METRIC_COLUMNS = (
    "date,period,unit_id,unit_name,level,parent_id,group,code,"
    "numerator,denominator,ratio,score,max_score,data_quality_status"
)
OBSERVATIONS = str(SAMPLE / "online_observations.csv")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scores") / "scores.csv"
    assert main(["score", "qd766/2022", *FILES, OBSERVATIONS, "-o", str(path)]) == 0
    return path


def test_help_lists_every_command_in_vietnamese(capsys):
    status, out, _ = run(capsys)

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


def test_rulebooks_lists_what_is_complete_unknown_and_illustrative(capsys):
    _, out, _ = run(capsys, "rulebooks")
    states = {row["edition"]: row["state"] for row in rows(out)}

    assert states["qd766/2022"] == "đầy đủ"
    assert states["par_index_province/2022"].startswith("chưa xác định điểm tối đa")
    assert states["par_index_unit/illustrative"] == "minh họa"
    assert all(len(row["sha256"]) == 64 for row in rows(out))


def test_rulebooks_as_a_table_shortens_fingerprints(capsys):
    _, out, _ = run(capsys, "rulebooks", "--format", "table")

    assert "Bộ Chỉ số" in out.splitlines()[0]
    assert max(len(line) for line in out.splitlines()) <= 120


def test_show_as_csv_writes_unknown_for_a_maximum_that_no_source_states(capsys):
    _, out, _ = run(capsys, "show", "par_index_province/2022")
    maxima = {row["code"]: row["max_points"] for row in rows(out)}

    assert maxima["1.1"] == "unknown"
    assert maxima["8.1"] == "10"


def test_show_as_a_table_tells_the_law_and_the_tree(capsys):
    _, out, _ = run(capsys, "show", "qd766/2022", "--format", "table")

    assert "766/QĐ-TTg" in out
    assert "đã kiểm chứng" in out
    assert "hồ sơ TTHC" in out


def test_show_as_a_table_says_unknown_in_words_and_the_edition_s_note(capsys):
    _, out, _ = run(capsys, "show", "par_index_province/2022", "--format", "table")

    assert "chưa xác định" in out


def test_check_passes_the_shipped_edition_and_counts_its_cases(capsys):
    status, out, _ = run(capsys, "check", "qd766/2022")

    assert status == 0
    assert "ca kiểm tra đạt" in out


def test_check_names_each_missing_maximum(capsys):
    status, out, _ = run(capsys, "check", "par_index_province/2022")

    assert status == 0
    assert "chưa xác định điểm tối đa: 1.1" in out


def test_check_says_every_problem_of_a_malformed_edition(capsys, tmp_path):
    (tmp_path / "edition.yaml").write_text("index: x\nedition: 1.10\nfrob: 1\n", encoding="utf-8")

    status, out, err = run(capsys, "check", str(tmp_path))

    assert status == 1
    assert len(out.splitlines()) >= 2
    assert "lỗi trong" in err


def test_score_reproduces_374_of_374_and_says_what_it_cannot_recompute(capsys, tmp_path):
    status, out, err = run(capsys, "score", "qd766/2022", *FILES, OBSERVATIONS)

    assert (status, out[:27]) == (0, "unit,kind,criterion,points,")
    assert "374/374 khớp" in err
    assert "TTTT: 28 không tính lại được" in err
    assert "ONLINE: 4/4 khớp; 28 không tính lại được" in err
    for group in ("CKMB", "TDGQ", "MDSH", "MDHL", "TOTAL"):
        assert f" {group}: 28/28 khớp" in err


def test_scores_carry_points_state_inputs_rule_and_reason(scores):
    with scores.open(encoding="utf-8", newline="") as stream:
        found = {(row["unit"], row["criterion"]): row for row in csv.DictReader(stream)}

    on_time = found["H21.133", "DOSSIER_ON_TIME"]
    assert (on_time["points"], on_time["official"], on_time["state"]) == ("17.86", "17.86", "scored")
    assert on_time["inputs"] == "totalOnTime=525; totalReceived=588"
    assert "525/588 = 89,29%" in on_time["why"]
    assert found["H21.133", "ONLINE"]["state"] == "given"
    assert found["H21.227", "PETITION_PROCESSING_ON_TIME"]["state"] == "nothing_arose"
    assert found["H21.133", "TOTAL"]["value"] == "54.35"
    assert found["H21.133", "TOTAL"]["name"] == "UBND xã Ia Dom"
    assert found["GL-20261002", "ONLINE"]["points"] == "9.13"


def test_an_illustrative_edition_says_so_beside_its_scores(capsys, tmp_path):
    data = tmp_path / "data.csv"
    data.write_text("unit,kind,criterion,input,value\nA,commune,1.1,tasks_planned,4\n", encoding="utf-8")

    _, _, err = run(capsys, "score", "par_index_unit/illustrative", str(data))

    assert "không có giá trị đánh giá" in err


def test_a_contradiction_is_kept_as_published_and_counted(capsys, tmp_path):
    metrics = tmp_path / "metrics.csv"
    row = "2026-10-08,year-2026,H20,UBND tỉnh Đồng Tháp,province,,MDSH,ORIGINAL_RESULT_AVAILABLE,9,5,,4.53,6,"
    metrics.write_text(f"{METRIC_COLUMNS}\n{row}\n", encoding="utf-8")

    status, out, err = run(capsys, "score", "qd766/2022", str(metrics))

    found = {row["criterion"]: row for row in rows(out)}
    assert status == 0
    assert found["ORIGINAL_RESULT_AVAILABLE"]["points"] == "4.53"
    assert found["ORIGINAL_RESULT_AVAILABLE"]["state"] == "given"
    assert "1 số liệu mâu thuẫn, giữ điểm công bố" in err


def test_a_different_published_score_is_counted_as_different(capsys, tmp_path):
    tree = tmp_path / "papi.csv"
    lines = ["year,province,level,code,score", "2021,Hà Nội,dimension,D1,9"]
    lines += [f"2021,Hà Nội,sub_dimension,S1.{number},1.0" for number in (1, 2, 3, 4)]
    tree.write_text("\n".join(lines) + "\n", encoding="utf-8")

    _, _, err = run(capsys, "score", "papi/2021", str(tree))

    assert "D1: 0/1 khớp" in err


def test_a_sum_of_printed_parts_may_be_off_by_a_hair(capsys, tmp_path):
    tree = tmp_path / "papi.csv"
    lines = ["year,province,level,code,score", "2021,Hà Nội,dimension,D1,4.0001"]
    lines += [f"2021,Hà Nội,sub_dimension,S1.{number},1.0" for number in (1, 2, 3, 4)]
    tree.write_text("\n".join(lines) + "\n", encoding="utf-8")

    _, _, err = run(capsys, "score", "papi/2021", str(tree))

    assert "D1: 1/1 khớp (trong đó 1 lệch không quá 0,0005)" in err


def test_bad_data_write_nothing_and_name_row_and_column(capsys, tmp_path):
    data, result = tmp_path / "metrics.csv", tmp_path / "scores.csv"
    text = Path(FILES[0]).read_text(encoding="utf-8").splitlines()
    text[1] = text[1].replace(",0,52,", ",-1,52,")
    text[2] = text[2].replace(",45,52,", ",bốn,52,")
    data.write_text("\n".join(text), encoding="utf-8")

    status, _, err = run(capsys, "score", "qd766/2022", str(data), "-o", str(result))

    assert status == 1
    assert "metrics.csv, dòng 3, cột numerator" in err
    assert not result.exists()


def test_a_file_that_is_not_there_is_named(capsys):
    status, _, err = run(capsys, "score", "qd766/2022", "no-such.csv")

    assert status == 1
    assert err.startswith("CL-101 · no-such.csv")


def test_a_result_that_cannot_be_written_is_said(capsys, tmp_path):
    status, _, err = run(capsys, "score", "qd766/2022", *FILES, "-o", str(tmp_path / "no" / "scores.csv"))

    assert status == 1
    assert "CL-102" in err


def test_explain_tells_rule_law_official_and_next_half_point(capsys):
    status, out, _ = run(
        capsys, "explain", "qd766/2022", *FILES, "--unit", "H21.133", "--criterion", "2.1", "--format", "table"
    )

    assert status == 0
    assert out.startswith("UBND xã Ia Dom · 2.1 ")
    assert "525/588 = 89,29%" in out
    assert "17,86 · 17,86" in out
    assert "Thêm nửa điểm" in out
    assert "766/QĐ-TTg" in out


def test_explain_as_json_when_piped_finds_the_unit_by_name(capsys):
    _, out, _ = run(capsys, "explain", "qd766/2022", *FILES, "--unit", "ubnd xa ia dom", "--criterion", "TDGQ")

    found = json.loads(out)
    assert (found["unit"], found["points"], found["state"]) == ("H21.133", "17.86", "scored")
    assert found["edition_sha256"]


def test_explain_shows_the_conflict_and_the_refusal(capsys, tmp_path):
    metrics = tmp_path / "metrics.csv"
    row = "2026-10-08,year-2026,H20,UBND tỉnh Đồng Tháp,province,,MDSH,SO_HOA_GIAY_TO_GIAI_QUYET,9,5,,0.95,4,"
    metrics.write_text(f"{METRIC_COLUMNS}\n{row}\n", encoding="utf-8")

    _, out, _ = run(
        capsys, "explain", "qd766/2022", str(metrics), "--unit", "H20", "--criterion", "4.2", "--format", "table"
    )

    assert "Mâu thuẫn" in out
    assert "Không tính lại" in out


def test_explain_gives_every_year_of_a_unit(capsys, tmp_path):
    data = tmp_path / "papi.csv"
    data.write_text(
        "year,province,level,code,score\n2021,Hà Nội,sub_dimension,S1.1,1\n2022,Hà Nội,sub_dimension,S1.1,\n",
        encoding="utf-8",
    )

    _, out, _ = run(capsys, "explain", "papi/2021", str(data), "--unit", "Hà Nội", "--criterion", "S1.1")
    assert [(each["year"], each["points"]) for each in json.loads(out)] == [("2021", "1"), ("2022", None)]

    _, out, _ = run(
        capsys, "explain", "papi/2021", str(data), "--unit", "Hà Nội", "--criterion", "S1.1", "--format", "table"
    )
    assert "chưa có số liệu" in out


@pytest.mark.parametrize(("unit", "remedy"), [("H21.13", "Gần giống: H21.1"), ("xyz", "28 đơn vị")])
def test_an_unknown_unit_is_refused_with_the_nearest(capsys, unit, remedy):
    status, _, err = run(capsys, "explain", "qd766/2022", *FILES, "--unit", unit, "--criterion", "2.1")

    assert status == 1
    assert "CL-103" in err
    assert remedy in err


def test_rank_ranks_each_kind_apart_with_ties_1_2_2_4(capsys, scores):
    _, out, _ = run(capsys, "rank", str(scores), "--by", "kind")

    communes = [row for row in rows(out) if row["kind"] == "commune"]
    assert [row["rank"] for row in communes[:5]] == ["1", "2", "3", "3", "5"]
    assert communes[0]["name"] == "UBND xã Vân Canh"
    assert {row["of"] for row in communes} == {"20"}


def test_rank_leaves_units_without_a_figure_unranked_at_the_end(capsys, scores, tmp_path):
    result = tmp_path / "ranked.csv"

    run(capsys, "rank", str(scores), "--criterion", "ONLINE_WITH_DOSSIERS", "-o", str(result))

    found = rows(result.read_text(encoding="utf-8"))
    dated = [row["rank"] for row in found if row["date"] == "2026-10-08"]
    assert dated == [""] * 28


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a,b\n1,2\n", "CL-104"),
        ("", "CL-104"),
        ("unit,kind,criterion,points\nA,x,TOTAL,một\n", "CL-105"),
        ("unit,kind,criterion,points\nA,x,T1,1\n", "CL-106"),
        ("unit,kind,criterion,points\nA,x,TOTAL,1\nA,x,TOTAL,2\n", "CL-107"),
        ("unit,kind,criterion,points\nA,x,TOTAL,1,5\n", "VN-40"),
    ],
)
def test_rank_refuses_a_file_that_is_no_file_of_scores(capsys, tmp_path, content, code):
    path = tmp_path / "scores.csv"
    path.write_text(content, encoding="utf-8")

    status, _, err = run(capsys, "rank", str(path))

    assert status == 1
    assert code in err


def test_rank_reads_a_cell_that_goes_over_lines_and_refuses_other_encodings(capsys, tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text('unit,kind,criterion,points,name\nA,x,TOTAL,1,"a\nb"\nB,x,TOTAL,2,b\nC,x,D1,9,TOTAL\n', encoding="utf-8")

    _, out, _ = run(capsys, "rank", str(path))
    assert [(row["rank"], row["unit"]) for row in rows(out)] == [("1", "B"), ("2", "A")]

    path.write_bytes("unit,kind,criterion,points,name\nA,x,TOTAL,1,Hà Nội\n".encode("cp1258", errors="ignore"))
    status, _, err = run(capsys, "rank", str(path))
    assert status == 1
    assert "VN-30" in err


def test_units_finds_without_diacritics_and_says_what_became(capsys):
    status, out, _ = run(capsys, "units", "yen", "bai", "--limit", "5")

    assert status == 0
    found = {row["unit"]: row["became"] for row in rows(out)}
    assert found["tỉnh Yên Bái (cũ)"].startswith("tỉnh Lào Cai (")


def test_units_says_when_there_is_none(capsys):
    status, _, err = run(capsys, "units", "zzzz")

    assert status == 1
    assert "Không tìm thấy" in err


def test_published_shows_what_sources_disagree_on(capsys):
    status, out, err = run(capsys, "published", "--list")

    assert status == 0
    assert "Các nguồn nói khác nhau" in err
    assert "PAR INDEX" in out


def test_published_refuses_maxima_that_leave_no_room(capsys, tmp_path):
    path = tmp_path / "published.csv"
    path.write_text(
        "index,year,province,component,score,max_points,rank,ranked,source,note\n"
        "PAR INDEX,2024,Yên Bái,TOTAL,90.54,100,9,63,a,\n"
        "PAR INDEX,2024,Yên Bái,appraised,58.72,67,,,a,\n"
        "PAR INDEX,2024,Yên Bái,survey,26.84,32,,,a,\n"
        "PAR INDEX,2024,Yên Bái,statistics,4.98,,,,a,\n",
        encoding="utf-8",
    )

    status, _, err = run(capsys, "published", str(path))

    assert status == 1
    assert all(figure in err for figure in ("67", "32", "4,98"))


def test_published_flags_a_printed_sum_that_its_parts_do_not_make(capsys, tmp_path):
    path = tmp_path / "published.csv"
    path.write_text(
        "index,year,province,component,score,max_points,rank,ranked,source,note\n"
        "PAR INDEX,2024,Lào Cai,survey,26,32,,,a,\n"
        "PAR INDEX,2024,Lào Cai,sipas,8.4389,10,,,a,\n"
        "PAR INDEX,2024,Lào Cai,leaders_survey,17.54,22,,,a,\n",
        encoding="utf-8",
    )

    status, _, err = run(capsys, "published", str(path))

    assert status == 0
    assert "25,9789" in err


def test_workbook_is_written_and_read_back(capsys, tmp_path):
    path = tmp_path / "qd766.xlsx"

    assert run(capsys, "workbook", "qd766/2022", "-o", str(path))[0] == 0
    assert run(capsys, "check", str(path))[0] == 0
    assert run(capsys, "workbook", "qd766/2022", "-o", str(tmp_path / "no" / "x.xlsx"))[0] == 1


def test_several_problems_are_counted(capsys, tmp_path):
    data = tmp_path / "metrics.csv"
    text = Path(FILES[0]).read_text(encoding="utf-8").splitlines()
    text[1] = text[1].replace(",0,52,", ",x,52,")
    text[2] = text[2].replace(",45,52,", ",y,52,")
    data.write_text("\n".join(text), encoding="utf-8")

    _, _, err = run(capsys, "score", "qd766/2022", str(data))

    assert "2 lỗi; chưa ghi gì." in err


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


def test_rows_of_other_years_are_left_out_and_counted(capsys, tmp_path):
    data = tmp_path / "papi.csv"
    data.write_text(
        "year,province,level,code,score\n2018,Hà Nội,sub_dimension,S1.1,1\n2021,Hà Nội,sub_dimension,S1.1,1\n",
        encoding="utf-8",
    )

    _, out, err = run(capsys, "score", "papi/2021", str(data))

    assert {row["year"] for row in rows(out)} == {"2021"}
    assert "1 dòng" in err
    assert "2018" in err


def test_shares_of_many_processes_write_the_same_as_one(scores):
    edition = load("qd766/2022")
    data = read_data(edition, [(Path(path).name, Path(path).read_bytes()) for path in (*FILES, OBSERVATIONS)])
    keys = ("date", "period")

    one = list(shares(edition, data.units, keys, processes=1))
    three = list(shares(edition, data.units, keys, processes=3))

    assert (len(one), len(three)) == (1, 3)
    assert "".join(share.text for share in three) == one[0].text
    assert merged(share.tally for share in three) == one[0].tally
    assert list(shares(edition, [], keys, processes=2)) == []


def test_few_units_or_a_system_that_cannot_fork_are_one_share(monkeypatch):
    assert processes_for(28) == 1
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert processes_for(3355) == 2
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    assert processes_for(3355) == 1


def test_a_command_leaves_the_collector_of_garbage_as_it_was(capsys):
    gc.disable()
    try:
        main(["units", "gia lai"])
        assert not gc.isenabled()
    finally:
        gc.enable()
    main(["units", "gia lai"])
    assert gc.isenabled()
