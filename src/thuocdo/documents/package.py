"""The zip package around ``.docx`` and ``.xlsx``: looked into before anything unpacks it."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from thuocdo.errors import DocumentError, Place, Problem

MOST_UNPACKED: Final = 200 * 1024 * 1024
"""A sixty-page plan unpacks to some ten megabytes; a bomb to gigabytes."""
_PEEK: Final = 4096


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
            if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
                raise DocumentError(Problem(code="PD-108", place=place))
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")) and _declares_entities(package, entry):
                    raise DocumentError(Problem(code="PD-109", place=place, params={"found": entry.filename}))
            return frozenset(entry.filename for entry in entries)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise DocumentError(Problem(code="PD-106", place=place)) from error


def _declares_entities(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with package.open(entry) as part:
        head = part.read(_PEEK)
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head
