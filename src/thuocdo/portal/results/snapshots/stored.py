"""How a unit's figures are kept: decimals as text, nothing dropped, and back again without loss."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from thuocdo.rulebooks import UnitData
from thuocdo.scoring import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.indices import IndexResult


def canonical(value: Decimal) -> str:
    """Return a decimal as text that is the same for the same number: no exponent, no zeros at the end."""
    return format(value.normalize(), "f") if value else "0"


def _text(value: Decimal | None) -> str | None:
    return None if value is None else canonical(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def pack_published(data: UnitData) -> dict[str, Any]:
    """Return everything that was published of a unit, as JSON values, by criterion."""
    codes = [*data.values, *data.official, *data.kept, *data.declared]
    return {code: _pack(data, code) for code in dict.fromkeys(codes)}


def _pack(data: UnitData, code: str) -> dict[str, Any]:
    packed: dict[str, Any] = {}
    if values := data.values.get(code):
        packed["inputs"] = {name: _text(value) for name, value in values.items()}
    if code in data.official:
        packed["official"] = _text(data.official[code])
    if kept := {name: value for name, value in data.kept.get(code, {}).items() if value}:
        packed["kept"] = kept
    if state := data.declared.get(code):
        packed["state"] = state.value
    return packed


def unpack_published(
    published: Mapping[str, Any], *, unit: str, kind: str, name: str, parent: str | None, keys: Mapping[str, str]
) -> UnitData:
    """Return the unit's data as they were when they were imported."""
    return UnitData(
        unit=unit,
        kind=kind,
        name=name,
        parent=parent,
        keys=dict(keys),
        values={
            code: {name: _number(value) for name, value in packed["inputs"].items()}
            for code, packed in published.items()
            if "inputs" in packed
        },
        official={code: _number(packed["official"]) for code, packed in published.items() if "official" in packed},
        declared={code: State(packed["state"]) for code, packed in published.items() if "state" in packed},
        kept={code: packed["kept"] for code, packed in published.items() if "kept" in packed},
        rows={},
    )


def pack_computed(result: IndexResult) -> dict[str, Any]:
    """Return what was computed from a unit's data, as JSON values, by criterion."""
    packed: dict[str, Any] = {}
    for score in result:
        entry: dict[str, Any] = {"state": score.state.value, "basis": score.basis.value}
        if score.points is not None:
            entry["points"] = canonical(score.points)
        if score.refused is not None:
            entry["refused"] = {"code": score.refused.code, "params": dict(score.refused.params)}
        packed[score.code] = entry
    return packed
