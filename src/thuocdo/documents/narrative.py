"""Tasks of the narrative: ``1. Sở Nội vụ`` with its bullets ``- Chủ trì …``, and guidance that names nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from thuocdo.documents.bodies import UPPER, Part, read_cell, starts_with_body
from thuocdo.documents.deadlines import find_deadline
from thuocdo.documents.lines import Use
from thuocdo.documents.plan import BodyPart, Printed, Task
from thuocdo.documents.rows import CERTAIN, LIKELY
from thuocdo.documents.subjects import subjects_of, verb_of
from thuocdo.documents.tasks import without_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.documents.paragraphs import Paragraph


class Section(StrEnum):
    """What a part of the narrative is about."""

    OPENING = "opening"
    PURPOSE = "purpose"
    TARGETS = "targets"
    TASKS = "tasks"
    CARRYING_OUT = "carrying_out"
    OTHER = "other"


_SECTIONS: Final = (
    (Section.CARRYING_OUT, re.compile(r"TỔ CHỨC\s+THỰC\s+HIỆN|TRÁCH NHIỆM|PHÂN CÔNG")),
    (Section.TASKS, re.compile(r"NHIỆM VỤ|GIẢI PHÁP")),
    (Section.TARGETS, re.compile(r"MỤC TIÊU|CHỈ TIÊU")),
    (Section.PURPOSE, re.compile(r"MỤC ĐÍCH|YÊU CẦU|QUAN ĐIỂM")),
)
_REQUEST: Final = re.compile(r"[Đđ]ề nghị\s+")
_ROLES: Final = (
    (Part.CONTRIBUTES, "phối hợp", re.compile(r"Phối hợp\b")),
    (Part.WATCHES, None, re.compile(r"((?:Theo dõi|Đôn đốc)(?:,? (?:theo dõi|đôn đốc|kiểm tra|hướng dẫn))*)")),
    (Part.ANSWERS, "chủ trì", re.compile(r"Chủ trì\b")),
)
_LABEL: Final = re.compile(rf"(?P<bodies>[{UPPER}][^:.]{{3,120}}?):\s+(?=[{UPPER}])")
_MARKER: Final = re.compile(r"^(?:[IVX]+\.|\d+(?:\.\d+)*[.)]|[a-zđ]\)|\(\d+\)|[-–+•])\s*")
_ASKS: Final = re.compile(r"(?:yêu cầu|đề nghị)\s+(?=các\b|Sở\b|UBND\b)|(?<=, )(?=các sở, ban, ngành)")
_WITH_TASKS: Final = frozenset({Section.TASKS, Section.CARRYING_OUT})
_CLOSING: Final = re.compile(
    r"Trên đây là|Căn cứ (?:ý kiến|nội dung)|(?:Trong q|Q)uá trình (?:triển khai|tổ chức|thực hiện)"
)
_WHOEVER: Final = re.compile(r"[Cc]ác (?:cơ quan|đơn vị|địa phương)\b")
"""Bodies named so vaguely that the heading above says it better, and that an opening sentence means nobody by."""
_SHORT: Final = 160
_DEEP: Final = 5
"""The level of letters; bullets are deeper."""
_LETTERS: Final = "bcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class _Level:
    level: int
    marker: str
    bodies: tuple[str, ...]
    request: bool
    """It begins with *Đề nghị*: the province asks and cannot order."""
    children: int = 0


@dataclass(slots=True)
class Narrative:
    """The tasks of a narrative and what became of each of its paragraphs."""

    tasks: list[Task] = field(default_factory=list)
    uses: list[tuple[Paragraph, Use]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    """The section of each paragraph, in step with ``uses``."""


def read_narrative(paragraphs: Sequence[Paragraph], *, year: int | None) -> Narrative:
    """Read the body of a document, paragraph by paragraph."""
    reading = Narrative()
    outline: list[_Level] = []
    sections = _sections(paragraphs)
    after_heading = False
    for place, (paragraph, section) in enumerate(zip(paragraphs, sections, strict=True)):
        text = _MARKER.sub("", paragraph.text)
        if paragraph.level and section is not Section.OPENING:
            _open(outline, paragraph, text)
        elif not after_heading and _closes(paragraphs[place + 1 :]):
            outline = [entry for entry in outline if entry.level == 1]
        reading.sections.append(section)
        after_heading = _is_heading(paragraph, paragraphs[place + 1 : place + 2])
        if after_heading:
            reading.uses.append((paragraph, Use.HEADING))
            continue
        task = _task(paragraph, text, outline, year) if section in _WITH_TASKS else None
        if task is not None:
            reading.tasks.append(_numbered(task, reading.tasks))
        reading.uses.append((paragraph, Use.NOT_UNDERSTOOD if section is Section.OTHER else Use.USED))
    return reading


def _numbered(task: Task, before: Sequence[Task]) -> Task:
    """Return an unmarked paragraph with a code of its own: the second under IV.4 is ``IV.4.0b``."""
    same = sum(1 for other in before if other.code and other.code.rstrip(_LETTERS) == task.code)
    return replace(task, code=f"{task.code}{_LETTERS[same - 1]}") if same and task.code else task


def _closes(following: Sequence[Paragraph]) -> bool:
    """Tell whether an unmarked paragraph closes its section: only unmarked ones follow before the next section."""
    marked = next((after for after in following if after.level), None)
    return marked is None or marked.level == 1


def _sections(paragraphs: Sequence[Paragraph]) -> list[Section]:
    """Return what part of the document each paragraph belongs to.

    A heading ``1. Mục tiêu`` inside a section of tasks makes a part of its own; a letter without Roman numbers is all
    instructions from its first number.
    """
    top = 1 if any(paragraph.level == 1 for paragraph in paragraphs) else 2
    whole = within = Section.OPENING
    told: list[Section] = []
    for paragraph in paragraphs:
        if paragraph.level == 1:
            whole = within = _section(paragraph.text)
        elif paragraph.level == 2:
            whole = Section.CARRYING_OUT if top == 2 else whole
            named = _section(paragraph.text) if len(paragraph.text) <= _SHORT else Section.OTHER
            within = named if named in {Section.TARGETS, Section.PURPOSE} else whole
        told.append(within)
    return told


def _section(text: str) -> Section:
    return next((section for section, words in _SECTIONS if words.search(text.upper())), Section.OTHER)


def _open(outline: list[_Level], paragraph: Paragraph, text: str) -> None:
    """Put a marked paragraph into the outline, closing what is as deep or deeper."""
    while outline and outline[-1].level >= paragraph.level:
        outline.pop()
    marker = paragraph.marker or ""
    if paragraph.level >= 7:
        outline[-1].children += 1  # a section is open, so the outline is not empty
        marker = f"-{outline[-1].children}"
    asked = _REQUEST.match(text)
    named = text[asked.end() :] if asked else text
    bodies = _bodies_of(named) if len(named) <= _SHORT or starts_with_body(named) else ()
    outline.append(_Level(level=paragraph.level, marker=marker, bodies=bodies, request=bool(asked)))


def _bodies_of(text: str) -> tuple[str, ...]:
    """Return the bodies that a heading names, or nothing where it names none."""
    label = text.partition(":")[0].rstrip(". ")
    if not starts_with_body(label) or len(label) > 2 * _SHORT:
        return ()
    plain = re.sub(r"^Đối với |\s*\((?:sau đây|gọi tắt|cơ quan)[^)]*\)", "", label)
    return read_cell(plain).names


def _is_heading(paragraph: Paragraph, following: Sequence[Paragraph]) -> bool:
    if not paragraph.level or not following:
        return False
    if paragraph.level == 1 and not re.search(r":\s+\w", paragraph.text):
        return True
    if paragraph.text.endswith(":"):
        return True
    short = len(paragraph.text) <= _SHORT and not paragraph.text.endswith((".", ";"))
    return following[0].level > paragraph.level or (short and following[0].level == 0)


def _task(paragraph: Paragraph, text: str, outline: Sequence[_Level], year: int | None) -> Task | None:
    marked = bool(paragraph.level)
    deadline = find_deadline(text, year=year)
    above = outline[:-1] if marked else outline
    holder = next((entry for entry in reversed(above) if entry.bodies), None)
    bodies, text = (subjects_of(text), text) if holder else _named_in(text)
    whoever = all(_WHOEVER.match(body) for body in bodies)
    opens = not holder and (_CLOSING.match(text) or (whoever and not _goes_on(outline, text)))
    if not marked and deadline is None and opens:
        return None
    part, role = _role(verb_of(text) if subjects_of(text) else text)
    bodies = holder.bodies if holder and whoever else bodies
    return Task(
        appendix=None,
        code=_code(outline) if marked else f"{_code(outline)}.0".lstrip("."),
        parent=_code(above) if marked and above else None,
        criterion=None,
        content=without_notes(text),
        lead=bodies,
        lead_role=role,
        coordinating=(),
        coordinating_role=None,
        parts=tuple(BodyPart(body=body, part=part) for body in bodies),
        deadline=deadline,
        product=None,
        note=None,
        printed=Printed(lead="; ".join(bodies) or None, deadline=deadline.text if deadline else None),
        spot=paragraph.spot,
        confidence=CERTAIN if holder or not bodies else LIKELY,
        guidance=not bodies and deadline is None,
        request=bool(holder and holder.request),
    )


def _goes_on(outline: Sequence[_Level], text: str) -> bool:
    """Tell whether an unmarked paragraph without bodies goes on with the guidance of the letter or bullet above it."""
    return bool(outline) and outline[-1].level >= _DEEP and text.endswith((".", ";", "…"))


def _named_in(text: str) -> tuple[tuple[str, ...], str]:
    """Return the bodies that a sentence itself names, and the sentence without the label that named them."""
    label = _LABEL.match(text)
    if label and starts_with_body(label["bodies"]) and not _WHOEVER.match(label["bodies"]):
        return read_cell(label["bodies"]).names, text[label.end() :]
    asked = _ASKS.search(text)
    return subjects_of(text[asked.end() :] if asked else text), text


def _role(text: str) -> tuple[Part, str | None]:
    for part, role, words in _ROLES:
        if found := words.match(text):
            return part, role or found[1].lower()
    return Part.ANSWERS, None


def _code(outline: Sequence[_Level]) -> str:
    """Return the place in the outline as a code: ``IV.2-1`` is the first bullet under IV.2."""
    code = ""
    for entry in outline:
        if "." in entry.marker:  # 2.1 repeats the 2 that it stands under
            code = code.removesuffix(f".{entry.marker.partition('.')[0]}")
        code += entry.marker if entry.marker.startswith("-") or not code else f".{entry.marker}"
    return code
