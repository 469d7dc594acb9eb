"""YAML without its clever half."""

from __future__ import annotations

import pytest

from thuocdo.rulebooks.plain_yaml import LONGEST, read_plain


def test_mappings_lists_and_quoted_text_are_read_with_their_lines() -> None:
    found = read_plain(b'a:\n  - "1.10"\n  - {b: x y, c: 2}\nd: true\ne: null\nf:\n', name="x.yaml")

    assert found.problems == []
    assert found.data == {"a": ["1.10", {"b": "x y", "c": 2}], "d": True, "e": None, "f": None}
    assert found.marks["a", 1, "c"].line == 3
    assert found.marks["a", 0].raw == "1.10"


@pytest.mark.parametrize("bare", ["1.10", "007", "no", "Yes", "on", "2023-01-01", "1_000", "1e3", "12:30", "0x1F", "~"])
def test_a_value_that_yaml_misreads_is_refused_with_the_quotes_it_needs(bare: str) -> None:
    found = read_plain(f"a: x\ncode: {bare}\n".encode(), name="x.yaml")

    (problem,) = found.problems
    assert (problem.code, problem.place.file, problem.place.row) == ("RB-101", "x.yaml", 2)
    assert f'"{bare}"' in problem.message()
    assert found.data == {"a": "x", "code": bare}


@pytest.mark.parametrize("text", ["Phụ lục II", "1.1.2 của phụ lục", "10/3", "766/QĐ-TTg", "80%", "y"])
def test_plain_words_need_no_quotes(text: str) -> None:
    assert read_plain(f"a: {text}\n".encode(), name="x").problems == []


def test_a_key_named_on_stays_a_word() -> None:
    assert read_plain(b"on: x\nno: y\n", name="x").data == {"on": "x", "no": "y"}


def test_a_block_of_text_may_hold_anything() -> None:
    assert read_plain(b"a: |\n  1.10\nb: >-\n  no\n", name="x").data == {"a": "1.10\n", "b": "no"}


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("a: &x 1\n", "RB-113", 1),
        ("a: b\nc: *a\n", "RB-113", 2),
        ("a: &x [y]\nb: *x\n", "RB-113", 1),
        ("a: !!python/object:os.system {}\n", "RB-113", 1),
        ("a: x\na: y\n", "RB-114", 2),
        ("a: [1, 2\n", "RB-110", 2),
        ("a: b: c\n", "RB-110", 1),
        ("a: x\n---\nb: y\n", "RB-110", 2),
        ("? [a]\n: b\n", "RB-110", 1),
        ("a: " + "[" * 100 + "]" * 100, "RB-115", 1),
        ("[" * 100_000, "RB-115", 1),
        ("a: \x01", "RB-110", None),
    ],
)
def test_what_an_edition_does_not_need_is_refused_at_its_line(text: str, code: str, row: int | None) -> None:
    problem = read_plain(text.encode(), name="x.yaml").problems[0]

    assert (problem.code, problem.place.row) == (code, row)


def test_aliases_that_multiply_are_refused_before_they_do() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))

    found = read_plain(bomb.encode(), name="x")

    assert {problem.code for problem in found.problems} == {"RB-113"}
    assert len(str(found.data)) < 500


def test_a_file_that_is_not_utf_8_is_refused_at_its_line() -> None:
    problem = read_plain("a: x\nb: Tỉnh".encode("utf-16-le")[:20] + b"\n\xff", name="x").problems[0]

    assert problem.code in {"RB-110", "RB-111"}
    assert read_plain(b"a: x\nb: \xff\n", name="x").problems[0].place.row == 2


def test_a_file_longer_than_any_law_is_not_even_parsed() -> None:
    assert read_plain(b"a" * (LONGEST + 1), name="x").problems[0].code == "RB-112"


def test_text_is_kept_composed() -> None:
    assert read_plain("a: Tỉnh".encode(), name="x").data == {"a": "Tỉnh"}
