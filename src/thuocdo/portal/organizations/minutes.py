"""The minutes of a handover (*biên bản bàn giao*) as an official document: what Word is written from.

Layout after Nghị định 30/2020/NĐ-CP; a draft, for the two parties and the head to sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import translation

from thuocdo.documents.official.structure import (
    Align,
    Cell,
    Column,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signer,
    Table,
)
from thuocdo.documents.official.wording import in_words
from thuocdo.portal.organizations.holdings import by_kind
from thuocdo.portal.organizations.models import Handover, Kind
from thuocdo.vietnamese.dates import format_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thuocdo.documents.official.structure import Block
    from thuocdo.portal.organizations.models import Unit

_BODY: Final = "Ủy ban nhân dân"
_ROOM: Final = "\n\n\n\n"
"""Lines left blank for a signature."""


def minutes_of(handover: Handover, *, root: Unit | None) -> OfficialDocument:
    """Return the minutes of a handover: the parties, the post, the reason, what passes, room for three signatures."""
    with translation.override("vi"):
        return OfficialDocument(
            issuer=_issuer(handover.unit, root),
            symbol="BB-UBND" if handover.unit.kind in {Kind.COMMUNE, Kind.PROVINCE} else "BB",
            place=root.name["vi"] if root else handover.unit.name["vi"],
            type_name="Biên bản",
            subject=f"Bàn giao công việc của vị trí {post_words(handover)}",
            body=tuple(_body(handover)),
            signer=Signer(capacity=("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",)),
            year=handover.day.year,
            recipients=(
                "Các bên bàn giao, nhận bàn giao",
                handover.unit.full_name[:1].upper() + handover.unit.full_name[1:],
            ),
        )


def post_words(handover: Handover) -> str:
    """Return what post was left, in words: the position's name, or the role."""
    return str(handover.position.title["vi"]) if handover.position else str(handover.get_role_display())


def _issuer(unit: Unit, root: Unit | None) -> Issuer:
    if unit.kind in {Kind.COMMUNE, Kind.PROVINCE, Kind.DISTRICT}:
        return Issuer(name=f"{_BODY}\n{unit.full_name}")
    return Issuer(name=unit.full_name, parent=f"{_BODY}\n{root.full_name}" if root else None)


def _body(handover: Handover) -> Iterator[Block]:
    giver, receiver = handover.giver.display_name, handover.receiver.display_name if handover.receiver else None
    yield Paragraph(
        text=f"Kể từ {in_words(handover.day, handover.day.year)}, tại {handover.unit.full_name}, "
        f"công việc của vị trí {post_words(handover)} được bàn giao như sau:"
    )
    yield Heading(text="I. CÁC BÊN")
    yield Paragraph(text=f"1. Người bàn giao: {giver}.")
    yield Paragraph(text=f"2. Người nhận bàn giao: {receiver or 'chưa có, vị trí để trống; Thủ trưởng được báo'}.")
    yield Paragraph(text=f"3. Lý do: {handover.reason.rstrip('. ')}.")
    yield Heading(text="II. NỘI DUNG BÀN GIAO")
    told = f"Tính đến {format_moment(handover.made_at)}"
    if not handover.items:
        yield Paragraph(text=f"{told}, vị trí không có việc nào đang mở.")
    else:
        yield Paragraph(text=f"{told}, vị trí có {len(handover.items)} nội dung:")
    for number, (label, items) in enumerate(by_kind(handover.items), start=1):
        yield Heading(text=f"{number}. {label} ({len(items)})", level=2)
        yield _table(items)
    yield Heading(text="III. XÁC NHẬN")
    if handover.received_at:
        yield Paragraph(
            text=f"{receiver} đã xác nhận nhận bàn giao trên phần mềm lúc {format_moment(handover.received_at)}."
        )
    if handover.note:
        yield Paragraph(text=f"Ý kiến của người nhận: {handover.note}")
    yield _signatures(giver, receiver or "")
    yield Paragraph(text="Biên bản lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản")


def _table(items: list[dict[str, str]]) -> Table:
    return Table(
        columns=(Column(share=8, align=Align.CENTER), Column(share=58, align=Align.JUSTIFY), Column(share=34)),
        header=((Cell(text="STT"), Cell(text="Nội dung"), Cell(text="Tình trạng")),),
        rows=tuple(
            (Cell(text=str(number)), Cell(text=item["title"]), Cell(text=item["note"]))
            for number, item in enumerate(items, start=1)
        ),
    )


def _signatures(giver: str, receiver: str) -> Table:
    return Table(
        columns=(Column(share=50, align=Align.CENTER), Column(share=50, align=Align.CENTER)),
        header=((Cell(text="NGƯỜI BÀN GIAO"), Cell(text="NGƯỜI NHẬN BÀN GIAO")),),
        rows=((Cell(text=f"{_ROOM}{giver}"), Cell(text=f"{_ROOM}{receiver}")),),
    )
