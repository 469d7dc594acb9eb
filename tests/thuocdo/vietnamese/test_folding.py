"""Finding without diacritics, sorting by the Vietnamese alphabet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.vietnamese.folding import collation_key, fold, nfc


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đắk  Lắk", "dak lak"),
        ("TUYÊN QUANG", "tuyen quang"),
        ("Hoà", "hoa"),
        ("Hòa", "hoa"),
        ("Plain  ASCII ", "plain ascii"),
        ("Ngũ Hành Sơn", "ngu hanh son"),
    ],
)
def test_diacritics_do_not_count(text, folded):
    assert fold(text) == fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_names_are_kept_composed_with_single_blanks():
    assert nfc(unicodedata.normalize("NFD", " Đắk \n Lắk ")) == "Đắk Lắk"


def test_names_sort_by_the_vietnamese_alphabet():
    names = [
        "An Giang",
        "Ăn",
        "Âu",
        "Bà Rịa",
        "Bắc Ninh",
        "Cà Mau",
        "Cần Thơ",
        "Dương",
        "Đà Nẵng",
        "Đồng Nai",
        "Ô",
        "Ơ",
    ]

    assert sorted(set(names), key=collation_key) == names


def test_tones_decide_only_between_the_same_letters():
    names = ["ma", "mà", "mả", "mã", "má", "mạ", "ma a", "mai"]

    assert sorted(set(names), key=collation_key) == names


def test_numbered_wards_sort_by_their_number():
    assert sorted(["Phường 10", "Phường 2", "Phường 1"], key=collation_key) == ["Phường 1", "Phường 2", "Phường 10"]


def test_a_letter_of_another_alphabet_sorts_last():
    assert sorted(["ж", "y", "-"], key=collation_key) == ["-", "y", "ж"]
