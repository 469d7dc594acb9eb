"""A letter about overdue work as an official document: whom it addresses, what it says, the work in an annex."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from thuocdo.documents.official.structure import Align, Appendix, Cell, Column, Table
from thuocdo.portal.reports.letter_paper import addressee, cited, reminding_document
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thuocdo.documents.official.structure import OfficialDocument
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.reports.models import WorkLetter

_SUBJECT: Final = "đôn đốc thực hiện nhiệm vụ quá hạn"
_ANNEX: Final = "Nhiệm vụ quá hạn của các cơ quan, đơn vị, địa phương"
_WORK: Final[Mapping[str, str]] = {
    "nothing": "Chưa báo cáo",
    "draft": "Chưa báo cáo",
    "sent": "Chờ Thủ trưởng phê duyệt",
    "returned": "Được đề nghị bổ sung",
    "under_way": "Đang thực hiện",
    "done": "Đã báo cáo hoàn thành",
}


def work_letter_document(letter: WorkLetter, units: Sequence[Unit], before: Sequence[WorkLetter]) -> OfficialDocument:
    """Return the letter; one that escalates is the province's, addresses the heads and tells the province's leaders."""
    return reminding_document(
        letter,
        root=letter.root,
        subject=_SUBJECT,
        addressees=(addressee(unit, escalated=letter.escalated) for unit in units),
        words=work_letter_words(letter, before),
        appendices=(Appendix(title=_ANNEX, blocks=(annex(letter.rows),)),),
    )


def work_letter_words(letter: WorkLetter, before: Sequence[WorkLetter]) -> list[str]:
    """Return the paragraphs of a letter."""
    answer = format_date(letter.answer_by)
    words = [
        (
            f"Tính đến ngày {format_date(letter.as_of)}, {len({row['unit'] for row in letter.rows})} cơ quan, đơn vị, "
            f"địa phương nêu trên còn {len(letter.rows)} nhiệm vụ được giao đã quá hạn (phụ lục kèm theo)."
        )
    ]
    if not letter.escalated:
        return [
            *words,
            (
                "Đề nghị các cơ quan, đơn vị, địa phương hoàn thành, báo cáo kết quả từng nhiệm vụ hoặc nêu rõ lý do, "
                f"thời gian hoàn thành chậm nhất ngày {answer}."
            ),
        ]
    return [
        *words,
        (
            f"Những nhiệm vụ này đã được đôn đốc tại {cited(before)} nhưng đến nay chưa hoàn thành. UBND tỉnh phê bình "
            "các cơ quan, đơn vị, địa phương chậm thực hiện; yêu cầu Thủ trưởng cơ quan, đơn vị, Chủ tịch UBND cấp xã "
            f"trực tiếp chỉ đạo hoàn thành và giải trình lý do chậm, chậm nhất ngày {answer}."
        ),
        (
            "Sau thời hạn trên, cơ quan thường trực cải cách hành chính tổng hợp các trường hợp chưa thực hiện, "
            "báo cáo Chủ tịch UBND tỉnh xem xét trách nhiệm người đứng đầu."
        ),
    ]


def annex(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the overdue tasks, unit by unit; the name of a unit stands beside each of its tasks."""
    return Table(
        columns=(
            Column(share=5, align=Align.CENTER),
            Column(share=20),
            Column(share=8, align=Align.CENTER),
            Column(share=40),
            Column(share=11, align=Align.CENTER),
            Column(share=8, align=Align.RIGHT),
            Column(share=16),
        ),
        header=(
            tuple(
                Cell(text=text)
                for text in (
                    "STT",
                    "Cơ quan, đơn vị, địa phương",
                    "Mục",
                    "Nhiệm vụ",
                    "Hạn",
                    "Số ngày quá hạn",
                    "Tình trạng",
                )
            ),
        ),
        rows=tuple(_row(number, row) for number, row in enumerate(rows, start=1)),
    )


def _row(number: int, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    due = format_date(date.fromisoformat(row["due"]))
    texts = (str(number), row["name"], row["code"], f"{row['content']} ({row['plan']})", due, str(row["days"]))
    return tuple(Cell(text=text) for text in (*texts, work_words(row["work"])))


def work_words(work: str) -> str:
    """Return how far a task is, as a letter says it."""
    return _WORK.get(work, work)
