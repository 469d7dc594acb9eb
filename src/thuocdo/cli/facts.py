"""Commands about facts that come with the library or from others: units of the country, published results."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from thuocdo.cli.command import add_format, read_file, say
from thuocdo.cli.output import Column, chosen_format, write_rows
from thuocdo.indices import PublishedResult, conflicts, read_published, shipped
from thuocdo.units.search import search
from thuocdo.vietnamese.numbers import format_number, format_percent

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from thuocdo.cli.parser import Parser
    from thuocdo.units.model import Link


class Units:
    """Tìm tỉnh, xã, phường của cả nước, có dấu hay không dấu, kể cả tên trước ngày 01/7/2025, và nay thuộc đâu."""

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        parser.add_argument("query", metavar="TÊN", nargs="+", help="tên hay một phần của tên, ví dụ: tuyen quang")
        parser.add_argument("--limit", metavar="N", type=int, default=20, help="số kết quả nhiều nhất; mặc định 20")
        add_format(parser)

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Show the units that answer a query; 1 where there is none."""
        query = " ".join(options.query)
        hits = search(query, limit=options.limit)
        columns = (
            Column(name="scheme", heading="Danh mục mã"),
            Column(name="code", heading="Mã"),
            Column(name="unit", heading="Đơn vị", wrap=True),
            Column(name="within", heading="Thuộc", wrap=True),
            Column(name="became", heading="Nay là", wrap=True),
        )
        rows = [
            (hit.unit.scheme.value, hit.unit.code, hit.unit.full_name, hit.where, became(hit.became)) for hit in hits
        ]
        write_rows(columns, rows, format_=chosen_format(options.format, sys.stdout))
        if not hits:
            say(f"Không tìm thấy đơn vị nào khớp với «{query}».")
        return 0 if hits else 1


def became(links: Sequence[Link]) -> str:
    """Return what became of a unit in one line, with the share that went over where a source states it."""
    return "; ".join(
        link.unit.full_name + (f" ({format_percent(link.weight * 100, 1)})" if link.weight is not None else "")
        for link in links
    )


class Published:
    """Kiểm tra tệp kết quả đã công bố: các phần cộng có khớp, điểm tối đa có mâu thuẫn, các nguồn có nói khác nhau.

    Không kèm tệp thì kiểm tra bộ kết quả đi kèm.
    """

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", metavar="KẾT_QUẢ.csv", nargs="?", help="index,year,province,component,score,…")
        parser.add_argument("--list", action="store_true", help="in ra các kết quả")
        add_format(parser)

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Check published results; 1 where they contradict themselves."""
        if options.file is None:
            published = shipped()
        else:
            name, content = read_file(options.file)
            published = read_published(content, name=name)
        for problem in published.warnings:
            say(problem.render())
        for disagreeing in conflicts(published.results):
            say(_conflict(disagreeing))
        if options.list:
            _list(published.results, options.format)
        doubts = len(published.warnings)
        say(f"{len(published.results)} kết quả, không có mâu thuẫn về số học; {doubts} điểm cần xem lại.")
        return 0


def _conflict(disagreeing: Sequence[PublishedResult]) -> str:
    sayings = "; ".join(
        f"{_figure(found)} ({found.source or 'không rõ nguồn'}{f', dòng {found.row}' if found.row else ''})"
        for found in disagreeing
    )
    return f"Các nguồn nói khác nhau · {disagreeing[0].place.item}: {sayings}"


def _figure(found: PublishedResult) -> str:
    score = "chưa có điểm" if found.score is None else f"{format_number(found.score)} điểm"
    if found.rank is None:
        return score
    return f"{score}, hạng {found.rank}" + (f"/{found.ranked}" if found.ranked else "")


def _list(results: Sequence[PublishedResult], asked: str | None) -> None:
    columns = (
        Column(name="index", heading="Chỉ số"),
        Column(name="year", heading="Năm", figure=True),
        Column(name="province", heading="Tỉnh, thành phố", wrap=True),
        Column(name="component", heading="Phần"),
        Column(name="score", heading="Điểm", figure=True),
        Column(name="rank", heading="Hạng", figure=True),
        Column(name="ranked", heading="/n", figure=True),
        Column(name="basis", heading="Tính chất"),
        Column(name="source", heading="Nguồn", wrap=True),
    )
    rows = [
        (
            found.index,
            found.year,
            found.province,
            found.component,
            found.score,
            found.rank,
            found.ranked,
            found.basis.value if found.basis else None,
            found.source,
        )
        for found in results
    ]
    write_rows(columns, rows, format_=chosen_format(asked, sys.stdout))  # type: ignore[arg-type]  # argparse's choices
