"""An official document as lines, rules and tables in their order, so that Word and PDF show the same page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from thuocdo.documents.official import layout, wording
from thuocdo.documents.official.structure import Heading, Paragraph, Table
from thuocdo.errors import DocumentError, Severity

if TYPE_CHECKING:
    from thuocdo.documents.official.layout import Look
    from thuocdo.documents.official.structure import Appendix, Block, OfficialDocument

_RULE_SHARE: Final = 0.4
"""Of the text above it: between a third and a half (II.2.b, II.5.b)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph and how it looks; ``with_next`` keeps it on the page of what follows."""

    text: str
    look: Look
    with_next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line drawn in the middle of ``room``; both in millimetres."""

    length: float
    room: float


Item: TypeAlias = Line | Rule | Table


def refuse_unready(document: OfficialDocument) -> None:
    """Refuse a document that is not ready to be written.

    :raises DocumentError: OD-1xx, all that are errors.
    """
    if errors := [problem for problem in document.problems() if problem.severity is Severity.ERROR]:
        raise DocumentError(errors)


def heading_left(document: OfficialDocument) -> list[Item]:
    """Return the left column of the heading: who issues, the number, a letter's subject, the mark of a draft."""
    issuer = document.issuer
    name = issuer.name.upper()
    found: list[Item] = [Line(text=issuer.parent.upper(), look=layout.PARENT_LOOK)] if issuer.parent else []
    found += [Line(text=name, look=layout.ISSUER_LOOK), _rule(name, layout.ISSUER_LOOK, layout.HEADING_LEFT)]
    found.append(Line(text=wording.number_line(document), look=layout.NUMBER_LOOK))
    if document.is_letter:
        found.append(Line(text=f"V/v {document.subject}", look=layout.LETTER_SUBJECT_LOOK))
    if mark := wording.draft_mark(document):
        found.append(Line(text=mark, look=layout.DRAFT_LOOK))
    return found


def heading_right(document: OfficialDocument) -> list[Item]:
    """Return the right column of the heading: the country, its motto, place and day."""
    motto = layout.text_width(layout.MOTTO, layout.MOTTO_LOOK.size)
    return [
        Line(text=layout.COUNTRY, look=layout.COUNTRY_LOOK),
        Line(text=layout.MOTTO, look=layout.MOTTO_LOOK),
        Rule(length=motto, room=layout.HEADING_RIGHT),
        Line(text=wording.date_line(document), look=layout.DATE_LOOK),
    ]


def front(document: OfficialDocument) -> list[Item]:
    """Return what stands between heading and signature: type, subject, addressees, grounds, body."""
    found: list[Item] = []
    if document.type_name:
        found += [
            Line(text=document.type_name.upper(), look=layout.TYPE_LOOK),
            Line(text=document.subject, look=layout.SUBJECT_LOOK),
            _rule(document.subject, layout.SUBJECT_LOOK, layout.TEXT_WIDTH),
        ]
    found += _addressees(wording.addressees(document))
    found += [Line(text=ground, look=layout.GROUND_LOOK) for ground in wording.grounds(document)]
    return [*found, *_items(wording.closed(document.body))]


def recipients(document: OfficialDocument) -> list[Item]:
    """Return the left column under the text: ``Nơi nhận``."""
    title = Line(text="Nơi nhận:", look=layout.RECIPIENTS_LOOK)
    return [title, *(Line(text=line, look=layout.RECIPIENT_LOOK) for line in wording.recipients(document))]


def signature(document: OfficialDocument) -> list[Item]:
    """Return the right column under the text: in what capacity, room to sign, the name."""
    first, *others = document.signer.capacity
    found: list[Item] = [Line(text=first.upper(), look=layout.FIRST_CAPACITY_LOOK)]
    found += [Line(text=capacity.upper(), look=layout.CAPACITY_LOOK) for capacity in others]
    return [*found, Line(text=document.signer.name or "", look=layout.SIGNER_LOOK)]


def appendix(document: OfficialDocument, number: int, of: Appendix) -> list[Item]:
    """Return an appendix: its number and title, what it belongs to, its text and tables."""
    note = wording.appendix_note(document)
    return [
        Line(text=wording.appendix_label(number, len(document.appendices), of.number), look=layout.APPENDIX_LOOK),
        Line(text=of.title.upper(), look=layout.APPENDIX_LOOK),
        Line(text=note, look=layout.APPENDIX_NOTE_LOOK),
        _rule(note, layout.APPENDIX_NOTE_LOOK, appendix_width(of)),
        *_items(wording.closed(of.blocks)),
    ]


def appendix_width(of: Appendix) -> float:
    """Return how wide the text of an appendix is, in millimetres."""
    return layout.LANDSCAPE_WIDTH if of.landscape else layout.TEXT_WIDTH


def _addressees(names: list[str]) -> list[Item]:
    if len(names) < 2:
        return [Line(text=f"Kính gửi: {name}", look=layout.ADDRESSEE_LOOK) for name in names]
    listed = layout.LISTED_ADDRESSEE_LOOK
    last = replace(listed, after=layout.ADDRESSEE_LOOK.after)
    return [
        Line(text="Kính gửi:", look=layout.ADDRESSEES_LOOK),
        *(Line(text=name, look=listed) for name in names[:-1]),
        Line(text=names[-1], look=last),
    ]


def _items(blocks: tuple[Block, ...]) -> list[Item]:
    found: list[Item] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.text == wording.END:
            found.append(Line(text=block.text, look=layout.END_LOOK))
        elif isinstance(block, Paragraph):
            look = replace(layout.BODY_LOOK, bold=block.bold, italic=block.italic)
            found.append(Line(text=block.text, look=look))
        elif isinstance(block, Heading):
            look = layout.HEADING_LOOK if block.level < 3 else layout.LOW_HEADING_LOOK
            found.append(Line(text=block.text, look=look, with_next=True))
        else:
            if block.caption:
                found.append(Line(text=block.caption, look=layout.CAPTION_LOOK, with_next=True))
            found.append(block)
    return found


def _rule(text: str, look: Look, room: float) -> Rule:
    last_line = text.splitlines()[-1]
    return Rule(length=min(layout.text_width(last_line, look.size), room) * _RULE_SHARE, room=room)
