"""Names of bodies as they are compared: folded, abbreviations alike, without what a plan may leave out."""

from __future__ import annotations

import re
from typing import Final

from thuocdo.vietnamese.folding import fold, nfc

_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")
_CUT: Final = re.compile(r"\s*;\s*|\s*,?\s+và\s+(?=[Cc]ác\s)")
_ALIKE: Final = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("uy ban mat tran to quoc", "uy ban mttq"),
    ("mat tran to quoc", "mttq"),
    ("mttq viet nam", "mttq"),
    ("phat thanh va truyen hinh", "pt th"),
    ("phat thanh truyen hinh", "pt th"),
    ("phat trien nong thon", "ptnt"),
    ("doan dai bieu quoc hoi", "doan dbqh"),
    ("bhxh", "bao hiem xa hoi"),
    ("bo chqs", "bo chi huy quan su"),
    ("vp ubnd", "van phong ubnd"),
)
"""Forms that plans use for the same body, folded; the second one is compared."""
_CHIEF: Final = re.compile(
    r"^(?:thu truong|chu tich|giam doc|nguoi dung dau|lanh dao) (?=cac |so |ubnd |co quan |don vi )"
)
"""Whoever leads a body is asked for the body's work."""


def body_key(text: str) -> str:
    """Return a body's name as it is compared: “Các Sở, ban, ngành” and “sở, ban, ngành” are one name."""
    plain = _NOT_WORD.sub(" ", fold(_IN_BRACKETS.sub(" ", nfc(text)))).strip()
    for long, short in _ALIKE:
        plain = plain.replace(long, short)
    plain = _CHIEF.sub("", plain)
    return " ".join(word for word in plain.split() if word != "cac") or plain


def pieces(text: str) -> list[str]:
    """Return the bodies that one name joins: “Sở Tài chính và các Sở, ban, ngành” names a department and a group."""
    return [piece for piece in (nfc(part) for part in _CUT.split(text)) if piece]
