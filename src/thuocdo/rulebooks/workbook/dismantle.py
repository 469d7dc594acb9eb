"""From an edition to the rows of the workbook: what stands in which sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from thuocdo.rulebooks.schema import EditionFile, write_points
from thuocdo.rulebooks.workbook.criterion_columns import CRITERIA, EVIDENCE, INPUTS, LEGAL_BASIS, ROUNDING
from thuocdo.rulebooks.workbook.edition_columns import BANDS, BREAKS, EDITION, FLAGS, GROUPS, LAYOUTS
from thuocdo.rulebooks.workbook.lines import Part, Values, flatten
from thuocdo.rulebooks.workbook.rule_columns import rule_rows
from thuocdo.rulebooks.workbook.vocabulary import STEPS_OF

if TYPE_CHECKING:
    from thuocdo.rulebooks.plain_yaml import Plain
    from thuocdo.rulebooks.workbook.columns import Sheet

Tables = Mapping[str, list[Values]]
"""The rows of each sheet by its title."""


def plain_data(file: EditionFile) -> Part:
    """Return what an edition says as plain data, in its own order (its bundle sorts what has no order in the law)."""
    content = file.model_dump(mode="python", by_alias=True, exclude_defaults=True, exclude={"fields"})
    data: Part = json.loads(json.dumps(content, default=_written))
    return data


def _written(value: object) -> str:
    return write_points(value) if isinstance(value, Decimal) else str(value)


def dismantle(data: Part) -> Tables:
    """Return the rows of every sheet for an edition's plain data."""
    tables: dict[str, list[Values]] = {}
    for sheet, row in _rows(data):
        tables.setdefault(sheet.title, []).append(row)
    return tables


def _rows(data: Part) -> Iterator[tuple[Sheet, Values]]:
    yield EDITION, flatten(data, EDITION.columns)
    yield from _of_edition(data)
    yield from _steps(data, "")
    yield from _listed(data, "legal_basis", LEGAL_BASIS)
    for criterion, parent in _walk(data["total"], ""):
        code = str(criterion["code"])
        yield CRITERIA, {**flatten(criterion, CRITERIA.columns), **_owned("parent", parent)}
        for name, given in _pairs(criterion.get("inputs")):
            yield INPUTS, {"code": code, "name": name, **flatten(given, INPUTS.columns)}
        yield from rule_rows(code, criterion.get("rule"))
        yield from _listed(criterion, "evidence", EVIDENCE, code)
        yield from _listed(criterion, "legal_basis", LEGAL_BASIS, code)
        yield from _steps(criterion, code)


def _of_edition(data: Part) -> Iterator[tuple[Sheet, Values]]:
    classification, grouping = data.get("classification"), data.get("grouping")
    for band in _list(classification.get("bands") if isinstance(classification, dict) else None):
        yield BANDS, flatten(band, BANDS.columns)
    for group in _list(grouping.get("names") if isinstance(grouping, dict) else None):
        yield GROUPS, flatten(group, GROUPS.columns)
    for at, changes in _pairs(data.get("series_breaks")):
        for change in _list(changes):
            yield BREAKS, {"at": at, **flatten(change, BREAKS.columns)}
    for flag, meaning in _pairs(data.get("flags")):
        yield FLAGS, {"flag": flag, **flatten(meaning, FLAGS.columns)}
    for layout in _list(data.get("layouts")):
        yield LAYOUTS, flatten(layout, LAYOUTS.columns)


def _walk(criterion: Plain, parent: str) -> Iterator[tuple[Part, str]]:
    """Yield a criterion and all below it, each with the code of the one above."""
    part = dict(_pairs(criterion))
    yield part, parent
    for below in _list(part.get("criteria")):
        yield from _walk(below, str(part["code"]))


def _listed(part: Part, key: str, sheet: Sheet, code: str = "") -> Iterator[tuple[Sheet, Values]]:
    for item in _list(part.get(key)):
        yield sheet, {**_owned("code", code), **flatten(item, sheet.columns)}


def _steps(part: Part, code: str) -> Iterator[tuple[Sheet, Values]]:
    """Yield the declared roundings; a declared *absence* of rounding is a row of its own, silence is none."""
    for steps_of in STEPS_OF:
        steps = part.get(steps_of)
        if isinstance(steps, list):
            for step in steps or [{"of": "nothing"}]:
                yield ROUNDING, {**_owned("code", code), "steps_of": steps_of, **flatten(step, ROUNDING.columns)}


def _owned(key: str, code: str) -> Values:
    return {key: code} if code else {}


def _list(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def _pairs(value: Plain) -> list[tuple[str, Plain]]:
    return list(value.items()) if isinstance(value, dict) else []
