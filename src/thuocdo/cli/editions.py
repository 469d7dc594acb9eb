"""Commands about editions: list, show, check, and the workbook that a province fills in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from thuocdo.cli.command import add_format, reason_of, say
from thuocdo.cli.output import Column, chosen_format, facts_lines, write_rows
from thuocdo.errors import DataError, Place, Problem, Severity
from thuocdo.rulebooks import Edition, Node, available, check, load, run_cases
from thuocdo.vietnamese.numbers import format_points

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from thuocdo.cli.parser import Parser

SOURCES = {
    "appraisal": "thẩm định",
    "survey": "điều tra xã hội học",
    "statistics": "số liệu thống kê",
    "dossiers": "hồ sơ TTHC",
    "published": "kết quả đã công bố",
}
STATUSES = {
    "yes": "đã kiểm chứng",
    "partly": "kiểm chứng một phần",
    "no": "chưa kiểm chứng",
    "illustrative": "minh họa",
}


KINDS = {
    "proportional": "theo tỷ lệ",
    "bands": "theo mức",
    "yes_no": "đạt hay không",
    "checklist": "theo nội dung đạt",
    "count_threshold": "theo số lượng",
    "change_on_previous": "so với năm trước",
    "deduction": "điểm trừ",
    "bonus": "điểm thưởng",
    "survey_mean": "trung bình điều tra",
    "given": "lấy như công bố",
    "information": "chỉ cung cấp thông tin",
}
"""Kinds of rule as a table on a terminal calls them."""


class Rulebooks:
    """Liệt kê các Bộ Chỉ số đi kèm: mã, tên, số tiêu chí có quy tắc, tình trạng, dấu vân tay (SHA-256)."""

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        add_format(parser)

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """List the editions that come with the library."""
        columns = (
            Column(name="edition", heading="Bộ Chỉ số"),
            Column(name="title", heading="Tên", wrap=True),
            Column(name="leaves", heading="Tiêu chí chấm", figure=True),
            Column(name="state", heading="Tình trạng", wrap=True),
            Column(name="sha256", heading="SHA-256"),
        )
        format_ = chosen_format(options.format, sys.stdout)
        editions = [load(name) for name in available()]
        digits = 12 if format_ == "table" else 64
        write_rows(
            columns,
            [(each.id, each.title.vi, len(each.leaves), state_of(each), each.sha256[:digits]) for each in editions],
            format_=format_,
        )
        return 0


def state_of(edition: Edition) -> str:
    """Return in words what an edition is good for: complete, illustrative, or how many maxima are unknown."""
    if edition.illustrative:
        return "minh họa"
    missing = len(edition.missing_points)
    return f"chưa xác định điểm tối đa của {missing} tiêu chí" if missing else "đầy đủ"


class Show:
    """Xem cây tiêu chí: mã, số thứ tự, tên, điểm tối đa, quy tắc, nguồn điểm, tình trạng kiểm chứng."""

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "edition", metavar="BỘ_CHỈ_SỐ", help="mã như qd766/2022, hoặc đường dẫn thư mục hay tệp .xlsx"
        )
        add_format(parser)

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Show the tree of an edition."""
        edition = load(options.edition)
        format_ = chosen_format(options.format, sys.stdout)
        table = format_ == "table"
        if table:
            print("\n".join(facts_lines(_facts(edition))) + "\n")
        columns = (
            Column(name="code", heading="Mã"),
            Column(name="number", heading="Số"),
            Column(name="title", heading="Tiêu chí", wrap=True, least=24),
            Column(name="max_points", heading="Tối đa", figure=True),
            Column(name="rule", heading="Quy tắc", wrap=True),
            Column(name="source", heading="Nguồn điểm", wrap=True),
            Column(name="lead", heading="Chủ trì", wrap=True),
            Column(name="verified", heading="Kiểm chứng", wrap=True),
        )
        rows = list(_tree_rows(edition, table=table))
        shown = [place for place in range(len(columns)) if not table or any(row[place] for row in rows)]
        cells = [[row[place] for place in shown] for row in rows]
        write_rows([columns[place] for place in shown], cells, format_=format_)
        return 0


def _facts(edition: Edition) -> dict[str, str]:
    law = "; ".join(
        f"{basis.document}{f' ngày {basis.dated:%d/%m/%Y}' if basis.dated else ''}"
        for basis in edition.file.legal_basis
    )
    facts = {
        "Bộ Chỉ số": f"{edition.id} · {edition.title.vi}",
        "Căn cứ": law,
        "Tình trạng": state_of(edition),
        "SHA-256": edition.sha256,
    }
    return facts | ({"Ghi chú": edition.file.note.vi} if edition.file.note else {})


def _tree_rows(edition: Edition, *, table: bool) -> Iterator[tuple[str, ...]]:
    for node in edition.nodes:
        criterion = node.criterion
        verified = criterion.verified.status if criterion.verified else ""
        yield (
            ("  " * node.depth if table else "") + node.code,
            "" if table and node.number == node.code else node.number or "",
            node.title.vi,
            _maximum(node, table=table),
            (KINDS[node.rule.kind] if table else node.rule.kind) if node.rule else "",
            (SOURCES.get(criterion.source, "") if table else criterion.source) if criterion.source else "",
            criterion.lead or "",
            (STATUSES.get(verified, "") if table else verified) if verified else "",
        )


def _maximum(node: Node, *, table: bool) -> str:
    if node.max_points is None:
        return "chưa xác định" if table else "unknown"
    if not table:
        return format(node.max_points, "f")
    return format_points(node.max_points)


class Check:
    """Kiểm tra một Bộ Chỉ số: khuôn dạng, tổng điểm, mã trùng, số liệu đầu vào, ca kiểm tra. Nêu mọi lỗi cùng lúc."""

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "path", metavar="ĐƯỜNG_DẪN", help="thư mục của Bộ Chỉ số, tệp .xlsx, hoặc mã như qd766/2022"
        )

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Check an edition and say every problem; 1 where there is an error."""
        problems = check(options.path)
        for problem in problems:
            print(problem.render())
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if errors:
            say(f"{len(errors)} lỗi trong «{options.path}».")
            return 1
        edition = load(options.path)
        counts = f"{len(edition.nodes)} tiêu chí, {len(run_cases(edition))} ca kiểm tra đạt"
        print(f"{edition.id}: đúng khuôn dạng; {counts}; {state_of(edition)}.")
        for node in edition.missing_points:
            print(f"  chưa xác định điểm tối đa: {node.number or node.code} {node.title.vi}")
        return 0


class Workbook:
    """Xuất Bộ Chỉ số ra tệp Excel để xem, điền hoặc sửa; tệp đó đọc lại được bằng mọi lệnh nhận BỘ_CHỈ_SỐ."""

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        parser.add_argument("edition", metavar="BỘ_CHỈ_SỐ", help="mã như qd766/2022, hoặc đường dẫn")
        parser.add_argument("-o", "--output", metavar="TỆP", required=True, help="tệp .xlsx ghi ra")

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Write the workbook of an edition."""
        from thuocdo.rulebooks.workbook import export_workbook  # noqa: PLC0415 - needs the extra `documents`

        content = export_workbook(load(options.edition))
        try:
            Path(options.output).write_bytes(content)
        except OSError as error:
            params = {"reason": reason_of(error)}
            raise DataError(Problem(code="CL-102", place=Place(file=options.output), params=params)) from error
        say(f"Đã ghi {options.output}.")
        return 0
