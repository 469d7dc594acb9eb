"""Every form of cell reads back what it wrote, and refuses what could mean two things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.rulebooks.workbook.cells import (
    CellError,
    Choice,
    Day,
    Flag,
    Form,
    Number,
    OneOrPairs,
    Pairs,
    Points,
    Several,
    Whole,
    Words,
)

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
"""Words with every sign that parts a cell, and the backslash that marks it."""
SIGNS = st.text("ab;=|:\\", min_size=1, max_size=6)
WORD = TEXT | SIGNS
DECIMALS = st.decimals(-999_999, 999_999, places=4, allow_nan=False).map(lambda value: format(value, "f"))


@given(st.lists(WORD, min_size=1, max_size=4))
def test_a_list_comes_back_whatever_signs_its_items_contain(items: list[str]) -> None:
    form = Several()

    assert form.read(form.write(items)) == items


@given(st.lists(WORD, min_size=1, max_size=3) | WORD)
def test_one_item_and_a_list_of_one_stay_apart(value: list[str] | str) -> None:
    form = Several(single=True)

    assert form.read(form.write(value)) == value


@given(st.dictionaries(WORD, st.lists(WORD, min_size=1, max_size=3), min_size=1, max_size=3))
def test_names_with_lists_come_back(pairs: dict[str, list[str]]) -> None:
    form = Pairs(Several(sign="|"))

    assert form.read(form.write(pairs)) == pairs


@given(st.dictionaries(WORD, st.dictionaries(WORD, WORD, min_size=1, max_size=2), min_size=1, max_size=3))
def test_names_with_names_come_back(pairs: dict[str, dict[str, str]]) -> None:
    form = Pairs(Pairs(sign="|", equals=":"))

    assert form.read(form.write(pairs)) == pairs


@given(WORD | st.dictionaries(WORD, WORD, min_size=1, max_size=3))
def test_one_name_and_names_with_values_stay_apart(value: str | dict[str, str]) -> None:
    form = OneOrPairs(Pairs())

    assert form.read(form.write(value)) == value


@given(DECIMALS)
def test_a_number_comes_back_as_it_was_written(number: str) -> None:
    assert Number().read(Number().write(number)) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("1.5", "1,5"),
        ("3.33333333333333333333", "10/3"),
        ("0.33333333333333333333", "1/3"),
        ("1.66666666666666666666", "5/3"),
        ("0.14285714285714285714", "1/7"),
        ("0.12345678901234567891", "0,12345678901234567891"),
        ("-2", "-2"),
    ],
)
def test_numbers_are_written_with_a_comma_and_quotients_as_quotients(number: str, written: str) -> None:
    assert Number().write(number) == written


@pytest.mark.parametrize(
    ("form", "typed", "value"),
    [
        (Number(), "1.5", "1.5"),
        (Number(), "1,500", "1.500"),
        (Number(), "10 / 3", "10/3"),
        (Number(), "1 234 567,5", "1234567.5"),
        (Points(), "Chưa rõ", "unknown"),
        (Points(), "chua ro", "unknown"),
        (Points(), "unknown", "unknown"),
        (Points(), "2,5", "2.5"),
        (Whole(), "12", 12),
        (Day(), "1/3/2030", "2030-03-01"),
        (Day(), "2030-03-01", "2030-03-01"),
        (Flag(), "co", True),
        (Flag(), "KHÔNG", False),
        (Choice({"a": "Chữ A", "b": "Chữ B"}), "chu b", "b"),
        (Choice({"a": "Chữ A"}), "a", "a"),
        (Several(), "a; b ;; c", ["a", "b", "c"]),
        (Pairs(Number()), "a = 1,5; b =", {"a": "1.5", "b": None}),
    ],
)
def test_what_people_type_is_understood_where_it_can_mean_one_thing(form: Form, typed: str, value: object) -> None:
    assert form.read(typed) == value


@pytest.mark.parametrize(
    ("form", "typed", "code"),
    [
        (Number(), "1.000", "RB-313"),  # a thousand, or one?
        (Number(), "mười", "RB-313"),
        (Number(), "1/0", "RB-313"),
        (Points(), "không rõ", "RB-313"),
        (Whole(), "1,5", "RB-315"),
        (Day(), "30/02/2030", "RB-314"),
        (Day(), "năm 2030", "RB-314"),
        (Flag(), "có lẽ", "RB-312"),
        (Choice({"a": "Chữ A"}), "c", "RB-312"),
        (Several(Choice({"a": "Chữ A"})), "a; c", "RB-312"),
        (Pairs(), "a = 1; a = 2", "RB-317"),
        (Pairs(), "a: 1", "RB-317"),
        (Pairs(), "a = b = c", "RB-317"),
    ],
)
def test_what_could_mean_two_things_or_none_is_refused(form: Form, typed: str, code: str) -> None:
    with pytest.raises(CellError) as raised:
        form.read(typed)

    assert raised.value.code == code


def test_words_are_kept_as_they_stand() -> None:
    assert Words().read(Words().write("=1+1; a = b")) == "=1+1; a = b"
