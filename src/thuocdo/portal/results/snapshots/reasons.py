"""Everything behind one criterion of one unit: inputs, sentence, law, official and computed, what would earn more."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from thuocdo.portal.editions.telling import in_words, said, verified_words
from thuocdo.portal.results.snapshots.losses import Line, Step, is_taken_over, lines, next_step, quotient, to_the_full
from thuocdo.portal.web.forms import language
from thuocdo.scoring import NothingArose, State
from thuocdo.vietnamese.numbers import format_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.errors import Problem
    from thuocdo.indices import IndexResult, NodeScore
    from thuocdo.portal.results.models import SnapshotUnit
    from thuocdo.rulebooks import Node

_FLAG: Final = "data_quality_status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One reported value, as a person reads it."""

    label: str
    value: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a page says of one criterion, or of a sum."""

    node: Node
    score: NodeScore
    points: Decimal | None
    """The figure in the heading: the official one where there is one."""
    basis: str
    sentence: str
    inputs: Sequence[Reported]
    official: Decimal | None
    computed: Decimal | None
    nothing_arose: str
    verified: tuple[str, str] | None
    flag: str
    taken_over: bool
    next: Step | None
    full: Step | None
    total_then: Decimal | None
    """The unit's total if this criterion earned all it can."""
    refused: Problem | None
    parts: Sequence[Line]
    quotient: tuple[Decimal, Decimal] | None

    @property
    def difference(self) -> Decimal | None:
        """Return official less computed, nothing where one is missing."""
        if self.official is None or self.computed is None:
            return None
        return self.official - self.computed

    @property
    def is_sum(self) -> bool:
        """Tell whether the node sums others."""
        return bool(self.node.children)


def reason(result: IndexResult, code: str, row: SnapshotUnit) -> Reason:
    """Return everything behind one node of a unit."""
    score = result.scores[code]
    node = score.node
    official = result.data.official.get(code)
    computed = score.points if score.basis.value in {"rule", "sum"} else None
    line = next((found for found in lines(result) if found.node.code == code and found.score is not None), None)
    step = to_the_full(line) if line else None
    total = Decimal(row.total) if row.total else None
    return Reason(
        node=node,
        score=score,
        points=official if official is not None else score.points,
        basis="official" if official is not None else "computed" if score.points is not None else "none",
        sentence=_sentence(score),
        inputs=_inputs(score),
        official=official,
        computed=computed,
        nothing_arose=_nothing_arose(node),
        verified=_verified(node),
        flag=_flag(result, code),
        taken_over=is_taken_over(node, result.data.kind),
        next=next_step(line) if line else None,
        full=step,
        total_then=total + step.gain if total is not None and step is not None else None,
        refused=score.refused,
        parts=_parts(result, node),
        quotient=quotient(score),
    )


def _sentence(score: NodeScore) -> str:
    """Return why a score stands as it does, with labels where the library knows only the inputs' names."""
    if score.refused is None:
        return score.why(language())
    return in_words(score.refused, score.node).message(language())


def _parts(result: IndexResult, node: Node) -> list[Line]:
    """Return the lines of a sum in the order of the law."""
    if not node.children:
        return []
    order = {below.code: place for place, below in enumerate(node.walk())}
    under = [line for line in lines(result) if line.node.code in order]
    return sorted(under, key=lambda line: order[line.of[0].code if line.of else line.node.code])


def _inputs(score: NodeScore) -> list[Reported]:
    declared = score.node.criterion.inputs
    used = score.node.rule.inputs if score.node.rule is not None else ()
    return [
        Reported(label=said(declared[name]), value=score.reported.get(name), unit=declared[name].unit)
        for name in dict.fromkeys((*used, *declared))
        if name in declared
    ]


def _nothing_arose(node: Node) -> str:
    if node.rule is None or not node.rule.is_ratio:
        return ""
    return {
        NothingArose.FULL: _("được %(points)s điểm (điểm tối đa)")
        % {"points": format_points(node.max_points or Decimal(0))},
        NothingArose.ZERO: _("0 điểm"),
        NothingArose.NULL: _("không có điểm, điểm tối đa không giảm"),
        NothingArose.NOT_APPLICABLE: _("không tính vào điểm tối đa"),
        NothingArose.REFUSE: _("Bộ Chỉ số không quy định, nên không tính"),
    }[node.criterion.nothing_arose]


def _verified(node: Node) -> tuple[str, str] | None:
    found = verified_words(node)
    proved = node.criterion.verified is not None and node.criterion.verified.status == "yes"
    return (_("công thức đã kiểm chứng"), found[1]) if found and proved else found


def _flag(result: IndexResult, code: str) -> str:
    flag = result.data.kept.get(code, {}).get(_FLAG, "")
    meaning = result.edition.file.flags.get(flag)
    return said(meaning) if meaning else flag


def is_missing(score: NodeScore) -> bool:
    """Tell whether nothing can be said of a criterion."""
    return score.state in {State.MISSING, State.UNKNOWN_POINTS}
