"""Problems: what is wrong, where, what was needed, what was found, what to do.

A :class:`Problem` carries a stable code and its parameters, never a sentence. The sentences, Vietnamese and English,
stand in ``thuocdo/messages/*.yaml`` (one file a room) and are filled in when somebody is shown the problem, so that
the same problem can be read on a terminal, on a page, or in the other language. ``docs/errors.md`` is made from them.

Exceptions, and who raises them::

    ThuocDoError                 any problem that a person can mend
    ├── TextError     (VN-…)     vietnamese: a number, a date, an encoding, a table that cannot be read
    ├── UnitError     (UN-…)     units: a name or code that is unknown, ambiguous or of another era
    ├── ScoringError  (SC-…)     scoring: reported values that cannot be scored
    ├── RulebookError (RB-…)     rulebooks: an edition, its cases or its workbook is malformed
    ├── DataError     (DA-…)     rulebooks.layouts: reported data that do not fit the edition
    ├── DocumentError (PD-…)     documents: a file that cannot be opened or holds no text
    └── CompileError  (IX-…)     indices: something that cannot be compiled, compared, ranked or restated

A bug raises a plain Python exception and is never dressed up as one of these.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Language = Literal["vi", "en"]

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Nothing is taken in until it is mended."""
    WARNING = "warning"
    """It is said and kept, and the work goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: any of a file, a sheet, a row (from 1), a column, an item such as a criterion or unit."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    item: str | None = None

    def render(self, language: Language = "vi") -> str:
        """Return the place as words, or an empty text when nothing is known of it."""
        words = _PLACE_WORDS[language]
        parts = [
            self.file,
            self.sheet and f"{words['sheet']} {self.sheet}",
            self.row is not None and f"{words['row']} {self.row}",
            self.column and f"{words['column']} {self.column}",
            self.item,
        ]
        return ", ".join(str(part) for part in parts if part)


_PLACE_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "vi": {"sheet": "trang tính", "row": "dòng", "column": "cột"},
    "en": {"sheet": "sheet", "row": "row", "column": "column"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, to be put into words when it is shown."""

    code: str
    place: Place = field(default_factory=Place)
    params: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    severity: Severity = Severity.ERROR

    def message(self, language: Language = "vi") -> str:
        """Return what is wrong and what to do about it, without code and place."""
        sentences = catalogue()[self.code][language]
        return sentences.format_map(dict(self.params))

    def render(self, language: Language = "vi") -> str:
        """Return the whole line a person reads: code, place, what is wrong, what to do."""
        parts = (self.code, self.place.render(language), self.message(language))
        return " · ".join(part for part in parts if part)

    def at(self, place: Place) -> Problem:
        """Return the same problem, placed by somebody who knows more: ``place`` fills what is not known here."""
        known = {name: getattr(self.place, name) for name in Place.__slots__}
        merged = {name: getattr(place, name) if value is None else value for name, value in known.items()}
        return replace(self, place=Place(**merged))


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return the sentences of every problem by code, then language, read from ``thuocdo/messages/*.yaml``.

    :raises ValueError: if two files explain the same code (a bug in this package).
    """
    import yaml  # noqa: PLC0415 - here, not above: most runs end without a single problem

    sentences: dict[str, Mapping[str, str]] = {}
    for entry in sorted(resources.files("thuocdo.messages").iterdir(), key=lambda found: found.name):
        if not entry.name.endswith(".yaml"):
            continue
        for code, texts in (yaml.safe_load(entry.read_text("utf-8")) or {}).items():
            if code in sentences:
                raise ValueError(f"{code} is explained twice, the second time in {entry.name}")
            sentences[code] = texts
    return sentences


class ThuocDoError(Exception):
    """Problems that a person can mend; all that were found, not the first alone."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        if not self.problems:
            raise ValueError("an error needs at least one problem")
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.render() for problem in self.problems)

    def at(self, place: Place) -> Self:
        """Return the same error with every problem placed at ``place`` where it did not know better."""
        return type(self)(problem.at(place) for problem in self.problems)


class TextError(ThuocDoError):
    """A number, a date, an encoding or a table that cannot be read."""


class UnitError(ThuocDoError):
    """A unit that is unknown, ambiguous, or of another era."""


class ScoringError(ThuocDoError):
    """Reported values that a rule cannot score."""


class RulebookError(ThuocDoError):
    """An edition, its cases or its workbook is malformed."""


class DataError(ThuocDoError):
    """Reported data that do not fit the edition."""


class DocumentError(ThuocDoError):
    """A document that cannot be opened, must not be opened, or holds no text."""


class CompileError(ThuocDoError):
    """Something that cannot be compiled, compared, ranked or restated."""
