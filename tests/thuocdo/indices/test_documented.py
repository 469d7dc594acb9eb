"""The worked tables of ``docs/methods/`` are what the code does."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from thuocdo.errors import CompileError
from thuocdo.indices import compile_unit, quartile_groups, rank, read_published, shipped
from thuocdo.units.registry import Registry

from .invented import decimal, edition, group, leaf, unit

METHODS = Path(__file__).parents[3] / "docs" / "methods"


def table(page: str, first_column: str) -> list[dict[str, str]]:
    """Return the rows of the table whose first column is called so."""
    lines = (METHODS / page).read_text("utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"| {first_column} |"))
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().replace("`", "") for cell in line.strip("|").split("|")])
    return [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]


def test_the_table_of_compiling() -> None:
    law = edition("30", group("1", "20", leaf("1.1"), leaf("1.2")), leaf("2"))
    values = {
        row["criterion"]: dict(zip("nd", row["n/d"].split("/"), strict=True))
        for row in table("compiling.md", "criterion")
        if "/" in row["n/d"]
    }
    result = compile_unit(law, unit(values=values, declared={"1.2": "not_applicable"}))

    for row in table("compiling.md", "criterion"):
        score = result.scores[row["criterion"]]
        assert (score.node.max_points, score.state.value) == (Decimal(row["maximum"]), row["state"])
        assert (score.points, score.max_points) == (decimal(row["points"] or None), Decimal(row["own maximum"]))
    assert result.percent == Decimal("70.85")


def test_the_table_of_ranking() -> None:
    rows = table("ranking.md", "unit")
    ranks = rank({row["unit"]: decimal(row["figure"] or None) for row in rows})

    assert {unit: "" if place is None else str(place) for unit, place in ranks.items()} == {
        row["unit"]: row["place"] for row in rows
    }


def test_the_table_of_groups() -> None:
    for row in table("ranking.md", "ranked"):
        ladder = {place: Decimal(place) for place in range(int(row["ranked"]))}
        found = quartile_groups(ladder, tie_rule=row["tie rule"])  # type: ignore[arg-type]  # text of the page

        assert "/".join(map(str, found.sizes)) == row["sizes"]


def test_the_table_of_merging() -> None:
    registry = Registry()
    for row in table("merging.md", "predecessor"):
        links = registry.predecessors(registry.province_named(row["province of today"]))
        weights = {link.unit.name: link.weight for link in links}
        figures = {name: shipped().of("PAPI", 2024, name)[-1].score or Decimal(0) for name in weights}

        assert (weights[row["predecessor"]], figures[row["predecessor"]]) == (
            Decimal(row["weight"]),
            Decimal(row["PAPI 2024"]),
        )
        restated = sum(figures[name] * (weight or 0) for name, weight in weights.items())
        assert f"{restated:.3f}" == row["restated"]


@pytest.mark.parametrize("row", table("published-results.md", "province, 2024"), ids=lambda row: row["province, 2024"])
def test_the_table_of_published_results(row: dict[str, str]) -> None:
    rows = ["index,year,province,component,score,max_points"]
    if "maxima" in row["province, 2024"]:
        parts = ["TOTAL,90.54,100", "appraised,58.72,67", "survey,26.84,32", "statistics,4.98,"]
    else:
        survey = "survey" in row["province, 2024"]
        names = ("sipas", "leaders_survey") if survey else ("appraised", "survey", "statistics")
        scores = row["parts"].split(" + ")
        assert sum(map(Decimal, scores)) == Decimal(row["sum"])
        parts = [f"{name},{score}," for name, score in zip(names, scores, strict=True)]
        parts.append(f"{'survey' if survey else 'TOTAL'},{row['printed']},")
    data = "\n".join([*rows, *(f"PAR INDEX,2024,X,{part}" for part in parts)]).encode()

    try:
        found = [problem.code for problem in read_published(data, name="x.csv").warnings]
    except CompileError as error:
        found = [problem.code for problem in error.problems]
    assert found == ([] if row["verdict"] == "agrees" else [row["verdict"]])
