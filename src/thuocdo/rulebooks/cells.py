"""Numbers in the cells of data files: each distinct text is read and judged once."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from thuocdo.errors import Problem, TextError
from thuocdo.vietnamese.numbers import DecimalMark, parse_number

_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+", re.ASCII)
_LONGEST_PLAIN: Final = 30


class Numbers(dict[str, Decimal | None]):
    """Texts of cells -> values; an empty cell is ``None``, never zero.

    Looking up a text that is no such number raises a ``TextError``: VN-1xx, DA-121 below zero, DA-122 and DA-123 not
    whole.
    """

    def __init__(self, decimal: DecimalMark | None, *, whole: bool, signed: bool) -> None:
        super().__init__()
        self._decimal = decimal
        self._whole = whole
        self._signed = signed

    def __missing__(self, text: str) -> Decimal | None:
        if text.isdigit() and text.isascii() and len(text) <= _LONGEST_PLAIN:
            value: Decimal | None = Decimal(text)
        else:
            value = self._judged(parse_number(text, decimal=self._decimal), text) if text else None
        self[text] = value
        return value

    def _judged(self, value: Decimal, text: str) -> Decimal:
        if value < 0 and not self._signed:
            raise TextError(Problem(code="DA-121", params={"found": text}))
        if self._whole and value != value.to_integral_value():
            if _GROUPED.fullmatch(text):
                raise TextError(Problem(code="DA-122", params={"found": text, "write": text.replace(".", "")}))
            raise TextError(Problem(code="DA-123", params={"found": text}))
        return value


class Cells:
    """The numbers of one table, by what is wanted of them."""

    def __init__(self, decimal: DecimalMark | None) -> None:
        self._decimal = decimal
        self._kinds: dict[tuple[bool, bool], Numbers] = {}

    def numbers(self, *, whole: bool, signed: bool) -> Numbers:
        """Return the reader of numbers that are whole, or may be below zero, as told."""
        kind = (whole, signed)
        if kind not in self._kinds:
            self._kinds[kind] = Numbers(self._decimal, whole=whole, signed=signed)
        return self._kinds[kind]
