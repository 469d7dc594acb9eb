"""Units by code and by the names people write."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from thuocdo.errors import UnitError
from thuocdo.units.model import Extent, Kind, Scheme, Unit
from thuocdo.units.registry import Registry
from thuocdo.vietnamese.folding import fold

BEFORE = date(2024, 12, 31)
AFTER = date(2025, 7, 1)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry()


@pytest.fixture(scope="module")
def gia_lai(registry) -> Unit:
    return registry.find("52")


@pytest.mark.parametrize(
    ("name", "full_name"),
    [
        ("Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("TPHCM", "thành phố Hồ Chí Minh"),
        ("T.P Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("ho chi minh", "thành phố Hồ Chí Minh"),
        ("Thừa Thiên Huế", "thành phố Huế"),
        ("TT-Huế", "thành phố Huế"),
        ("Huế", "thành phố Huế"),
        ("UBND tỉnh Gia Lai", "tỉnh Gia Lai"),
        ("Ủy ban nhân dân tỉnh Gia Lai", "tỉnh Gia Lai"),
        ("UBND Thành phố Hải Phòng", "thành phố Hải Phòng"),
        ("UBND Thành phố Đồng Nai", "tỉnh Đồng Nai"),
        ("Đắc Lắc", "tỉnh Đắk Lắk"),
        ("dak lak", "tỉnh Đắk Lắk"),
        ("lao cai", "tỉnh Lào Cai"),
        ("Lào Cai (cũ)", "tỉnh Lào Cai (cũ)"),
        ("tỉnh Yên Bái", "tỉnh Yên Bái (cũ)"),
        ("Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu (cũ)"),
        ("Bà Rịa–Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu (cũ)"),
        ("BR-VT", "tỉnh Bà Rịa - Vũng Tàu (cũ)"),
    ],
)
def test_a_province_is_found_by_any_of_its_names(registry, name, full_name):
    assert registry.province_named(name).full_name == full_name


@pytest.mark.parametrize(
    ("name", "on", "code", "full_name"),
    [
        ("Lào Cai", BEFORE, "10", "tỉnh Lào Cai (cũ)"),
        ("Lào Cai", AFTER, "15", "tỉnh Lào Cai"),
        ("Yên Bái", BEFORE, "15", "tỉnh Yên Bái (cũ)"),
        ("Huế", BEFORE, "46", "tỉnh Thừa Thiên Huế (cũ)"),
        ("Lai Châu", BEFORE, "12", "tỉnh Lai Châu"),
        ("Lào Cai (cũ)", AFTER, "10", "tỉnh Lào Cai (cũ)"),
    ],
)
def test_a_day_says_which_of_two_provinces_is_meant(registry, name, on, code, full_name):
    found = registry.province_named(name, on)

    assert (found.code, found.full_name) == (code, full_name)


def test_a_province_merged_before_the_day_is_refused_with_its_successor(registry):
    with pytest.raises(UnitError, match=r"UN-103.*Yên Bái \(cũ\).*tỉnh Lào Cai \(15\)"):
        registry.province_named("Yên Bái", AFTER)


def test_an_unknown_province_is_refused_with_close_names(registry):
    with pytest.raises(UnitError, match=r"UN-102.*Lao Kai.*tỉnh Lào Cai \(15\)"):
        registry.province_named("Lao Kai")


def test_nothing_like_it_is_said_as_a_dash(registry):
    with pytest.raises(UnitError, match=r"UN-102.*: -\."):
        registry.province_named("Xyzzy")


@pytest.mark.parametrize(
    ("code", "on", "full_name"),
    [
        ("15", None, "tỉnh Lào Cai"),
        ("15", AFTER, "tỉnh Lào Cai"),
        ("15", BEFORE, "tỉnh Yên Bái (cũ)"),
        ("21994", None, "xã Vân Canh"),
        ("280", BEFORE, "huyện Phú Xuyên (cũ)"),
    ],
)
def test_a_code_is_read_from_the_list_in_force(registry, code, on, full_name):
    assert registry.find(code, on=on).full_name == full_name


def test_the_codes_of_the_766_index_know_no_era(registry):
    assert registry.find("H21.227", scheme=Scheme.INDEX_766, on=BEFORE).full_name == "xã Vân Canh"


@pytest.mark.parametrize(
    ("code", "scheme", "words"),
    [
        ("4", Scheme.GSO, "tỉnh Cao Bằng (04)"),
        ("280", Scheme.GSO, "UN-101"),
        ("H99", Scheme.INDEX_766, "766"),
        ("", Scheme.GSO, "UN-101"),
    ],
)
def test_an_unknown_code_is_refused_and_a_lost_zero_suggested(registry, code, scheme, words):
    with pytest.raises(UnitError) as refused:
        registry.find(code, scheme=scheme)

    assert refused.value.problems[0].code == "UN-101"
    assert words in refused.value.problems[0].render()


def test_provinces_and_communes_come_in_the_order_of_the_alphabet(registry, gia_lai):
    assert [unit.name for unit in registry.provinces()[:3]] == ["An Giang", "Bắc Ninh", "Cà Mau"]
    assert len(registry.provinces(BEFORE)) == 63
    assert len(registry.communes_of(gia_lai)) == len(registry.communes_of("52")) == 135
    assert registry.communes_of("99") == ()


@pytest.mark.parametrize(
    ("name", "full_name"),
    [
        ("Vân Canh", "xã Vân Canh"),
        ("UBND xã Vân Canh", "xã Vân Canh"),
        ("van canh", "xã Vân Canh"),
        ("UBND phường Thống Nhất", "phường Thống Nhất"),
        ("P. Thống Nhất", "phường Thống Nhất"),
        ("xã SRó", "xã SRó"),
    ],
)
def test_a_commune_is_found_by_any_of_its_names(registry, gia_lai, name, full_name):
    assert registry.commune_named(name, gia_lai).full_name == full_name


def test_every_commune_is_found_by_its_full_name(registry):
    for province in registry.provinces():
        for commune in registry.communes_of(province):
            assert registry.commune_named(f"UBND {commune.full_name}", province) == commune


def test_a_name_that_begins_like_a_designation_is_not_cut(registry):
    quang_ngai = registry.province_named("Quảng Ngãi")

    assert registry.commune_named("Tịnh Khê", quang_ngai).name == "Tịnh Khê"


def test_communes_that_differ_by_diacritics_alone_are_refused_with_their_list(registry):
    refused = []
    for province in registry.provinces():
        for commune in registry.communes_of(province):
            try:
                registry.commune_named(fold(commune.name), province)
            except UnitError as error:
                refused.append((commune, error))

    assert refused
    for commune, error in refused:
        assert [problem.code for problem in error.problems] == ["UN-105"]
        assert f"{commune.full_name} ({commune.code})" in str(error)


def test_an_unknown_commune_is_refused_with_close_names(registry, gia_lai):
    with pytest.raises(UnitError, match=r"UN-104.*xã Vân Canh \(21994\)"):
        registry.commune_named("xã Vân Can", gia_lai)


def test_a_unit_knows_what_lies_above_it(registry, gia_lai):
    old = registry.find("00006", on=BEFORE)
    district = registry.parent(old)

    assert registry.parent(registry.find("21994")) == gia_lai
    assert district.kind is Kind.DISTRICT
    assert registry.parent(district).name == "Hà Nội"
    assert registry.parent(gia_lai) is None


def test_a_merged_province_gives_its_predecessors_with_weights(registry):
    links = registry.predecessors("Lào Cai")

    assert [(link.unit.full_name, link.weight) for link in links] == [
        ("tỉnh Lào Cai (cũ)", Decimal("0.473004")),
        ("tỉnh Yên Bái (cũ)", Decimal("0.526996")),
    ]
    assert {(link.basis, link.effective, link.extent) for link in links} == {
        ("GSO mid-year population 2020", AFTER, Extent.WHOLE)
    }
    assert [link.population for link in links] == [746400, 831600]


def test_succession_runs_both_ways(registry):
    old = registry.find("15", on=BEFORE)
    commune = registry.find("00226", on=BEFORE)

    assert [link.unit.full_name for link in registry.successors(old)] == ["tỉnh Lào Cai"]
    assert [link.extent for link in registry.successors(commune)] == [Extent.MAIN_PART, Extent.PART]
    assert commune in [link.unit for link in registry.predecessors(registry.find("00226"))]


def test_a_district_became_the_communes_of_its_communes(registry):
    links = registry.successors(registry.province_named("Yên Bái") and registry.find("280", on=BEFORE))

    assert [link.unit.name for link in links] == ["Phú Xuyên", "Phượng Dực", "Chuyên Mỹ", "Đại Xuyên"]
    assert {link.extent for link in links} == {Extent.PART}
    assert {link.weight for link in links} == {None}


def test_an_island_district_without_communes_became_its_special_zone(registry):
    con_dao = next(unit for unit in registry.communes_of("79") if unit.name == "Côn Đảo")
    (link,) = registry.predecessors(con_dao)

    assert link.unit.full_name == "huyện Côn Đảo (cũ)"
    assert [(back.unit, back.extent) for back in registry.successors(link.unit)] == [(con_dao, Extent.WHOLE)]


def test_a_unit_of_today_has_no_successor_and_one_of_before_no_predecessor(registry, gia_lai):
    assert registry.successors(gia_lai) == ()
    assert registry.predecessors(registry.find("64", on=BEFORE)) == ()


def test_the_766_codes_and_the_gso_codes_find_one_another(registry, gia_lai):
    h21 = registry.find("H21", scheme=Scheme.INDEX_766)

    assert registry.gso_counterpart(h21) == gia_lai
    assert registry.counterpart_766(gia_lai) == h21
    assert registry.gso_counterpart(registry.find("H21.11", scheme=Scheme.INDEX_766)) is None
    assert registry.gso_counterpart(gia_lai) is None
    assert registry.counterpart_766(h21) is None
    assert registry.counterpart_766(registry.find("15")) is None


def test_the_departments_of_the_sample_province_are_known(registry, gia_lai):
    names = [unit.full_name for unit in registry.departments_of(gia_lai)]

    assert len(names) == 14
    assert names[0] == "Ban Quản lý Khu kinh tế"
    assert "Sở Nội vụ" in names
    assert registry.departments_of(registry.find("15")) == ()


def test_a_title_begins_with_a_capital(registry, gia_lai):
    assert gia_lai.title == "Tỉnh Gia Lai"


def test_finding_a_province_reads_no_communes():
    program = (
        "from thuocdo.units.registry import Registry; from thuocdo.units import loading;"
        "assert Registry().province_named('Lào Cai').code == '15';"
        "print(loading.communes.cache_info().misses, loading.communes_before.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["0", "0"]
