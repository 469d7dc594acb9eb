"""Data files read against an edition: what is taken, what is refused, and where."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.errors import DataError, Problem, Severity
from thuocdo.rulebooks import Data, Edition, load, read_data
from thuocdo.rulebooks.layouts import MOST_PROBLEMS
from thuocdo.scoring import State

if TYPE_CHECKING:
    import random

Write = Callable[..., Path]
Said = Callable[[list[Problem]], list[str]]

ROWS = "ma,loai,nam,tieu_chi,dat,tong,diem,ghi_chu\n"
QD766 = load("qd766/2022")
REPORTED = (("DOSSIER_ON_TIME", "totalOnTime"), ("DOSSIER_ON_TIME", "totalReceived"))
LONG = "unit,kind,criterion,input,value\n"


@pytest.fixture
def edition(write: Write) -> Edition:
    return load(write())


def _read(edition: Edition, *texts: str) -> Data:
    return read_data(edition, [(f"{number}.csv", text.encode()) for number, text in enumerate(texts, start=1)])


def _refused(edition: Edition, *texts: str) -> list[Problem]:
    with pytest.raises(DataError) as refused:
        _read(edition, *texts)
    return list(refused.value.problems)


class TestRowsOfOneCriterion:
    def test_values_published_points_and_kept_columns_are_taken(self, edition: Edition) -> None:
        (unit,) = _read(edition, ROWS + "X1,commune,2030,MOT,3,4,3.00,tạm\nX1,commune,2030,1.10,1.25,,1.25,\n").units

        assert (unit.unit, unit.kind, unit.keys) == ("X1", "commune", {"nam": "2030"})
        assert unit.values == {"1.1": {"done": 3, "planned": 4}, "1.10": {"answered": Decimal("1.25")}}
        assert unit.official == {"1.1": Decimal("3.00"), "1.10": Decimal("1.25")}
        assert unit.kept == {"1.1": {"ghi_chu": "tạm"}}
        assert (unit.rows["1.10"], unit.files["1.10"]) == (3, "1.csv")

    def test_an_empty_cell_is_empty_and_never_zero(self, edition: Edition) -> None:
        (unit,) = _read(edition, ROWS + "X1,commune,2030,MOT,,4,,\n").units

        assert unit.values["1.1"] == {"done": None, "planned": 4}
        assert unit.official == {"1.1": None}

    def test_years_outside_the_edition_are_left_out_and_counted(self, edition: Edition) -> None:
        data = _read(
            edition, ROWS + "X1,commune,2029,MOT,1,4,,\nX1,commune,2030,MOT,1,4,,\nX2,commune,2029,MOT,1,4,,\n"
        )

        assert [unit.unit for unit in data.units] == ["X1"]
        assert data.left_out == {"nam=2029": 2}
        assert [(warning.code, warning.severity) for warning in data.warnings] == [("DA-113", Severity.WARNING)]

    def test_a_sum_may_have_published_points_alone(self, edition: Edition) -> None:
        (unit,) = _read(edition, ROWS + "X1,commune,2030,TOTAL,,,7.5,\n").units

        assert (unit.values, unit.official) == ({}, {"TOTAL": Decimal("7.5")})

    def test_further_columns_and_missing_ones_that_are_not_needed_are_borne(self, edition: Edition) -> None:
        (unit,) = _read(edition, "la,ma,loai,nam,tieu_chi,dat,tong\n?,X1,commune,2030,MOT,3,4\n").units

        assert unit.values == {"1.1": {"done": 3, "planned": 4}}
        assert unit.official == {}


class TestRowsOfOneUnit:
    def test_each_column_goes_to_every_criterion_that_it_reports(self, edition: Edition) -> None:
        (unit,) = _read(edition, "ma,ten,cha,a,b,c,diem_tong,hang\nX1,Tên,X,1,2,1,6.25,3\n").units

        assert (unit.kind, unit.name, unit.parent) == ("province", "Tên", "X")
        assert unit.values == {"1.1": {"done": 1, "planned": 2}, "2.1": {"planned": 2, "done": 1}}
        assert unit.official == {"TOTAL": Decimal("6.25")}
        assert unit.kept == {"1": {"hang": "3"}}

    def test_a_criterion_without_any_value_is_not_reported(self, edition: Edition) -> None:
        (unit,) = _read(edition, "ma,a,c,diem_tong\nX1,1,,\n").units

        assert unit.values == {"1.1": {"done": 1}}
        assert (unit.parent, unit.kept) == (None, {})

    def test_a_unit_that_stands_twice_is_refused_with_both_rows(self, edition: Edition, said: Said) -> None:
        problems = _refused(edition, "ma,a,diem_tong\nX1,1,\nX2,1,\nX1,2,\n")

        (sentence,) = said(problems)
        assert sentence.startswith("DA-111 · 1.csv, dòng 4, cột ma, X1")
        assert "dòng 2" in sentence


class TestGeneralLayouts:
    def test_one_row_for_each_value(self, edition: Edition) -> None:
        text = LONG + "X1,commune,1.1,done,3\nX1,commune,1.1,planned,4\nX1,commune,1.10,answered,\n"
        (unit,) = _read(edition, text).units

        assert unit.values == {"1.1": {"done": 3, "planned": 4}, "1.10": {"answered": None}}
        assert unit.keys == {}

    def test_one_column_for_each_value_with_names_and_years(self, edition: Edition) -> None:
        text = "unit,name,parent,kind,year,1.1.done,1.1.planned,1.10.state\nX1,Tên,X,commune,2030,3,4,not_applicable\n"
        (unit,) = _read(edition, text).units

        assert (unit.name, unit.parent, unit.keys) == ("Tên", "X", {"year": "2030"})
        assert unit.values == {"1.1": {"done": 3, "planned": 4}}
        assert unit.declared == {"1.10": State.NOT_APPLICABLE}

    @pytest.mark.parametrize(
        ("found", "state"), [("not_applicable", State.NOT_APPLICABLE), ("nothing_arose", State.NOTHING_AROSE)]
    )
    def test_the_input_state_declares_a_state(self, edition: Edition, found: str, state: State) -> None:
        (unit,) = _read(edition, LONG + f"X1,commune,1.1,state,{found}\nX1,commune,1.10,state,\n").units

        assert unit.declared == {"1.1": state}
        assert unit.values == {}

    def test_any_edition_can_be_reported_in_them(self) -> None:
        text = LONG + "X1,commune,DOSSIER_ON_TIME,totalOnTime,3\nX1,commune,DOSSIER_ON_TIME,totalReceived,4\n"
        (unit,) = _read(load("qd766/2022"), text).units

        assert unit.values == {"DOSSIER_ON_TIME": {"totalOnTime": 3, "totalReceived": 4}}


class TestManyFiles:
    def test_figures_of_a_unit_are_merged_whatever_the_order_of_the_files(self, edition: Edition) -> None:
        one = "ma,loai,nam,tieu_chi,dat,tong,diem,ghi_chu\nX1,province,2030,MOT,3,4,3,\n"
        two = "unit,kind,criterion,input,value\nX2,commune,2.1,done,1\n"
        three = "unit,kind,criterion,input,value\nX2,commune,2.1,planned,2\n"

        forwards, backwards = _read(edition, one, two, three), _read(edition, three, two, one)

        assert {unit.unit: unit.values for unit in forwards.units} == {
            unit.unit: unit.values for unit in backwards.units
        }
        assert next(unit for unit in forwards.units if unit.unit == "X2").values == {"2.1": {"done": 1, "planned": 2}}

    @given(turns=st.randoms(use_true_random=False))
    def test_figures_are_the_same_whatever_the_order_of_the_rows(self, turns: random.Random) -> None:
        rows = [f"G{unit},province,{code},{name},{unit}\n" for unit in range(3) for code, name in REPORTED]
        shuffled = turns.sample(rows, len(rows))

        found = _read(QD766, LONG + "".join(shuffled)).units

        assert {unit.unit: unit.values for unit in found} == {
            f"G{unit}": {"DOSSIER_ON_TIME": dict.fromkeys(("totalOnTime", "totalReceived"), unit)} for unit in range(3)
        }

    def test_another_year_of_a_unit_stands_by_itself(self, edition: Edition) -> None:
        units = _read(edition, ROWS + "X1,province,2030,MOT,3,4,3,\nX1,province,2031,MOT,4,4,4,\n").units

        assert [(unit.unit, unit.keys["nam"]) for unit in units] == [("X1", "2030"), ("X1", "2031")]

    def test_a_value_in_two_files_is_refused_with_both_places(self, edition: Edition, said: Said) -> None:
        text = LONG + "X1,commune,1.1,done,3\n"

        (sentence,) = said(_refused(edition, text, text + "X1,commune,1.1,planned,4\n"))
        assert sentence.startswith("DA-110 · 2.csv, dòng 2, cột value, X1")
        assert "1.csv:2" in sentence

    def test_a_file_that_is_there_twice_is_refused_once_and_not_row_by_row(self, edition: Edition, said: Said) -> None:
        text = ROWS + "X1,commune,2030,MOT,3,4,,\nX2,commune,2030,MOT,3,4,,\n"

        (sentence,) = said(_refused(edition, text, text))
        assert sentence.startswith("DA-115 · 2.csv")
        assert "1.csv" in sentence

    def test_published_points_that_differ_between_files_are_warned_of_and_the_first_layouts_kept(
        self, write: Write, said: Said
    ) -> None:
        edition = load(write({"edition.yaml": ('    keys: [nam]\n    years: ["2030", "2031"]\n', "")}))
        wide, rows = "ma,diem_tong\nX1,7.6\n", "ma,loai,tieu_chi,dat,tong,diem\nX1,province,TOTAL,,,7.5\n"

        for files in ((wide, rows), (rows, wide)):
            data = _read(edition, *files)
            assert data.units[0].official == {"TOTAL": Decimal("7.5")}
            (warning,) = data.warnings
            assert (warning.code, warning.severity) == ("DA-112", Severity.WARNING)
            assert "7.6" in said([warning])[0]


@pytest.mark.parametrize(
    ("text", "code", "row", "column", "words"),
    [
        (ROWS + "X1,commune,2030,MOT,-3,4,,\n", "DA-121", 2, "dat", ["-3"]),
        (ROWS + "X1,commune,2030,MOT,1.234,4,,\n", "DA-122", 2, "dat", ["1.234", "viết 1234"]),
        (ROWS + "X1,commune,2030,MOT,1.5,4,,\n", "DA-123", 2, "dat", ["1.5"]),
        (ROWS + 'X1,commune,2030,MOT,"1,5",4,,\n', "VN-104", 2, "dat", ["1,5"]),
        (ROWS + "X1,commune,2030,MOT,ba,4,,\n", "VN-102", 2, "dat", ["ba"]),
        (ROWS + 'X1,commune,2030,MOT,3,4,"3,0",\n', "VN-104", 2, "diem", ["3.0"]),
        (ROWS + ",commune,2030,MOT,3,4,,\n,commune,2030,MOT,3,4,,\n", "DA-104", 2, "ma", []),
        (ROWS + "X1,xã,2030,MOT,3,4,,\n", "DA-105", 2, "loai", ["province (tỉnh, thành phố), commune (xã", "“xã”"]),
        (ROWS + "X1,commune,2030,MOT,3,4,,\nX1,province,2030,2.1,3,4,,\n", "DA-106", 3, "loai", ["commune"]),
        (ROWS + "X1,commune,2030,MOTT,3,4,,\n", "DA-107", 2, "tieu_chi", ["MOT"]),
        (ROWS + "X1,commune,2030,??,3,4,,\n", "DA-107", 2, "tieu_chi", ["TOTAL"]),
        (ROWS + "X1,commune,2030,MOT,3,4,,\nX1,commune,2030,1.1,3,4,,\n", "DA-111", 3, "tieu_chi", ["dòng 2"]),
        (LONG + "X1,commune,1.2,done,3\n", "DA-107", 2, "criterion", ["1.1"]),
        (
            LONG + "X1,commune,1.1,finished,3\n",
            "DA-108",
            2,
            "input",
            ["done (Số nhiệm vụ hoàn thành), planned (Số nhiệm vụ kế hoạch)"],
        ),
        (LONG + "X1,commune,1,done,3\n", "DA-108", 2, "input", ["–"]),
        (LONG + "X1,commune,1.1,state,zero\n", "DA-109", 2, "value", ["not_applicable, nothing_arose"]),
        (LONG + "X1,commune,1.1,done,3\nX1,commune,1.1,done,3\n", "DA-111", 3, "input", ["dòng 2"]),
        (LONG + "X1,làng,1.1,done,3\n", "DA-105", 2, "kind", []),
        ("unit,kind,1.1.dome\nX1,commune,3\n", "DA-103", 1, "1.1.dome", ["1.1.done"]),
        ("unit,kind,zzz\nX1,commune,3\n", "DA-103", 1, "zzz", ["TOTAL.state"]),
        ("unit,kind,1.1.done\n,commune,3\n", "DA-104", 2, "unit", []),
        ("ma,nam,loai,tieu_chi,dat,tongg\nX1,2030,commune,MOT,3,4\n", "DA-102", 1, None, ["tongg → tong"]),
        ("unit,kind,criterion,value\nX1,commune,1.1,3\n", "DA-101", 1, None, ["thiếu cột input"]),
        ("ma,loai,dat,tong\nX1,commune,3,4\n", "DA-101", 1, None, ["thiếu cột tieu_chi, nam"]),
        ("x,y\n1,2\n", "DA-101", 1, None, ["x, y", "chọn đúng Bộ Chỉ số"]),
        ("ma,diem_tong,a\nX1,1,x\n", "VN-102", 2, "a", []),
        ("", "VN-401", None, None, []),
        (ROWS + "X1,commune,2030\n", "VN-405", 2, None, []),
    ],
)
def test_a_mistake_is_refused_with_file_row_and_column(
    edition: Edition, said: Said, text: str, code: str, row: int | None, column: str | None, words: list[str]
) -> None:
    problems = _refused(edition, text)

    place = problems[0].place
    assert (problems[0].code, place.file, place.row, place.column) == (code, "1.csv", row, column)
    assert all(word in said(problems)[0] for word in words)


def test_every_mistake_of_every_file_is_told_and_nothing_is_taken(edition: Edition) -> None:
    bad = (
        ROWS
        + "X1,commune,2030,MOT,-3,x,,\nX2,commune,2030,NO,1,2,,\n,commune,2030,MOT,3,4,,\n,commune,2030,MOT,3,4,,\n"
    )

    problems = _refused(edition, bad, "", "ma,diem_tong\nX9,1\n", "x\n1\n")

    assert [(problem.code, problem.place.file, problem.place.row) for problem in problems] == [
        ("VN-401", "2.csv", None),
        ("DA-101", "4.csv", 1),
        ("DA-121", "1.csv", 2),
        ("VN-102", "1.csv", 2),
        ("DA-107", "1.csv", 3),
        ("DA-104", "1.csv", 4),
        ("DA-104", "1.csv", 5),
    ]


def test_of_very_many_mistakes_the_rest_is_counted(edition: Edition, said: Said) -> None:
    rows = "".join(f"X{number},commune,2030,MOT,-1,4,,\n" for number in range(MOST_PROBLEMS + 5))

    problems = _refused(edition, ROWS + rows)

    assert len(problems) == MOST_PROBLEMS + 1
    assert "5" in said(problems)[-1]


def test_what_an_office_saves_from_excel_is_read_as_it_is(edition: Edition) -> None:
    text = "ma;loai;nam;tieu_chi;dat;tong;diem\nX1;commune;2030;MOT;1234;2468;2,00\nX1;commune;2030;1.10;1,25;;1,25\n"

    (unit,) = read_data(edition, [("x.csv", b"\xef\xbb\xbf" + text.encode())]).units

    assert unit.values == {"1.1": {"done": 1234, "planned": 2468}, "1.10": {"answered": Decimal("1.25")}}


def test_a_file_in_an_old_encoding_is_refused_by_name(edition: Edition) -> None:
    tcvn3 = LONG.encode() + "X1,commune,1.1,UBND tØnh Yªn B¸i,3\nX1,commune,1.1,thµnh phè,4\n".encode("latin-1")

    with pytest.raises(DataError) as refused:
        read_data(edition, [("cu.csv", tcvn3)])

    assert refused.value.problems[0].code.startswith("VN-3")
    assert refused.value.problems[0].place.file == "cu.csv"


def test_a_number_that_reads_two_ways_is_not_guessed(edition: Edition) -> None:
    problems = _refused(edition, "ma;loai;nam;tieu_chi;dat;tong\nX1;commune;2030;MOT;1.234;2468\n")

    assert [(problem.code, problem.place.column) for problem in problems] == [("VN-103", "dat")]


def test_a_row_that_no_layout_takes_is_counted(write: Write) -> None:
    edition = load(
        write({"edition.yaml": ("    kind_is: province\n", "    kind_is: province\n    where: {ten: [A, B]}\n")})
    )

    data = _read(edition, "ma,ten,a,diem_tong\nX1,A,1,\nX2,C,1,\n")

    assert [unit.unit for unit in data.units] == ["X1"]
    assert data.left_out == {"ten=C": 1}
