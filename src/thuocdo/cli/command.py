"""What every command has: arguments, and a run that returns the exit status."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from thuocdo.errors import DataError, Place, Problem

if TYPE_CHECKING:
    import argparse

    from thuocdo.cli.parser import Parser


_MEGABYTE: Final = 1_000_000
_REASONS: Final = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EISDIR: "đây là thư mục",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.ENOSPC: "ổ đĩa đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENAMETOOLONG: "tên quá dài",
}


class Command(Protocol):
    """One command; its docstring is the text of its help."""

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Do the work and return the exit status."""


def add_format(parser: Parser) -> None:
    """Add ``--format``, the same for every command that shows rows."""
    parser.add_argument(
        "--format",
        choices=("table", "csv", "json"),
        help="dạng kết quả; mặc định: bảng khi xem trên màn hình, CSV khi chuyển tiếp cho lệnh khác hoặc ghi ra tệp",
    )


def read_file(path: str, *, most: int | None = None) -> tuple[str, bytes]:
    """Return the file's name and content.

    :param most: the bytes beyond which it is not read; without it whatever there is.
    :raises DataError: CL-101 if it cannot be opened, CL-109 if it is too large.
    """
    try:
        size = Path(path).stat().st_size
        if most is not None and size > most:
            params = {"found": str(size // _MEGABYTE), "most": str(most // _MEGABYTE)}
            raise DataError(Problem(code="CL-109", place=Place(file=path), params=params))
        return Path(path).name, Path(path).read_bytes()
    except OSError as error:
        problem = Problem(code="CL-101", place=Place(file=path), params={"reason": reason_of(error)})
        raise DataError(problem) from error


def reason_of(error: OSError) -> str:
    """Return in Vietnamese why a file cannot be read or written; the system's own words where we have none."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def say(line: str) -> None:
    """Say something beside the result, on stderr, so that a pipe carries the result alone."""
    print(line, file=sys.stderr)
