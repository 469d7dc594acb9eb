"""Many workbooks as one zip, sent on while it is being made: no more than one workbook stands in memory."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime


class _Pipe(io.RawIOBase):
    """What was written and not yet sent on."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: object) -> int:
        written = bytes(data)  # type: ignore[call-overload]  # any buffer, as the base class says
        self._waiting += written
        return len(written)

    def take(self) -> bytes:
        taken, self._waiting = bytes(self._waiting), bytearray()
        return taken


def zipped(files: Iterable[tuple[str, bytes]], *, at: datetime) -> Iterator[bytes]:
    """Yield a zip piece by piece, one file at a time; a name that comes again is told apart by a number.

    :param at: the moment that its files bear.
    """
    pipe, seen = _Pipe(), dict[str, int]()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as package:
        for name, content in files:
            seen[name] = seen.get(name, 0) + 1
            stem, _dot, ending = name.rpartition(".")
            unlike = name if seen[name] == 1 else f"{stem}-{seen[name]}.{ending}"
            package.writestr(zipfile.ZipInfo(unlike, at.timetuple()[:6]), content)
            yield pipe.take()
    yield pipe.take()
