"""Editions that load, and editions that are refused with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from thuocdo.errors import Place, Problem, RulebookError
from thuocdo.rulebooks import available, check, check_plain, load
from thuocdo.rulebooks.plain_yaml import LONGEST
from thuocdo.rulebooks.workbook import export_workbook

Write = Callable[..., Path]
Said = Callable[[list[Problem]], list[str]]


def test_a_whole_edition_has_nothing_wrong_with_it(write: Write) -> None:
    assert check(write()) == []


def test_an_edition_is_found_by_name_by_folder_and_by_text_of_the_folder(write: Write) -> None:
    assert load("qd766/2022").id == "qd766/2022"
    assert load(write()).id == load(str(write())).id == "sample/2030"
    assert "qd766/2022" in available()


def test_an_unknown_edition_is_refused_with_the_nearest_and_all_that_ship(said: Said) -> None:
    (sentence,) = said(check("qd766/2020"))

    assert "RB-130" in sentence
    assert "Có phải “qd766/2022”" in sentence


def test_a_file_that_is_no_edition_is_refused(tmp_path: Path, said: Said) -> None:
    (tmp_path / "x.csv").write_text("a")

    with pytest.raises(RulebookError, match="RB-133"):
        load(tmp_path / "x.csv")
    said(check(tmp_path / "x.csv"))


F1, F2, E = "1_first.yaml", "2_second.yaml", "edition.yaml"


@pytest.mark.parametrize(
    ("file", "before", "after", "code", "row", "words"),
    [
        (F1, 'code: "1.10"', "code: 1.10", "RB-101", 13, ['"1.10"']),
        (F1, 'max_points: "4"', "max_points: 4", "RB-101", 8, ['"4"']),
        (F1, 'max_points: "4"', "max_points: true", "RB-101", 8, []),
        (E, '{from: "2030-01-01"}', "{from: 2030-01-01}", "RB-101", 7, ['"2030-01-01"']),
        (E, '{from: "2030-01-01"}', "{from: 2030}", "RB-101", 7, ['"2030"']),
        (F1, '  - code: "1.1"\n', '  - code: "1.1"\n    evidance: []\n', "RB-102", 6, ["Có phải “evidence”"]),
        (F1, "denominator: planned}", 'denominator: planned, full_form: "0.8"}', "RB-102", 12, ["full_from"]),
        (F1, "unit: task, whole", "unit: task, hole", "RB-102", 10, ["Có phải “whole”"]),
        (E, "{document: 1/QĐ-THU,", "{dokument: 1/QĐ-THU, document: x,", "RB-102", 5, ["document"]),
        (F1, "    title: {vi: Hoàn thành kế hoạch}\n", "", "RB-103", 5, ["“title”"]),
        (F1, '    max_points: "4"\n', "", "RB-103", 5, ["“max_points”", "unknown"]),
        (F1, "denominator: planned}", "}", "RB-103", 12, ["“denominator”"]),
        (E, "read: text", "read: text_of_it", "RB-104", 5, ["'not_read'"]),
        (E, "assessed: [province,", "assessed: [village,", "RB-104", 6, ["'commune'"]),
        (F1, "kind: proportional", "kind: proportionate", "RB-105", 12, ["Có phải “proportional”", "given"]),
        (F1, "{kind: proportional, ", "{", "RB-106", 12, ["proportional"]),
        (F1, 'max_points: "4"', 'max_points: "4,0"', "RB-107", 8, ["4,0"]),
        (E, 'min: "80"', 'min: "unknown"', "RB-107", 15, []),
        (E, '"2030-01-01"', '"01/01/2030"', "RB-108", 7, ["01/01/2030"]),
        (F1, 'code: "1.1"', 'code: "1.1 a"', "RB-109", 5, ["1.1 a"]),
        (F1, "title: {vi: Hoàn thành kế hoạch}", "title: {vi: [x]}", "RB-140", 7, ['["x"]']),
        (E, "assessed: [province, commune]", "assessed: province", "RB-141", 6, ["province"]),
        (F1, "title: {vi: Hoàn thành kế hoạch}", "title: Hoàn thành", "RB-142", 7, ["Hoàn thành"]),
        (F2, "digits: 1", "digits: one", "RB-143", 15, ["one"]),
        (F1, "whole: true", "whole: maybe", "RB-144", 10, ["maybe"]),
        (F1, 'max_points: "5.50"', 'max_points: "6"', "RB-120", 3, ["6 điểm", "5.5 điểm"]),
        (F1, 'max_points: "5.50"', 'max_points: "-5.50"', "RB-129", 3, ["-5.5", "không thể âm"]),
        (F1, 'code: "1.10"', 'code: "1.1"', "RB-121", 13, ["1_first.yaml:5"]),
        (F1, "numerator: done", "numerator: finished", "RB-122", 12, ["“finished”", "done, planned"]),
        (F1, "      planned: {vi", "      late: {vi: x, unit: x}\n      planned: {vi", "RB-123", 11, ["“late”"]),
        (F1, "answered: {vi: Điểm", "state: {vi: x, unit: x}\n      answered: {vi: Điểm", "RB-125", 19, ["“state”"]),
        (E, 'min: "0"', 'min: "80"', "RB-126", 16, ["80"]),
        (E, '{MOT: "1.1"}', '{MOT: "1.7"}', "RB-127", 26, ["“rows”", "“1.7”"]),
        (E, '["1.1.done"]', '["1.1.doing"]', "RB-127", 37, ["“wide”", "1.1.doing"]),
        (E, "[TOTAL]", "[ALL]", "RB-127", 38, ["ALL"]),
        (E, 'kept_at: "1"', 'kept_at: "9"', "RB-127", 40, ["9"]),
        (E, '{"1.10": {answered', '{"1.10": {replied', "RB-127", 28, ["1.10.replied"]),
        (E, "keys: [nam]", "keys: []", "RB-128", 24, ["“rows”"]),
    ],
)
def test_a_mistake_is_said_with_file_line_and_remedy(
    write: Write, said: Said, file: str, before: str, after: str, code: str, row: int, words: list[str]
) -> None:
    problems = check(write({file: (before, after)}))

    problem = next(problem for problem in problems if problem.code == code and problem.place.file == file)
    assert (problem.place.file, problem.place.row) == (file, row)
    sentence = said(problems)[problems.index(problem)]
    assert all(word in sentence for word in words)


def test_a_rule_that_refuses_its_own_parameters_is_said_beside_the_rest(write: Write, said: Said) -> None:
    folder = write(
        {
            F1: ("denominator: planned}", 'denominator: planned, full_from: "0"}'),
            F2: ('max_points: "4.50"', "max_points: 4.50"),
        }
    )

    codes = [sentence.split(" · ")[0] for sentence in said(check(folder))]

    assert "RB-101" in codes
    assert any(code.startswith("SC-2") for code in codes)


def test_a_rule_on_a_node_that_sums_is_refused(write: Write) -> None:
    rule = 'inputs: {x: {vi: x, unit: x}}\nrule: {kind: given, input: x}\ncriteria:\n  - code: "2.1"'
    problems = check(write({F2: ('criteria:\n  - code: "2.1"', rule)}))

    assert [problem.code for problem in problems] == ["RB-124"]


def test_all_mistakes_of_all_files_are_told_at_once(write: Write, said: Said) -> None:
    folder = write(
        {
            E: ('edition: "2030"', "edition: 2030"),
            F1: ('code: "1.10"', "code: 1.10"),
            F2: ("unit: task}\n      planned", "units: task}\n      planned"),
        }
    )

    places = [(problem.code, problem.place.file) for problem in check(folder)]

    assert ("RB-101", F1) in places
    assert ("RB-101", E) in places
    assert ("RB-102", F2) in places
    assert ("RB-103", F2) in places
    with pytest.raises(RulebookError) as refused:
        load(folder)
    assert len(refused.value.problems) == len(places) == 4


def test_mistakes_of_shape_of_sense_and_missing_cases_are_told_in_one_breath(write: Write, said: Said) -> None:
    edition = EDITION_OF_ONE_FIELD.replace("[1_first.yaml]", "[1_first.yaml, 2_second.yaml]")

    problems = check(write({E: edition, F1: FIRST_OF_MANY_MISTAKES, "cases/all.yaml": "cases: []\n"}))

    said(problems)
    assert [(problem.code, problem.place.item) for problem in problems] == [
        ("RB-101", "1.1"),
        ("RB-107", "1.2"),
        ("RB-102", "1.2"),
        ("RB-105", "1.3"),
        ("RB-120", "TOTAL"),
        ("RB-122", "1.1"),
        ("RB-123", "1.1"),
        ("RB-151", "1.1"),
        ("RB-151", "2.1"),
    ]


FIRST_OF_MANY_MISTAKES = """\
code: "1"
title: {vi: x}
max_points: "5"
criteria:
  - code: "1.1"
    title: {vi: x}
    max_points: 4
    inputs: {done: {vi: x, unit: x}}
    rule: {kind: given, input: dune}
  - code: "1.2"
    title: {vi: x}
    max_points: "1,5"
    ruel: {kind: given, input: done}
  - code: "1.3"
    title: {vi: x}
    max_points: "0"
    rule: {kind: gift, input: done}
"""


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ("title: {vi: Hoàn thành kế hoạch}", "title: [x]", ["RB-142"]),
        ('code: "1.1"', "code: -1", ["RB-101"]),
    ],
)
def test_beyond_the_plainest_mistakes_nothing_is_guessed_about_the_rest(
    write: Write, before: str, after: str, codes: list[str]
) -> None:
    problems = check(write({F1: (before, after), E: ('min: "0"', 'min: "90"')}))

    assert [problem.code for problem in problems] == codes


def test_a_place_that_was_complained_of_is_not_complained_of_twice(write: Write) -> None:
    problems = check(write({F1: "code: [\n"}))

    assert [problem.code for problem in problems if problem.place.file == F1] == ["RB-110"]


def test_a_missing_file_and_a_forgotten_one_are_both_named(write: Write, said: Said) -> None:
    folder = write({F2: None})
    (folder / "3_third.yaml").write_text("code: x")

    sentences = said(check(folder))

    assert [sentence.split(" · ")[:2] for sentence in sentences] == [["RB-134", F2], ["RB-135", "3_third.yaml"]]


def test_a_folder_without_an_edition_file_says_so_once(tmp_path: Path) -> None:
    assert [(problem.code, problem.place.file) for problem in check(tmp_path)] == [("RB-134", "edition.yaml")]


def test_an_empty_edition_file_lacks_every_key(write: Write, said: Said) -> None:
    said(problems := check(write({E: "", F1: None, F2: None})))

    assert {problem.params["key"] for problem in problems} >= {"index", "edition", "title", "total"}


def test_fields_that_are_no_list_are_refused(write: Write) -> None:
    problems = check(write({E: ("fields: [1_first.yaml, 2_second.yaml]", "fields: 1_first.yaml"), F1: None, F2: None}))

    assert [(problem.code, problem.place.row) for problem in problems] == [("RB-141", 12)]


def test_criteria_beside_the_files_of_fields_are_refused_rather_than_dropped(write: Write, said: Said) -> None:
    problems = check(write({E: ('max_points: "10"\n', 'max_points: "10"\n  criteria: []\n')}))

    assert [(problem.code, problem.place.row) for problem in problems] == [("RB-136", 12)]
    said(problems)


def test_a_workbook_is_loaded_by_its_path(write: Write, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    edition = load(write())
    path = tmp_path / "edition.xlsx"
    path.write_bytes(export_workbook(edition))

    assert load(path).sha256 == edition.sha256
    path.write_bytes(b"no workbook")
    assert check(path)[0].code.startswith("RB-3")


def test_a_field_file_outside_the_folder_is_not_read(write: Write, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("code: secret")

    problems = check(write({E: ("2_second.yaml]", "2_second.yaml, ../secret.yaml]")}))

    assert [(problem.code, problem.place.file) for problem in problems] == [("RB-134", "secret.yaml")]


def test_a_file_of_law_longer_than_allowed_is_refused(write: Write) -> None:
    assert "RB-112" in {problem.code for problem in check(write({F1: "#" * (LONGEST + 1)}))}


def test_unknown_points_below_leave_a_sum_unchecked_and_are_listed(write: Write) -> None:
    edition = load(write({F1: ('max_points: "4"', 'max_points: "unknown"')}))

    assert [node.code for node in edition.missing_points] == ["1.1"]
    assert edition.node("1.1").max_points is None


def test_quotients_add_up_exactly(write: Write) -> None:
    one = '  - {code: "1.%s", title: {vi: x}, max_points: "10/3"}\n'
    first = 'code: "1"\ntitle: {vi: x}\nmax_points: "10"\ncriteria:\n' + "".join(one % part for part in "abc")

    edition = load(write({F1: first, F2: None, "cases/all.yaml": None, E: EDITION_OF_ONE_FIELD}))

    assert edition.node("1.a").max_points == Decimal("3.33333333333333333333")


EDITION_OF_ONE_FIELD = """\
index: sample
edition: "2030"
title: {vi: x}
legal_basis: []
assessed: [province]
period_of_force: {from: "2030-01-01"}
total: {code: TOTAL, title: {vi: x}, max_points: "10"}
fields: [1_first.yaml]
"""


def test_readers_of_other_forms_get_the_same_checks_with_their_own_places() -> None:
    file, problems = check_plain({"index": "x"}, lambda loc: Place(sheet="Tiêu chí", item=str(loc)))

    assert file is None
    assert {problem.place.sheet for problem in problems} == {"Tiêu chí"}


def test_an_id_is_no_path_through_the_package() -> None:
    with pytest.raises(RulebookError, match="RB-130"):
        load("qd766/../papi/2018")
