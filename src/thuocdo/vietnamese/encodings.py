"""Bytes into text: Unicode is read, the legacy Vietnamese encodings are recognised and refused with their remedy.

TCVN3 (the ``.Vn`` fonts, "ABC") and VNI (the ``VNI-`` fonts) put Vietnamese letters on the places of Latin-1. Files in
them look like valid text, also inside UTF-8, so they are told by reading: a word that is no Vietnamese syllable as it
stands, and is one once converted. Converting silently would be a guess about somebody's data; naming the encoding and
the way out is not.

The tables of the two encodings: TCVN 5712:1993 (VN3) and the VNI for Windows layout.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Place, Problem, TextError
from thuocdo.vietnamese.folding import nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TCVN3: Final = str.maketrans(
    dict(
        zip(
            "\xb5\xb6\xb7\xb8\xb9\xa8\xbb\xbc\xbd\xbe\xc6\xa9\xc7\xc8\xc9\xca\xcb\xae\xcc\xce\xcf\xd0\xd1\xaa\xd2\xd3\xd4\xd5\xd6"
            "\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xab\xe5\xe6\xe7\xe8\xe9\xac\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4"
            "\xad\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xa1\xa2\xa3\xa4\xa5\xa6\xa7",
            "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
            strict=True,
        )
    )
)
# In VNI a letter of its own (ñ is đ) or a base letter with the mark after it (aâ is â, aá is ấ).
_VNI_LETTERS: Final = dict(zip("ñôöæóòîÑÔÖÆÓÒÎ", "đơưỉĩịỵĐƠƯỈĨỊỴ", strict=True))
_VNI_TONES: Final = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_MARKS: Final = (
    _VNI_TONES
    | dict(
        zip("âáàåãä", ("\u0302" + tone for tone in ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")), strict=True)
    )
    | dict(
        zip("êéèúüë", ("\u0306" + tone for tone in ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")), strict=True)
    )
)
_VNI_PIECE: Final = re.compile("([aeiouyôö])([øùûõïâáàåãäêéèúüë])|[ñôöæóòî]", re.IGNORECASE)

# A run of letters and of whatever else the two encodings use for letters.
_WORD: Final = re.compile(r"[A-Za-z\u00a1-\u036f\u1e00-\u1eff]+")
# Signs of Latin-1 that Vietnamese never writes and that hardly a sentence of TCVN3 or VNI does without.
_FOREIGN: Final = re.compile("[¨©ª«¬®¯µ¶·¸¹º»¼½¾¤¥¦§¡¢£ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿ\xad]")
_SHORT: Final = 200_000
_FOOTNOTE_MARKS: Final = "¹²³ªº®©°"
_NOT_VIETNAMESE: Final = frozenset({"µm", "µs"})

# A written syllable, each tone shown as ' behind its letter: onset, then an open, a gliding or a closed rhyme.
_SYLLABLE: Final = re.compile(
    r"(?:ngh?|nh|[ckpt]h|tr|gi|gh|qu?|[bcdđghklmnpqrstvx])?"
    r"(?:"
    r"(?:[aeêioôơuưy]'?|i'?a|u'?a|ư'?a|u[êơ]'?|u'?y'?|uy'?a|o'?[ae]'?)"
    r"|(?:[aoôơuư]'?i|[ae]'?o|[aâêiư]'?u|[aâ]'?y|[iy]ê'?u|uô'?i|ươ'?[iu]|oa'?[iyo]|oe'?o|uâ'?y|uy'?u|uê'?u)"
    r"|(?:[aêi]'?|o'?a'?|uê'?|u'?y'?)(?:nh|ch)"
    r"|(?:[aăâeêioôơuưy]'?|[iy]ê'?|uô'?|ươ'?|o'?[aăeo]'?|u[âêơ]'?|u'?y'?|uyê'?)(?:ng|[cmnptk])"
    r")"
)
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True, kw_only=True)
class Legacy:
    """Words of a legacy encoding in a text: its name, the longest such word, what it means, how many there are."""

    encoding: str
    found: str
    meant: str
    times: int


def decode(data: bytes, *, name: str | None = None) -> str:
    """Return the text of a file in UTF-8 (with or without a BOM) or UTF-16 with a BOM, composed (NFC).

    :raises TextError: VN-301 another encoding, VN-302 TCVN3, VNI or Windows-1258, VN-303 no text at all.
    """
    place = Place(file=name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in data[:4096]:
        raise TextError(Problem(code="VN-303", place=place))
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TextError(_undecodable(data, error).at(place)) from None
    if legacy := find_legacy(text):
        raise TextError(_legacy_problem(legacy, text).at(place))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def looks_like_tcvn3(text: str) -> bool:
    """Tell whether a text holds words of TCVN3 (ABC) read as Latin-1."""
    return _count(_suspects(text), "TCVN3 (ABC)") is not None


def looks_like_vni(text: str) -> bool:
    """Tell whether a text holds words of VNI read as Latin-1."""
    return _count(_suspects(text), "VNI") is not None


def find_legacy(text: str) -> Legacy | None:
    """Return the legacy encoding that words of a text are in, or nothing for sound text."""
    suspects = _suspects(text)
    found = [legacy for encoding in _CONVERTERS if (legacy := _count(suspects, encoding))]
    return max(found, key=lambda legacy: legacy.times, default=None)


def _undecodable(data: bytes, error: UnicodeDecodeError) -> Problem:
    legacy = find_legacy(data.decode("cp1252", errors="replace"))
    words = [word for word in _WORD.findall(data.decode("cp1258", errors="replace")) if not word.isascii()]
    meant = [word for word in words if is_syllable(word)]
    if len(meant) > (legacy.times if legacy else 0) and 2 * len(meant) > len(words):
        found = meant[0].encode("cp1258").decode("cp1252", errors="replace")
        legacy = Legacy(encoding="Windows-1258", found=found, meant=nfc(meant[0]), times=len(meant))
    if legacy:
        return _legacy_problem(legacy, data.decode("cp1252", errors="replace"))
    line = data.count(b"\n", 0, error.start) + 1
    return Problem(code="VN-301", place=Place(row=line), params={"found": f"0x{data[error.start]:02X}"})


def _legacy_problem(legacy: Legacy, text: str) -> Problem:
    line = text.count("\n", 0, text.index(legacy.found)) + 1
    params = {"encoding": legacy.encoding, "found": legacy.found, "meant": legacy.meant}
    return Problem(code="VN-302", place=Place(row=line), params=params)


def _suspects(text: str) -> list[str]:
    if text.isascii() or (len(text) > _SHORT and not _FOREIGN.search(text)):
        return []
    return [word for word in _WORD.findall(text) if not word.isascii() and _is_suspect(word)]


def _count(suspects: list[str], encoding: str) -> Legacy | None:
    convert = _CONVERTERS[encoding]
    hits = [(word, meant) for word in suspects if is_syllable(meant := convert(word))]
    if 2 * len(hits) <= len(suspects):  # nothing, or another language
        return None
    found, meant = max(hits, key=lambda hit: len(hit[0]))
    return Legacy(encoding=encoding, found=found, meant=meant, times=len(hits))


@lru_cache(maxsize=1 << 14)
def _is_suspect(word: str) -> bool:
    if word in _NOT_VIETNAMESE or max(word) > "\u00ff" or min(word) > "z":
        return False
    return not is_syllable(word.rstrip(_FOOTNOTE_MARKS))


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Tell whether a word is written like one Vietnamese syllable, diacritics and the place of its tone included."""
    spelled = "".join(map(_spell, unicodedata.normalize("NFC", word).lower()))
    return spelled.count("'") <= 1 and _SYLLABLE.fullmatch(spelled) is not None


def _spell(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    kept = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return kept if _TONES.isdisjoint(marks) else kept + "'"


def _from_tcvn3(word: str) -> str:
    return word.translate(_TCVN3)


def _from_vni(word: str) -> str:
    return _VNI_PIECE.sub(_join_vni, word)


def _join_vni(piece: re.Match[str]) -> str:
    if piece[1] is None:
        return _VNI_LETTERS[piece[0]]
    return unicodedata.normalize("NFC", _VNI_LETTERS.get(piece[1], piece[1]) + _VNI_MARKS[piece[2].lower()])


_CONVERTERS: Final[Mapping[str, Callable[[str], str]]] = {"TCVN3 (ABC)": _from_tcvn3, "VNI": _from_vni}
