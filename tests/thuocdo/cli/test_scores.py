"""Scoring and explaining on the command line: figures, reasons, what cannot be recomputed, bad data."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from thuocdo.cli.bulk import merged, processes_for, shares
from thuocdo.rulebooks import load, read_data

METRIC_COLUMNS = (
    "date,period,unit_id,unit_name,level,parent_id,group,code,"
    "numerator,denominator,ratio,score,max_score,data_quality_status"
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_score_reproduces_374_of_374_and_says_what_it_cannot_recompute(run, tmp_path, files, observations):
    status, out, err = run("score", "qd766/2022", *files, observations)

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


def test_an_illustrative_edition_says_so_beside_its_scores(run, tmp_path):
    data = tmp_path / "data.csv"
    data.write_text("unit,kind,criterion,input,value\nA,commune,1.1,tasks_planned,4\n", encoding="utf-8")

    _, _, err = run("score", "par_index_unit/illustrative", str(data))

    assert "không có giá trị đánh giá" in err


def test_a_contradiction_is_kept_as_published_and_counted(run, tmp_path):
    metrics = tmp_path / "metrics.csv"
    row = "2026-10-08,year-2026,H20,UBND tỉnh Đồng Tháp,province,,MDSH,ORIGINAL_RESULT_AVAILABLE,9,5,,4.53,6,"
    metrics.write_text(f"{METRIC_COLUMNS}\n{row}\n", encoding="utf-8")

    status, out, err = run("score", "qd766/2022", str(metrics))

    found = {row["criterion"]: row for row in rows(out)}
    assert status == 0
    assert found["ORIGINAL_RESULT_AVAILABLE"]["points"] == "4.53"
    assert found["ORIGINAL_RESULT_AVAILABLE"]["state"] == "given"
    assert "1 số liệu mâu thuẫn, giữ điểm công bố" in err


def test_a_different_published_score_is_counted_as_different(run, tmp_path):
    tree = tmp_path / "papi.csv"
    lines = ["year,province,level,code,score", "2021,Hà Nội,dimension,D1,9"]
    lines += [f"2021,Hà Nội,sub_dimension,S1.{number},1.0" for number in (1, 2, 3, 4)]
    tree.write_text("\n".join(lines) + "\n", encoding="utf-8")

    _, _, err = run("score", "papi/2021", str(tree))

    assert "D1: 0/1 khớp" in err


def test_a_sum_of_printed_parts_may_be_off_by_a_hair(run, tmp_path):
    tree = tmp_path / "papi.csv"
    lines = ["year,province,level,code,score", "2021,Hà Nội,dimension,D1,4.0001"]
    lines += [f"2021,Hà Nội,sub_dimension,S1.{number},1.0" for number in (1, 2, 3, 4)]
    tree.write_text("\n".join(lines) + "\n", encoding="utf-8")

    _, _, err = run("score", "papi/2021", str(tree))

    assert "D1: 1/1 khớp (trong đó 1 lệch không quá 0,0005)" in err


def test_bad_data_write_nothing_and_name_row_and_column(run, tmp_path, files):
    data, result = tmp_path / "metrics.csv", tmp_path / "scores.csv"
    text = Path(files[0]).read_text(encoding="utf-8").splitlines()
    text[1] = text[1].replace(",0,52,", ",-1,52,")
    text[2] = text[2].replace(",45,52,", ",bốn,52,")
    data.write_text("\n".join(text), encoding="utf-8")

    status, _, err = run("score", "qd766/2022", str(data), "-o", str(result))

    assert status == 1
    assert "metrics.csv, dòng 3, cột numerator" in err
    assert not result.exists()


def test_a_file_that_is_not_there_is_named(run):
    status, _, err = run("score", "qd766/2022", "no-such.csv")

    assert status == 1
    assert err.startswith("CL-101 · no-such.csv")


def test_a_result_that_cannot_be_written_is_said(run, tmp_path, files):
    status, _, err = run("score", "qd766/2022", *files, "-o", str(tmp_path / "no" / "scores.csv"))

    assert status == 1
    assert "CL-102" in err


def test_explain_tells_rule_law_official_and_next_half_point(run, files):
    status, out, _ = run(
        "explain", "qd766/2022", *files, "--unit", "H21.133", "--criterion", "2.1", "--format", "table"
    )

    assert status == 0
    assert out.startswith("UBND xã Ia Dom · 2.1 ")
    assert "525/588 = 89,29%" in out
    assert "17,86 · 17,86" in out
    assert "Thêm nửa điểm" in out
    assert "766/QĐ-TTg" in out


def test_explain_as_json_when_piped_finds_the_unit_by_name(run, files):
    _, out, _ = run("explain", "qd766/2022", *files, "--unit", "ubnd xa ia dom", "--criterion", "TDGQ")

    found = json.loads(out)
    assert (found["unit"], found["points"], found["state"]) == ("H21.133", "17.86", "scored")
    assert found["edition_sha256"]


def test_explain_shows_the_conflict_and_the_refusal(run, tmp_path):
    metrics = tmp_path / "metrics.csv"
    row = "2026-10-08,year-2026,H20,UBND tỉnh Đồng Tháp,province,,MDSH,SO_HOA_GIAY_TO_GIAI_QUYET,9,5,,0.95,4,"
    metrics.write_text(f"{METRIC_COLUMNS}\n{row}\n", encoding="utf-8")

    _, out, _ = run("explain", "qd766/2022", str(metrics), "--unit", "H20", "--criterion", "4.2", "--format", "table")

    assert "Mâu thuẫn" in out
    assert "Không tính lại" in out


def test_explain_gives_every_year_of_a_unit(run, tmp_path):
    data = tmp_path / "papi.csv"
    data.write_text(
        "year,province,level,code,score\n2021,Hà Nội,sub_dimension,S1.1,1\n2022,Hà Nội,sub_dimension,S1.1,\n",
        encoding="utf-8",
    )

    _, out, _ = run("explain", "papi/2021", str(data), "--unit", "Hà Nội", "--criterion", "S1.1")
    assert [(each["year"], each["points"]) for each in json.loads(out)] == [("2021", "1"), ("2022", None)]

    _, out, _ = run("explain", "papi/2021", str(data), "--unit", "Hà Nội", "--criterion", "S1.1", "--format", "table")
    assert "chưa có số liệu" in out


@pytest.mark.parametrize(("unit", "remedy"), [("H21.13", "Gần giống: H21.1"), ("xyz", "28 đơn vị")])
def test_an_unknown_unit_is_refused_with_the_nearest(run, unit, remedy, files):
    status, _, err = run("explain", "qd766/2022", *files, "--unit", unit, "--criterion", "2.1")

    assert status == 1
    assert "CL-103" in err
    assert remedy in err


def test_several_problems_are_counted(run, tmp_path, files):
    data = tmp_path / "metrics.csv"
    text = Path(files[0]).read_text(encoding="utf-8").splitlines()
    text[1] = text[1].replace(",0,52,", ",x,52,")
    text[2] = text[2].replace(",45,52,", ",y,52,")
    data.write_text("\n".join(text), encoding="utf-8")

    _, _, err = run("score", "qd766/2022", str(data))

    assert "2 lỗi; chưa ghi gì." in err


def test_rows_of_other_years_are_left_out_and_counted(run, tmp_path):
    data = tmp_path / "papi.csv"
    data.write_text(
        "year,province,level,code,score\n2018,Hà Nội,sub_dimension,S1.1,1\n2021,Hà Nội,sub_dimension,S1.1,1\n",
        encoding="utf-8",
    )

    _, out, err = run("score", "papi/2021", str(data))

    assert {row["year"] for row in rows(out)} == {"2021"}
    assert "1 dòng" in err
    assert "2018" in err


def test_shares_of_many_processes_write_the_same_as_one(scores, files, observations):
    edition = load("qd766/2022")
    data = read_data(edition, [(Path(path).name, Path(path).read_bytes()) for path in (*files, observations)])
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
