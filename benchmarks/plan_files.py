"""The files whose reading is measured: an appendix of 240 tasks on sixty pages or more, and the sample plan.

Made in a process of their own: what makes them takes more memory than reading them, and would be counted with it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import docx
import pdfplumber
import typst
from docx.shared import Mm

from thuocdo.documents.samples import sample_file

if TYPE_CHECKING:
    from pathlib import Path

HEADER: Final = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian")
WIDTHS: Final = (10, 90, 40, 40, 30, 40)
TASK: Final = "rà soát từng bước của quy trình giải quyết hồ sơ rồi công khai kết quả cho người dân biết " * 3
TASKS: Final = 240
PAGES: Final = 60


def write(folder: Path) -> None:
    """Write the files into a folder."""
    folder.joinpath("word.docx").write_bytes(_word())
    folder.joinpath("ruled.pdf").write_bytes(_pdf("0.5pt"))
    folder.joinpath("unruled.pdf").write_bytes(_pdf("none"))
    folder.joinpath("sample.pdf").write_bytes(sample_file("ke-hoach-mau.pdf"))


def _rows() -> list[tuple[str, ...]]:
    rest = ("Sở Nội vụ", "UBND cấp xã", "Báo cáo", "Quý III năm 2025")
    return [(str(number), f"Nhiệm vụ số {number} {TASK}", *rest) for number in range(1, TASKS + 1)]


def _word() -> bytes:
    document = docx.Document()
    document.add_paragraph("PHỤ LỤC 01")
    table = document.add_table(TASKS + 1, len(HEADER))
    table.style = "Table Grid"
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    cells = iter(cell for row in table.rows for cell in row.cells)
    for text in (text for row in (HEADER, *_rows()) for text in row):
        next(cells).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _pdf(stroke: str) -> bytes:
    """Return the tasks as PDF of at least sixty pages; more of them would be fair, fewer not."""
    cells = ", ".join(f"[{text}]" for row in _rows() for text in row)
    header = ", ".join(f"[{text}]" for text in HEADER)
    columns = ", ".join(f"{width}mm" for width in WIDTHS)
    look = '#set page(flipped: true, margin: 2cm)\n#set text(font: "DejaVu Serif", size: 12pt)\n'
    table = f"#table(columns: ({columns}), stroke: {stroke}, inset: 7pt, table.header({header}), {cells})"
    made = typst.compile(f"{look}PHỤ LỤC 01\n\n{table}".encode())
    with pdfplumber.open(io.BytesIO(made)) as document:
        if len(document.pages) < PAGES:
            raise SystemExit(f"only {len(document.pages)} pages")
    return made
