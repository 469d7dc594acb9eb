"""The worked table of ``docs/methods/text.md`` is what the code does."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from thuocdo.errors import TextError
from thuocdo.vietnamese.numbers import parse_number

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "text.md"
ROWS = re.findall(r"^\| `(.+?)` \| (\S+) \| (\S+) \| (\S+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)


def read(text: str, decimal: str | None) -> Decimal | str:
    try:
        return parse_number(text, decimal=decimal)
    except TextError as refused:
        return refused.problems[0].code


def test_the_table_is_found():
    assert len(ROWS) == 12


@pytest.mark.parametrize(("text", "none", "point", "comma"), ROWS)
def test_each_row_of_the_table_holds(text, none, point, comma):
    for decimal, expected in ((None, none), (".", point), (",", comma)):
        found = read(text, decimal)

        assert found == (expected if expected.startswith("VN-") else Decimal(expected)), decimal
