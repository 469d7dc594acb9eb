"""What the cells of a row and its key say, as text: read as meant, or refused by name."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.portal.plans.exchange.inputs import LONGEST_TEXT, Inputs, understand
from thuocdo.portal.plans.exchange.keys import RowKey
from thuocdo.portal.plans.progress.content import Content

ONE = UUID(int=1)
PRINTS = st.text("0123456789abcdef", min_size=12, max_size=12)
COUNTS = st.integers(0, 999)


@given(
    st.builds(
        RowKey, assignment=st.uuids(), number=COUNTS, version=COUNTS, out_on=st.dates(date(2020, 1, 1)), print=PRINTS
    )
)
def test_a_key_is_read_back_as_it_was_written(key: RowKey) -> None:
    assert RowKey.read(f" {key} ") == key


@pytest.mark.parametrize("text", ["", "TD1-abc", f"TD1-{ONE.hex}-1-2-20261399-{'0' * 12}", f"TD2-{ONE.hex}"])
def test_a_damaged_key_is_no_key(text: str) -> None:
    assert RowKey.read(text) is None


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"state": "xong rồi"}, {"state": "PX-121"}),
        ({"is_product": "đúng"}, {"is_product": "PX-121"}),
        ({"percent": "101"}, {"percent": "PX-122"}),
        ({"percent": "62,5"}, {"percent": "PX-122"}),
        ({"percent": "nửa"}, {"percent": "PX-122"}),
        ({"text": "x" * (LONGEST_TEXT + 1)}, {"text": "PX-123"}),
        ({"number": "x" * 61, "issued_on": "1/1/2026"}, {"number": "PX-123"}),
        ({"issuer": "x" * 201, "number": "1", "issued_on": "1/1/2026"}, {"issuer": "PX-123"}),
        ({"as_of": "09/30/2026"}, {"as_of": "PX-124"}),
        ({"issued_on": "hôm qua", "number": "1"}, {"issued_on": "PX-124"}),
        ({"figures": "Hồ sơ: 1.2.3 hồ sơ"}, {"figures": "PX-125"}),
        ({"figures": "12 hồ sơ"}, {"figures": "PX-125"}),
        ({"figures": "Hồ sơ: khoảng 12"}, {"figures": "PX-125"}),
        ({"figures": "\n".join(f"Số {n}: {n}" for n in range(31))}, {"figures": "PX-126"}),
        ({"issued_on": "1/1/2026"}, {"number": "PX-127"}),
        ({"number": "1/BC"}, {"issued_on": "PX-127"}),
        ({"issuer": "UBND xã"}, {"number": "PX-127"}),
    ],
)
def test_a_cell_that_cannot_be_understood_is_told_by_name(cells: dict[str, str], wrong: dict[str, str]) -> None:
    _said, problems = understand(Inputs(**cells), written=Inputs(), base=Content(), day=None, issuer="")
    assert {name: problem.code for name, problem in problems.items()} == wrong


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("Hồ sơ đúng hạn: 1.250 hồ sơ", ("Hồ sơ đúng hạn", "1250", "hồ sơ")),
        ("Tỷ lệ: đúng hạn: 97,25%", ("Tỷ lệ: đúng hạn", "97.25", "%")),
        ("Hồ sơ:", ("Hồ sơ", "", "")),
        ("Hồ sơ: hồ sơ", ("Hồ sơ", "", "hồ sơ")),
    ],
)
def test_a_line_of_figures_is_a_name_a_number_and_a_unit(line: str, figure: tuple[str, str, str]) -> None:
    said, problems = understand(Inputs(figures=line), written=Inputs(), base=Content(), day=None, issuer="")
    assert problems == {}
    assert said.content.figures == (dict(zip(("label", "value", "unit"), figure, strict=True)),)
