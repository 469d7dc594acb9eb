"""What the provincial report of the journey must hold on paper, told by its files alone and by the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pypdfium2
from django.db.models import Q
from django.utils import timezone
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from thuocdo.portal.plans.models import Progress, Task
from thuocdo.portal.plans.progress.turns import turn_of
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.portal.reports.models import Section

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from docx.document import Document
    from docx.table import Table

    from thuocdo.portal.plans.models import Assignment

OWN, LATE, MISSING = "xã Ia Dom", "Sở Tư pháp", "xã Vân Canh"
PLAN = "Kế hoạch số 15/KH-UBND ngày 30/01/2026"
WRITTEN = "Xã đã niêm yết lại toàn bộ thủ tục hành chính sau sắp xếp."
_BLANK = "\u00a0"


def _cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def is_laid_out_as_the_decree_wants(word: Document) -> None:
    """Check heading, signature, letters, pages and heads of tables (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    heading, signing, units, tasks = word.tables
    ((left, right),) = _cells(heading)
    assert left.splitlines() == ["ỦY BAN NHÂN DÂN", "TỈNH GIA LAI", "", f"Số: {8 * _BLANK}/BC-UBND", "DỰ THẢO"]
    assert right.splitlines() == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        f"Gia Lai, ngày{6 * _BLANK}tháng{6 * _BLANK}năm 2026",
    ]
    ((recipients, signer),) = _cells(signing)
    assert recipients.splitlines()[0] == "Nơi nhận:"
    assert recipients.splitlines()[-1] == "- Lưu: VT."
    assert signer.splitlines() == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    normal = word.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(14))
    upright, *appendices = word.sections
    assert upright.orientation == WD_ORIENT.PORTRAIT
    assert [section.orientation for section in appendices] == [WD_ORIENT.LANDSCAPE] * 2
    for section in word.sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
    for table, heads in ((units, 2), (tasks, 1)):
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True] * heads + [False] * (len(repeated) - heads)


def says_who_sent_and_who_did_not(word: Document) -> None:
    """Check the opening, the words of the commune, and every row of the appendix of units."""
    lines = [line.text for line in word.paragraphs if line.text]
    assert lines[:5] == [
        "BÁO CÁO",
        "Kết quả thực hiện công tác cải cách hành chính quý I năm 2026",
        "Báo cáo này tổng hợp từ 148/149 cơ quan, đơn vị, địa phương (số liệu đến ngày 14/03/2026).",
        f"Gửi sau ngày 14/03/2026: {LATE} (muộn 3 ngày).",
        f"Chưa gửi báo cáo nên chưa có trong số liệu tổng hợp: {MISSING}.",
    ]
    assert WRITTEN in lines
    assert lines[lines.index("Xã Ia Dom:") + 1].startswith(f"Theo {PLAN}: ")
    assert lines[[line.startswith("Phụ lục") for line in lines].index(True) - 1].endswith("./.")

    *_heads, total = rows = _cells(word.tables[2])
    assert len(rows) == 2 + 149 + 1
    told = {row[1]: row[2:] for row in rows[2:-1]}
    assert told[LATE][:2] == ["Gửi muộn 3 ngày", "14/03/2026"]
    assert told[MISSING] == ["Chưa gửi", "", *["Chưa có số liệu"] * 3]
    assert told[OWN] == ["Đúng hạn", "12/03/2026", "17", "1", "1"]
    assert [row[0] for row in rows[2:-1]] == [str(number) for number in range(1, 150)]
    sums = [str(sum(int(row[place]) for row in rows[2:-1] if row[2] != "Chưa gửi")) for place in (4, 5, 6)]
    assert total == [*["Cộng: 148/149 đã gửi"] * 4, *sums]


def says_of_every_task_what_the_database_says(word: Document) -> None:
    """Each row anew from the assignments: who reports, who is done, who had a due day behind and no answer."""
    days = dict(Section.objects.filter(state=Section.State.SUBMITTED).values_list("unit", "as_of"))
    expected = [["STT", "Mục", "Nhiệm vụ", "Đơn vị báo cáo", "Hoàn thành", "Đơn vị quá hạn"]]
    for task in Task.objects.order_by("position"):
        rows = task.assignments.filter(unit__in=days).select_related("unit")
        if not rows:
            continue
        approved = Q(reports__state=Progress.State.APPROVED, reports__done=True)
        late = rows.filter(unit__kind="department").order_by("unit__sort_key") | rows.exclude(unit__kind="department")
        names = [row.unit.full_name for row in late if row.unit and _is_late(row, days[row.unit_id])]
        content = f"{' '.join(task.content.split())} ({PLAN})"
        expected.append(
            [
                str(len(expected)),
                task.code,
                content,
                str(len(rows)),
                str(rows.filter(approved).count()),
                "; ".join(names),
            ]
        )
    found = _cells(word.tables[3])
    assert [row[:5] for row in found] == [row[:5] for row in expected]
    assert [sorted(row[5].split("; ")) for row in found] == [sorted(row[5].split("; ")) for row in expected]
    assert len(expected) > 25


def _is_late(row: Assignment, day: date) -> bool:
    since = timezone.localdate(row.assigned_at)
    turn = turn_of(row.task.deadline, since=since, today=day, calendar=working_calendar)
    return turn.past is not None and not row.reports.filter(state=Progress.State.APPROVED, due_on__gte=turn.past)


def pdf_says_the_same(path: Path) -> None:
    """Check the sizes of the pages, and that what matters stands on the first and on those that lie on their side."""
    pdf = pypdfium2.PdfDocument(path)
    texts = [" ".join(one.get_textpage().get_text_range().split()) for one in pdf]
    sizes = [tuple(round(side / 72 * 25.4) for side in one.get_size()) for one in pdf]
    pdf.close()
    assert sizes[0] == (210, 297)
    assert sizes[-1] == (297, 210)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts[0]
    assert f"Chưa gửi báo cáo nên chưa có trong số liệu tổng hợp: {MISSING}." in texts[0]
    lying = [text for text, size in zip(texts, sizes, strict=True) if size == (297, 210)]
    assert all("STT" in text or text.endswith(" ./.") for text in lying), "the head of a table stands on its every page"


def workbook_says_the_same(path: Path, word: Document) -> None:
    """Check that the sheet of tasks has the rows of the appendix."""
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Nội dung", "Đơn vị", "Nhiệm vụ"]
    rows = list(book["Nhiệm vụ"].iter_rows(min_row=3, values_only=True))
    assert {row[2] for row in rows} == {PLAN}
    found = [
        [code, f"{content} ({plan})", str(units), str(done), late or ""]
        for code, content, plan, units, done, late in rows
    ]
    assert found == [row[1:] for row in _cells(word.tables[3])[1:]]
