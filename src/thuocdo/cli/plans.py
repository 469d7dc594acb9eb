"""Commands about plans: read an official document into tasks, targets and facts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from thuocdo.cli.command import read_file, say
from thuocdo.documents import read_plan, to_json
from thuocdo.errors import DataError, Place, Problem

if TYPE_CHECKING:
    import argparse

    from thuocdo.cli.parser import Parser
    from thuocdo.documents import Plan


class PlanCommand:
    """Đọc một kế hoạch (.txt, .docx, .pdf có chữ, .xlsx): đầu đề, căn cứ, chỉ tiêu, số liệu, nhiệm vụ.

    Ví dụ: thuocdo plan read ke-hoach.docx -o plan.json
    """

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        parser.add_argument("action", metavar="read", choices=("read",), help="đọc kế hoạch")
        parser.add_argument("file", metavar="TỆP", help="tệp .txt, .docx, .pdf hoặc .xlsx")
        parser.add_argument("-o", "--output", metavar="plan.json", help="tệp kết quả; mặc định: in ra màn hình")

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Read a plan, write it as JSON and say on stderr what was found."""
        name, content = read_file(options.file)
        plan = read_plan(content, name=name, progress=_tell if sys.stderr.isatty() else None)
        _write(to_json(plan), options.output)
        say(_summary(plan))
        return 0


def _tell(page: int, of: int) -> None:
    """Say on one line of a terminal how far a long file is; a pipe or a log gets none of it."""
    print(f"\rĐang đọc: trang {page}/{of}", end="\n" if page == of else "", file=sys.stderr, flush=True)


def _write(text: str, path: str | None) -> None:
    if path is None:
        sys.stdout.write(text)
        return
    try:
        Path(path).write_text(text, "utf-8")
    except OSError as error:
        problem = Problem(
            code="CL-102", place=Place(file=path), params={"reason": error.strerror or type(error).__name__}
        )
        raise DataError(problem) from error


def _summary(plan: Plan) -> str:
    tables = sum(task.appendix is not None for task in plan.tasks)
    return (
        f"{tables} nhiệm vụ trong phụ lục, {len(plan.tasks) - tables} nhiệm vụ trong lời văn, "
        f"{len(plan.targets)} chỉ tiêu, "
        f"{len(plan.facts)} số liệu, {len(plan.references)} văn bản viện dẫn, {len(plan.findings)} điểm cần xem lại."
    )
