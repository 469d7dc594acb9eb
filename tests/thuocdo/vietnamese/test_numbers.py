"""Numbers as people type them and as files declare them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.errors import TextError
from thuocdo.vietnamese.numbers import (
    MINUS,
    format_change,
    format_number,
    format_percent,
    format_points,
    parse_number,
)

EXACT = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", "1234"),
        ("1234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234", "1234"),
        ("12,5", "12.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("0,123", "0.123"),
        ("1234,567", "1234.567"),
        ("1 234,567", "1234.567"),
        (" +1,68 ", "1.68"),
        ("\N{MINUS SIGN}0,50", "-0.50"),
        ("-3", "-3"),
        ("007", "7"),
    ],
)
def test_a_number_with_one_reading_is_read(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.234", ".", "1.234"),
        (" 1.234", ".", "1.234"),
        ("-0.5", ".", "-0.5"),
        ("1.234", ",", "1234"),
        ("1,234", ",", "1.234"),
        ("1.234,50", ",", "1234.50"),
        ("12", ",", "12"),
    ],
)
def test_a_declared_convention_settles_the_reading(text, decimal, value):
    assert parse_number(text, decimal=decimal) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.500"])
def test_two_readings_are_refused_with_both(text):
    with pytest.raises(TextError) as refused:
        parse_number(text)

    problem = refused.value.problems[0]
    assert problem.code == "VN-103"
    assert problem.params["whole"] == text.strip("-").replace(".", "").replace(",", "")
    assert parse_number(problem.params["write"]) == parse_number(problem.params["part"], decimal=",")
    assert problem.params["part"] in problem.render()


@pytest.mark.parametrize(
    ("text", "decimal", "code", "remedy"),
    [
        ("", None, "VN-101", "để trống"),
        (" \u00a0 ", ".", "VN-101", "để trống"),
        ("NaN", None, "VN-102", "chữ số"),
        ("inf", None, "VN-102", "chữ số"),
        ("1e5", ".", "VN-102", "1e5"),
        ("85%", None, "VN-102", "%"),
        ("12.", None, "VN-102", "12."),
        (",5", None, "VN-102", ",5"),
        ("1.2.3", None, "VN-102", "1.2.3"),
        ("1,23,456", None, "VN-102", "1,23,456"),
        ("１２", None, "VN-102", "１２"),
        ("9" * 41, None, "VN-102", "999"),
        ("1.234.567", ".", "VN-104", "1234567"),
        ("1,234", ".", "VN-104", "1.234"),
        ("1,234,567", ".", "VN-104", "1234567"),
        ("12,5", ".", "VN-104", "12.5"),
        ("1 234", ".", "VN-104", "1234"),
        ("1.2.3", ".", "VN-104", "1234.5"),
        ("12.5", ",", "VN-105", "12,5"),
        ("1.2.3", ",", "VN-105", "1234,5"),
    ],
)
def test_what_is_no_number_is_refused_with_the_remedy(text, decimal, code, remedy):
    with pytest.raises(TextError) as refused:
        parse_number(text, decimal=decimal)

    assert refused.value.problems[0].code == code
    assert remedy in refused.value.problems[0].render()


@pytest.mark.parametrize("text", ["-0", "-0.00"])
def test_zero_has_no_sign(text):
    assert str(parse_number(text, decimal=".")).startswith("0")


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        ("1234.5", 2, "1.234,50"),
        ("1234567", None, "1.234.567"),
        ("999", None, "999"),
        ("0.5", None, "0,5"),
        ("1.0", None, "1,0"),
        ("1.00", None, "1,00"),
        ("1.245", 2, "1,25"),
        ("-1.245", 2, "\N{MINUS SIGN}1,25"),
        ("-0.004", 2, "0,00"),
        ("1E+3", None, "1.000"),
        ("123456789012345678901234567890.125", 2, "123.456.789.012.345.678.901.234.567.890,13"),
    ],
)
def test_numbers_are_shown_the_vietnamese_way(value, digits, shown):
    assert format_number(Decimal(value), digits) == shown


def test_thousands_may_stay_ungrouped():
    assert format_number(Decimal("1234.5"), 2, grouping=False) == "1234,50"


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_showing_no_number_is_a_bug_of_the_caller(value):
    with pytest.raises(ValueError, match="finite"):
        format_number(Decimal(value))


def test_points_have_two_decimals_unless_told():
    assert format_points(Decimal("58.7")) == "58,70"
    assert format_points(Decimal("8.4389"), 4) == "8,4389"


def test_percent_follows_without_a_blank():
    assert format_percent(Decimal("86.54")) == "86,54%"
    assert format_percent(Decimal("86.545"), 1) == "86,5%"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1.68", "+1,68"), ("-0.5", f"{MINUS}0,50"), ("0", "0,00"), ("-0.001", "0,00"), ("1234", "+1.234,00")],
)
def test_a_change_carries_its_sign(value, shown):
    assert format_change(Decimal(value)) == shown


@given(EXACT)
def test_what_is_shown_in_full_reads_back_the_same(value):
    assert parse_number(format_number(value), decimal=",") == value


@given(EXACT)
def test_canonical_text_reads_back_the_same_in_a_file_of_points(value):
    assert parse_number(f"{value:f}", decimal=".") == value


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_refused(text):
    try:
        value = parse_number(text)
    except TextError:
        return
    assert value.is_finite()
