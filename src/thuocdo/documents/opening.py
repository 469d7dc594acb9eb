"""Open a file by what is in it, not by its name, and refuse what cannot be read with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.documents.reader import read_text
from thuocdo.errors import DocumentError, Place, Problem
from thuocdo.vietnamese.encodings import decode

if TYPE_CHECKING:
    from thuocdo.documents.plan import Plan

LARGEST: Final = 50 * 1024 * 1024
"""A plan of sixty pages with its seals takes a few megabytes; what is far larger is something else."""
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")


def read_plan(content: bytes, *, name: str) -> Plan:
    """Read a plan from the bytes of a file, whatever its name says it is.

    :raises DocumentError: PD-101 too large, PD-102 nothing in it, PD-103 an old ``.doc``, PD-104 a password, PD-105
        a picture without text.
    :raises TextError: the text is in a legacy encoding.
    """
    place = Place(file=name)
    if len(content) > LARGEST:
        params = {"found": f"{len(content) // 1_048_576}", "limit": f"{LARGEST // 1_048_576}"}
        raise DocumentError(Problem(code="PD-101", place=place, params=params))
    if not content.strip():
        raise DocumentError(Problem(code="PD-102", place=place))
    if content.startswith(_OLD_OFFICE):
        raise DocumentError(Problem(code="PD-104" if _ENCRYPTED in content else "PD-103", place=place))
    if content.startswith(_PICTURES):
        raise DocumentError(Problem(code="PD-105", place=place))
    return read_text(decode(content, name=name))
