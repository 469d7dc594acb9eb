"""Legal documents that a plan cites: type, number, date, issuer, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from thuocdo.documents.plan import Reference
from thuocdo.errors import TextError
from thuocdo.vietnamese.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from thuocdo.documents.spots import Spot

_TYPES: Final = (
    "Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Thông báo|Kết luận|Công văn|Chương trình phối hợp"
    "|Chương trình|Báo cáo|NĐ|QĐ|NQ"
)
_LONG: Final = {"NĐ": "Nghị định", "QĐ": "Quyết định", "NQ": "Nghị quyết"}
_CITED: Final = re.compile(
    rf"(?:(?P<type>{_TYPES})\s+(?:số\s+)?)?(?P<number>\d{{1,5}}(?:/(?:19|20)\d\d)?/[A-ZĐ][\w]*(?:-[A-ZĐ][\w]*)+)"
    r"(?:,?\s+ngày\s+(?P<day>\d{1,2}/\d{1,2}/(?:19|20)\d\d))?"
    r"(?:\s+của\s+(?P<issuer>Thủ tướng Chính phủ|Thủ tướng chính phủ|Chính phủ|Văn phòng Chính phủ|Quốc hội"
    r"|(?:Bộ trưởng )?Bộ (?:Nội vụ|Tư pháp|Tài chính|Khoa học và Công nghệ)"
    r"|UBND tỉnh(?: (?:[A-ZĐ]\w+ ){1,3}?(?=về|Thực|[,;.)])"
    r"| [A-ZĐ]\w+ [A-ZĐ]\w+)?))?"
)
_BY_SUFFIX: Final = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "BNV": "Bộ Nội vụ",
    "VPCP": "Văn phòng Chính phủ",
    "QH": "Quốc hội",
}


def references_in(passages: Iterable[tuple[str, Callable[[int], Spot]]]) -> tuple[Reference, ...]:
    """Return the documents cited in the passages, in the order of their first mention.

    :param passages: each text with a function that says where its n-th character stands.
    """
    found: dict[tuple[str, str], Reference] = {}
    for text, spot_of in passages:
        for cited in _CITED.finditer(text):
            number = cited["number"]
            head, _, rest = number.partition("/")
            key = (head.lstrip("0"), rest)
            here = _reference(cited, spot_of(cited.start()))
            known = found.get(key)
            if known is None:
                found[key] = here
            elif known.date is None and here.date is not None:
                found[key] = Reference(
                    type=known.type or here.type,
                    number=known.number,
                    date=here.date,
                    issuer=known.issuer or here.issuer,
                    spot=known.spot,
                )
    return tuple(found.values())


def _reference(cited: re.Match[str], spot: Spot) -> Reference:
    kind = cited["type"] or _type_of(cited["number"])
    suffix = cited["number"].rsplit("-", 1)[-1]
    issuer = cited["issuer"].strip() if cited["issuer"] else _BY_SUFFIX.get(suffix)
    return Reference(
        type=_LONG.get(kind, kind),
        number=cited["number"],
        date=_date(cited["day"]),
        issuer=issuer.replace("Thủ tướng chính phủ", "Thủ tướng Chính phủ") if issuer else None,
        spot=spot,
    )


_BY_SIGN: Final = {
    "KH": "Kế hoạch",
    "QĐ": "Quyết định",
    "NĐ": "Nghị định",
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "TB": "Thông báo",
}


def _type_of(number: str) -> str:
    sign = number.rsplit("/", 1)[-1].split("-", 1)[0]
    return _BY_SIGN.get(sign, sign)


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_date(text)
    except TextError:
        return None
