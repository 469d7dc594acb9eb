"""Rulebook editions: the law as data, with its cases, its checks and its fingerprint; and data read against it."""

from thuocdo.rulebooks.cases import Case, CaseResult, PlacedCase, run_cases
from thuocdo.rulebooks.data import Data, UnitData
from thuocdo.rulebooks.edition import Edition, Node
from thuocdo.rulebooks.layouts import read_data
from thuocdo.rulebooks.loader import available, check, check_plain, load

__all__ = [
    "Case",
    "CaseResult",
    "Data",
    "Edition",
    "Node",
    "PlacedCase",
    "UnitData",
    "available",
    "check",
    "check_plain",
    "load",
    "read_data",
    "run_cases",
]
