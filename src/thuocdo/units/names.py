"""Names of units as people write them, reduced to what can be compared."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NOT_WORDS: Final = re.compile(r"[\W_]+")
_COMMITTEE: Final = re.compile(r"^(?:ubnd|uy ban nhan dan|hdnd va ubnd)\s+")
_FORMER: Final = re.compile(r"\s*\((?:cũ|cu|trước đây|truoc day)\)\s*$", re.IGNORECASE)

DESIGNATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tinh": "tỉnh",
        "thanh pho": "thành phố",
        "tp": "thành phố",
        "t p": "thành phố",
        "quan": "quận",
        "huyen": "huyện",
        "thi xa": "thị xã",
        "tx": "thị xã",
        "thi tran": "thị trấn",
        "tt": "thị trấn",
        "xa": "xã",
        "phuong": "phường",
        "p": "phường",
        "dac khu": "đặc khu",
    }
)
"""The official words before a name, folded, with the abbreviations in use."""

PROVINCE_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "hcm": "ho chi minh",
        "tphcm": "ho chi minh",
        "hochiminh": "ho chi minh",
        "brvt": "ba ria vung tau",
        "br vt": "ba ria vung tau",
        "tt hue": "thua thien hue",
        "dac lac": "dak lak",
        "dac nong": "dak nong",
    }
)
"""Other ways of writing a province, as word keys."""


class Spoken(NamedTuple):
    """A name as somebody wrote it: the word key of all of it and of what follows a designation, and that designation.

    Both are kept because a name may begin like a designation: Phương Thiện, Tịnh Khê, Quan Sơn.
    """

    whole: str
    name: str
    designation: str | None
    former: bool

    def means(self, key: str, designation: str) -> bool:
        """Tell whether a unit with this word key and designation may be meant."""
        return self.whole == key or (self.name == key and self.designation in {None, designation})


def word_key(text: str) -> str:
    """Return a text as its folded words: hyphens, points and double blanks do not count."""
    return _NOT_WORDS.sub(" ", fold(text)).strip()


def hear(text: str) -> Spoken:
    """Return what a written name says: "UBND xã Vân Canh" is the name ``van canh`` with the designation "xã"."""
    former = _FORMER.search(text) is not None
    key = _COMMITTEE.sub("", word_key(_FORMER.sub("", text)))
    for said, designation in DESIGNATIONS.items():
        if key.startswith(said + " "):
            return Spoken(key, key[len(said) + 1 :], designation, former)
    return Spoken(key, key, None, former)


def asked_key(text: str) -> str:
    """Return what somebody who searches means, as a word key: "TP. Hồ Chí Minh" asks for ``thanh pho ho chi minh``.

    Abbreviated designations are spelled out, a committee before the name and "(cũ)" after it do not count, and other
    ways of writing a province become its name.
    """
    spoken = hear(text)
    if alias := PROVINCE_ALIASES.get(spoken.whole) or PROVINCE_ALIASES.get(spoken.name):
        return alias
    return f"{word_key(spoken.designation)} {spoken.name}" if spoken.designation else spoken.whole


def spelling_key(name: str) -> str:
    """Return a name with its letters and tones but not the places of the tones: Hoà and Hòa are one, Hoá is not."""
    return " ".join("".join(sorted(unicodedata.normalize("NFD", word))) for word in name.lower().split())


def close_names(wanted: str, known: Iterable[str], *, most: int = 3) -> Sequence[str]:
    """Return the word keys that look most like the wanted one, best first."""
    return get_close_matches(wanted, list(known), n=most, cutoff=0.6)
