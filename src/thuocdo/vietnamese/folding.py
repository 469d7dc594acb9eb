"""Text without its diacritics, for finding; and the order of the Vietnamese alphabet, for sorting."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# The tones and the marks of ă â ê ô ơ ư are combining once decomposed; đ alone has no decomposition.
_DROP_MARKS: Final = {**dict.fromkeys(range(0x300, 0x370), ""), ord("đ"): "d"}

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
_LETTER_KEYS: Final = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_TONE_KEYS: Final = {tone: str(place) for place, tone in enumerate(_TONES, start=1)}
_DIGITS: Final = re.compile(r"[0-9]+")


def nfc(text: str) -> str:
    """Return the text composed (NFC) with single blanks and none at the ends: how every name is kept."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the text as a person types it in a hurry: small letters, no diacritics, ``đ`` as ``d``, single blanks.

    Two spellings of one name fold alike: composed or decomposed, ``Hoà`` or ``Hòa``, ``Y`` with any tone.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFD", text.lower()).translate(_DROP_MARKS).split())


@lru_cache(maxsize=1 << 16)
def collation_key(text: str) -> str:
    """Return a key that sorts by code point in the order of the Vietnamese alphabet: a ă â b c d đ e ê ….

    Letters decide first, tones only between names of the same letters (as CLDR sorts Vietnamese); numbers sort by
    their value, so ``Phường 2`` stands before ``Phường 10``.
    """
    letters: list[str] = []
    tones: list[str] = []
    for character in nfc(_DIGITS.sub(lambda number: number[0].zfill(9), text)).lower():
        letter, tone = _without_tone(character)
        letters.append(_LETTER_KEYS.get(letter, letter if letter < "A" else "~"))
        tones.append(tone)
    return "".join(letters) + "\t" + "".join(tones)


@lru_cache(maxsize=1 << 10)
def _without_tone(character: str) -> tuple[str, str]:
    kept, tone = "", "0"
    for mark in unicodedata.normalize("NFD", character):
        if mark in _TONE_KEYS:
            tone = _TONE_KEYS[mark]
        else:
            kept += mark
    return unicodedata.normalize("NFC", kept), tone
