"""A unit's workbook as it goes out, a hand that fills it in, and the way back."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from thuocdo.portal.organizations.selectors import memberships_on
from thuocdo.portal.organizations.standing import Standing
from thuocdo.portal.plans.exchange.columns import COLUMNS
from thuocdo.portal.plans.exchange.writing import HEAD_ROW, workbook
from thuocdo.portal.plans.models import Assignment, FileImport
from thuocdo.portal.plans.selectors.exchange import holders_of, judged, out_book
from thuocdo.portal.plans.services.exchange import begin_file_imports, import_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from openpyxl.worksheet.worksheet import Worksheet

    from thuocdo.portal.organizations.models import User

AS_OF = date(2026, 10, 7)
FIRST = HEAD_ROW + 2
"""The first row of tasks, as Excel counts."""
AT = {column.name: number for number, column in enumerate(COLUMNS, start=1)}


def standing_of(user: User, at: datetime) -> Standing:
    return Standing(user=user, memberships=tuple(memberships_on(user, at.date())))


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a workbook after a hand has changed it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def row_of(sheet: Worksheet, task: str) -> int:
    """Return the row of the task whose words begin so."""
    for row in range(FIRST, sheet.max_row + 1):
        if str(sheet.cell(row, AT["task"]).value).startswith(task):
            return row
    raise LookupError(task)


def taken_out(user: User, at: datetime, holder: str | None = None) -> bytes:
    standing = standing_of(user, at)
    found = [one for one in holders_of(standing) if holder in {None, str(one)}]
    return workbook(out_book(standing, found[0], as_of=AS_OF, at=at))


def filled(content: bytes, edits: Mapping[str, Mapping[str, object]]) -> bytes:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        for task, cells in edits.items():
            for name, value in cells.items():
                sheet.cell(row_of(sheet, task), AT[name]).value = value

    return edited(content, change)


def uploaded(user: User, content: bytes, at: datetime) -> FileImport:
    batch = begin_file_imports(files=[("nhiem-vu.xlsx", content)], by=user, at=at)
    return FileImport.objects.get(batch=batch)


@pytest.fixture
def excel(at: datetime) -> SimpleNamespace:
    """A workbook's way: ``out(person, "xã Vân Canh")``, ``fill(content, {"Ban hành": {"percent": 60}})``,
    ``judged(person, content)``, ``take_in(person, content, how="send")``."""

    def take_in(user: User, content: bytes, *, how: str = "enter", **other: Any) -> FileImport:
        given = {"source": "Công văn 12/UBND-VX ngày 07/10/2026", "answers": {}, **other}
        return import_file(file=uploaded(user, content, at), who=standing_of(user, at), how=how, at=at, **given)

    return SimpleNamespace(
        out=lambda user, holder=None: taken_out(user, at, holder),
        fill=filled,
        judged=lambda user, content, today=None: judged(
            standing_of(user, at), name="a.xlsx", content=content, today=today or at.date()
        ),
        take_in=take_in,
    )


@pytest.fixture
def who(at: datetime) -> Callable[[User], Standing]:
    """What a person is at the moment of the tests."""
    return lambda user: standing_of(user, at)


@pytest.fixture
def by_hand() -> SimpleNamespace:
    """What a hand may do to a workbook: ``by_hand.edited(content, change)``, ``by_hand.row_of(sheet, "Ban hành")``."""
    return SimpleNamespace(edited=edited, row_of=row_of, column=AT, first=FIRST)


@pytest.fixture
def both(assignment: Assignment, each_quarter: Assignment) -> tuple[Assignment, Assignment]:
    """The two tasks of xã Vân Canh: one with a product, one each quarter."""
    return assignment, each_quarter
