"""Rules as an edition's file writes them: quoted, complete, without a word too many."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from thuocdo.scoring import RULES, AnyRule
from thuocdo.scoring.rules import Bands, MalformedRuleError, Proportional, Rule

READER: TypeAdapter[Rule] = TypeAdapter(AnyRule)

WRITTEN: dict[str, dict[str, Any]] = {
    "proportional": {"numerator": ["a", "b"], "denominator": "d", "full_from": "0.80", "zero_below": "1/3"},
    "bands": {"value": "v", "bands": [{"at_least": "3", "points": "1.50"}, {"points": "0"}]},
    "yes_no": {"input": "y", "full_when": "no"},
    "checklist": {"items": [{"input": "a", "points": "0.5"}, {"input": "b", "points": "1"}]},
    "count_threshold": {"input": "n", "full_from": "3", "per_occurrence": "0.5"},
    "change_on_previous": {"current": "now", "previous": "before", "relative": False, "full_from": "0.05"},
    "deduction": {"input": "n", "per_occurrence": "0.25", "cap": "1"},
    "bonus": {"input": "n", "per_occurrence": "0.5", "cap": "1"},
    "survey_mean": {"mean": "m", "low": "1", "high": "5", "responses": "r", "standard_error": "se"},
    "given": {"input": "s", "minimum": "1/3", "maximum": "10/3"},
    "information": {"input": ["a", "b"]},
}


def test_the_table_of_kinds_is_closed_and_whole() -> None:
    union, *_ = get_args(AnyRule)

    assert set(get_args(union)) == set(RULES.values())
    assert set(WRITTEN) == set(RULES)


@pytest.mark.parametrize("kind", RULES)
def test_every_kind_reads_back_what_it_writes(kind: str) -> None:
    rule = READER.validate_python({"kind": kind, **WRITTEN[kind]})

    assert type(rule) is RULES[kind]
    assert READER.validate_json(READER.dump_json(rule)) == rule
    assert hash(READER.validate_python({"kind": kind, **WRITTEN[kind]})) == hash(rule)
    assert rule.kind == kind


@pytest.mark.parametrize("kind", RULES)
def test_every_kind_refuses_a_word_it_does_not_know(kind: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        READER.validate_python({"kind": kind, **WRITTEN[kind], "treshold": "1"})

    (error,) = refusal.value.errors()
    assert (error["type"], error["loc"]) == ("unexpected_keyword_argument", (kind, "treshold"))


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(ValidationError, match="'proportional', 'bands', 'yes_no'"):
        READER.validate_python({"kind": "formula", "text": "a / b"})


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (0.8, "unquoted"),
        (1, "unquoted"),
        (True, "unquoted"),
        ("80 %", "not a number"),
        ("1/0", "not a number"),
        ("", "not a number"),
        ("NaN", "not a number"),
        ("1/x", "not a number"),
    ],
)
def test_a_threshold_is_a_quoted_decimal(written: object, message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        READER.validate_python({"kind": "proportional", "numerator": "n", "denominator": "d", "full_from": written})

    (error,) = refusal.value.errors()
    assert (error["loc"], error["msg"]) == (("proportional", "full_from"), f"Value error, {message}")


def test_a_decimal_is_taken_as_it_is() -> None:
    rule = READER.validate_python({"kind": "given", "input": "s", "maximum": Decimal("2.5")})

    assert rule.ceiling(Decimal(0)) == Decimal("2.5")


def test_a_quotient_is_cut_at_twenty_decimals() -> None:
    rule = READER.validate_python({"kind": "given", "input": "s", "maximum": "20/3"})

    assert rule.ceiling(Decimal(0)) == Decimal("6.66666666666666666666")


@pytest.mark.parametrize("written", ["yes", 1, "true"])
def test_a_truth_value_is_not_guessed(written: object) -> None:
    with pytest.raises(ValidationError, match="all_needed"):
        READER.validate_python({"kind": "checklist", "items": [{"input": "a"}], "all_needed": written})


def test_a_rule_that_contradicts_itself_is_reported_beside_the_files_other_faults() -> None:
    with pytest.raises(ValidationError) as refusal:
        READER.validate_python({"kind": "bands", "value": "v", "bands": [{"points": "1"}]})

    (error,) = refusal.value.errors()
    cause = error["ctx"]["error"]
    assert isinstance(cause, MalformedRuleError)
    assert [problem.code for problem in cause.problems] == ["SC-203"]


def test_inputs_stand_in_the_order_in_which_they_are_written() -> None:
    proportional = READER.validate_python({"kind": "proportional", **WRITTEN["proportional"]})
    bands = READER.validate_python({"kind": "bands", **WRITTEN["bands"]})

    assert isinstance(proportional, Proportional)
    assert proportional.inputs == ("a", "b", "d")
    assert isinstance(bands, Bands)
    assert bands.inputs == ("v",)
