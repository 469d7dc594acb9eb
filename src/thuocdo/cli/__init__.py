"""``thuocdo …``: everything the library does, on a command line, without a server.

Each command stands in the module of its subject (``editions``, ``scores``, ``ranks``, ``plans``, ``facts``) and is
loaded only when it is called, so that ``thuocdo --help`` does not wait for what it does not need. Formats:
``docs/formats.md``.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from importlib import import_module
from inspect import cleandoc
from typing import TYPE_CHECKING

from thuocdo import __version__
from thuocdo.cli.command import reason_of
from thuocdo.cli.parser import Parser
from thuocdo.errors import DataError, Problem, ThuocDoError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMANDS: dict[str, tuple[str, str]] = {
    "rulebooks": ("thuocdo.cli.editions:Rulebooks", "liệt kê các Bộ Chỉ số đi kèm"),
    "show": ("thuocdo.cli.editions:Show", "xem cây tiêu chí của một Bộ Chỉ số"),
    "check": ("thuocdo.cli.editions:Check", "kiểm tra một Bộ Chỉ số (thư mục hoặc tệp Excel) và các ca kiểm tra"),
    "workbook": ("thuocdo.cli.editions:Workbook", "xuất Bộ Chỉ số ra tệp Excel để xem, điền và đọc lại"),
    "score": ("thuocdo.cli.scores:Score", "tính điểm các đơn vị từ số liệu CSV"),
    "explain": ("thuocdo.cli.scores:Explain", "giải thích vì sao một đơn vị được điểm như vậy"),
    "rank": ("thuocdo.cli.ranks:Rank", "xếp hạng từ tệp điểm"),
    "plan": ("thuocdo.cli.plans:PlanCommand", "đọc một kế hoạch thành nhiệm vụ, chỉ tiêu, số liệu (plan.json)"),
    "units": ("thuocdo.cli.facts:Units", "tìm tỉnh, xã, phường, kể cả theo tên trước sắp xếp"),
    "published": ("thuocdo.cli.facts:Published", "kiểm tra tệp kết quả đã công bố: cộng có khớp, nguồn có mâu thuẫn"),
}
"""Every command: where it is defined, and what it does in one line. The order is the order of the help."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the status.

    0: done. 1: problems in files or data, said on stderr. 2: a wrong command line.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = _root_parser()
    if not arguments or arguments[0] not in COMMANDS:
        return _without_command(parser, arguments)
    try:
        with _without_collecting_garbage():
            status = _run(arguments[0], arguments[1:])
        sys.stdout.flush()
    except ThuocDoError as error:
        return _tell(error)
    except BrokenPipeError:  # the reader of the pipe (``head``) has seen enough
        _stop_printing()
        return 0
    except OSError as error:
        if error.filename is not None:  # a bug: where files are opened, their problems are told
            raise
        _stop_printing()
        return _tell(DataError(Problem(code="CL-110", params={"reason": reason_of(error)})))
    return status


def _run(name: str, arguments: Sequence[str]) -> int:
    module_name, _, class_name = COMMANDS[name][0].partition(":")
    command = getattr(import_module(module_name), class_name)
    parser = Parser(prog=f"thuocdo {name}", description=cleandoc(command.__doc__))
    command.arguments(parser)
    return int(command.run(parser.parse_args(arguments)))


def _stop_printing() -> None:
    """Send what is still waiting to be printed nowhere, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _without_collecting_garbage() -> Iterator[None]:
    """Keep Python from looking for cycles: a command lives a second, and looking would take a fifth of it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _root_parser() -> Parser:
    lines = "\n".join(f"  {name:<11}{says}" for name, (_, says) in COMMANDS.items())
    parser = Parser(
        prog="thuocdo",
        usage="thuocdo LỆNH [tham số]",
        description=f"Thước Đo: đo và giải thích các chỉ số quản trị của tỉnh.\n\nLệnh:\n{lines}",
        epilog="Xem từng lệnh: thuocdo LỆNH --help",
    )
    parser.add_argument("--version", action="version", version=f"thuocdo {__version__}", help="xem phiên bản")
    return parser


def _without_command(parser: Parser, arguments: list[str]) -> int:
    if arguments and not arguments[0].startswith("-"):
        parser.error(f"không có lệnh {arguments[0]}; các lệnh: {', '.join(COMMANDS)}")
    parser.parse_args(arguments)  # ends here on --help, --version, or an option that is none
    parser.print_help()
    return 0


def _tell(error: ThuocDoError) -> int:
    for problem in error.problems:
        print(problem.render(), file=sys.stderr)
    if len(error.problems) > 1:
        print(f"{len(error.problems)} lỗi; chưa ghi gì.", file=sys.stderr)
    return 1
