"""Small editions, openly invented, and what units report against them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from thuocdo.rulebooks import Edition, UnitData
from thuocdo.rulebooks.schema import EditionFile
from thuocdo.scoring import State

Plain = dict[str, Any]
Figures = Mapping[str, object]


def leaf(code: str, maximum: str = "10", **more: object) -> Plain:
    """Return a criterion scored by the proportion n/d; ``rule``, ``inputs`` and all else may be given."""
    plain: Plain = {
        "code": code,
        "title": {"vi": f"Tiêu chí {code}"},
        "max_points": maximum,
        "inputs": {"n": {"vi": "Tử số", "unit": "task"}, "d": {"vi": "Mẫu số", "unit": "task"}},
        "rule": {"kind": "proportional", "numerator": "n", "denominator": "d"},
    }
    return plain | more


def given(code: str, maximum: str = "10", **more: object) -> Plain:
    """Return a criterion whose points somebody else publishes."""
    points = {"inputs": {"points": {"vi": "Điểm", "unit": "point"}}, "rule": {"kind": "given", "input": "points"}}
    return leaf(code, maximum, **(points | more))


def group(code: str, maximum: str, *criteria: Plain, **more: object) -> Plain:
    """Return a node that sums its criteria."""
    return {
        "code": code,
        "title": {"vi": f"Nhóm {code}"},
        "max_points": maximum,
        "criteria": list(criteria),
        **more,
    }


def edition(maximum: str, *criteria: Plain, **more: object) -> Edition:
    """Return an edition of these criteria."""
    plain: Plain = {
        "index": "test",
        "edition": "2025",
        "title": {"vi": "Bộ chỉ số thử"},
        "illustrative": True,
        "legal_basis": [{"document": "Minh họa"}],
        "assessed": ["province", "department", "commune"],
        "period_of_force": {"from": "2025-01-01"},
        "total": group("TOTAL", maximum, *criteria),
        **more,
    }
    return Edition(file=EditionFile.model_validate_json(json.dumps(plain)))


def unit(code: str = "A", *, kind: str = "commune", **more: Any) -> UnitData:
    """Return what a unit reported: ``values={"1.1": {"n": 3, "d": 4}}``; numbers become decimals."""
    values: Mapping[str, Mapping[str, object]] = more.pop("values", {})
    official: Figures = more.pop("official", {})
    declared: Mapping[str, str] = more.pop("declared", {})
    return UnitData(
        unit=code,
        kind=kind,
        values={number: {key: decimal(value) for key, value in row.items()} for number, row in values.items()},
        official={code: decimal(value) for code, value in official.items()},
        declared={code: State(state) for code, state in declared.items()},
        **more,
    )


def decimal(value: object) -> Decimal | None:
    """Return a decimal of what the test writes; nothing stays nothing."""
    return None if value is None else Decimal(str(value))


def decimals(values: Mapping[str, object]) -> dict[str, Decimal | None]:
    """Return the figures of a test as decimals."""
    return {key: decimal(value) for key, value in values.items()}
