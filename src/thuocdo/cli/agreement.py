"""How computed scores stand beside published ones: equal, near, different, or not recomputable and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.indices import Basis
from thuocdo.scoring import State
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thuocdo.indices import IndexResult, NodeScore
    from thuocdo.rulebooks import Edition, Node

Tally = Mapping[str, Counter[str]]
"""How often the scores of a criterion stand in each way, by its code."""

NEAR: Final = Decimal("0.0005")
"""How far a sum of many decimals may stand from the published one, whose parts were printed rounded."""
_ZERO: Final = Decimal(0)
_STANDINGS: Final = (
    ("nothing_arose", "không phát sinh, như công bố"),
    ("given", "lấy nguyên như công bố"),
    ("not_recomputable", "không tính lại được (thiếu số liệu đầu vào), giữ điểm công bố"),
    ("refused", "số liệu mâu thuẫn, giữ điểm công bố"),
    ("refused_alone", "không tính được từ số liệu này, lý do ở trên"),
)


def tally(results: Iterable[IndexResult]) -> Tally:
    """Count for each criterion how the computed scores stand beside the published ones."""
    counts: dict[str, Counter[str]] = {}
    for result in results:
        for code, score in result.scores.items():
            if (standing := _standing(score)) is not None:
                counts.setdefault(code, Counter())[standing] += 1
    return counts


def _standing(score: NodeScore) -> str | None:
    state = score.state
    if score.refused is not None:
        return "refused" if score.basis is Basis.OFFICIAL else "refused_alone"
    if state is State.SCORED:
        return None if score.official is None else _agreement(score, score.official)
    if state is State.NOTHING_AROSE:
        return "nothing_arose" if score.points == score.official else "different"
    if score.basis is Basis.OFFICIAL:
        return "not_recomputable"
    return "given" if state is State.GIVEN else None


def _agreement(score: NodeScore, official: Decimal) -> str:
    """Return whether a computed score is the published one; near counts where the edition shows finer digits."""
    if score.points == official:
        return "equal"
    coarse = any(step.of == "points" and Decimal(1).scaleb(-step.digits) > NEAR for step in score.node.rounding)
    return "near" if not coarse and abs((score.points or _ZERO) - official) <= NEAR else "different"


def agreement_lines(edition: Edition, counts: Tally) -> list[str]:
    """Return how every criterion stands, a line each, and last the leaves that were computed from data."""
    nodes = [node for node in edition.nodes if node.code in counts]
    if not nodes:
        return []
    lines = ["", "Tính lại so với điểm công bố (khớp/tính được; không tính lại được = not recomputable):"]
    lines += [_line(node, counts[node.code]) for node in nodes]
    leaves = sum((counts[node.code] for node in nodes if node.is_leaf), Counter())
    if computed := leaves["equal"] + leaves["different"]:
        lines.append(f"Tiêu chí chấm từ số liệu: {leaves['equal']}/{computed} khớp.")
    return lines


def _line(node: Node, counts: Counter[str]) -> str:
    parts = []
    if computed := counts["equal"] + counts["near"] + counts["different"]:
        near = f" (trong đó {counts['near']} lệch không quá {format_number(NEAR)})" if counts["near"] else ""
        parts.append(f"{counts['equal'] + counts['near']}/{computed} khớp{near}")
    parts += [f"{counts[standing]} {words}" for standing, words in _STANDINGS if counts[standing]]
    return f"  {'  ' * node.depth}{node.code}: {'; '.join(parts)}"
