"""The numbers of rows: ``1.3.2``, ``A``, ``IV``, ``12``; told from numbers that belong to the text by their order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_CODE: Final = re.compile(r"(\d{1,2}(?:\.\d{1,3}){0,4}|[IVX]{1,5}|[A-ZĐ])[.)]?(?:\s+(.+))?", re.DOTALL)
_ROMANS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_LETTERS: Final = "ABCDĐEGHIK"
_FARTHEST: Final = 3
"""A jump of more than this many numbers is no numbering but a figure."""


@dataclass(slots=True)
class Numbering:
    """What has been numbered so far in one table, and so what may come next."""

    letter: str | None = None
    roman: str | None = None
    whole: int = 0
    dotted: tuple[int, ...] = ()
    padded: bool = False
    """The first number had a zero before it, so others may: ``01``."""
    under_heading: bool = False
    """A letter or a Roman number was the last, so numbers may begin again at 1."""
    seen: list[tuple[str, ...]] = field(default_factory=list)

    def take(self, text: str, *, alone: bool | None = None) -> tuple[str, str] | None:
        """Return the code a row begins with and the text after it, or ``None`` if the line begins no row."""
        found = _CODE.fullmatch(text)
        if not found:
            return None
        code, rest = found[1], found[2] or ""
        if rest and not (rest[0].isupper() or rest[0] in '“"(-'):
            return None
        is_alone = not rest if alone is None else alone
        return (code, rest) if self._accept(code, alone=is_alone) else None

    def _accept(self, code: str, *, alone: bool) -> bool:
        if "." in code:
            return self._accept_dotted(tuple(int(part) for part in code.split(".")), alone=alone)
        if code.isdigit():
            self.padded = self.padded or (code[0] == "0" and self.whole == 0)
            return (self.padded or code[0] != "0") and self._accept_whole(int(code), alone=alone)
        return self._accept_word(code)

    def _accept_dotted(self, parts: tuple[int, ...], *, alone: bool) -> bool:
        if not self._follows(parts) and not (alone and 0 < parts[0] - self.whole <= _FARTHEST):
            return False
        self.dotted, self.whole = parts, parts[0]
        return True

    def _follows(self, parts: tuple[int, ...]) -> bool:
        """Tell whether the code stands at most a few numbers after one that shares its beginning."""
        if parts[0] != self.whole:
            return False
        last = self.dotted if self.dotted[:1] == parts[:1] else parts[:1]
        shared = 0
        while shared < min(len(parts), len(last)) and parts[shared] == last[shared]:
            shared += 1
        if shared == len(parts):
            return len(parts) == len(last)
        before = last[shared] if shared < len(last) else 0
        return 0 <= parts[shared] - before <= _FARTHEST and all(part <= 1 for part in parts[shared + 1 :])

    def _accept_whole(self, number: int, *, alone: bool) -> bool:
        ahead = number - self.whole
        again = self.under_heading and number == 1
        if not (again or ahead == 1 or (alone and 1 < ahead <= _FARTHEST and self.whole)):
            return False
        self.whole, self.dotted, self.under_heading = number, (), False
        return True

    def _accept_word(self, code: str) -> bool:
        if code in _ROMANS and code == _following(_ROMANS, self.roman):
            self.roman, self.under_heading = code, True
            return True
        if code == _following(tuple(_LETTERS), self.letter):
            self.letter, self.roman, self.under_heading = code, None, True
            return True
        return False

    def see(self, code: str) -> str | None:
        """Take a code that surely is one, whatever came before, and return the code of the group that holds it."""
        if "." in code:
            self.dotted = tuple(int(part) for part in code.split(".") if part.isdigit())
            self.whole = self.dotted[0] if self.dotted else self.whole
        elif code.isdigit():
            self.whole, self.dotted = int(code), ()
        elif code in _ROMANS and not (code == _following(tuple(_LETTERS), self.letter) and self.roman is None):
            self.roman = code
        else:
            self.letter, self.roman = code, None
        return self.parent(code)

    def parent(self, code: str) -> str | None:
        """Return the code of the group that holds a row just taken."""
        if "." in code:
            return code.rpartition(".")[0]
        if code.isdigit():
            return self.roman or self.letter
        return self.letter if code in _ROMANS and code == self.roman else None


def _following(order: tuple[str, ...], last: str | None) -> str | None:
    if last is not None and last not in order:  # a number of another kind: nothing says what comes next
        return None
    place = order.index(last) + 1 if last is not None else 0
    return order[place] if place < len(order) else None
