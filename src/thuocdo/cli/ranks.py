"""The command that ranks a file of scores. It reads text alone: no edition is loaded, so it starts at once."""

from __future__ import annotations

import csv
import io
import sys
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from thuocdo.cli.command import add_format, read_file
from thuocdo.cli.output import Column, chosen_format, csv_line, write_rows, write_text
from thuocdo.errors import DataError, Place, Problem
from thuocdo.indices.ranking import rank
from thuocdo.vietnamese.encodings import decode
from thuocdo.vietnamese.tables import read_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from thuocdo.cli.parser import Parser

NEEDED = ("unit", "kind", "criterion", "points")
KEYS = ("year", "date", "period")
"""The columns that tell apart rounds of one unit in one file."""


class Standing(NamedTuple):
    """One unit's figure to be ranked, with where it stands in the file."""

    unit: str
    group: tuple[str, ...]
    keys: tuple[str, ...]
    name: str
    points: str
    value: Decimal | None
    row: int


class Rank:
    """Xếp hạng từ tệp điểm: đồng điểm đồng hạng (1-2-2-4), đơn vị không có điểm thì không xếp hạng."""

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        parser.add_argument("scores", metavar="TỆP_ĐIỂM.csv", help="tệp do lệnh «thuocdo score» ghi ra")
        parser.add_argument(
            "--by", metavar="CỘT", action="append", default=[], help="xếp hạng riêng theo cột, ví dụ kind"
        )
        parser.add_argument("--criterion", metavar="MÃ", default="TOTAL", help="xếp hạng theo tiêu chí; mặc định TOTAL")
        parser.add_argument("-o", "--output", metavar="TỆP", help="tệp ghi ra; mặc định in ra màn hình")
        add_format(parser)

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Rank the units of a file of scores."""
        name, content = read_file(options.scores)
        standings = list(read_standings(name, content, options.criterion, options.by))
        columns = (
            *(Column(name=key, heading=key) for key in KEYS if any(each.keys[KEYS.index(key)] for each in standings)),
            *(Column(name=by, heading=by) for by in options.by),
            Column(name="rank", heading="Hạng", figure=True),
            Column(name="of", heading="/n", figure=True),
            Column(name="tied", heading="Đồng hạng", figure=True),
            Column(name="unit", heading="Mã"),
            Column(name="name", heading="Đơn vị", wrap=True),
            Column(name="points", heading="Điểm", figure=True),
        )
        present = [KEYS.index(column.name) for column in columns if column.name in KEYS]
        rows = [([each.keys[index] for index in present], each, place) for each, place in _ranked(standings)]
        cells = [(*keys, *each.group, *place, each.unit, each.name, each.points) for keys, each, place in rows]
        if options.output is None:
            write_rows(columns, cells, format_=chosen_format(options.format, sys.stdout))
        else:
            write_text(options.output, map(csv_line, [[column.name for column in columns], *cells]))
        return 0


def read_standings(name: str, content: bytes, criterion: str, by: list[str]) -> Iterator[Standing]:
    """Return the figures of one criterion: ``value`` (what the edition ranks on) where there is one, else ``points``.

    :raises TextError: VN-3xx, VN-4xx, if the file is no table.
    :raises DataError: CL-104 to CL-107, if columns are missing, a figure is no number, or a unit stands twice.
    """
    try:
        content.decode()  # what thuocdo score writes
    except UnicodeDecodeError:
        content = decode(content, name=name).encode()
    header = next(csv.reader(io.StringIO(content[: _record_end(content, 0)].decode("utf-8-sig"))), [])
    missing = [column for column in (*NEEDED, *by) if column not in header]
    if missing:
        params = {"expected": ", ".join((*NEEDED, *by)), "found": ", ".join(header) or "—"}
        raise DataError(Problem(code="CL-104", place=Place(file=name, row=1), params=params))
    at = {column: header.index(column) for column in header}
    first: dict[tuple[str, ...], int] = {}
    for row, cells in _rows_with(content, criterion.encode()):
        if len(cells) != len(header):
            read_table(content, name=name)  # says which rows have too few cells, or too many
        if cells[at["criterion"]] != criterion:
            continue
        standing = _standing(name, cells, at, by, row)
        seen = first.setdefault((*standing.keys, standing.unit), row)
        if seen != row:
            params = {"unit": standing.unit, "criterion": criterion, "first": str(seen), "second": str(row)}
            raise DataError(Problem(code="CL-107", place=Place(file=name), params={**params, "keys": ", ".join(KEYS)}))
        yield standing
    if not first:
        codes = {cells[at["criterion"]] for _, cells in read_table(content, name=name).rows}
        params = {"criterion": criterion, "found": ", ".join(sorted(codes)) or "—"}
        raise DataError(Problem(code="CL-106", place=Place(file=name), params=params))


def _rows_with(content: bytes, word: bytes) -> Iterator[tuple[int, list[str]]]:
    """Return the rows below the header in which a word stands, each with its number.

    A file of scores has some thirty rows a unit, of which one is ranked: only that one is decoded and split into cells.
    """
    row, start = 1, 0
    while (hit := content.find(word, start)) >= 0:
        record = _record_start(content, start, hit)
        row += sum(outside.count(b"\n") for outside in content[start:record].split(b'"')[::2])
        start = _record_end(content, record)
        if row > 1:
            yield row, next(csv.reader([content[record:start].decode()]))
        row += 1


def _record_start(content: bytes, start: int, at: int) -> int:
    """Return where the record begins in which ``at`` lies; an earlier one begins at ``start``."""
    begin = content.rfind(b"\n", start, at) + 1 or start
    while content.count(b'"', start, begin) % 2:  # within a cell of several lines
        begin = content.rfind(b"\n", start, begin - 1) + 1 or start
    return begin


def _record_end(content: bytes, begin: int) -> int:
    """Return where the record ends, its line end included, that begins at ``begin``."""
    end = content.find(b"\n", begin) + 1 or len(content)
    while content.count(b'"', begin, end) % 2 and end < len(content):  # a cell goes on in the next line
        end = content.find(b"\n", end) + 1 or len(content)
    return end


def _standing(file: str, cells: list[str], at: Mapping[str, int], by: list[str], row: int) -> Standing:
    points = cells[at["points"]]
    ranked_on = cells[at["value"]] if "value" in at and cells[at["value"]] else points
    try:
        value = Decimal(ranked_on) if ranked_on else None
    except InvalidOperation:
        place = Place(file=file, row=row, column="points")
        raise DataError(Problem(code="CL-105", place=place, params={"found": ranked_on})) from None
    keys = tuple(cells[at[key]] if key in at else "" for key in KEYS)
    group = tuple(cells[at[column]] for column in by)
    name = cells[at["name"]] if "name" in at else ""
    return Standing(cells[at["unit"]], group, keys, name, points, value, row)


def _ranked(standings: list[Standing]) -> Iterator[tuple[Standing, tuple[int | None, int, int | None]]]:
    """Return the standings group by group, best first, those without a figure last and without a rank."""
    groups: dict[tuple[str, ...], list[Standing]] = {}
    for each in standings:
        groups.setdefault((*each.keys, *each.group), []).append(each)
    for members in groups.values():
        places = rank({each.unit: each.value for each in members})
        ranked = sum(each.value is not None for each in members)

        def order(each: Standing) -> tuple[bool, Decimal]:
            return (each.value is None, -(each.value or Decimal(0)))

        for each in sorted(members, key=order):
            place = places[each.unit]
            yield each, (None, ranked, None) if place is None else (place.place, place.of, place.tied)
