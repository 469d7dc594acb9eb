"""Tasks as the table of an appendix, and the appendices of ``plan.json`` as they stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from thuocdo.documents.official.structure import Align, Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLAN_APPENDIX: Final = "Nhiệm vụ và phân công thực hiện"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as a row of a table; an empty text is an empty cell."""

    code: str
    content: str
    lead: str = ""
    coordinating: str = ""
    deadline: str = ""
    criterion: str = ""
    product: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A heading over tasks, across the whole table."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAppendix:
    """An appendix of a plan: its title and its rows in their order."""

    title: str
    rows: tuple[TaskRow | GroupRow, ...]
    number: str | None = None
    """As a paper printed it; nothing for an appendix of our own."""


_SHARES: Final = {
    "criterion": Column(share=18),
    "content": Column(share=32, align=Align.JUSTIFY),
    "lead": Column(share=16),
    "coordinating": Column(share=18),
    "product": Column(share=16),
    "deadline": Column(share=14, align=Align.CENTER),
    "note": Column(share=10),
}
_TITLES: Final = {
    "criterion": "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
    "content": "Nội dung, nhiệm vụ và giải pháp",
    "lead": "Chủ trì",
    "coordinating": "Phối hợp",
    "product": "Sản phẩm",
    "deadline": "Thời gian",
    "note": "Ghi chú",
}
_OPTIONAL: Final = frozenset({"criterion", "product", "note"})
_UNDER_ONE: Final = frozenset({"content", "lead", "coordinating", "product", "deadline"})
_SPANNING: Final = "Nội dung, nhiệm vụ và giải pháp thực hiện"
_NUMBER: Final = Column(share=6, align=Align.CENTER)


def task_table(rows: Sequence[TaskRow | GroupRow]) -> Table:
    """Return a table of tasks with a header of two rows, as the appendices of plans have it.

    The columns of criterion, product and note are there when a task says any.
    """
    tasks = [row for row in rows if isinstance(row, TaskRow)]
    names = [name for name in _SHARES if name not in _OPTIONAL or any(getattr(task, name) for task in tasks)]
    under = [name for name in names if name in _UNDER_ONE]
    upper = [Cell(text="STT", down=2)]
    for name in names:
        if name not in _UNDER_ONE:
            upper.append(Cell(text=_TITLES[name], down=2))
        elif name == under[0]:
            upper.append(Cell(text=_SPANNING, across=len(under)))
    return Table(
        columns=(_NUMBER, *(_SHARES[name] for name in names)),
        header=(tuple(upper), tuple(Cell(text=_TITLES[name]) for name in under)),
        rows=tuple(_task_row(row, names) for row in rows),
    )


def _task_row(row: TaskRow | GroupRow, names: Sequence[str]) -> Row:
    if isinstance(row, GroupRow):
        return (Cell(text=row.code, bold=True), Cell(text=row.title, across=len(names), bold=True))
    return (Cell(text=row.code), *(Cell(text=getattr(row, name)) for name in names))


def plan_appendices(plan: Mapping[str, object]) -> tuple[PlanAppendix, ...]:
    """Return the appendices of ``plan.json`` with groups and tasks as they stood, under the numbers they bear.

    Tasks of the text stand in none: ``whole_plan`` writes them in their paragraphs.
    """
    found: dict[str, list[tuple[tuple[int, ...], TaskRow | GroupRow]]] = {}
    for group in _listed(plan, "groups"):
        row = GroupRow(code=_text(group, "code"), title=_text(group, "title"))
        found.setdefault(_text(group, "appendix"), []).append((_order(group), row))
    for task in _listed(plan, "tasks"):
        if task.get("appendix") is not None:
            found.setdefault(_text(task, "appendix"), []).append((_order(task), _row_of(task)))
    titles = {_text(one, "number"): _text(one, "title") for one in _listed(plan, "appendices")}
    order = list(titles)
    standing = sorted(found, key=lambda number: (order.index(number) if number in titles else len(order), number))
    return tuple(
        PlanAppendix(
            title=titles.get(number) or PLAN_APPENDIX,
            rows=tuple(row for _, row in sorted(found[number], key=lambda placed: placed[0])),
            number=number,
        )
        for number in standing
    )


def _row_of(task: Mapping[str, object]) -> TaskRow:
    printed, deadline = _within(task, "text"), _within(task, "deadline")
    return TaskRow(
        code=_text(task, "code"),
        criterion=_text(task, "criterion"),
        content=_text(task, "content"),
        lead=_text(printed, "lead"),
        coordinating=_text(printed, "coordinating"),
        deadline=_text(printed, "deadline") or _text(deadline, "text"),
        product=_text(printed, "product") or _text(task, "product"),
        note=_text(task, "note"),
    )


def _listed(plan: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = plan.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _within(task: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = task.get(name)
    return found if isinstance(found, dict) else {}


def _text(found: Mapping[str, object], name: str) -> str:
    value = found.get(name)
    return "" if value is None else str(value)


def _order(found: Mapping[str, object]) -> tuple[int, ...]:
    place = _within(found, "place")
    line = place.get("first_line", place.get("line"))
    return tuple(int(str(number or 0)) for number in (place.get("page"), place.get("table"), line, place.get("row")))
