"""The register of units' plans as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from thuocdo import __version__
from thuocdo.portal.web.list_files import ListFile
from thuocdo.vietnamese.dates import format_date, format_moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from thuocdo.portal.plans.models import OwedPlan, PlanCall
    from thuocdo.portal.plans.selectors.cascade import Matched
    from thuocdo.portal.web.list_files import Cell

_HEADS: Final = (
    ("Cơ quan, đơn vị", 34),
    ("Tình trạng", 22),
    ("Số, ký hiệu", 20),
    ("Ngày ban hành", 14),
    ("Ngày gửi", 14),
    ("Muộn, ngày", 12),
    ("Nhiệm vụ tỉnh giao", 12),
    ("Đã có trong kế hoạch", 12),
    ("Nhập thay theo", 34),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What is exported, and what a reader must know of it."""

    call: PlanCall
    rows: Sequence[OwedPlan]
    matched: Mapping[int, Matched]
    today: date
    exported_at: datetime
    by: str

    @property
    def file(self) -> ListFile:
        """The register as a list that can be sent."""
        return ListFile(
            title="Kế hoạch của đơn vị",
            heads=_HEADS,
            rows=[_cells(self, row) for row in self.rows],
            notes=[
                ("Kế hoạch của tỉnh", str(self.call.plan)),
                ("Hạn gửi", format_date(self.call.due_on)),
                ("Căn cứ", self.call.basis),
                ("Số đơn vị", str(len(self.rows))),
                ("Ghi chú", "Ô trống là chưa có, không phải 0."),
                ("Phần mềm", f"Thước Đo {__version__}"),
                ("Xuất lúc", f"{format_moment(self.exported_at)}, {self.by}"),
            ],
        )


def days_late(row: OwedPlan, due_on: date, today: date) -> int:
    """Return by how many days a plan was or is late; 0 where it is not."""
    day = row.sent_on or today
    return max((day - due_on).days, 0)


def _cells(register: Register, row: OwedPlan) -> list[Cell]:
    found = register.matched[row.unit_id]
    return [
        str(row.unit),
        str(row.get_state_display()),
        row.number,
        format_date(row.issued_on) if row.issued_on else "",
        format_date(row.sent_on) if row.sent_on else "",
        days_late(row, register.call.due_on, register.today) or None,
        found.given,
        found.carried if row.plan_id else None,
        row.source,
    ]
