"""What every command has: arguments, and a run that returns the exit status."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from thuocdo.errors import DataError, Place, Problem

if TYPE_CHECKING:
    import argparse

    from thuocdo.cli.parser import Parser


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


def read_file(path: str) -> tuple[str, bytes]:
    """Return the file's name and content.

    :raises DataError: CL-101 if it cannot be opened.
    """
    try:
        return Path(path).name, Path(path).read_bytes()
    except OSError as error:
        problem = Problem(
            code="CL-101", place=Place(file=path), params={"reason": error.strerror or type(error).__name__}
        )
        raise DataError(problem) from error


def say(line: str) -> None:
    """Say something beside the result, on stderr, so that a pipe carries the result alone."""
    print(line, file=sys.stderr)
