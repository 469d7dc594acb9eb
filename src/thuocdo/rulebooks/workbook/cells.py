"""What one cell may hold: how a value of an edition is written into it and read back out of it.

Every form writes text and reads text, so that nothing depends on how a spreadsheet stores numbers. Reading is kinder
than writing where only one meaning is possible (a decimal comma, ``1/3/2023``), and refuses where two are.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Final

from thuocdo.errors import TextError
from thuocdo.scoring.rounding import CUT_DECIMALS, quotient
from thuocdo.vietnamese.dates import format_date, parse_date
from thuocdo.vietnamese.folding import fold
from thuocdo.vietnamese.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.rulebooks.plain_yaml import Plain

UNKNOWN: Final = "chưa rõ"
"""How a workbook writes ``unknown``: points that no source states."""

_LARGEST_DENOMINATOR: Final = 1000
_COMMA: Final = re.compile(r"-?[0-9]{1,12},[0-9]{1,20}", re.ASCII)
_QUOTIENT: Final = re.compile(r"[0-9]{1,6} ?/ ?[1-9][0-9]{0,5}", re.ASCII)


class CellError(Exception):
    """A cell that cannot be read: the code of the problem, and what would have been right."""

    def __init__(self, code: str, expected: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.expected = expected


class Form(ABC):
    """How one column's cells are written and read."""

    __slots__ = ()

    hint: ClassVar[str] = ""
    """What to type, shown beside the column's own help."""

    @abstractmethod
    def write(self, value: Plain) -> str:
        """Return the cell's text for a value."""

    @abstractmethod
    def read(self, text: str) -> Plain:
        """Return the value of a cell's text, already trimmed and not empty.

        :raises CellError: RB-312 to RB-317, where the text is none of what the form allows.
        """


class Words(Form):
    """Any text, kept as it stands."""

    __slots__ = ()

    def write(self, value: Plain) -> str:
        return str(value)

    def read(self, text: str) -> Plain:
        return text


_WORDS: Final = Words()


class Number(Form):
    """A decimal or a quotient: written with a comma, read with a comma or a point."""

    __slots__ = ()

    hint = "Số thập phân viết bằng dấu phẩy (1,5); được viết phân số (10/3)."

    def write(self, value: Plain) -> str:
        return _as_quotient(str(value)) or str(value).replace(".", ",")

    def read(self, text: str) -> Plain:
        if _QUOTIENT.fullmatch(text) or _COMMA.fullmatch(text):
            return text.replace(" ", "").replace(",", ".")
        try:
            return format(parse_number(text), "f")
        except TextError:
            raise CellError("RB-313") from None


class Points(Number):
    """Points: a number, or "chưa rõ" where no source states them."""

    __slots__ = ()

    hint = f'Số thập phân viết bằng dấu phẩy (1,5) hoặc phân số (10/3); ghi "{UNKNOWN}" nếu không nguồn nào nêu.'

    def write(self, value: Plain) -> str:
        return UNKNOWN if value == "unknown" else Number.write(self, value)

    def read(self, text: str) -> Plain:
        return "unknown" if fold(text) in {fold(UNKNOWN), "unknown"} else Number.read(self, text)


class Whole(Form):
    """A whole number of digits."""

    __slots__ = ()

    hint = "Số nguyên."

    def write(self, value: Plain) -> str:
        return str(value)

    def read(self, text: str) -> Plain:
        if not re.fullmatch(r"-?[0-9]{1,9}", text, re.ASCII):
            raise CellError("RB-315")
        return int(text)


class Day(Form):
    """A day, written 14/07/2025."""

    __slots__ = ()

    hint = "Ngày viết dạng 14/07/2025."

    def write(self, value: Plain) -> str:
        return format_date(date.fromisoformat(str(value)))

    def read(self, text: str) -> Plain:
        try:
            return parse_date(text).isoformat()
        except TextError:
            raise CellError("RB-314") from None


@dataclass(frozen=True, slots=True)
class Choice(Form):
    """One of a closed list: the token of the edition and its Vietnamese word."""

    words: Mapping[str, str]

    def write(self, value: Plain) -> str:
        return self.words[str(value)]

    def read(self, text: str) -> Plain:
        for token, word in self.words.items():
            if fold(text) in {fold(word), fold(token)}:
                return token
        raise CellError("RB-312", ", ".join(self.words.values()))


class Flag(Form):
    """Có or Không."""

    __slots__ = ()

    words: ClassVar[Mapping[str, str]] = {"true": "Có", "false": "Không"}

    def write(self, value: Plain) -> str:
        return "Có" if value else "Không"

    def read(self, text: str) -> Plain:
        return Choice(self.words).read(text) == "true"


@dataclass(frozen=True, slots=True)
class Several(Form):
    """A list in one cell, parted by a sign; of free words or of a closed list."""

    of: Form = _WORDS
    sign: str = ";"
    single: bool = False
    """Whether one item alone is the item itself (one input, or several summed); a list of one ends with the sign."""

    hint = "Nhiều giá trị thì ngăn cách bằng dấu chấm phẩy."

    def write(self, value: Plain) -> str:
        items = value if isinstance(value, list) else [value]
        gap = "; " if self.sign == ";" else f" {self.sign} "
        text = gap.join(_guard(self.of.write(item), self.sign) for item in items)
        return f"{text};" if self.single and isinstance(value, list) and len(items) == 1 else text

    def read(self, text: str) -> Plain:
        parts = _split(text, self.sign)
        items: list[Plain] = [self.of.read(_unguard(part)) for part in parts if part]
        return items[0] if self.single and len(parts) == 1 else items


@dataclass(frozen=True, slots=True)
class Pairs(Form):
    """Names with their values in one cell: ``a = x; b = y``."""

    of: Form = _WORDS
    sign: str = ";"
    equals: str = "="

    hint = "Viết dạng tên = giá trị, ngăn cách bằng dấu chấm phẩy."

    def write(self, value: Plain) -> str:
        pairs, own = value.items() if isinstance(value, dict) else (), self.sign + self.equals
        written = [f"{_guard(name, own)} {self.equals} {_guard(self._written(item), own)}" for name, item in pairs]
        return ("; " if self.sign == ";" else f" {self.sign} ").join(pair.strip() for pair in written)

    def _written(self, value: Plain) -> str:
        return "" if value is None else self.of.write(value)

    def read(self, text: str) -> Plain:
        found: dict[str, Plain] = {}
        for part in filter(None, _split(text, self.sign)):
            name, *values = map(_unguard, _split(part, self.equals))
            if len(values) != 1 or name in found:
                raise CellError("RB-317")
            found[name] = self.of.read(values[0]) if values[0] else None
        return found


@dataclass(frozen=True, slots=True)
class OneOrPairs(Form):
    """One name, or names with their values: told apart by the sign ``=``."""

    pairs: Pairs

    hint = "Một tên, hoặc tên = giá trị ngăn cách bằng dấu chấm phẩy."

    def write(self, value: Plain) -> str:
        return self.pairs.write(value) if isinstance(value, dict) else _guard(str(value), "=")

    def read(self, text: str) -> Plain:
        return self.pairs.read(text) if len(_split(text, "=")) > 1 else _unguard(text)


def _guard(text: str, signs: str) -> str:
    """Return text whose own signs are marked by a backslash, so that they part nothing."""
    return re.sub(rf"([\\{re.escape(signs)}])", r"\\\1", text)


def _unguard(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _split(text: str, sign: str) -> list[str]:
    """Part a text at every sign that is not marked; the parts keep their marks, and lose the blanks around them."""
    parts = re.split(rf"(?<!\\)((?:\\\\)*){re.escape(sign)}", text)
    return ["".join(parts[at : at + 2]).strip() for at in range(0, len(parts), 2)]


@lru_cache(maxsize=1024)
def _as_quotient(number: str) -> str | None:
    """Return a decimal that fills all its 20 places as the quotient it was cut from (10/3), where there is one."""
    if len(number.partition(".")[2]) < CUT_DECIMALS - 1:  # one less: a last zero is not written
        return None
    value = Decimal(number)
    for denominator in range(2, _LARGEST_DENOMINATOR):
        numerator = (value * denominator).to_integral_value()
        if numerator > 0 and quotient(numerator, Decimal(denominator)) == value:
            return f"{numerator}/{denominator}"
    return None
