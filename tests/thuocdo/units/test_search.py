"""Finding any unit of the country by a few letters."""

import time

import pytest

from thuocdo.units.model import Kind, Scheme, Unit
from thuocdo.units.search import entries, entry, rank, search


def names(query: str, limit: int = 5) -> list[str]:
    return [hit.unit.full_name for hit in search(query, limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("tuyen quang", "tỉnh Tuyên Quang"),
        ("dak lak", "tỉnh Đắk Lắk"),
        ("Đắk Lắk", "tỉnh Đắk Lắk"),
        ("hcm", "thành phố Hồ Chí Minh"),
        ("tphcm", "thành phố Hồ Chí Minh"),
        ("lao", "tỉnh Lào Cai"),
        ("gia l", "tỉnh Gia Lai"),
        ("tinh gia lai", "tỉnh Gia Lai"),
        ("yen bai", "tỉnh Yên Bái (cũ)"),
        ("ba ria vung tau", "tỉnh Bà Rịa - Vũng Tàu (cũ)"),
        ("van canh", "xã Vân Canh"),
        ("xa van canh", "xã Vân Canh"),
        ("van canh gia lai", "xã Vân Canh"),
        ("con dao", "đặc khu Côn Đảo"),
        ("Ba Đình", "phường Ba Đình"),
        ("huyen van chan", "huyện Văn Chấn (cũ)"),
    ],
)
def test_the_likeliest_unit_comes_first(query, first):
    assert names(query)[0] == first


def test_todays_unit_comes_before_the_former_one_of_the_same_name():
    assert names("lao cai", 3) == ["tỉnh Lào Cai", "tỉnh Lào Cai (cũ)", "phường Lào Cai"]


def test_an_old_name_says_where_it_lay_and_what_became_of_it():
    hit = search("thi tran van canh", 1)[0]

    assert hit.unit.full_name == "thị trấn Vân Canh (cũ)"
    assert hit.where == "huyện Vân Canh (cũ), tỉnh Bình Định (cũ)"
    assert [link.unit.full_name for link in hit.became] == ["xã Vân Canh"]


def test_a_unit_that_lives_on_unchanged_is_found_once():
    assert names("lai chau", 2)[0] == "tỉnh Lai Châu"
    assert "tỉnh Lai Châu" not in names("lai chau", 50)[1:]


@pytest.mark.parametrize("query", ["", "  ", "-", "xyzzy", "van canh xyzzy"])
def test_nothing_is_found_for_nothing(query):
    assert search(query) == ()


def test_the_limit_holds():
    assert len(search("an", 7)) == 7
    assert len(search("an")) == 20


@pytest.mark.parametrize(
    ("query", "match"),
    [
        ("van canh", 0),
        ("xa van canh", 0),
        ("van", 1),
        ("xa van", 1),
        ("va", 2),
        ("canh", 3),
        ("canh van", 4),
        ("canh lai", 5),
        ("lam", None),
    ],
)
def test_the_kinds_of_match_are_ranked_in_order(query, match):
    commune = Unit(scheme=Scheme.GSO, code="1", name="Vân Canh", kind=Kind.COMMUNE, designation="xã", parent="52")
    province = Unit(scheme=Scheme.GSO, code="52", name="Gia Lai", kind=Kind.PROVINCE, designation="tỉnh")
    found = rank(query, entry(commune, [province]))

    assert (found and found[0]) == match


def test_a_department_is_ranked_by_its_whole_name():
    department = Unit(scheme=Scheme.INDEX_766, code="H21.11", name="Sở Nội vụ", kind=Kind.DEPARTMENT)

    assert rank("so noi vu", entry(department, [])) == (0, False, 3, 10)


def test_a_search_is_quick_once_the_names_are_read():
    assert len(entries()) > 13_000
    start = time.perf_counter()
    for query in ("an", "tuyen quang", "phuong 1", "xa"):
        search(query)

    assert (time.perf_counter() - start) / 4 < 0.1  # about 2 ms on a quiet machine


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("tp ho chi minh", "thành phố Hồ Chí Minh"),
        ("T.P. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("TP. HCM", "thành phố Hồ Chí Minh"),
        ("tx an nhon", "thị xã An Nhơn (cũ)"),
        ("p. yen bai", "phường Yên Bái"),
        ("UBND xã Vân Canh", "xã Vân Canh"),
        ("Yên Bái (cũ)", "tỉnh Yên Bái (cũ)"),
        ("TT Huế", "tỉnh Thừa Thiên Huế (cũ)"),
    ],
)
def test_a_name_is_found_as_people_abbreviate_it(asked, first):
    assert search(asked)[0].unit.full_name == first
