"""The end of an official document: who gets it (``Nơi nhận``), who signed and as what.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the recipients stand at the left, the signature at the right. Text recovered from
PDF may put both on one line, or the signature before the recipients.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from thuocdo.documents.bodies import LOWER, UPPER
from thuocdo.documents.lines import join
from thuocdo.documents.plan import Signer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thuocdo.documents.paragraphs import Paragraph

_AUTHORITY: Final = r"(?:TM|KT|TL|TUQ|Q)\. ?"
_OFFICE: Final = (
    r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG BAN|CỤC TRƯỞNG|BÍ THƯ"
    r"|TRƯỞNG PHÒNG)"
)
_POSITION: Final = re.compile(rf"{_AUTHORITY}|{_OFFICE}")
_NAME: Final = rf"(?:[{UPPER}][{LOWER}]+ ){{1,4}}[{UPPER}][{LOWER}]*"
_PERSON: Final = re.compile(_NAME)
_SIGNED: Final = re.compile(r"\(?(?:[Đđ]ã ký|[Kk]ý,? [^()]*)\)?")
_BESIDE: Final = re.compile(
    rf"(?P<left>Nơi nhận:?|[-–] ?.*?[;.)])\s+(?P<right>(?:{_AUTHORITY}[{UPPER}]|{_OFFICE})[{UPPER} .]*)$"
    rf"|(?P<kept>[-–] ?Lưu:.*?[.;)])\s+(?P<name>{_NAME})$"
)
_ITEM: Final = ("-", "–", "+", "•")
_AS_ABOVE: Final = re.compile(r"Như (?:trên|[Kk]ính gửi|Điều \d+)(?: ?\([^)]*\))?")


def is_signature(texts: Sequence[str], place: int) -> bool:
    """Tell whether a line above ``Nơi nhận`` belongs to a signature, which begins with a position in capitals."""
    text = texts[place]
    if text.isupper():
        return _POSITION.match(text) is not None
    if not (_PERSON.fullmatch(text) or _SIGNED.fullmatch(text)):
        return False
    return place > 0 and is_signature(texts, place - 1)


def recipients(body: Sequence[Paragraph], end: Iterable[str]) -> tuple[str, ...]:
    """Return the addressees of a letter, then the list under ``Nơi nhận``; *Như trên* names no one anew."""
    listed = [name.strip() for name in _addressees(body)]
    left = [text for text, _ in map(_parted, end)]
    if inline := (left[0].partition(":")[2] if left else ""):
        listed += inline.split(";")
    going = False
    for text in left:
        if text.startswith(_ITEM):
            listed.append(text)
            going = True
        elif going and re.match(rf"[{LOWER}(]", text) and not _SIGNED.fullmatch(text):
            listed[-1] = join((listed[-1], text))
        else:
            going = False
    names = (text.lstrip("-–+• ").rstrip(";. ") for text in listed)
    return tuple(name for name in names if name and not _AS_ABOVE.fullmatch(name))


def _addressees(body: Sequence[Paragraph]) -> Iterator[str]:
    """Yield whom ``Kính gửi`` names, on its own line or in the list under it."""
    if not body or not body[0].text.startswith("Kính gửi"):
        return
    yield from body[0].text.partition(":")[2].split(";")
    yield from (paragraph.text for paragraph in takewhile(lambda after: after.marker == "-", body[1:]))


def signer(end: Iterable[str]) -> Signer | None:
    """Return who signed, with the position as printed: ``KT. CHỦ TỊCH PHÓ CHỦ TỊCH``."""
    told = [right for _, right in map(_parted, end) if right]
    positions = [text for text in told if text.isupper() and (_POSITION.match(text) or not _is_name_in_capitals(text))]
    names = [text for text in told if text not in positions]
    if not positions and not names:
        return None
    return Signer(name=names[-1] if names else None, position=" ".join(positions) or None)


def _is_name_in_capitals(text: str) -> bool:
    """Tell a signer's name in capitals from a position: between two and five words of letters only."""
    return re.fullmatch(rf"(?:[{UPPER}]+ ){{1,4}}[{UPPER}]+", text) is not None


def _parted(text: str) -> tuple[str, str]:
    """Return what a line says at the left and what at the right: an item of the list, a line of the signature."""
    if found := _BESIDE.fullmatch(text):
        return (found["left"] or found["kept"]), (found["right"] or found["name"])
    if text.startswith((*_ITEM, "Nơi nhận", "(")) or text[:1].islower():
        return text, ""
    return "", text if text.isupper() or _PERSON.fullmatch(text) else ""
