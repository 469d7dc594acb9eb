"""How plans write a figure of the past: ``đạt 90,54 điểm``, ``xếp thứ 09/63``, ``giảm 13 bậc``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.vietnamese.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NUMBER: Final = r"\d{1,3}(?:[.,]\d{1,4})?"
INDEX: Final = re.compile(
    r"(?P<par>(?i:PAR[ -]?INDEX)|[Cc]hỉ số (?:cải cách hành chính|CCHC))"
    r"|(?P<sipas>SIPAS|[Cc]hỉ số (?:đo lường sự )?hài lòng)|(?P<papi>PAPI|[Hh]iệu quả quản trị và hành chính công)"
    r"|(?P<ddci>\bDDCI\b)|(?P<pci>\bPCI\b|[Nn]ăng lực cạnh tranh cấp tỉnh)|(?P<pgi>\bPGI\b|[Cc]hỉ số [Xx]anh cấp tỉnh)"
    r"|(?P<dti>\bDTI\b|[Cc]hỉ số (?:đánh giá )?chuyển đổi số)|(?P<ict>\bICT[ -]?(?i:index))"
    r"|(?P<qd766>[Bb]ộ chỉ số (?:chỉ đạo, điều hành|phục vụ người dân))"
)
INDICES: Final = {
    "par": "PAR INDEX",
    "sipas": "SIPAS",
    "papi": "PAPI",
    "ddci": "DDCI",
    "pci": "PCI",
    "pgi": "PGI",
    "dti": "DTI",
    "ict": "ICT INDEX",
    "qd766": "766",
}
_UNIT: Final = r"điểm(?: phần trăm)?|%"
_RISES: Final = "tăng|thăng|lên|vượt|cải thiện|cao hơn"
_FALLS: Final = "giảm|tụt|xuống|hạ|thấp hơn"
_RANKED: Final = (
    r"(?i:(?:xếp|đứng)(?: ở)?(?: vị trí| vị thứ| thứ hạng| hạng)?(?: thứ)?(?: hạng)?"
    r"|(?:vị trí|vị thứ|thứ hạng|hạng)(?: thứ)?)"
)
_PLACED: Final = (
    r"(?i:(?:xếp|đứng)(?: ở)?(?: vị trí| vị thứ| thứ hạng| hạng)?(?: thứ)|xếp hạng|vị (?:trí|thứ)(?: thứ)?)"
)
_AMOUNT: Final = r"(?:(?:tỷ lệ|tỉ lệ|mức|kết quả|điểm số|số điểm|tổng(?: số)? điểm)(?: là)? )?"
FIGURES: Final = re.compile(
    rf"(?P<rank>{_RANKED} (?P<place>\d{{1,2}})(?:/|(?: trên| trong)(?: tổng số)? )(?P<of>\d{{2}})\b(?! ?điểm))"
    rf"|(?P<alone>{_PLACED} (?P<only>\d{{1,2}})(?![\d/.,]\d| ?(?:điểm|%|bậc|hạng\b)"
    r"| (?:trong |của )?(?:khu vực|vùng|miền)))"
    rf"|(?P<moved>(?i:(?P<up>{_RISES})|{_FALLS})(?: hạng)? (?P<places>\d{{1,2}}) (?:bậc|hạng|vị trí))"
    r"|(?P<kept>(?:[Gg]iữ nguyên|không thay đổi)(?: thứ)? (?:bậc|hạng|vị trí))"
    rf"|(?P<changed>(?i:(?P<more>{_RISES})|{_FALLS}) (?P<by>{NUMBER}) ?(?P<by_unit>{_UNIT}))"
    rf"|(?P<turned>từ {_AMOUNT}(?P<was>{NUMBER}) ?(?:{_UNIT}) \(?(?:vào |của )?năm (?P<then>20\d\d)\)?,?"
    rf" (?:lên|xuống|còn) {_AMOUNT}(?P<became>{NUMBER}) ?(?P<became_unit>{_UNIT}))"
    rf"|(?P<whole>(?:[Đđ]ạt|là|được|với|:) {_AMOUNT}(?P<result>{NUMBER})/100 điểm)"
    rf"|(?P<part>(?P<got>{NUMBER})/(?P<most>\d{{1,3}}) điểm)"
    rf"|(?P<score>(?P<says>[Đđ]ạt|là|được|với|:) {_AMOUNT}(?P<value>{NUMBER}) ?(?P<unit>{_UNIT}))"
    r"|(?P<group>nhóm (?:các tỉnh[^.;]{0,30}? )?(?P<name>Cao nhất|Trung bình cao|Trung bình thấp|Thấp nhất)"
    r"(?:, nhóm thứ \d/\d)?)"
)
_GROUPS: Final = {"Cao nhất": 1, "Trung bình cao": 2, "Trung bình thấp": 3, "Thấp nhất": 4}
_RANKED_PROVINCES: Final = range(30, 64)
"""How many provinces an index can rank: 63 up to 2024, fewer where some gave no data, 34 from 2025."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure that a passage states; ``year`` where the passage itself says of which."""

    measure: str
    value: Decimal
    unit: str
    year: int | None = None


def figures_of(found: re.Match[str]) -> tuple[Figure, ...]:
    """Return the measures that a match of ``FIGURES`` states; a rank among twenty is none of a province."""
    return _READERS[next(name for name in _READERS if found[name] is not None)](found)


def _rank(found: re.Match[str]) -> tuple[Figure, ...]:
    if int(found["of"]) not in _RANKED_PROVINCES:
        return ()
    return (
        Figure(measure="rank", value=Decimal(found["place"]), unit="hạng"),
        Figure(measure="of", value=Decimal(found["of"]), unit="tỉnh, thành phố"),
    )


def _one(measure: str, value: Decimal, unit: str) -> tuple[Figure, ...]:
    return (Figure(measure=measure, value=value, unit=unit.split(" ", maxsplit=1)[0]),)


def _turned(found: re.Match[str]) -> tuple[Figure, ...]:
    unit = found["became_unit"]
    return (
        Figure(measure="score", value=_number(found["was"]), unit=unit, year=int(found["then"])),
        Figure(measure="score", value=_number(found["became"]), unit=unit),
    )


def _part(found: re.Match[str]) -> tuple[Figure, ...]:
    return (
        Figure(measure="component_score", value=_number(found["got"]), unit="điểm"),
        Figure(measure="component_max", value=_number(found["most"]), unit="điểm"),
    )


def _score(found: re.Match[str]) -> tuple[Figure, ...]:
    measure = "component_score" if found["says"] == "là" else "score"
    return _one(measure, _number(found["value"]), found["unit"])


_READERS: Final[Mapping[str, Callable[[re.Match[str]], tuple[Figure, ...]]]] = {
    "rank": _rank,
    "alone": lambda found: _one("rank", Decimal(found["only"]), "hạng"),
    "moved": lambda found: _one("change_rank", _signed(found["up"], found["places"]), "bậc"),
    "kept": lambda _: _one("change_rank", Decimal(0), "bậc"),
    "changed": lambda found: _one("change_score", _signed(found["more"], found["by"]), found["by_unit"]),
    "turned": _turned,
    "whole": lambda found: _one("score", _number(found["result"]), "điểm"),
    "part": _part,
    "score": _score,
    "group": lambda found: _one("group", Decimal(_GROUPS[found["name"]]), "nhóm"),
}


def _signed(up: str | None, number: str) -> Decimal:
    """Return a change with its sign; more points and a better place are positive."""
    value = _number(number)
    return value if up else -value


def _number(text: str) -> Decimal:
    return parse_number(text, decimal="," if "," in text else ".")
