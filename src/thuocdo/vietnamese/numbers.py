"""Numbers as Vietnamese offices write them: a comma for decimals, a point for thousands.

A data file that declares its convention is read by it; a number typed by a person is read by either convention, and
refused when the two disagree about its value (``1.234``): a guess that is right a thousand times is published the
time it is wrong.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final, Literal

from thuocdo.errors import Problem, TextError

DecimalMark = Literal[".", ","]

MINUS: Final = "\N{MINUS SIGN}"
"""The minus sign of everything shown; a hyphen may be broken at the end of a line."""

_LONGEST: Final = 40
_CANONICAL: Final = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?", re.ASCII)
_SPELLED: Final = re.compile(r"[+-]?[0-9](?:[0-9 .,]*[0-9])?", re.ASCII)
_PLAIN: Final = r"(?P<whole>[0-9]+)"
_SPACED: Final = r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+)"
_POINTED: Final = r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)"
_COMMAED: Final = r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+)"
_BY_POINT: Final = tuple(
    re.compile(rf"{whole}(?:\.(?P<part>[0-9]+))?", re.ASCII) for whole in (_PLAIN, _SPACED, _COMMAED)
)
_BY_COMMA: Final = tuple(
    re.compile(rf"{whole}(?:,(?P<part>[0-9]+))?", re.ASCII) for whole in (_PLAIN, _SPACED, _POINTED)
)
_NOT_DIGITS: Final = str.maketrans("", "", " .,")
_BLANKS: Final = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ") | {ord(MINUS): "-"}
_EXACT: Final = Context(prec=120, rounding=ROUND_HALF_UP)
_STEPS: Final = tuple(Decimal(1).scaleb(-digits) for digits in range(31))


def parse_number(text: str, *, decimal: DecimalMark | None = None) -> Decimal:
    """Read a number written in digits, exactly.

    ``decimal`` states the convention of the file the text came from. With ``"."`` (every file of our own formats)
    thousands are not grouped, so ``1.234`` is one and a bit; with ``","`` points and blanks group thousands; without
    it both conventions are tried, and the text is refused where they read different numbers.

    :raises TextError: VN-101 nothing there, VN-102 not a number, VN-103 two readings, VN-104 grouped or with a comma
        in a file of points, VN-105 not of the comma convention.
    """
    if decimal == "." and _CANONICAL.fullmatch(text):
        return _unsigned_zero(Decimal(text))
    found = unicodedata.normalize("NFC", text).translate(_BLANKS).strip()
    if not found:
        raise TextError(Problem(code="VN-101"))
    if len(found) > _LONGEST or not _SPELLED.fullmatch(found):
        raise TextError(Problem(code="VN-102", params={"found": found[:_LONGEST]}))
    sign, digits = (found[0], found[1:]) if found[0] in "+-" else ("", found)
    return _unsigned_zero(Decimal(sign + _canonical(digits, decimal)))


def _canonical(digits: str, decimal: DecimalMark | None) -> str:
    by_point, by_comma = _read(digits, _BY_POINT), _read(digits, _BY_COMMA)
    if decimal == ".":
        if by_point is None or not _CANONICAL.fullmatch(digits):
            raise TextError(Problem(code="VN-104", params={"found": digits, "write": by_comma or by_point or "1234.5"}))
        return by_point
    if decimal == ",":
        if by_comma is None:
            raise TextError(Problem(code="VN-105", params={"found": digits, "write": _comma(by_point or "1234.5")}))
        return by_comma
    if by_point is None and by_comma is None:
        raise TextError(Problem(code="VN-102", params={"found": digits}))
    if by_point and by_comma and by_point != by_comma:
        whole = digits.translate(_NOT_DIGITS)
        part = min(by_point, by_comma, key=Decimal)
        params = {"found": digits, "whole": whole, "part": _comma(part), "write": _comma(part) + "0"}
        raise TextError(Problem(code="VN-103", params=params))
    return by_point or by_comma or ""


def _read(digits: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    for pattern in patterns:
        if match := pattern.fullmatch(digits):
            whole = match["whole"].translate(_NOT_DIGITS)
            return f"{whole}.{match['part']}" if match["part"] else whole
    return None


def _comma(number: str) -> str:
    return number.replace(".", ",")


def _unsigned_zero(value: Decimal) -> Decimal:
    return value or value.copy_abs()


def format_number(value: Decimal, digits: int | None = None, *, grouping: bool = True) -> str:
    """Write a number the Vietnamese way, ``1.234,50``.

    ``digits`` decimals, rounded half up; without it all the decimals the value carries.
    """
    # By text: Decimal("1.0") and Decimal("1.00") are equal, so they would share one line of a cache kept by value.
    return _format(str(value), digits, grouping)


@lru_cache(maxsize=1 << 16)
def _format(canonical: str, digits: int | None, grouping: bool) -> str:
    value = Decimal(canonical)
    if not value.is_finite():
        raise ValueError(f"only finite numbers can be shown, not {canonical}")
    if digits is not None:
        value = value.quantize(_STEPS[digits], context=_EXACT)
    whole, _, part = format(value.copy_abs(), "f").partition(".")
    if grouping and len(whole) > 3:
        whole = f"{int(whole):,}".replace(",", ".")
    sign = MINUS if value < 0 else ""
    return f"{sign}{whole},{part}" if part else f"{sign}{whole}"


def format_points(value: Decimal, digits: int = 2) -> str:
    """Write points with two decimals unless told otherwise, rounded half up: ``58,72``."""
    return _format(str(value), digits, True)


def format_percent(value: Decimal, digits: int | None = None) -> str:
    """Write a number that already counts per cent, without a blank as official documents do: ``86,54%``."""
    return _format(str(value), digits, True) + "%"


def format_change(value: Decimal, digits: int | None = 2) -> str:
    """Write a difference with its sign, ``+1,68`` or ``−0,50``; no change has no sign."""
    shown = _format(str(value), digits, True)
    return shown if shown[0] == MINUS or not shown.strip("0,.") else "+" + shown
