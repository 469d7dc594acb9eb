"""The facts are whole, well formed, and agree with one another."""

import csv
import unicodedata
from collections import Counter
from decimal import Decimal
from importlib import resources

import pytest

from thuocdo.units import loading, succession
from thuocdo.units.model import Extent, Kind, Scheme

FILES = sorted(
    (file for file in (resources.files("thuocdo.units") / "facts").iterdir() if file.name.endswith(".csv")),
    key=lambda file: file.name,
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_is_composed_rectangular_and_stripped(file):
    text = file.read_text("utf-8")
    rows = list(csv.reader(text.splitlines()))

    assert unicodedata.is_normalized("NFC", text)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell != cell.strip()] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_says_where_it_comes_from(file):
    sources = (resources.files("thuocdo.units") / "facts" / "SOURCES.md").read_text("utf-8")

    assert f"| `{file.name}` |" in sources


def test_the_units_are_as_many_as_the_resolutions_say():
    assert len(loading.provinces()) == 34
    assert len(loading.provinces_before()) == 63
    assert len(loading.communes()) == 3321
    assert len(loading.districts_before()) == 696
    assert len(loading.communes_before()) == 10035
    assert Counter(unit.designation for unit in loading.provinces().values()) == {"tỉnh": 28, "thành phố": 6}
    designations = Counter(unit.designation for unit in loading.communes().values())
    assert designations == {"xã": 2621, "phường": 687, "đặc khu": 13}


@pytest.mark.needs_shared
def test_every_province_has_its_official_number_of_communes(shared):
    with (shared / "reference" / "mergers_2025.csv").open(encoding="utf-8", newline="") as file:
        official = {row["new_code"]: int(row["new_communes"]) for row in csv.DictReader(file)}

    assert Counter(unit.parent for unit in loading.communes().values()) == official


def test_weights_of_predecessors_add_up_to_one():
    for province in loading.provinces().values():
        links = succession.predecessors(province)
        people = sum(link.population or 0 for link in links)

        assert sum(link.weight or 0 for link in links) == 1, province
        for link in links:
            assert link.population
            assert link.weight == round(Decimal(link.population) / people, 6), link


def test_every_old_unit_has_a_successor_and_every_unit_of_today_a_predecessor():
    before = [loading.provinces_before(), loading.districts_before(), loading.communes_before()]
    today = [loading.provinces(), loading.communes()]

    assert [unit for units in before for unit in units.values() if not succession.successors(unit)] == []
    assert [unit for units in today for unit in units.values() if not succession.predecessors(unit)] == []


def test_a_commune_stays_within_the_province_that_took_its_province_over():
    province_of = {step.old: step.new for step in loading.province_steps()}
    astray = []
    for step in loading.commune_steps():
        district = loading.communes_before()[step.old].parent if len(step.old) == 5 else step.old
        old_province = loading.districts_before()[str(district)].parent
        if loading.communes()[step.new].parent != province_of[str(old_province)]:
            astray.append(step)

    assert astray == []


def test_a_divided_commune_has_one_main_part_and_a_whole_one_no_other():
    extents: dict[str, Counter[Extent]] = {}
    for step in loading.commune_steps():
        extents.setdefault(step.old, Counter())[step.extent] += 1

    for old, found in extents.items():
        if found[Extent.WHOLE]:
            assert found == {Extent.WHOLE: 1}, old
        else:
            assert found[Extent.MAIN_PART] == 1, old
            assert found[Extent.PART] >= 1, old


def test_an_unchanged_unit_is_not_former():
    for unit in loading.communes_before().values():
        if not unit.former:
            (link,) = succession.successors(unit)
            assert (link.unit.name, link.unit.designation) == (unit.name, unit.designation)
            assert len(succession.predecessors(link.unit)) == 1


def test_disputed_codes_belong_to_communes_of_today():
    assert len(loading.code_conflicts()) == 133
    assert set(loading.code_conflicts().values()) <= set(loading.communes())


def test_766_codes_name_the_same_unit_as_their_gso_code():
    units = loading.units_766()

    assert Counter(unit.kind for unit, _ in units.values()) == {
        Kind.PROVINCE: 9,
        Kind.COMMUNE: 20,
        Kind.DEPARTMENT: 14,
    }
    for unit, code in units.values():
        assert unit.scheme is Scheme.INDEX_766
        if unit.kind is Kind.DEPARTMENT:
            assert (unit.parent, code, unit.designation) == ("H21", None, "")
        else:
            assert (loading.provinces() if unit.kind is Kind.PROVINCE else loading.communes())[
                str(code)
            ].name == unit.name
