"""The command line in Vietnamese: argparse with its headings and complaints in the language of its users."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMPLAINTS: Final = (
    (re.compile(r"^the following arguments are required: (.+)$"), r"còn thiếu: \1"),
    (re.compile(r"^unrecognized arguments: (.+)$"), r"không có tham số: \1"),
    (
        re.compile(r"^argument (.+?): invalid choice: (.+?) \(choose from (.+)\)$"),
        r"\1: không có lựa chọn \2; chọn một trong: \3",
    ),
    (re.compile(r"^argument (.+?): expected one argument$"), r"\1: cần một giá trị đi kèm"),
    (re.compile(r"^argument (.+?): expected at least one argument$"), r"\1: cần ít nhất một giá trị đi kèm"),
    (re.compile(r"^argument (.+?): not allowed with argument (.+)$"), r"\1: không dùng cùng \2"),
)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose first word is Vietnamese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add the line of usage, headed in Vietnamese."""
        super().add_usage(usage, actions, groups, prefix or "Cách dùng: ")


class Parser(argparse.ArgumentParser):
    """A parser that explains itself and complains in Vietnamese, and ends with 2 on a wrong command line."""

    def __init__(self, **options: object) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]  # argparse types each option apart
        self._positionals.title = "Tham số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """End with 2, saying in Vietnamese what is wrong with the command line and where the help is."""
        for pattern, replacement in _COMPLAINTS:
            message = pattern.sub(replacement, message)
        self.exit(2, f"{self.format_usage()}Lệnh chưa đúng: {message}. Xem: {self.prog} --help\n")
