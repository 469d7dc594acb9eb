"""One score explained: as facts with Vietnamese labels, and as a record for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.cli.editions import STATUSES
from thuocdo.vietnamese.numbers import format_number, format_points

if TYPE_CHECKING:
    from decimal import Decimal

    from thuocdo.indices import NodeScore
    from thuocdo.rulebooks import Edition, Node, UnitData
    from thuocdo.scoring import Worth

STATES = {
    "scored": "tính từ số liệu",
    "given": "lấy theo kết quả công bố",
    "missing": "chưa có số liệu",
    "nothing_arose": "không phát sinh",
    "not_applicable": "không áp dụng",
    "information": "chỉ để tham khảo, không chấm điểm",
    "unknown_points": "chưa xác định điểm tối đa",
}


def explanation(unit: UnitData, score: NodeScore) -> tuple[str, dict[str, str]]:
    """Return the title of a score and the labelled facts behind it, in Vietnamese."""
    node = score.node
    name = unit.name or unit.unit
    out_of = "" if score.outside_sum else f"/{_points(score.max_points)}"
    title = f"{name} · {node.number or node.code} {node.title.vi}: {_points(score.points)}{out_of} điểm"
    facts = {"Trạng thái": STATES[score.state.value]}
    labels = node.labels("vi")
    facts |= {labels.get(name, name): _value(node, name, value) for name, value in score.reported.items()}
    if score.official is not None:
        computed = score.points if score.state.value in {"scored", "nothing_arose"} else None
        facts["Điểm công bố · điểm tính lại"] = f"{_points(score.official)} · {_points(computed)}"
    if (objection := score.objection()) is not None:
        facts["Không tính lại"] = objection.render()
    if (half := score.next_half_point()) is not None:
        facts["Thêm nửa điểm"] = _half_point(half, node)
    facts["Căn cứ"] = _law(node)
    if (verified := node.criterion.verified) is not None:
        facts["Công thức"] = " · ".join(text for text in (STATUSES[verified.status], verified.evidence) if text)
        if verified.conflict:
            facts["Mâu thuẫn"] = verified.conflict
    return title, facts


def _half_point(half: Worth, node: Node) -> str:
    label, value = node.labels("vi").get(half.input, half.input), _value(node, half.input, half.value)
    if _is_yes_no(node, half.input) or half.change is None:
        return f"{label}: {value} thì được {_points(half.points)} điểm"
    rising = half.change > 0
    change = f"{'+' if rising else '−'}{_number(abs(half.change))}"
    return f"{label} {'đạt' if rising else 'còn'} {value} ({change}) thì được {_points(half.points)} điểm"


def _is_yes_no(node: Node, name: str) -> bool:
    declared = node.criterion.inputs.get(name)
    return declared is not None and declared.unit == "yes_no"


def _value(node: Node, name: str, value: Decimal | None) -> str:
    return ("có" if value else "không") if value is not None and _is_yes_no(node, name) else _number(value)


def _law(node: Node) -> str:
    return "; ".join(
        ", ".join(part for part in (basis.document, basis.place, basis.says) if part) for basis in node.legal_basis
    )


def _points(value: Decimal | None) -> str:
    return "—" if value is None else format_points(value)


def _number(value: Decimal | None) -> str:
    return "chưa có số liệu" if value is None else format_number(value)


def explanation_record(edition: Edition, unit: UnitData, score: NodeScore) -> dict[str, object]:
    """Return the same as a record: points as canonical decimal text, everything else as it is."""
    node, half, objection = score.node, score.next_half_point(), score.objection()
    verified = node.criterion.verified
    return {
        "edition": edition.id,
        "edition_sha256": edition.sha256,
        "unit": unit.unit,
        "unit_name": unit.name,
        "kind": unit.kind,
        **unit.keys,
        "criterion": node.code,
        "number": node.number,
        "title": node.title.vi,
        "state": score.state.value,
        "points": _text(score.points),
        "max_points": _text(score.max_points),
        "official": _text(score.official),
        "inputs": {name: _text(value) for name, value in score.reported.items()},
        "labels": dict(node.labels("vi")),
        "rule": node.rule.kind if node.rule else "sum",
        "why": score.why(),
        "refused": objection.render() if objection else None,
        "next_half_point": half
        and {
            "input": half.input,
            "value": _text(half.value),
            "change": _text(half.change),
            "points": _text(half.points),
        },
        "legal_basis": [basis.model_dump(mode="json", exclude_none=True) for basis in node.legal_basis],
        "verified": verified and verified.model_dump(mode="json", exclude_none=True),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
