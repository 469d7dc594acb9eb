"""What a file is by its content: the kinds that are taken as evidence, and why another is refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from thuocdo.errors import Place, Problem, ThuocDoError
from thuocdo.vietnamese.folding import nfc

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a file: a scan of some twenty pages, or a photograph as a phone makes it, stays well below."""
LARGEST_UNPACKED: Final = 200 * 1024 * 1024
MOST_PARTS: Final = 5_000
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_TYPES: Final = "[Content_Types].xml"
_MOST_TYPES: Final = 1024 * 1024


class Media(StrEnum):
    """The kinds of file that are taken."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    JPG = "jpg"
    PNG = "png"

    @property
    def mime(self) -> str:
        """The type that a download is sent as."""
        return _MIMES[self]


_MIMES: Final = {
    Media.PDF: "application/pdf",
    Media.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Media.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Media.JPG: "image/jpeg",
    Media.PNG: "image/png",
}
_SIGNATURES: Final = ((b"%PDF-", Media.PDF), (b"\xff\xd8\xff", Media.JPG), (b"\x89PNG\r\n\x1a\n", Media.PNG))
_MAIN_PARTS: Final = (("word/document.xml", Media.DOCX), ("xl/workbook.xml", Media.XLSX))


class EvidenceRefusedError(ThuocDoError):
    """A file or a reference that cannot be taken as evidence."""


def media_of(content: bytes, *, name: str) -> Media:
    """Return what a file is by its content, whatever its name says.

    :raises EvidenceRefusedError: EV-101 too large, EV-102 empty, EV-103 another kind of file, EV-104 a package that
        unpacks without measure or is damaged, EV-105 macros, EV-106 an old Office file, EV-107 a password.
    """
    place = Place(file=name)
    if len(content) > LARGEST:
        raise EvidenceRefusedError(too_large(name, len(content)))
    if not content:
        raise EvidenceRefusedError(Problem(code="EV-102", place=place))
    if content.startswith(_OLD_OFFICE):
        raise EvidenceRefusedError(Problem(code="EV-107" if _ENCRYPTED in content else "EV-106", place=place))
    for signature, media in _SIGNATURES:
        if content.startswith(signature):
            return media
    if content.startswith(b"PK\x03\x04"):
        return _package(content, place)
    raise EvidenceRefusedError(Problem(code="EV-103", place=place))


def too_large(name: str, size: int) -> Problem:
    """Return the problem of a file that is larger than what is taken."""
    params = {"limit": str(LARGEST // 1_048_576), "found": str(-(-size // 1_048_576))}
    return Problem(code="EV-101", place=Place(file=name), params=params)


def _package(content: bytes, place: Place) -> Media:
    """Return what a package of Office is by its table of contents and its types; it is never unpacked whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise EvidenceRefusedError(Problem(code="EV-104", place=place))
            names = {part.filename for part in parts}
            types = _types(package) if _TYPES in names else b""
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise EvidenceRefusedError(Problem(code="EV-104", place=place)) from None
    if b"macroEnabled" in types or any(part.lower().endswith("vbaproject.bin") for part in names):
        raise EvidenceRefusedError(Problem(code="EV-105", place=place))
    for part, media in _MAIN_PARTS:
        if types and part in names:
            return media
    raise EvidenceRefusedError(Problem(code="EV-103", place=place))


def _types(package: zipfile.ZipFile) -> bytes:
    with package.open(_TYPES) as stream:
        return stream.read(_MOST_TYPES)


def safe_name(name: str, media: Media) -> str:
    """Return the name that a download bears: without a path or control signs, ending as its content is."""
    stem = PurePath(nfc(name.replace("\\", "/"))).stem
    plain = "".join(sign for sign in stem if sign.isprintable() and sign not in '<>:"/|?*')[:180].strip(" .")
    return f"{plain or 'tai-lieu'}.{media.value}"
