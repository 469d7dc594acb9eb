"""The worked tables of ``docs/methods/units-and-succession.md`` are what the facts say."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from thuocdo.units.model import Scheme
from thuocdo.units.registry import Registry

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "units-and-succession.md").read_text("utf-8")
CODES = re.findall(r"^\| (\d\d) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
WEIGHTS = re.findall(r"^\| (\D+?) \| (tỉnh .+?) \| (\d+) \| ([\d.]+) \|$", PAGE, re.MULTILINE)


def test_the_tables_are_found():
    assert (len(CODES), len(WEIGHTS)) == (5, 4)


@pytest.mark.parametrize(("code", "before", "today"), CODES)
def test_each_code_means_what_the_table_says(code, before, today):
    unit = Registry().get(code)

    assert Registry().find(code, scheme=Scheme.GSO_BEFORE_2025).full_name == before
    assert (unit.full_name if unit else "-") == today


@pytest.mark.parametrize(("successor", "predecessor", "population", "weight"), WEIGHTS)
def test_each_weight_is_what_the_table_says(successor, predecessor, population, weight):
    (link,) = (link for link in Registry().predecessors(successor) if link.unit.full_name == predecessor)

    assert (link.population, link.weight) == (int(population), Decimal(weight))
