"""Units that are certainly wrong are refused with their place and what became of them; the rest is scored and said."""

from __future__ import annotations

import pytest

from thuocdo.cli.identities import check_units
from thuocdo.errors import DataError
from thuocdo.rulebooks import UnitData


def unit(code: str, kind: str = "commune", **keys: str) -> UnitData:
    found = UnitData(unit=code, kind=kind, keys=keys)
    found.rows["1.1"], found.files["1.1"] = 7, "data.csv"
    return found


@pytest.mark.parametrize(
    ("wrong", "code", "says"),
    [
        (unit("00178"), "UN-111", "nay là"),
        (unit("99999"), "UN-113", "99999"),
        (unit("Hà Nộ", "province", year="2021"), "UN-102", "Hà Nội"),
        (unit("Yên Bái", "province", year="2025"), "UN-103", "Lào Cai"),
        (unit("Yên Bái", "province", date="2026-10-08"), "UN-103", "Lào Cai"),
    ],
)
def test_a_unit_that_is_certainly_wrong_is_refused_with_its_place(wrong, code, says):
    with pytest.raises(DataError) as refused:
        check_units([wrong, unit("H21.133")])

    (problem,) = refused.value.problems
    assert problem.code == code
    assert says in problem.render()
    assert "data.csv, dòng 7" in problem.render()


@pytest.mark.parametrize(
    "known",
    [
        unit("H21.133"),
        unit("H99"),
        unit("23614"),
        unit("Yên Bái", "province", year="2024"),
        unit("Lào Cai", "province", date="8/10/2026"),
        unit("TP. Hồ Chí Minh", "province"),
    ],
)
def test_a_unit_that_is_known_or_cannot_be_checked_passes(known):
    assert check_units([known]) == ()


def test_a_code_used_again_since_the_reform_is_said():
    (problem,) = check_units([UnitData(unit="15", kind="province")])

    assert problem.code == "UN-112"
    assert problem.place.item == "15"


def test_codes_of_no_known_list_are_named_once():
    (problem,) = check_units([unit(f"SO-{number}", "department") for number in (1, 2, 3, 4, 5, 6, 6)])

    assert problem.code == "CL-108"
    assert "6 đơn vị" in problem.render()
    assert problem.render().count("SO-") == 5
