"""The sentences of states in which no rule is applied. A rule's own sentences stand beside the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.scoring.outcome import NothingArose, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.errors import Language

STATES: Final[Mapping[Language, Mapping[State, str]]] = {
    "vi": {
        State.MISSING: "Chưa có số liệu: thiếu %s.",
        State.NOT_APPLICABLE: "Không áp dụng: tiêu chí này không tính cho cơ quan, đơn vị, địa phương.",
        State.GIVEN: "Lấy theo kết quả đã công bố, không tính lại: %s điểm.",
        State.UNKNOWN_POINTS: "Chưa xác định: Bộ Chỉ số chưa có điểm tối đa của tiêu chí này, nên chỉ lưu số liệu%s.",
    },
    "en": {
        State.MISSING: "No figures yet: %s missing.",
        State.NOT_APPLICABLE: "Not applicable: the criterion is not counted for this unit.",
        State.GIVEN: "Taken as published, not computed again: %s points.",
        State.UNKNOWN_POINTS: "Unknown: the edition does not know the maximum here, so figures are only kept%s.",
    },
}
"""``%s`` is the inputs that are missing, those reported with their values in brackets, or the points."""

NOTHING: Final[Mapping[Language, Mapping[NothingArose, str]]] = {
    "vi": {
        NothingArose.NULL: "Không phát sinh, nên không có điểm; điểm tối đa của mục trên không giảm.",
        NothingArose.ZERO: "Không phát sinh, theo cách tính của Bộ Chỉ số được %s điểm.",
        NothingArose.FULL: "Không phát sinh, theo cách tính của Bộ Chỉ số được điểm tối đa %s.",
    },
    "en": {
        NothingArose.NULL: "Nothing arose, so there are no points; the maximum above does not shrink.",
        NothingArose.ZERO: "Nothing arose and by this index that earns %s points.",
        NothingArose.FULL: "Nothing arose and by this index that earns the full %s points.",
    },
}
"""``%s`` is the points."""
