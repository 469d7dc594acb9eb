"""What a plan wants to reach: ``đạt 88,5% trở lên``, ``tối thiểu 95%``, ``tăng hơn so với năm 2024``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from thuocdo.documents import provinces
from thuocdo.documents.figures import INDEX, INDICES
from thuocdo.documents.plan import Target
from thuocdo.documents.rows import CERTAIN, LIKELY
from thuocdo.vietnamese.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from thuocdo.documents.spots import Spot

_NUMBER: Final = r"\d{1,3}(?:[.,]\d{1,4})?"
_UNIT: Final = r"(?: ?%| phút| điểm|(?= (?:cuộc|sáng kiến|TTHC|đơn|buổi|nhóm|lớp|mô hình)))"
# tử and trêm: misprints of từ and trên that are met in issued plans
_WANTED: Final = "(?:đạt|từ|tử|trên|trêm|tối thiểu|là|ít nhất|tối đa|không quá|dưới|giảm|tăng|tỷ lệ|hoàn thành|còn)"
_PATTERNS: Final = re.compile(
    rf"(?P<range>[Tt]ừ {_NUMBER} ?% đến dưới {_NUMBER} ?%)"
    rf"|(?P<wanted>(?i:\b{_WANTED} )*)(?P<value>{_NUMBER})(?P<unit>{_UNIT})(?:(?<=%)\d)?"
    r"(?P<more>(?:(?! từ )[^;.]){0,75}?trở lên)?"
    r"(?:[^;.]{0,40}?so với năm (?P<since>20\d\d))?(?: vào năm (?P<due>20\d\d))?"
    r"|(?P<rises>(?:tăng hơn|cao hơn|[Gg]iảm|tăng) (?:so với )?năm (?P<base_year>20\d\d))"
    r"|(?P<raises>[Nn]âng cao [^.]{0,300}?so với năm (?P<raised_from>20\d\d)|tiếp tục tăng điểm)"
    r"|nhóm[^;.]{0,50}?(?P<group>Cao nhất|Trung bình cao|Trung bình thấp|thứ hạng cao)\d?(?P<or_more> trở lên)?"
)
_UPWARD: Final = ("tối thiểu", "ít nhất", "từ", "tử")
_ABOVE: Final = ("trên", "trêm")
_BELOW: Final = ("tối đa", "không quá")
_NEAR: Final = 1_000
"""How far, in characters, the words about a figure may stand from it."""
_YEAR: Final = re.compile(r"năm (20\d\d)")
_STOPS: Final = re.compile(r"[;.(]|, ")
_BARE: Final = re.compile(r"(?:phấn đấu|đảm bảo|hướng tới|hoàn thành|tiếp thu|bãi bỏ|cắt)$", re.IGNORECASE)
_OLD_TARGET: Final = re.compile(rf"tỉnh (?P<name>[^,;]{{2,20}}?) (?P<old>\(cũ\) )?là (?P<value>{_NUMBER}) ?%")


def targets_in(
    text: str,
    spot_of: Callable[[int], Spot],
    *,
    year: int | None,
    home: str | None,
    index: str | None,
    task: str | None = None,
) -> Iterator[Target]:
    """Yield the targets that a text states.

    :param index: the index the text stands under, where it names none itself.
    :param task: the code of the task whose content the text is.
    """
    for found in _PATTERNS.finditer(text):
        if found["range"] or _no_target(text, found):
            continue
        op, value, unit, base = _meaning(found)
        yield Target(
            index=index_named(text[max(0, found.start() - _NEAR) : found.start()]) or index,
            province=home,
            year=int(found["due"] or 0) or _year_before(text, found.start(), base) or year,
            label=_label(text, found),
            op=op,
            value=value,
            unit=unit,
            base_year=base,
            text=found[0].strip(),
            spot=spot_of(found.start()),
            confidence=CERTAIN if found["unit"] or found["rises"] else LIKELY,
            task=task,
        )


def old_targets_in(text: str, spot_of: Callable[[int], Spot]) -> Iterator[Target]:
    """Yield the targets of provinces that were merged, as footnotes quote them."""
    for found in _OLD_TARGET.finditer(text):
        yield Target(
            index=None,
            province=provinces.canonical(found["name"]) + (" (cũ)" if found["old"] else ""),
            year=None,
            label=text[: found.start()].strip(" ,").lstrip("0123456789 ") or "Mục tiêu",
            op="=",
            value=_number(found["value"]),
            unit="%",
            base_year=None,
            text=found[0],
            spot=spot_of(found.start()),
            confidence=LIKELY,
        )


def _no_target(text: str, found: re.Match[str]) -> bool:
    """Tell figures that want nothing: a full mark after a stroke, the end of a longer number, a mere count."""
    counts = found["value"] is not None and not found["unit"] and not found["wanted"] and not found["more"]
    return counts or text[found.start() - 1 : found.start()] in {"/", ",", "."}


def _meaning(found: re.Match[str]) -> tuple[str, Decimal | None, str | None, int | None]:
    if found["rises"]:
        return ("<" if found["rises"].casefold().startswith("giảm") else ">"), None, None, int(found["base_year"])
    if found["raises"]:
        return ">", None, None, int(found["raised_from"]) if found["raised_from"] else None
    if found["group"]:
        return "in_group", None, found["group"] + (" trở lên" if found["or_more"] else ""), None
    words = (found["wanted"] or "").casefold()
    base = int(found["since"]) if found["since"] else None
    unit = found["unit"].strip() or None
    return _operator(words, more=bool(found["more"])), _number(found["value"]), unit, base


def _operator(words: str, *, more: bool) -> str:
    if any(word in words for word in _BELOW):
        return "<="
    if "dưới" in words:
        return "<"
    if more or any(word in words.split() or word in words for word in _UPWARD):
        return ">="
    return ">" if any(word in words for word in _ABOVE) else "="


def _number(text: str) -> Decimal:
    return parse_number(text, decimal="," if "," in text else ".")


def index_named(text: str) -> str | None:
    """Return the index that a text names last."""
    named = [found.lastgroup or "" for found in INDEX.finditer(text)]
    return INDICES[named[-1]] if named else None


def _year_before(text: str, place: int, base: int | None) -> int | None:
    near = max(0, place - _NEAR)
    clause = max(text.rfind("; ", near, place), text.rfind(". ", near, place), near)
    years = [int(found[1]) for found in _YEAR.finditer(text, clause, place)]
    years = [year for year in years if year != base]
    return years[-1] if years else None


def _label(text: str, found: re.Match[str]) -> str:
    """Return what the figure is about: the words before it back to a stop, else those after it."""
    before = text[max(0, found.start() - _NEAR) : found.start()]
    stops = list(_STOPS.finditer(before))
    words = (before[stops[-1].end() :] if stops else before).strip(" -:")
    if len(words) > 3 and not _BARE.search(words):
        return words
    after = text[found.end() : found.end() + _NEAR]
    stop = _STOPS.search(after)
    return (after[: stop.start()] if stop else after).strip()
