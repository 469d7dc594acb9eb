"""What every letter that reminds looks like on paper: who writes, who signs, whom it addresses, what it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.documents.official.structure import Issuer, OfficialDocument, Paragraph, Signer, Stage
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thuocdo.documents.official.structure import Appendix
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.reports.models.letters import Reminder


def reminding_document(
    letter: Reminder,
    *,
    root: Unit,
    subject: str,
    addressees: Iterable[str],
    words: Iterable[str],
    appendices: Sequence[Appendix] = (),
) -> OfficialDocument:
    """Return a letter; one that escalates is the province's and tells its leaders."""
    province = f"Ủy ban nhân dân\n{root.full_name}"
    if letter.escalated:
        issuer = Issuer(name=province)
        signer = Signer(capacity=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
        recipients: tuple[str, ...] = (
            f"Chủ tịch, các Phó Chủ tịch UBND {root.full_name} (để báo cáo)",
            "Cơ quan thường trực cải cách hành chính của tỉnh (để theo dõi)",
        )
    else:
        issuer = Issuer(name=letter.issuer.full_name, parent=province)
        signer = Signer(capacity=("GIÁM ĐỐC",))
        recipients = (f"UBND {root.full_name} (để báo cáo)",)
    return OfficialDocument(
        issuer=issuer,
        symbol=letter.symbol,
        place=root.name["vi"],
        subject=subject,
        addressees=tuple(addressees),
        body=tuple(Paragraph(text=text) for text in words),
        signer=signer,
        year=letter.answer_by.year,
        recipients=recipients,
        appendices=tuple(appendices),
        stage=Stage.ISSUED if letter.number else Stage.DRAFT,
        number=letter.number,
        date=letter.issued_on,
    )


def addressee(unit: Unit, *, escalated: bool = False) -> str:
    """Return whom a letter to a unit addresses: its body, a commune's being its people's committee; or its head."""
    if unit.kind == "commune":
        return f"Chủ tịch UBND {unit.full_name}" if escalated else f"UBND {unit.full_name}"
    return f"Thủ trưởng {unit.full_name}" if escalated else unit.full_name


def cited(before: Iterable[Reminder]) -> str:
    """Return the letters that went before by number and day."""
    return "; ".join(
        f"Công văn số {one.number:02}/{one.symbol} ngày {format_date(one.issued_on)}" for one in before if one.issued_on
    )
