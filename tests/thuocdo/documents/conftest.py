"""A sample plan of our own in Word, PDF, Excel and text, made when a test asks for it: nothing binary is kept."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
import typst

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

HEADER = (
    "STT",
    "Nội dung, nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Sản phẩm",
    "Thời gian hoàn thành",
    "Ghi chú",
)
ROWS = (
    ("I", "NÂNG CAO CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", "", "", "", "", ""),
    (
        "1",
        "Rà soát hồ sơ trễ hạn, bảo đảm tối thiểu 95%1 hồ sơ trả đúng hạn",
        "Văn phòng UBND tỉnh",
        "Các Sở, ban, ngành tỉnh; UBND cấp xã",
        "Báo cáo",
        "Quý III năm 2025",
        "",
    ),
    (
        "2",
        "Công khai kết quả giải quyết hồ sơ tại nơi tiếp nhận",
        "Văn phòng UBND tỉnh",
        "",
        "Báo cáo",
        "Thường xuyên",
        "",
    ),
    ("II", "NÂNG CAO MỨC ĐỘ HÀI LÒNG", "", "", "", "", ""),
    (
        "3",
        "Khảo sát 200 người dân đến giao dịch và công bố kết quả khảo sát",
        "Sở Nội vụ theo dõi, tổng hợp",
        "UBND cấp xã",
        "Kế hoạch; Báo cáo",
        "Trước ngày 30/11/2025",
        "Lồng ghép kinh phí",
    ),
    (
        "4",
        "Tập huấn kỹ năng giao tiếp cho công chức một cửa",
        "Sở Nội vụ",
        "UBND cấp xã",
        "",
        "Trước ngày 15 của tháng cuối quý",
        "",
    ),
)
HEAD = (
    (
        "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\nSố: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLai Châu, ngày 21 tháng 7 năm 2025",
    ),
)
BODY = (
    "KẾ HOẠCH",
    "Nâng cao chất lượng phục vụ người dân 6 tháng cuối năm 2025",
    "Căn cứ Quyết định số 99/QĐ-BNV ngày 02/6/2025 của Bộ Nội vụ, UBND tỉnh ban hành Kế hoạch như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Làm rõ việc của từng cơ quan.",
    "II. CHỈ TIÊU",
    "1. Chỉ số SIPAS năm 2025 đạt 86,5% trở lên.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Sở Nội vụ",
    "- Chủ trì hướng dẫn, hoàn thành trước 01/10/2025.",
    "- Theo dõi, đôn đốc các đơn vị.",
    "2. Đề nghị Bưu điện tỉnh:",
    "- Phối hợp phát phiếu khảo sát.",
    "Kế hoạch này thay thế Kế hoạch số 7/KH-UBND ngày 10/01/2025 của UBND tỉnh Lai Châu.",
    "(Có 01 Phụ lục kèm theo)",
)
END = (
    "Nơi nhận:",
    "- Các Sở, ban, ngành tỉnh;",
    "- UBND các xã, phường;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Nguyễn Văn A",
)
APPENDIX = ("PHỤ LỤC 01", "NHIỆM VỤ CỤ THỂ", "(Kèm theo Kế hoạch số 12/KH-UBND)")


def fill(table: Table, rows: tuple[tuple[str, ...], ...]) -> None:
    """Write rows into a Word table that is large enough."""
    for printed, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(printed.cells, texts, strict=True):
            cell.text = text


def saved(document: Document) -> bytes:
    """Return a Word document as bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def word_plan() -> bytes:
    """The sample in Word: a heading laid out by a table, groups over the whole row, one lead cell for two rows."""
    document = docx.Document()
    fill(document.add_table(1, 2), HEAD)
    for text in BODY:
        document.add_paragraph(text)
    for text in END:
        document.add_paragraph(text)
    for text in APPENDIX:
        document.add_paragraph(text)
    rows = (HEADER, *ROWS[:1], *ROWS[1:])
    table = document.add_table(len(rows), len(HEADER))
    fill(table, rows)
    for place, row in enumerate(rows):
        if row[0] in {"I", "II"}:
            table.cell(place, 1).merge(table.cell(place, len(HEADER) - 1))
            table.cell(place, 1).text = row[1]
    table.cell(2, 2).merge(table.cell(3, 2)).text = "Văn phòng UBND tỉnh"
    table.cell(2, 4).merge(table.cell(3, 4)).text = "Báo cáo"
    return saved(document)


@pytest.fixture
def workbook_plan() -> bytes:
    """The sample in Excel: a title above, a header of two rows with a span, groups merged over the row."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("PHỤ LỤC 01",))
    sheet.append(("NHIỆM VỤ CỤ THỂ",))
    sheet.append(("STT", "Nhiệm vụ, giải pháp năm 2025", None, None, None, None, "Ghi chú"))
    sheet.append((None, "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian", None))
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:F3")
    sheet.merge_cells("G3:G4")
    for place, row in enumerate(ROWS, 5):
        sheet.append([int(text) if text.isdigit() else text or None for text in row])
        if row[0] in {"I", "II"}:
            sheet.merge_cells(start_row=place, end_row=place, start_column=2, end_column=7)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def typst_table(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return the cells of a table in Typst."""
    cells = []
    for row in rows:
        if row[0] in {"I", "II"}:
            cells.append(f"[{row[0]}], table.cell(colspan: 6)[{row[1]}]")
        else:
            cells.append(", ".join(f"[{escaped(text)}]" for text in row))
    return ",\n".join(cells)


def escaped(text: str) -> str:
    """Return a text without the marks of Typst."""
    return text.replace("-", "\\-").replace("/", "\\/")


@pytest.fixture(scope="session")
def pdf_plan() -> bytes:
    """The sample in PDF: the table goes over pages with its header again, and one cell is parted by a page."""
    long = tuple(
        (f"{number}", f"Nhiệm vụ số {number} " + "rà soát từng bước của quy trình giải quyết hồ sơ " * 6, *ROWS[5][2:])
        for number in range(5, 18)
    )
    lines = "\n\n".join(
        escaped(text) for text in (*HEAD[0][0].split("\n"), *HEAD[0][1].split("\n"), *BODY, *END, *APPENDIX)
    )
    source = f"""
#set page(paper: "a4", flipped: true, margin: 2cm, numbering: "1")
#set text(font: "DejaVu Serif", size: 9pt, lang: "vi", hyphenate: false)
{lines}

#table(columns: (1cm, 8cm, 3.5cm, 3.5cm, 2.5cm, 3cm, 2cm),
table.header({", ".join(f"[{text}]" for text in HEADER)}),
{typst_table((*ROWS, *long))})
"""
    return typst.compile(source.encode())
