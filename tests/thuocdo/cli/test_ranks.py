"""Ranking a file of scores on the command line."""

from __future__ import annotations

import csv
import io

import pytest


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_rank_ranks_each_kind_apart_with_ties_1_2_2_4(run, scores):
    _, out, _ = run("rank", str(scores), "--by", "kind")

    communes = [row for row in rows(out) if row["kind"] == "commune"]
    assert [row["rank"] for row in communes[:5]] == ["1", "2", "3", "3", "5"]
    assert communes[0]["name"] == "UBND xã Vân Canh"
    assert {row["of"] for row in communes} == {"20"}


def test_rank_leaves_units_without_a_figure_unranked_at_the_end(run, scores, tmp_path):
    result = tmp_path / "ranked.csv"

    run("rank", str(scores), "--criterion", "ONLINE_WITH_DOSSIERS", "-o", str(result))

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
def test_rank_refuses_a_file_that_is_no_file_of_scores(run, tmp_path, content, code):
    path = tmp_path / "scores.csv"
    path.write_text(content, encoding="utf-8")

    status, _, err = run("rank", str(path))

    assert status == 1
    assert code in err


def test_rank_reads_a_cell_that_goes_over_lines_and_refuses_other_encodings(run, tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text(
        'unit,kind,criterion,points,name\nA,x,TOTAL,1,"a\nb"\nB,x,TOTAL,2,b\nC,x,D1,9,TOTAL\n', encoding="utf-8"
    )

    _, out, _ = run("rank", str(path))
    assert [(row["rank"], row["unit"]) for row in rows(out)] == [("1", "B"), ("2", "A")]

    path.write_bytes("unit,kind,criterion,points,name\nA,x,TOTAL,1,Hà Nội\n".encode("cp1258", errors="ignore"))
    status, _, err = run("rank", str(path))
    assert status == 1
    assert "VN-30" in err


def test_rows_are_counted_as_records_however_many_lines_their_cells_have(run, tmp_path):
    """The word that is looked for stands in cells of several lines too, at their beginning and at their end."""
    file = tmp_path / "scores.csv"
    cells = ['A,x,1,1,"TOTAL\n\nhai dòng"', 'B,x,TOTAL,2,"một\n\nTOTAL"', "C,x,1,1,", '"D\n1",x,TOTAL,hai,']
    file.write_text("unit,kind,criterion,points,why\n" + "\n".join(cells), encoding="utf-8")

    status, _, err = run("rank", str(file))

    assert status == 1
    assert "CL-105" in err
    assert "dòng 5" in err
    assert "«hai»" in err


def test_a_file_of_one_line_has_nothing_to_rank(run, tmp_path):
    file = tmp_path / "scores.csv"
    file.write_text("unit,kind,criterion,points,TOTAL", encoding="utf-8")

    assert "VN-402" in run("rank", str(file))[2]
