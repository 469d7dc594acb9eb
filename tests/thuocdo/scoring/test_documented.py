"""What ``docs/methods/scoring.md`` and ``rounding.md`` say is what the code does."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from thuocdo.errors import catalogue
from thuocdo.scoring import RULES, AnyRule, RoundingStep, Rule, Scale, round_points
from thuocdo.scoring.rounding import quotient, round_figure

ROOT = Path(__file__).parents[3]
SCORING = (ROOT / "docs" / "methods" / "scoring.md").read_text("utf-8")
ROUNDING = (ROOT / "docs" / "methods" / "rounding.md").read_text("utf-8")
READER: TypeAdapter[Rule] = TypeAdapter(AnyRule)
DOUBLES = RoundingStep(of="points", digits=2, arithmetic="binary64")
EXAMPLES = re.findall(r"^\| `(\{kind.*\})` \| (\S+) \| (.+) \| (\S+) \|$", SCORING, re.MULTILINE)


def test_every_kind_of_rule_is_explained_and_shown_at_work() -> None:
    explained = re.findall(r"^### (\w+)$", SCORING, re.MULTILINE)
    at_work = {yaml.safe_load(rule)["kind"] for rule, *_ in EXAMPLES}

    assert explained == list(RULES)
    assert at_work == set(RULES) - {"information"}


@pytest.mark.parametrize(("rule", "maximum", "reported", "points"), EXAMPLES)
def test_a_worked_example_is_as_it_says(rule: str, maximum: str, reported: str, points: str) -> None:
    values = {name: Decimal(value) for name, value in re.findall(r"(\w+)=(\S+)", reported)}
    scale = Scale(READER.validate_python(yaml.safe_load(rule)), maximum=Decimal(maximum))

    assert str(scale.score(values).points) == points


def test_the_table_of_doubles_is_as_it_says() -> None:
    table = re.findall(r"^\| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", ROUNDING, re.MULTILINE)

    assert len(table) == 3
    for value, decimal, double in table:
        assert str(round_figure(Decimal(value), RoundingStep(of="points", digits=2))) == decimal
        assert str(round_figure(Decimal(value), DOUBLES)) == double


def test_the_constructed_sums_are_as_they_say() -> None:
    table = re.findall(r"^\| \D+ \| (\d+)/(\d+) \| (\d+)/(\d+) \| ([\d.]+) \| ([\d.]+) \|$", ROUNDING, re.MULTILINE)
    steps = (RoundingStep(of="percentage", digits=2), DOUBLES)

    assert len(table) == 2
    for n, d, m, e, displayed, published in table:
        ratios = (quotient(Decimal(n), Decimal(d)), quotient(Decimal(m), Decimal(e)))
        parts = list(zip(ratios, (Decimal(6), Decimal(4)), strict=True))
        assert 8 + sum(round_points(ratio, maximum) for ratio, maximum in parts) == Decimal(displayed)
        assert 8 + sum(round_points(ratio, maximum, steps) for ratio, maximum in parts) == Decimal(published)


def test_every_problem_that_scoring_raises_has_its_sentences_and_no_sentence_is_idle() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "src" / "thuocdo" / "scoring").rglob("*.py"))
    raised = set(re.findall(r'"(SC-\d{3})"', source))

    assert raised == {code for code in catalogue() if code.startswith("SC-")}
    assert all(set(catalogue()[code]) == {"vi", "en"} for code in raised)
