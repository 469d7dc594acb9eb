"""The columns of a unit's workbook, found again by their titles wherever they were moved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from thuocdo.vietnamese.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its title, its width in characters, and whether the unit fills it in."""

    name: str
    title: str
    width: int
    fill: bool = False
    why: str = ""
    """What the cell takes, shown beside it while it is being filled in."""


KEY: Final = Column(name="key", title="Mã dòng (không sửa)", width=10)
COLUMNS: Final = (
    KEY,
    Column(name="line", title="STT", width=5),
    Column(name="plan", title="Kế hoạch", width=13),
    Column(name="item", title="Mục", width=8),
    Column(name="task", title="Nhiệm vụ", width=36),
    Column(name="product_named", title="Sản phẩm", width=16),
    Column(name="part", title="Vai", width=9),
    Column(name="due", title="Thời hạn", width=14),
    Column(name="last", title="Đã báo cáo", width=26),
    Column(
        name="state",
        title="Tình trạng",
        width=12,
        fill=True,
        why="Chọn Đang thực hiện hoặc Hoàn thành trong danh sách.",
    ),
    Column(name="percent", title="Tiến độ, %", width=8, fill=True, why="Số nguyên từ 0 đến 100."),
    Column(
        name="text", title="Kết quả thực hiện", width=38, fill=True, why="Đã làm gì, đến đâu. Xuống dòng: Alt+Enter."
    ),
    Column(
        name="figures",
        title="Số liệu",
        width=20,
        fill=True,
        why="Mỗi dòng một số, dạng Tên: số đơn vị. Ví dụ Hồ sơ đúng hạn: 1.250 hồ sơ.",
    ),
    Column(name="as_of", title="Số liệu đến ngày", width=11, fill=True, why="Chỉ điền nếu khác ngày ghi ở đầu trang."),
    Column(
        name="number", title="Số, ký hiệu văn bản", width=13, fill=True, why="Văn bản kiểm chứng, ví dụ 12/BC-UBND."
    ),
    Column(name="issued_on", title="Ngày văn bản", width=11, fill=True, why="Dạng ngày/tháng/năm."),
    Column(
        name="issuer",
        title="Cơ quan ban hành",
        width=15,
        fill=True,
        why="Để trống nếu là văn bản của chính nơi báo cáo.",
    ),
    Column(
        name="is_product",
        title="Là sản phẩm",
        width=8,
        fill=True,
        why="Chọn Có nếu văn bản này chính là sản phẩm của nhiệm vụ.",
    ),
)
FILLED: Final = tuple(column for column in COLUMNS if column.fill)
BY_TITLE: Final = {fold(column.title): column for column in COLUMNS}
BY_NAME: Final = {column.name: column for column in COLUMNS}
HEAD_DAY: Final = "Số liệu đến ngày:"
"""The label in the head of the sheet; the day stands in the cell to its right."""

UNDER_WAY: Final = "Đang thực hiện"
DONE: Final = "Hoàn thành"
YES: Final = "Có"
NO: Final = "Không"
LISTS: Final = {"state": (UNDER_WAY, DONE), "is_product": (YES, NO)}
"""The cells that are chosen from a list."""
