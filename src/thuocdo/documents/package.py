"""The zip package around ``.docx`` and ``.xlsx``: looked into before anything unpacks it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from thuocdo.errors import DocumentError, Place, Problem

if TYPE_CHECKING:
    from typing import IO

MOST_UNPACKED: Final = 200 * 1024 * 1024
"""A sixty-page plan unpacks to some ten megabytes; a bomb to gigabytes."""
_PIECE: Final = 1 << 16
_XML: Final = (".xml", ".rels")


class _DeclaredError(Exception):
    """A document type is declared: no part of a document or workbook needs one."""


def check_package(content: bytes, *, name: str) -> frozenset[str]:
    """Return the names in a package that is safe to open.

    :raises DocumentError: PD-106 not a whole package, PD-107 it unpacks to too much, PD-108 macros, PD-109 declarations
        of entities, which can pull in other files.
    """
    place = Place(file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > MOST_UNPACKED:
                params = {"found": str(unpacked // 1_048_576), "limit": str(MOST_UNPACKED // 1_048_576)}
                raise DocumentError(Problem(code="PD-107", place=place, params=params))
            if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
                raise DocumentError(Problem(code="PD-108", place=place))
            for entry in entries:
                if _declares_entities(package, entry):
                    raise DocumentError(Problem(code="PD-109", place=place, params={"found": entry.filename}))
            return frozenset(entry.filename for entry in entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, expat.ExpatError) as error:
        raise DocumentError(Problem(code="PD-106", place=place)) from error


def _declares_entities(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Return whether a part has a document type, whatever it is called and in whatever encoding it is written.

    :raises expat.ExpatError: if a part is called XML and does not begin like it.
    """
    with package.open(entry) as part:
        try:
            _read_to_first_element(part)
        except _DeclaredError:
            return True
        except expat.ExpatError:
            if entry.filename.lower().endswith(_XML):
                raise
    return False  # also what is no XML at all: a picture, a font


def _read_to_first_element(part: IO[bytes]) -> None:
    """Read a part no further than its first element: a document type stands before it, or nowhere."""
    parser, begun = expat.ParserCreate(), []

    def declared(*_said: object) -> None:
        raise _DeclaredError

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda *_said: begun.append(True)
    while not begun and (piece := part.read(_PIECE)):
        parser.Parse(piece)
