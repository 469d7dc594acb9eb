"""Which unit a published name means."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from thuocdo.portal.results.snapshots.matching import KEEP, Match, bare, match, plain_name
from thuocdo.rulebooks import UnitData


@dataclass(frozen=True)
class Known:
    pk: int
    full_name: str


POOL = (Known(1, "xã Vân Canh"), Known(2, "phường An Nhơn Bắc"), Known(3, "xã Ia Dom"), Known(4, "xã An Nhơn Tây"))


def found(name: str, *, known: Known | None = None, pool: tuple[Known, ...] = POOL, **answers: str) -> Match:
    return match(UnitData(unit="H21.1", kind="commune", name=name), known=known, candidates=pool, answers=answers)


@pytest.mark.parametrize(
    ("published", "plain"),
    [
        ("UBND xã Vân Canh", "xa van canh"),
        ("UBND Thành phố Hà Nội", "thanh pho ha noi"),
        ("Sở Nội vụ - tỉnh Gia Lai", "so noi vu"),
        ("Sở Nội vụ - thành phố Huế", "so noi vu"),
    ],
)
def test_the_office_in_front_and_the_province_behind_say_nothing(published: str, plain: str) -> None:
    assert plain_name(published) == plain


def test_the_type_of_a_unit_may_have_changed() -> None:
    assert bare("thanh pho dong nai") == bare("tinh dong nai") == "dong nai"


def test_a_known_code_wins_over_any_name() -> None:
    result = found("UBND xã Ia Dom", known=POOL[0])

    assert (result.by, result.unit) == ("code", 1)


@pytest.mark.parametrize("name", ["UBND xã Vân Canh", "xã VÂN CANH", "UBND phường Vân Canh"])
def test_a_name_is_found_whatever_its_capitals_and_type(name: str) -> None:
    assert (found(name).by, found(name).unit) == ("name", 1)


def test_two_units_of_one_name_are_never_guessed_between() -> None:
    twins = (Known(7, "xã Bình An"), Known(8, "phường Bình An"))

    assert found("UBND xã Bình An", pool=twins).unit == 7
    assert found("UBND đặc khu Bình An", pool=twins).by == "nothing"


def test_an_unknown_name_comes_with_what_it_may_mean() -> None:
    result = found("UBND phường An Nhơn Bắk")

    assert result.by == "nothing"
    assert result.suggestions[0] == 2


def test_the_persons_answer_is_taken_only_among_the_candidates() -> None:
    assert found("UBND xã Lạ", **{"H21.1": "3"}).unit == 3
    assert found("UBND xã Lạ", **{"H21.1": "99"}).by == "nothing"


def test_a_unit_may_be_kept_as_published() -> None:
    result = found("UBND xã Lạ", **{"H21.1": KEEP})

    assert (result.by, result.unit) == ("kept", None)
