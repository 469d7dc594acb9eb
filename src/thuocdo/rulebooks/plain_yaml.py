"""YAML as an edition may use it: mappings, lists and quoted text, read in one pass with the line of every part.

An edition is law, so the clever half of YAML is refused rather than understood: a number that would lose its zero
(``1.10`` is 1.1), a ``no`` that would become false, a bare date, an alias, a tag, a key written twice. Only whole
numbers, ``true``, ``false`` and ``null`` may stand without quotation marks, and only where the schema wants them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

import yaml

from thuocdo.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
Loc = tuple[str | int, ...]
"""The way from the root to a part: keys and places in lists, as pydantic counts them."""

LONGEST: Final = 2_000_000
"""The bytes a file of an edition may have."""
DEEPEST: Final = 40
"""How deep its parts may be nested."""

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})", re.ASCII)
_MISREAD: Final = re.compile(
    r"[-+.]?[0-9][0-9_.,:eE+-]*"  # 1.10, 1_000, 2023-01-01, 1e3, 12:30, 007
    r"|0[xob][0-9a-fA-F_]+"
    r"|yes|no|on|off|[-+]?\.(?:inf|nan)|~",
    re.ASCII | re.IGNORECASE,
)
_CONSTANTS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "null": None, "": None}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a part begins: the line, from 1, and the text as written when it is a single value."""

    line: int
    raw: str | None = None


@dataclass(slots=True)
class Document:
    """One file as read: its data, where each part stands, and what could not be accepted."""

    name: str
    data: Plain = None
    marks: dict[Loc, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, line: int | None, **params: str) -> None:
        """Keep a problem at a line of this file."""
        self.problems.append(Problem(code=code, place=Place(file=self.name, row=line), params=params))


def read_plain(data: bytes, *, name: str) -> Document:
    """Read one YAML file; every problem found stands in the document, none is raised.

    Problems: RB-110 not YAML, RB-111 not UTF-8, RB-112 too long, RB-113 an alias, anchor or tag, RB-114 a key written
    twice, RB-115 nested too deep, RB-101 a value that YAML would misread unless it is quoted.
    """
    document = Document(name=name)
    if len(data) > LONGEST:
        document.refuse("RB-112", None, expected=str(LONGEST), found=str(len(data)))
        return document
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        document.refuse("RB-111", data[: error.start].count(b"\n") + 1)
        return document
    try:
        document.data = _Builder(document, yaml.parse(text, Loader=_Loader)).build()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        document.refuse("RB-110", line, found=str(error.problem))
    except yaml.YAMLError as error:  # a character that YAML does not allow
        document.refuse("RB-110", None, found=" ".join(str(error).split()))
    except _TooDeepError as error:
        document.refuse("RB-115", error.line, expected=str(DEEPEST))
    return document


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class _Builder:
    """Makes plain data of the events of one parse."""

    def __init__(self, document: Document, events: Iterator[yaml.Event]) -> None:
        self._document = document
        self._marks = document.marks
        self._events = events

    def build(self) -> Plain:
        found: Plain = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._document.refuse("RB-110", _line(event), found="---")
            elif isinstance(event, yaml.NodeEvent) and documents:
                value = self._value(event, ())
                found = value if documents == 1 else found
        return found

    def _value(self, event: yaml.Event, loc: Loc) -> Plain:
        if getattr(event, "anchor", None) is not None or _has_tag(event):
            self._document.refuse("RB-113", _line(event))
        if isinstance(event, yaml.ScalarEvent):
            self._marks[loc] = Mark(_line(event), event.value)
            return self._scalar(event)
        if len(loc) > DEEPEST:
            raise _TooDeepError(_line(event))
        self._marks[loc] = Mark(_line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(loc)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(loc)
        return None  # an alias: refused above

    def _list(self, loc: Loc) -> list[Plain]:
        found: list[Plain] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*loc, len(found))))
        return found

    def _mapping(self, loc: Loc) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
            if key is None:
                self._value(event, (*loc, "?"))
                self._value(next(self._events), (*loc, "?"))
                self._document.refuse("RB-110", _line(event), found="?")
                continue
            value = self._value(next(self._events), (*loc, key))
            if key in found:
                self._document.refuse("RB-114", _line(event), found=key)
            found.setdefault(key, value)
        return found

    def _scalar(self, event: yaml.ScalarEvent) -> Plain:
        text: str = event.value
        if event.style:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _WHOLE.fullmatch(text):
            return int(text)
        if _MISREAD.fullmatch(text):
            self._document.refuse("RB-101", _line(event), found=text)
        return text


def _line(event: yaml.Event) -> int:
    return cast("yaml.Mark", event.start_mark).line + 1


def _has_tag(event: yaml.Event) -> bool:
    return isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None) is not None
