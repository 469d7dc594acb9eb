"""Cases: read, run, missed, wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from thuocdo.errors import Problem
from thuocdo.rulebooks import check, load, run_cases
from thuocdo.rulebooks.cases import score_node

Write = Callable[..., Path]
Said = Callable[[list[Problem]], list[str]]
ALL = "cases/all.yaml"


def test_every_case_becomes_a_sentence(write: Write) -> None:
    results = run_cases(load(write()))

    assert [result.sentence for result in results][:2] == ["1.1: Đủ thì trọn điểm", "1.1: Thừa là sai"]
    assert all(result.problem is None for result in results)


def test_the_head_of_a_file_holds_for_its_cases_unless_they_say_otherwise(write: Write) -> None:
    text = """\
criterion: "1.1"
law: mục 1
as_of: "2030-02-01"
source: báo cáo
cases:
  - {name: a, given: {done: 1, planned: 1}, expect: {points: "4"}}
  - {name: b, criterion: "2.1", law: mục 2, given: {done: 1, planned: 1}, expect: {points: "4.5"}}
"""
    first, second = load(write({ALL: text})).read_cases()

    assert (first.case.criterion, first.case.law, first.case.source) == ("1.1", "mục 1", "báo cáo")
    assert (second.case.criterion, second.case.law, second.case.as_of) == ("2.1", "mục 2", first.case.as_of)
    assert (first.place.file, first.place.row) == (ALL, 6)


def test_a_file_of_cases_with_the_other_ending_is_read_too(write: Write) -> None:
    folder = write()
    (folder / ALL).rename(folder / "cases/all.yml")

    assert check(folder) == []


def test_a_criterion_without_cases_is_named(write: Write, said: Said) -> None:
    (sentence,) = said(check(write({ALL: ('criterion: "2.1"', 'criterion: "1.1"')}))[:1])

    assert sentence.startswith("RB-151 · 2.1")


def test_an_edition_without_a_folder_of_cases_lacks_all_of_them(write: Write) -> None:
    assert [problem.code for problem in check(write({ALL: None}))] == ["RB-151"] * 3


@pytest.mark.parametrize(
    ("before", "after", "code", "words"),
    [
        ('expect: {points: "4"}', 'expect: {points: "3"}', "RB-154", ["points 3", "points 4, state scored"]),
        ('expect: {points: "4"}', "expect: {points: null}", "RB-154", ["points null"]),
        ('expect: {points: "4"}', "expect: {error: SC-103}", "RB-154", ["error SC-103"]),
        ('expect: {points: "4"}', "expect: {}", "RB-154", ["cần –"]),
        ("error: SC-103", "error: SC-104", "RB-154", ["SC-104", "SC-103"]),
        ("error: SC-103", 'points: "4"', "RB-154", ["points 4", "error SC-103"]),
        ("done: 4, planned: 4", "dome: 4, planned: 4", "RB-153", ["“dome”", "done, planned"]),
        ('criterion: "2.1"', 'criterion: "2"', "RB-152", []),
        ('criterion: "2.1"', 'criterion: "2.2"', "RB-131", ["2.1"]),
        ("done: 4, planned: 4", "done: 4.5, planned: 5", "RB-101", ['"4.5"']),
        ("done: 4, planned: 4", 'done: "4,5", planned: 5', "RB-107", ["4,5"]),
        ("name: Đủ thì trọn điểm", "nam: Đủ", "RB-102", ["Có phải “name”"]),
        ("law: 1/QĐ-THU, mục 1", "laws: x", "RB-102", ["laws"]),
        ("cases:", "kases:", "RB-150", []),
    ],
)
def test_a_wrong_case_is_said_with_what_was_expected_and_found(
    write: Write, said: Said, before: str, after: str, code: str, words: list[str]
) -> None:
    problems = check(write({ALL: (before, after)}))

    problem = next(problem for problem in problems if problem.code == code)
    sentence = said(problems)[problems.index(problem)]
    assert problem.place.file == ALL
    assert all(word in sentence for word in words)


def test_a_case_may_declare_a_state_and_a_kind_of_unit(write: Write) -> None:
    text = """\
criterion: "1.10"
cases:
  - {name: khai không áp dụng, declared: not_applicable, expect: {state: not_applicable, points: null}}
  - {name: tỉnh không áp dụng, kind: province, given: {answered: 1}, expect: {state: not_applicable}}
  - {name: hết hiệu lực, as_of: "2031-01-01", given: {answered: 1}, expect: {state: not_applicable}}
  - {name: để trống, given: {answered: null}, expect: {state: missing}}
"""
    assert [result.problem for result in run_cases(load(write({ALL: text})))] == [None] * 4


def test_a_case_that_is_no_mapping_is_refused(write: Write) -> None:
    assert check(write({ALL: "cases: [x]\n"}))[0].code == "RB-142"


def test_a_sum_is_not_scored_by_a_rule(write: Write) -> None:
    with pytest.raises(ValueError, match="1 has no rule"):
        score_node(load(write()).node("1"), {})
