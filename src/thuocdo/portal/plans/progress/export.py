"""The list of assignments as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from thuocdo import __version__
from thuocdo.portal.web.list_files import ListFile
from thuocdo.vietnamese.dates import format_date, format_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from thuocdo.portal.plans.selectors.following import Row
    from thuocdo.portal.web.list_files import Cell

_HEADS: Final = (
    ("Cơ quan, đơn vị", 28),
    ("Vai", 12),
    ("Kế hoạch", 20),
    ("Số thứ tự", 10),
    ("Nhiệm vụ", 60),
    ("Sản phẩm", 30),
    ("Hạn", 12),
    ("Thời gian", 20),
    ("Tình trạng", 18),
    ("Tiến độ, %", 10),
    ("Kết quả", 60),
    ("Số liệu đến ngày", 16),
    ("Số tài liệu", 10),
    ("Nhập thay theo", 30),
    ("Điểm có nguy cơ mất", 12),
    ("Tính từ", 50),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is exported, and what a reader must know of it."""

    rows: Sequence[Row]
    filters: Sequence[str]
    exported_at: datetime
    by: str

    @property
    def file(self) -> ListFile:
        """The assignments as a list that can be sent."""
        return ListFile(
            title="Theo dõi",
            heads=_HEADS,
            rows=[_cells(row) for row in self.rows],
            notes=[
                ("Phạm vi", "; ".join(self.filters)),
                ("Số phân công", str(len(self.rows))),
                ("Tính đến ngày", format_date(timezone.localdate(self.exported_at))),
                ("Ghi chú", "Nơi được đề nghị không bị tính quá hạn. Ô trống là chưa có số liệu, không phải 0."),
                ("Phần mềm", f"Thước Đo {__version__}"),
                ("Xuất lúc", f"{format_moment(self.exported_at)}, {self.by}"),
            ],
        )


def _cells(row: Row) -> list[Cell]:
    cell, report, task = row.line.cell, row.report, row.line.task
    return [
        str(row.assignment.unit or row.assignment.addressee),
        str(row.assignment.get_part_display()) if row.assignment.unit_id else "Đề nghị",
        str(task.plan),
        task.code,
        task.content,
        task.product,
        format_date(cell.due) if cell.due else "",
        cell.when,
        cell.words,
        report.percent if report else None,
        report.text if report else "",
        format_date(report.as_of) if report and report.as_of else "",
        getattr(report, "proofs_count", None),
        report.source if report else "",
        row.line.points,
        row.line.risk.origin if row.line.risk else "chưa gắn tiêu chí",
    ]
