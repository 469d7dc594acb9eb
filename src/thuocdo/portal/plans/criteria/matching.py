"""Which criterion of an edition a task of a plan serves: by what the plan prints, by its number, with a likeness.

The rule in words, with a worked table: ``docs/methods/points-at-risk.md``.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TAKEN_FROM: Final = 0.85
"""From this likeness on a criterion is taken without being asked about; a person may still say otherwise."""
_ASKED_FROM: Final = 0.5
"""From this likeness of the words alone a criterion is asked about."""
_BACKED_FROM: Final = 0.3
"""The same number backs a likeness from here on."""
_FOLLOWED_FROM: Final = 3
"""A plan follows the numbers of an edition when at least so many rows have the number and the words of a criterion,"""
_FOLLOWED_SHARE: Final = 0.8
"""and at least this share of its rows that have such a number at all."""
_PRINTED: Final = re.compile(
    r"^(?:(?:tiêu chí thành phần|tiêu chí|tctp|tc)\b\s*)?(?P<code>\d+(?:\.\d+)*)?\s*[.:)–-]*\s*(?P<words>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A criterion of an edition as it is compared."""

    edition: str
    """“par_index_province/2022”."""
    code: str
    number: str
    """How the law numbers it."""
    title: str
    leaf: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A task as it is compared."""

    key: int
    printed: str
    """What its row names as the criterion, else the heading above it; with the number where one is printed."""
    number: str = ""
    """The number of the row, or of its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a task probably serves."""

    key: int
    choice: Choice | None
    likeness: Decimal
    why: str
    """``title``, ``code``, ``words``, ``remembered``, or ``nothing`` where no criterion is like it."""

    @property
    def certain(self) -> bool:
        """Whether it may be taken without being asked about."""
        return self.choice is not None and self.likeness >= Decimal(str(TAKEN_FROM))


def words_of(printed: str) -> str:
    """Return what a plan prints of a criterion as it is compared and remembered: folded, without its number."""
    return " ".join(_words(_parted(printed)[1]))


def _parted(printed: str) -> tuple[str, str]:
    found = _PRINTED.match(" ".join(printed.split()))
    return (found["code"] or "", found["words"]) if found else ("", printed)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def match_all(
    asked: Iterable[Asked], choices: Sequence[Choice], remembered: Mapping[str, Choice] | None = None
) -> list[Match]:
    """Return for each task the criterion that is most like what it names.

    :param remembered: what persons said of the same words before, by :func:`words_of`.
    """
    rows = list(asked)
    compared = [(choice, _words(choice.title)) for choice in choices]
    numbered = {(choice.edition, choice.code): choice for choice in choices}
    borne = Counter((choice.edition, choice.number) for choice in choices)
    numbered |= {key: one for one in choices if borne[key := (one.edition, one.number)] == 1}
    followed = _followed(rows, numbered)
    return [_match(row, compared, followed, remembered or {}) for row in rows]


def _followed(rows: Sequence[Asked], numbered: Mapping[tuple[str, str], Choice]) -> Mapping[str, Choice]:
    """Return the criteria by number of the edition whose numbers the plan follows; nothing where it follows none."""
    best: Mapping[str, Choice] = {}
    most = 0
    for edition in {edition for edition, _number in numbered}:
        of_it = {number: choice for (one, number), choice in numbered.items() if one == edition}
        pairs = [(row, of_it[_number(row)]) for row in rows if _number(row) in of_it and words_of(row.printed)]
        alike = sum(_alike(row, choice) >= _ASKED_FROM for row, choice in pairs)
        if alike >= _FOLLOWED_FROM and alike >= _FOLLOWED_SHARE * len(pairs) and alike > most:
            best, most = of_it, alike
    return best


def _number(row: Asked) -> str:
    return _parted(row.printed)[0] or row.number


def _alike(row: Asked, choice: Choice) -> float:
    return _likeness(words_of(row.printed).split(), _words(choice.title))


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return twice the words that both have in the same order, by the words of both."""
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _match(
    row: Asked,
    compared: Sequence[tuple[Choice, list[str]]],
    followed: Mapping[str, Choice],
    remembered: Mapping[str, Choice],
) -> Match:
    words = words_of(row.printed)
    if words and (known := remembered.get(words)):
        return Match(key=row.key, choice=known, likeness=Decimal(1), why="remembered")
    by_number = followed.get(_number(row))
    if not words:
        certain = Decimal(str(TAKEN_FROM)) if by_number else Decimal(0)
        return Match(key=row.key, choice=by_number, likeness=certain, why="code" if by_number else "nothing")
    return _by_words(row, words.split(), compared, by_number)


def _by_words(
    row: Asked, words: list[str], compared: Sequence[tuple[Choice, list[str]]], by_number: Choice | None
) -> Match:
    same = [choice for choice, title in compared if title == words]
    if same:
        return _same_title(row, same, by_number)
    best, found = None, 0.0
    for choice, title in compared:
        least = _BACKED_FROM if choice == by_number else _ASKED_FROM
        alike = _likeness(words, title)
        if alike >= least and alike > found:
            best, found = choice, alike
    if best is None:
        return Match(key=row.key, choice=None, likeness=Decimal(0), why="nothing")
    backed = best == by_number
    # Never certain by words that differ, unless the number says the same.
    shown = found if backed else min(found, TAKEN_FROM - 0.001)
    return Match(key=row.key, choice=best, likeness=Decimal(str(round(shown, 3))), why="code" if backed else "words")


def _same_title(row: Asked, same: Sequence[Choice], by_number: Choice | None) -> Match:
    """Return the criterion that bears exactly these words; where several do, the number decides, else a person."""
    if by_number in same or len(same) == 1:
        return Match(key=row.key, choice=by_number if by_number in same else same[0], likeness=Decimal(1), why="title")
    leaves = [choice for choice in same if choice.leaf]
    if len(leaves) == 1:
        return Match(key=row.key, choice=leaves[0], likeness=Decimal(1), why="title")
    undecided = Decimal(str(TAKEN_FROM)) - Decimal("0.001")
    return Match(key=row.key, choice=(leaves or same)[0], likeness=undecided, why="title")
