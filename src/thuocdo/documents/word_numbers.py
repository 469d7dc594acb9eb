"""The numbers that Word shows before paragraphs and does not keep in their text: ``1.``, ``IV``, ``3.2``, ``-``.

A paragraph (or its style) names a list and a level; the list says how each level is written (ISO/IEC 29500-1, 17.9).
The numbers exist only by counting the paragraphs in their order, which :meth:`ListNumbers.before` does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_PLACE: Final = re.compile(r"%(\d)")
_BULLET: Final = "-"
"""Bullets are glyphs of symbol fonts; plans print a dash."""
_ROMANS: Final = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class ListNumbers:
    """The lists of one document and how far each has counted; paragraphs are asked in their order, each once."""

    levels: Mapping[str, Mapping[int, _Level]]
    """By the number of a list: its levels."""
    counted_with: Mapping[str, str]
    """Lists made from one pattern go on counting together, unless one says where it starts."""
    counts: dict[str, dict[int, int]]

    @classmethod
    def of(cls, document: Document) -> ListNumbers:
        """Return the lists of a document, none where it has none."""
        if not any(related.reltype == RELATIONSHIP_TYPE.NUMBERING for related in document.part.rels.values()):
            return cls(levels={}, counted_with={}, counts={})
        root = document.part.numbering_part.element
        patterns = {found.get(qn("w:abstractNumId")): _levels(found) for found in root.findall(qn("w:abstractNum"))}
        levels, together = {}, {}
        for found in root.findall(qn("w:num")):
            number, pattern = found.get(qn("w:numId")), _value(found, "w:abstractNumId")
            restarted = {
                int(change.get(qn("w:ilvl"))): int(start)
                for change in found.findall(qn("w:lvlOverride"))
                if (start := _value(change, "w:startOverride"))
            }
            levels[number] = {
                depth: _Level(start=restarted.get(depth, level.start), form=level.form, text=level.text)
                for depth, level in patterns.get(pattern, {}).items()
            }
            together[number] = number if restarted else f"of {pattern}"
        return cls(levels=levels, counted_with=together, counts=defaultdict(dict))

    def before(self, paragraph: Paragraph) -> str:
        """Count a paragraph and return what Word shows before it; an empty text where it is in no list."""
        number, depth = _list_of(paragraph)
        level = self.levels.get(number, {}).get(depth)
        if level is None:
            return ""
        counts = self.counts[self.counted_with[number]]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [found for found in counts if found > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return _BULLET
        return _PLACE.sub(lambda place: self._written(number, int(place[1]) - 1, counts), level.text)

    def _written(self, number: str, depth: int, counts: Mapping[int, int]) -> str:
        level = self.levels[number].get(depth)
        if level is None:
            return ""
        return _FORMS.get(level.form, str)(counts.get(depth, level.start))


def _levels(pattern: BaseOxmlElement) -> dict[int, _Level]:
    return {
        int(level.get(qn("w:ilvl"))): _Level(
            start=int(_value(level, "w:start") or 1),
            form=_value(level, "w:numFmt") or "decimal",
            text=_value(level, "w:lvlText") or "",
        )
        for level in pattern.findall(qn("w:lvl"))
    }


def _list_of(paragraph: Paragraph) -> tuple[str, int]:
    """Return the list and the level of a paragraph: its own, else its style's."""
    style = paragraph.style
    for properties in (paragraph._p.pPr, style.element.pPr if style is not None else None):  # noqa: SLF001 - no door
        found = properties.find(qn("w:numPr")) if properties is not None else None
        if found is not None and (number := _value(found, "w:numId")) is not None:
            return number, int(_value(found, "w:ilvl") or 0)
    return "", 0


def _value(element: BaseOxmlElement, name: str) -> str | None:
    found = element.find(qn(name))
    return found.get(qn("w:val")) if found is not None else None


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMANS:
        written += sign * (number // value)
        number %= value
    return written


def _letter(number: int) -> str:
    """Return a, b, … z, aa, bb, … as Word counts on."""
    times, place = divmod(number - 1, len(_LETTERS))
    return _LETTERS[place] * (times + 1)


_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "none": lambda _: "",
}
