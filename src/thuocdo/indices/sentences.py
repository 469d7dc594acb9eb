"""Why a sum, a published figure or a criterion outside a unit's scope stands as it does: one sentence, with numbers.

The sentences of the rules themselves are written in :mod:`thuocdo.scoring`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.indices.sums import addends
from thuocdo.scoring import State
from thuocdo.scoring.figures import FIGURES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from thuocdo.errors import Language
    from thuocdo.indices.results import NodeScore

    Shown = Callable[[Decimal], str]

_SENTENCES: Final[Mapping[Language, Mapping[str, str]]] = {
    "vi": {
        "sum": "Tổng điểm: {terms} = {points}.",
        "sum_of_one": "Tổng điểm: {points}.",
        "sum_rounded": "Tổng điểm các tiêu chí, mỗi tiêu chí làm tròn lại từ tỷ lệ: {terms} = {points}.",
        "shrunk": " Điểm tối đa của đơn vị còn {own} do có tiêu chí không áp dụng: {codes}.",
        "official": "Lấy theo điểm đã công bố là {points}; chưa đủ số liệu để tính lại.",
        "refused_official": "Không tính lại được, nên giữ điểm đã công bố là {points}. {problem}",
        "refused": "Không tính được điểm. {problem}",
        "missing": "Chưa có điểm vì chưa có số liệu.",
        "missing_parts": "Chưa có tổng điểm vì chưa có số liệu của: {codes}.",
        "unknown": "Chưa tính được điểm: chưa có văn bản nào cho biết điểm tối đa.",
        "unknown_parts": "Chưa tính được tổng điểm: chưa biết điểm tối đa của: {codes}.",
        "information": "Chỉ để cung cấp thông tin, không tính điểm.",
        "not_applicable": "Không áp dụng cho đơn vị này, nên không tính vào điểm tối đa của đơn vị.",
        "not_applicable_points": "Không áp dụng cho đơn vị này; theo Bộ Chỉ số được {points} trên {own} điểm.",
    },
    "en": {
        "sum": "Sum of points: {terms} = {points}.",
        "sum_of_one": "Sum of points: {points}.",
        "sum_rounded": "Sum of points, each criterion rounded again from its ratio: {terms} = {points}.",
        "shrunk": " The unit's own maximum is {own}, because these do not apply: {codes}.",
        "official": "Taken from the published score of {points}; there is not enough data to compute it again.",
        "refused_official": "It cannot be computed again, so the published score of {points} is kept. {problem}",
        "refused": "No points can be computed. {problem}",
        "missing": "No points, because no data was reported.",
        "missing_parts": "No sum, because no data was reported for: {codes}.",
        "unknown": "No points: no source states the maximum.",
        "unknown_parts": "No sum: the maximum is not known for: {codes}.",
        "information": "For information, without points.",
        "not_applicable": "Does not apply to this unit, and is no part of the unit's own maximum.",
        "not_applicable_points": "Does not apply to this unit; the edition gives {points} of {own} points.",
    },
}
_MOST_CODES: Final = 12
_ZERO: Final = Decimal(0)


def explain(score: NodeScore, language: Language) -> str:
    """Return why a score stands as it does, where no rule of its own can say so."""
    say, shown = _SENTENCES[language], FIGURES[language].points
    state, points = score.state, score.points
    if (objection := score.objection(language)) is not None:
        problem = objection.message(language)
        if points is None:
            return say["refused"].format(problem=problem)
        return say["refused_official"].format(points=shown(points), problem=problem)
    if points is not None:
        return _with_points(score, points, say, shown)
    key = _KEYS[state]
    if score.parts and state in _OF_PARTS:
        return say[key + "_parts"].format(codes=_codes(leaves_in(score, state)))
    return say[key]


_KEYS: Final[Mapping[State, str]] = {
    State.MISSING: "missing",
    State.UNKNOWN_POINTS: "unknown",
    State.INFORMATION: "information",
    State.NOT_APPLICABLE: "not_applicable",
}
_OF_PARTS: Final = frozenset({State.MISSING, State.UNKNOWN_POINTS})


def leaves_in(score: NodeScore, state: State) -> list[str]:
    """Return the numbers of the lowest nodes under ``score`` that are in ``state``, in order."""
    found: list[str] = []
    for part in score.parts:
        if part.state is not state:
            continue
        found += leaves_in(part, state) or [part.node.number]
    return found


def _with_points(score: NodeScore, points: Decimal, say: Mapping[str, str], shown: Shown) -> str:
    if score.state is State.GIVEN:
        return say["official"].format(points=shown(points))
    if score.state is State.NOT_APPLICABLE:
        return say["not_applicable_points"].format(points=shown(points), own=shown(score.max_points or _ZERO))
    return _sum(score, points, say, shown)


def _sum(score: NodeScore, points: Decimal, say: Mapping[str, str], shown: Shown) -> str:
    terms = [shown(addend) for addend in addends(score.node, score.parts) if addend is not None]
    key = "sum_rounded" if score.node.criterion.sum_rounding else "sum"
    if len(terms) < 2:
        key = "sum_of_one"
    text = say[key].format(terms=" + ".join(terms), points=shown(points))
    if score.max_points is None or score.max_points == score.node.max_points:
        return text
    codes = _codes([code for part in score.parts for code in _not_applicable(part)])
    return text + say["shrunk"].format(own=shown(score.max_points), codes=codes)


def _not_applicable(score: NodeScore) -> list[str]:
    if score.state is State.NOT_APPLICABLE:
        return [score.node.number]
    return [code for part in score.parts for code in _not_applicable(part)]


def _codes(codes: list[str]) -> str:
    shown = ", ".join(codes[:_MOST_CODES])
    return f"{shown}, … ({len(codes)})" if len(codes) > _MOST_CODES else shown
