"""Make ``src/thuocdo/indices/facts/published_results.csv`` again from the collected facts of the shared folder.

Figures are copied as text, digit by digit; nothing is computed here. What a plan of a province states about parts of
its score stands in ``_STATED`` below, with the file it is stated in; a test looks every one of them up there. Run it,
review the difference, commit it with the reason::

    python3 scripts/make_published.py --shared ../shared
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

FACTS: Final = Path(__file__).parents[1] / "src" / "thuocdo" / "indices" / "facts" / "published_results.csv"
NOTES: Final = Path(__file__).with_name("make_published_notes.csv")
"""What the collected notes say, in the language of the pages; a note that is not there stays as it was collected."""
COLUMNS: Final = (
    "index",
    "year",
    "province",
    "component",
    "score",
    "max_points",
    "rank",
    "ranked",
    "source",
    "note",
    "basis",
    "rank_basis",
    "group",
)
Record = Mapping[str, str]

_LAO_CAI: Final = "Kế hoạch của UBND tỉnh Lào Cai năm 2025 (seeds/000_dbeabf5b1b083026.txt)"
_LAI_CHAU: Final = "Kế hoạch của UBND tỉnh Lai Châu năm 2025 (seeds/001_e2b6afa7f8475de5.txt)"
_SEEDS: Final = {"seed 000": _LAO_CAI, "seeds/000": _LAO_CAI, "seed 001": _LAI_CHAU, "seeds/001": _LAI_CHAU}
_PAPI: Final = "papi.org.vn, theo https://github.com/hnks-gh/ml-mcdm (commit d165721)"
_MAXIMUM_67: Final = (
    "nguồn ghi {}/67; mẫu số 67 mâu thuẫn với 32 và phần thứ ba đã có điểm trên thang 100, nên để trống điểm tối đa"
)
_LOW: Final = "Trung bình thấp"
_HIGH: Final = "Trung bình cao"
_GROUP_NOTE: Final = "nguồn xếp vào nhóm này"

_STATED: Final = (
    # index, year, province, component, score, max_points, rank, ranked, note, group
    ("PAR INDEX", "2024", "Yên Bái", "appraised", "58.72", "", "", "", _MAXIMUM_67.format("58,72"), ""),
    ("PAR INDEX", "2024", "Yên Bái", "survey", "26.84", "32", "", "", "", ""),
    ("PAR INDEX", "2024", "Yên Bái", "sipas", "8.69", "10", "", "", "không bằng SIPAS chia 10", ""),
    ("PAR INDEX", "2024", "Yên Bái", "leaders_survey", "18.15", "22", "", "", "", ""),
    ("PAR INDEX", "2024", "Yên Bái", "statistics", "4.98", "", "", "", "", ""),
    ("PAR INDEX", "2024", "Lào Cai", "appraised", "57.68", "", "", "", _MAXIMUM_67.format("57,68"), ""),
    ("PAR INDEX", "2024", "Lào Cai", "survey", "26", "32", "", "", "nguồn in 26; hai phần cộng lại 25,9789", ""),
    ("PAR INDEX", "2024", "Lào Cai", "sipas", "8.4389", "10", "", "", "không bằng SIPAS chia 10", ""),
    ("PAR INDEX", "2024", "Lào Cai", "leaders_survey", "17.54", "22", "", "", "", ""),
    ("PAR INDEX", "2024", "Lào Cai", "statistics", "5.357", "", "", "", "", ""),
    ("PAPI", "2024", "Yên Bái", "TOTAL", "41.93", "", "46", "61", _GROUP_NOTE, _LOW),
    ("PAPI", "2024", "Lào Cai", "TOTAL", "41.75", "", "48", "61", _GROUP_NOTE, _LOW),
    ("PAPI", "2023", "Yên Bái", "TOTAL", "42.49", "", "28", "63", _GROUP_NOTE, _HIGH),
    ("PAPI", "2023", "Lào Cai", "TOTAL", "42.11", "", "33", "63", _GROUP_NOTE, _HIGH),
)
_OTHER_PRINTS: Final = (
    # A second source that par_results.csv mentions in a note: a row of its own, so that the conflict is seen.
    ("PAR INDEX", "2023", "Hải Phòng", "TOTAL", "91.81", "doanhnghiephoinhap.vn", "91.81 (+1.72)"),
)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description="Make the published results from their sources.")
    parser.add_argument("--shared", type=Path, required=True, help="the project's shared folder")
    FACTS.write_text(make(parser.parse_args().shared), "utf-8")


def make(shared: Path) -> str:
    """Return the whole file as text."""
    rows = [*par_index(shared), *sipas(shared), *stated(), *papi(shared)]
    rows.sort(key=lambda row: (_ORDER[row["index"]], row["year"], row["province"].startswith("_")))
    words = {row["collected"]: row["vi"] for row in _read(NOTES)}
    told = ({**row, "note": words.get(row.get("note", ""), row.get("note", ""))} for row in rows)
    lines = [",".join(COLUMNS), *(_line(row) for row in told)]
    return "\n".join(lines) + "\n"


_ORDER: Final = {"PAR INDEX": 0, "SIPAS": 1, "PAPI": 2}


def par_index(shared: Path) -> Iterator[Record]:
    """Yield the rows of PAR INDEX: totals and places of provinces, means of regions and the country."""
    for row in _read(shared / "reference" / "par_results.csv"):
        source, note = _source(row["source"]), row["note"]
        basis, rank_basis = _bases_of_par(row)
        yield {
            "index": "PAR INDEX",
            "year": row["year"],
            "province": row["province"],
            "component": "TOTAL",
            "score": row["score"],
            # Only the plans of the two provinces print the denominator, for the year that they report themselves.
            "ranked": "63" if row["rank"] and basis == "published" and source in (_LAO_CAI, _LAI_CHAU) else "",
            "rank": row["rank"],
            "source": source,
            "note": note,
            "basis": basis,
            "rank_basis": rank_basis,
        }
    for index, year, province, component, score, source, note in _OTHER_PRINTS:
        keys = {"index": index, "year": year, "province": province, "component": component}
        yield {**keys, "score": score, "source": source, "note": note, "basis": "published"}


def _bases_of_par(row: Record) -> tuple[str, str]:
    note = row["note"]
    basis = "published"
    if note.startswith("derived"):
        basis = "derived"
    elif "low confidence" in note or "re-verify" in note:
        basis = "low_confidence"
    rank_basis = basis
    if "rank implied" in note or "by listing order" in note or "only inferred" in note:
        rank_basis = "inferred"
    elif "rank from" in note:
        rank_basis = "published"
    return basis if row["score"] else "", rank_basis if row["rank"] else ""


def sipas(shared: Path) -> Iterator[Record]:
    """Yield the rows of SIPAS; what it brings to PAR INDEX stands in ``_STATED``."""
    for row in _read(shared / "reference" / "results_sipas.csv"):
        if row["dimension"] == "PAR_points":
            continue
        basis = _SIPAS_BASES[row["basis"]]
        rank_basis = "inferred" if "rank inferred" in row["basis"] or basis == "inferred" else "published"
        yield {
            "index": "SIPAS",
            "year": row["year"],
            "province": f"_{row['province']}" if row["province"] == "Toàn quốc" else row["province"],
            "component": row["dimension"].replace("SIPAS", "TOTAL"),
            "score": row["score"],
            "rank": row["rank"],
            "ranked": row["n_ranked"],
            "source": _source(row["source"]),
            "note": row["note"],
            "basis": basis if row["score"] else "",
            "rank_basis": rank_basis if row["rank"] else "",
        }


_SIPAS_BASES: Final = {
    "published": "published",
    "published in seed": "published",
    "published rank": "published",
    "published score; rank inferred": "published",
    "rank inferred": "published",
    "rank inferred from listing order": "published",
    "inferred": "inferred",
}


def stated() -> Iterator[Record]:
    """Yield what the provinces' plans state about parts of PAR INDEX and about PAPI."""
    for index, year, province, component, score, maximum, rank, ranked, note, group in _STATED:
        yield {
            "index": index,
            "year": year,
            "province": province,
            "component": component,
            "score": score,
            "max_points": maximum,
            "rank": rank,
            "ranked": ranked,
            "source": _LAO_CAI,
            "note": note,
            "basis": "published",
            "rank_basis": "published" if rank else "",
            "group": group,
        }


def papi(shared: Path) -> Iterator[Record]:
    """Yield the rows of PAPI: totals, dimensions and sub-dimensions of the five provinces that the seeds name."""
    for row in _read(shared / "data" / "papi" / "papi_five_provinces.csv"):
        yield {
            "index": "PAPI",
            "year": row["year"],
            "province": row["province"],
            "component": row["code"],
            "score": row["score"],
            "rank": row["rank"],
            "ranked": row["ranked"],
            "source": _PAPI,
            "basis": "published" if row["score"] else "",
            "rank_basis": "published" if row["rank"] else "",
            "group": row["published_group"],
        }


def _source(text: str) -> str:
    return next((source for name, source in _SEEDS.items() if text.startswith(name)), text)


def _read(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _line(row: Record) -> str:
    return ",".join(_cell(row.get(column, "")) for column in COLUMNS)


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text


if __name__ == "__main__":
    main()
