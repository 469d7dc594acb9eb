"""A letter to units that have not sent their plan as an official document: whom it addresses, what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.portal.reports.letter_paper import addressee, cited, reminding_document
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.documents.official.structure import OfficialDocument
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.plans.models import Plan
    from thuocdo.portal.reports.models import PlanLetter


def plan_letter_document(letter: PlanLetter, units: Sequence[Unit], before: Sequence[PlanLetter]) -> OfficialDocument:
    """Return the letter; one that escalates is the province's, addresses the heads and tells the province's leaders."""
    return reminding_document(
        letter,
        root=letter.call.plan.unit,
        subject=f"đôn đốc gửi kế hoạch thực hiện {_named(letter.call.plan)}",
        addressees=[addressee(unit, escalated=letter.escalated) for unit in units],
        words=plan_letter_words(letter, before),
    )


def plan_letter_words(letter: PlanLetter, before: Sequence[PlanLetter]) -> list[str]:
    """Return the paragraphs of a letter."""
    call, answer = letter.call, format_date(letter.answer_by)
    asked = (
        f"{_named(call.plan)} yêu cầu các cơ quan, đơn vị, địa phương ban hành kế hoạch thực hiện và gửi chậm nhất "
        f"ngày {format_date(call.due_on)}. Tính đến ngày {format_date(letter.as_of)}, các cơ quan, đơn vị, địa phương "
        "nêu trên chưa gửi kế hoạch."
    )
    if not letter.escalated:
        return [asked, f"Đề nghị các cơ quan, đơn vị, địa phương ban hành và gửi kế hoạch chậm nhất ngày {answer}."]
    return [
        asked,
        (
            f"Các cơ quan, đơn vị, địa phương này đã được đôn đốc tại {cited(before)}. Yêu cầu Thủ trưởng cơ quan, "
            "đơn vị, Chủ tịch UBND cấp xã trực tiếp chỉ đạo gửi kế hoạch "
            f"chậm nhất ngày {answer} và giải trình lý do chậm."
        ),
    ]


def _named(plan: Plan) -> str:
    """Return a plan with its number and day as far as its paper bears them."""
    kind = plan.type or "Kế hoạch"
    named = f"{kind} số {plan.number}" if plan.number else f"{kind} “{plan.subject}”"
    return f"{named} ngày {format_date(plan.issued_on)}" if plan.issued_on else named
