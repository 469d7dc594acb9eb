"""Open a file by what is in it, not by its name, and refuse what cannot be read with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.documents.package import check_package
from thuocdo.documents.reader import read_text, understand
from thuocdo.errors import DocumentError, Place, Problem
from thuocdo.vietnamese.encodings import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from thuocdo.documents.content import Content
    from thuocdo.documents.plan import Plan

LARGEST: Final = 50 * 1024 * 1024
"""A plan of sixty pages with its seals takes a few megabytes; what is far larger is something else."""
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")


def read_plan(content: bytes, *, name: str, progress: Callable[[int, int], None] | None = None) -> Plan:
    """Read a plan from the bytes of a file, whatever its name says it is.

    :param progress: told the page just read and how many there are, for the files that take long.
    :raises DocumentError: PD-101 too large, PD-102 nothing in it, PD-103 an old ``.doc``, PD-104 a password, PD-105
        a picture without text, PD-106 damaged, PD-107 to PD-109 not safe to open, PD-110 no table of tasks.
    :raises TextError: the text is in a legacy encoding.
    """
    _refuse_unreadable(content, Place(file=name))
    if content.startswith(b"%PDF"):
        from thuocdo.documents.pdf import read_pdf  # noqa: PLC0415 - a text needs none of the three packages

        return understand(read_pdf(content, name=name, progress=progress))
    if content.startswith(b"PK\x03\x04"):
        return understand(_read_package(content, name))
    return read_text(decode(content, name=name))


def _refuse_unreadable(content: bytes, place: Place) -> None:
    if len(content) > LARGEST:
        params = {"found": f"{len(content) // 1_048_576}", "limit": f"{LARGEST // 1_048_576}"}
        raise DocumentError(Problem(code="PD-101", place=place, params=params))
    if not content.strip():
        raise DocumentError(Problem(code="PD-102", place=place))
    if content.startswith(_OLD_OFFICE):
        raise DocumentError(Problem(code="PD-104" if _ENCRYPTED in content else "PD-103", place=place))
    if content.startswith(_PICTURES):
        raise DocumentError(Problem(code="PD-105", place=place))


def _read_package(content: bytes, name: str) -> Content:
    parts = check_package(content, name=name)
    if "word/document.xml" in parts:
        from thuocdo.documents.word import read_word  # noqa: PLC0415 - as above

        return read_word(content)
    if "xl/workbook.xml" in parts:
        from thuocdo.documents.sheets import read_workbook  # noqa: PLC0415 - as above

        return read_workbook(content, name=name)
    raise DocumentError(Problem(code="PD-106", place=Place(file=name)))
