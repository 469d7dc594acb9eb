"""The package that reads and writes workbooks: in the extra ``documents``, and loaded only when one is touched."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Problem, RulebookError

if TYPE_CHECKING:
    from types import ModuleType

_PARTS: Final = ("openpyxl.styles", "openpyxl.utils", "openpyxl.worksheet.datavalidation")


def openpyxl() -> ModuleType:
    """Return openpyxl with the parts used here.

    :raises RulebookError: RB-330 where it is not installed.
    """
    try:
        for part in _PARTS:
            import_module(part)
        return import_module("openpyxl")
    except ModuleNotFoundError:
        raise RulebookError(Problem(code="RB-330")) from None
