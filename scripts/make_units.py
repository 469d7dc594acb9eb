"""Make the facts of ``src/thuocdo/units/facts/`` again, and print where the sources disagree.

Two packages state the communes: ``vietnamadminunits`` (MIT; communes of today and before July 2025, and what became of
each) and ``vietnam-provinces`` (the communes of today; used to check, nothing of it is kept). They are needed here
only, so they live in an environment of their own, never in ours::

    python3 -m venv scratch && scratch/bin/pip install vietnamadminunits==1.0.4 vietnam-provinces==2025.10.1
    scratch/bin/python scripts/make_units.py --shared ../shared

The provinces, their merging, population and official numbers of communes come from ``reference/mergers_2025.csv`` of
the project's shared folder, which names its own sources; the codes of the 766 index from ``data/qd766`` and
``reference/departments_gia_lai.csv``. Run it, read what it prints, review the difference, commit it with the reason.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path

FACTS = Path(__file__).parents[1] / "src" / "thuocdo" / "units" / "facts"
COMMUNE_SOURCE = "vietnamadminunits 1.0.4 (MIT)"
POPULATION_BASIS = "GSO mid-year population 2020"
CITIES = {"01", "31", "46", "48", "79", "92"}
"""GSO codes of the six centrally-run cities of July 2025 (checked against both packages below)."""
CITIES_BEFORE = {"01", "31", "48", "79", "92"}
"""The five of before 2025; Thừa Thiên Huế became the city of Huế on 01/01/2025 and is kept under its older name."""

Record = Mapping[str, str]


def main() -> None:
    """Make every file of facts; print every disagreement."""
    parser = argparse.ArgumentParser(description="Make the facts about units from their sources.")
    parser.add_argument("--shared", type=Path, required=True, help="the project's shared folder")
    shared = parser.parse_args().shared
    mergers = read(shared / "reference" / "mergers_2025.csv")
    package = Package()
    make_provinces(mergers)
    communes = make_communes(package)
    make_old_communes(package, communes)
    make_766(shared, mergers, communes)
    check_counts(mergers, communes)
    check_provinces(mergers, package)
    make_conflicts(communes)


class Package:
    """What vietnamadminunits states, as it states it."""

    def __init__(self) -> None:
        data = resources.files("vietnamadminunits") / "data"
        with resources.as_file(data / "dataset.db") as path, sqlite3.connect(path) as database:
            database.row_factory = sqlite3.Row
            self.today = [dict(row) for row in database.execute("select * from admin_units order by wardCode")]
            self.before = [dict(row) for row in database.execute("select * from admin_units_legacy order by wardCode")]
        self.links = json.loads((data / "converter_2025.json").read_text("utf-8"))


def make_provinces(mergers: Sequence[Record]) -> None:
    """Write the 34 provinces of today, the 63 of before, and what became of them."""
    today = {row["new_code"]: row["new_province"].removeprefix("TP. ") for row in mergers}
    source = mergers[0]["source"]
    rows = [[code, name, city_or_province(code, CITIES), "2025-07-01", source] for code, name in today.items()]
    write("provinces.csv", ["code", "name", "kind", "valid_from", "source"], rows)
    rows = [
        [
            row["old_code"],
            row["old_province"],
            city_or_province(row["old_code"], CITIES_BEFORE),
            row["effective"],
            yes_no(row["merged"] == "yes" or row["old_province"] != today[row["new_code"]]),
            row["source"],
        ]
        for row in mergers
    ]
    write("provinces_before_2025.csv", ["code", "name", "kind", "valid_to", "former", "source"], rows)
    rows = [
        [
            row["old_code"],
            row["new_code"],
            row["effective"],
            row["old_weight_pop2020"],
            row["old_population_2020_gso"],
            POPULATION_BASIS,
            row["source"],
            row["note"],
        ]
        for row in mergers
    ]
    columns = ["old_code", "new_code", "effective", "weight", "old_population", "basis", "source", "note"]
    write("province_succession.csv", columns, rows)


def city_or_province(code: str, cities: set[str]) -> str:
    """Return the kind of a province by its code."""
    return "thành phố" if code in cities else "tỉnh"


def make_communes(package: Package) -> list[list[str]]:
    """Write the communes of today; return them as rows of code, name, kind, province."""
    rows = [[row["wardCode"], *name_and_kind(row["ward"]), row["provinceCode"]] for row in package.today]
    write("communes.csv", ["code", "name", "kind", "province"], rows)
    return rows


def make_old_communes(package: Package, communes: Sequence[Sequence[str]]) -> None:
    """Write the districts and communes of before July 2025 and what became of each."""
    links = list(succession(package))
    successors, predecessors = defaultdict(list), Counter(new for _, new, _ in links)
    for old, new, _ in links:
        successors[old].append(new)
    today = {code: (name, kind) for code, name, kind, _ in communes}

    def former(code: str, name: str, kind: str) -> str:
        same = [new for new in successors[code] if today[new] == (name, kind) and predecessors[new] == 1]
        return yes_no(not (same and len(successors[code]) == 1))

    districts = {row["districtCode"]: row for row in package.before}
    rows = [[code, *name_and_kind(row["district"]), row["provinceCode"]] for code, row in sorted(districts.items())]
    write("districts_before_2025.csv", ["code", "name", "kind", "province"], rows)
    rows = []
    for row in package.before:
        if row["wardCode"]:
            name, kind = name_and_kind(row["ward"])
            rows.append([row["wardCode"], name, kind, row["districtCode"], former(row["wardCode"], name, kind)])
    write("communes_before_2025.csv", ["code", "name", "kind", "district", "former"], rows)
    write("commune_succession.csv", ["old_code", "new_code", "extent"], sorted(links))
    lost = {row[0] for row in rows} - set(successors)
    report("old communes without a successor", sorted(lost))
    report("communes of today without a predecessor", sorted(set(today) - set(predecessors)))


def succession(package: Package) -> Iterable[list[str]]:
    """Yield old code, new code and extent: whole, main part or part; a district without communes stands for itself."""
    new_codes = codes_by_key(package.today, lambda row: f"{row['provinceKey']}_{row['wardKey']}")
    old_codes = codes_by_key(
        package.before, lambda row: f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
    )
    for province, wards in package.links["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                yield [one(old_codes, old), one(new_codes, f"{province}_{ward}"), "whole"]
    for province, divided in package.links["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, news in divided.items():
            for new in news:
                extent = "main part" if new["isDefaultNewWard"] else "part"
                yield [one(old_codes, old), one(new_codes, f"{province}_{new['newWardKey']}"), extent]


def codes_by_key(rows: Sequence[Record], key: Callable[[Record], str]) -> Mapping[str, list[str]]:
    """Return the codes of rows by the keys the package's links use."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row["wardCode"] or row["districtCode"])
    return found


def one(codes: Mapping[str, list[str]], key: str) -> str:
    """Return the only code behind a key of the package, or say that it names none or several."""
    found = codes.get(key, [])
    if len(found) != 1:
        report("a key of the package names no unit, or several", [f"{key}: {found}"])
    return found[0] if found else ""


def make_766(shared: Path, mergers: Sequence[Record], communes: Sequence[Sequence[str]]) -> None:
    """Write the codes of the 766 index beside the codes of the same units, as far as they are published."""
    provinces = {name_key(row["new_province"].removeprefix("TP. ")): row["new_code"] for row in mergers}
    gia_lai = {(name_key(name), kind): code for code, name, kind, province in communes if province == "52"}
    origin = "dichvucong.gov.vn, 766 evaluation, year 2026, read 2026-10-08"
    rows = []
    for row in read(shared / "data" / "qd766" / "totals_20261008.csv"):
        name, kind = name_and_kind(row["unit_name"].removeprefix("UBND "))
        code = provinces.get(name_key(name)) if row["level"] == "province" else gia_lai.get((name_key(name), kind))
        if code is None:
            report("766 units without a GSO code", [row["unit_name"]])
        rows.append([row["unit_id"], name, kind, row["level"], row["parent_id"], code or "", origin])
    for row in read(shared / "data" / "qd766" / "online_observations.csv"):
        if row["unit_id"] not in {known[0] for known in rows}:
            name, kind = name_and_kind(row["unit_name"].removeprefix("UBND "))
            rows.append([row["unit_id"], name, kind, "province", "", provinces[name_key(name)], row["source"]])
    columns = ["code", "name", "designation", "kind", "parent", "gso_code", "source"]
    departments = [
        [row["code_766"], row["name"].removesuffix(" - tỉnh Gia Lai"), "", "department", "H21", "", row["source"]]
        for row in read(shared / "reference" / "departments_gia_lai.csv")
    ]
    write("codes_766.csv", columns, sorted(rows))
    write("departments_gia_lai.csv", columns, departments)


def check_counts(mergers: Sequence[Record], communes: Sequence[Sequence[str]]) -> None:
    """Print the provinces whose communes are not as many as the resolutions say."""
    found = Counter(row[3] for row in communes)
    official = {row["new_code"]: int(row["new_communes"]) for row in mergers}
    report("provinces with another number of communes", [c for c in official if official[c] != found[c]])


def check_provinces(mergers: Sequence[Record], package: Package) -> None:
    """Print the provinces that the package names or ranks otherwise."""
    for rows, code, name, cities in (
        (package.today, "new_code", "new_province", CITIES),
        (package.before, "old_code", "old_province", CITIES_BEFORE),
    ):
        ours = {
            (row[code], name_key(row[name].removeprefix("TP. ")), city_or_province(row[code], cities))
            for row in mergers
        }
        stated = {(row["provinceCode"], *name_and_kind(row["province"])) for row in rows}
        theirs = {(number, name_key(shown), kind) for number, shown, kind in stated}
        report(f"provinces that differ ({code})", sorted(map(str, ours ^ theirs)))


def make_conflicts(communes: Sequence[Sequence[str]]) -> None:
    """Write the communes that vietnam-provinces gives another code; print those it names or places otherwise."""
    text = (resources.files("vietnam_provinces") / "data" / "nested-divisions.json").read_text("utf-8")
    theirs = {
        (name_key(name), kind, f"{province['code']:02}"): f"{ward['code']:05}"
        for province in json.loads(text)
        for ward in province["wards"]
        for name, kind in [name_and_kind(ward["name"])]
    }
    ours = {(name_key(name), kind, province): code for code, name, kind, province in communes}
    report("communes named or placed otherwise by vietnam-provinces", sorted(map(str, set(ours) ^ set(theirs))))
    rows = [
        [ours[key], theirs[key], "vietnam-provinces 2025.10.1"]
        for key in ours
        if ours[key] != theirs.get(key, ours[key])
    ]
    write("commune_code_conflicts.csv", ["code", "other_code", "source"], sorted(rows))


def name_and_kind(full: str) -> tuple[str, str]:
    """Part a full name into the name and the kind it begins with, in small letters."""
    text = nfc(full)
    for kind in ("thành phố", "đặc khu", "thị trấn", "thị xã", "phường", "huyện", "quận", "tỉnh", "xã"):
        if text.lower().startswith(kind + " "):
            return text[len(kind) + 1 :], kind
    raise SystemExit(f"a unit without its kind: {full!r}")


def name_key(name: str) -> str:
    """Return a name so that its spellings (Hoà, Hòa) compare equal."""
    marks = unicodedata.normalize("NFD", nfc(name).lower())
    return "".join(sorted(marks))


def nfc(text: str) -> str:
    """Return a text composed, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def yes_no(fact: bool) -> str:
    """Return a fact as the files write it."""
    return "yes" if fact else "no"


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write one file of facts."""
    with (FACTS / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([nfc(cell) for cell in row] for row in rows)


def report(what: str, which: Sequence[str]) -> None:
    """Print a disagreement, if there is one."""
    if which:
        print(f"{what}: {len(which)}")
        for line in which[:40]:
            print("   ", line)


if __name__ == "__main__":
    main()
