"""A rule in words, before anything is reported: what earns points, and what happens where nothing arose.

What a rule makes of *reported* figures is told by ``thuocdo.scoring`` itself; these sentences stand on the page of a
criterion, for whoever asks what the law wants.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from thuocdo.scoring import NothingArose
from thuocdo.vietnamese.numbers import format_number, format_percent

if TYPE_CHECKING:
    from decimal import Decimal

    from thuocdo.rulebooks import Node

Labels = Mapping[str, str]


def rule_in_words(node: Node) -> list[str]:
    """Return a rule as sentences."""
    rule = node.rule
    if rule is None:
        return [_("Tổng điểm của các tiêu chí bên dưới.")] if node.children else [_("Chưa có cách tính điểm.")]
    words = _WORDS[rule.kind](rule, node.labels(), _most(node))
    if rule.kind in _MAY_NOT_ARISE:
        words.append(_NOTHING_AROSE[node.criterion.nothing_arose])
    return words


_MAY_NOT_ARISE: Final = frozenset({"proportional", "change_on_previous", "survey_mean"})
_NOTHING_AROSE: Final[Mapping[NothingArose, str]] = {
    NothingArose.REFUSE: "Bộ Chỉ số không nói khi không phát sinh thì tính thế nào, nên không tính.",
    NothingArose.NULL: "Khi không phát sinh: không có điểm, điểm tối đa không giảm.",
    NothingArose.ZERO: "Khi không phát sinh: 0 điểm.",
    NothingArose.FULL: "Khi không phát sinh: được điểm tối đa.",
    NothingArose.NOT_APPLICABLE: "Khi không phát sinh: không tính vào điểm tối đa.",
}


def _most(node: Node) -> str:
    return _("điểm tối đa (chưa xác định)") if node.max_points is None else _points(node.max_points)


def _points(value: Decimal) -> str:
    return _("%(points)s điểm") % {"points": format_number(value)}


def _percent(ratio: Decimal) -> str:
    return format_percent((ratio * 100).normalize())


def _named(written: str | tuple[str, ...], labels: Labels) -> str:
    names = (written,) if isinstance(written, str) else written
    return " + ".join(f"“{labels.get(name, name)}”" for name in names)


def _proportional(rule: Any, labels: Labels, most: str) -> list[str]:
    ratio = {"top": _named(rule.numerator, labels), "under": _named(rule.denominator, labels), "most": most}
    words = [_("Tỷ lệ = %(top)s : %(under)s.") % ratio]
    if rule.full_from is None:
        words.append(_("Điểm = %(most)s × tỷ lệ.") % ratio)
    else:
        full = {"full": _percent(rule.full_from), "most": most}
        words.append(_("Từ %(full)s trở lên được %(most)s; thấp hơn thì điểm = %(most)s × tỷ lệ : %(full)s.") % full)
    if rule.zero_below is not None:
        words.append(_("Dưới %(bound)s không có điểm.") % {"bound": _percent(rule.zero_below)})
    if rule.cap is not None:
        words.append(_("Chỉ tính đến %(cap)s điểm tối đa.") % {"cap": _percent(rule.cap)})
    return words


def _bands(rule: Any, labels: Labels, _most_points: str) -> list[str]:
    if rule.value is not None:
        return [
            _("Điểm theo mức của %(value)s:") % {"value": _named(rule.value, labels)},
            *_levels(rule.bands, format_number),
        ]
    ratio = {"top": _named(rule.numerator, labels), "under": _named(rule.denominator, labels)}
    return [_("Điểm theo mức của tỷ lệ %(top)s : %(under)s:") % ratio, *_levels(rule.bands, _percent)]


def _levels(bands: Sequence[Any], written: Callable[[Decimal], str]) -> list[str]:
    lines = []
    for band in bands:
        earned = (
            _points(band.points)
            if band.points is not None
            else _("%(share)s điểm tối đa") % {"share": _percent(band.share)}
        )
        words = {"bound": written(band.at_least) if band.at_least is not None else "", "earned": earned}
        lines.append(
            _("còn lại: %(earned)s.") % words
            if band.at_least is None
            else _("từ %(bound)s trở lên: %(earned)s;") % words
        )
    return lines


def _yes_no(rule: Any, labels: Labels, most: str) -> list[str]:
    words = {"what": _named(rule.input, labels), "most": most}
    if rule.full_when == "yes":
        return [_("%(what)s: có thì được %(most)s, không thì 0 điểm.") % words]
    return [_("%(what)s: không thì được %(most)s, có thì 0 điểm.") % words]


def _checklist(rule: Any, labels: Labels, most: str) -> list[str]:
    if rule.all_needed:
        return [
            _("Được %(most)s khi đạt tất cả:") % {"most": most},
            *(f"{labels.get(item.input, item.input)};" for item in rule.items),
        ]
    lines = [
        f"{labels.get(item.input, item.input)}: {_points(item.points) if item.points is not None else _('chia đều')};"
        for item in rule.items
    ]
    return [_("Cộng điểm từng mục đạt được, tối đa %(most)s:") % {"most": most}, *lines]


def _count_threshold(rule: Any, labels: Labels, most: str) -> list[str]:
    words = [_("Điểm theo số lượng %(what)s, tối đa %(most)s.") % {"what": _named(rule.input, labels), "most": most}]
    if rule.full_from is not None:
        words.append(_("Từ %(bound)s trở lên được điểm tối đa.") % {"bound": format_number(rule.full_from)})
    if rule.per_occurrence is not None:
        words.append(_("Mỗi lần được %(earned)s.") % {"earned": _points(rule.per_occurrence)})
    if rule.zero_below is not None:
        words.append(_("Dưới %(bound)s không có điểm.") % {"bound": format_number(rule.zero_below)})
    return words


def _change(rule: Any, labels: Labels, most: str) -> list[str]:
    way = _("tăng") if rule.wanted == "rise" else _("giảm")
    written = _percent if rule.relative else format_number
    words = {
        "way": way,
        "now": _named(rule.current, labels),
        "then": _named(rule.previous, labels),
        "most": most,
        "zero": written(rule.zero_at),
    }
    first = _("Điểm theo mức %(way)s của %(now)s so với %(then)s.") % words
    if rule.bands:
        return [first, *_levels(rule.bands, written)]
    words["full"] = written(rule.full_from) if rule.full_from is not None else ""
    return [
        first,
        _("%(way)s từ %(full)s trở lên được %(most)s; %(way)s đến %(zero)s thì 0 điểm; ở giữa tính theo tỷ lệ.")
        % words,
    ]


def _deduction(rule: Any, labels: Labels, _most_points: str) -> list[str]:
    words = {"what": _named(rule.input, labels), "each": _points(rule.per_occurrence), "cap": _points(rule.cap)}
    return [_("Điểm trừ ngoài tổng: mỗi %(what)s trừ %(each)s, nhiều nhất %(cap)s.") % words]


def _bonus(rule: Any, labels: Labels, _most_points: str) -> list[str]:
    words = {"what": _named(rule.input, labels), "each": _points(rule.per_occurrence), "cap": _points(rule.cap)}
    return [_("Điểm thưởng ngoài tổng: mỗi %(what)s được %(each)s, nhiều nhất %(cap)s.") % words]


def _survey_mean(rule: Any, labels: Labels, most: str) -> list[str]:
    words = {
        "mean": _named(rule.mean, labels),
        "low": format_number(rule.low),
        "high": format_number(rule.high),
        "most": most,
    }
    return [
        _("Điểm theo vị trí của %(mean)s trên thang từ %(low)s (0 điểm) đến %(high)s (%(most)s).") % words,
        _("Kết quả điều tra luôn đi kèm số phiếu và sai số chuẩn khi có."),
    ]


def _given(rule: Any, labels: Labels, most: str) -> list[str]:
    words = [
        _("Lấy đúng %(input)s do nguồn công bố, tối đa %(most)s.") % {"input": _named(rule.input, labels), "most": most}
    ]
    if rule.minimum is not None:
        words.append(_("Thấp nhất %(least)s.") % {"least": _points(rule.minimum)})
    return words


def _information(_rule: Any, labels: Labels, _most_points: str) -> list[str]:
    return [_("Chỉ cung cấp thông tin, không tính điểm: %(inputs)s.") % {"inputs": ", ".join(labels.values())}]


_WORDS: Final[Mapping[str, Callable[[Any, Labels, str], list[str]]]] = {
    "proportional": _proportional,
    "bands": _bands,
    "yes_no": _yes_no,
    "checklist": _checklist,
    "count_threshold": _count_threshold,
    "change_on_previous": _change,
    "deduction": _deduction,
    "bonus": _bonus,
    "survey_mean": _survey_mean,
    "given": _given,
    "information": _information,
}
"""One entry for each kind of ``thuocdo.scoring.RULES``; a test holds the two together."""
