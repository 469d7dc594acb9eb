"""``make bench``: a 60-page plan read from Word (limit 2 s) and from PDF (limit 20 s).

Both are made here: paragraphs and a table of some 240 tasks, six to a page.
"""

from __future__ import annotations

import io
import time
from typing import Final

import docx
import typst

from thuocdo.documents import read_plan

HEADER: Final = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian")
TASK: Final = "rà soát từng bước của quy trình giải quyết hồ sơ " * 5
TASKS: Final = 240
LIMITS: Final = {"docx": 2.0, "pdf": 20.0}


def main() -> None:
    """Measure each format once, in a process that has read nothing yet."""
    for kind, content in (("docx", _word()), ("pdf", _pdf())):
        started = time.perf_counter()
        plan = read_plan(content, name=f"plan.{kind}")
        took = time.perf_counter() - started
        print(f"a plan of {len(plan.tasks)} tasks in .{kind}: {took:.2f} s (limit {LIMITS[kind]:.0f})")


def _rows() -> list[tuple[str, ...]]:
    rest = ("Sở Nội vụ", "UBND cấp xã", "Báo cáo", "Quý III năm 2025")
    return [(str(number), f"Nhiệm vụ số {number} {TASK}", *rest) for number in range(1, TASKS + 1)]


def _word() -> bytes:
    document = docx.Document()
    document.add_paragraph("PHỤ LỤC 01")
    table = document.add_table(TASKS + 1, len(HEADER))
    cells = iter(cell for row in table.rows for cell in row.cells)
    for text in (text for row in (HEADER, *_rows()) for text in row):
        next(cells).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _pdf() -> bytes:
    cells = ", ".join(f"[{text}]" for row in _rows() for text in row)
    header = ", ".join(f"[{text}]" for text in HEADER)
    columns = "(1cm, 9cm, 4cm, 4cm, 3cm, 4cm)"
    page = '#set page(flipped: true, margin: 2cm)\n#set text(font: "DejaVu Serif", size: 10pt)\nPHỤ LỤC 01\n'
    return typst.compile(f"{page}\n#table(columns: {columns}, table.header({header}), {cells})".encode())


if __name__ == "__main__":
    main()
