"""Who issues a document, from the head of its first page.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the body above stands over the body that issues, both in capitals, at the left; the
name of the state, the motto, the place and the day at the right. Text recovered from PDF may put both on one line.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from thuocdo.documents import provinces
from thuocdo.documents.bodies import LOWER, UPPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PLACE: Final = rf"(?:TP\. ?)?(?:[{UPPER}][{LOWER}]+ ){{0,3}}[{UPPER}][{LOWER}]+"
_RIGHT: Final = re.compile(rf"(?:^|\s)(?P<right>(?i:CỘNG (?:HÒA|HOÀ) XÃ HỘI|Độc lập ?[-–]).*|{_PLACE}, ?[Nn]gày\b.*)$")
_FROM: Final = re.compile(rf"({_PLACE}), ?[Nn]gày\b")
_RULE: Final = re.compile(r"[\W_]+")
_COMMITTEE: Final = re.compile(r"(?:ỦY|UỶ) BAN NHÂN DÂN")
_BODY: Final = re.compile(
    r"(?:UBND|HĐND|HỘI ĐỒNG NHÂN DÂN|ĐOÀN ĐẠI BIỂU QUỐC HỘI|SỞ|BAN|VĂN PHÒNG|THANH TRA|CÔNG AN|BỘ|VỤ|CỤC|CHI CỤC"
    r"|TRUNG TÂM|PHÒNG|TRƯỜNG|BỆNH VIỆN|BẢO HIỂM XÃ HỘI|KHO BẠC|THUẾ|ĐÀI|BÁO)\b"
)
_UNFINISHED: Final = re.compile(r"(?:VĂN PHÒNG|VÀ|CỦA|BAN|,)$")
_KEPT: Final = frozenset({"UBND", "HĐND", "MTTQ", "BQL", "KCN"})
_UNIT: Final = re.compile(
    r"\b(tỉnh|thành phố|xã|phường|đặc khu|huyện|thị xã|thị trấn|quận) (?!và\b)([^,]+?)(?=$|,| ubnd\b)", re.IGNORECASE
)
_WORD_AFTER: Final = re.compile(
    r"^(sở|ban|phòng|thanh tra|chi cục|cục|trung tâm|trường|bộ|vụ|kho bạc|bảo hiểm)(?= )( )(\w)|(, | và )(\w)"
)
_BARE: Final = re.compile(r"\b(?:tỉnh|thành phố)$")


def columns(lines: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines at the left and at the right of a head, rules between them left out."""
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        found = _RIGHT.search(line)
        if found:
            right.append(found["right"])
        rest = line[: found.start()].strip() if found else line
        if rest and not _RULE.fullmatch(rest):
            left.append(rest)
    return tuple(left), tuple(right)


def place_of(right: Iterable[str]) -> str | None:
    """Return the province in which a document was signed, if its head names one before the day."""
    named = (found[1] for line in right if (found := _FROM.match(line)))
    return next((name for name in map(provinces.known, named) if name), None)


def issuer_of(top: Sequence[str]) -> str | None:
    """Return the issuer from the lines in capitals at the head, written as in a sentence: ``UBND tỉnh Gia Lai``."""
    bodies = _bodies([line for line in top if line.isupper()])
    if not bodies:
        return None
    *above, name = map(_small, bodies)
    if not above:
        return name
    if name in {"Văn phòng", "Thanh tra"}:
        return f"{name} {above[-1]}"
    inside = _UNIT.search(above[-1])
    return name if inside is None or _UNIT.search(name) else f"{name} {inside[0]}"


def whole_name(issuer: str | None, province: str | None) -> str | None:
    """Return an issuer with the name of its province, where the paper says ``UBND tỉnh`` or only ``UBND``."""
    if issuer is None or province is None:
        return issuer
    if issuer == "UBND":
        return f"UBND {provinces.designated(province)}"
    return f"{issuer} {province}" if _BARE.search(issuer) else issuer


def _bodies(lines: Sequence[str]) -> list[str]:
    """Join lines into bodies: a line that begins with no kind of body goes on with the name before it."""
    bodies: list[str] = []
    for line in lines:
        text = _COMMITTEE.sub("UBND", line)
        if bodies and (_UNFINISHED.search(bodies[-1]) or not _BODY.match(text)):
            bodies[-1] = f"{bodies[-1]} {text}"
        else:
            bodies.append(text)
    return [body for body in bodies if _BODY.match(body)]


def _small(body: str) -> str:
    """Return a name in capitals as a sentence writes it: kinds small, proper names and abbreviations capital."""
    words = " ".join(word if word in _KEPT else word.lower() for word in body.split())
    words = _WORD_AFTER.sub(lambda found: found[0][:-1] + found[0][-1].upper(), words)
    words = _UNIT.sub(lambda found: f"{found[1]} {_proper(found[2])}", words)
    return words[0].upper() + words[1:]


def _proper(name: str) -> str:
    return provinces.known(name) or " ".join(word[0].upper() + word[1:] for word in name.split())


def home_of(issuer: str | None, place: str | None, subject: str | None, text: str) -> str | None:
    """Return the province a document is of: of its issuer, its place, its subject, else the one its text names most.

    Provinces that are no more and issuers of other documents (``của UBND tỉnh Hà Giang``) do not count in the text.
    """
    for told in (issuer, subject):
        if told and (found := provinces.pattern().search(told)):
            return provinces.canonical(found[1])
    if place:
        return place
    named = Counter(
        provinces.canonical(found[1])
        for found in provinces.pattern().finditer(text)
        if not found[2] and not text.endswith("của UBND ", 0, found.start())
    )
    return named.most_common(1)[0][0] if named else None
