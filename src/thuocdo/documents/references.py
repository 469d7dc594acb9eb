"""Legal documents that a plan cites: type, number, date, issuer, each once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from thuocdo.documents import provinces
from thuocdo.documents.bodies import LOWER, UPPER
from thuocdo.documents.issuers import whole_name
from thuocdo.documents.plan import Reference
from thuocdo.errors import TextError
from thuocdo.vietnamese.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from thuocdo.documents.plan import Heading
    from thuocdo.documents.spots import Spot

_TYPES: Final = (
    "Luật|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Thông báo|Kết luận|Công văn|Chương trình phối hợp"
    "|Chương trình|Báo cáo|NĐ|QĐ|NQ"
)
_LONG: Final = {"NĐ": "Nghị định", "QĐ": "Quyết định", "NQ": "Nghị quyết"}
_PLACE: Final = rf"(?: (?:[{UPPER}][{LOWER}]+ ){{0,2}}[{UPPER}][{LOWER}]+)?"
_MINISTRY: Final = rf"(?:Bộ trưởng )?Bộ [{UPPER}][{LOWER}]+ [{LOWER}]+(?: và [{UPPER}][{LOWER}]+ [{LOWER}]+)?"
_CITED: Final = re.compile(
    rf"(?:(?P<type>{_TYPES})\s+(?:số\s+)?)?"
    r"(?P<number>\d{1,5}(?:/(?:19|20)\d\d)?/(?:[A-ZĐ]\w*(?:-[A-ZĐ]\w*)+|QH\d{1,2})|\d{1,4}-[A-ZĐ]{2,4}/[A-ZĐ]{2,4})"
    r"(?:,?\s+ngày\s+(?P<day>\d{1,2}(?:/| tháng )\d{1,2}(?:/| năm )(?:19|20)\d\d))?"
    r"(?:,?\s+của\s+(?P<issuer>Thủ tướng [Cc]hính phủ|Chính phủ|Văn phòng Chính phủ|(?:Ủy ban Thường vụ )?Quốc hội"
    rf"|Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương(?: Đảng)?|{_MINISTRY}"
    rf"|(?:(?:Chủ tịch )?(?:UBND|(?:Ủy|Uỷ) ban nhân dân)|HĐND|Hội đồng nhân dân) tỉnh{_PLACE}|Tỉnh ủy{_PLACE}))?"
)
_BY_SUFFIX: Final = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "BNV": "Bộ Nội vụ",
    "VPCP": "Văn phòng Chính phủ",
    "TW": "Trung ương Đảng",
}


def references_in(passages: Iterable[tuple[str, Callable[[int], Spot]]], *, heading: Heading) -> tuple[Reference, ...]:
    """Return the documents cited in the passages, in the order of their first mention.

    Numbers begin again every year: the same number with days of two years is two documents.

    :param passages: each text with a function that says where its n-th character stands.
    :param heading: of the citing paper; its province is the one *UBND tỉnh* means, and a plan of a committee that is
        cited without its issuer by a provincial committee is its own.
    """
    found: list[Reference] = []
    for text, spot_of in passages:
        for cited in _CITED.finditer(text):
            here = _reference(cited, spot_of(cited.start()), heading)
            at = next((place for place, known in enumerate(found) if _are_one(known, here)), None)
            if at is None:
                found.append(here)
            else:
                found[at] = _merged(found[at], here)
    return tuple(found)


def _are_one(known: Reference, here: Reference) -> bool:
    same = known.number.lstrip("0") == here.number.lstrip("0")
    return same and (known.date is None or here.date is None or known.date.year == here.date.year)


def _merged(known: Reference, here: Reference) -> Reference:
    """Return a document with what any of two mentions says."""
    return replace(known, date=known.date or here.date, issuer=known.issuer or here.issuer)


def _reference(cited: re.Match[str], spot: Spot, heading: Heading) -> Reference:
    kind = cited["type"] or _type_of(cited["number"])
    return Reference(
        type=_LONG.get(kind, kind),
        number=cited["number"],
        date=_date(cited["day"]),
        issuer=_issuer(cited["issuer"] or "", cited["number"], heading),
        spot=spot,
    )


def _issuer(stated: str, number: str, heading: Heading) -> str | None:
    """Return the issuer as stated, whole; where none is, the one that the number's last sign means."""
    if not stated:
        suffix = re.split(r"[-/]", number)[-1]
        if suffix == "UBND" and (heading.issuer or "").startswith(("UBND tỉnh ", "UBND thành phố ")):
            return heading.issuer
        return "Quốc hội" if suffix.startswith("QH") else _BY_SUFFIX.get(suffix)
    issuer = re.sub("(?:Ủy|Uỷ) ban nhân dân", "UBND", stated.replace("chính phủ", "Chính phủ"))
    body, province, name = issuer.replace("Hội đồng nhân dân", "HĐND").partition(" tỉnh")
    named = provinces.pattern().match(f"tỉnh{name}")
    return whole_name(f"{body}{province}", named[1] if named else heading.province)


_BY_SIGN: Final = {
    "KH": "Kế hoạch",
    "QĐ": "Quyết định",
    "NĐ": "Nghị định",
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "TB": "Thông báo",
    "KL": "Kết luận",
}


def _type_of(number: str) -> str:
    if "/QH" in number:
        return "Văn bản của Quốc hội"
    sign = number.partition("/")[0].split("-")[1] if re.match(r"\d+-", number) else number.rsplit("/", 1)[-1]
    return _BY_SIGN.get(sign.split("-", 1)[0], sign.split("-", 1)[0])


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_date("/".join(re.findall(r"\d+", text)))
    except TextError:
        return None
