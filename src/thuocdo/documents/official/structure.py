"""An official document as plain values: what is said, by whom, to whom; how it looks is ``layout`` and the writers.

Its states are those of the office: a draft (*dự thảo*), submitted for signature (*trình ký*), issued (*ban hành*).
Number and day stay blank until it is issued.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from thuocdo.errors import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal


class Stage(StrEnum):
    """How far a document has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ISSUED = "issued"


class Align(StrEnum):
    """How the text of a cell or paragraph stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the body, justified, its first line set in."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: level 1 for ``I. MỤC ĐÍCH``, 2 for ``1. Yêu cầu``, 3 for ``a) …``; its number is part of the text."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table, over ``across`` columns and ``down`` rows; a line feed begins a new paragraph in it."""

    text: str = ""
    across: int = 1
    down: int = 1
    bold: bool = False
    italic: bool = False
    align: Align | None = None
    """``None`` takes the column's."""
    number: Decimal | None = None
    """What Excel computes with; Word and PDF show ``text``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its share of the table's width, and how its cells stand."""

    share: int
    align: Align = Align.LEFT


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose header rows come again on every page; a row holds only the cells that begin in it."""

    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell with the row and column it begins at, counted from 0 over header and body."""

    row: int
    column: int
    cell: Cell


def placed_cells(table: Table) -> Iterator[Placed]:
    """Yield each cell with its place: a cell goes to the first free column of its row."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.header + table.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            yield Placed(row=number, column=column, cell=cell)
            taken |= {(number + down, column + across) for down in range(cell.down) for across in range(cell.across)}


Block: TypeAlias = Paragraph | Heading | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """An appendix: on pages of its own, lying on the side unless it says otherwise, with page numbers of its own."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True
    number: str | None = None
    """As a paper printed it (``01``); nothing numbers it in Roman, as Nghị định 30/2020/NĐ-CP does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues: the body, above it the one it belongs to, and the letters after the number (``UBND``)."""

    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: ``TM. ỦY BAN NHÂN DÂN``, ``KT. CHỦ TỊCH``, ``PHÓ CHỦ TỊCH`` line by line, and the name."""

    capacity: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """A document to sign and send."""

    issuer: Issuer
    symbol: str
    """What follows the number and the stroke: ``KH-UBND``, ``SNV-CCHC``."""
    place: str
    """Where it is issued: ``Lào Cai``."""
    subject: str
    body: tuple[Block, ...]
    signer: Signer
    year: int
    """The year shown while the day is blank."""
    type_name: str | None = None
    """``Kế hoạch``, ``Báo cáo``, …; a letter (*công văn*) has none and puts its subject under its number."""
    grounds: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    filing: str = "VT"
    """What stands after ``Lưu:``: the registry, the drafting office, the number of copies."""
    appendices: tuple[Appendix, ...] = ()
    stage: Stage = Stage.DRAFT
    number: int | None = None
    date: date | None = None

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter (*công văn*)."""
        return self.type_name is None

    def problems(self) -> list[Problem]:
        """Return what keeps it from being written or from being sent, all at once."""
        return [*self._stage_problems(), *self._part_problems(), *self._table_problems()]

    def _stage_problems(self) -> Iterator[Problem]:
        if self.stage is Stage.ISSUED and (self.number is None or self.date is None):
            yield Problem(code="OD-101", params={"symbol": self.symbol})
        if self.stage is not Stage.ISSUED and (self.number is not None or self.date is not None):
            yield Problem(code="OD-102", params={"symbol": self.symbol})

    def _part_problems(self) -> Iterator[Problem]:
        if self.is_letter and not self.addressees:
            yield Problem(code="OD-103")
        if not self.body:
            yield Problem(code="OD-104")
        told = " ".join(block.text.casefold() for block in self.body if not isinstance(block, Table))
        if self.appendices and "phụ lục" not in told:
            yield Problem(code="OD-105", severity=Severity.WARNING)

    def _table_problems(self) -> Iterator[Problem]:
        for where, table in self.tables():
            for row, width in _bad_rows(table):
                params = {"expected": str(len(table.columns)), "found": str(width)}
                yield Problem(code="OD-106", place=Place(sheet=where, row=row + 1), params=params)

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Yield every table with the name of the part it stands in."""
        parts = [("", self.body), *((appendix.title, appendix.blocks) for appendix in self.appendices)]
        for where, blocks in parts:
            yield from ((where, block) for block in blocks if isinstance(block, Table))


def _bad_rows(table: Table) -> Iterator[tuple[int, int]]:
    """Yield the rows that are not exactly as wide as the table, with their width."""
    widths = [0] * (len(table.header) + len(table.rows))
    for placed in placed_cells(table):
        for row in range(placed.row, min(placed.row + placed.cell.down, len(widths))):
            widths[row] += placed.cell.across
    yield from ((row, width) for row, width in enumerate(widths) if width != len(table.columns))
