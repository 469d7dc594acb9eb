"""How plans write what they want: ``đạt 88,5% trở lên``, ``không dưới 90%``, ``tăng 05 bậc so với năm 2024``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from thuocdo.vietnamese.numbers import parse_number

if TYPE_CHECKING:
    from decimal import Decimal

_NUMBER: Final = r"\d{1,3}(?:[.,]\d{1,4})?"
_UNIT: Final = r"(?: ?%| phút| điểm| bậc|(?= (?:cuộc|sáng kiến|TTHC|đơn|buổi|nhóm|lớp|mô hình)))"
# tử and trêm: misprints of từ and trên that are met in issued plans
_WANTED: Final = (
    "(?:không (?:thấp hơn|dưới|ít hơn|vượt quá|quá)|đạt và vượt|vượt|đạt|từ|tử|trên|trêm|tối thiểu|là|ít nhất|tối đa"
    "|dưới|giảm|tăng|tỷ lệ|hoàn thành|còn|khoảng)"
)
AIMS: Final = re.compile(
    rf"(?P<band>[Tt]ừ {_NUMBER} ?% đến dưới {_NUMBER} ?%)"
    rf"|(?P<wanted>(?i:\b{_WANTED} )*)(?P<sign>[≥≤<>]=? ?)?(?P<value>{_NUMBER})"
    rf"(?P<up_to> ?%? ?(?:-|–|đến) ?{_NUMBER})?(?P<unit>{_UNIT})(?:(?<=%)\d)?"
    r"(?P<more>(?:(?! từ )[^;.\d]){0,75}?trở lên)?"
    r"(?:[^;.\d]{0,40}?so với năm (?P<since>20\d\d))?(?: (?:(?:vào|trong|đến|cuối) )?năm (?P<due>20\d\d))?"
    r"|(?P<rises>(?:tăng hơn|cao hơn|[Gg]iảm|tăng) (?:so với )?năm (?:(?P<base_year>20\d\d)|trước)"
    rf"(?! (?:từ |ít nhất |tối thiểu |trên )?{_NUMBER}))"
    r"|(?P<raises>[Nn]âng cao [^.]{0,300}?so với năm (?P<raised_from>20\d\d)|tiếp tục tăng điểm)"
    r"|nhóm[^;.]{0,50}?(?P<group>Cao nhất|Trung bình cao|Trung bình thấp|thứ hạng cao)\d?(?P<or_more> trở lên)?"
    r"|(?P<among>(?:nhóm|tốp|top) (?P<first>\d{1,2})(?= (?:tỉnh|địa phương)|[,;.]|$))"
    r"|(?P<ranked>(?:xếp|đứng)(?: hạng)?(?: thứ)? (?P<place>\d{1,2})(?:/\d{2})?(?! ?(?:điểm|%|bậc))"
    r"(?P<or_better> trở lên)?)"
)
_SINCE: Final = re.compile(r"(?:hơn|so với) năm (20\d\d),? $")
_AT_LEAST: Final = (
    "tối thiểu",
    "ít nhất",
    "từ",
    "tử",
    "không thấp hơn",
    "không dưới",
    "không ít hơn",
    "đạt và vượt",
    "≥",
    ">=",
)
_ABOVE: Final = ("trên", "trêm", "vượt", ">")
_AT_MOST: Final = ("tối đa", "không quá", "không vượt quá", "≤", "<=")
_BELOW: Final = ("dưới", "<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a passage wants: an operator, a value where there is one, its unit, the year it is measured from."""

    op: str
    value: Decimal | None = None
    unit: str | None = None
    base_year: int | None = None


def wants_nothing(text: str, found: re.Match[str]) -> bool:
    """Tell figures that want nothing: a band, a full mark after a stroke, the end of a longer number, a mere count."""
    if found["band"]:
        return True
    bare = not found["wanted"] and not found["sign"] and not found["more"]
    counts = found["value"] is not None and not found["unit"] and bare
    return counts or text[found.start() - 1 : found.start()] in {"/", ",", "."}


def aim_of(text: str, found: re.Match[str], *, year: int | None) -> Aim:
    """Return what a match of ``AIMS`` wants; ``year`` is the plan's, for *năm trước*."""
    if found["value"]:
        said = _SINCE.search(text, max(0, found.start() - 30), found.start())
        since = found["since"] or (said[1] if said else None)
        return Aim(
            op=_operator(
                f"{found['wanted']}{found['sign'] or ''}".casefold(), more=bool(found["more"] or found["up_to"])
            ),
            value=number(found["value"]),
            unit=found["unit"].strip() or None,
            base_year=int(since) if since else None,
        )
    if found["rises"]:
        before = int(found["base_year"]) if found["base_year"] else year and year - 1
        return Aim(op="<" if found["rises"].casefold().startswith("giảm") else ">", base_year=before)
    if found["raises"]:
        return Aim(op=">", base_year=int(found["raised_from"]) if found["raised_from"] else None)
    if found["group"]:
        return Aim(op="in_group", unit=found["group"] + (" trở lên" if found["or_more"] else ""))
    if found["among"]:
        return Aim(op="<=", value=number(found["first"]), unit="hạng")
    return Aim(op="<=" if found["or_better"] else "=", value=number(found["place"]), unit="hạng")


def _operator(words: str, *, more: bool) -> str:
    said = {word for kind in (_AT_MOST, _AT_LEAST, _ABOVE, _BELOW) for word in kind if _says(words, word)}
    if said.intersection(_AT_MOST):
        return "<="
    if more or said.intersection(_AT_LEAST):
        return ">="
    if said.intersection(_BELOW):
        return "<"
    return ">" if said.intersection(_ABOVE) else "="


def _says(words: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?![\w=])", words) is not None


def number(text: str) -> Decimal:
    """Return a number as plans print it, with a comma or a point before its decimals."""
    return parse_number(text, decimal="," if "," in text else ".")
