"""One day's units into rows: published figures as text, numbers for sorting beside them, places among those present."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from thuocdo.errors import Place, Problem, Severity
from thuocdo.indices import IndexResult, Rank, compile_all, rank_groups
from thuocdo.portal.editions.telling import in_words
from thuocdo.portal.results.snapshots.stored import canonical, pack_computed, pack_published
from thuocdo.vietnamese import folding

if TYPE_CHECKING:
    from thuocdo.rulebooks import Edition, UnitData

OFFICE: Final = "UBND "
_TENTH_OF_A_CENT: Final = Decimal("0.005")

Expected = Mapping[tuple[str, str], int]
"""(kind, code of the parent) -> how many such units there are; a pair that nobody knows is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit as the board shows it, and everything behind it."""

    data: UnitData
    name: str
    total: Decimal | None
    rank: int | None
    rank_of: int | None
    computed: Rank | None
    band: str
    delta: str
    petitions: int | None
    groups: Mapping[str, Decimal]
    published: Mapping[str, Any]
    figures: Mapping[str, Any]
    inputs_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many units of one kind under one parent the files hold, of how many."""

    kind: str
    parent: str
    present: int
    expected: int | None
    best: Mapping[str, Decimal]
    """The best score of each group (and of the total) among them."""
    highest: str | None
    lowest: str | None
    """Codes of the units with the highest and the lowest total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Every row of a day, how much of the index and of the units it covers, and what is odd in it."""

    rows: tuple[Row, ...]
    groups: tuple[str, ...]
    complete: bool
    coverage: tuple[Coverage, ...]
    notes: tuple[Problem, ...]
    differing: int
    """How many published scores differ from the computed ones."""


def work_out(edition: Edition, units: Sequence[UnitData], expected: Expected) -> Figures:
    """Compile every unit and gather what the board shows; published figures stay as they are."""
    results = compile_all(edition, units)
    total_code = edition.total.code
    group_codes = tuple(node.code for node in edition.total.children)
    places = rank_groups(
        {unit.unit: unit.official.get(total_code) for unit in units},
        {unit.unit: _peers(unit) for unit in units}.__getitem__,
    )
    ranked_of = _ranked_of(expected)
    rows = tuple(
        _row(
            edition,
            result,
            place=places[_peers(result.data)][result.unit],
            ranked_of=ranked_of.get(result.data.parent or ""),
        )
        for result in results
    )
    present = tuple(code for code in group_codes if any(code in row.groups for row in rows))
    return Figures(
        rows=rows,
        groups=present,
        complete=len(present) == len(group_codes) and all(len(row.groups) == len(group_codes) for row in rows),
        coverage=_coverage(rows, expected),
        notes=tuple(_notes(results, rows)),
        differing=sum(1 for result in results for score in result if _differs(score.official, score.points)),
    )


def _peers(unit: UnitData) -> tuple[str, str]:
    return unit.kind, unit.parent or ""


def _ranked_of(expected: Expected) -> dict[str, int]:
    """Return among how many units the source ranks, by parent: all kinds under one parent share one ranking."""
    counts: Counter[str] = Counter()
    for (_kind, parent), number in expected.items():
        counts[parent] += number
    return dict(counts)


def _row(edition: Edition, result: IndexResult, *, place: Rank | None, ranked_of: int | None) -> Row:
    data = result.data
    kept = data.kept.get(edition.total.code, {})
    total = data.official.get(edition.total.code)
    rank = _whole(kept.get("rank"))
    groups = {
        node.code: score for node in edition.total.children if (score := data.official.get(node.code)) is not None
    }
    return Row(
        data=data,
        name=folding.nfc(data.name.removeprefix(OFFICE)) or data.unit,
        total=total,
        rank=rank,
        rank_of=ranked_of if rank is not None and ranked_of is not None and rank <= ranked_of else None,
        computed=place,
        band=_band(edition, total),
        delta=kept.get("score_delta", ""),
        petitions=_whole(kept.get("petitions")),
        groups=groups,
        published=pack_published(data),
        figures=pack_computed(result),
        inputs_sha256=result.provenance.inputs_sha256,
    )


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _band(edition: Edition, total: Decimal | None) -> str:
    classes, maximum = edition.file.classification, edition.total.max_points
    if classes is None or total is None or not maximum:
        return ""
    value = total * 100 / maximum if classes.of == "percent" else total
    return next((band.name.vi for band in classes.bands if value >= band.min), "")


def _coverage(rows: Sequence[Row], expected: Expected) -> tuple[Coverage, ...]:
    present: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        present.setdefault(_peers(row.data), []).append(row)
    parents = {parent for _kind, parent in present}
    # Kinds that the files do not hold at all are named too: a whole kind missing is what nobody notices.
    known = {pair for pair in expected if pair[1] in parents}
    return tuple(_cover(pair, present.get(pair, []), expected.get(pair)) for pair in sorted(known | set(present)))


def _cover(pair: tuple[str, str], rows: Sequence[Row], expected: int | None) -> Coverage:
    best: dict[str, Decimal] = {}
    for row in rows:
        for code, score in row.groups.items():
            best[code] = max(score, best.get(code, score))
    ranked = sorted((row.total, row.data.unit) for row in rows if row.total is not None)
    return Coverage(
        kind=pair[0],
        parent=pair[1],
        present=len(rows),
        expected=expected,
        best=best,
        highest=ranked[-1][1] if ranked else None,
        lowest=ranked[0][1] if ranked else None,
    )


def _differs(official: Decimal | None, computed: Decimal | None) -> bool:
    return official is not None and computed is not None and abs(official - computed) >= _TENTH_OF_A_CENT


def _notes(results: Sequence[IndexResult], rows: Sequence[Row]) -> list[Problem]:
    notes = [
        in_words(score.refused, score.node, who=row.name)
        for result, row in zip(results, rows, strict=True)
        for score in result
        if score.refused is not None
    ]
    notes += [
        Problem(code="RS-106", place=Place(item=f"{row.data.unit} {row.name}"), severity=Severity.WARNING)
        for row in rows
        if row.total is None
    ]
    return notes


def number(value: Decimal | None) -> float | None:
    """Return the numeric column beside a figure: for sorting and filtering, never for arithmetic."""
    return None if value is None else float(value)


def text(value: Decimal | None) -> str:
    """Return a figure as canonical text, empty where there is none."""
    return "" if value is None else canonical(value)
