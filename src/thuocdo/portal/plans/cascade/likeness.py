"""Which task of the province a task of a unit's plan carries out: by number, criterion and words, with a likeness.

The rule in words, with a worked table: ``docs/methods/cascade.md``.
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
    from collections.abc import Iterable, Sequence

CERTAIN_FROM: Final = Decimal("0.85")
"""From this likeness on a tie is taken for certain; a person still sees it."""
_PROPOSED_FROM: Final = 0.5
"""From this likeness of the words alone a tie is proposed."""
_BACKED_FROM: Final = 0.3
"""The same number or the same criterion back a likeness from here on."""
_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A task as it is compared."""

    key: int
    code: str
    criterion: str
    content: str

    @property
    def words(self) -> list[str]:
        """The words of its content, folded."""
        return _WORD.findall(fold(self.content))

    @property
    def title(self) -> str:
        """The words of its criterion, folded; empty where it names none."""
        return " ".join(_WORD.findall(fold(self.criterion)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a task of a unit probably carries out."""

    own: int
    serves: int | None
    likeness: Decimal
    why: str
    """``code``, ``criterion``, ``words``, or ``nothing`` where no task of the province is like it."""


def propose(own: Iterable[Side], given: Sequence[Side]) -> list[Proposal]:
    """Return for each task of a unit the task of the province that is most like it, or none.

    Several tasks of the unit may carry out one of the province's.
    """
    compared = [(side, side.words, side.title) for side in given]
    return [_best(side, compared) for side in own]


def _best(side: Side, given: Sequence[tuple[Side, list[str], str]]) -> Proposal:
    words, title = side.words, side.title
    best = Proposal(own=side.key, serves=None, likeness=Decimal(0), why="nothing")
    for other, their_words, their_title in given:
        backing = _backing(side, other, same_title=bool(title) and title == their_title)
        least = _BACKED_FROM if backing else _PROPOSED_FROM
        alike = likeness(words, their_words, least=max(least, float(best.likeness)))
        found = Decimal(str(round(alike, 3)))
        better = found > best.likeness or (found == best.likeness and bool(backing) and best.why == "words")
        if alike >= least and better:
            best = Proposal(own=side.key, serves=other.key, likeness=found, why=backing or "words")
    return best


def _backing(side: Side, other: Side, *, same_title: bool) -> str:
    if same_title:
        return "criterion"
    return "code" if side.code and side.code == other.code else ""


def likeness(one: Sequence[str], other: Sequence[str], *, least: float = 0.0) -> float:
    """Return how alike two lists of words are, from 0 to 1; 0 where it is surely below ``least``.

    It is the larger of two measures: twice the words in common, in order, by the words of both; and the share of
    the shorter text's words that the longer one has in order, cut at 0,84: a text that only stands inside
    another is never certain.
    """
    if not one or not other:
        return 0.0
    common = (Counter(one) & Counter(other)).total()
    within = min(common / min(len(one), len(other)), 0.84)
    if max(2 * common / (len(one) + len(other)), within) < least:
        return 0.0
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    in_order = sum(block.size for block in matcher.get_matching_blocks())
    inside = min(in_order / min(len(one), len(other)), 0.84) if min(len(one), len(other)) >= 4 else 0.0
    return max(2 * in_order / (len(one) + len(other)), inside)
