"""The fixed wording of an official document, the same in Word and PDF: numbers, days, lists, the last full stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.documents.official.structure import Paragraph, Stage

if TYPE_CHECKING:
    from datetime import date

    from thuocdo.documents.official.structure import Block, OfficialDocument

DRAFT_MARK: Final = "DỰ THẢO"
END: Final = "./."
_BLANK_NUMBER: Final = "\u00a0" * 8
_BLANK_DAY: Final = "\u00a0" * 6
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_STOPS: Final = " .;,/"


def number_line(document: OfficialDocument) -> str:
    """Return ``Số: 05/KH-UBND``; the number is blank until the document is issued, and of two digits at least."""
    number = _BLANK_NUMBER if document.number is None else f"{document.number:02}"
    return f"Số: {number}/{document.symbol}"


def date_line(document: OfficialDocument) -> str:
    """Return ``Lào Cai, ngày 05 tháng 02 năm 2025``, day and month blank until the document is issued."""
    return f"{document.place}, {in_words(document.date, document.year)}"


def in_words(day: date | None, year: int) -> str:
    """Return ``ngày 05 tháng 02 năm 2025``: days under 10 and January, February get a 0 before (II.4.b)."""
    if day is None:
        return f"ngày{_BLANK_DAY}tháng{_BLANK_DAY}năm {year}"
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def draft_mark(document: OfficialDocument) -> str | None:
    """Return the mark of a draft, or nothing for what goes to be signed or is issued."""
    return DRAFT_MARK if document.stage is Stage.DRAFT else None


def grounds(document: OfficialDocument) -> list[str]:
    """Return the legal grounds, each ended by a semicolon, the last by a full stop (II.6.a)."""
    return _listed([ground.strip(_STOPS) for ground in document.grounds], last=".")


def addressees(document: OfficialDocument) -> list[str]:
    """Return the addressees after ``Kính gửi``: one as it is, several each on a line with a dash (II.9.d)."""
    names = [name.strip(_STOPS) for name in document.addressees]
    return names if len(names) == 1 else _listed([f"- {name}" for name in names], last=".")


def recipients(document: OfficialDocument) -> list[str]:
    """Return the lines under ``Nơi nhận``: a letter begins with ``Như trên``, the last names the file (II.9.b, d)."""
    first = ["Như trên"] if document.is_letter else []
    names = [name.strip(_STOPS) for name in (*first, *document.recipients)]
    return [*(f"- {name};" for name in names), f"- Lưu: {document.filing.strip(_STOPS)}."]


def closed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks ended by ``./.``: in the last paragraph, or in one of its own after a table or heading."""
    *before, last = blocks
    if not isinstance(last, Paragraph):
        return (*blocks, Paragraph(text=END))
    text = last.text.rstrip(_STOPS) + END
    return (*before, Paragraph(text=text, bold=last.bold, italic=last.italic))


def appendix_label(number: int, of: int, printed: str | None = None) -> str:
    """Return ``Phụ lục``, or ``Phụ lục II`` where there are two or more (III.1.a), or the number a paper printed."""
    return "Phụ lục" if of == 1 else f"Phụ lục {printed or roman(number)}"


def appendix_note(document: OfficialDocument) -> str:
    """Return the line that ties an appendix to its document: number, day and issuer (III.1.c)."""
    kind = document.type_name or "Công văn"
    number = number_line(document).removeprefix("Số: ")
    issuer = document.issuer.name.replace("\n", " ")
    return f"(Kèm theo {kind} số {number} {in_words(document.date, document.year)} của {issuer})"


def roman(number: int) -> str:
    """Return a number from 1 to 39 in Roman numerals."""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _listed(lines: list[str], *, last: str) -> list[str]:
    return [line + (last if number == len(lines) else ";") for number, line in enumerate(lines, start=1)]
